"""The score is what the scoring rule gives: weight × execution rate, and the proportional rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Citation, Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode
from xunzheng.audit.sheet_bands import banded
from xunzheng.audit.sheet_directions import judged, lower_is_better, wrong_direction
from xunzheng.audit.sheet_reading import (
    UP,
    Attained,
    is_execution,
    places_of,
    plain_text,
    read_share,
    scored_leaves,
    shown,
    unique,
    written,
)
from xunzheng.audit.sheet_reasons import explained
from xunzheng.audit.sheet_sums import cut_to, points_verdict, rounds_to

_LONGEST = 200
_BEFORE = 24  # characters before a score that may say how it was computed
_BY_SHARE = re.compile(r"按[^。；;，,]{0,10}比例[^。；;，,]{0,6}$")
_HALF = Decimal("0.5")  # points are taken off by halves at least where somebody judges
_COMPUTED = re.compile(r"[=＝]\s*(\d{1,3}(?:\.\d{1,6})?)%")
_TOLD = re.compile(r"执行率[为是:]?(\d{1,3}(?:\.\d{1,6})?)%")
_NUMBER = "财预〔2020〕10号"


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each funds row and each unmet indicator with a partial score.

    Funds: weight × executed ÷ budget (the year's or the initial one), capped at the weight. Rounding to
    tenths or finer holds; to whole points, or cutting off, is a suspicion; anything else an error.
    Indicators: weight × actual ÷ target, or the reciprocal for ≤; practice differs, so a departure is a
    suspicion, unless whole or half points were taken off and a reason is given, and an error where the report
    itself calls the score that share; an execution rate among them is scored as the funds are.
    Whether a met or missed target has full marks belongs to attainment-score.
    """
    rule = _citation(rules)
    for sheet in reading.all_sheets:
        for row in sheet.funds:
            yield from _execution(row, rule)
        yield from _executed(sheet, rule)
        yield from _indicators(reading, sheet, rule)
        yield from _qualitative(sheet)


def _qualitative(sheet: Sheet) -> Iterator[Finding | Held]:
    """Outcomes told in the word of a band: the score lies in the band, which bounds it and no more."""
    for leaf, weight, score in scored_leaves(sheet):
        outcome = banded(leaf, sheet.layout)
        if outcome is None or outcome.share is None or not 0 <= score <= weight or sheet.layout is None:
            continue
        low, high = (
            Fraction(weight) * (end or 0) for end in (outcome.band.shares.low, outcome.band.shares.high)
        )
        cells = (leaf.score, leaf.actual, leaf.weight)
        where = unique(cell.place for cell in cells if cell is not None)
        span = f"“{outcome.band.word}”得分值的 {outcome.band.shares.in_percent()}"
        bounds = f"{span}，即 {written(low)}～{written(high)} 分"
        if outcome.position is not None:
            yield Held("score-recomputed", where, f"{bounds}，得分 {written(score)}", CHECK.id)
            continue
        yield Finding(
            code="score-recomputed",
            severity=Severity.SUSPICION,
            where=where,
            claim=f"“{leaf.name}”{shown(leaf.actual)}，得分 {shown(leaf.score)}",
            expected=bounds,
            arithmetic=f"{written(score)} ÷ {written(weight)} = {written(round(outcome.share * 100, 2))}%，"
            f"不在 {outcome.band.shares.in_percent()} 内",
            rule=cite(sheet.layout.basis),
            advice="请按定性指标的三档核定得分，或核对完成情况的写法。",
            check=CHECK.id,
        )


def _citation(rules: Rules) -> Citation | None:
    for framework in rules.frameworks:
        if framework.basis.number == _NUMBER:
            return cite(framework.basis)
    structures = rules.parameters.weight_structures
    return structures[0].citation if structures else None


def _execution(row: FundsRow, rule: Citation | None) -> Iterator[Finding | Held]:
    if row.weight is None or row.score is None or row.executed is None:
        return
    weight, score, executed = row.weight.value, row.score.value, row.executed.value
    if weight is None or score is None or executed is None or not 0 <= score <= weight:
        return
    divisors = [
        (s, s.value)
        for s in (row.budget, row.initial)
        if s is not None and s.value is not None and s.value > 0
    ]
    if not divisors:
        return
    due = [
        min(Fraction(weight), Fraction(weight) * Fraction(executed) / Fraction(value))
        for _, value in divisors
    ]
    where = unique((row.score.place, row.executed.place, divisors[0][0].place, row.weight.place))
    sums = [
        _written(weight, executed, value, points) for (_, value), points in zip(divisors, due, strict=True)
    ]
    for points, written_sum in zip(due, sums, strict=True):
        if points == score or (places_of(score) and rounds_to(points, score)):
            yield Held("score-recomputed", where, f"{written_sum}，得分 {written(score)}", CHECK.id)
            return
    stated_rate = read_share(row.rate)
    if stated_rate is not None and rounds_to(Fraction(weight) * stated_rate, score) and places_of(score):
        return  # the score follows from the stated rate, which the check of rates examines
    close = next(
        (n for n, points in enumerate(due) if rounds_to(points, score) or cut_to(points, score)), None
    )
    n = close or 0
    yield _finding(
        where,
        f"“{row.name}”得分 {shown(row.score)}",
        due[n],
        score,
        f"{sums[n]} ≠ {written(score)}（分）",
        Severity.ERROR if close is None else Severity.SUSPICION,
        rule,
    )


