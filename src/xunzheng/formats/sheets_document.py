"""From the sheets of a workbook to a document, with the way back from each cell to its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xunzheng.documents.model import Document
from xunzheng.formats.composing import Composer, clean
from xunzheng.formats.sheets_layout import Grid, Lines, lay_out
from xunzheng.formats.sheets_model import (
    MOST_CELLS,
    Position,
    SheetDoubt,
    Workbook,
    Worksheet,
    column_letters,
)
from xunzheng.formats.sheets_placing import place
from xunzheng.formats.sheets_recomputing import recompute

OWN_SHEET = "循证核对意见"
"""The name of the sheet that lists the findings in a workbook that was given back."""
_OWN_SHEET = re.compile(f"{OWN_SHEET}[0-9]{{0,3}}")
_DEFAULT_NAME = re.compile(
    r"(?:sheet|工作表|table|表|chart)\s*[0-9]{0,3}(?:\s*\([0-9]{1,3}\))?", re.IGNORECASE
)
_BLANKS = re.compile(r"\s")
_SHORT = 30
_MOST_TEXT = 20_000_000
_GAP = "\u3000"  # between the cells of a row that is read as a line


class Source(NamedTuple):
    """Where `document.text[start:end]` comes from: the sheet's name and the place on it."""

    start: int
    end: int
    sheet: str
    at: Position

    @property
    def cell(self) -> str:
        """The cell as the user sees it: `B7`."""
        return self.at.reference


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """The document of a workbook, and the cells it was read from in the order of the text."""

    document: Document
    sources: tuple[Source, ...]


def compose_workbook(
    workbook: Workbook, name: str, file_format: str, most_cells: int = MOST_CELLS
) -> WorkbookReading:
    """Lay the sheets of a workbook one after another, each under its name unless that says nothing.

    Hidden sheets are left out and said, the list of an earlier audit without a word; hidden rows
    and columns are read and said. At most `most_cells` places of tables and 20 million characters are laid
    down in all, the rest is said to be unread: a few bytes can name a long shared text again and again.
    """
    _leave_out_overlong(workbook)
    recompute(workbook)
    writer = _Writer(most_cells)
    for sheet in workbook.sheets:
        if _OWN_SHEET.fullmatch(sheet.name):
            continue
        if sheet.is_hidden:
            writer.leave_out(sheet)
        else:
            writer.write(sheet)
    writer.say(workbook.doubts, "")
    return WorkbookReading(writer.composer.document(name, file_format), tuple(writer.sources))


def _leave_out_overlong(workbook: Workbook) -> None:
    """Empty the cells from where the texts of the workbook are more than a report can hold."""
    left = _MOST_TEXT
    for sheet in workbook.sheets:
        for row, cells in sheet.rows.items():
            for column, cell in cells.items():
                before, left = left, left - len(cell.shown)
                if left < 0:
                    cells[column] = cell._replace(value=None, shown="")
                if left < 0 <= before:
                    at = Position(row, column)
                    message = f"文字太多，{at.reference} 以后的没有读入；请拆分文件。"
                    sheet.doubts.append(SheetDoubt(message, unreadable=True))


