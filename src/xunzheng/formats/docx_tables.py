"""Tables of a Word file: rows of cells with their spans and merges, laid out on a rectangular grid."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from xunzheng.documents.model import Cell
from xunzheng.documents.outline import SourceTable
from xunzheng.formats.docx_package import DocxLimits

_SLIVER = 60  # twips: columns narrower than 1 mm come from borders that were dragged, not from a writer
_MOST_IN_SLIVER = 8

UNCLAIMED = "有的单元格声明与上一行合并，上面却没有起止列相同的单元格，按单独的单元格处理。"
COVERED = "合并单元格被盖住的部分还有文字，Word 不显示，没有读入。"
TOO_WIDE = "表格的列数超出限度，超出的单元格没有读入。"
TOO_LARGE = "表格的单元格超出限度，此处以后的行没有读入；请拆分文件。"
ONLY_IMAGE = "单元格里只有图片，图片中的文字没有读入。"


class Merge(enum.Enum):
    """How a cell goes together with another one."""

    NONE = "none"
    START = "start"  # the cells below may go on with it
    ABOVE = "above"  # it goes on with the cell above
    LEFT = "left"  # it goes on with the cell before (w:hMerge)


@dataclass(slots=True)
class RawCell:
    """A cell as the file has it; `is_image` where there is a picture and no text."""

    text: str
    span: int = 1
    merge: Merge = Merge.NONE
    is_image: bool = False


@dataclass(slots=True)
class RawRow:
    """A row as the file has it; `before` grid columns are left out at its beginning."""

    cells: list[RawCell] = field(default_factory=list)
    before: int = 0


@dataclass(slots=True)
class RawTable:
    """A table as the file has it; `widths` are the widths of the grid's columns in twips, where stated."""

    rows: list[RawRow] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    caption: str | None = None
    is_nested: bool = False
    is_plain: bool = True  # no spans, no merges


