"""Amounts, rates, points and dates as a Chinese office writes them in a report, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Context, Decimal, Inexact
from fractions import Fraction

from xunzheng.quantities.writing import write_number

_EXACT = Context(prec=2000, traps=[Inexact])
_SHOWN = 2
_MOST = 8


def plain(number: Decimal) -> str:
    """The number in digits without trailing zeros.

    >>> plain(Decimal("900.00")), plain(Decimal("0.50"))
    ('900', '0.5')
    """
    text = write_number(number)
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def money(amount: Decimal) -> str:
    """An amount in 万元 with exactly the digits that it needs, so that parts add up as printed."""
    return f"{plain(amount)}万元"


def places_needed(amounts: Iterable[Decimal]) -> int:
    """How many digits behind the point the amounts need so that none is rounded: none, or two at least."""
    needed = max((len(plain(amount).partition(".")[2]) for amount in amounts), default=0)
    return max(needed, _SHOWN) if needed else 0


def rounded(number: Fraction, places: int = _SHOWN) -> Decimal:
    """The fraction to so many digits behind the point, half up."""
    scaled = number * 10**places
    whole = (2 * abs(scaled.numerator) + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if number >= 0 else -whole).scaleb(-places, _EXACT)


def rate(share: Fraction, against: Iterable[Fraction] = ()) -> str:
    """A share as per cent with two digits, or none where it is whole.

    More digits are written where two would make it 0 %, 100 % or one of the shares `against` that it is
    held against, without its being so: what is short of the target must not read as the target.

    >>> rate(Fraction(862, 862)), rate(Fraction(1860, 2400)), rate(Fraction(99999, 100000))
    ('100%', '77.50%', '99.999%')
    """
    hundred = share * 100
    if hundred.denominator == 1:
        return f"{hundred.numerator}%"
    bounds = {Fraction(0), Fraction(100), *(bound * 100 for bound in against)} - {hundred}
    for places in range(_SHOWN, _MOST + 1):
        shown = rounded(hundred, places)
        if all(
            (Fraction(shown) > bound) == (hundred > bound) and Fraction(shown) != bound for bound in bounds
        ):
            return f"{shown}%"
    return f"{rounded(hundred, _MOST)}%"


def day(on: date) -> str:
    """The date as it stands under a report: `2024年1月20日`."""
    return f"{on.year}年{on.month}月{on.day}日"
