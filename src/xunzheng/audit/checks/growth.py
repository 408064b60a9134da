"""A stated growth or reduction follows from the two values beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import permutations

from xunzheng.audit.arithmetic import rate_fits
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import GrowthClaim, is_change, is_earlier
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.rounding import round_half_up
from xunzheng.quantities.writing import write, write_number

_Trial = tuple[Figure, Figure, Fraction]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each growth rate with two values (or a value and the change) of one unit in its sentence."""
    for claim in reading.growths:
        if len(claim.values) < 2:
            continue
        fitting = next((t for t in _trials(claim) if rate_fits(claim.figure.quantity, t[2])), None)
        if fitting is not None:
            yield Held("growth", _where(reading, claim, fitting), _written(claim, fitting), CHECK.id)
        elif claim.pair is not None and claim.pair[1].quantity.value:
            later, earlier = claim.pair
            yield _finding(reading, claim, (later, earlier, _change(claim, later, earlier)))


def _change(claim: GrowthClaim, later: Figure, earlier: Figure) -> Fraction:
    before, after = (Fraction(f.quantity.in_base) for f in (earlier, later))
    return (before - after if claim.falling else after - before) / before


def _trials(claim: GrowthClaim) -> Iterator[_Trial]:
    """(later, earlier, rate) for each way in which two of the values can be before and after.

    Where one of them is the change itself (减少3.5万元，下降10%), the other is the value before it, or
    after it if the words do not call it the earlier one.
    """
    changes = [f for f in claim.values if is_change(f)]
    levels = [f for f in claim.values if f not in changes]
    named = [f for f in levels if is_earlier(f)]
    for earlier, later in permutations(levels, 2):
        if earlier.quantity.value and (not named or earlier in named):
            yield later, earlier, _change(claim, later, earlier)
    for level in named or levels:
        for change in changes:
            before = Fraction(level.quantity.in_base)
            if not named:
                step = Fraction(change.quantity.in_base)
                before = before + step if claim.falling else before - step
            if before > 0:
                yield change, level, Fraction(change.quantity.in_base) / before


def _where(reading: Reading, claim: GrowthClaim, trial: _Trial) -> tuple[Place, ...]:
    return tuple(reading.figure_place(claim.sentence, f) for f in (claim.figure, trial[0], trial[1]))


def _written(claim: GrowthClaim, trial: _Trial) -> str:
    later, earlier, rate = trial
    stated = claim.figure.quantity
    exact = write_number(round_half_up(rate * 100, max(stated.places, 2)))
    left = f"{_change_written(claim, later, earlier)} ÷ {write(earlier.quantity)} = {exact}%"
    return left if rate_fits(stated, rate) else f"{left} ≠ {write(stated)}"


def _change_written(claim: GrowthClaim, later: Figure, earlier: Figure) -> str:
    if is_change(later):
        return write(later.quantity)
    first, second = (earlier, later) if claim.falling else (later, earlier)
    return f"（{write(first.quantity)} − {write(second.quantity)}）"


def _finding(reading: Reading, claim: GrowthClaim, trial: _Trial) -> Finding:
    return Finding(
        code="growth",
        severity=Severity.ERROR,
        where=_where(reading, claim, trial),
        claim=f"{claim.figure.label[-8:]}{claim.figure.text}",
        expected=_written(claim, trial),
        arithmetic=_written(claim, trial),
        advice="请按前后两个数重新计算增减幅度。",
        check=CHECK.id,
    )


CHECK = Check("growth", 1, ("growth",), find)
