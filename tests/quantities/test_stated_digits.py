"""Rounding, bounds, sums and rates against the digits that were stated."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.rounding import (
    RateMatch,
    bounds,
    compare_rate,
    compare_sum,
    round_half_up,
    truncate,
)
from xunzheng.quantities.scan import mentions
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN


def q(text: str) -> Quantity:
    """The one quantity that a text states."""
    (mention,) = mentions(text)
    return mention.quantity


ROUNDED = [
    ("0.125", 2, "0.13"),
    ("0.135", 2, "0.14"),
    ("-0.125", 2, "-0.13"),
    ("2.5", 0, "3"),
    ("3.5", 0, "4"),
    ("-2.5", 0, "-3"),
    ("2.4999", 0, "2"),
    ("97.804", 2, "97.80"),
    ("4915000", -4, "4920000"),
    ("4914999", -4, "4910000"),
    ("0", 2, "0"),
]


@pytest.mark.parametrize(("value", "places", "expected"), ROUNDED)
def test_a_half_is_rounded_up(value: str, places: int, expected: str) -> None:
    assert round_half_up(Decimal(value), places) == Decimal(expected)


@settings(deadline=None)
@given(st.fractions(), st.integers(-6, 12))
def test_rounding_stays_within_half_a_step(value: Fraction, places: int) -> None:
    step = Fraction(10) ** -places
    assert abs(Fraction(round_half_up(value, places)) - value) <= step / 2
    assert 0 <= abs(value) - abs(Fraction(truncate(value, places))) < step


BOUNDS = [
    ("491万元", "4905000", "4915000"),
    ("2.00万元", "19950", "20050"),
    ("86%", "0.855", "0.865"),
    ("414人", "414", "414"),
    ("2-4个", "2", "4"),
    ("1.6万余株", "16000", "Infinity"),
    ("60%以上", "0.6", "Infinity"),
    ("不超过3次", "-Infinity", "3"),
    ("约6万人", "50000", "70000"),
    ("6万人", "55000", "65000"),
    ("-21万元", "-215000", "-205000"),
]


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS)
def test_bounds_follow_from_the_stated_digits(text: str, low: str, high: str) -> None:
    assert bounds(q(text)) == (Decimal(low), Decimal(high))


# total, parts with their signs, difference in the base unit, explained by rounding
SUMS = [
    ("491万元", "+449万元 +43万元", "-10000", True),
    ("492万元", "+449万元 +43万元", "0", False),
    ("755.19万元", "+124.23万元 +370.83万元 +260.3万元", "-1700", False),
    ("6.19亿元", "+40957万元 +20977.8万元", "-348000", True),
    ("59人", "+23人 +12人 +12人 +6人 +3人 +3人", "0", False),
    ("60人", "+23人 +12名 +12人 +6人 +3位 +3人", "1", False),
    ("110个", "+100个 -7个 +17个", "0", False),
    ("2263万元", "+1435万元 +25万元 +55万元 +700万元 +6万元 +14万元 +18万元", "100000", False),
    ("9250万元", "+7791万元 +3757万元", "-22980000", False),
    ("500余人", "+312人 +200人", "-12", True),
    ("512人", "+312人 +200余人", "0", False),
    ("500人", "+312人 +不足200人", "-12", True),
    ("100个", "+120个 -20余个", "0", False),
    ("95个", "+120个 -20余个", "-5", True),
    ("10万元", "", "100000", False),
]


@pytest.mark.parametrize(("total", "parts", "difference", "explained"), SUMS)
def test_a_sum_against_its_parts(total: str, parts: str, difference: str, explained: bool) -> None:
    signed = [(1 if part[0] == "+" else -1, q(part[1:])) for part in parts.split()]
    compared = compare_sum(q(total), signed)
    assert compared.difference == Decimal(difference)
    assert compared.holds is (compared.difference == 0)
    assert compared.explained_by_rounding is explained
    assert compared.low <= compared.sum <= compared.high


@st.composite
def money(draw: st.DrawFn) -> tuple[int, Quantity]:
    unit = draw(st.sampled_from([YUAN, WAN_YUAN, YI_YUAN]))
    places = draw(st.integers(0, 6))
    value = Decimal(draw(st.integers(0, 10**7))).scaleb(-places)
    return draw(st.sampled_from([1, -1])), Quantity(value, unit, places)


PARTS = st.lists(money(), min_size=1, max_size=8)


@settings(deadline=None)
@given(PARTS, st.data())
def test_the_order_of_the_parts_does_not_matter(
    parts: list[tuple[int, Quantity]], data: st.DataObject
) -> None:
    total = parts[0][1]
    assert compare_sum(total, parts) == compare_sum(total, data.draw(st.permutations(parts)))


@settings(deadline=None)
@given(PARTS)
def test_a_total_computed_from_its_parts_holds(parts: list[tuple[int, Quantity]]) -> None:
    yuan = sum((sign * part.in_base for sign, part in parts), Decimal(0))
    compared = compare_sum(Quantity(yuan, YUAN, 6), parts)
    assert compared.holds
    assert not compared.explained_by_rounding


@settings(deadline=None)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=6), st.integers(1, 9))
def test_whole_counts_are_never_explained_by_rounding(counts: list[int], off: int) -> None:
    unit = unit_named("件")
    assert unit is not None
    parts = [(1, Quantity(Decimal(count), unit)) for count in counts]
    compared = compare_sum(Quantity(Decimal(sum(counts) + off), unit), parts)
    assert compared.difference == off
    assert not compared.explained_by_rounding


def test_parts_of_another_unit_are_refused() -> None:
    with pytest.raises(ValueError, match="合计的单位是“万元”，分项的单位是“人”"):
        compare_sum(q("491万元"), [(1, q("3人"))])


def test_ten_thousand_parts_add_up_exactly() -> None:
    assert compare_sum(q("1000.00元"), [(1, q("0.10元"))] * 10_000).holds


# stated, numerator, denominator, by what it holds, what should be stated, shorter digits
RATES = [
    ("100%", "491万元", "491万元", "exact", "100", None),
    ("31.00%", "46个", "148个", "none", "31.08", 0),
    ("31.08%", "46个", "148个", "rounded", "31.08", None),
    ("86%", "692.98万元", "808.1万元", "rounded", "86", None),
    ("97.80%", "31.69万元", "32.4万元", "truncated", "97.81", 1),
    ("97.81%", "31.69万元", "32.4万元", "rounded", "97.81", None),
    ("88.74%", "9265.353442万元", "10441万元", "rounded", "88.74", None),
    ("95%", "96.34万元", "100万元", "none", "96", None),
    ("50.3%", "1.0万元", "2.0万元", "operands", "50.0", None),
    ("50.3%", "1个", "2个", "none", "50.0", None),
    ("102.59%", "338.31万元", "329.77万元", "rounded", "102.59", None),
    ("60%以上", "70个", "100个", "hedged", "70", None),
    ("60%以上", "50个", "100个", "none", "50", None),
    ("60%以下", "50个", "100个", "hedged", "50", None),
    ("60%-80%", "70个", "100个", "hedged", "70", None),
    ("约61%", "60个", "100个", "hedged", "60", None),
    ("60%", "50余个", "100个", "none", "50", None),
    ("60%", "5万元", "0.4亿元", "none", "0", None),
    ("3.1‰", "31个", "1万个", "exact", "3.1", None),
]


@pytest.mark.parametrize(("stated", "numerator", "denominator", "by", "rounded", "shorter"), RATES)
def test_a_rate_against_its_operands(
    stated: str, numerator: str, denominator: str, by: str, rounded: str, shorter: int | None
) -> None:
    compared = compare_rate(q(stated), q(numerator), q(denominator))
    assert compared.by == by
    assert compared.holds is (by != "none")
    assert compared.rounded is not None
    assert str(compared.rounded) == rounded
    assert compared.shorter_places == shorter


def test_a_rate_over_nothing_is_undefined() -> None:
    compared = compare_rate(q("100%"), q("0万元"), q("0万元"))
    assert (compared.exact, compared.by, compared.holds) == (None, RateMatch.UNDEFINED, False)


def test_operands_that_may_be_zero_leave_the_rate_open() -> None:
    compared = compare_rate(q("60%"), q("1万元"), Quantity(Decimal("0.4"), q("1万元").unit, places=0))
    assert (compared.low, compared.high) == (None, None)


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_rate_rounded_half_up_always_holds(numerator: int, denominator: int, places: int) -> None:
    percent, unit = unit_named("%"), unit_named("个")
    assert percent is not None
    assert unit is not None
    value = round_half_up(Fraction(numerator, denominator) * 100, places)
    stated = Quantity(value, percent, places)
    compared = compare_rate(stated, Quantity(Decimal(numerator), unit), Quantity(Decimal(denominator), unit))
    assert compared.holds
    assert compared.by in (RateMatch.EXACT, RateMatch.ROUNDED)


def test_about_a_rate_is_hedged() -> None:
    assert q("约61%").precision is Precision.ABOUT