class _Writer:
    """Lays sheets down and keeps where each cell went."""

    def __init__(self, most_cells: int) -> None:
        self.composer = Composer()
        self.sources: list[Source] = []
        self._places: dict[Position, tuple[int, int]] = {}
        self._most = most_cells
        self._left = most_cells

    def write(self, sheet: Worksheet) -> None:
        blocks = lay_out(sheet)
        if not blocks and not sheet.boxes:
            self._say_notes(sheet)
            return
        self._places = {}
        start = self.composer.length
        self._heading(sheet, blocks)
        for block in blocks:
            self.composer.part()
            if isinstance(block, Lines):
                self._lines(block, sheet)
            else:
                self._table(block, sheet)
        self._boxes(sheet)
        self.say(sheet.doubts, sheet.name, start)
        self._say_hidden(sheet)
        self._say_notes(sheet)

    def leave_out(self, sheet: Worksheet) -> None:
        count = sum(cell.shown != "" for cells in sheet.rows.values() for cell in cells.values())
        if count:
            message = f"工作表“{sheet.name}”是隐藏的（{count} 个单元格有内容），没有读入。"
            self.composer.doubt(message)

    def _heading(self, sheet: Worksheet, blocks: Sequence[Lines | Grid]) -> None:
        title = sheet.name.strip()
        first = blocks[0].rows[0][0].text if blocks and isinstance(blocks[0], Lines) else ""
        if not title or _DEFAULT_NAME.fullmatch(title) or _bare(title) in _bare(first):
            return
        self.composer.part()
        self.composer.line(title, declared=1)

    def _lines(self, block: Lines, sheet: Worksheet) -> None:
        before = 0
        for row in block.rows:
            if before and row[0].row > before + 1:
                self.composer.part()
            before = row[0].row
            start, end = self.composer.line(_GAP.join(piece.text for piece in row))
            texts = [clean(piece.text) for piece in row]
            apart = len(row) > 1 and len(_GAP.join(texts)) == end - start and "\n" not in "".join(texts)
            for piece, text in zip(row if apart else row[:1], texts, strict=False):
                last = start + len(text) if apart else end
                self._keep(sheet, Position(piece.row, piece.column), start, last)
                start = last + len(_GAP)

    def _table(self, grid: Grid, sheet: Worksheet) -> None:
        placement = place(grid, max(self._left, 0))
        self._left -= placement.rows * placement.columns
        if placement.cells:
            laid = self.composer.table(placement.rows, placement.columns, placement.cells)
            for cell, origin in zip(laid, placement.origins, strict=True):
                self._keep(sheet, origin, cell.start, cell.end)
        if placement.rows_left_out:
            self._left = 0
            message = (
                f"工作表“{sheet.name}”的表格超出 {self._most} 个单元格的限度，"
                f"最后 {placement.rows_left_out} 行没有读入；请拆分文件。"
            )
            self.composer.give_up(message)

    def _keep(self, sheet: Worksheet, origin: Position, start: int, end: int) -> None:
        self._places[origin] = start, end
        self.sources.append(Source(start, end, sheet.name, origin))

    def _boxes(self, sheet: Worksheet) -> None:
        if not sheet.boxes:
            return
        self.composer.part()
        start = self.composer.length
        for text in sheet.boxes:
            self.composer.line(text)
        message = f"工作表“{sheet.name}”的文本框里有文字，已排在本表之后，原来的位置见原件。"
        self.composer.doubt(message, start, self.composer.length)

    def say(self, doubts: Iterable[SheetDoubt], sheet: str, start: int | None = None) -> None:
        for doubt in doubts:
            span = self._places.get(doubt.at) if doubt.at is not None else None
            first, last = span or (start, start)
            message = f"工作表“{sheet}”：{doubt.message}" if sheet else doubt.message
            note = self.composer.give_up if doubt.unreadable else self.composer.doubt
            note(message, first, last)

    def _say_hidden(self, sheet: Worksheet) -> None:
        shown = sorted(at for at in self._places if self._has_text(at))
        rows = sorted({at.row for at in shown} & sheet.hidden_rows)
        columns = sorted({at.column for at in shown} & sheet.hidden_columns)
        if rows:
            place = next(at for at in shown if at.row == rows[0])
            numbers = _ranges([str(row + 1) for row in rows], rows)
            message = f"工作表“{sheet.name}”的第 {numbers} 行是隐藏的，屏幕和打印件上看不到，已照样读入。"
            self.composer.doubt(message, *self._places[place])
        if columns:
            place = next(at for at in shown if at.column == columns[0])
            letters = _ranges([column_letters(column) for column in columns], columns)
            message = f"工作表“{sheet.name}”的 {letters} 列是隐藏的，屏幕和打印件上看不到，已照样读入。"
            self.composer.doubt(message, *self._places[place])

    def _has_text(self, at: Position) -> bool:
        start, end = self._places[at]
        return end > start

    def _say_notes(self, sheet: Worksheet) -> None:
        if sheet.notes:
            first = sheet.notes[0][:_SHORT]
            message = f"工作表“{sheet.name}”有 {len(sheet.notes)} 处批注，没有读入正文（{first}…）。"
            self.composer.doubt(message)


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)


def _ranges(names: Sequence[str], numbers: Sequence[int]) -> str:
    """`3、5–8`: neighbours joined, at most ten ranges."""
    found: list[list[str]] = []
    before = None
    for name, number in zip(names, numbers, strict=True):
        if before is not None and number == before + 1:
            found[-1][1:] = [name]
        else:
            found.append([name])
        before = number
    return "、".join("–".join(span) for span in found[:10]) + ("等" if len(found) > 10 else "")
