"""Numbers, quantities and money as they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.scan import mentions
from xunzheng.quantities.units import PERSON, WAN_YUAN, YI_YUAN, YUAN, Unit
from xunzheng.quantities.writing import write, write_money, write_number

NUMBERS = [
    ("1E+4", None, "10000"),
    ("2.00", None, "2.00"),
    ("0E-8", None, "0.00000000"),
    ("-0.0", None, "0.0"),
    ("1E-7", None, "0.0000001"),
    ("97.805", 2, "97.81"),
    ("491", 2, "491.00"),
    ("-0.4", 0, "0"),
    ("4915000", -4, "4920000"),
]


@pytest.mark.parametrize(("value", "places", "written"), NUMBERS)
def test_a_number_is_written_in_plain_digits(value: str, places: int | None, written: str) -> None:
    assert write_number(Decimal(value), places) == written


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_no_number_has_an_exponent(value: Decimal) -> None:
    written = write_number(value)
    assert "E" not in written
    assert Decimal(written) == value


QUANTITIES = [
    "491万元",
    "2.00万元",
    "60%以上",
    "约6万人",
    "2-4个工作日",
    "3次以下",
    "-21万元",
    "0.0046‰",
    "86",
    "500元/人",
]


@pytest.mark.parametrize("text", QUANTITIES)
def test_a_quantity_is_written_as_it_was_stated(text: str) -> None:
    (mention,) = mentions(text)
    assert write(mention.quantity) == text


MONEY = [
    ("4910000", WAN_YUAN, "491万元"),
    ("-1700.5", WAN_YUAN, "-0.17005万元"),
    ("61934800", YI_YUAN, "0.619348亿元"),
    ("100", YUAN, "100元"),
    ("0", WAN_YUAN, "0万元"),
    ("20000.00", YUAN, "20000元"),
]


@pytest.mark.parametrize(("yuan", "unit", "written"), MONEY)
def test_money_is_written_exactly(yuan: str, unit: Unit, written: str) -> None:
    assert write_money(Decimal(yuan), unit) == written


def test_money_is_not_written_in_persons() -> None:
    with pytest.raises(ValueError, match="“人”不是金额单位"):
        write_money(Decimal(1), PERSON)


def test_every_money_unit_writes_money() -> None:
    for symbol in ("元", "千元", "万元", "百万元", "亿元", "万亿元"):
        unit = unit_named(symbol)
        assert unit is not None
        assert write_money(unit.factor * 3, unit) == f"3{symbol}"
