"""A stated growth or reduction follows from the two values beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations, product
from operator import attrgetter

from xunzheng.audit.arithmetic import rate_fits
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.parameters import Tolerance
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import is_percentage
from xunzheng.audit.statements.growths import GrowthClaim, GrowthKind, is_change, is_earlier, is_from_to
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.rounding import round_half_up
from xunzheng.quantities.writing import write, write_number

_COMPARED = re.compile(
    r"同比|环比|比上年|较上年|比去年|较去年|年均|平均|比|较|均|共|再|又|净|约|[^\u4e00-\u9fff]"
)
_Trial = tuple[Figure, Figure, Fraction]
_SIGNS = " ,:、;"


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each growth rate with two values (or a value and the change) of one unit in its sentence.

    Whatever two values give the rate, it is right; it is wrong where the words set two values against
    each other that do not, and an error only if they come near it, so that nothing else can be meant.
    """
    for claim in reading.growths:
        fitting = next((t for t in _trials(claim) if _fits(claim, t)), None)
        if fitting is not None:
            yield Held("growth", _where(reading, claim, fitting), _written(claim, fitting), CHECK.id)
            continue
        meant = _meant(claim)
        if meant is not None and not _of_another(claim, meant):
            yield _finding(reading, claim, meant, rules.parameters.tolerances.growth_certain)


def _fits(claim: GrowthClaim, trial: _Trial) -> bool:
    """Whether a trial gives the stated growth; points may be off by what the two rates were rounded by."""
    stated, (later, earlier, change) = claim.figure.quantity, trial
    if claim.kind is GrowthKind.POINTS:
        slack = max(later.quantity.step, earlier.quantity.step, stated.step)
        return abs(change - Fraction(stated.in_base)) <= Fraction(slack)
    if claim.kind is GrowthKind.MULTIPLE:
        return round_half_up(change, stated.places) == stated.value
    return rate_fits(stated, change)


def _of_another(claim: GrowthClaim, meant: _Trial) -> bool:
    """Whether the values move against the stated direction and it has a subject of its own (效率提高50%)."""
    named = len(_COMPARED.sub("", claim.subject)) > 1
    return named and (meant[2] < 0 or _made_another(claim, meant))


def _made_another(claim: GrowthClaim, meant: _Trial) -> bool:
    """Whether a rate between the values and this one is what they give (增幅为40%，旅游收入增长22%)."""
    figures = claim.sentence.figures
    at = bisect_left(figures, claim.figure.start, key=attrgetter("start"))
    last = max(meant[0].end, meant[1].end)
    between = [f for f in figures[max(at - 4, 0) : at] if f.start >= last and is_percentage(f)]
    return any(rate_fits(f.quantity, abs(meant[2])) for f in between)


def _meant(claim: GrowthClaim) -> _Trial | None:
    """The two values that the words set against each other, or the one value and its change."""
    if claim.pair is not None:
        later, earlier = claim.pair
        zero = not earlier.quantity.value
        return None if zero else (later, earlier, _change(claim, later, earlier))
    levels = [f for f in claim.values if not is_change(f)]
    if len(levels) != 1 or len(claim.values) != 2:
        return None
    trials = list(_trials(claim))
    return trials[-1] if trials else None


def _change(claim: GrowthClaim, later: Figure, earlier: Figure) -> Fraction:
    before, after = (Fraction(f.quantity.in_base) for f in (earlier, later))
    if claim.kind is GrowthKind.MULTIPLE:
        return after / before
    if claim.kind is GrowthKind.POINTS:
        return before - after if claim.falling else after - before
    return (before - after if claim.falling else after - before) / before


