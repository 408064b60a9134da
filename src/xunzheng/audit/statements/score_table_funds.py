"""The funds block of a self-evaluation table, and the unit that its money is in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.audit.layout import Layout, Role
from xunzheng.audit.sheet import FundsRow, Stated
from xunzheng.audit.statements.score_table_cells import Locator, read_money, read_points, read_rate
from xunzheng.audit.statements.score_table_columns import (
    FundsColumns,
    Grid,
    bare,
    find_funds_columns,
)
from xunzheng.documents.model import Cell, Document, Paragraph, Table
from xunzheng.quantities.width import fold

MOST_ROWS = 30
_UNIT = re.compile(
    r"(?:单位|金额单位|资金|金额|预算数|执行数|总额)\s*[:(\[]?\s*(?:人民币)?\s*(亿元|万元|千元|元)"
)
_END = re.compile(r"(?:年度)?(?:总体|绩效)目标|年度绩效|绩效指标|一级指标|预期目标|资金管理")
_LABEL = re.compile(
    r"(?:年度|预算|专项)?(?:项目|专项)?资金(?:情况|执行情况)?|预算执行(?:情况)?|执行情况|.{0,3}万元|元"
)
_MONEY = (Role.INITIAL, Role.BUDGET, Role.EXECUTED)
_CAPTION_BLOCKS = 3


def money_unit(document: Document, table: Table, grid: Grid, usual: str | None = None) -> str:
    """The unit of a table's money, from its cells or the lines before it; else the usual one or 万元."""
    texts = [cell.text for row in grid[:12] for cell in row if cell is not None]
    before = document.blocks[max(0, table.index - _CAPTION_BLOCKS) : table.index]
    texts += [block.text for block in reversed(before) if isinstance(block, Paragraph)]
    for text in texts:
        match = _UNIT.search(re.sub(r"\s", "", fold(text[:200])))
        if match:
            return match[1]
    return usual or "万元"


def find_funds(grid: Grid, before: int, layout: Layout | None = None) -> FundsColumns | None:
    """The header of the funds block above row `before`; None where the table has none."""
    rows = range(min(before, MOST_ROWS, len(grid)))
    return next(filter(None, (find_funds_columns(grid, row, layout) for row in rows)), None)


def read_funds(
    grid: Grid, header: FundsColumns, before: int, locator: Locator, table: Table, unit: str
) -> tuple[FundsRow, ...]:
    """The rows of the funds block below its header, up to the goals or the indicators."""
    found: list[FundsRow] = []
    for row in range(header.row + 1, min(before, header.row + MOST_ROWS, len(grid))):
        cells = [cell for cell in grid[row] if cell is not None and cell.row == row]
        cells = [cell for at, cell in enumerate(cells) if at == 0 or cells[at - 1] is not cell]
        first = next((cell for cell in cells if cell.text), None)
        if first is not None and _END.match(bare(first.text)):
            break
        funds = _funds_row(cells, header, locator, table, unit)
        if funds is not None:
            found.append(funds)
    return tuple(found)


def _shift(cells: Sequence[Cell], header: FundsColumns) -> int:
    """How far the cells of a row that lacks merged cells at its beginning stand too far left."""
    last = max(cell.column + cell.column_span for cell in cells)
    missing = max(0, max(header.places.values()) + 1 - last)
    first = min(header.places[role] for role in _MONEY if role in header.places)

    def fit(shift: int) -> tuple[int, int]:
        money = [c for c in cells if c.column + shift >= first]
        names = [c for c in cells if c.column + shift < first and c.text]
        good = sum(read_money(c.text, "万元") is not None or read_rate(c.text) is not None for c in money)
        return good * bool(names), -shift

    return max(range(missing + 1), key=fit)


def _funds_row(
    cells: Sequence[Cell], header: FundsColumns, locator: Locator, table: Table, unit: str
) -> FundsRow | None:
    if not cells:
        return None
    shift = _shift(cells, header)
    by_column = {cell.column + shift: cell for cell in cells}
    first = min(header.places[role] for role in _MONEY if role in header.places)
    names = [cell for column, cell in sorted(by_column.items()) if column < first and cell.text]
    names = [cell for cell in names if not _LABEL.fullmatch(bare(cell.text))] or names[-1:]
    stated = {
        role: _stated(by_column[column], role, locator, table, unit)
        for role, column in header.places.items()
        if column in by_column
    }
    if not names or not any(cell.text for cell in stated.values()):
        return None
    return FundsRow(
        name=re.sub(r"\s", "", names[-1].text),
        place=locator.place(table, names[-1]),
        initial=stated.get(Role.INITIAL),
        budget=stated.get(Role.BUDGET),
        executed=stated.get(Role.EXECUTED),
        weight=stated.get(Role.WEIGHT),
        rate=stated.get(Role.RATE),
        score=stated.get(Role.SCORE),
    )


def _stated(cell: Cell, role: Role, locator: Locator, table: Table, unit: str) -> Stated:
    if role in _MONEY:
        return locator.stated(table, cell, read_money(cell.text, unit))
    reader = read_rate if role is Role.RATE else read_points
    return locator.stated(table, cell, reader(cell.text))
