"""Units by their written form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xunzheng.quantities.measures import UNITS, unit_named
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import NUMBER, PERCENT, PERSON, SCORE, WAN_YUAN, YI_YUAN, YUAN, Dimension, Unit

NAMED = [
    ("元", "money", "元", "1"),
    ("千元", "money", "元", "1000"),
    ("万元", "money", "元", "10000"),
    ("百万元", "money", "元", "1000000"),
    ("千万元", "money", "元", "10000000"),
    ("亿元", "money", "元", "100000000"),
    ("万亿元", "money", "元", "1000000000000"),
    ("人", "count", "人", "1"),
    ("名", "count", "人", "1"),
    ("位", "count", "人", "1"),
    ("万人", "count", "人", "10000"),
    ("人次", "count", "人次", "1"),
    ("万件", "count", "件", "10000"),
    ("万户", "count", "户", "10000"),
    ("大", "count", "大", "1"),
    ("%", "rate", "", "0.01"),
    ("％", "rate", "", "0.01"),
    ("‰", "rate", "", "0.001"),
    ("个百分点", "rate", "百分点", "0.01"),
    ("年", "duration", "年", "1"),
    ("个月", "duration", "月", "1"),
    ("个工作日", "duration", "工作日", "1"),
    ("周", "duration", "天", "7"),
    ("小时", "duration", "分钟", "60"),
    ("分", "score", "分", "1"),
    ("公里", "measure", "米", "1000"),
    ("万亩", "measure", "亩", "10000"),
    ("吨", "measure", "千克", "1000"),
    ("平方公里", "measure", "平方米", "1000000"),
    ("度", "measure", "千瓦时", "1"),
    ("元/人", "measure", "元/人", "1"),
    ("万元/公里", "measure", "元/公里", "10000"),
    ("元/人*月", "measure", "元/人*月", "1"),
    ("元／户", "measure", "元/户", "1"),
    ("次/10万公顷", "measure", "次/10万公顷", "1"),
    ("元/人/月", "measure", "元/人/月", "1"),
    ("万 元", "money", "元", "10000"),
    ("", "number", "", "1"),
    ("万", "number", "", "10000"),
]


@pytest.mark.parametrize(("symbol", "dimension", "base", "factor"), NAMED)
def test_a_unit_is_known_by_its_symbol(symbol: str, dimension: str, base: str, factor: str) -> None:
    unit = unit_named(symbol)
    assert unit is not None
    assert (unit.dimension, unit.base, unit.factor) == (dimension, base, Decimal(factor))


@pytest.mark.parametrize("symbol", ["foo", "元元", "余人", "元/", "元/foo", "个多月", "人均", "%/人", "/人"])
def test_what_is_no_unit_is_none(symbol: str) -> None:
    assert unit_named(symbol) is None


def test_the_named_constants_are_the_registered_units() -> None:
    for unit in (NUMBER, YUAN, WAN_YUAN, YI_YUAN, PERCENT, SCORE, PERSON):
        assert unit_named(unit.symbol) == unit


def test_every_registered_unit_is_found_by_its_own_symbol() -> None:
    assert all(unit_named(symbol) == unit for symbol, unit in UNITS.items())


ADDING = [
    ("名", "人", True),
    ("万元", "亿元", True),
    ("人", "人次", False),
    ("元", "元/人", False),
    ("%", "个百分点", False),
]


@pytest.mark.parametrize(("one", "other", "adds"), ADDING)
def test_only_units_of_one_base_add_up(one: str, other: str, adds: bool) -> None:
    first, second = unit_named(one), unit_named(other)
    assert first is not None
    assert second is not None
    assert first.adds_to(second) is adds


def test_a_quantity_knows_its_base_value_and_step() -> None:
    quantity = Quantity(Decimal("2.00"), WAN_YUAN, places=2)
    assert (quantity.in_base, quantity.step) == (Decimal(20_000), Decimal(100))


WHOLE = [
    (Quantity(Decimal(23), PERSON), True),
    (Quantity(Decimal(23), PERSON, precision=Precision.ABOUT), False),
    (Quantity(Decimal(23), PERSON, upper=Decimal(25)), False),
    (Quantity(Decimal("2.5"), PERSON, places=1), False),
    (Quantity(Decimal(2), Unit("万人", Dimension.COUNT, "人", Decimal(10_000))), False),
    (Quantity(Decimal(491), WAN_YUAN), False),
]


@pytest.mark.parametrize(("quantity", "whole"), WHOLE)
def test_only_an_exact_count_is_whole(quantity: Quantity, whole: bool) -> None:
    assert quantity.is_whole_count is whole
