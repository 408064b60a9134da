"""The funds block's total is the sum of its rows, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from xunzheng.audit.arithmetic import sum_verdict, write_sum
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import FundsRow, Sheet, Stated
from xunzheng.audit.sheet_reading import places_of, says_nothing, unique, written
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import compare_sum
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN, Dimension, Unit

_COLUMNS: tuple[tuple[str, Callable[[FundsRow], Stated | None]], ...] = (
    ("年初预算数", lambda row: row.initial),
    ("全年预算数", lambda row: row.budget),
    ("全年执行数", lambda row: row.executed),
)
_UNITS = {
    unit.symbol: unit
    for unit in (YUAN, WAN_YUAN, YI_YUAN, Unit("千元", Dimension.MONEY, "元", Decimal(1000)))
}
_Part = tuple[FundsRow, Stated, Decimal]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each column of each funds block of a total and two rows or more.

    A single row of 其中 names a part only. Rows that open with 其中 below the second may divide the row
    above them, and are then left out. Dashes and empty cells are nothing.
    """
    for sheet in reading.sheets:
        if len(sheet.funds) < 3 or not _is_total(sheet.funds[0]):
            continue
        for name, cell_of in _COLUMNS:
            yield from _column(sheet, name, cell_of)


def _is_total(row: FundsRow) -> bool:
    return any(word in row.name for word in ("总额", "合计", "总计", "资金总", "小计"))


def _column(
    sheet: Sheet, name: str, cell_of: Callable[[FundsRow], Stated | None]
) -> Iterator[Finding | Held]:
    total = cell_of(sheet.funds[0])
    parts = _parts(sheet, cell_of)
    if total is None or total.value is None or parts is None or not parts:
        return
    readings = [
        parts,
        [part for n, part in enumerate(parts) if n == 0 or not part[0].name.startswith("其中")],
    ]
    unit = _UNITS.get(sheet.money_unit, WAN_YUAN)
    whole = Quantity(total.value, unit, places_of(total.value))
    for each in readings:
        if sum((value for _, _, value in each), Decimal(0)) == total.value:
            where = unique((total.place, *(cell.place for _, cell, _ in each)))
            yield Held("table-sum", where, write_sum(whole, _quantities(each, unit)), CHECK.id)
            return
    yield _finding(f"{sheet.funds[0].name}的{name}", total, whole, parts, unit)


def _parts(sheet: Sheet, cell_of: Callable[[FundsRow], Stated | None]) -> list[_Part] | None:
    found: list[_Part] = []
    for row in sheet.funds[1:]:
        cell = cell_of(row)
        if cell is not None and cell.value is not None:
            found.append((row, cell, cell.value))
        elif not says_nothing(cell):
            return None
    return found


def _quantities(parts: list[_Part], unit: Unit) -> list[tuple[int, Quantity]]:
    return [(1, Quantity(value, unit, places_of(value))) for _, _, value in parts]


def _finding(name: str, total: Stated, whole: Quantity, parts: list[_Part], unit: Unit) -> Finding:
    quantities = _quantities(parts, unit)
    compared = compare_sum(whole, quantities)
    exact = sum((value for _, _, value in parts), Decimal(0))
    partial = len(parts) == 1 and exact < whole.value
    doubtful = compared.explained_by_rounding or partial
    return Finding(
        code="table-sum",
        severity=Severity.SUSPICION if doubtful else Severity.ERROR,
        where=unique((total.place, *(cell.place for _, cell, _ in parts))),
        claim=f"{name} {total.text.strip()}{unit.symbol}",
        expected=f"各分项之和 {written(exact)}{unit.symbol}",
        arithmetic=write_sum(whole, quantities),
        verdict=sum_verdict(compared, unit),
        advice="请核对资金总额与各分项，改正其中有误的一个。",
        check=CHECK.id,
    )


CHECK = Check("funds-sum", 1, ("table-sum",), find)
