"""Score sheets read out of the tables of a report: indicators, weights, scores, totals, grade, funds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from xunzheng.audit.layout import Layout, Role
from xunzheng.audit.sheet import FundsRow, Sheet, Stated
from xunzheng.audit.statements.conclusions import GRADE_WORDS
from xunzheng.audit.statements.score_table_cells import Locator, read_points
from xunzheng.audit.statements.score_table_columns import Columns, Grid, bare, find_columns
from xunzheng.audit.statements.score_table_flat import FLAT, relaid
from xunzheng.audit.statements.score_table_funds import find_funds, money_unit, read_funds
from xunzheng.audit.statements.score_table_places import Relocator
from xunzheng.audit.statements.score_table_rows import RowKind, SheetRow, sheet_rows
from xunzheng.audit.statements.score_table_tree import read_tree
from xunzheng.documents.model import Cell, Document, Table
from xunzheng.quantities.width import fold

_SCORED = re.compile(r"(?:自评|评价|综合|绩效|项目)*(?:总分|总得分|综合得分|自评得分|得分合计)")
_GRADE = re.compile(r"(?:综合|自评|绩效|考核|评定|评价|结果|结论)*(?:等级|等次|评级)")
_MOST_ROWS_ABOVE = 80
_FULL = Decimal(100)
_FUNDS_NAME = re.compile("资金|拨款|结转|财政|总额")
_LONGEST_GRADE = 40
_LONGEST_WORD = 6
_OTHER_LABEL = re.compile(r"[:人分]|日期|单位|部门|电话|时间")
_INNER_WEIGHT = re.compile(r"[(\[](\d{1,4}(?:\.\d{1,4})?分?)[)\]]")
_INNER_SCORE = re.compile(r":\s*(\d{1,4}(?:\.\d{1,4})?分?)\s*$")


def read_sheets(
    document: Document, layouts: Mapping[int, Layout] | None = None, flat: Sequence[Table] = ()
) -> tuple[Sheet, ...]:
    """Read every score sheet of a report, in order; tables that are none are passed over.

    A table is a sheet when its header, of one to three rows, names levels of indicators (一级指标 …) or an
    indicator column together with weights, scores, targets or actual values. Known layouts: the 2013
    framework with evaluation points (weights in the names, the score in any row of the indicator), the
    project self-evaluation table of 财预〔2020〕10号 with or without its funds block and its provincial
    variants, the transfer-payment form without scores, and plain tables of 指标, 分值, 得分.

    Everything is kept as read, wrong or not; totals are not leaves. A funds block in a table of its own
    goes with the next sheet. `layouts` are the layouts of the tables, by the index of their block; what they
    say of a heading goes before what its words usually mean. `flat` are tables told line by line in
    paragraphs, which are read only where their own arithmetic closes. Values carry the place that they
    were read from.

    Example: ``[leaf.path for sheet in read_sheets(document) for leaf in sheet.leaves()]``.
    """
    locator: Locator | None = None
    sheets: list[Sheet] = []
    waiting: tuple[FundsRow, ...] = ()
    for table in sorted((*document.tables(), *flat), key=lambda each: each.index):
        locator = locator or Locator(document)
        sheet, funds = _certain(document, table, locator, (layouts or {}).get(table.index))
        if sheet is None:
            waiting = funds if _is_funds_block(funds) else waiting
            continue
        sheets.append(sheet if sheet.funds or not waiting else _with_funds(sheet, waiting))
        waiting = ()
    return tuple(sheets)


def _is_funds_block(funds: Sequence[FundsRow]) -> bool:
    """Whether the rows of a table of its own are those of a funds block, and no other table of amounts."""
    return any(_FUNDS_NAME.search(row.name) for row in funds)


def _certain(
    document: Document, table: Table, locator: Locator, layout: Layout | None
) -> tuple[Sheet | None, tuple[FundsRow, ...]]:
    """The table as read; where its rows are in doubt and the weights do not close, as laid out again."""
    sheet, funds = _read(document, table, locator, layout)
    if table.doubt is None:
        return sheet, funds
    if table.doubt == FLAT:
        if sheet is not None and not _closes(sheet):
            sheet = None
        placed = Relocator(document)
        funds = tuple(placed.funds(row) for row in funds if _agrees(row))
        return (None if sheet is None else placed.sheet(replace(sheet, doubtful=True))), funds
    if sheet is None or _closes(sheet):
        return sheet, funds
    grid = table.grid()
    columns = next(filter(None, (find_columns(grid, row, layout) for row in range(min(len(grid), 30)))), None)
    other = relaid(table, columns, document.text)
    again = _read(document, other, locator, layout)[0] if other is not None else None
    sheet = again if again is not None and _closes(again) else sheet
    return replace(sheet, doubtful=True), funds


def _closes(sheet: Sheet) -> bool:
    """Whether the weights add up: to the stated total or 100, the execution rate's counted or not.

    Where there are no weights, whether every indicator has a target and an actual value.
    """
    leaves = list(sheet.leaves())
    weights = [
        leaf.weight.value for leaf in leaves if leaf.weight is not None and leaf.weight.value is not None
    ]
    if len(weights) < len(leaves):
        told = [leaf for leaf in leaves if leaf.target is not None and leaf.target.text]
        return not weights and not sheet.has_scores and len(told) == len(leaves) > 1
    total = sheet.total_weight.value if sheet.total_weight is not None else None
    return sum(weights) in {total or _FULL, _FULL, _FULL - 10, _FULL - 20}


def _agrees(row: FundsRow) -> bool:
    """Whether the stated rate of a funds row is that of its amounts, so that the cells stand right."""
    values = [cell.value for cell in (row.executed, row.budget, row.rate) if cell is not None]
    if len(values) < 3 or None in values or not values[1]:
        return False
    executed, budget, rate = (value or Decimal(0) for value in values)
    return abs(executed * 100 - rate * budget) <= budget


def _with_funds(sheet: Sheet, funds: tuple[FundsRow, ...]) -> Sheet:
    return replace(sheet, funds=funds)


def _read(
    document: Document, table: Table, locator: Locator, layout: Layout | None
) -> tuple[Sheet | None, tuple[FundsRow, ...]]:
    grid = table.grid()
    searched = range(min(len(grid), _MOST_ROWS_ABOVE))
    columns = next(filter(None, (find_columns(grid, row, layout) for row in searched)), None)
    before = columns.first_row if columns else len(grid)
    unit = money_unit(document, table, grid, layout.money_unit if layout else None)
    header = find_funds(grid, before, layout)
    funds = read_funds(grid, header, before, locator, table, unit) if header else ()
    if columns is None:
        return None, funds
    rows = tuple(sheet_rows(grid, columns))
    nodes = read_tree(rows, locator, table, columns)
    if not nodes:
        return None, funds
    weight, score = _totals(grid, rows, columns, locator, table)
    return (
        Sheet(
            table=table.index,
            nodes=nodes,
            total_weight=weight,
            total_score=score,
            grade=_grade(grid, locator, table) or _grade_beside_total(rows, locator, table),
            funds=funds,
            money_unit=unit,
            has_scores=Role.SCORE in columns.places and (layout is None or layout.has_scores),
            has_reasons=Role.REASON in columns.places,
            layout=layout,
            reviews=tuple(_review(grid, columns, score, locator, table) for score in columns.more_scores),
        ),
        funds,
    )


def _review(grid: Grid, columns: Columns, score: int, locator: Locator, table: Table) -> Sheet:
    """The sheet with the scores of another score column."""
    other = replace(columns, places=columns.places | {Role.SCORE: score}, more_scores=())
    rows = tuple(sheet_rows(grid, other))
    weight, total = _totals(grid, rows, other, locator, table)
    return Sheet(table.index, read_tree(rows, locator, table, other), weight, total)


def _total_above(grid: Grid, columns: Columns, locator: Locator, table: Table) -> Stated | None:
    """The total score that stands above the indicators, right of its label (自评总分 | 96)."""
    for number in range(columns.first_row):
        cells = [cell for cell in grid[number] if cell is not None and cell.row == number]
        for label, cell in pairwise(dict.fromkeys(cells)):
            if _SCORED.fullmatch(bare(label.text)) and read_points(cell.text) is not None:
                return locator.points(table, cell)
    return None


def _totals(
    grid: Grid, rows: Sequence[SheetRow], columns: Columns, locator: Locator, table: Table
) -> tuple[Stated | None, Stated | None]:
    """The stated total weight and total score, from the last row of totals."""
    row = next((row for row in reversed(rows) if row.kind is RowKind.TOTAL), None)
    if row is None:
        return None, _total_above(grid, columns, locator, table)
    label = next(cell for cell in row.in_order if cell.text)
    weight, score = _total_cells(row, columns)
    stated_weight = locator.points(table, weight) if weight is not None else None
    stated_score = locator.points(table, score) if score is not None else None
    if stated_weight is None or not stated_weight.text:
        stated_weight = _inner(label, _INNER_WEIGHT, locator, table) or stated_weight
    if stated_score is None or not stated_score.text:
        stated_score = _inner(label, _INNER_SCORE, locator, table) or stated_score
    return stated_weight, stated_score


def _total_cells(row: SheetRow, columns: Columns) -> tuple[Cell | None, Cell | None]:
    """The cells of the two totals: those in their columns, or else the numbers of the row in order."""
    weights = [row.cells[column] for column in columns.weights.values() if column in row.cells]
    weight = next((cell for cell in weights if cell.text), weights[0] if weights else None)
    score_column = columns.places.get(Role.SCORE)
    score = row.cells.get(score_column) if score_column is not None else None
    numbers = [cell for cell in row.in_order[1:] if read_points(cell.text) is not None]
    stand_right = sum(cell is weight or cell is score for cell in numbers)
    is_full = max(row.cells) >= max(columns.numeric(), default=0)
    if not numbers or stand_right == 2 or (stand_right and is_full):
        return weight, score
    if len(numbers) >= 2 and columns.weights and score_column is not None:
        first, second = numbers[:2]
        return (first, second) if min(columns.weights.values()) < score_column else (second, first)
    if len(numbers) == 2 and score_column is not None and read_points(numbers[0].text) == 100:
        return numbers[0], numbers[1]
    number = numbers[0]
    if columns.weights and (score_column is None or read_points(number.text) == 100):
        return number, None if score is number else score
    return None if weight is number else weight, number


def _inner(label: Cell, pattern: re.Pattern[str], locator: Locator, table: Table) -> Stated | None:
    """A total that stands in its label: `合计（100分）`, `总分：92`."""
    match = pattern.search(fold(label.text[:60]))
    if match is None:
        return None
    return locator.span(table, label, label.start + match.start(1), label.start + match.end(1))


def _grade(grid: Grid, locator: Locator, table: Table) -> Stated | None:
    """The stated grade: behind a label (评价等级：良) or in a cell after it; empty where that is blank.

    Merged cells leave blanks between the label and the word, so that a word for a grade goes before a blank.
    """
    for number, row in enumerate(grid):
        cells = [cell for cell in row if cell is not None and cell.row == number]
        for at, cell in enumerate(cells):
            if len(cell.text) > _LONGEST_GRADE or not {"级", "次"} & set(cell.text):
                continue
            words, colon, rest = fold(cell.text).partition(":")
            if _GRADE.fullmatch(bare(words)) is None:
                continue
            if colon and rest.strip():
                start = cell.start + len(words) + 1 + len(rest) - len(rest.lstrip())
                return locator.span(table, cell, start, cell.end)
            following = [other for other in cells[at + 1 :] if other.text != cell.text]
            stated = next((other for other in following if other.text.strip() in GRADE_WORDS), None)
            stated = stated or next((other for other in following if _can_be_grade(other)), None)
            return locator.stated(table, stated) if stated is not None else None
    return None


def _grade_beside_total(rows: Sequence[SheetRow], locator: Locator, table: Table) -> Stated | None:
    """The grade that stands without a label in the last row of totals (合计 | 100 | 98.66 | 优)."""
    row = next((row for row in reversed(rows) if row.kind is RowKind.TOTAL), None)
    cells = row.in_order if row is not None else ()
    return next((locator.stated(table, cell) for cell in cells if cell.text.strip() in GRADE_WORDS), None)


def _can_be_grade(cell: Cell) -> bool:
    """Whether a cell behind the label of the grade holds it, or is left blank for it: no number, no label."""
    text = fold(cell.text).strip()
    return len(text) <= _LONGEST_WORD and read_points(text) is None and _OTHER_LABEL.search(text) is None
