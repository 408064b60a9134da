"""What a batch gives back: each report with its findings in it, and its working paper, once and whole."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.batch.reports import CLEAN, FAULTY, write_reports
from tests.formats.docx_files import report_as_word
from xunzheng.batch import Batch, BatchSettings, audit_files
from xunzheng.batch.given import paper_place
from xunzheng.formats import read


def given_in(folder: Path) -> list[str]:
    """The files given back, but for the folders above the reports."""
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def run(folder: Path, given: Path | None) -> int:
    """Audit the folder, with its journal beside it; how many reports were audited."""
    with Batch([folder], folder.with_suffix(".journal"), BatchSettings(given=given)) as batch:
        return len(list(batch.run(1)))


def test_a_word_file_comes_back_with_comments_and_a_paper(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲.docx").write_bytes(report_as_word(read(FAULTY.encode(), "a.txt")))
    (tmp_path / "in" / "乙.txt").write_text(CLEAN, "utf-8")
    (tmp_path / "in" / "坏.docx").write_bytes(b"PK\x03\x04")
    assert run(tmp_path / "in", tmp_path / "out") == 3
    assert given_in(tmp_path / "out") == sorted(
        ["甲.docx-批注.docx", "甲.docx-复核意见.docx", "乙.txt-复核意见.docx"]
    )
    (noted,) = (tmp_path / "out").rglob("*-批注.docx")
    with zipfile.ZipFile(io.BytesIO(noted.read_bytes())) as package:
        assert "word/comments.xml" in package.namelist()


def test_what_is_given_back_once_is_not_made_again_and_what_is_missing_is(tmp_path):
    write_reports(tmp_path / "in", 3)
    assert run(tmp_path / "in", None) == 3
    assert run(tmp_path / "in", tmp_path / "out") == 3
    assert run(tmp_path / "in", tmp_path / "out") == 0
    shutil.rmtree(paper_place(tmp_path / "out", str(tmp_path / "in" / "0001.txt")).parent)
    assert run(tmp_path / "in", tmp_path / "out") == 3
    assert run(tmp_path / "in", None) == 0


def test_what_is_given_back_is_no_report(tmp_path):
    write_reports(tmp_path / "in", 2)
    assert run(tmp_path / "in", tmp_path / "in" / "out") == 2
    assert run(tmp_path / "in", tmp_path / "in" / "out") == 0


def test_a_place_that_takes_nothing_is_told_and_tried_again(tmp_path):
    write_reports(tmp_path / "in", 1)
    (tmp_path / "out").write_bytes(b"a file")
    settings = BatchSettings(given=tmp_path / "out")
    (record,) = audit_files([tmp_path / "in"], jobs=1, settings=settings)
    assert "写不了 0000.txt 的批注" in record.reason
    assert record.digest is None


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("甲/a.docx", "甲/a.docx-复核意见.docx"),
        ("/甲/./a.docx", "甲/a.docx-复核意见.docx"),
        ("../../a.docx", "_/_/a.docx-复核意见.docx"),
        ("a.zip/b/a.docx", "a.zip/b/a.docx-复核意见.docx"),
    ],
)
def test_the_paths_below_the_folder_are_those_of_the_reports(path, place):
    assert paper_place(Path("out"), path) == Path("out") / place


def test_long_names_are_cut_and_stay_two():
    first, second = (paper_place(Path("out"), "长" * 80 + end).name for end in ("甲.txt", "乙.txt"))
    assert first != second
    assert max(len(first.encode()), len(second.encode())) < 255
