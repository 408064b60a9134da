"""The cells of a laid-out table on their grid, with the place on the sheet that each comes from."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from xunzheng.formats.composing import Placed, compacted
from xunzheng.formats.sheets_layout import Grid, Piece
from xunzheng.formats.sheets_model import Position


class Placement(NamedTuple):
    """A table ready to be laid down: `origins` are the sheet's places of `cells`, one for one.

    `rows_left_out` counts the rows at the end that did not fit the limit.
    """

    rows: int
    columns: int
    cells: list[Placed]
    origins: list[Position]
    rows_left_out: int


def place(grid: Grid, most_cells: int) -> Placement:
    """Place the pieces of a table and the empty cells between them; at most `most_cells` positions.

    In a framed table a place with neither text nor frame is no cell.

    Of areas that overlap, the first keeps its extent and the others shrink to one cell, or give way.
    """
    columns = [column for column in range(grid.first, grid.last + 1) if column not in grid.void]
    kept = min(len(grid.rows), most_cells // len(columns))
    rows = grid.rows[:kept]
    taken = [bytearray(len(columns)) for _ in rows]
    cells: list[Placed] = []
    for piece in grid.pieces:
        placed = _place(piece, rows, columns, taken)
        if placed is not None:
            cells.append(placed)
    for row, marks in enumerate(taken if not grid.framed else ()):
        cells += [Placed(row, column, "") for column, mark in enumerate(marks) if not mark]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    origins = [Position(rows[cell.row], columns[cell.column]) for cell in cells]
    height, width, placed_cells = compacted(cells)
    return Placement(height, width, placed_cells, origins, len(grid.rows) - kept)


def _place(piece: Piece, rows: tuple[int, ...], columns: list[int], taken: list[bytearray]) -> Placed | None:
    row, column = bisect_left(rows, piece.row), bisect_left(columns, piece.column)
    if row >= len(rows) or column >= len(columns) or taken[row][column]:
        return None
    bottom = bisect_left(rows, piece.row + piece.rows)
    right = bisect_left(columns, piece.column + piece.columns)
    if bottom - row == 1 and right - column == 1:
        taken[row][column] = 1
        return Placed(row, column, piece.text)
    if any(any(marks[column:right]) for marks in taken[row:bottom]):
        bottom, right = row + 1, column + 1
    for marks in taken[row:bottom]:
        marks[column:right] = b"\x01" * (right - column)
    return Placed(row, column, piece.text, bottom - row, right - column)
