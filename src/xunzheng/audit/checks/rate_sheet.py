"""The execution rates of the funds block follow from its own amounts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity, Verdict
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import FundsRow, Stated
from xunzheng.audit.sheet_reading import places_of, plain_text, shown, unique, written
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import RateComparison, RateMatch, compare_rate
from xunzheng.quantities.units import NUMBER, PERCENT, Unit

_BARE_SHARE = Decimal("1.5")  # a rate without % up to here may be a share of one


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated rate over the year's budget and the initial one; wrong only where neither yields it.

    Digits cut off, or rounded to fewer digits than are shown, are a suspicion, and so is a rate that only
    amounts with more digits than the table shows would give. 100 % where more was
    executed than budgeted is the customary cap; 0 ÷ 0 belongs to undefined-rate.
    """
    for sheet in reading.sheets:
        for row in sheet.funds:
            yield from _of_row(row)


def _of_row(row: FundsRow) -> Iterator[Finding | Held]:
    rate, executed = row.rate, row.executed
    if rate is None or rate.value is None or executed is None or executed.value is None:
        return
    divisors = [(cell, cell.value) for cell in (row.budget, row.initial) if cell is not None and cell.value]
    compared = [
        (cell, value, _compare(rate, unit, executed.value, value))
        for cell, value in divisors
        for unit in _units(rate)
    ]
    if not compared:
        return
    cell, value, best = min(compared, key=lambda each: _rank(each[2]))
    assert best.exact is not None
    where = unique((rate.place, executed.place, cell.place))
    arithmetic = f"{written(executed.value)} ÷ {written(value)} = {written(round(best.exact * 100, 4))}%"
    if _rank(best) == 0 or (best.exact > 1 and best.stated == 1):
        yield Held("rate", where, f"{arithmetic}，写作 {shown(rate)}", CHECK.id)
        return
    due = f"{best.rounded}%" if _units(rate) == [PERCENT] else f"{best.rounded}"
    yield Finding(
        code="rate",
        severity=Severity.SUSPICION if _rank(best) == 1 else Severity.ERROR,
        where=where,
        claim=f"“{row.name}”执行率 {shown(rate)}",
        expected=due,
        arithmetic=f"{arithmetic} ≠ {shown(rate)}",
        verdict=_verdict(best),
        advice=f"请按四舍五入改为 {due}。"
        if _rank(best) == 1
        else "请核对预算数、执行数和执行率，改正其中有误的一个。",
        check=CHECK.id,
    )


def _units(rate: Stated) -> list[Unit]:
    bare = "%" not in plain_text(rate)
    return [PERCENT, NUMBER] if bare and rate.value is not None and rate.value <= _BARE_SHARE else [PERCENT]


def _compare(rate: Stated, unit: Unit, executed: Decimal, budget: Decimal) -> RateComparison:
    assert rate.value is not None
    stated = Quantity(rate.value, unit, places_of(rate.value))
    amounts = [Quantity(value, NUMBER, places_of(value)) for value in (executed, budget)]
    return compare_rate(stated, *amounts)


def _rank(compared: RateComparison) -> int:
    """0 where the rate follows, 1 where it was cut off or would need digits that are not shown, else 2."""
    if compared.by in (RateMatch.EXACT, RateMatch.ROUNDED):
        return 0
    if compared.by is RateMatch.TRUNCATED or compared.shorter_places is not None:
        return 1
    return 1 if compared.by is RateMatch.OPERANDS else 2


def _verdict(compared: RateComparison) -> Verdict:
    assert compared.exact is not None
    difference = (compared.stated - compared.exact) * 100
    exact = Decimal(difference.numerator) / Decimal(difference.denominator)
    return Verdict(round(exact, 6), "百分点", explained_by_rounding=_rank(compared) == 1)


CHECK = Check("rate-sheet", 2, ("rate",), find)
