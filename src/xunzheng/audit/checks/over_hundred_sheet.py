"""No more is executed than was budgeted, and no share of a whole exceeds 100 %, in the score sheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode
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
        share = _share(leaf)
        if share is None or share <= 1 or leaf.actual is None or not cannot_exceed_one(leaf.name):
            continue
        yield Finding(
            code="over-hundred",
            severity=Severity.ERROR,
            where=unique((leaf.actual.place, leaf.place)),
            claim=f"“{leaf.name}”实际 {plain_text(leaf.actual)}",
            expected="不超过 100%",
            arithmetic=f"{written(share * 100)}% > 100%",
            advice="请核对该比率的分子和分母。",
            check=CHECK.id,
        )


def _share(leaf: SheetNode) -> Fraction | None:
    """The actual value as a share of one: a percentage, or a bare number beside a target in per cent."""
    value, target = read_value(leaf.actual), read_value(leaf.target)
    if value is None:
        return None
    if value.quantity.unit.dimension is Dimension.RATE:
        return Fraction(value.quantity.in_base)
    beside = target is not None and target.quantity.unit.symbol == "%"
    bare = value.quantity.unit.dimension is Dimension.NUMBER
    return Fraction(value.quantity.value) / 100 if beside and bare else None


CHECK = Check("over-hundred-sheet", 1, ("over-hundred",), find)
