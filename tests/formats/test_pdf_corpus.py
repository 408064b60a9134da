"""The law of the reader: a report of the corpus set as PDF has the errors that its text has."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.corpus.tally import Report, reports
from tests.formats.pdf_typeset import source_of, typeset
from xunzheng.audit.finding import Severity
from xunzheng.audit.run import audit
from xunzheng.documents.model import Document
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules

STEP = 5


def text_of(report: Report) -> Document:
    return read(report.text.read_bytes(), report.text.name)


def errors(document: Document) -> Counter[str]:
    found = audit(document, standard_rules()).findings
    return Counter(finding.code for finding in found if finding.severity is Severity.ERROR)


# Where the text itself leaves its tables in doubt, setting them with rules would settle the doubt.
CERTAIN = [report for report in reports() if not text_of(report).doubts][::STEP]


def test_there_are_reports_enough() -> None:
    assert len(CERTAIN) >= 20


@pytest.mark.parametrize("report_", CERTAIN, ids=lambda report: report.name)
def test_errors_are_those_of_the_text(report_: Report) -> None:
    document = text_of(report_)
    read_back = read(typeset(source_of(document)), f"{report_.name}.pdf")
    assert errors(read_back) == errors(document)
    assert len(list(read_back.tables())) == len(list(document.tables()))
