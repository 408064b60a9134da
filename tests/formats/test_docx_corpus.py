"""The law of the corpus: a report written as a Word file has the findings that its text has."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.corpus.tally import Report, reports
from tests.formats.docx_files import report_as_word
from xunzheng.audit.run import audit
from xunzheng.documents.model import Document
from xunzheng.formats.docx import read_docx
from xunzheng.formats.text import read_text
from xunzheng.rulebook import standard_rules

_OF_THE_FORMAT = {"reading-doubt", "unreadable"}


def codes(document: Document) -> Counter[tuple[str, str]]:
    found = audit(document, standard_rules()).findings
    return Counter((f.code, f.severity.value) for f in found if f.code not in _OF_THE_FORMAT)


def _beside_sheets(document: Document) -> Counter[str]:
    """The codes but for those of sheets: a doubtful grid is read with more care than one that Word states."""
    return Counter(code for code, _ in codes(document) if code not in _OF_SHEETS)


_OF_SHEETS = {"score-sum", "weight-sum", "deduction-unexplained", "score-over-weight"}


@pytest.mark.parametrize("report", reports(), ids=lambda report: report.name)
def test_the_word_file_has_the_same_findings(report: Report) -> None:
    text = read_text(report.text.read_bytes(), report.text.name)
    document = read_docx(report_as_word(text), "a.docx")
    if text.doubts:  # a Word file settles where the cells stand, and what was a suspicion can be an error
        assert _beside_sheets(document) == _beside_sheets(text)
    else:
        assert codes(document) == codes(text)
    assert [(s.path, s.level) for s in document.sections] == [(s.path, s.level) for s in text.sections]
