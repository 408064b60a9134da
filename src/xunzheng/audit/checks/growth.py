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
from xunzheng.audit.statements.flows import GrowthClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.rounding import round_half_up
from xunzheng.quantities.writing import write, write_number

_FROM_TO = ("由", "从", "自")
_BEFORE = ("上年", "去年", "上一年", "同期", "年初", "原", "之前", "改造前", "实施前")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each growth rate with two values (or a value and the change) of one unit in its sentence."""
    for claim in reading.growths:
        if len(claim.values) < 2:
            continue
        trials = list(_trials(claim))
        fitting = next((t for t in trials if rate_fits(claim.figure.quantity, t[2])), None)
        if fitting is not None:
            yield Held("growth", _where(reading, claim, fitting), _written(claim, fitting), CHECK.id)
        elif _explicit(claim) and trials:
            yield _finding(reading, claim, trials[0])


_Trial = tuple[Figure, Figure, Fraction]


def _trials(claim: GrowthClaim) -> Iterator[_Trial]:
    """(later, earlier, rate) for each way in which two of the values can be before and after."""
    for earlier, later in permutations(claim.values, 2):
        before, after = (Fraction(f.quantity.in_base) for f in (earlier, later))
        if before == 0:
            continue
        change = before - after if claim.falling else after - before
        if change >= 0:
            yield later, earlier, change / before
        for base in (before, before - after, before + after):
            if base > 0:
                yield later, earlier, after / base


def _explicit(claim: GrowthClaim) -> bool:
    """Whether the sentence says which two values are meant: 由…到…, or one of last year."""
    if len({f.quantity.in_base for f in claim.values}) != 2:
        return False
    labels = " ".join(f.label for f in claim.values)
    return any(word in labels for word in (*_FROM_TO, *_BEFORE))


def _where(reading: Reading, claim: GrowthClaim, trial: _Trial) -> tuple[Place, ...]:
    return tuple(reading.figure_place(claim.sentence, f) for f in (claim.figure, trial[0], trial[1]))


def _written(claim: GrowthClaim, trial: _Trial) -> str:
    later, earlier, rate = trial
    stated = claim.figure.quantity
    exact = write_number(round_half_up(rate * 100, max(stated.places, 2)))
    signs = (earlier, later) if claim.falling else (later, earlier)
    left = (
        f"（{write(signs[0].quantity)} − {write(signs[1].quantity)}）÷ {write(earlier.quantity)} = {exact}%"
    )
    same = rate_fits(stated, rate)
    return left if same else f"{left} ≠ {write(stated)}"


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