@dataclass(slots=True)
class _Placed:
    row: int
    column: int
    raw: RawCell
    end: int
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The table on its grid, the text under it, what is to be said of it, and where only pictures are.

    `raws` are the cells of the file that the cells of the grid came from, one for each.
    """

    source: SourceTable
    text: str
    remarks: tuple[str, ...]
    images: tuple[int, ...]
    raws: tuple[RawCell, ...]


def lay_out(table: RawTable, at: int, cells_left: int, limits: DocxLimits) -> LaidOut | None:
    """Lay the table out, its text beginning at the offset `at`; None where no cell has a text.

    Cells of a row are parted by tabs, rows by line ends. Vertically merged cells become one with its
    rows counted; a cell that goes on with nothing stands alone, and that is said. Grid columns in which
    no cell begins or ends, and slivers under a millimetre that dragging borders leaves, are taken
    together. Rows that end early leave their last positions empty.
    """
    remarks: dict[str, None] = {}
    rows = _within(table.rows, cells_left, remarks)
    if not any(cell.text or cell.is_image for row in rows for cell in row.cells):
        return None
    if table.is_plain:
        columns = max(len(row.cells) for row in rows)
        if columns <= limits.columns and columns * len(rows) <= limits.positions:
            return _in_order(rows, at, columns, table.caption, tuple(remarks))
    placed = _on_grid(rows, limits, remarks)
    columns = _compress(placed, table.widths)
    kept = min(len(rows), limits.positions // columns)
    if kept < len(rows):
        remarks[TOO_LARGE] = None
        placed = [cell for cell in placed if cell.row < kept]
    return _written(placed, at, kept, columns, table.caption, tuple(remarks))


def _within(rows: Sequence[RawRow], cells_left: int, remarks: dict[str, None]) -> Sequence[RawRow]:
    for number, row in enumerate(rows):
        cells_left -= len(row.cells)
        if cells_left < 0:
            remarks[TOO_LARGE] = None
            return rows[:number]
    return rows


def _on_grid(rows: Sequence[RawRow], limits: DocxLimits, remarks: dict[str, None]) -> list[_Placed]:
    placed: list[_Placed] = []
    above: dict[int, _Placed] = {}
    for number, row in enumerate(rows):
        above = _place_row(row, number, above, placed, limits, remarks)
    return placed


def _place_row(
    row: RawRow,
    number: int,
    above: dict[int, _Placed],
    placed: list[_Placed],
    limits: DocxLimits,
    remarks: dict[str, None],
) -> dict[int, _Placed]:
    """Place the cells of one row; returned are those that the next row may go on with, by column."""
    column = row.before
    below: dict[int, _Placed] = {}
    last: _Placed | None = None
    for cell in row.cells:
        end = min(column + cell.span, limits.columns)
        if end <= column:
            remarks[TOO_WIDE] = None
            break
        if cell.merge is Merge.LEFT and last is not None:
            last.end = end
        elif (owner := _owner(cell, above, column, end)) is not None:
            owner.row_span += 1
            below[column] = owner
            last = None
            if cell.text:
                remarks[COVERED] = None
        else:
            last = _Placed(number, column, cell, end)
            placed.append(last)
            if cell.merge is Merge.ABOVE:
                remarks[UNCLAIMED] = None
            if cell.merge in (Merge.START, Merge.ABOVE):
                below[column] = last
        column = end
    return below


def _owner(cell: RawCell, above: dict[int, _Placed], column: int, end: int) -> _Placed | None:
    owner = above.get(column) if cell.merge is Merge.ABOVE else None
    return owner if owner is not None and owner.end == end else None


def _compress(placed: Sequence[_Placed], widths: Sequence[int]) -> int:
    """Number the grid lines that cells use, and only those; returned is the number of columns."""
    edges = {(cell.column, cell.end) for cell in placed}
    lines = sorted({line for edge in edges for line in edge})
    ranks = _ranks(lines, edges, widths)
    for cell in placed:
        cell.column, cell.end = ranks[cell.column], ranks[cell.end]
    return max(cell.end for cell in placed)


def _ranks(lines: Sequence[int], edges: set[tuple[int, int]], widths: Sequence[int]) -> dict[int, int]:
    positions = list(accumulate(widths, initial=0))
    ranks: dict[int, int] = {}
    group: list[int] = []
    rank = -1
    for line in lines:
        if not (group and _is_sliver(group, line, positions, edges)):
            group = []
            rank += 1
        group.append(line)
        ranks[line] = rank
    shift = ranks[lines[0]] if lines[0] == 0 else -1
    return {line: rank - shift for line, rank in ranks.items()}


def _is_sliver(
    group: Sequence[int], line: int, positions: Sequence[int], edges: set[tuple[int, int]]
) -> bool:
    """Whether a grid line stands so near to the ones before that they were meant as one."""
    if line >= len(positions) or len(group) >= _MOST_IN_SLIVER:
        return False
    if not 0 <= positions[line] - positions[group[0]] <= _SLIVER:
        return False
    return not any((earlier, line) in edges for earlier in group)


def _lines(placed: Sequence[_Placed]) -> Iterator[str]:
    for _, row in groupby(placed, key=lambda cell: cell.row):
        yield "\t".join(cell.raw.text for cell in row)


def _written(
    placed: Sequence[_Placed], at: int, rows: int, columns: int, caption: str | None, remarks: tuple[str, ...]
) -> LaidOut:
    cells: list[Cell] = []
    images: list[int] = []
    start = at
    for each in placed:
        text = each.raw.text
        end = at + len(text)
        cells.append(Cell(each.row, each.column, text, at, end, each.row_span, each.end - each.column))
        if each.raw.is_image:
            images.append(at)
        at = end + 1
    doubt = next((remark for remark in remarks if remark == UNCLAIMED), None)
    source = SourceTable(rows, columns, tuple(cells), start, at - 1, caption, doubt)
    raws = tuple(each.raw for each in placed)
    return LaidOut(source, "\n".join(_lines(placed)), remarks, tuple(images), raws)


def _in_order(
    rows: Sequence[RawRow], at: int, columns: int, caption: str | None, remarks: tuple[str, ...]
) -> LaidOut:
    """The common case, a table without spans and merges, laid out at once."""
    cells: list[Cell] = []
    images: list[int] = []
    start = at
    for number, row in enumerate(rows):
        for column, raw in enumerate(row.cells):
            end = at + len(raw.text)
            cells.append(Cell(number, column, raw.text, at, end))
            if raw.is_image:
                images.append(at)
            at = end + 1
    text = "\n".join(["\t".join([raw.text for raw in row.cells]) for row in rows if row.cells])
    source = SourceTable(len(rows), columns, tuple(cells), start, at - 1, caption)
    return LaidOut(source, text, remarks, tuple(images), tuple(raw for row in rows for raw in row.cells))
