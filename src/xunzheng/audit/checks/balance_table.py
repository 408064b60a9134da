"""In a table of funds, what arrived less what was spent is what is left, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity, Verdict
from xunzheng.audit.layout import Layout, Role
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_reading import places_of, written
from xunzheng.audit.statements.score_table_columns import bare
from xunzheng.audit.table_figures import cell_place
from xunzheng.documents.model import Cell, Table
from xunzheng.quantities.width import fold

_WORDS = {
    Role.PLANNED: re.compile(r"(?:年初|项目)?计划(?:安排|投入)?(?:资金|金额|数|额)?"),
    Role.ARRIVED: re.compile(r"(?:实际|累计|资金)*(?:到位|到账|收到)(?:资金|金额|数|额)?"),
    Role.EXECUTED: re.compile(r"(?:实际|累计|资金)*(?:支出|使用|执行)(?:资金|金额|数|额)?"),
    Role.LEFT: re.compile(r"(?:年末|期末|资金|累计)*(?:结余|结存|余额|结转结余)(?:资金|金额|数|额)?"),
}
_NUMBER = re.compile(r"(?:[^\d\s]{0,12}[:\s])?\s*(-?\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?)(?:元|万元|亿元)?")
_MOST_OTHERS = 4
_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """The amounts of a row by what they mean, and the other amounts of the row."""

    amounts: dict[Role, tuple[Cell, Decimal]]
    others: tuple[Decimal, ...]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each row of a table that has columns of what arrived (or was planned), was spent and is left.

    What is left may also follow from the plan, or with other amounts of the row added or taken off (carried
    over, returned); wrong only where nothing of that yields it.
    """
    layouts = {applied.table: applied.layout for applied in reading.layouts}
    sheets = {sheet.table for sheet in reading.sheets}
    for table in reading.document.tables():
        if table.index not in sheets:
            yield from _of_table(reading, table, layouts.get(table.index))


def _of_table(reading: Reading, table: Table, layout: Layout | None) -> Iterator[Finding | Held]:
    grid = table.grid()
    for number, row in enumerate(grid[:_HEADER_ROWS]):
        columns = _columns(row, layout)
        if not {Role.EXECUTED, Role.LEFT} < set(columns):
            continue
        for below in grid[number + 1 :]:
            read = _row(below, columns)
            if read is not None:
                yield _judge(reading, table, read)
        return


def _columns(row: Sequence[Cell | None], layout: Layout | None) -> dict[Role, int]:
    found: dict[Role, int] = {}
    for column, cell in enumerate(row):
        words = bare(cell.text) if cell is not None else ""
        known = layout.column(words) if layout is not None and words else None
        role = known.role if known else next((r for r, p in _WORDS.items() if p.fullmatch(words)), None)
        if role in _WORDS:
            found.setdefault(role, column)
    return found


def _row(row: Sequence[Cell | None], columns: dict[Role, int]) -> _Row | None:
    """A row whose cells of the known columns are amounts, of one label where they carry labels."""
    amounts: dict[Role, tuple[Cell, Decimal]] = {}
    labels: set[str] = set()
    for role, column in columns.items():
        cell = row[column]
        match = _NUMBER.fullmatch(fold(cell.text).strip()) if cell is not None else None
        if cell is None or match is None:
            return None
        amounts[role] = (cell, Decimal(match[1].replace(",", "")))
        labels.add(cell.text[: match.start(1)].strip())
    if len(labels) > 1 or not {Role.PLANNED, Role.ARRIVED} & set(amounts):
        return None
    rest = [cell for column, cell in enumerate(row) if cell is not None and column not in columns.values()]
    found = (_NUMBER.fullmatch(fold(cell.text).strip()) for cell in dict.fromkeys(rest))
    others = tuple(Decimal(match[1].replace(",", "")) for match in found if match is not None)
    return _Row(amounts, others[:_MOST_OTHERS])


def _judge(reading: Reading, table: Table, row: _Row) -> Finding | Held:
    spent, left = row.amounts[Role.EXECUTED][1], row.amounts[Role.LEFT][1]
    sources = [row.amounts[role] for role in (Role.ARRIVED, Role.PLANNED) if role in row.amounts]
    places = tuple(cell_place(reading, table, cell) for cell, _ in row.amounts.values())
    for _, came in sources:
        if left in _remainders(came - spent, row.others):
            return Held(
                "balance", places, f"{written(came)} − {written(spent)} = {written(came - spent)}", CHECK.id
            )
    came = sources[0][1]
    return _finding(places, cell_place(reading, table, row.amounts[Role.LEFT][0]), came, spent, left)


def _remainders(rest: Decimal, others: Sequence[Decimal]) -> Iterator[Decimal]:
    """What can be left: the rest, and the rest with some of the other amounts added or taken off."""
    yield rest
    for size in range(1, len(others) + 1):
        for chosen in combinations(others, size):
            yield rest + sum(chosen)
            yield rest - sum(chosen)


def _finding(places: tuple[Place, ...], at: Place, came: Decimal, spent: Decimal, left: Decimal) -> Finding:
    due = came - spent
    step = Decimal(1).scaleb(-min(places_of(value) for value in (came, spent, left)))
    rounded = abs(due - left) * 2 <= step * 3 and min(places_of(value) for value in (came, spent, left)) > 0
    return Finding(
        code="balance",
        severity=Severity.SUSPICION if rounded else Severity.ERROR,
        where=(at, *(place for place in places if place != at)),
        claim=f"结余 {written(left)}",
        expected=written(due),
        arithmetic=f"{written(came)} − {written(spent)} = {written(due)} ≠ {written(left)}",
        verdict=Verdict(left - due, "", rounded),
        advice="请核对到位、支出与结余各数，使其相平；有上年结转或收回的，请单列。",
        check=CHECK.id,
    )


CHECK = Check("balance-table", 1, ("balance",), find)
