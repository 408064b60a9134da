"""The reader for old Excel workbooks (xls, WPS et): every sheet, its numbers as shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import xlrd  # type: ignore[import-untyped]  # the package has no type hints

from xunzheng.documents.model import Document
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.sheets_display import show_number
from xunzheng.formats.sheets_document import WorkbookReading, compose_workbook
from xunzheng.formats.sheets_model import (
    MOST_CELLS,
    Merge,
    Position,
    SheetCell,
    SheetDoubt,
    Workbook,
    Worksheet,
)

LIMIT = 20 * 1024 * 1024
MOST_SHEETS = 500
_MOST_NOTES = 1_000
_MOST_ERRORS = 20
_EXPECTED = "完整的 Excel 97–2003 工作簿（xls）"
_NAMES = {
    xlrd.XL_CELL_NUMBER: "number",
    xlrd.XL_CELL_DATE: "number",
    xlrd.XL_CELL_TEXT: "text",
    xlrd.XL_CELL_BOOLEAN: "boolean",
    xlrd.XL_CELL_ERROR: "error",
}


def read_xls(
    content: bytes, name: str, *, most_cells: int = MOST_CELLS, most_file_bytes: int = LIMIT
) -> Document:
    """Read a report from a workbook of Excel 5 to 2003.

    As `read_xlsx`, with one difference: formulas show their stored results and are not computed again.
    Raises `Unreadable` for what is torn, locked or without text.

    Example: ``read_xls(Path("自评表.xls").read_bytes(), "自评表.xls").tables()``.
    """
    return read_xls_cells(content, name, most_cells=most_cells, most_file_bytes=most_file_bytes).document


def read_xls_cells(
    content: bytes, name: str, *, most_cells: int = MOST_CELLS, most_file_bytes: int = LIMIT
) -> WorkbookReading:
    """The same, with the sheet and cell that each span of the text was read from."""
    if len(content) > most_file_bytes:
        found = f"文件有 {len(content) / 1024 / 1024:.1f} MB"
        expected = f"不超过 {most_file_bytes // 1024 // 1024} MB 的工作簿"
        raise Unreadable(name, found, expected, "删去多余的工作表和图片，或拆分后分别核对")
    reading = compose_workbook(_Reader(content, name, most_cells).workbook(), name, "xls", most_cells)
    if not reading.document.blocks:
        raise Unreadable(name, "工作簿里没有文字", "报告的文字或表格", "检查是否选错了文件或内容全是图片")
    return reading


class _Reader:
    """Reads the sheets of one file; `_left` is how many cells may still be kept."""

    def __init__(self, content: bytes, name: str, most_cells: int) -> None:
        self._book = _open(content, name)
        self._name = name
        self._left = most_cells

    def workbook(self) -> Workbook:
        workbook = Workbook(since_1904=self._book.datemode == 1)
        for number in range(min(self._book.nsheets, MOST_SHEETS)):
            try:
                workbook.sheets.append(self._sheet(self._book.sheet_by_index(number), workbook.since_1904))
            except Unreadable:
                raise
            except Exception as fault:  # the library meets damaged records with errors of every kind
                raise _torn(self._name) from fault
        if self._book.nsheets > MOST_SHEETS:
            workbook.doubts.append(SheetDoubt(f"工作表超过 {MOST_SHEETS} 个，其余没有读入。", None, True))
        return workbook

    def _sheet(self, source: Any, since_1904: bool) -> Worksheet:
        sheet = Worksheet(source.name, is_hidden=source.visibility != 0)
        sheet.hidden_rows = {
            row for row, info in source.rowinfo_map.items() if info.hidden or info.height == 0
        }
        sheet.hidden_columns = {
            column for column, info in source.colinfo_map.items() if info.hidden or info.width == 0
        }
        sheet.merges = [
            Merge(top, left, bottom - top, right - left)
            for top, bottom, left, right in source.merged_cells
            if bottom > top and right > left
        ]
        for row, column, cell in self._cells(source, sheet, since_1904):
            self._left -= 1
            if self._left < 0:
                message = f"单元格太多，{Position(row, column).reference} 以后的没有读入；请拆分文件。"
                sheet.doubts.append(SheetDoubt(message, unreadable=True))
                break
            sheet.rows.setdefault(row, {})[column] = cell
        for (row, column), note in sorted(source.cell_note_map.items())[:_MOST_NOTES]:
            text = " ".join(str(note.text).split())
            sheet.notes.append(f"{Position(row, column).reference}：{text}")
        return sheet

    def _cells(self, source: Any, sheet: Worksheet, since_1904: bool) -> Iterator[tuple[int, int, SheetCell]]:
        for row in range(source.nrows):
            for column, kind in enumerate(source.row_types(row)):
                value = source.cell_value(row, column)
                code, bordered = self._style(source.cell_xf_index(row, column))
                cell = _cell(_NAMES.get(kind, ""), value, code, bordered, since_1904)
                if cell is None:
                    continue
                if cell.is_error and len(sheet.doubts) < _MOST_ERRORS:
                    at = Position(row, column)
                    message = f"{at.reference} 是错误值 {cell.shown}，公式没有算出数来。"
                    sheet.doubts.append(SheetDoubt(message, at))
                yield row, column, cell

    def _style(self, number: int) -> tuple[str, bool]:
        if not 0 <= number < len(self._book.xf_list):
            return "General", False
        style = self._book.xf_list[number]
        code = self._book.format_map.get(style.format_key)
        border = style.border
        sides = border.left_line_style or border.right_line_style
        is_framed = bool(sides or (border.top_line_style and border.bottom_line_style))
        return (code.format_str if code is not None else "General"), is_framed


def _open(content: bytes, name: str) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=content, logfile=io.StringIO(), formatting_info=True, ragged_rows=True
        )
    except xlrd.XLRDError as fault:
        if "encrypted" in str(fault).lower():
            advice = "用密码打开，去掉密码后另存，再试一次"
            raise Unreadable(name, "文件加了密码", "没有密码的工作簿", advice) from fault
        raise _torn(name) from fault
    except Exception as fault:  # the library meets damaged records with errors of every kind
        raise _torn(name) from fault


def _torn(name: str) -> Unreadable:
    advice = "用 Excel 或 WPS 打开后另存为 xlsx，再试一次"
    return Unreadable(name, "文件不完整或已损坏", _EXPECTED, advice)


def _cell(kind: str, value: Any, code: str, bordered: bool, since_1904: bool) -> SheetCell | None:
    if kind == "number":
        number = Decimal(repr(float(value)))
        return SheetCell(number, show_number(number, code, since_1904=since_1904), bordered, code=code)
    if kind == "text" and value:
        return SheetCell(str(value), str(value), bordered)
    if kind == "boolean":
        return SheetCell(bool(value), "TRUE" if value else "FALSE", bordered)
    if kind == "error":
        shown = xlrd.error_text_from_code.get(value, "#N/A")
        return SheetCell(shown, shown, bordered, is_error=True)
    return SheetCell(None, "", True) if bordered else None
