"""Sets documents as PDF for the tests, with typst and the machine's Chinese font."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

import pytest

from xunzheng.documents.model import Document, Table

_PAGE = """
#set page(paper: "a4", margin: (x: 2.8cm, y: 3cm), numbering: "- 1 -")
#set page(header: align(center, text(size: 9pt)[{header}]))
#set text(font: ("Noto Sans CJK SC", "Noto Sans SC"), size: 12pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 1em, spacing: 1em)
#set table(inset: 5pt, stroke: 0.5pt)
"""


def typeset(source: str) -> bytes:
    """The PDF of a typst source, in the machine's Chinese font; skipped where there is none."""
    typst = pytest.importorskip("typst")
    if not find_cjk_font():
        pytest.skip("no Chinese font (Noto Sans CJK SC) is installed")
    made = typst.compile(source.encode())
    assert isinstance(made, bytes)
    return made


@cache
def find_cjk_font() -> str:
    """The file of the font that the pages are set in, as fontconfig knows it; empty if there is none."""
    if not shutil.which("fc-list"):
        return ""
    listed = subprocess.run(["fc-list", "Noto Sans CJK SC", "file"], capture_output=True, text=True)
    return listed.stdout.strip()


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
