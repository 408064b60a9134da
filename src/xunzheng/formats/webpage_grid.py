"""The grid of a web table: spans worked out as browsers do, without overlaps and within limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from xunzheng.formats.composing import Placed, compacted

MOST_SPAN = 1_000
_MOST_ROW_SPAN = 65_534


class SourceCell(NamedTuple):
    """A cell as marked up; a `row_span` of 0 reaches to the end of the group of rows."""

    text: str
    row_span: int = 1
    column_span: int = 1


class GroupedRow(NamedTuple):
    """A row with the number of the group (head, body, foot) that it belongs to."""

    group: int
    cells: Sequence[SourceCell]


class PlacedTable(NamedTuple):
    """Rows, columns and cells; `rows_left_out` at the end were past the limit."""

    rows: int
    columns: int
    cells: list[Placed]
    rows_left_out: int


def read_span(text: str | None, *, is_row: bool) -> int:
    """A rowspan or colspan attribute, as browsers read it: nonsense is 1, large ones are cut."""
    digits = (text or "").strip()[:12]
    end = next((at for at, sign in enumerate(digits) if not (sign.isascii() and sign.isdigit())), len(digits))
    if not end:
        return 1
    number = int(digits[:end])
    if is_row:
        return min(number, _MOST_ROW_SPAN)
    return 1 if number == 0 else min(number, MOST_SPAN)


def place_cells(rows: Sequence[GroupedRow], most_cells: int) -> PlacedTable:
    """Place the cells of a table, left to right, around what reaches down from above.

    A cell that would overlap one from above is cut short before it. Rows and columns in which no cell
    begins are left out. Work and grid are bounded by `most_cells`.
    """
    ends = _group_ends(rows)
    placed: list[Placed] = []
    busy: dict[int, int] = {}  # column: the row from which it is free again
    left = most_cells
    done = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            start = column
            while busy.get(column, 0) > number:
                column += 1
            width = _free_width(busy, column, cell.column_span, number)
            height = ends[number] - number
            height = min(cell.row_span, height) if cell.row_span else height
            placed.append(Placed(number, column, cell.text, height, width))
            for covered in range(column, column + width):
                busy[covered] = number + height
            left -= column - start + width
            column += width
        if left < 0:
            placed = [cell for cell in placed if cell.row < number]
            break
        done = number + 1
    placed = [cell if cell.row + cell.row_span <= done else _cut(cell, done) for cell in placed]
    height, columns, cells = compacted(placed)
    kept = min(height, most_cells // columns) if columns else 0
    if kept < height:
        cells = [
            cell if cell.row + cell.row_span <= kept else _cut(cell, kept)
            for cell in cells
            if cell.row < kept
        ]
    return PlacedTable(kept, columns, cells, len(rows) - done + height - kept)


def _cut(cell: Placed, end: int) -> Placed:
    return Placed(cell.row, cell.column, cell.text, end - cell.row, cell.column_span)


def _group_ends(rows: Sequence[GroupedRow]) -> list[int]:
    """For each row the number behind the last row of its group."""
    ends = [len(rows)] * len(rows)
    for number in range(len(rows) - 2, -1, -1):
        same = rows[number].group == rows[number + 1].group
        ends[number] = ends[number + 1] if same else number + 1
    return ends


def _free_width(busy: dict[int, int], column: int, wanted: int, row: int) -> int:
    width = 1
    while width < wanted and busy.get(column + width, 0) <= row:
        width += 1
    return width
