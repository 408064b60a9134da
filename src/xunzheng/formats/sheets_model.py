"""Worksheets as a spreadsheet file gives them, before they are laid out as lines and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

MOST_CELLS = 300_000
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


class Position(NamedTuple):
    """A cell's place on its sheet, both counted from 0."""

    row: int
    column: int

    @property
    def reference(self) -> str:
        """As the user sees it: `B7`."""
        return f"{column_letters(self.column)}{self.row + 1}"


class SheetCell(NamedTuple):
    """A cell as stored. `value` is the number, text or truth value; None for a cell with borders only.

    `shown` is the text that the spreadsheet program shows; `formula` the formula without `=`.
    """

    value: Decimal | str | bool | None
    shown: str
    bordered: bool = False
    formula: str | None = None
    shift: tuple[int, int] = (0, 0)  # of a shared formula: rows and columns away from where it is written
    is_error: bool = False
    code: str = "General"  # the format code of a number


class Merge(NamedTuple):
    """A merged area: its first cell, and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class SheetDoubt:
    """What the reading of a sheet leaves open: at a cell, or (None) on the whole sheet."""

    message: str
    at: Position | None = None
    unreadable: bool = False


@dataclass(slots=True)
class Worksheet:
    """One sheet: `rows` maps row and column to the cells that have content or borders."""

    name: str
    rows: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False
    notes: list[str] = field(default_factory=list)  # comments, as `B3：文字`
    boxes: list[str] = field(default_factory=list)  # the text of text boxes
    doubts: list[SheetDoubt] = field(default_factory=list)

    def cell(self, row: int, column: int) -> SheetCell | None:
        """The cell at a place; None where there is none."""
        return self.rows.get(row, _NO_CELLS).get(column)


_NO_CELLS: Mapping[int, SheetCell] = {}


@dataclass(slots=True)
class Workbook:
    """All sheets of a file in order, and what is to be said about the file as a whole."""

    sheets: list[Worksheet] = field(default_factory=list)
    doubts: list[SheetDoubt] = field(default_factory=list)
    since_1904: bool = False


@lru_cache(maxsize=20_000)
def column_letters(column: int) -> str:
    """`column_letters(27) == "AB"`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_position(reference: str) -> Position | None:
    """The place of a reference (`B7`, `$B$7`); None where it is none or lies outside a sheet."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column, row = _column_number(match[1]), int(match[2])
    if not 0 < row <= MOST_ROWS or column > MOST_COLUMNS:
        return None
    return Position(row - 1, column - 1)


@lru_cache(maxsize=20_000)
def _column_number(letters: str) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column


def read_area(reference: str) -> Merge | None:
    """The area of `A1:C3`, its corners in any order; a single reference is an area of one cell."""
    first, _, last = reference.partition(":")
    start, end = read_position(first), read_position(last or first)
    if start is None or end is None:
        return None
    row, column = min(start.row, end.row), min(start.column, end.column)
    return Merge(row, column, abs(start.row - end.row) + 1, abs(start.column - end.column) + 1)
