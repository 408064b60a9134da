"""Ranges with open and closed ends, intervals of points, and how numbers are written and rounded."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.given_quantities import f
from xunzheng.evaluation.interval import Interval, Range, exactly, gaps_of, order
from xunzheng.evaluation.notation import write, write_percent
from xunzheng.evaluation.refusals import RuleError
from xunzheng.evaluation.rounding import Rounding, RoundingMode
from xunzheng.refusal import Refusal, shorten


@pytest.mark.parametrize(
    ("written", "inside", "outside"),
    [
        ("[80,90)", ["80", "89.999"], ["79.999", "90"]),
        ("(80,90]", ["80.001", "90"], ["80", "90.001"]),
        ("[90,90]", ["90"], ["89", "91"]),
        ("(-∞,60)", ["-1000", "59"], ["60"]),
        ("[90,∞)", ["90", "1000"], ["89"]),
        ("[70%,80%)", ["0.7"], ["0.8", "70"]),
        ("[ 70% ， 80% )", ["0.7"], ["0.8"]),
        ("[−5,5]", ["-5"], ["-6"]),
    ],
)
def test_range_holds_what_its_ends_say(written: str, inside: list[str], outside: list[str]) -> None:
    found = Range.read(written)
    assert all(found.holds(f(number)) for number in inside)
    assert not any(found.holds(f(number)) for number in outside)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("90以上", ["看不懂的区间", "90以上", "形如 [80,90)"]),
        ("[80,90", ["看不懂的区间"]),
        ("[90,80]", ["区间里没有数", "[90,80]"]),
        ("[90,90)", ["区间里没有数"]),
        ("", ["看不懂的区间"]),
    ],
)
def test_range_that_is_none_is_refused(written: str, words: list[str]) -> None:
    with pytest.raises(RuleError) as refusal:
        Range.read(written)
    assert all(word in str(refusal.value) for word in words)


@pytest.mark.parametrize(
    ("written", "gaps"),
    [
        (["[90,100]", "[80,90)", "[60,80)", "[0,60)"], []),
        (["[90,100]", "[80,89]"], ["(89,90)"]),
        (["(90,100]", "[80,90)"], ["[90,90]"]),
        (["[90,100]", "(-∞,60)", "[60,70)"], ["[70,90)"]),
        ([], []),
    ],
)
def test_gaps_between_ranges(written: list[str], gaps: list[str]) -> None:
    assert [str(gap) for gap in gaps_of(tuple(map(Range.read, written)))] == gaps


@pytest.mark.parametrize("written", [["[80,90]", "[90,100]"], ["[0,∞)", "[5,6]"], ["[0,50]", "(-∞,10)"]])
def test_overlapping_ranges_are_refused(written: list[str]) -> None:
    with pytest.raises(RuleError, match="两个区间重叠"):
        gaps_of(tuple(map(Range.read, written)))


def test_ranges_are_put_in_order() -> None:
    ranges = tuple(map(Range.read, ["[5,6]", "(-∞,0)", "[0,1]"]))
    assert [str(item) for item in order(ranges)] == ["(-∞,0)", "[0,1]", "[5,6]"]


def test_interval_adds_clamps_and_is_written() -> None:
    both = Interval(f("1"), f("2")) + exactly(Decimal("0.5"))
    assert str(both) == "1.5～2.5"
    assert str(both.clamp(f("0"), f("2"))) == "1.5～2"
    assert str(exactly(f("1/3"))) == "≈0.3333"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("11.5", "11.5"),
        ("0", "0"),
        ("-0.25", "-0.25"),
        ("1/3", "≈0.3333"),
        ("-2/3", "≈-0.6667"),
        ("100", "100"),
    ],
)
def test_numbers_are_written_exactly_or_marked(number: str, written: str) -> None:
    assert write(f(number)) == written


def test_share_is_written_as_per_cent() -> None:
    assert (write_percent(Decimal("0.7864")), write_percent(f("46/148"))) == ("78.64%", "≈31.0811%")


@pytest.mark.parametrize(
    ("rounding", "number", "rounded"),
    [
        (Rounding(2), "78.635", "78.64"),
        (Rounding(2), "78.6349", "78.63"),
        (Rounding(2), "-0.005", "-0.01"),
        (Rounding(0), "89.5", "90"),
        (Rounding(2), "92", "92.00"),
        (Rounding(1, RoundingMode.DOWN), "89.99", "89.9"),
        (Rounding(1, RoundingMode.DOWN), "-89.99", "-89.9"),
    ],
)
def test_rounding(rounding: Rounding, number: str, rounded: str) -> None:
    assert str(rounding.apply(f(number))) == rounded


def test_rounding_says_what_it_does() -> None:
    assert (str(Rounding(2)), str(Rounding(0, RoundingMode.DOWN))) == (
        "四舍五入，保留2位小数",
        "舍去尾数，取整",
    )


@pytest.mark.parametrize("places", [-1, 7])
def test_rounding_to_odd_places_is_refused(places: int) -> None:
    with pytest.raises(RuleError, match="小数位数不在允许范围"):
        Rounding(places)


def test_refusal_says_all_and_cuts_what_floods() -> None:
    refusal = Refusal("什么", where="哪里", expected="应有", found="x" * 5000, advice="怎么办。")
    assert str(refusal).startswith("哪里：什么。应为：应有；实为：xxx")
    assert str(refusal).endswith("…。怎么办。")
    assert shorten("一\n 二") == "一 二"


numbers = st.fractions(min_value=-(10**6), max_value=10**6)


@given(numbers, st.integers(0, 6))
def test_law_rounding_moves_at_most_half_a_step(number: Fraction, places: int) -> None:
    rounded = Rounding(places).apply(number)
    assert abs(Fraction(rounded) - number) <= Fraction(1, 2 * 10**places)
    assert -rounded.as_tuple().exponent == places  # type: ignore[operator]  # finite, so a number


@given(numbers, numbers, numbers, st.booleans(), st.booleans())
def test_law_a_range_is_below_above_or_around(
    low: Fraction, high: Fraction, number: Fraction, left: bool, right: bool
) -> None:
    low, high = min(low, high), max(low, high) + 1
    found = Range(low, high, left, right)
    assert [found.lies_above(number), found.holds(number), found.lies_below(number)].count(True) == 1
