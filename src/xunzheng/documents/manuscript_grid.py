"""The places of a grid's slots: what begins where, and what is covered by a span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.documents.manuscript import Grid, Slot

EMPTY = Slot("")


@dataclass(frozen=True, slots=True)
class Spot:
    """A slot at its place; rows and columns count from 0."""

    row: int
    column: int
    slot: Slot

    @property
    def end_row(self) -> int:
        """The row after the last that it covers."""
        return self.row + self.slot.row_span

    @property
    def end_column(self) -> int:
        """The column after the last that it covers."""
        return self.column + self.slot.column_span


def place(grid: Grid) -> tuple[tuple[Spot, ...], ...]:
    """The slots of each row at their places, from the left; rows that are too short end in empty slots.

    Raises ValueError, with the row, where slots overlap, reach out of the grid, or span nothing: the grid
    was built wrongly.

    Example: ``place(Grid(((Slot("a"), Slot("b")),), (1, 1)))[0][1].column == 1``.
    """
    free_from = [0] * len(grid.widths)
    return tuple(_place_row(grid, number, slots, free_from) for number, slots in enumerate(grid.rows))


def _place_row(grid: Grid, number: int, slots: Sequence[Slot], free_from: list[int]) -> tuple[Spot, ...]:
    """Place a row; `free_from` says for each column the first row in which nothing covers it."""
    spots: list[Spot] = []
    column, columns = 0, len(free_from)
    for slot in slots:
        while column < columns and free_from[column] > number:
            column += 1
        spot = Spot(number, column, slot)
        _refuse_misfit(grid, spot, free_from)
        spots.append(spot)
        free_from[column : spot.end_column] = [spot.end_row] * slot.column_span
        column = spot.end_column
    left_over = (rest for rest in range(column, columns) if free_from[rest] <= number)
    return (*spots, *(Spot(number, rest, EMPTY) for rest in left_over))


def _refuse_misfit(grid: Grid, spot: Spot, free_from: Sequence[int]) -> None:
    slot = spot.slot
    if slot.row_span < 1 or slot.column_span < 1:
        raise ValueError(f"表格第 {spot.row + 1} 行有单元格的跨度小于 1：“{slot.text[:20]}”。")
    if spot.end_column > len(free_from) or spot.end_row > len(grid.rows):
        raise ValueError(
            f"表格第 {spot.row + 1} 行的“{slot.text[:20]}”伸出了"
            f" {len(grid.rows)} 行 {len(free_from)} 列的表格。"
        )
    if any(free_from[column] > spot.row for column in range(spot.column, spot.end_column)):
        raise ValueError(f"表格第 {spot.row + 1} 行的“{slot.text[:20]}”与上面跨行的单元格重叠。")


def header_end(grid: Grid, rows: Sequence[Sequence[Spot]]) -> int:
    """How many of the first rows can be repeated: at most `header_rows`, and no span reaching out of them.

    `rows` are the spots of `place(grid)`. All rows of a grid are never its header.
    """
    kept = reach = 0
    for number, spots in enumerate(rows[: min(grid.header_rows, len(rows) - 1)], 1):
        reach = max([reach, *(spot.end_row for spot in spots)])
        kept = number if reach <= number else kept
    return kept
