"""A document: paragraphs and tables in reading order, sections over them, one text under all positions."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass


class LabelStyle(enum.StrEnum):
    """The forms in which a heading or list item is numbered."""

    CHAPTER = "第一章"
    CJK = "一、"
    CJK_PAREN = "（一）"
    ARABIC = "1、"
    ARABIC_DOT = "1."
    ARABIC_PAREN = "（1）"
    ARABIC_HALF_PAREN = "1）"
    CIRCLED = "①"
    DECIMAL = "1.1"
    ORDINAL = "一是"


@dataclass(frozen=True, slots=True)
class Label:
    """The number that a paragraph opens with: `（三）` is style CJK_PAREN, ordinal 3.

    `start` and `end` are offsets in the document's text. `parents` holds the leading numbers of a
    decimal label: for `1.2.3` it is (1, 2) and the ordinal is 3.
    """

    style: LabelStyle
    ordinal: int
    text: str
    start: int
    end: int
    parents: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `document.text[start:end] == text`.

    `level` is 0 for body text, 1… for a heading. A run-in heading (`（一）基本情况。本单位…`) is a
    heading whose paragraph goes on: `title` is then the part up to the first full stop, `body_start`
    the offset where the rest begins; otherwise `body_start == end` for a heading and `start` for body
    text. `section` is the path of the titles that it stands under, its own included for a heading.
    """

    index: int
    text: str
    start: int
    end: int
    section: tuple[str, ...] = ()
    level: int = 0
    label: Label | None = None
    title: str | None = None
    body_start: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. `document.text[start:end] == text`; an empty cell has start == end.

    `row` and `column` count from 0 on the rectangular grid; the cell covers `row_span` rows and
    `column_span` columns from there.
    """

    row: int
    column: int
    text: str
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a rectangular grid of `rows` × `columns`; `cells` in row-major order, none overlapping.

    `title` is the caption, if one stands directly before it. `doubt` says, in Chinese, how the grid
    was rebuilt where the file did not state it; None where it is certain.
    """

    index: int
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    start: int
    end: int
    section: tuple[str, ...] = ()
    title: str | None = None
    doubt: str | None = None

    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """The cell covering each grid position, row by row; None where the file gave no cell."""
        covering: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    covering[row][column] = cell
        return tuple(tuple(row) for row in covering)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, up to the next heading of its level or above.

    `blocks` is the half-open range of block indexes, the heading's own first.
    """

    path: tuple[str, ...]
    title: str
    level: int
    label: Label | None
    first_block: int
    end_block: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place where the reader of the file was not certain (`reading-doubt`) or gave up (`unreadable`).

    `recognised` says that the text of the place was recognised from an image, so that any of its characters
    may be another.
    """

    code: str
    message: str
    start: int
    end: int
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read: every position in it is an offset into `text`.

    `name` is the file's name, `format` what it was read as, `encoding` the encoding for text formats.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    format: str = "txt"
    encoding: str = "utf-8"

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs, headings included, in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[Table]:
        """The tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, that an offset stands in."""
        return self.text.count("\n", 0, offset) + 1
