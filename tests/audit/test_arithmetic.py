"""Sums and quotients written out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.audit.arithmetic import in_unit, rate_fits, sum_verdict, write_rate, write_sum
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import compare_rate, compare_sum
from xunzheng.quantities.scan import mentions
from xunzheng.quantities.units import PERCENT, WAN_YUAN, Dimension, Unit

WEEK = Unit("周", Dimension.DURATION, "天", Decimal(7))


def _of(text: str) -> list[Quantity]:
    return [mention.quantity for mention in mentions(text)]


@pytest.mark.parametrize(
    ("total", "parts", "written"),
    [
        ("491万元", "449万元、43万元", "449 + 43 = 492 ≠ 491（万元）"),
        ("23人", "9名、14人", "9 + 14 = 23（人）"),
        ("23名", "9位、14人", "9 + 14 = 23（名）"),
        ("2.00万元", "1.50万元、0.5万元", "1.50 + 0.5 = 2.00（万元）"),
        ("5000万元", "0.5亿元、43万元", "0.5亿元 + 43万元 = 5043万元 ≠ 5000万元"),
        ("0.86亿元", "5000万元、3600万元", "5000万元 + 3600万元 = 0.86亿元"),
        ("5万元", "-3万元、8万元", "-3 + 8 = 5（万元）"),
        ("100分", "40分、60分", "40 + 60 = 100（分）"),
    ],
)
def test_sums(total: str, parts: str, written: str) -> None:
    assert write_sum(_of(total)[0], [(1, part) for part in _of(parts)]) == written


def test_signs_are_written() -> None:
    total, first, second = _of("110个、100个、7个")
    assert write_sum(total, [(1, first), (-1, second)]) == "100 − 7 = 93 ≠ 110（个）"
    assert write_sum(total, [(-1, second), (1, first)]) == "−7 + 100 = 93 ≠ 110（个）"


def test_bare_numbers_have_no_unit() -> None:
    assert write_sum(_number(5), [(1, _number(5))]) == "5 = 5"


def _number(value: int) -> Quantity:
    return Quantity(Decimal(value), Unit("", Dimension.NUMBER, ""))


def test_a_long_sum_leaves_out_its_middle() -> None:
    written = write_sum(_of("30人")[0], [(1, _of("1人")[0])] * 30)
    assert written == "1" + " + 1" * 21 + " + …（略6项） + 1 + 1 = 30（人）"


def test_long_numbers_are_not_rounded() -> None:
    digits = "1" * 40
    total, part = Quantity(Decimal(digits + "2"), WAN_YUAN), Quantity(Decimal(digits + "1"), WAN_YUAN)
    one = Quantity(Decimal(1), WAN_YUAN)
    assert write_sum(total, [(1, part), (1, one)]) == f"{digits}1 + 1 = {digits}2（万元）"


def test_a_value_without_end_in_its_unit_is_rounded() -> None:
    day = Unit("天", Dimension.DURATION, "天")
    assert write_sum(Quantity(Decimal(1), WEEK), [(1, Quantity(Decimal(5), day))]) == "5天 = 0.714286周 ≠ 1周"
    assert in_unit(Decimal(5), WEEK) == "0.714286周"


@pytest.mark.parametrize(
    ("value", "written"), [("4920000", "492万元"), ("-5", "-0.0005万元"), ("0", "0万元")]
)
def test_in_unit(value: str, written: str) -> None:
    assert in_unit(Decimal(value), WAN_YUAN) == written


def test_the_verdict_is_in_the_unit_of_the_total() -> None:
    total, *parts = _of("491万元、449万元、43万元")
    verdict = sum_verdict(compare_sum(total, [(1, part) for part in parts]), total.unit)
    assert (str(verdict.difference), verdict.unit, verdict.explained_by_rounding) == ("-1", "万元", True)
    assert (str(verdict.low), str(verdict.high)) == ("491", "493")


def test_an_open_end_of_the_verdict_is_none() -> None:
    total, *parts = _of("491万元、449万元以上、43万元以下")
    verdict = sum_verdict(compare_sum(total, [(1, part) for part in parts]), total.unit)
    assert (verdict.low, verdict.high) == (None, None)


@pytest.mark.parametrize(
    ("stated", "numerator", "denominator", "fits"),
    [
        ("31.08%", 46, 148, True),
        ("31.1%", 46, 148, True),
        ("31%", 46, 148, True),
        ("31.00%", 46, 148, False),
        ("97.80%", 3169, 3240, True),
        ("97.81%", 3169, 3240, True),
        ("97.82%", 3169, 3240, False),
        ("-3.2%", -326, 10_000, True),
        ("-3.3%", -326, 10_000, True),
        ("-3.4%", -326, 10_000, False),
        ("3.26‰", 326, 100_000, True),
    ],
)
def test_rates_fit_when_rounded_or_cut_off(stated: str, numerator: int, denominator: int, fits: bool) -> None:
    assert rate_fits(_of(stated)[0], Fraction(numerator, denominator)) == fits


@pytest.mark.parametrize(
    ("stated", "operands", "written"),
    [
        ("100%", "66.86万元、200万元", "66.86万元 ÷ 200万元 = 33.43% ≠ 100%"),
        ("33.43%", "66.86万元、200万元", "66.86万元 ÷ 200万元 = 33.43%"),
        ("33%", "66.86万元、200万元", "66.86万元 ÷ 200万元 = 33%"),
        ("33.431%", "66.86万元、200万元", "66.86万元 ÷ 200万元 = 33.430% ≠ 33.431%"),
        ("100%", "0万元、0万元", "0万元 ÷ 0万元 无法计算（分母为零），写作 100%"),
    ],
)
def test_rates_are_written_out(stated: str, operands: str, written: str) -> None:
    numerator, denominator = _of(operands)
    assert write_rate(_of(stated)[0], numerator, denominator) == written


cents = st.integers(-(10**12), 10**12)


@given(st.lists(cents, min_size=1, max_size=30))
def test_a_sum_is_written_as_unequal_only_if_it_is(values: list[int]) -> None:
    parts = [(1, Quantity(Decimal(value).scaleb(-2), WAN_YUAN, 2)) for value in values]
    right = Quantity(Decimal(sum(values)).scaleb(-2), WAN_YUAN, 2)
    wrong = Quantity(right.value + Decimal("0.01"), WAN_YUAN, 2)
    assert "≠" not in write_sum(right, parts)
    assert "≠" in write_sum(wrong, parts)


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_rate_rounded_half_up_fits(numerator: int, denominator: int, places: int) -> None:
    over, under = Quantity(Decimal(numerator), WAN_YUAN), Quantity(Decimal(denominator), WAN_YUAN)
    rounded = compare_rate(Quantity(Decimal(0), PERCENT, places), over, under).rounded
    assert rounded is not None
    assert rate_fits(Quantity(rounded, PERCENT, places), Fraction(numerator, denominator))
