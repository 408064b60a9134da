"""The law of the formats: a report as a web page or a workbook has the findings that its text has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.corpus_files import as_html, as_xlsx
from tests.formats.test_text import assert_in_place
from xunzheng.audit.run import audit
from xunzheng.documents.model import Document
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules

CORPUS = sorted((Path(__file__).parents[1] / "corpus").glob("*.txt"))
# Every fourth report keeps the test short; all of them were compared by hand.
SAMPLE = CORPUS[::4]


def findings_of(document: Document) -> list[tuple[str, str]]:
    assert_in_place(document)
    return sorted((finding.code, finding.severity) for finding in audit(document, standard_rules()).findings)


@pytest.mark.parametrize("report", SAMPLE, ids=lambda path: path.stem)
def test_the_findings_are_those_of_the_text(report: Path) -> None:
    original = read(report.read_bytes(), report.name)
    expected = findings_of(original)
    lines = [paragraph.text for paragraph in original.paragraphs()]
    page, in_site, workbook = as_html(original), as_html(original, site=True), as_xlsx(original)
    for content in (page, in_site, workbook):
        again = read(content, report.name)
        assert [paragraph.text for paragraph in again.paragraphs()] == lines
        assert _comparable(again, original) == _comparable(original, original, expected)


def _comparable(
    document: Document, original: Document, found: list[tuple[str, str]] | None = None
) -> list[tuple[str, str]]:
    """The findings; without severities where the text leaves in doubt where the cells of its tables stand."""
    kept = [each for each in found or findings_of(document) if each[0] not in _OF_READING]
    return [(code, "") for code, _ in kept] if original.doubts else kept


_OF_READING = ("reading-doubt", "unreadable")
