"""From rows of spans to a table on a grid, within limits that hostile files cannot break."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xunzheng.documents.model import Cell, Doubt
from xunzheng.documents.outline import SourceTable

MOST_CELLS = 200_000
MOST_COLUMNS = 256
MOST_POSITIONS = 1_000_000

Span = tuple[int, int]
Row = list[Span]


@dataclass(slots=True)
class Grids:
    """The tables made so far: the doubts about them and how many cells may still be made."""

    doubts: list[Doubt] = field(default_factory=list)
    cells_left: int = MOST_CELLS

    def doubt(self, message: str, start: int, end: int) -> None:
        """Note a reading that the file does not state."""
        self.doubts.append(Doubt("reading-doubt", message, start, end))

    def give_up(self, message: str, start: int, end: int) -> None:
        """Note a place that could not be rebuilt."""
        self.doubts.append(Doubt("unreadable", message, start, end))

    def table(
        self, text: str, rows: Sequence[Row], start: int, end: int, doubt: str | None = None
    ) -> SourceTable | None:
        """The table of `rows`, each filled from the left; None where it is larger than the limits.

        Rows shorter than the widest leave their last positions without a cell: none is invented.
        """
        columns = max(len(row) for row in rows)
        if columns > MOST_COLUMNS or columns * len(rows) > MOST_POSITIONS:
            message = (
                f"这里像表格，但有 {len(rows)} 行、最多 {columns} 列，超出能拼回的范围，按普通段落处理。"
            )
            self.give_up(message, start, end)
            return None
        kept = self._within_limit(rows, end)
        if not kept:
            return None
        cells = tuple(
            Cell(number, column, text[first:last], first, last)
            for number, row in enumerate(kept)
            for column, (first, last) in enumerate(row)
        )
        return SourceTable(len(kept), columns, cells, start, end, doubt=doubt)

    def _within_limit(self, rows: Sequence[Row], end: int) -> Sequence[Row]:
        for number, row in enumerate(rows):
            self.cells_left -= len(row)
            if self.cells_left < 0:
                self.cells_left = 0
                message = f"全文表格超过 {MOST_CELLS} 个单元格，此处以后的单元格没有读入；请拆分文件。"
                self.give_up(message, row[0][0], end)
                return rows[:number]
        return rows
