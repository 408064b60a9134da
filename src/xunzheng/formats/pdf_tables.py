"""Tables of a PDF: the text of ruled cells, and tables that go on over a page end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from xunzheng.formats.pdf_lines import Line, Piece, goes_on, pieces_of, read_lines, wrapped
from xunzheng.formats.pdf_pages import Run
from xunzheng.formats.pdf_rules import Grid
from xunzheng.formats.pdf_text import repair

_SAME_EDGE = 40
_PADDING = 54
_BESIDE = 30
_SPARE = 0.05
_MOST_HEADER_ROWS = 4
_STOP = "。；！？;!?"
_NUMERIC = re.compile(r"[\d\s.,，%％±+\-—/]+")
_CONTINUED = re.compile(r"[（(]?(?:续表?|接上[页表]|续上[页表])[^。]{0,12}[)）]?")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its text, on the grid; `last` is its last line, `room` what that leaves free."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    last: Line | None = field(default=None, compare=False)
    room: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table where it stands on its page; `xs` are the edges of its columns.

    `tallest` is the height of the tallest of its first rows.
    """

    page: int
    page_height: int
    top: int
    bottom: int
    tallest: int
    xs: tuple[int, ...]
    rows: int
    cells: tuple[GridCell, ...]
    doubt: str | None = None

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.xs) - 1


def split_by_grids(runs: Iterable[Run], grids: Sequence[Grid]) -> tuple[list[list[list[Run]]], list[Run]]:
    """For each grid and cell the parts of runs whose characters stand in it; and the runs outside."""
    inside: list[list[list[Run]]] = [[[] for _ in grid.regions] for grid in grids]
    outside: list[Run] = []
    last: Run | None = None
    into = outside
    for run in runs:
        middle = (run.top + run.bottom) // 2
        at = next((at for at, grid in enumerate(grids) if _stands_in(run, middle, grid)), None)
        if at is None:
            into = into if last is not None and _goes_on(last, run) else outside
            into.append(run)
        else:
            for region, part in _parts(run, middle, grids[at]):
                into = outside if region is None else inside[at][region]
                into.append(part)
        last = run
    return inside, outside


def _goes_on(last: Run, run: Run) -> bool:
    """Whether a run begins where the last one ends: what runs out of a cell stays with it."""
    gap = run.edges[0] - last.edges[-1]
    is_level = run.top < last.bottom and run.bottom > last.top
    return is_level and last.top - last.bottom <= gap <= _BESIDE  # squeezed brackets reach over what follows


def _stands_in(run: Run, middle: int, grid: Grid) -> bool:
    left, top, right, bottom = grid.box
    return top <= middle < bottom and run.edges[0] < right and run.edges[-1] > left


