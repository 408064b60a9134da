"""The layout of a worksheet: which of its rows are lines of text and which form tables."""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from xunzheng.documents.labels import BLANKS, read_label
from xunzheng.documents.model import LabelStyle
from xunzheng.formats.sheets_model import Merge, SheetCell, Worksheet

MOST_COVERED_ROWS = 2_000_000
_LONG = 60
_LEAST_GRID_ROWS = 2
_LOOKAHEAD = 3
_OUTER = frozenset({LabelStyle.CHAPTER, LabelStyle.CJK, LabelStyle.CJK_PAREN})
_NAMED = re.compile(r"[^：:]{2,12}[：:]")
_TOTAL = re.compile(r"(?:合|总|小|共)\s*(?:计|分|和)")
_FIGURE = re.compile(r"[-+]?[0-9][0-9,.]*[%％]?")


class Piece(NamedTuple):
    """A cell or merged area that begins in a row: its column, what it covers, and its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    bordered: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows that are text: the pieces of each row."""

    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows that form a table, from column `first` to `last`, with the pieces that begin in them."""

    rows: tuple[int, ...]
    first: int
    last: int
    pieces: tuple[Piece, ...]
    void: frozenset[int] = frozenset()  # columns without text and borders
    framed: bool = False  # what has neither text nor a frame is then no cell


class _Kind(enum.Enum):
    PROSE = "prose"
    LONE = "lone"  # one cell with text, nothing beside it
    FULL = "full"


@dataclass(slots=True)
class _Row:
    number: int
    pieces: list[Piece]
    covered: list[Merge] = field(default_factory=list)  # from rows above
    kind: _Kind = _Kind.FULL

    @property
    def texts(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.text]

    @property
    def bordered(self) -> bool:
        return bool(self.covered) or any(piece.bordered for piece in self.pieces)

    @property
    def reaches(self) -> int:
        """The last row that something of this row covers."""
        own = max((piece.row + piece.rows - 1 for piece in self.pieces), default=self.number)
        return max(own, max((merge.row + merge.rows - 1 for merge in self.covered), default=self.number))


def lay_out(sheet: Worksheet) -> list[Lines | Grid]:
    """The lines and tables of a sheet, from top to bottom.

    Where cells have borders, what is framed is a table and what is not is text; a framed row that is one
    cell over the whole width, above the table, is its title. Without borders rows of two or more cells
    are tables and rows of a single one are text, unless they stand within a table and do not read like a
    heading or a sentence. Empty rows part tables; empty rows and columns at the edges are left out.
    """
    rows = _read_rows(sheet)
    framed = [row for row in rows if sum(piece.bordered for piece in row.texts) > 1]
    has_grid = len(framed) >= _LEAST_GRID_ROWS
    for row in rows:
        row.kind = _kind(row, has_grid)
    runs = _framed_runs(rows) if has_grid else _plain_runs(rows)
    return [block for run, is_table in runs if (block := _block(run, is_table, has_grid)) is not None]


def _block(run: Sequence[_Row], is_table: bool, framed: bool) -> Lines | Grid | None:
    if is_table:
        return _grid(run, framed)
    lines = tuple(tuple(row.texts) for row in run if row.texts)
    return Lines(lines) if lines else None


def _read_rows(sheet: Worksheet) -> list[_Row]:
    numbers = sorted(number for number, cells in sheet.rows.items() if cells)
    covering = _covering(sheet.merges, numbers)
    widest = max((column for cells in sheet.rows.values() for column in cells), default=0)
    return [_read_row(sheet, number, covering.get(number, []), widest) for number in numbers]


def _covering(merges: Sequence[Merge], numbers: Sequence[int]) -> dict[int, list[Merge]]:
    """The merged areas over each row; those that are too many are passed over."""
    covering: dict[int, list[Merge]] = {}
    left = MOST_COVERED_ROWS
    for merge in sorted(set(merges)):
        first = bisect_left(numbers, merge.row)
        end = bisect_left(numbers, merge.row + merge.rows)
        left -= end - first
        if left < 0:
            break
        for number in numbers[first:end]:
            covering.setdefault(number, []).append(merge)
    return covering


def _read_row(sheet: Worksheet, number: int, merges: list[Merge], widest: int) -> _Row:
    cells = sheet.rows[number]
    own = {merge.column: merge for merge in merges if merge.row == number}
    inside = _Spans([(merge.column, merge.column + merge.columns) for merge in merges])
    pieces: list[Piece] = []
    for column in sorted({*cells, *own}):
        merge = own.get(column)
        if merge is None and inside.covers(column):
            continue
        cell = cells.get(column, _EMPTY)
        columns = min(merge.columns, max(widest - column + 1, 1)) if merge else 1
        rows = merge.rows if merge else 1
        text = cell.shown.strip(BLANKS + "\x0b\x0c")
        if text or cell.bordered or merge:
            pieces.append(Piece(number, column, rows, columns, text, cell.bordered))
    return _Row(number, pieces, [merge for merge in merges if merge.row < number])


_EMPTY = SheetCell(None, "")


class _Spans:
    """Half-open column spans that do not overlap."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def covers(self, column: int) -> bool:
        at = bisect_left(self._spans, (column + 1, 0)) - 1
        return at >= 0 and self._spans[at][0] <= column < self._spans[at][1]


