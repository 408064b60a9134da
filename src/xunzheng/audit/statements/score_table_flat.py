"""Score tables whose cells lie one to a line: laid out again by what their columns can hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xunzheng.audit.layout import Role
from xunzheng.audit.statements.score_table_cells import read_points
from xunzheng.audit.statements.score_table_columns import Columns, bare, find_columns, read_header
from xunzheng.audit.statements.score_table_placing import fit
from xunzheng.audit.statements.score_table_rows import is_total_label
from xunzheng.documents.model import Block, Cell, Document, Paragraph, Table

FLAT = "每行一个单元格，按各列的内容重新排成"
_LONGEST = 80  # characters of a line that can be a cell
_MOST_CELLS = 600
_FEWEST_HEADINGS = 4
_MOST_HEADINGS = 14
_FUNDS = frozenset({Role.INITIAL, Role.BUDGET, Role.EXECUTED, Role.RATE})
_GOALS = re.compile(r"(?:年度)?(?:总体|绩效)目标|预期目标|资金管理|一级指标|绩效指标")
_REMARK = re.compile(
    r"(?:备注|注|说明|其[他它](?:需要)?说明.*|填[表报]人?.*|联系(?:人|电话).*|审核.*|负责人.*|(?:评价|自评)?结论.*"
    r"|存在(?:的)?(?:主要)?问题.*|改进措施.*|附件?)"
)
_DASHES = frozenset({"—", "——", "-", "--", "/", "／", "－"})
_BRACKETED = re.compile(r"[（(][^（()）]{4,60}[）)]")
_REASONS = "扣分原因"  # the heading of remarks in brackets behind the scores
_NEW_ROW = 2  # what a new row costs, beside the columns that it leaves empty


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that can be a cell, and the block that it stands in."""

    text: str
    start: int
    end: int
    block: int


def flat_tables(document: Document) -> Iterator[Table]:
    """The score tables and funds blocks told line by line in paragraphs, as tables of one row per indicator.

    A table begins with a run of header words and goes on while its lines can be cells of the columns. Its
    `index` is the block that it begins in; its cells have rows and columns of our making, so that what is
    read from it is in doubt. Linear in the lines, times the square of the columns.
    """
    for run in _runs(document.blocks):
        yield from _tables(run)


def relaid(table: Table, columns: Columns | None, text: str) -> Table | None:
    """A table rebuilt from one cell to a line, laid out again; None where that changes nothing.

    Its rows are told by the line breaks between the cells of one row.
    """
    if columns is None or not _one_cell_a_line(table, text):
        return None
    cells = [cell for cell in table.cells if cell.row >= columns.body_row and cell.text]
    if not cells or len(cells) > _MOST_CELLS:
        return None
    lines = [_Line(cell.text, cell.start, cell.end, table.index) for cell in cells]
    head = [cell for cell in table.cells if cell.row < columns.body_row]
    remarks = [line for line in lines if _BRACKETED.fullmatch(line.text)]
    body = _body([line for line in lines if not _BRACKETED.fullmatch(line.text)], columns, columns.body_row)
    if remarks and Role.REASON not in columns.places:
        top = lines[0].start
        head.append(Cell(columns.body_row - 1, columns.width, _REASONS, top, top))
        body += _beside(remarks, body, columns.width)
    made = _table(table.index, [*head, *body], table.columns)
    return None if made.cells == tuple(cell for cell in table.cells if cell.text) else made


def _beside(remarks: Sequence[_Line], body: Sequence[Cell], column: int) -> list[Cell]:
    """Remarks in brackets, each in the row of the cell before it; the first of a row counts."""
    starts = [cell.start for cell in body]
    rows: dict[int, _Line] = {}
    for remark in remarks:
        behind = bisect_right(starts, remark.start)
        if behind:
            rows.setdefault(body[behind - 1].row, remark)
    return [Cell(row, column, remark.text, remark.start, remark.end) for row, remark in rows.items()]


def _one_cell_a_line(table: Table, text: str) -> bool:
    pairs = zip(table.cells, table.cells[1:], strict=False)
    beside = [(one, other) for one, other in pairs if one.row == other.row and one.text and other.text]
    return bool(beside) and all("\n" in text[one.end : other.start] for one, other in beside)


def _runs(blocks: Sequence[Block]) -> Iterator[list[_Line]]:
    """The longest runs of short paragraphs."""
    run: list[_Line] = []
    for block in blocks:
        short = isinstance(block, Paragraph) and not block.level and len(block.text) <= _LONGEST
        if isinstance(block, Paragraph) and short and "\n" not in block.text:
            run.append(_Line(block.text, block.start, block.end, block.index))
            continue
        if len(run) > _FEWEST_HEADINGS:
            yield run
        run = []
    if len(run) > _FEWEST_HEADINGS:
        yield run


def _tables(run: Sequence[_Line]) -> Iterator[Table]:
    at = 0
    while at < len(run):
        width = _header_length(run, at)
        funds = {role for line in run[at : at + width] if (role := _role(line.text)) in _FUNDS}
        if width < _FEWEST_HEADINGS - bool(funds):
            at += 1
            continue
        head = _row(run[at : at + width], 0)
        if funds:
            made, at = _funds_table(run, at, width)
        else:
            made, at = _indicator_table(run, at, width, head)
        if made is not None:
            yield made


