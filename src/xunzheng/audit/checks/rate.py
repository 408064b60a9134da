"""A stated rate follows from its numerator over some lawful denominator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.arithmetic import write_rate
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import Flow, RateClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.rounding import RateComparison, compare_rate
from xunzheng.quantities.units import Dimension

_CLOSE = Fraction(1, 5)
_MONEY_DIVISORS = (Stage.PLANNED, Stage.ARRIVED, Stage.CARRIED)
_STAGES: tuple[tuple[tuple[str, ...], Stage, tuple[Stage, ...], Dimension | None], ...] = (
    (("到位率", "到账率", "到位比例"), Stage.ARRIVED, (Stage.PLANNED,), Dimension.MONEY),
    (
        ("执行率", "支付率", "支出率", "使用率", "拨付率", "兑付率", "发放率",
         "支出进度", "执行进度", "支付进度", "拨付进度", "支出比例", "执行比例"),
        Stage.SPENT, _MONEY_DIVISORS, Dimension.MONEY,
    ),
    (("结余率", "结转率", "结转结余率"), Stage.LEFT, _MONEY_DIVISORS, Dimension.MONEY),
    (("办结率", "化解率", "结案率"), Stage.CLOSED, (Stage.ACCEPTED,), None),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Trial:
    """A numerator and denominator tried, and what came of it."""

    numerator: Figure
    denominator: Figure
    comparison: RateComparison


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each named rate whose numerator and denominators the paragraph gives.

    An error only if the paragraph leaves one numerator and every lawful denominator fails; where
    several numerators could be meant, a suspicion; where none is named, nothing.
    """
    for claim in reading.rates:
        trials, definite = _trials(claim)
        if not trials:
            continue
        fitting = next((t for t in trials if t.comparison.holds), None)
        if fitting is not None:
            yield Held("rate", _where(reading, claim, fitting), _written(claim, fitting), CHECK.id)
        elif definite or _known(claim):
            yield _finding(reading, claim, trials, definite)


def _trials(claim: RateClaim) -> tuple[list[_Trial], bool]:
    """What can be tried, nearest first, and whether only one numerator and denominator can be meant."""
    for names, over, under, dimension in _STAGES:
        if claim.name.endswith(names):
            here = _of_stages(claim, over, under, dimension, claim.near)
            both = here or _of_stages(claim, over, under, dimension, (*claim.around, *claim.near))
            return both, _definite(both)
    trials = list(_by_name(claim))
    return trials, _definite(trials) and all(_near(t, claim) for t in trials)


def _known(claim: RateClaim) -> bool:
    """Whether the rate's name says which stages of the money or work it divides."""
    return any(claim.name.endswith(names) for names, *_ in _STAGES)


def _near(trial: _Trial, claim: RateClaim) -> bool:
    """Whether the quotient is close enough to the stated rate to be what it was meant to be, or undefined."""
    exact = trial.comparison.exact
    return exact is None or abs(exact - Fraction(claim.figure.quantity.in_base)) <= _CLOSE


def _by_name(claim: RateClaim) -> Iterator[_Trial]:
    """For a rate of work (签约率): the figure whose words hold its name, over those before it that are larger.

    If the figure just before the rate bears another name, it is tried too, but proves nothing wrong.
    """
    before = [f.figure for f in claim.near if f.figure.start < claim.figure.start]
    stem = claim.name.removesuffix("率")[-2:]
    named = [f for f in before if stem and all(sign in f.label + f.tail[:6] for sign in stem)]
    for numerator in (named or before)[-1:]:
        wholes = [
            f for f in before
            if f is not numerator and f.quantity.in_base >= numerator.quantity.in_base
        ]
        if named or _fits_any(claim.figure, numerator, wholes):
            yield from _pairs(claim.figure, [numerator], wholes)


def _fits_any(stated: Figure, numerator: Figure, wholes: Sequence[Figure]) -> bool:
    return any(trial.comparison.holds for trial in _pairs(stated, [numerator], wholes))


def _of_stages(
    claim: RateClaim, over: Stage, under: Sequence[Stage], dimension: Dimension | None, flows: Sequence[Flow]
) -> list[_Trial]:
    usable = [f for f in flows if dimension is None or f.figure.quantity.unit.dimension is dimension]
    numerators = [f.figure for f in usable if f.stage is over]
    denominators = [f.figure for f in usable if f.stage in under]
    least = min((n.quantity.in_base for n in numerators), default=Decimal(0))
    denominators += [
        f.figure
        for f in usable
        if f.stage is None and f.figure.bracket == -1 and f.figure.quantity.in_base >= least
    ]
    return list(_pairs(claim.figure, numerators, denominators))


def _pairs(stated: Figure, numerators: Sequence[Figure], denominators: Sequence[Figure]) -> Iterator[_Trial]:
    for numerator in reversed(numerators[-4:]):
        for denominator in reversed(denominators[-6:]):
            if numerator is not denominator and numerator.base == denominator.base:
                comparison = compare_rate(stated.quantity, numerator.quantity, denominator.quantity)
                yield _Trial(numerator, denominator, comparison)


def _definite(trials: Sequence[_Trial]) -> bool:
    return (
        len({t.numerator.quantity.in_base for t in trials}) == 1
        and len({t.denominator.quantity.in_base for t in trials}) == 1
    )


def _where(reading: Reading, claim: RateClaim, trial: _Trial) -> tuple[Place, ...]:
    figures = (claim.figure, trial.numerator, trial.denominator)
    return tuple(reading.figure_place(claim.sentence, figure) for figure in figures)


def _written(claim: RateClaim, trial: _Trial) -> str:
    return write_rate(claim.figure.quantity, trial.numerator.quantity, trial.denominator.quantity)


def _finding(reading: Reading, claim: RateClaim, trials: Sequence[_Trial], definite: bool) -> Finding:
    nearest = min(trials, key=lambda t: _distance(t.comparison, claim))
    zero = nearest.comparison.exact is None
    return Finding(
        code="undefined-rate" if zero else "rate",
        severity=Severity.ERROR if definite else Severity.SUSPICION,
        where=_where(reading, claim, nearest),
        claim=f"{claim.name}{claim.figure.text}",
        expected="无法计算（分母为零）"
        if zero
        else "；".join(dict.fromkeys(_written(claim, t) for t in trials[:4])),
        arithmetic=_written(claim, nearest),
        advice="请按所用口径重新计算该比率，并注明分子、分母。",
        check=CHECK.id,
    )


def _distance(comparison: RateComparison, claim: RateClaim) -> Fraction:
    if comparison.exact is None:
        return Fraction(10**9)
    return abs(comparison.exact - Fraction(claim.figure.quantity.in_base))


CHECK = Check("rate", 1, ("rate", "undefined-rate"), find)
