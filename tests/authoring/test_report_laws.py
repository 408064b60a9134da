"""The laws: what is written reads back without a finding, and gives back the figures it was made of."""

from __future__ import annotations

import pytest

from tests.authoring.made_projects import FORMS, made_project
from tests.authoring.same_figures import differences
from xunzheng.audit.finding import Severity
from xunzheng.audit.run import audit
from xunzheng.authoring.extraction import extract
from xunzheng.documents.manuscript_document import manuscript_document
from xunzheng.formats.project_report import FindingsInReport, compose_report, write_report
from xunzheng.formats.reading import read
from xunzheng.formats.writing import OutputKind
from xunzheng.rulebook.official_forms import form_rules, forms

KINDS = (OutputKind.DOCX, OutputKind.XLSX, OutputKind.HTML, OutputKind.PDF)


@pytest.mark.parametrize("seed", range(30))
def test_a_composed_report_has_no_error_and_gives_back_all(seed: int) -> None:
    project = made_project(seed)
    rules = form_rules(project.form)
    composed = compose_report(project, rules)
    assert not [found for found in composed.findings if found.severity is Severity.ERROR]
    document = manuscript_document(composed.manuscript, "报告")
    assert differences(project, extract(document, rules.rules, forms()).draft.table) == []


@pytest.mark.parametrize("seed", range(100, 106))
def test_every_format_reads_back_without_an_error(seed: int) -> None:
    project = made_project(seed, FORMS[seed % 3])
    rules = form_rules(project.form)
    for kind, content in write_report(project, rules, KINDS).items():
        document = read(content, f"报告.{kind}")
        errors = [
            found for found in audit(document, rules.rules).findings if found.severity is Severity.ERROR
        ]
        assert errors == [], kind
        if kind is not OutputKind.PDF:  # a cell over two pages has its words on one of them
            table = extract(document, rules.rules, forms()).draft.table
            assert differences(project, table) == [], kind


def test_a_report_whose_text_denies_its_figures_is_refused() -> None:
    project = made_project(0, "national-2020")
    told = "培训分三期，第一期120人、第二期130人，共计300人。"
    wrong = project.__class__(
        **{name: getattr(project, name) for name in project.__dataclass_fields__ if name != "texts"},
        texts={**project.texts, "background": told},
    )
    with pytest.raises(FindingsInReport, match="sum-of-parts") as caught:
        write_report(wrong, form_rules("national-2020"), [OutputKind.DOCX])
    assert caught.value.findings[0].severity is Severity.ERROR
