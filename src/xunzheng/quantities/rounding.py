"""What stated digits allow: rounding half up, the bounds of a number, and sums and rates against them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from fractions import Fraction

from xunzheng.quantities.quantity import Precision, Quantity

# Sums, differences and products of decimals are exact or they stop: never silently rounded.
_EXACT = Context(prec=2000, traps=[Inexact])
_INFINITY = Decimal("Infinity")


def round_half_up(value: Decimal | Fraction, places: int) -> Decimal:
    """The value rounded to `places` digits behind the point; a half goes away from zero (四舍五入).

    Rule: GB/T 8170 knows half-even; budget practice and the official tables round half up. `places`
    may be negative (-4 rounds 元 to whole 万元). Exact for any fraction.

    >>> round_half_up(Decimal("0.125"), 2), round_half_up(Fraction(46, 148) * 100, 2)
    (Decimal('0.13'), Decimal('31.08'))
    """
    return _cut(value, places, Fraction(1, 2))


def truncate(value: Decimal | Fraction, places: int) -> Decimal:
    """The value with all digits after the first `places` behind the point dropped, towards zero.

    >>> truncate(Fraction(3169, 3240) * 100, 2)
    Decimal('97.80')
    """
    return _cut(value, places, Fraction(0))


def _cut(value: Decimal | Fraction, places: int, shift: Fraction) -> Decimal:
    scaled = Fraction(value) * Fraction(10) ** places
    digits = int(abs(scaled) + shift)
    return Decimal(digits if scaled >= 0 else -digits).scaleb(-places, _EXACT)


def bounds(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """The least and greatest true value that the stated digits allow, in the unit's base.

    Half a step either side of the value; for an exact whole count, the count itself; for 约 a full step
    either side. What is stated as at least (余, 以上, ≥) is open upwards, as at most downwards: that end is
    Infinity. A range is bounded by its ends.

    >>> from xunzheng.quantities.units import WAN_YUAN
    >>> bounds(Quantity(Decimal(491), WAN_YUAN))
    (Decimal('4905000'), Decimal('4915000'))
    """
    with localcontext(_EXACT):
        value, step = quantity.in_base, quantity.step
        if quantity.precision is Precision.OVER:
            return value, _INFINITY
        top = value if quantity.upper is None else quantity.upper * quantity.unit.factor
        if quantity.precision is Precision.UNDER:
            return -_INFINITY, top
        if quantity.upper is not None or quantity.is_whole_count:
            return value, top
        slack = step if quantity.precision is Precision.ABOUT else step / 2
        return value - slack, value + slack


@dataclass(frozen=True, slots=True)
class SumComparison:
    """A stated total against the sum of its stated parts, all in the base of their unit.

    `difference` is total − sum, exactly. `low` and `high` bound the true sum by the digits of the parts.
    `explained_by_rounding` is true where the two differ and some true values behind the stated digits
    (or hedges) make them equal; whole counts never do.
    """

    sum: Decimal
    difference: Decimal
    holds: bool
    explained_by_rounding: bool
    low: Decimal
    high: Decimal


def compare_sum(total: Quantity, parts: Sequence[tuple[int, Quantity]]) -> SumComparison:
    """Whether the parts, each with its sign (+1 or −1), add up to the total.

    The order of the parts does not matter; time is linear in their number. Raises ValueError where a
    part cannot be added to the total: the caller decides first what a bare number is to mean.

    >>> from xunzheng.quantities.units import WAN_YUAN
    >>> parts = [(1, Quantity(Decimal(449), WAN_YUAN)), (1, Quantity(Decimal(43), WAN_YUAN))]
    >>> compared = compare_sum(Quantity(Decimal(491), WAN_YUAN), parts)
    >>> compared.difference, compared.explained_by_rounding
    (Decimal('-10000'), True)
    """
    for _, part in parts:
        if not part.unit.adds_to(total.unit):
            raise ValueError(
                f"单位不同，不能相加：合计的单位是“{total.unit.symbol}”，分项的单位是“{part.unit.symbol}”。"
            )
    with localcontext(_EXACT):
        added = sum((sign * part.in_base for sign, part in parts), Decimal(0))
        difference = total.in_base - added
        low = sum((_end(sign, part, 0) for sign, part in parts), Decimal(0))
        high = sum((_end(sign, part, 1) for sign, part in parts), Decimal(0))
        least, greatest = bounds(total)
        holds = difference == 0
        explained = not holds and low <= greatest and least <= high
        return SumComparison(added, difference, holds, explained, low, high)


def _end(sign: int, part: Quantity, end: int) -> Decimal:
    """The lower (0) or upper (1) bound of a part with its sign."""
    return bounds(part)[end] if sign > 0 else -bounds(part)[1 - end]


class RateMatch(enum.StrEnum):
    """By what a stated rate follows from its numerator and denominator; the first that applies."""

    EXACT = "exact"
    ROUNDED = "rounded"  # half up to the stated digits
    TRUNCATED = "truncated"  # the further digits dropped
    OPERANDS = "operands"  # only because numerator or denominator are themselves rounded
    HEDGED = "hedged"  # stated with 约, 以上, ≥ or as a range, and compatible with it
    NONE = "none"
    UNDEFINED = "undefined"  # the denominator is zero


@dataclass(frozen=True, slots=True)
class RateComparison:
    """A stated rate against numerator ÷ denominator, as plain ratios (0.7864 for 78.64 %).

    `exact` is None where the denominator is zero. `rounded` is what should have been stated: the
    exact rate in the stated unit, half up to the stated digits. `low` and `high` bound the true rate
    by the digits of the operands, None where those leave it open. `shorter_places` is the smaller
    number of digits at which the stated value would be the exact rate rounded (46/148 given as 31.00 %
    was rounded to 0 digits and padded), None where no such number is.
    """

    exact: Fraction | None
    stated: Fraction
    rounded: Decimal | None
    holds: bool
    by: RateMatch
    low: Fraction | None = None
    high: Fraction | None = None
    shorter_places: int | None = None


def compare_rate(stated: Quantity, numerator: Quantity, denominator: Quantity) -> RateComparison:
    """Whether a stated rate follows from its numerator and denominator.

    Both are taken in the base of their units; the caller sees to it that these belong together and that
    a bare `100` meant as a percentage has been given its unit.

    >>> from xunzheng.quantities.units import PERCENT, PERSON
    >>> rate = Quantity(Decimal("31.00"), PERCENT, places=2)
    >>> compared = compare_rate(rate, Quantity(Decimal(46), PERSON), Quantity(Decimal(148), PERSON))
    >>> compared.holds, compared.rounded, compared.shorter_places
    (False, Decimal('31.08'), 0)
    """
    with localcontext(_EXACT):
        claimed = Fraction(stated.in_base)
        if denominator.in_base == 0:
            return RateComparison(None, claimed, None, False, RateMatch.UNDEFINED)
        exact = Fraction(numerator.in_base) / Fraction(denominator.in_base)
        in_unit = exact / Fraction(stated.unit.factor)
        low, high = _quotient_bounds(numerator, denominator)
        by = _match(stated, exact, in_unit, low, high)
    rounded = round_half_up(in_unit, stated.places)
    shorter = _shorter_places(stated, in_unit) if rounded != stated.value else None
    return RateComparison(exact, claimed, rounded, by is not RateMatch.NONE, by, low, high, shorter)


def _match(
    stated: Quantity, exact: Fraction, in_unit: Fraction, low: Fraction | None, high: Fraction | None
) -> RateMatch:
    if Fraction(stated.in_base) == exact:
        return RateMatch.EXACT
    if round_half_up(in_unit, stated.places) == stated.value:
        return RateMatch.ROUNDED
    if truncate(in_unit, stated.places) == stated.value:
        return RateMatch.TRUNCATED
    least, greatest = bounds(stated)
    if stated.precision is not Precision.EXACT or stated.upper is not None:
        return RateMatch.HEDGED if _overlap(exact, exact, least, greatest) else RateMatch.NONE
    if low is not None and high is not None and low < high and _overlap(low, high, least, greatest):
        return RateMatch.OPERANDS
    return RateMatch.NONE


def _overlap(low: Fraction, high: Fraction, least: Decimal, greatest: Decimal) -> bool:
    below = greatest.is_infinite() or low <= Fraction(greatest)
    return below and (least.is_infinite() or Fraction(least) <= high)


def _quotient_bounds(
    numerator: Quantity, denominator: Quantity
) -> tuple[Fraction, Fraction] | tuple[None, None]:
    """The least and greatest quotient; none where an end is open or the denominator may be zero."""
    above, below = bounds(numerator), bounds(denominator)
    if any(end.is_infinite() for end in (*above, *below)) or below[0] <= 0 <= below[1]:
        return None, None
    quotients = [Fraction(top) / Fraction(bottom) for top in above for bottom in below]
    return min(quotients), max(quotients)


def _shorter_places(stated: Quantity, in_unit: Fraction) -> int | None:
    fewer = range(stated.places - 1, -1, -1)
    return next((places for places in fewer if round_half_up(in_unit, places) == stated.value), None)
