"""Results as a workbook: a sheet of files, a sheet of findings, each with a filter and a fixed heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Generic, TypeVar

import xlsxwriter  # type: ignore[import-untyped]  # xlsxwriter has no types

from xunzheng.audit.finding import Severity
from xunzheng.batch.columns import (
    FILE_COLUMNS,
    FINDING_COLUMNS,
    SEVERITY_NAMES,
    STATE_NAMES,
    Column,
    Kind,
    Value,
    finding_rows,
)
from xunzheng.batch.record import Record
from xunzheng.documents.manuscript import RESULT_MARK

ROWS_OF_A_SHEET = 1_048_576  # what Excel has, the heading among them
_LONGEST_CELL = 32_767
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_WORDS = {
    **{severity.value: name for severity, name in SEVERITY_NAMES.items()},
    **{state.value: name for state, name in STATE_NAMES.items()},
}
_TINTS = {
    Severity.ERROR.value: "#FBE3DB",
    Severity.SUSPICION.value: "#FBEFCD",
    Severity.ADVICE.value: "#E5ECF2",
}
_NUMBERS = {Kind.POINTS: "0.00##", Kind.MONEY: "#,##0.00####", Kind.PER_CENT: "0.00##", Kind.SECONDS: "0.00"}

Row = TypeVar("Row")


def write_xlsx(records: Iterator[Record], target: Path, rows: int = ROWS_OF_A_SHEET) -> None:
    """Write the workbook row by row, so that memory stays flat; a full sheet is followed by another.

    Texts are never taken for formulas or links. `rows` is how many a sheet may have, with its heading.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        book.set_properties({"title": "批量核对结果", "keywords": RESULT_MARK})
        files = _Table(book, "报告", FILE_COLUMNS, rows)
        findings = _Table(book, "发现", FINDING_COLUMNS, rows)
        for record in records:
            files.add(record)
            for row in finding_rows(record):
                findings.add(row)
        files.finish()
        findings.finish()


class _Table(Generic[Row]):
    """Rows under a heading, on as many sheets as they need."""

    def __init__(
        self, book: xlsxwriter.Workbook, name: str, columns: Sequence[Column[Row]], rows: int
    ) -> None:
        self._book, self._name, self._columns, self._most = book, name, columns, rows
        self._heading = book.add_format(
            {
                "bold": True,
                "bg_color": "#12505C",
                "font_color": "#FFFFFF",
                "valign": "vcenter",
                "text_wrap": True,
            }
        )
        self._formats = {
            column.name: book.add_format(
                {"valign": "top", "text_wrap": column.kind is Kind.SENTENCE}
                | ({"num_format": _NUMBERS[column.kind]} if column.kind in _NUMBERS else {})
            )
            for column in columns
        }
        self._tints = {
            word: book.add_format({"valign": "top", "bg_color": tint}) for word, tint in _TINTS.items()
        }
        self._sheets = 0
        self._begin()

    def add(self, row: Row) -> None:
        """Write one row."""
        if self._row == self._most:
            self.finish()
            self._begin()
        for place, column in enumerate(self._columns):
            self._write(place, column, column.value(row))
        self._row += 1

    def finish(self) -> None:
        """Put the filter over what is there."""
        self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self._columns) - 1)

    def _begin(self) -> None:
        self._sheets += 1
        name = self._name if self._sheets == 1 else f"{self._name} {self._sheets}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 1)
        self._sheet.set_landscape()
        self._sheet.repeat_rows(0)
        self._sheet.fit_to_pages(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, column.kind.width)
        self._sheet.set_row(0, 30)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column.heading, self._heading)
        self._row = 1

    def _write(self, place: int, column: Column[Row], value: Value) -> None:
        form = self._formats[column.name]
        if isinstance(value, str):
            form = self._tints.get(value, form) if column.name == "severity" else form
            self._sheet.write_string(self._row, place, _text(_WORDS.get(value, value)), form)
        elif isinstance(value, Decimal | int | float):
            self._number(place, value, form)

    def _number(self, place: int, value: Decimal | float, form: object) -> None:
        # A spreadsheet holds binary numbers of 15 digits: what would be changed is written as text.
        if isinstance(value, Decimal) and len(value.as_tuple().digits) > 15:
            self._sheet.write_string(self._row, place, format(value, "f"), form)
        else:
            self._sheet.write_number(self._row, place, float(value), form)


def _text(value: str) -> str:
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", value)[:_LONGEST_CELL]
