"""What we wrote about reports is not audited as a report, and what a user wrote is, whatever its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.batch.reports import FAULTY, make_record, write_reports
from tests.formats.docx_files import word
from xunzheng.audit.run import audit
from xunzheng.batch import BatchSettings, summary, write_results
from xunzheng.batch.given import give_all
from xunzheng.batch.page import lay_out_summary, write_summary
from xunzheng.batch.sources import OWN_RESULTS, find_sources
from xunzheng.documents.manuscript import Manuscript, Passage
from xunzheng.formats import read
from xunzheng.formats.annotated_files import give_back, paper_of
from xunzheng.formats.annotated_list import write_findings_xlsx
from xunzheng.formats.own_results import is_own_result
from xunzheng.formats.result_html import render
from xunzheng.formats.writing import OutputKind, write

REPORT = word("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in FAULTY.splitlines()))
RULES = BatchSettings().rules()
OUTCOME = audit(read(REPORT, "报告.docx"), RULES)


def written(folder: Path) -> list[Path]:
    """One file of each kind that we write about reports."""
    paper = paper_of(OUTCOME, "某局", "某项目")
    for kind in (OutputKind.DOCX, OutputKind.PDF, OutputKind.HTML):
        (folder / f"报告-复核意见.{kind.value}").write_bytes(write(paper, kind))
    for suffix in ("docx", "html"):
        (folder / f"报告-批注.{suffix}").write_bytes(give_back(REPORT, OUTCOME, suffix).content)
    report = write(Manuscript("", tuple(map(Passage, FAULTY.splitlines()))), OutputKind.PDF)
    outcome = audit(read(report, "旧.pdf"), RULES)
    (folder / "旧-批注.pdf").write_bytes(give_back(report, outcome, "pdf").content)
    (folder / "result.html").write_text(render(OUTCOME), "utf-8")
    write_findings_xlsx([("报告.docx", OUTCOME)], str(folder / "问题清单.xlsx"))
    write_results([make_record()], folder / "any name.xlsx")
    write_summary(lay_out_summary(summary([make_record()]), "zh"), folder / "summary.html")
    return sorted(folder.iterdir())


def test_everything_that_we_write_about_reports_is_told(tmp_path):
    files = written(tmp_path)
    assert len(files) == 10
    assert [path.name for path in files if not is_own_result(str(path))] == []


def test_it_is_passed_over_in_a_folder_and_said(tmp_path):
    write_reports(tmp_path, 1)
    give_all(REPORT, OUTCOME, "报告.docx", tmp_path)
    found = find_sources([tmp_path])
    assert [source.name for source in found.files] == ["0000.txt"]
    assert found.passed_over == {OWN_RESULTS: 2}


def test_it_is_taken_where_it_is_named(tmp_path):
    give_all(REPORT, OUTCOME, "报告.docx", tmp_path)
    paper = tmp_path / "报告.docx-复核意见.docx"
    assert [source.name for source in find_sources([paper]).files] == [paper.name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("报告.docx", REPORT),
        ("报告-批注.docx", REPORT),  # with that name, but without our notes
        ("改好的.docx", give_back(REPORT, OUTCOME, "docx").content),  # with our notes, but handed in anew
        ("报告-复核意见.pdf", b"%PDF-1.7"),
        ("坏.docx", b"PK\x03\x04broken"),
        ("报告.txt", b"xunzheng-result"),
        ("写的.docx", write(Manuscript("报告", ()), OutputKind.DOCX)),
    ],
)
def test_a_report_is_none_of_ours(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    assert not is_own_result(str(tmp_path / name))
    assert len(find_sources([tmp_path]).files) == 1