def _parts(run: Run, middle: int, grid: Grid) -> list[tuple[int | None, Run]]:
    """The run cut where its characters change from one cell to another.

    What runs out of the table at the right, too long for its cell, stays with that cell.
    """
    if run.turned:
        return [(grid.region_at((run.edges[0] + run.edges[-1]) // 2, middle), run)]
    parts: list[tuple[int | None, int, int]] = []
    for index in range(len(run.text)):
        region = grid.region_at((run.edges[index] + run.edges[index + 1]) // 2, middle)
        if parts and parts[-1][0] == region:
            parts[-1] = (region, parts[-1][1], index + 1)
        else:
            parts.append((region, index, index + 1))
    if len(parts) > 1 and parts[-1][0] is None:
        parts[-2:] = [(parts[-2][0], parts[-2][1], parts[-1][2])]
    return [
        (region, replace(run, text=run.text[start:end], edges=run.edges[start : end + 1]))
        for region, start, end in parts
    ]


def read_table(grid: Grid, runs: Sequence[Sequence[Run]], page: int, page_height: int) -> PageTable | None:
    """The table of a grid; None where it has no text, or all of it in one cell (a frame, a drawing)."""
    pieces = [list(pieces_of(parts)) for parts in runs]
    if sum(bool(found) for found in pieces) < 2:
        return None
    padding = _paddings(grid, pieces)
    cells = []
    for region, found in zip(grid.regions, pieces, strict=True):
        left, right = grid.xs[region.column], grid.xs[region.column + region.column_span]
        width = right - left - 2 * padding[region.column]
        lines = read_lines(found, page)
        text = repair(wrapped(lines, width)).strip()
        last = lines[-1] if lines else None
        room = width - (last.right - last.left) if last else width
        spans = (region.row_span, region.column_span)
        cells.append(GridCell(region.row, region.column, *spans, text, last, room))
    doubt = "表格的外框线不全，按其余线的两端补出。" if grid.open_sides else None
    _, top, _, bottom = grid.box
    tallest = max(below - above for above, below in pairwise(grid.ys[:_MOST_HEADER_ROWS]))
    return PageTable(page, page_height, top, bottom, tallest, grid.xs, len(grid.ys) - 1, tuple(cells), doubt)


def _paddings(grid: Grid, pieces: Sequence[Sequence[Piece]]) -> dict[int, int]:
    """For each column how far text keeps from its edges, at the least."""
    seen: dict[int, int] = defaultdict(lambda: _PADDING)
    for region, found in zip(grid.regions, pieces, strict=True):
        left, right = grid.xs[region.column], grid.xs[region.column + region.column_span]
        for piece in found:
            seen[region.column] = max(min(seen[region.column], piece.left - left, right - piece.right), 0)
    return seen


def is_continued_mark(text: str) -> bool:
    """Whether a line only says that a table goes on (`续表`)."""
    return _CONTINUED.fullmatch(text.strip()) is not None


def continues(table: PageTable, following: PageTable, body: tuple[int, int]) -> bool:
    """Whether the following table is the rest of this one on the next page.

    There was no room for its next row on the first page, and it begins at the top of the second; `body` is
    where the text of pages begins and ends. The outer edges agree, and the inner ones of the one are among
    those of the other.
    """
    if following.page != table.page + 1:
        return False
    spare = int(_SPARE * table.page_height)
    if body[1] - table.bottom > following.tallest + spare or following.top - body[0] > 2 * spare:
        return False
    offset = following.xs[0] - table.xs[0]
    moved = [x - offset for x in following.xs]
    if abs(moved[-1] - table.xs[-1]) > 2 * _SAME_EDGE:
        return False
    fewer, more = sorted((list(table.xs), moved), key=len)
    return all(any(abs(x - other) <= _SAME_EDGE for other in more) for x in fewer)


def put_together(tables: Sequence[PageTable]) -> PageTable:
    """One table of those that go on from page to page, on the finest of their grids.

    A header repeated on a further page is dropped. A row that was cut by the page end is put together
    where its second part can only be that.
    """
    first = tables[0]
    xs = max((tuple(x - t.xs[0] + first.xs[0] for x in t.xs) for t in tables), key=len)
    parts, rows = [_on_columns(first, xs)], first.rows
    for table in tables[1:]:
        cells = _on_columns(table, xs)
        header = _repeated_rows(parts[0], cells)
        cells = [replace(cell, row=cell.row - header) for cell in cells if cell.row >= header]
        kept = table.rows - header
        if _is_cut_row(parts[-1], rows, cells):
            parts[-1] = _with_cut_row(parts[-1], rows, cells)
            cells = [replace(cell, row=cell.row - 1) for cell in cells if cell.row > 0]
            kept -= 1
        placed = [replace(cell, row=cell.row + rows) for cell in cells]
        parts[-1], placed = _with_cut_spans(parts[-1], rows, placed)
        parts.append(placed)
        rows += kept
    doubt = next((table.doubt for table in tables if table.doubt), None)
    return replace(first, xs=xs, rows=rows, cells=tuple(c for part in parts for c in part), doubt=doubt)


def _on_columns(table: PageTable, xs: Sequence[int]) -> list[GridCell]:
    """The cells on a grid with further columns."""
    offset = xs[0] - table.xs[0]
    at = [min(range(len(xs)), key=lambda n: abs(xs[n] - x - offset)) for x in table.xs]
    spans = ((cell, at[cell.column], at[cell.column + cell.column_span]) for cell in table.cells)
    return [replace(cell, column=start, column_span=end - start) for cell, start, end in spans]


def _rows_of(cells: Iterable[GridCell], most: int) -> dict[int, list[tuple[int, int, int, str]]]:
    rows: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
    for cell in cells:
        if cell.row < most:
            plain = re.sub(r"\s", "", cell.text)
            rows[cell.row].append((cell.column, cell.column_span, cell.row_span, plain))
    return rows


def _repeated_rows(first: Sequence[GridCell], rest: Sequence[GridCell]) -> int:
    """How many rows at the top of the rest are those at the top of the table; a row of blanks counts not."""
    ours, theirs = _rows_of(first, _MOST_HEADER_ROWS), _rows_of(rest, _MOST_HEADER_ROWS)
    count = 0
    while count < _MOST_HEADER_ROWS and ours.get(count) and ours.get(count) == theirs.get(count):
        if not any(text for *_, text in ours[count]):
            break
        count += 1
    spanned = max((cell.row + cell.row_span for cell in rest if cell.row < count), default=0)
    return count if spanned <= count else 0


def _is_cut_row(first: Sequence[GridCell], rows: int, rest: Sequence[GridCell]) -> bool:
    """Whether the first row of the rest is the end of the last row: it only goes on with unfinished cells."""
    above = {cell.column: cell for cell in first if cell.row + cell.row_span == rows}
    below = [cell for cell in rest if cell.row == 0]
    filled = [cell for cell in below if cell.text]
    if not filled or any(cell.row_span > 1 for cell in below) or len(filled) == len(below):
        return False
    for cell in filled:
        over = above.get(cell.column)
        if over is None or not over.text or over.column_span != cell.column_span:
            return False
        if over.text[-1] in _STOP or _NUMERIC.fullmatch(cell.text) or _NUMERIC.fullmatch(over.text):
            return False
    columns = {cell.column for cell in filled}
    return any(over.text and over.column not in columns for over in above.values()) or all(
        _is_full(above[cell.column], cell.text) for cell in filled
    )


def _is_full(cell: GridCell, following: str) -> bool:
    """Whether the last line of a cell had no room for what follows."""
    return cell.last is not None and goes_on(cell.last, cell.room, following)


def _with_cut_spans(
    above: Sequence[GridCell], rows: int, below: Sequence[GridCell]
) -> tuple[list[GridCell], list[GridCell]]:
    """Cells that were cut by the page end while their text, set in their middle, fell on the second page.

    A cell over several rows at the foot of the page that is empty goes on with the one below it.
    """
    heads = {cell.column: cell for cell in below if cell.row == rows and cell.text}
    cut = {
        cell.column: heads[cell.column]
        for cell in above
        if cell.row + cell.row_span == rows
        and cell.row_span > 1
        and not cell.text
        and cell.column in heads
        and heads[cell.column].column_span == cell.column_span
    }
    whole = [
        replace(cell, text=cut[cell.column].text, row_span=cell.row_span + cut[cell.column].row_span)
        if cell.column in cut and cell.row + cell.row_span == rows
        else cell
        for cell in above
    ]
    return whole, [cell for cell in below if cut.get(cell.column) is not cell]


def _with_cut_row(first: Sequence[GridCell], rows: int, rest: Sequence[GridCell]) -> list[GridCell]:
    ends = {cell.column: cell.text for cell in rest if cell.row == 0 and cell.text}
    return [
        replace(cell, text=cell.text + ends[cell.column])
        if cell.row + cell.row_span == rows and cell.column in ends
        else cell
        for cell in first
    ]
