"""Numbers, quantities and money written as Chinese offices write them."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, localcontext

from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.rounding import round_half_up
from xunzheng.quantities.units import Dimension, Unit

_EXACT = Context(prec=2000, traps=[Inexact])


def write_number(value: Decimal, places: int | None = None) -> str:
    """The number in plain digits, never with an exponent or a separator.

    `places` digits behind the point, rounded half up and padded; without it, as many as the value
    carries, trailing zeros included. Negative zero is written 0.

    >>> write_number(Decimal("1E+4")), write_number(Decimal("2.00")), write_number(Decimal("97.805"), 2)
    ('10000', '2.00', '97.81')
    """
    shown = value if places is None else round_half_up(value, places)
    return format(abs(shown) if shown == 0 else shown, "f")


def write(quantity: Quantity) -> str:
    """The quantity with its unit, its stated digits, range and hedge; reading it back gives an equal one.

    约 for about, 以上 for at least, 以下 for at most.

    >>> from xunzheng.quantities.units import WAN_YUAN
    >>> write(Quantity(Decimal(2), WAN_YUAN, places=2))
    '2.00万元'
    >>> write(Quantity(Decimal(1), WAN_YUAN, upper=Decimal(2)))
    '1-2万元'
    """
    number = write_number(quantity.value, quantity.places)
    if quantity.upper is not None:
        number += "-" + write_number(quantity.upper, quantity.places)
    written = number + quantity.unit.symbol
    before, after = _HEDGES[quantity.precision]
    return before + written + after


_HEDGES = {
    Precision.EXACT: ("", ""),
    Precision.ABOUT: ("约", ""),
    Precision.OVER: ("", "以上"),
    Precision.UNDER: ("", "以下"),
}


def write_money(yuan: Decimal, unit: Unit) -> str:
    """An amount given in 元, in the unit asked for, exactly and without trailing zeros.

    Raises ValueError where the unit is none of money.

    >>> from xunzheng.quantities.units import WAN_YUAN
    >>> write_money(Decimal(4_910_000), WAN_YUAN), write_money(Decimal("-1700.5"), WAN_YUAN)
    ('491万元', '-0.17005万元')
    """
    if unit.dimension is not Dimension.MONEY:
        raise ValueError(f"“{unit.symbol}”不是金额单位，无法用来写金额；应为元、万元、亿元等。")
    with localcontext(_EXACT):
        number = write_number(yuan / unit.factor)
    return (number.rstrip("0").rstrip(".") if "." in number else number) + unit.symbol