def _written(weight: Decimal, executed: Decimal, budget: Decimal, points: Fraction) -> str:
    whole = Fraction(weight) * Fraction(executed) / Fraction(budget)
    cap = "" if whole == points else f"，封顶 {written(weight)}"
    return f"{written(weight)} × {written(executed)} ÷ {written(budget)} = {written(whole)}{cap}"


def _indicators(reading: Reading, sheet: Sheet, rule: Citation | None) -> Iterator[Finding | Held]:
    rows = [
        (pair, weight, score)
        for leaf, weight, score in scored_leaves(sheet)
        if 0 <= score < weight
        and wrong_direction(leaf) is None
        and not is_execution(leaf.name)
        and (pair := _directed(judged(leaf), told=_is_by_share(reading, leaf)))
        and pair.met is False
    ]
    reasons = explained(reading, [pair.node for pair, _, _ in rows])
    for position, (pair, weight, score) in enumerate(rows):
        points = Fraction(weight) * (pair.proportion or 0)
        arithmetic = _proportional(pair, weight, points)
        stricter = score < points and position in reasons and (weight - score) % _HALF == 0
        by_share = _is_by_share(reading, pair.node)
        fits = rounds_to(points, score) or cut_to(points, score) or (stricter and not by_share)
        severity = Severity.ERROR if by_share else Severity.SUSPICION
        yield _outcome(pair.node, points, score, arithmetic, None if fits else severity, rule)


def _is_by_share(reading: Reading, leaf: SheetNode) -> bool:
    """Whether the words right before the score say that it is the share of the target that was reached."""
    start = leaf.score.place.start if leaf.score is not None else 0
    return _BY_SHARE.search(reading.document.text[max(0, start - _BEFORE) : start]) is not None


def _directed(pair: Attained | None, *, told: bool) -> Attained | None:
    """A pair without a sign pointed as its name says, where the score is told to be its share."""
    if pair is None or not told or pair.target.operator:
        return pair
    return replace(pair, target=replace(pair.target, operator="≤" if lower_is_better(pair.node) else "≥"))


def _executed(sheet: Sheet, rule: Citation | None) -> Iterator[Finding | Held]:
    """The execution rate where it stands among the indicators."""
    for leaf, weight, score in scored_leaves(sheet):
        executed = is_execution(leaf.name) and 0 <= score <= weight
        rate = _stated_rate(leaf, told=sheet.told) if executed else None
        if rate is None:
            continue
        points = min(Fraction(weight), Fraction(weight) * rate)
        arithmetic = f"{written(weight)} × {written(rate * 100)}% = {written(points)}"
        close = rounds_to(points, score) or cut_to(points, score)
        severity = Severity.SUSPICION if close else Severity.ERROR
        fits = points == score or (places_of(score) > 0 and rounds_to(points, score))
        if score == weight and points < weight and _has_target(leaf):
            continue  # full marks for a missed target belong to attainment-score
        yield _outcome(leaf, points, score, arithmetic, None if fits else severity, rule)


def _has_target(leaf: SheetNode) -> bool:
    pair = judged(leaf)
    return pair is not None and pair.met is False


def _stated_rate(leaf: SheetNode, *, told: bool) -> Fraction | None:
    """The execution rate that the indicator's row states: the actual value, or a quotient written out there.

    A target other than 100 % makes a rule of its own. In words the rate is told without a target.
    """
    if told and leaf.target is None:
        return read_share(leaf.actual)
    pair = judged(leaf)
    if pair is not None:
        whole = pair.unit == "%" and pair.target_base == pair.factor * 100
        return pair.actual_base / pair.target_base if whole else None
    texts = (plain_text(leaf.target), plain_text(leaf.actual), leaf.explanation, *leaf.notes[:2])
    computed = {match[1] for text in texts for match in _COMPUTED.finditer(text[:_LONGEST])}
    computed |= {match[1] for match in _TOLD.finditer(plain_text(leaf.reason)[:_LONGEST])}
    return Fraction(computed.pop()) / 100 if len(computed) == 1 else None


def _outcome(
    node: SheetNode,
    points: Fraction,
    score: Decimal,
    arithmetic: str,
    severity: Severity | None,
    rule: Citation | None,
) -> Finding | Held:
    cells = (node.score, node.target, node.actual, node.weight)
    where = unique(cell.place for cell in cells if cell is not None)
    if severity is None:
        return Held("score-recomputed", where, f"{arithmetic}，得分 {written(score)}", CHECK.id)
    claim = f"“{node.name}”得分 {shown(node.score)}"
    return _finding(where, claim, points, score, f"{arithmetic} ≠ {written(score)}（分）", severity, rule)


def _proportional(pair: Attained, weight: Decimal, points: Fraction) -> str:
    if not points:
        return f"目标 {pair.target.text}，实际 {pair.actual.text}，按比例为 0"
    upper, lower = pair.actual_base, pair.target_base
    if pair.target.operator not in UP:
        upper, lower = lower, upper
    return f"{written(weight)} × {pair.write(upper)} ÷ {pair.write(lower)} = {written(points)}"


def _finding(
    where: tuple[Place, ...],
    claim: str,
    due: Fraction,
    score: Decimal,
    arithmetic: str,
    severity: Severity,
    rule: Citation | None,
) -> Finding:
    exact = Decimal(due.numerator) / Decimal(due.denominator)
    return Finding(
        code="score-recomputed",
        severity=severity,
        where=where,
        claim=claim,
        expected=f"{written(due)} 分",
        arithmetic=arithmetic,
        verdict=points_verdict(score, exact),
        rule=rule,
        advice="请按计分规则重算得分，或写明所用的规则和取整方式。",
        check=CHECK.id,
    )


CHECK = Check("score-recomputed", 2, ("score-recomputed",), find)