def _trials(claim: GrowthClaim) -> Iterator[_Trial]:
    """(later, earlier, rate) for each way in which two of the values can be before and after.

    Where one of them is the change itself (减少3.5万元，下降10%), the other is the value before it, or
    after it unless the words call it the earlier one.
    """
    changes = [f for f in claim.values if is_change(f)]
    levels = sorted((f for f in claim.values if f not in changes), key=is_earlier, reverse=True)
    told = claim.pair if claim.kind is GrowthKind.RATE and is_from_to(claim) else None
    for earlier, later in permutations(levels, 2):
        if earlier.quantity.value and (told is None or told != (earlier, later)):
            yield later, earlier, _change(claim, later, earlier)
    if claim.kind is not GrowthKind.RATE:
        return
    for level, change in product(_levels_before(claim, levels, changes), changes):
        step = Fraction(change.quantity.in_base)
        after = Fraction(level.quantity.in_base)
        for before in (after, after + step if claim.falling else after - step):
            if before > 0 and (before == after or not is_earlier(level)):
                yield change, level, step / before


def _levels_before(claim: GrowthClaim, levels: Sequence[Figure], changes: Sequence[Figure]) -> list[Figure]:
    """The values that a change may be taken over: the earlier of the two that it lies between, if it does."""
    steps = {change.quantity.in_base for change in changes}
    found = [
        earlier
        for earlier, later in permutations(levels, 2)
        if (later.quantity.in_base - earlier.quantity.in_base) * (-1 if claim.falling else 1) in steps
    ]
    return found or list(levels)


def _where(reading: Reading, claim: GrowthClaim, trial: _Trial) -> tuple[Place, ...]:
    return tuple(reading.block_place(f.start, f.end) for f in (claim.figure, trial[0], trial[1]))


def _written(claim: GrowthClaim, trial: _Trial) -> str:
    """The change over the value before it, as worked out by hand."""
    later, earlier, rate = trial
    stated = claim.figure.quantity
    sign = "−" if rate < 0 else ""
    left = f"{_division(claim, later, earlier, rate)} = {sign}{_shown(claim, abs(rate))}"
    if claim.kind is GrowthKind.POINTS and _fits(claim, trial) and rate != Fraction(stated.in_base):
        return f"{left}，与{write(stated)}的差可由四舍五入解释"
    return left if _fits(claim, trial) else f"{left} ≠ {write(stated)}"


def _shown(claim: GrowthClaim, rate: Fraction) -> str:
    stated = claim.figure.quantity
    exact = rate / Fraction(stated.unit.factor)
    return write_number(round_half_up(exact, max(stated.places, 2))) + stated.unit.symbol


def _division(claim: GrowthClaim, later: Figure, earlier: Figure, rate: Fraction) -> str:
    after, before = write(later.quantity), write(earlier.quantity)
    if claim.kind is GrowthKind.MULTIPLE:
        return f"{after} ÷ {before}"
    if claim.kind is GrowthKind.POINTS:
        return f"{before} − {after}" if claim.falling else f"{after} − {before}"
    if not is_change(later):
        change = f"{before} − {after}" if claim.falling else f"{after} − {before}"
        return f"（{change}） ÷ {before}"
    if rate * Fraction(earlier.quantity.in_base) == Fraction(later.quantity.in_base):
        return f"{after} ÷ {before}"
    return f"{after} ÷ （{before} {'+' if claim.falling else '−'} {after}）"


def _finding(reading: Reading, claim: GrowthClaim, trial: _Trial, certain: Tolerance) -> Finding:
    rate = trial[2]
    falls = claim.falling if rate >= 0 else not claim.falling
    near = abs(abs(rate) - Fraction(claim.figure.quantity.in_base)) <= Fraction(certain.value)
    return Finding(
        code="growth",
        severity=Severity.ERROR if near and not claim.loose else Severity.SUSPICION,
        where=_where(reading, claim, trial),
        claim=f"{claim.figure.label.strip(_SIGNS)[-8:]}{claim.figure.text}",
        expected=f"{_direction(claim, falls)}{_shown(claim, abs(rate))}",
        arithmetic=_written(claim, trial),
        advice="请按前后两个数重新计算增减幅度。",
        check=CHECK.id,
    )


def _direction(claim: GrowthClaim, falls: bool) -> str:
    return "" if claim.kind is GrowthKind.MULTIPLE else "下降" if falls else "增长"


CHECK = Check("growth", 3, ("growth",), find)
