"""Composing: the text of a document laid down piece by piece, each line and cell with its place in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xunzheng.documents.labels import BLANKS
from xunzheng.documents.model import Cell, Document, Doubt
from xunzheng.documents.outline import Source, SourceLine, SourceTable, document_from_blocks

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with line ends as `\\n`, tabs as blanks, without control characters and blanks around it."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ").strip(BLANKS)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell before it has a place in the text: where it stands on the grid, and what it covers."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


def compacted(cells: Iterable[Placed]) -> tuple[int, int, list[Placed]]:
    """Rows, columns and cells of the grid without the rows and columns in which no cell begins.

    What spans over such a row or column, or past the end, is shortened: the cells stand to one another
    as before. `cells` must not overlap; they come back in row-major order.
    """
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    rows = sorted({cell.row for cell in ordered})
    columns = sorted({cell.column for cell in ordered})
    if rows == list(range(len(rows))) and columns == list(range(len(columns))) and _all_single(ordered):
        return len(rows), len(columns), ordered

    def moved(cell: Placed) -> Placed:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        return Placed(
            row,
            column,
            cell.text,
            bisect_left(rows, cell.row + cell.row_span) - row,
            bisect_left(columns, cell.column + cell.column_span) - column,
        )

    return len(rows), len(columns), [moved(cell) for cell in ordered]


def _all_single(cells: Sequence[Placed]) -> bool:
    return all(cell.row_span == 1 and cell.column_span == 1 for cell in cells)


class Composer:
    """A document in the making: lines end in `\\n`, the cells of a row are parted by tabs.

    Doubts may be noted at any time; a place is a span of the text laid down so far.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._sources: list[Source] = []
        self._doubts: list[Doubt] = []
        self._follows_blank = True

    @property
    def length(self) -> int:
        """How many characters have been laid down."""
        return self._length

    def _lay(self, text: str) -> int:
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start

    def line(self, text: str, declared: int | None = None) -> tuple[int, int]:
        """Lay down a paragraph, one line for each of its lines; the span of all of them.

        Lines without text are left out. `declared` is the heading level that the file states.
        """
        first = self._length
        end = first
        for part in clean(text).split("\n"):
            shown = part.strip(BLANKS)
            if not shown:
                continue
            start = self._lay(shown)
            end = self._length
            self._sources.append(SourceLine(start, end, declared, self._follows_blank))
            self._lay("\n")
            self._follows_blank = False
        return first, end

    def part(self) -> None:
        """Say that an empty line stands here."""
        self._follows_blank = True

    def table(
        self, rows: int, columns: int, cells: Sequence[Placed], doubt: str | None = None
    ) -> tuple[Cell, ...]:
        """Lay down a table; its cells, in row-major order, with their places."""
        laid: list[Cell] = []
        row, start = 0, self._length
        for cell in cells:
            if laid:
                self._lay("\t" if cell.row == row else "\n")
            row = cell.row
            text = clean(cell.text)
            at = self._lay(text)
            laid.append(
                Cell(cell.row, cell.column, text, at, at + len(text), cell.row_span, cell.column_span)
            )
        self._sources.append(SourceTable(rows, columns, tuple(laid), start, self._length, doubt=doubt))
        self._lay("\n")
        self._follows_blank = True
        return tuple(laid)

    def doubt(self, message: str, start: int | None = None, end: int | None = None) -> None:
        """Note a reading that the file leaves open; without a place, at the end of what is laid down."""
        self._note("reading-doubt", message, start, end)

    def give_up(self, message: str, start: int | None = None, end: int | None = None) -> None:
        """Note what could not be read."""
        self._note("unreadable", message, start, end)

    def _note(self, code: str, message: str, start: int | None, end: int | None) -> None:
        first = self._length if start is None else start
        self._doubts.append(Doubt(code, message, first, first if end is None else end))

    def document(self, name: str, file_format: str, encoding: str = "utf-8") -> Document:
        """The document of all that was laid down, its doubts in the order of their places."""
        doubts = sorted(self._doubts, key=lambda doubt: (doubt.start, doubt.end))
        text = "".join(self._pieces)
        within = [replace(doubt, end=min(doubt.end, len(text))) for doubt in doubts]
        return document_from_blocks(
            name, text, self._sources, doubts=within, file_format=file_format, encoding=encoding
        )
