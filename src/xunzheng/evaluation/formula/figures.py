"""How results and operands are written in a trace: exactly, or as a fraction with what it is near."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import Unit

_PLACES = 12
_NEAR = Context(prec=8)
_SMALL = 10**6


def write_result(value: Fraction, unit: Unit) -> str:
    """`value` (in the unit's base) as a result: 448万元, 98.5%, or ≈66.666667%（即2/3）.

    >>> from xunzheng.quantities.units import PERCENT
    >>> write_result(Fraction(197, 200), PERCENT), write_result(Fraction(2, 3), PERCENT)
    ('98.5%', '≈66.666667%（即2/3）')
    """
    number = value / Fraction(unit.factor)
    exact = _exactly(number)
    if exact is not None:
        return exact + unit.symbol
    near = "≈" + _nearly(number) + unit.symbol
    small = _is_small(value) and not unit.base
    return f"{near}（即{value.numerator}/{value.denominator}）" if small else near


def write_operand(value: Fraction, unit: Unit) -> str:
    """`value` as it stands in the next line of a calculation: 448万元, （－3）, （2/3）, or ≈0.66666667."""
    number = value / Fraction(unit.factor)
    exact = _exactly(number)
    if exact is None:
        fraction = f"{number.numerator}/{number.denominator}" if _is_small(number) else "≈" + _nearly(number)
        return f"（{fraction}{unit.symbol}）"
    return f"（{exact}{unit.symbol}）" if value < 0 else exact + unit.symbol


def write_stated(quantity: Quantity) -> str:
    """A quantity with the digits in which it was stated: 2.00万元 keeps its zeros."""
    written = f"{quantity.value:.{quantity.places}f}" if _fits(quantity) else f"{quantity.value:f}"
    written = written.replace("-", "－")
    return f"（{written}{quantity.unit.symbol}）" if quantity.value < 0 else written + quantity.unit.symbol


def _fits(quantity: Quantity) -> bool:
    exponent = quantity.value.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= quantity.places


def _exactly(number: Fraction) -> str | None:
    scaled = number * 10**_PLACES
    if scaled.denominator != 1 or abs(scaled.numerator) >= 10**40:
        return None
    whole, part = divmod(abs(scaled.numerator), 10**_PLACES)
    decimals = f"{part:0{_PLACES}d}".rstrip("0")
    sign = "－" if number < 0 else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _nearly(number: Fraction) -> str:
    near = _NEAR.divide(Decimal(number.numerator), Decimal(number.denominator))
    near = near.normalize(_NEAR)
    places = 12 > near.adjusted() > -6
    return (f"{near:f}" if places else f"{near:E}").replace("-", "－")


def _is_small(number: Fraction) -> bool:
    return abs(number.numerator) < _SMALL and number.denominator < _SMALL
