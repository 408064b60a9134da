"""A stated rate tried against its numerators and denominators: each a figure, or several with signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.arithmetic import write_rate_of
from xunzheng.audit.finding import Place
from xunzheng.audit.parameters import Tolerance
from xunzheng.audit.reading import Reading
from xunzheng.audit.statements.flows import RateClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import RateComparison, compare_rate, round_half_up
from xunzheng.quantities.writing import write, write_number

_BASES = re.compile(
    r"调整后?(?:的)?预算|年初预算|全年预算|实际到位|到位资金|到位|下达资金|下达|应到位|计划|概算|总投资"
)
MOST_WHOLES = 6
"""How many denominators of a rate are tried."""

Signed = tuple[tuple[int, Figure], ...]
"""Figures with their signs, +1 or −1."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A numerator and denominator tried, each a figure or several with their signs, and what came of it."""

    over: Signed
    under: Signed
    comparison: RateComparison

    @property
    def numerator(self) -> Figure:
        """The figure on top, the first of several."""
        return self.over[0][1]

    @property
    def denominator(self) -> Figure:
        """The figure at the bottom, the first of several."""
        return self.under[0][1]


def pairs(stated: Figure, numerators: Sequence[Figure], denominators: Sequence[Figure]) -> Iterator[Trial]:
    """Each of the last three numerators over each of the last six denominators of its unit, nearest first."""
    for numerator in reversed(numerators[-3:]):
        for denominator in reversed(denominators[-MOST_WHOLES:]):
            if numerator is not denominator and numerator.base == denominator.base:
                yield attempt(stated, ((1, numerator),), ((1, denominator),))


def attempt(stated: Figure, over: Signed, under: Signed) -> Trial:
    """A stated rate against one sum over another."""
    return Trial(over, under, compare_rate(stated.quantity, _total(over), _total(under)))


def _total(signed: Signed) -> Quantity:
    """Several figures of one base as one quantity, in the unit of the first."""
    first = signed[0][1].quantity
    if len(signed) == 1:
        return first
    total = sum((sign * figure.quantity.in_base for sign, figure in signed), Decimal(0))
    return Quantity(total / first.unit.factor, first.unit, max(f.quantity.places for _, f in signed))


def is_near(trial: Trial, claim: RateClaim, distance: Tolerance) -> bool:
    """Whether the quotient is close enough to the stated rate to be what it was meant to be, or undefined."""
    exact = trial.comparison.exact
    return exact is None or abs(exact - Fraction(claim.figure.quantity.in_base)) <= Fraction(distance.value)


def is_definite(trials: Sequence[Trial]) -> bool:
    """Whether all trials have one numerator and one denominator, by their values."""
    return (
        len({t.numerator.quantity.in_base for t in trials}) == 1
        and len({t.denominator.quantity.in_base for t in trials}) == 1
    )


def places_of(reading: Reading, claim: RateClaim, trial: Trial) -> tuple[Place, ...]:
    """The rate's place first, then those of the figures that it is made of, in whatever paragraph."""
    figures = (claim.figure, *(f for _, f in trial.over), *(f for _, f in trial.under))
    return tuple(reading.block_place(figure.start, figure.end) for figure in figures)


def written(claim: RateClaim, trial: Trial) -> str:
    """The quotient, with the name of what it is of where the words give one: `（以调整后预算为分母）`."""
    over = [(sign, figure.quantity) for sign, figure in trial.over]
    under = [(sign, figure.quantity) for sign, figure in trial.under]
    text = write_rate_of(claim.figure.quantity, over, under)
    names = list(dict.fromkeys(m[-1] for _, f in trial.under if (m := _BASES.findall(f.label))))
    return f"{text}（以{'、'.join(names)}为分母）" if names and trial.comparison.holds else text


def expected(claim: RateClaim, trials: Sequence[Trial]) -> str:
    """The rate that follows from each lawful denominator: `70.33%（以8525.06万元为分母）`."""
    stated = claim.figure.quantity
    lines = []
    for trial in trials[:4]:
        exact = trial.comparison.exact
        if exact is not None:
            shown = round_half_up(exact / Fraction(stated.unit.factor), max(stated.places, 2))
            lines.append(f"{write_number(shown)}{stated.unit.symbol}（以{write(_total(trial.under))}为分母）")
    return "；".join(dict.fromkeys(lines))


def distance(comparison: RateComparison, claim: RateClaim) -> Fraction:
    """How far a quotient is from the stated rate; very far where there is none."""
    if comparison.exact is None:
        return Fraction(10**9)
    return abs(comparison.exact - Fraction(claim.figure.quantity.in_base))