def _role(text: str) -> Role | None:
    header = read_header(text)
    return header.role if header is not None else None


def _header_length(run: Sequence[_Line], at: int) -> int:
    """How many lines from here on are header words, each role once (a level and a weight several times)."""
    seen: set[str] = set()
    length = 0
    for line in run[at : at + _MOST_HEADINGS]:
        words = bare(line.text)
        if words in seen or _role(line.text) is None:
            break
        seen.add(words)
        length += 1
    return length


def _row(lines: Sequence[_Line], row: int, first: int = 0) -> list[Cell]:
    return [Cell(row, first + n, line.text, line.start, line.end) for n, line in enumerate(lines)]


def _table(index: int, cells: Sequence[Cell], width: int) -> Table:
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    rows = ordered[-1].row + 1
    columns = max(width, *(cell.column + cell.column_span for cell in ordered))
    start, end = min(cell.start for cell in ordered), max(cell.end for cell in ordered)
    return Table(index, rows, columns, ordered, start, end, doubt=FLAT)


def _funds_table(run: Sequence[_Line], at: int, width: int) -> tuple[Table | None, int]:
    """A funds block: labels, each with as many numbers behind it as there are columns.

    The heading of the labels (项目资金) is none of the roles, so that the numbers begin in column 1.
    """
    cells = _row(run[at : at + width], 0, first=1)
    first, position, row = at, at + width, 1
    while position + width < len(run) and not _GOALS.match(bare(run[position].text)):
        numbers = run[position + 1 : position + 1 + width]
        if _is_amount(run[position].text) or not all(_is_amount(line.text) for line in numbers):
            break
        cells += _row(run[position : position + 1 + width], row)
        position, row = position + 1 + width, row + 1
    if row == 1:
        return None, at + width
    return _table(run[first].block, cells, width + 1), position


def _is_amount(text: str) -> bool:
    words = text.strip().replace(",", "").rstrip("%％")
    return words in _DASHES or read_points(words) is not None


def _indicator_table(run: Sequence[_Line], at: int, width: int, head: list[Cell]) -> tuple[Table | None, int]:
    columns = find_columns(_table(run[at].block, head, width).grid(), 0)
    if columns is None:
        return None, at + 1
    end = _end(run, at + width)
    body = _body(run[at + width : end], columns, 1)
    if not body:
        return None, at + width
    return _table(run[at].block, [*head, *body], width), end


def _end(run: Sequence[_Line], first: int) -> int:
    """Where the indicators end: behind the total's numbers, or before a remark."""
    for position in range(first, min(len(run), first + _MOST_CELLS)):
        text = run[position].text
        if is_total_label(text):
            behind = position + 1
            while behind < min(len(run), position + 4) and read_points(run[behind].text) is not None:
                behind += 1
            return behind
        if position > first and _REMARK.fullmatch(bare(text)):
            return position
    return min(len(run), first + _MOST_CELLS)


def _body(lines: Sequence[_Line], columns: Columns, first_row: int) -> list[Cell]:
    """The lines as cells, those of the total in a row of their own."""
    total = next((n for n, line in enumerate(lines) if is_total_label(line.text)), len(lines))
    if not total:
        return []
    cells = _laid(lines[:total], columns, first_row)
    if total < len(lines):
        row = cells[-1].row + 1
        numeric = sorted(columns.numeric())
        label, *numbers = lines[total:]
        places = numeric[-len(numbers) :] if len(numbers) > 1 else numeric[:1]
        cells.append(Cell(row, 0, label.text, label.start, label.end))
        cells += [
            Cell(row, column, line.text, line.start, line.end)
            for column, line in zip(places, numbers, strict=False)
        ]
    return cells


def _laid(lines: Sequence[_Line], columns: Columns, first_row: int) -> list[Cell]:
    """The lines put into rows so that they suit their columns best, by dynamic programming.

    Going on in a row leaves the columns between empty, which costs; a new row costs what it leaves empty
    at the end of the last one, while merged cells at its beginning are free.
    """
    roles = columns.roles()
    width = columns.width
    worth = [[4 * fit(line.text, *roles[c]) if c in roles else 0 for c in range(width)] for line in lines]
    sums = [worth[0][:]]
    back: list[list[int]] = [[-1] * width]
    for row in worth[1:]:
        before = sums[-1]
        wraps = [before[c] - _NEW_ROW - (width - 1 - c) for c in range(width)]
        best_wrap = max(range(width), key=lambda c: wraps[c])
        here, came = [], []
        for column in range(width):
            choices = [(before[c] - 3 * (column - c - 1), c) for c in range(column)]
            value, source = max(choices, key=lambda pair: pair[0], default=(-10_000, 0))
            if wraps[best_wrap] >= value:
                value, source = wraps[best_wrap], best_wrap + width
            here.append(value + row[column])
            came.append(source)
        sums.append(here)
        back.append(came)
    column = max(range(width), key=lambda c: sums[-1][c])
    placed: list[tuple[int, bool]] = []
    for number in range(len(lines) - 1, -1, -1):
        source = back[number][column]
        placed.append((column, source < 0 or source >= width))
        column = source % width
    cells: list[Cell] = []
    at = first_row - 1
    for line, (column, opens) in zip(lines, reversed(placed), strict=True):
        at += opens
        cells.append(Cell(at, column, line.text, line.start, line.end))
    return cells
