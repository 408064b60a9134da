"""How exact numbers are written in a trace, so that a person can follow the sum."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_PLACES = 6
_SHOWN = 4


def write(number: Fraction | Decimal) -> str:
    """The number in decimal digits, without trailing zeros; with ≈ where six places cannot hold it.

    >>> write(Fraction(23, 2)), write(Fraction(1, 3))
    ('11.5', '≈0.3333')
    """
    exact = Fraction(number)
    scaled = exact * 10**_PLACES
    if scaled.denominator == 1:
        return _digits(scaled.numerator, _PLACES)
    return "≈" + _digits(nearest(exact * 10**_SHOWN), _SHOWN)


def write_percent(share: Fraction | Decimal) -> str:
    """The share as per cent: 0.7864 is `78.64%`."""
    return write(Fraction(share) * 100) + "%"


def nearest(number: Fraction) -> int:
    """The nearest whole number; halves go away from zero (四舍五入)."""
    magnitude = (2 * abs(number.numerator) + number.denominator) // (2 * number.denominator)
    return magnitude if number >= 0 else -magnitude


def _digits(scaled: int, places: int) -> str:
    whole, part = divmod(abs(scaled), 10**places)
    decimals = str(part).zfill(places).rstrip("0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
