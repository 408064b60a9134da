"""Tables without vertical rules: words that stand in columns, line under line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xunzheng.formats.pdf_lines import Line, Piece
from xunzheng.formats.pdf_narrow import (
    LEAST_ROWS,
    LONGEST_CELL,
    MOST_COLUMNS,
    Strip,
    are_rows,
    has_numbers,
    is_ruled,
    narrow_run,
    strip_of,
    united,
)
from xunzheng.formats.pdf_pages import Rule
from xunzheng.formats.pdf_tables import GridCell, PageTable
from xunzheng.formats.pdf_text import repair

UNPARTED = "这些行像没有表格线的表格，分不清各列，按一行一段读出；请对照原文件。"


def read_plain_tables(
    lines: Sequence[Line], page_height: int, rules: Sequence[Rule] = ()
) -> Iterator[Line | PageTable]:
    """The lines, runs of three or more that stand in the same columns put together as a table with a doubt.

    Each line of such a run has two or more pieces with wide gaps between; no piece reaches over the gap
    between two columns. Where the gaps are narrow the columns must line up, and hold numbers or stand
    between two of the page's `rules`; else the lines stay rows of their own. Lines that do not fit stay
    lines.
    """
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _is_row(lines[end]):
            end += 1
        columns = _columns(lines[at:end]) if end - at >= LEAST_ROWS else []
        narrow, strips = narrow_run(lines, at)
        is_narrow = narrow - at >= LEAST_ROWS and are_rows(lines[at:narrow], strips)
        if is_narrow and (len(columns) < 2 or (narrow >= end and len(strips) > len(columns))):
            yield from _narrow(lines[at:narrow], strips, page_height, rules)
            end = narrow
        elif len(columns) >= 2:
            yield _table([(line, line.pieces) for line in lines[at:end]], columns, page_height)
        else:
            end = max(end, at + 1)
            yield from lines[at:end]
        at = end


def _narrow(
    lines: Sequence[Line], strips: Sequence[Strip], page_height: int, rules: Sequence[Rule]
) -> Iterator[Line | PageTable]:
    if has_numbers(lines, strips) or is_ruled(lines, rules):
        yield _table([(line, line.words) for line in lines], strips, page_height)
    else:
        yield from (replace(line, pieces=line.words, is_row=True) for line in lines)


def _is_row(line: Line) -> bool:
    return 2 <= len(line.pieces) <= MOST_COLUMNS and all(
        len(piece.text) <= LONGEST_CELL for piece in line.pieces
    )


def _columns(lines: Sequence[Line]) -> list[Strip]:
    """The strips that the pieces stand in; none where two pieces of one line share a strip."""
    strips = united([], [piece for line in lines for piece in line.pieces])
    if len(strips) > MOST_COLUMNS:
        return []
    for line in lines:
        found = [strip_of(piece, strips) for piece in line.pieces]
        if len(set(found)) < len(found):
            return []
    return strips


def _table(
    rows: Sequence[tuple[Line, Sequence[Piece]]], strips: Sequence[Strip], page_height: int
) -> PageTable:
    cells: list[GridCell] = []
    for row, (_, pieces) in enumerate(rows):
        texts: dict[int, str] = {}
        for piece in pieces:
            at = strip_of(piece, strips)
            texts[at] = f"{texts[at]}  {piece.text}" if at in texts else piece.text
        cells += [GridCell(row, at, 1, 1, repair(texts.get(at, ""))) for at in range(len(strips))]
    first, last = rows[0][0], rows[-1][0]
    return PageTable(
        page=first.page,
        page_height=page_height,
        top=first.top,
        bottom=last.bottom,
        tallest=max(line.bottom - line.top for line, _ in rows[:LEAST_ROWS]),
        xs=(*(low for low, _ in strips), strips[-1][1]),
        rows=len(rows),
        cells=tuple(cells),
        doubt=f"没有表格线，按文字的对齐拼成 {len(strips)} 列；换行的单元格会成为单独的一行。",
    )
