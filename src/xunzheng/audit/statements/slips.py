"""Slips of the pen: two numbers that differ by one digit, one swap or one digit lost."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

_FEWEST = 3  # digits; shorter numbers are close to one another by nature
_MOST = 28


def is_slip(stated: Decimal, right: Decimal, places: int = 0) -> bool:
    """Whether writing `right` with one wrong, swapped, lost or doubled digit gives `stated`.

    Both are compared with at least `places` decimals. Numbers of one or two digits, zeros at the
    end of both aside, and equal ones are no slips.

    >>> is_slip(Decimal("17.916"), Decimal("17.196"))
    True
    """
    if stated == right or min(stated, right) <= 0:
        return False
    digits = [_digits(each, places, other) for each, other in ((stated, right), (right, stated))]
    while digits[0].endswith("0") and digits[1].endswith("0"):
        digits = [each[:-1] for each in digits]
    if min(map(len, digits)) < _FEWEST or max(map(len, digits)) > _MOST:
        return False
    return _one_wrong(*digits) if len(digits[0]) == len(digits[1]) else _one_lost(*sorted(digits, key=len))


def _digits(number: Decimal, places: int, other: Decimal) -> str:
    """The digits of a number down to the last decimal of either, without the point."""
    shown = max(places, *(-int(each.normalize().as_tuple().exponent) for each in (number, other)))
    return str(int(number.scaleb(shown)))


def _one_wrong(first: str, second: str) -> bool:
    differ = [at for at, (one, two) in enumerate(zip(first, second, strict=True)) if one != two]
    if len(differ) == 1:
        return True
    swapped = [b - a == 1 and first[a] == second[b] and first[b] == second[a] for a, b in pairwise(differ)]
    return swapped == [True]


def _one_lost(shorter: str, longer: str) -> bool:
    if len(longer) - len(shorter) != 1:
        return False
    at = next((i for i, sign in enumerate(shorter) if sign != longer[i]), len(shorter))
    return shorter[at:] == longer[at + 1 :]
