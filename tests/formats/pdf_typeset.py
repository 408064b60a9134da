"""Sets documents as PDF for the tests, with typst and the Chinese font of a Python package."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from xunzheng.documents.model import Document, Table

_PAGE = """
#set page(paper: "a4", margin: (x: 2.8cm, y: 3cm), numbering: "- 1 -")
#set page(header: align(center, text(size: 9pt)[{header}]))
#set text(font: "Noto Sans SC", size: 12pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 1em, spacing: 1em)
#set table(inset: 5pt, stroke: 0.5pt)
"""


def font_folder() -> str:
    """The folder of the Chinese font; the test is skipped where its package is not installed."""
    spec = importlib.util.find_spec("zhplot")
    if spec is None or spec.origin is None or importlib.util.find_spec("typst") is None:
        pytest.skip("typst and zhplot (its font) are not installed")
    return str(Path(spec.origin).parent / "fonts")


def typeset(source: str) -> bytes:
    """The PDF of a typst source."""
    import typst

    made = typst.compile(source.encode(), font_paths=[font_folder()], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def page_setup(header: str = "绩效评价资料") -> str:
    """Page, font, indents and line spacing as reports have them, with a header and page numbers."""
    return _PAGE.format(header=quoted(header))


def quoted(text: str) -> str:
    """Text as typst content in which no character is markup."""
    inner = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'#text("{inner}")'


def source_of(document: Document, setup: str | None = None) -> str:
    """A document as typst source: paragraphs, and its tables with rules."""
    blocks = [_table(block) if isinstance(block, Table) else quoted(block.text) for block in document.blocks]
    return "\n\n".join([setup if setup is not None else page_setup(), *blocks])


def _table(table: Table) -> str:
    widths = ", ".join(f"{_weight(table, column)}fr" for column in range(table.columns))
    cells = [
        f"table.cell(x: {cell.column}, y: {cell.row}, rowspan: {cell.row_span}, colspan: {cell.column_span})"
        f"[#set par(first-line-indent: 0em, justify: false, leading: 0.5em)\n{quoted(cell.text)}]"
        for cell in table.cells
    ]
    return f"#text(size: 9pt, table(columns: ({widths}), {', '.join(cells)}))"


def _weight(table: Table, column: int) -> int:
    longest = max((len(cell.text) for cell in table.cells if cell.column == column), default=1)
    return min(max(longest, 3), 12)
