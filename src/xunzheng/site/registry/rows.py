"""From a file that a person made, a workbook or separated values, to rows under the columns of a kind."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Final

from xunzheng.formats.encoding import decode
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.sheets_model import SheetCell, Worksheet
from xunzheng.formats.xlsx import read_workbook
from xunzheng.refusal import Refusal
from xunzheng.site.registry.kinds import CODE, FROM, TO, Column, Kind

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
_HEADING_ROWS: Final = 10
_LONGEST_CELL: Final = 10_000
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CONTROL = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


class ImportRefused(Refusal):
    """这个文件不能导入。"""

    def __init__(self, what: str, expected: str, found: str, advice: str) -> None:
        super().__init__(what, where="导入文件", expected=expected, found=found, advice=advice)


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of the file: its number as the user sees it, and the texts under the columns."""

    number: int
    cells: Mapping[str, str]


def read_rows(content: bytes, name: str, kind: Kind) -> list[ImportRow]:
    """The rows of a file (xlsx, or text separated by commas, tabs or semicolons) under the kind's columns.

    The headings stand in one of the first ten rows; columns that are not known are passed over, empty
    rows left out. Raises `ImportRefused` for what cannot be read, is too large, or lacks a column.
    """
    if len(content) > MOST_BYTES:
        size = f"{len(content) / 1024 / 1024:.1f} MB"
        raise ImportRefused("文件太大", f"不超过 {MOST_BYTES // 1024 // 1024} MB", size, "请拆分后分别导入。")
    try:
        grids = _sheets(content, name) if content.startswith(b"PK") else [_separated(content, name)]
        return _under_headings(grids, kind)
    except Unreadable as unreadable:
        raise ImportRefused("读不了", "xlsx 或 csv 文件", str(unreadable), "请另存为 xlsx 或 csv。") from None


def day_of(text: str) -> date | None:
    """The day that a cell writes: 2024-01-31, 2024/1/31, 2024年1月31日, 20240131; None where it is none.

    >>> day_of("2024年1月31日")
    datetime.date(2024, 1, 31)
    """
    match = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match and text.isascii() else _chinese_day(match)
    except ValueError:
        return None


def _chinese_day(match: re.Match[str] | None) -> date | None:
    return date(*map(int, match.groups())) if match else None


_Grid = Iterator[tuple[int, list[str]]]


def _sheets(content: bytes, name: str) -> list[_Grid]:
    workbook = read_workbook(content, name, most_file_bytes=MOST_BYTES, most_cells=MOST_ROWS * 20)
    return [_sheet(sheet) for sheet in workbook.sheets if not sheet.is_hidden]


def _sheet(sheet: Worksheet) -> _Grid:
    for row in sorted(sheet.rows):
        cells = sheet.rows[row]
        width = min(max(cells, default=-1) + 1, MOST_COLUMNS)
        yield row + 1, [_cell_text(cells.get(column)) for column in range(width)]


def _cell_text(cell: SheetCell | None) -> str:
    """A whole number with all its digits (a code must not become 4.3E+11), anything else as it is shown."""
    if cell is None:
        return ""
    if cell.code == "General" and not isinstance(cell.value, str | bool) and cell.value is not None:
        return f"{cell.value:f}"
    return cell.shown


def _separated(content: bytes, name: str) -> _Grid:
    text = decode(content, name, MOST_BYTES).text
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(("\t", ",", ";"), key=first.count)
    reader = csv.reader(StringIO(text), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells[:MOST_COLUMNS]
    except csv.Error as error:
        where = f"第 {reader.line_num} 行：{error}"
        raise ImportRefused("引号不成对或一格太长", "成对的引号", where, "请用表格软件重新导出。") from None


def _under_headings(grids: Sequence[_Grid], kind: Kind) -> list[ImportRow]:
    best: list[str] = []
    for grid in grids:
        for _, (_, cells) in zip(range(_HEADING_ROWS), grid, strict=False):
            places = _places(cells, kind)
            if CODE.field in places:
                return _rows(grid, places, kind)
            best = max(best, [cell for cell in cells if cell.strip()], key=len)
    expected = f"前 {_HEADING_ROWS} 行里有列名：{'、'.join(column.heading for column in _columns(kind))}"
    raise ImportRefused("找不到列名", expected, "、".join(best) or "没有内容", "请加上列名，至少有“编码”。")


def _columns(kind: Kind) -> tuple[Column, ...]:
    return (CODE, *kind.columns, FROM, TO)


def _places(cells: Sequence[str], kind: Kind) -> dict[str, int]:
    names = {name: column for column in _columns(kind) for name in (column.heading, *column.also)}
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = names.get(_clean(cell).lower())
        if column is not None:
            places.setdefault(column.field, place)
    return places


def _rows(grid: _Grid, places: Mapping[str, int], kind: Kind) -> list[ImportRow]:
    missing = [c.heading for c in _columns(kind) if c.is_required and c.field not in places]
    if missing:
        found = "、".join(c.heading for c in _columns(kind) if c.field in places)
        raise ImportRefused("缺少列", "、".join(missing), found, "请补上这些列。")
    rows: list[ImportRow] = []
    for number, cells in grid:
        texts = {field: _clean(cells[place]) if place < len(cells) else "" for field, place in places.items()}
        if any(texts.values()):
            rows.append(ImportRow(number, texts))
        if len(rows) > MOST_ROWS:
            raise ImportRefused("行数太多", f"不超过 {MOST_ROWS} 行", f"{len(rows)} 行以上", "请拆分后导入。")
    return rows


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text[:_LONGEST_CELL]).strip(" \u3000\u00a0")
