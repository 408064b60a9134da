"""A missed target has no full marks, and a met one loses no points without a reason."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_directions import judged, lower_is_better, wrong_direction
from xunzheng.audit.sheet_reading import (
    Attained,
    scored_leaves,
    shown,
    unique,
    written,
)
from xunzheng.audit.sheet_reasons import explained


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf with target, actual value, weight and score.

    Missed with full marks is an error where the sign says which way the target points, else (a target
    of exactly so many, or without sign) a suspicion, as where the proportional score, rounded to the
    decimals of the sheet's scores (one at the least), is the weight; met with points lost and no reason is a
    suspicion. A target whose sign cannot be meant is left to target-operator.
    """
    for sheet in reading.all_sheets:
        yield from _of_sheet(reading, sheet)


def _of_sheet(reading: Reading, sheet: Sheet) -> Iterator[Finding | Held]:
    rows = [
        (pair, weight, score)
        for leaf, weight, score in scored_leaves(sheet)
        if (pair := judged(leaf)) is not None and wrong_direction(leaf) is None and 0 <= score <= weight
    ]
    reasons = explained(reading, [pair.node for pair, _, _ in rows])
    places = max([1, *(-int(score.as_tuple().exponent) for _, _, score in rows)])
    for position, (pair, weight, score) in enumerate(rows):
        if score == weight:
            yield _full(pair, weight, places)
        elif pair.met and position not in reasons:
            yield _lost(pair, weight, score)


def _full(pair: Attained, weight: Decimal, places: int) -> Finding | Held:
    compared = f"实际 {pair.actual.text}，目标 {pair.target.text}"
    if pair.met or (pair.met is None and _seems_met(pair)):
        return Held("attainment-score", _where(pair), f"{compared}，达标得满分 {written(weight)}", CHECK.id)
    known = pair.met is False and not _is_rounded(pair, weight, places)
    sign = "=<>"[(pair.actual_base < pair.target_base) + 2 * (pair.actual_base > pair.target_base)]
    share = pair.proportion
    return Finding(
        code="attainment-score",
        severity=Severity.ERROR if known else Severity.SUSPICION,
        where=_where(pair),
        claim=f"“{pair.node.name}”目标 {pair.target.text}，实际 {pair.actual.text}，得满分 {written(weight)}",
        expected=f"未达目标，低于 {written(weight)} 分"
        + (f"（按比例为 {written(weight * share.numerator / share.denominator)} 分）" if share else ""),
        arithmetic=f"{pair.write(pair.actual_base)} {sign} {pair.write(pair.target_base)}，"
        f"得分 {written(weight)} 等于分值",
        advice="请按完成情况扣分，或核对目标值与实际值。",
        check=CHECK.id,
    )


def _is_rounded(pair: Attained, weight: Decimal, places: int) -> bool:
    """Whether the proportional score comes to the weight when it is rounded to so many decimals."""
    share = pair.proportion
    if share is None or share >= 1:
        return False  # just at a target that must be passed: nothing was rounded
    half = Fraction(1, 2 * 10**places)
    return Fraction(weight) - Fraction(weight) * share <= half


def _seems_met(pair: Attained) -> bool:
    """Whether a target without a direction of its own is met, by what the indicator's name says."""
    if lower_is_better(pair.node):
        return pair.actual_base <= pair.target_base
    return pair.actual_base >= pair.target_base


def _lost(pair: Attained, weight: Decimal, score: Decimal) -> Finding:
    compared = f"目标 {pair.target.text}，实际 {pair.actual.text}"
    return Finding(
        code="attainment-score",
        severity=Severity.SUSPICION,
        where=_where(pair),
        claim=f"“{pair.node.name}”{compared}，得 {shown(pair.node.score)} 分",
        expected=f"已达目标，应得满分 {written(weight)} 分，或写明扣分原因",
        arithmetic=f"{written(weight)} − {written(score)} = {written(weight - score)}（分）",
        advice="请写明扣分原因，或按完成情况给满分。",
        check=CHECK.id,
    )


def _where(pair: Attained) -> tuple[Place, ...]:
    node = pair.node
    cells = (node.target, node.actual, node.weight, node.score)
    return unique((node.place, *(cell.place for cell in cells if cell is not None)))


CHECK = Check("attainment-score", 2, ("attainment-score",), find)
