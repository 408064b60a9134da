"""One worksheet: lines of text, and a grid with its borders, merged cells and numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it brings no types

from xunzheng.documents.manuscript import Alignment, Grid, Heading, Passage, Piece, Role, Slot
from xunzheng.documents.manuscript_grid import Spot, header_end, place
from xunzheng.formats.chart_text import measure
from xunzheng.formats.written_widths import fit_columns
from xunzheng.formats.written_xlsx_numbers import number_format

_WIDE = 2.0  # of a Chinese character, in characters
_USUAL = 11
_NARROWEST = 6
_LINE = 15.0
_TALLEST = 400.0
_FONT = "宋体"
_SIDES = {Alignment.LEFT: "left", Alignment.CENTRE: "center", Alignment.RIGHT: "right"}
_LINES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "subtitle": {"align": "center"},
    "caption": {"bold": True, "font_size": 12, "align": "center"},
    "1": {"bold": True, "font_size": 13},
    "2": {"bold": True, "font_size": 12},
    "3": {"bold": True},
    "4": {},
    Role.BODY: {"indent": 1},
    Role.NOTE: {"font_size": 10, "font_color": "#48535d"},
    Role.CENTRED: {"align": "center"},
    Role.SIGNATURE: {"align": "right"},
    Role.QUOTE: {"indent": 3, "italic": True},
}


class Placed(NamedTuple):
    """Where a grid came to stand: its first row, and the row after its last."""

    head_row: int
    end_row: int


class Looks:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Format] = {}

    def line(self, name: str) -> Format:
        """The format of a line of text."""
        if (name,) not in self._made:
            basis = {"font_name": _FONT, "font_size": _USUAL, "text_wrap": True, "valign": "vcenter"}
            self._made[(name,)] = self._book.add_format({**basis, **_LINES[name]})
        return self._made[(name,)]

    def cell(self, align: Alignment, is_head: bool, number: str | None) -> Format:
        """The format of a cell of a grid."""
        key = (align, is_head, number)
        if key not in self._made:
            basis = {"font_name": _FONT, "font_size": 10, "text_wrap": True, "valign": "vcenter", "border": 1}
            basis |= {"align": _SIDES[align], "num_format": number or "@"}
            basis |= {"bold": True, "bg_color": "#f0f0f0"} if is_head else {}
            self._made[key] = self._book.add_format(basis)
        return self._made[key]


def write_line(
    sheet: Worksheet, looks: Looks, row: int, widths: Sequence[float], piece: Piece, name: str = ""
) -> None:
    """Write a heading or passage into a row, across all columns, whose widths are given in characters."""
    if isinstance(piece, Heading):
        _line(sheet, looks, row, widths, piece.text, name or str(piece.level))
    elif isinstance(piece, Passage):
        _line(sheet, looks, row, widths, piece.text, name or piece.role)


def _line(sheet: Worksheet, looks: Looks, row: int, widths: Sequence[float], text: str, name: str) -> None:
    look, columns = looks.line(name), len(widths)
    if columns > 1:
        sheet.merge_range(row, 0, row, columns - 1, "", look)
    sheet.write_string(row, 0, text, look)
    size = float(str(_LINES[name].get("font_size", _USUAL)))
    lines = math.ceil(measure(text, _WIDE) * size / _USUAL / (sum(widths) - 4)) or 1
    sheet.set_row(row, min(lines * size * 1.45 + 4, _TALLEST))


def column_widths(grid: Grid, whole: float) -> list[float]:
    """The widths of a grid's columns in characters, about `whole` together, none too narrow to read."""
    fitted = fit_columns(grid, place(grid), whole, _WIDE, 2.0)
    return [max(round(width, 1), _NARROWEST) for width in fitted]


def write_grid(sheet: Worksheet, looks: Looks, row: int, grid: Grid, widths: Sequence[float]) -> Placed:
    """Write a grid from `row` on, with its caption above and its note below."""
    if grid.caption:
        _line(sheet, looks, row, widths, grid.caption, "caption")
        row += 1
    rows = place(grid)
    head = header_end(grid, rows)
    for number, spots in enumerate(rows):
        for spot in spots:
            _write_spot(sheet, looks, row, spot, number < head)
        lines = _lines(spots, widths)
        if lines > 1:
            sheet.set_row(row + number, min(lines * _LINE + 3, _TALLEST))
    end = row + len(rows)
    _set_up_head(sheet, grid, row, head, end)
    if grid.note:
        _line(sheet, looks, end, widths, grid.note, Role.NOTE)
    return Placed(row, end)


def _set_up_head(sheet: Worksheet, grid: Grid, row: int, head: int, end: int) -> None:
    if head:
        sheet.freeze_panes(row + head, 0)
        sheet.repeat_rows(row, row + head - 1)
        if grid.filterable:
            sheet.autofilter(row + head - 1, 0, end - 1, len(grid.widths) - 1)


def _write_spot(sheet: Worksheet, looks: Looks, top: int, spot: Spot, in_head: bool) -> None:
    slot, row, column = spot.slot, top + spot.row, spot.column
    shown = number_format(slot.text, slot.number) if slot.number is not None else None
    look = looks.cell(slot.align, in_head or slot.heading, shown)
    if slot.row_span > 1 or slot.column_span > 1:
        sheet.merge_range(row, column, row + slot.row_span - 1, column + slot.column_span - 1, "", look)
    if shown is not None and slot.number is not None:
        sheet.write_number(row, column, _stored(slot, shown), look)
    elif slot.text:
        sheet.write_string(row, column, slot.text, look)
    else:
        sheet.write_blank(row, column, None, look)


def _stored(slot: Slot, shown: str) -> float:
    """The value as a workbook keeps it; its format has at most the 15 digits that survive this."""
    return float(slot.number) if slot.number is not None else 0.0


def _lines(spots: Sequence[Spot], widths: Sequence[float]) -> int:
    """How many lines a row needs; programs fit no row to its merged cells, and some none at all."""
    most = 1
    for spot in spots:
        text, width = spot.slot.text, sum(widths[spot.column : spot.end_column]) - 1
        if len(text) * _WIDE > width or "\n" in text:
            lines = sum(math.ceil(measure(line, _WIDE) / width) or 1 for line in text.split("\n"))
            most = max(most, math.ceil(lines / spot.slot.row_span))
    return most
