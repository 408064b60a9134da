"""Writers for tests: a report of the corpus as a web page and as a workbook."""

from __future__ import annotations

import io
import re
from html import escape

import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from xunzheng.documents.model import Document, Paragraph, Table

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,8})(?:\.(\d{1,6}))?(%?)")
_SITE_HEAD = (
    '<div class="header"><a href="/">首页</a><a href="/n">新闻</a>'
    '<a href="/g">公开</a><a href="/h">互动</a></div>'
    '<div class="dqwz">当前位置：<a href="/">首页</a> &gt; <a href="/j">绩效</a></div>'
)
_SITE_FOOT = '<div class="tools">打印 关闭</div><div class="foot">主办：某市财政局 ICP备1号</div>'


def as_html(document: Document, *, site: bool = False) -> bytes:
    """The document as a web page; `site` puts it into a page with menus, in GB18030."""
    blocks = "\n".join(
        _html_table(block) if isinstance(block, Table) else _html_line(block) for block in document.blocks
    )
    if not site:
        return f'<html><head><meta charset="utf-8"></head><body>{blocks}</body></html>'.encode()
    page = (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>'
        f'{_SITE_HEAD}<div class="main"><div id="zoom">{blocks}</div></div>{_SITE_FOOT}</body></html>'
    )
    return page.encode("gb18030")


def _html_line(block: Paragraph) -> str:
    return f"<p>{_escaped(block.text)}</p>"


def _escaped(text: str) -> str:
    return escape(text).replace("  ", " &nbsp;").replace("\n", "<br>")


def _html_table(table: Table) -> str:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        spans = f' rowspan="{cell.row_span}" colspan="{cell.column_span}"'
        rows[cell.row].append(f"<td{spans}>{_escaped(cell.text)}</td>")
    return "<table>" + "".join(f"<tr>{''.join(row)}</tr>" for row in rows) + "</table>"


def as_xlsx(document: Document) -> bytes:
    """The document as a workbook: one sheet with the prose as rows and the tables framed between them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    row = 1
    for block in document.blocks:
        if isinstance(block, Paragraph):
            _put(sheet.cell(row, 1), block.text)
            row += 1
        else:
            _sheet_table(sheet, block, row)
            row += block.rows + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_LINE = Side(style="thin")
_FRAME = Border(_LINE, _LINE, _LINE, _LINE)


def _sheet_table(sheet: Worksheet, table: Table, top: int) -> None:
    for at, row in enumerate(table.grid()):
        for column, covering in enumerate(row):
            if covering is not None:
                sheet.cell(top + at, column + 1).border = _FRAME
    for cell in table.cells:
        target = sheet.cell(top + cell.row, cell.column + 1)
        value, code = typed(cell.text)
        _put(target, value)
        target.number_format = code
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=top + cell.row,
                start_column=cell.column + 1,
                end_row=top + cell.row + cell.row_span - 1,
                end_column=cell.column + cell.column_span,
            )


def typed(text: str) -> tuple[str | float, str]:
    """The value of a cell and its format code: numbers as numbers, as somebody who fills in a sheet does."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text, "General"
    decimals = len(match[1] or "")
    value = float(text.replace(",", "").rstrip("%"))
    code = ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")
    return (value / 100, f"{code}%") if match[2] else (value, code)


def _put(cell: Cell, value: str | float) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # `=100%` is a target here, no formula
