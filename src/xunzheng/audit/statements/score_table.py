"""Score sheets read out of the tables of a report: indicators, weights, scores, totals, grade, funds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.audit.sheet import FundsRow, Sheet, Stated
from xunzheng.audit.statements.score_table_cells import Locator, read_points
from xunzheng.audit.statements.score_table_columns import Columns, Role, find_columns
from xunzheng.audit.statements.score_table_funds import find_funds, money_unit, read_funds
from xunzheng.audit.statements.score_table_rows import RowKind, SheetRow, sheet_rows
from xunzheng.audit.statements.score_table_tree import read_tree
from xunzheng.documents.model import Cell, Document, Table

_GRADE = re.compile(r"(?:综合|自评|绩效|考核|评定|评价|结果|结论)*(?:等级|等次|评级)")
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
    return Sheet(
        sheet.table,
        sheet.nodes,
        sheet.total_weight,
        sheet.total_score,
        sheet.grade,
        funds,
        sheet.money_unit,
        sheet.has_scores,
        sheet.has_reasons,
    )


def _read(document: Document, table: Table, locator: Locator) -> tuple[Sheet | None, tuple[FundsRow, ...]]:
    grid = table.grid()
    columns = next(filter(None, (find_columns(grid, row) for row in range(len(grid)))), None)
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
            grade=_grade(rows, grid, locator, table),
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
    weight = _cell(row, columns.weights.values())
    score = _cell(row, [columns.places[Role.SCORE]] if Role.SCORE in columns.places else [])
    numbers = [cell for cell in row.in_order[1:] if read_points(cell.text) is not None]
    if not any(cell is weight or cell is score for cell in numbers):
        weight, score = _by_order(numbers, weight, score, columns)
    label = next(cell for cell in row.in_order if cell.text)
    stated_weight = locator.points(table, weight) if weight is not None else None
    stated_score = locator.points(table, score) if score is not None else None
    if stated_weight is None or not stated_weight.text:
        stated_weight = _inner(label, _INNER_WEIGHT, locator, table) or stated_weight
    if stated_score is None or not stated_score.text:
        stated_score = _inner(label, _INNER_SCORE, locator, table) or stated_score
    return stated_weight, stated_score


def _cell(row: SheetRow, columns: Sequence[int] | object) -> Cell | None:
    return None
