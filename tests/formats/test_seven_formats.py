"""One report in all seven formats is one document: the same headings, paragraphs, tables and findings."""

from __future__ import annotations

import shutil

import pytest

from tests.formats.seven_report import in_all_formats, told
from tests.formats.test_text import assert_in_place
from xunzheng.audit.run import audit
from xunzheng.documents.model import Block, Document, Paragraph
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules

SUFFIXES = ("txt", "docx", "doc", "xlsx", "xls", "pdf", "html")


def _shape(block: Block) -> object:
    """A block without its positions."""
    if isinstance(block, Paragraph):
        label = (block.label.style, block.label.ordinal, block.label.parents) if block.label else None
        return block.level, block.text, block.title, block.section, label
    cells = [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells]
    return block.rows, block.columns, block.section, cells


def _shapes(document: Document) -> list[object]:
    return [_shape(block) for block in document.blocks]


def _outcomes(document: Document) -> list[tuple[str, ...]]:
    outcome = audit(document, standard_rules())
    findings = [(f.code, f.severity, f.claim, f.expected, f.arithmetic or "") for f in outcome.findings]
    held = [(h.code, h.arithmetic) for h in outcome.held]
    return [*(f for f in findings if f[0] != "reading-doubt"), *held]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_one_report_is_the_same_document_in_every_format(suffix: str) -> None:
    if suffix == "doc" and not (shutil.which("antiword") or shutil.which("soffice")):
        pytest.skip("neither antiword nor LibreOffice is installed")
    document = read(in_all_formats()[suffix], f"报告.{suffix}")
    assert document.format == suffix
    assert_in_place(document)
    assert _shapes(document) == _shapes(told())
    assert _outcomes(document) == _outcomes(told())


def test_the_report_has_something_to_compare() -> None:
    outcomes = _outcomes(told())
    assert len(_shapes(told())) > 15
    assert len(outcomes) > 10
