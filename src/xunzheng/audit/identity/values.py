"""Two stated values: whether they are one within their digits, and how they look if not."""

from __future__ import annotations

import enum
from dataclasses import replace
from decimal import Decimal

from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import round_half_up, truncate


class Nearness(enum.Enum):
    """How two differing values look to a reader who suspects a slip of the pen."""

    SWAPPED = "数字颠倒"
    DIGIT = "仅一位数字不同"
    SHIFTED = "多写或少写一位"
    NEAR = "数值相近"
    FAR = ""


PLAIN = 36
"""Points from which a difference is so plainly a slip that the stage and source of money matter less."""


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether two values are one: equal, or the coarser one is the finer one rounded or cut off.

    >>> from xunzheng.quantities.scan import mentions
    >>> agree(*(each.quantity for each in mentions("9.6万人次，96318人次")))
    True
    """
    first, second = one.in_base, other.in_base
    if first == second:
        return True
    if one.unit == other.unit and one.places == other.places:
        return False
    fine, coarse = (one, other) if one.step < other.step else (other, one)
    ratio = fine.in_base / coarse.unit.factor
    return coarse.value in (round_half_up(ratio, coarse.places), truncate(ratio, coarse.places))


def nearness(one: Quantity, other: Quantity) -> tuple[Nearness, int]:
    """How two differing values look, and the points that this gives.

    The more digits agree or are exchanged, the less likely it is that they are two things' by chance.
    """
    if one.unit == other.unit and one.places != other.places:
        one, other = _shortened(one, other), _shortened(other, one)
    low, high = sorted((one.in_base, other.in_base))
    gap = (high - low) / high
    a, b, length = _digits(one, other)
    if len(a) == len(b):
        changed = [at for at, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        if len(changed) > 1 and sorted(a) == sorted(b):
            beside = changed[-1] - changed[0] == 1 and len(a) > 2
            if length == 3 and gap > Decimal("0.75" if beside else "0.6"):
                return Nearness.FAR, -10
            if beside:
                points = {2: 22, 3: 34, 4: 40}.get(length, 42)
                return Nearness.SWAPPED, points - (8 if length == 3 and gap > Decimal("0.5") else 0)
            if length == 2 and gap > Decimal("0.5"):
                return Nearness.NEAR, 2
            return Nearness.NEAR, {2: 12, 3: 15, 4: 22}.get(length, 28)
        if len(changed) == 1 and gap <= Decimal("0.4"):
            points = {1: 8, 2: 16, 3: 24, 4: 28}.get(length, PLAIN)
            return Nearness.DIGIT, points - (0 if gap <= Decimal("0.15") else 6)
        if len(changed) == 1 and length > 1:
            return Nearness.DIGIT, {2: 4, 3: 10, 4: 16}.get(length, 22)  # the first digit: 352, 652
    if one.unit == other.unit and high == 10 * low and min(len(a), len(b)) > 2:
        return Nearness.SHIFTED, 22
    if gap <= Decimal("0.05"):
        return Nearness.NEAR, 16
    if gap <= Decimal("0.12"):
        return Nearness.NEAR, 13
    if gap <= Decimal("0.25"):
        return Nearness.NEAR, 6
    return Nearness.FAR, -10


def _shortened(one: Quantity, other: Quantity) -> Quantity:
    """A quantity rounded to the places of another one that has fewer: 88.28 beside 88.7 is 88.3."""
    if one.places <= other.places:
        return one
    return replace(one, value=round_half_up(one.value, other.places), places=other.places)


def _digits(one: Quantity, other: Quantity) -> tuple[str, str, int]:
    """The digits of two values, as written where both are in one unit, and how many of them say something."""
    values = (one.value, other.value) if one.unit == other.unit else (one.in_base, other.in_base)
    exponents = [int(value.normalize().as_tuple().exponent) for value in values]
    first, second = (str(int(value.scaleb(-min(*exponents, 0)))) for value in values)
    return first, second, len(first) - max(min(exponents), 0)
