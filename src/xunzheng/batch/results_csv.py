"""Results as two CSV files that spreadsheet programs open with the right characters and without formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from xunzheng.batch.columns import FILE_COLUMNS, FINDING_COLUMNS, Column, Value, finding_rows
from xunzheng.batch.record import Record

Row = TypeVar("Row")
# Excel for Chinese and Japanese takes the wide signs for the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_csv(records: Iterator[Record], files: Path, findings: Path) -> None:
    """Write the rows of files and of findings: UTF-8 with a mark, headings as in Parquet, empty for absent.

    A text that a spreadsheet program would take for a formula gets an apostrophe in front.
    """
    with (
        files.open("w", encoding="utf-8-sig", errors="replace", newline="") as first,
        findings.open("w", encoding="utf-8-sig", errors="replace", newline="") as second,
    ):
        of_files, of_findings = csv.writer(first), csv.writer(second)
        of_files.writerow(column.name for column in FILE_COLUMNS)
        of_findings.writerow(column.name for column in FINDING_COLUMNS)
        for record in records:
            of_files.writerow(_cells(FILE_COLUMNS, record))
            of_findings.writerows(_cells(FINDING_COLUMNS, row) for row in finding_rows(record))


def _cells(columns: Sequence[Column[Row]], row: Row) -> list[str]:
    return [_cell(column.value(row)) for column in columns]


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\0", "")
        return f"'{text}" if text.startswith(_FORMULA) else text
    return format(value, "f") if isinstance(value, Decimal) else str(value)
