"""Units: what comes out of adding, multiplying, dividing and comparing them, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.evaluation.formula.given import values_of
from xunzheng.evaluation.formula import DimensionError, evaluate, parse
from xunzheng.evaluation.formula.dimensions import RATIO, dims_of, unit_of
from xunzheng.quantities.units import NUMBER, PERCENT, Dimension, Unit

RESULTS = [
    # (formula, values, exact value in the base unit, the unit, as written)
    ("A＋B", "A=1万元 B=1元", Fraction(10001), "元", "1.0001万元"),
    ("A＋B", "A=1元 B=1亿元", Fraction(100000001), "元", "100000001元"),
    ("A－B", "A=3人 B=1名", Fraction(2), "人", "2人"),
    ("A÷B", "A=1万元 B=4元", Fraction(2500), "", "2500"),
    ("A÷B", "A=10天 B=4天", Fraction(5, 2), "", "2.5"),
    ("A÷B", "A=3件 B=4件", Fraction(3, 4), "", "0.75"),
    ("A÷B", "A=3件 B=4个", Fraction(3, 4), "件/个", "0.75件/个"),
    ("A÷B", "A=3万元 B=4人", Fraction(7500), "元/人", "7500元/人"),
    ("A÷B×B", "A=3万元 B=4人", Fraction(30000), "元", "30000元"),
    ("A÷B÷C", "A=6元 B=2人 C=3月", Fraction(1), "元/人/月", "1元/人/月"),
    ("A×B", "A=2元/人 B=5人", Fraction(10), "元", "10元"),
    ("A×B", "A=2元/人·月 B=5人", Fraction(10), "元/月", "10元/月"),
    ("A＋B÷C", "A=2元/公里 B=3万元 C=6公里", Fraction(2501, 500), "元/米", "5.002元/米"),
    ("A＋2元/公里", "A=85元/米", Fraction(42501, 500), "元/米", "85.002元/米"),
    ("A×B", "A=2元 B=5人", Fraction(10), "人·元", "10人·元"),
    ("A×A", "A=2米", Fraction(4), "米·米", "4米·米"),
    ("1÷A", "A=4人", Fraction(1, 4), "/人", "0.25/人"),
    ("A×B", "A=10分 B=86%", Fraction(43, 5), "分", "8.6分"),
    ("B×A", "A=10分 B=86%", Fraction(43, 5), "分", "8.6分"),
    ("A÷B", "A=80分 B=100分", Fraction(4, 5), "", "0.8"),
    ("A÷B×100%", "A=80分 B=100分", Fraction(4, 5), "", "80%"),
    ("A×1.5", "A=2万元", Fraction(30000), "元", "3万元"),
    ("2×A", "A=2万元", Fraction(40000), "元", "4万元"),
    ("A－B", "A=90% B=85.5%", Fraction(9, 200), "", "4.5%"),
    ("1－B", "B=85%", Fraction(3, 20), "", "0.15"),
    ("A＋B", "A=90% B=3个百分点", Fraction(93, 100), "", "0.93"),
    ("100－A", "A=3分", Fraction(97), "分", "97分"),
    ("A＋100", "A=3分", Fraction(103), "分", "103分"),
    ("A＋0", "A=3万元", Fraction(30000), "元", "3万元"),
    ("0－A", "A=3万元", Fraction(-30000), "元", "－3万元"),
    ("合计（A，B）", "A=3万元 B=5000元", Fraction(35000), "元", "3.5万元"),
    ("平均（A）", "A=3人,4人", Fraction(7, 2), "人", "3.5人"),
    ("若 A＞0 则 A 否则 B", "A=3万元 B=5人", Fraction(30000), "元", "3万元"),
    ("10分－（90%－A）÷1个百分点×0.5分", "A=85%", Fraction(15, 2), "分", "7.5分"),
]
REFUSALS = [
    # (formula, values, position, the two units)
    ("A＋B", "A=1元 B=1人", 3, "元", "人"),
    ("总数＝A＋C－（B÷D）", "A=1元 B=1元 C=2万元 D=1人", 8, "元", "元/人"),
    ("A＋B", "A=1件 B=1个", 3, "件", "个"),
    ("A＋B", "A=1天 B=1个工作日", 3, "天", "工作日"),
    ("A＋5", "A=1万元", 3, "元", "没有单位的数"),
    ("0＋5＋A", "A=1万元", 5, "没有单位的数", "元"),
    ("A＋B", "A=1分 B=90%", 3, "分", "比率"),
    ("若 A＞B 则 1 否则 0", "A=1元 B=1人", 5, "元", "人"),
    ("若 1人＜A≤B 则 1 否则 0", "A=2人 B=1元", 8, "人", "元"),
    ("最大（A，B）", "A=1元 B=1人", 6, "元", "人"),
    ("∑（A）", "A=1元,1人", 3, "元", "人"),
]


@pytest.mark.parametrize(("text", "given", "value", "symbol", "written"), RESULTS)
def test_the_result_has_its_unit(text: str, given: str, value: Fraction, symbol: str, written: str) -> None:
    outcome = evaluate(parse(text), values_of(given))
    assert outcome.value == value
    assert outcome.unit.symbol == symbol
    assert outcome.unit.factor == 1
    assert outcome.written == written


@pytest.mark.parametrize(("text", "given", "position", "left", "right"), REFUSALS)
def test_unlike_units_are_refused_with_the_place(
    text: str, given: str, position: int, left: str, right: str
) -> None:
    with pytest.raises(DimensionError) as caught:
        evaluate(parse(text), values_of(given))
    error = caught.value
    assert (error.position, error.left, error.right) == (position, left, right)
    assert f"第{position}个字符起" in str(error)
    assert left in str(error)
    assert right in str(error)


def test_the_branch_not_taken_is_not_checked() -> None:
    outcome = evaluate(parse("若 A＞0 则 A 否则 A＋B"), values_of("A=1元 B=1人"))
    assert outcome.written == "1元"


def test_a_long_term_is_cut_in_the_sentence() -> None:
    with pytest.raises(DimensionError, match="…”单位是元"):
        evaluate(parse("A＋（" + "B＋" * 50 + "B）"), values_of("A=1人 B=1元"))


def test_ratios_and_numbers_differ_by_dimension() -> None:
    assert evaluate(parse("A÷A"), values_of("A=3元")).unit == RATIO
    assert evaluate(parse("3÷4"), {}).unit == NUMBER
    assert evaluate(parse("3÷4×100%"), {}).unit == RATIO


@pytest.mark.parametrize(
    "unit",
    [NUMBER, RATIO, Unit("元/人", Dimension.MEASURE, "元/人"), Unit("人", Dimension.COUNT, "人")],
)
def test_a_unit_survives_being_taken_apart(unit: Unit) -> None:
    assert unit_of(dims_of(unit)) == unit


def test_an_unknown_part_of_a_composite_unit_is_a_count() -> None:
    assert dims_of(Unit("元/坨", Dimension.MEASURE, "元/坨")).parts == (
        ("元", Dimension.MONEY, 1),
        ("坨", Dimension.COUNT, -1),
    )
    assert dims_of(Unit("/人", Dimension.MEASURE, "/人")).parts == (("人", Dimension.COUNT, -1),)
    assert dims_of(PERCENT).is_rate
