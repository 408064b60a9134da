"""Score sheets read out of the tables of a report: indicators, weights, scores, totals, grade, funds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from xunzheng.audit.sheet import FundsRow, Sheet, Stated
from xunzheng.audit.statements.score_table_cells import Locator, read_points
from xunzheng.audit.statements.score_table_columns import Columns, Grid, Role, bare, find_columns
from xunzheng.audit.statements.score_table_funds import find_funds, money_unit, read_funds
from xunzheng.audit.statements.score_table_rows import RowKind, SheetRow, sheet_rows
from xunzheng.audit.statements.score_table_tree import read_tree
from xunzheng.documents.model import Cell, Document, Table
from xunzheng.quantities.width import fold

_GRADE = re.compile(r"(?:综合|自评|绩效|考核|评定|评价|结果|结论)*(?:等级|等次|评级)")
_MOST_ROWS_ABOVE = 80
_LONGEST_GRADE = 40
_INNER_WEIGHT = re.compile(r"[(\[](\d{1,4}(?:\.\d{1,4})?分?)[)\]]")
_INNER_SCORE = re.compile(r":\s*(\d{1,4}(?:\.\d{1,4})?分?)\s*$")


def read_sheets(document: Document) -> tuple[Sheet, ...]:
    """Read every score sheet of a report, in order; tables that are none are passed over.

    A table is a sheet when its header, of one to three rows, names levels of indicators (一级指标 …) or an
    indicator column together with weights, scores, targets or actual values. Known layouts: the 2013
    framework with evaluation points (weights in the names, the score in any row of the indicator), the
    project self-evaluation table of 财预〔2020〕10号 with or without its funds block and its provincial
    variants, the transfer-payment form without scores, and plain tables of 指标, 分值, 得分.

    Everything is kept as read, wrong or not; totals are not leaves. A funds block in a table of its own
    goes with the next sheet. Values carry the place that they were read from.

    Example: ``[leaf.path for sheet in read_sheets(document) for leaf in sheet.leaves()]``.
    """
    locator: Locator | None = None
    sheets: list[Sheet] = []
    waiting: tuple[FundsRow, ...] = ()
    for table in document.tables():
        locator = locator or Locator(document)
        sheet, funds = _read(document, table, locator)
        if sheet is None:
            waiting = funds or waiting
            continue
        sheets.append(sheet if sheet.funds or not waiting else _with_funds(sheet, waiting))
        waiting = ()
    return tuple(sheets)


def _with_funds(sheet: Sheet, funds: tuple[FundsRow, ...]) -> Sheet:
    return replace(sheet, funds=funds)


def _read(document: Document, table: Table, locator: Locator) -> tuple[Sheet | None, tuple[FundsRow, ...]]:
    grid = table.grid()
    searched = range(min(len(grid), _MOST_ROWS_ABOVE))
    columns = next(filter(None, (find_columns(grid, row) for row in searched)), None)
    before = columns.first_row if columns else len(grid)
    unit = money_unit(document, table, grid)
    header = find_funds(grid, before)
    funds = read_funds(grid, header, before, locator, table, unit) if header else ()
    if columns is None:
        return None, funds
    rows = tuple(sheet_rows(grid, columns))
    nodes = read_tree(rows, locator, table, columns)
    if not nodes:
        return None, funds
    weight, score = _totals(rows, columns, locator, table)
    return (
        Sheet(
            table=table.index,
            nodes=nodes,
            total_weight=weight,
            total_score=score,
            grade=_grade(grid, locator, table),
            funds=funds,
            money_unit=unit,
            has_scores=Role.SCORE in columns.places,
            has_reasons=Role.REASON in columns.places,
        ),
        funds,
    )


def _totals(
    rows: Sequence[SheetRow], columns: Columns, locator: Locator, table: Table
) -> tuple[Stated | None, Stated | None]:
    """The stated total weight and total score, from the last row of totals."""
    row = next((row for row in reversed(rows) if row.kind is RowKind.TOTAL), None)
    if row is None:
        return None, None
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
    """The stated grade: behind a label (评价等级：良) or in the cell after it; empty where that is blank."""
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
            following = next((other for other in cells[at + 1 :] if other.text != cell.text), None)
            return locator.stated(table, following) if following is not None else None
    return None
