"""The document that a manuscript amounts to, whatever format it is written in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xunzheng.documents.manuscript import Alignment, Chart, Grid, Heading, Manuscript, Passage, Piece, Slot
from xunzheng.documents.manuscript_grid import place
from xunzheng.documents.manuscript_settling import settled
from xunzheng.documents.model import Cell, Document
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks

_LONGEST_HEADING = 60


def manuscript_document(manuscript: Manuscript, name: str, *, plots: bool = True) -> Document:
    """The document that reading any written form of the manuscript gives, positions aside.

    Title, subtitle, captions and notes are lines; so is the title of a chart, whose picture says nothing
    to a reader. Without `plots` a chart's values stand there as a table, as in text files and workbooks.
    Contents, page breaks and the header are no part of it.

    Raises ValueError for a grid built wrongly (`manuscript_grid.place`).

    Example: ``manuscript_document(Manuscript("报告", (Heading(1, "一、概况"),)), "a").sections[0].title``.
    """
    lay = _Laying(plots)
    whole = settled(manuscript)
    lay.line(whole.title)
    lay.line(whole.subtitle)
    for piece in whole.pieces:
        lay.piece(piece)
    text = "".join(lay.parts)
    return document_from_blocks(name, text, lay.sources, file_format="manuscript", encoding="")


def chart_grid(chart: Chart) -> Grid:
    """The values of a chart as a table: its labels down, its series across, the unit in the head.

    Example: ``chart_grid(chart).rows[1]`` holds the first label and its value in each series.
    """
    unit = f"（{chart.unit}）" if chart.unit else ""
    head = (
        Slot("名称", heading=True, align=Alignment.CENTRE),
        *(Slot((each.name or "数值") + unit, heading=True, align=Alignment.CENTRE) for each in chart.series),
    )
    rows = tuple(
        (Slot(label), *(_value(each.values, number) for each in chart.series))
        for number, label in enumerate(chart.labels)
    )
    return Grid((head, *rows), (3, *(1 for _ in chart.series)), caption=chart.title)


def _value(values: Sequence[Decimal | None], number: int) -> Slot:
    value = values[number] if number < len(values) else None
    if value is None:
        return Slot("", align=Alignment.RIGHT)
    return Slot(f"{value:f}", align=Alignment.RIGHT, number=value)


class _Laying:
    """The text as it is laid down, with the lines and tables over it."""

    def __init__(self, plots: bool) -> None:
        self.parts: list[str] = []
        self.sources: list[Source] = []
        self._plots = plots
        self._at = 0

    def piece(self, piece: Piece) -> None:
        if isinstance(piece, Heading):
            self.line(piece.text, piece.level)
        elif isinstance(piece, Passage):
            self.line(piece.text)
        elif isinstance(piece, Grid):
            self.grid(piece)
        elif isinstance(piece, Chart) and self._plots:
            self.line(piece.title)
        elif isinstance(piece, Chart):
            self.grid(chart_grid(piece))

    def line(self, text: str, level: int | None = None) -> None:
        if text:
            start = self._lay(text)
            is_title = len(text) <= _LONGEST_HEADING and text[-1] not in "。；;，,"
            self.sources.append(SourceLine(start, self._at, level if is_title else None, False))
            self._lay("\n")

    def grid(self, grid: Grid) -> None:
        self.line(grid.caption)
        spots = place(grid)
        if any(spot.slot.text for row in spots for spot in row):
            start = self._at
            cells: list[Cell] = []
            for row in spots:
                for spot in row:
                    if cells:
                        self._lay("\n" if spot is row[0] else "\t")
                    at, slot = self._lay(spot.slot.text), spot.slot
                    spans = (slot.row_span, slot.column_span)
                    cells.append(Cell(spot.row, spot.column, slot.text, at, self._at, *spans))
            columns = len(grid.widths)
            self.sources.append(SourceTable(len(grid.rows), columns, tuple(cells), start, self._at))
            self._lay("\n")
        self.line(grid.note)

    def _lay(self, text: str) -> int:
        start = self._at
        self.parts.append(text)
        self._at += len(text)
        return start