def _kind(row: _Row, has_grid: bool) -> _Kind:
    texts = row.texts
    if has_grid and not row.bordered:
        return _Kind.PROSE
    others = row.covered or any(piece.bordered and not piece.text for piece in row.pieces)
    if len(texts) == 1 and not others:
        return _Kind.LONE
    if not has_grid and len(texts) == 2 and _is_bare_label(texts[0].text):
        return _Kind.PROSE
    if not has_grid and not texts and not others:
        return _Kind.PROSE
    return _Kind.FULL


def _is_bare_label(text: str) -> bool:
    label = read_label(text)
    return label is not None and label.end >= len(text)


_Run = tuple[list[_Row], bool]


def _framed_runs(rows: Sequence[_Row]) -> Iterator[_Run]:
    """Runs of a sheet with borders: framed rows that follow one another are a table."""
    for run in _neighbours(rows):
        titles = 0
        while titles < len(run) and run[titles].kind is _Kind.LONE:
            titles += 1
        yield run[:titles], False
        yield run[titles:], run[titles:] != [] and run[titles].kind is _Kind.FULL


def _neighbours(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Rows without an empty row between them, text and framed rows apart."""
    run: list[_Row] = []
    for row in rows:
        is_prose = row.kind is _Kind.PROSE
        if run and (is_prose != (run[-1].kind is _Kind.PROSE) or not _follows(run[-1], row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _follows(above: _Row, below: _Row) -> bool:
    return below.number <= above.reaches + 1


def _plain_runs(rows: Sequence[_Row]) -> Iterator[_Run]:
    """Runs of a sheet without borders."""
    at = 0
    while at < len(rows):
        end = _table_end(rows, at) if rows[at].kind is _Kind.FULL else at
        if end - at < 2 or (end - at == 2 and rows[end - 1].kind is _Kind.LONE):
            yield [rows[at]], False
            at += 1
            continue
        while end - at > 2 and _names_only(rows[at]) and not _names_only(rows[at + 1]):
            yield [rows[at]], False
            at += 1
        yield list(rows[at:end]), True
        at = end


def _names_only(row: _Row) -> bool:
    """Whether all cells are of the form `填报单位：某局`, as above a table."""
    return bool(row.texts) and all(_NAMED.match(piece.text) for piece in row.texts)


def _table_end(rows: Sequence[_Row], first: int) -> int:
    end = first + 1
    while end < len(rows) and _follows(rows[end - 1], rows[end]):
        row = rows[end]
        if row.kind is _Kind.FULL or (row.kind is _Kind.LONE and _is_total(row)):
            end += 1
            continue
        ahead = _next_full(rows, end)
        if row.kind is _Kind.PROSE or ahead is None or _opens_text(row, rows[ahead]):
            break
        end = ahead + 1
    return end


def _is_total(row: _Row) -> bool:
    """Whether a row of one cell is a mere `合计` or a mere number: it goes on with the table above."""
    text = row.texts[0].text
    return _FIGURE.fullmatch(text) is not None or (len(text) <= 6 and _TOTAL.match(text) is not None)


def _next_full(rows: Sequence[_Row], at: int) -> int | None:
    """The next row of a table behind a few rows of one cell."""
    for ahead in range(at, min(at + _LOOKAHEAD + 1, len(rows))):
        if ahead > at and not _follows(rows[ahead - 1], rows[ahead]):
            return None
        if rows[ahead].kind is _Kind.FULL:
            return ahead
    return None


def _opens_text(row: _Row, following: _Row) -> bool:
    """Whether a row of one cell within rows of several is text: a sentence, or the heading of a new table."""
    text = row.texts[0].text
    if len(text) > _LONG:
        return True
    label = read_label(text)
    is_heading = text.endswith("表") or (label is not None and label.style in _OUTER)
    has_figures = any(_FIGURE.fullmatch(piece.text) for piece in following.texts)
    return is_heading and not has_figures


def _grid(run: Sequence[_Row], is_framed: bool) -> Grid | None:
    first = next((at for at, row in enumerate(run) if row.texts), None)
    if first is None:
        return None
    last = max(at for at, row in enumerate(run) if row.texts)
    rows = run[first : last + 1]
    pieces = [piece for row in rows for piece in row.pieces]
    left = min(piece.column for piece in pieces if piece.text)
    right = max(piece.column + piece.columns - 1 for piece in pieces if piece.text)
    framed = {piece.column for piece in pieces if piece.text or piece.bordered}
    void = frozenset(range(left, right + 1)) - framed if right - left < 20_000 else frozenset()
    kept = tuple(piece for piece in pieces if left <= piece.column <= right)
    return Grid(tuple(row.number for row in rows), left, right, kept, void, is_framed)
