"""Tables without vertical rules: words that stand in columns, line under line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xunzheng.formats.pdf_lines import Line, Piece
from xunzheng.formats.pdf_tables import GridCell, PageTable
from xunzheng.formats.pdf_text import repair

_LEAST_ROWS = 3
_LONGEST_CELL = 40
_MOST_COLUMNS = 40


def read_plain_tables(lines: Sequence[Line], page_height: int) -> Iterator[Line | PageTable]:
    """The lines, runs of three or more that stand in the same columns put together as a table with a doubt.

    Each line of such a run has two or more pieces with wide gaps between; no piece reaches over the gap
    between two columns. Lines that do not fit stay lines.
    """
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_row(lines[end]):
            end += 1
        columns = _columns(lines[at:end]) if end - at >= _LEAST_ROWS else []
        if len(columns) >= 2:
            yield _table(lines[at:end], columns, page_height)
        else:
            yield from lines[at : max(end, at + 1)]
        at = max(end, at + 1)


def _is_row(line: Line) -> bool:
    return 2 <= len(line.pieces) <= _MOST_COLUMNS and all(
        len(piece.text) <= _LONGEST_CELL for piece in line.pieces
    )


def _columns(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """The strips that the pieces stand in; none where two pieces of one line share a strip."""
    strips: list[tuple[int, int]] = []
    for piece in sorted((p for line in lines for p in line.pieces), key=lambda piece: piece.left):
        if strips and piece.left < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], piece.right))
        else:
            strips.append((piece.left, piece.right))
    if len(strips) > _MOST_COLUMNS:
        return []
    for line in lines:
        found = [_strip_of(piece, strips) for piece in line.pieces]
        if len(set(found)) < len(found):
            return []
    return strips


def _strip_of(piece: Piece, strips: Sequence[tuple[int, int]]) -> int:
    return next(index for index, (low, high) in enumerate(strips) if low <= piece.left <= high)


def _table(lines: Sequence[Line], strips: Sequence[tuple[int, int]], page_height: int) -> PageTable:
    cells: list[GridCell] = []
    for row, line in enumerate(lines):
        texts = {_strip_of(piece, strips): piece.text for piece in line.pieces}
        cells += [GridCell(row, at, 1, 1, repair(texts.get(at, ""))) for at in range(len(strips))]
    return PageTable(
        page=lines[0].page,
        page_height=page_height,
        top=lines[0].top,
        bottom=lines[-1].bottom,
        tallest=max(line.bottom - line.top for line in lines[:_LEAST_ROWS]),
        xs=(*(low for low, _ in strips), strips[-1][1]),
        rows=len(lines),
        cells=tuple(cells),
        doubt=f"没有表格线，按文字的对齐拼成 {len(strips)} 列；换行的单元格会成为单独的一行。",
    )
