"""Tables whose columns are aligned with blanks, as printed or copied from a page."""

from __future__ import annotations

from collections.abc import Sequence

from xunzheng.documents.outline import SourceTable
from xunzheng.formats.text_grid import Grids, Row
from xunzheng.formats.text_lines import LineKind, TextLine, trim

_LEAST_LINES = 3
_BLANKS = " \u00a0\u3000"


def gap_cells(text: str, line: TextLine) -> Row:
    """The words of a line that stand two or more blanks (or one full-width blank) apart."""
    start, end = trim(text, line.start, line.end)
    cells: Row = []
    begin, at = start, start
    while at < end:
        if text[at] not in _BLANKS:
            at += 1
            continue
        gap = at
        while at < end and text[at] in _BLANKS:
            at += 1
        if at - gap >= 2 or text[gap] == "\u3000":
            cells.append((begin, gap))
            begin = at
    cells.append((begin, end))
    return cells


def gap_run_end(text: str, lines: Sequence[TextLine], first: int) -> int:
    """The index after the last of the adjacent lines that have as many cells as the first."""
    count = len(gap_cells(text, lines[first]))
    at = first + 1
    while at < len(lines) and lines[at].kind is LineKind.GAPPED and lines[at].blanks == 0:
        if len(gap_cells(text, lines[at])) != count:
            break
        at += 1
    return at


def read_columns(text: str, lines: Sequence[TextLine], grids: Grids) -> SourceTable | None:
    """The table in three or more lines of equally many words set apart by blanks; None otherwise.

    Such a grid is never stated by the file, so the table always carries a doubt. Lines that are mostly
    sentences are no table.
    """
    rows = [gap_cells(text, line) for line in lines]
    if len(rows) < _LEAST_LINES or len(rows[0]) < 2:
        return None
    if any(text[end - 1] in "。；" for row in rows for _, end in row[-1:] if end - row[-1][0] > 20):
        return None
    start, end = lines[0].start, lines[-1].end
    doubt = f"按空格对齐拼成 {len(rows[0])} 列的表格；空单元格若没有占位，会使该行错列。"
    grids.doubt(doubt, start, end)
    return grids.table(text, rows, start, end, doubt)
