"""Laws: whether what a report tells agrees with itself, judged from the told figures alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

from bench.planted.sheet import grade_of
from bench.planted.telling import Report, Statement, plain


def broken(report: Report) -> Iterator[Statement]:
    """The statements that do not hold; those of which a part is gone are left out."""
    for statement in report.statements:
        if all(report.stands(mark) for mark in statement.figures()) and not holds(report, statement):
            yield statement


def holds(report: Report, statement: Statement) -> bool:
    """Whether a statement holds, to the digits that are told."""
    law = _LAWS.get(statement.law)
    return law is None or law(report, statement)


def disagreeing(report: Report) -> Iterator[str]:
    """The facts that are told with values that rounding does not reconcile."""
    told: dict[str, list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for mark in report.marks.values():
        if mark.kind == "figure" and mark.fact and report.stands(mark.number):
            told[mark.fact].append((mark.value, mark.half))
    for fact, values in told.items():
        if any(abs(a - b) > 2 * max(x, y) for a, x in values for b, y in values):
            yield fact


def _values(report: Report, statement: Statement, role: str) -> list[Fraction]:
    return [report.marks[mark].value for mark in statement.roles.get(role, ())]


def _slack(report: Report, statement: Statement) -> Fraction:
    return sum((report.marks[mark].half for mark in statement.figures()), Fraction(0))


def _one(report: Report, statement: Statement, role: str) -> Fraction:
    return _values(report, statement, role)[0]


def _sum(report: Report, statement: Statement) -> bool:
    total, parts = _one(report, statement, "total"), _values(report, statement, "parts")
    added = 10 if statement.extra == ("10",) else 0
    return abs(total - sum(parts, Fraction(0)) - added) <= _slack(report, statement)


def _weights(report: Report, statement: Statement) -> bool:
    if "total" not in statement.roles:
        return sum(_values(report, statement, "parts")) == 100
    return _sum(report, statement)


def fits(told: Fraction, exact: Fraction, half: Fraction) -> bool:
    """Whether a rate is the exact one, rounded or cut off to its last digit."""
    return abs(told - exact) <= half or 0 <= exact - told < 2 * half


def _rate(report: Report, statement: Statement) -> bool:
    whole = _one(report, statement, "whole")
    mark = report.marks[statement.roles["rate"][0]]
    if whole == 0:
        return False
    return fits(mark.value, _one(report, statement, "part") / whole * 100, mark.half)


def _growth(report: Report, statement: Statement) -> bool:
    before, after = _one(report, statement, "before"), _one(report, statement, "after")
    mark = report.marks[statement.roles["rate"][0]]
    change = (after - before) / before * 100
    return fits(mark.value, change if statement.extra == ("up",) else -change, mark.half)


def _balance(report: Report, statement: Statement) -> bool:
    came = sum((*_values(report, statement, "opening"), *_values(report, statement, "inflow")), Fraction(0))
    went = sum((*_values(report, statement, "outflow"), *_values(report, statement, "closing")), Fraction(0))
    return abs(came - went) <= _slack(report, statement)


def _product(report: Report, statement: Statement) -> bool:
    number = _one(report, statement, "count") * _one(report, statement, "price")
    for months in _values(report, statement, "months"):
        number *= months
    return abs(number - _one(report, statement, "amount")) <= _slack(report, statement)


def _count(report: Report, statement: Statement) -> bool:
    if statement.anchor < 0:
        return True
    words = plain(report.inside(statement.anchor))
    return _one(report, statement, "count") == sum(item in words for item in statement.extra)


def _limit(report: Report, statement: Statement) -> bool:
    return _one(report, statement, "value") <= _one(report, statement, "limit")


def _execution(report: Report, statement: Statement) -> bool:
    weight, score = _one(report, statement, "weight"), _one(report, statement, "score")
    exact = weight * _one(report, statement, "part") / _one(report, statement, "whole")
    return any(abs(score - _rounded(exact, places)) == 0 for places in (1, 2))


def _rounded(exact: Fraction, places: int, way: str = ROUND_HALF_UP) -> Fraction:
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Fraction(number.quantize(Decimal(1).scaleb(-places), way))


def _indicator(report: Report, statement: Statement) -> bool:
    if "score" not in statement.roles:
        return True
    weight, score = _one(report, statement, "weight"), _one(report, statement, "score")
    if not 0 <= score <= weight:
        return False
    if "target" not in statement.roles:
        return score == weight or _explained(report, statement)
    target, actual = _one(report, statement, "target"), _one(report, statement, "actual")
    down = statement.extra[0] == "≤"
    if (actual <= target) if down else (actual >= target):
        return score == weight
    part = target / actual if down else actual / target
    ways = (ROUND_HALF_UP, ROUND_DOWN)
    return any(score == _rounded(weight * part, places, way) for places in (1, 2) for way in ways)


def _explained(report: Report, statement: Statement) -> bool:
    reasons = statement.roles.get("reason", ())
    return not reasons or all(report.words(mark) for mark in reasons)


def _grade(report: Report, statement: Statement) -> bool:
    score = _one(report, statement, "score")
    grade = report.words(statement.roles["grade"][0])
    return grade.startswith(grade_of(Decimal(score.numerator) / Decimal(score.denominator)))


def _dates(report: Report, statement: Statement) -> bool:
    return _one(report, statement, "start") <= _one(report, statement, "end")


_LAWS: dict[str, Callable[[Report, Statement], bool]] = {
    "sum-of-parts": _sum,
    "table-sum": _sum,
    "score-sum": _sum,
    "weight-sum": _weights,
    "rate": _rate,
    "growth": _growth,
    "balance": _balance,
    "product": _product,
    "count-list": _count,
    "over-limit": _limit,
    "execution-score": _execution,
    "indicator": _indicator,
    "grade-band": _grade,
    "date-order": _dates,
}
