"""No more is executed than was budgeted, and no share of a whole exceeds 100 %, in the score sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import FundsRow, Sheet
from xunzheng.audit.sheet_directions import cannot_exceed_one
from xunzheng.audit.sheet_reading import plain_text, read_share, read_value, shown, unique, written
from xunzheng.quantities.units import Dimension


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each funds row that spends more than its budget or states a rate above 100 %; each such actual value.

    The total is an error; a row of 其中 is a suspicion, for money may have moved between the rows.
    """
    for sheet in reading.sheets:
        for number, row in enumerate(sheet.funds):
            yield from _funds(row, Severity.SUSPICION if number else Severity.ERROR)
        yield from _actual_values(sheet)


def _funds(row: FundsRow, severity: Severity) -> Iterator[Finding]:
    budget = row.budget.value if row.budget else None
    executed = row.executed.value if row.executed else None
    rate = read_share(row.rate)
    known = budget is not None and executed is not None and budget > 0
    computed = Fraction(executed or 0) / Fraction(budget) if known and budget else None
    if not (computed is not None and computed > 1) and not (
        computed is None and rate is not None and rate > 1
    ):
        return
    cells = (row.rate, row.executed, row.budget)
    yield Finding(
        code="over-hundred",
        severity=severity,
        where=unique((*(cell.place for cell in cells if cell is not None and cell.text.strip()), row.place)),
        claim=f"“{row.name}”执行率 {shown(row.rate)}",
        expected="执行数不超过预算数，执行率不超过 100%",
        arithmetic=_quotient(executed, budget, computed),
        advice="请核对预算数；预算有调整的，应按调整后的数填列并说明。",
        check=CHECK.id,
    )


def _quotient(executed: Decimal | None, budget: Decimal | None, computed: Fraction | None) -> str | None:
    if computed is None or executed is None or budget is None:
        return None
    return f"{written(executed)} ÷ {written(budget)} = {written(round(computed * 100, 2))}% > 100%"


def _actual_values(sheet: Sheet) -> Iterator[Finding]:
    for leaf in sheet.leaves():
        value = read_value(leaf.actual)
        if value is None or leaf.actual is None or not cannot_exceed_one(leaf.name):
            continue
        if value.quantity.unit.dimension is not Dimension.RATE or value.quantity.in_base <= 1:
            continue
        yield Finding(
            code="over-hundred",
            severity=Severity.ERROR,
            where=unique((leaf.actual.place, leaf.place)),
            claim=f"“{leaf.name}”实际 {plain_text(leaf.actual)}",
            expected="不超过 100%",
            arithmetic=f"{plain_text(leaf.actual)} > 100%",
            advice="请核对该比率的分子和分母。",
            check=CHECK.id,
        )


CHECK = Check("over-hundred-sheet", 1, ("over-hundred",), find)
