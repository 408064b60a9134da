"""Evaluation: steps, undefined results, lists, values that are refused, warnings."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.evaluation.formula.given import quantity_of, values_of
from xunzheng.evaluation.formula import (
    Bounds,
    FormulaError,
    UnknownName,
    ValueRefused,
    check_bounds,
    compile_formula,
    evaluate,
    parse,
)
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import PERSON, WAN_YUAN

TRACES = [
    (
        "资金到位率=（实际到位资金/计划投入资金）×100%",
        "实际到位资金=491.00万元 计划投入资金=491万元",
        [
            ("实际到位资金÷计划投入资金", "491.00万元 ÷ 491万元", "1"),
            ("资金到位率＝（实际到位资金÷计划投入资金）×100%", "（491.00万元 ÷ 491万元）× 100%", "100%"),
        ],
    ),
    (
        "节约率＝(计划-实际)/计划×100%",
        "计划=3万元 实际=2万元",
        [
            ("计划－实际", "3万元 － 2万元", "1万元"),
            ("节约率＝（计划－实际）÷计划×100%", "（3万元 － 2万元）÷ 3万元 × 100%", "≈33.333333%（即1/3）"),
        ],
    ),
    ("甲", "甲=3人", [("甲", "3人", "3人")]),
    ("甲－乙", "甲=-3人 乙=-4人", [("甲－乙", "（－3人）－（－4人）", "1人")]),
    (
        "（甲÷乙＋1）×2",
        "甲=2 乙=3",
        [
            ("甲÷乙", "2 ÷ 3", "≈0.66666667（即2/3）"),
            ("甲÷乙＋1", "（2/3）＋ 1", "≈1.6666667（即5/3）"),
            ("（甲÷乙＋1）×2", "（2 ÷ 3 ＋ 1）× 2", "≈3.3333333（即10/3）"),
        ],
    ),
    (
        "总分＝∑（单项得分×权重）÷∑（权重）",
        "单项得分=80分,90分 权重=3,7",
        [
            ("∑（单项得分×权重）", "240分 ＋ 630分", "870分"),
            ("∑（权重）", "3 ＋ 7", "10"),
            ("总分＝∑（单项得分×权重）÷∑（权重）", "870分 ÷ 10", "87分"),
        ],
    ),
    ("平均（甲，乙）", "甲=3 乙=4", [("平均（甲，乙）", "（3 ＋ 4）÷ 2", "3.5")]),
    (
        "最大（甲，2）－最小（甲，2）",
        "甲=3",
        [
            ("最大（甲，2）", "最大（3，2）", "3"),
            ("最小（甲，2）", "最小（3，2）", "2"),
            ("最大（甲，2）－最小（甲，2）", "3 － 2", "1"),
        ],
    ),
    (
        "合计（甲）",
        "甲=1,2,3,4,5,6,7,8,9,10,11,12,13,14",
        [("∑（甲）", "1 ＋ 2 ＋ 3 ＋ 4 ＋ 5 ＋ 6 ＋ 7 ＋ 8 ＋ 9 ＋ 10 ＋ 11 ＋ …… ＋ 14", "105")],
    ),
    (
        "若 甲≥90% 且 乙＞1 则 10分 否则 甲×10分",
        "甲=85% 乙=3",
        [
            ("甲≥90%", "85% ≥ 90%", "不成立"),
            ("甲×10分", "85% × 10分", "8.5分"),
            (
                "若 甲≥90% 且 乙＞1 则 10分 否则 甲×10分",
                "若 85% ≥ 90% 且 3 ＞ 1 则 10分 否则 85% × 10分",
                "8.5分",
            ),
        ],
    ),
    (
        "率＝甲÷（乙－丙）＋1",
        "甲=1 乙=2 丙=2",
        [
            ("乙－丙", "2 － 2", "0"),
            ("甲÷（乙－丙）", "1 ÷ 0", "无法确定：除数“乙－丙”等于0，不能做除法。"),
            ("率＝甲÷（乙－丙）＋1", "1 ÷（2 － 2）＋ 1", "无法确定：除数“乙－丙”等于0，不能做除法。"),
        ],
    ),
    (
        "（若 甲＞1 则 2 否则 3）×2",
        "甲=2",
        [
            ("甲＞1", "2 ＞ 1", "成立"),
            ("若 甲＞1 则 2 否则 3", "若 2 ＞ 1 则 2 否则 3", "2"),
            ("（若 甲＞1 则 2 否则 3）×2", "（若 2 ＞ 1 则 2 否则 3）× 2", "4"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "given", "steps"), TRACES)
def test_the_steps_are_those_of_a_person(text: str, given: str, steps: list[tuple[str, str, str]]) -> None:
    outcome = evaluate(parse(text), values_of(given))
    assert [(step.what, step.how, step.result) for step in outcome.steps] == steps
    assert outcome.written == steps[-1][2]
    assert evaluate(parse(text), values_of(given), trace=False).steps == ()


UNDEFINED = [
    ("A÷B", {"A": 1, "B": 0}, "除数“B”等于0"),
    ("A÷B", {"A": 0, "B": 0}, "除数“B”等于0"),
    ("最大（1，A÷B）", {"A": 1, "B": 0}, "除数“B”等于0"),
    ("若 A÷B＞1 则 1 否则 2", {"A": 1, "B": 0}, "除数“B”等于0"),
    ("若 A＞0 则 1÷B 否则 2", {"A": 1, "B": 0}, "除数“B”等于0"),
    ("平均（A）", {"A": []}, "一个数也没有"),
    ("A＋∑（B）", {"A": 1, "B": []}, "一个数也没有"),
    ("∑（1÷A）", {"A": [1, 0]}, "除数“A”等于0"),
]
LAZY = [
    ("若 B＝0 则 0 否则 A÷B", {"A": 1, "B": 0}, Fraction(0)),
    ("若 B＝0 或 A÷B＞1 则 5 否则 6", {"A": 1, "B": 0}, Fraction(5)),
    ("若 B≠0 且 A÷B＞1 则 5 否则 6", {"A": 1, "B": 0}, Fraction(6)),
    ("若 A＞B 且 B≤0 则 若 A＜2 则 7 否则 8 否则 A÷B", {"A": 1, "B": 0}, Fraction(7)),
    ("若 1≥A≥0 则 5 否则 6", {"A": 2}, Fraction(6)),
]
LISTS = [
    ("∑（A×B）", {"A": [1, 2], "B": [3, 4]}, Fraction(11)),
    ("∑（A×C）", {"A": [1, 2], "C": 5}, Fraction(15)),
    ("∑（A×B÷∑（B））", {"A": [1, 2], "B": [3, 5]}, Fraction(13, 8)),
    ("∑（A÷合计（A，B））", {"A": [1, 2], "B": [3, 4, 5]}, Fraction(3, 15)),
    ("合计（A，B，1）", {"A": [1, 2], "B": [3]}, Fraction(7)),
    ("平均（A，B）", {"A": [1, 2], "B": 6}, Fraction(3)),
    ("最大（A）－最小（A）", {"A": [4, 9, 2]}, Fraction(7)),
    ("最大（A）", {"A": [Decimal("0.5"), Fraction(2, 3)]}, Fraction(2, 3)),
    ("最小（－A）", {"A": (4, 9)}, Fraction(-9)),
    ("∑（若 A＞1 则 A 否则 0）", {"A": [1, 2, 3]}, Fraction(5)),
]


@pytest.mark.parametrize(("text", "values", "reason"), UNDEFINED)
def test_what_cannot_be_determined_is_no_number(text: str, values: dict[str, Any], reason: str) -> None:
    for trace in (True, False):
        outcome = evaluate(parse(text), values, trace=trace)
        assert outcome.value is None
        assert outcome.undefined is not None
        assert reason in outcome.undefined
        assert outcome.written.startswith("无法确定：")
        assert outcome.as_percent() is None
    assert compile_formula(parse(text))(values) is None


@pytest.mark.parametrize(("text", "values", "expected"), LAZY + LISTS)
def test_branches_and_lists(text: str, values: dict[str, Any], expected: Fraction) -> None:
    formula = parse(text)
    assert evaluate(formula, values).value == expected
    assert evaluate(formula, values, trace=False).value == expected
    assert compile_formula(formula)(values) == expected


REFUSED_VALUES = [
    ("A", {"A": 1.5}, "二进制浮点数"),
    ("A", {"A": True}, "真假值"),
    ("A", {"A": None}, "空值"),
    ("A", {"A": "12"}, "文字"),
    ("A", {"A": b"12"}, "bytes"),
    ("A", {"A": Decimal("NaN")}, "NaN"),
    ("A", {"A": Decimal("-Infinity")}, "Infinity"),
    ("A", {"A": Decimal("1E+999999")}, "大得或小得不可能"),
    ("A", {"A": Decimal("1E-999999")}, "大得或小得不可能"),
    ("A", {"A": Decimal("0." + "1" * 401)}, "大得或小得不可能"),
    ("A", {"A": 10**400}, "大得或小得不可能"),
    ("A", {"A": Fraction(1, 10**400)}, "大得或小得不可能"),
    ("A", {"A": Quantity(Decimal(2), PERSON, upper=Decimal(4))}, "是一个范围（到4）"),
    ("A", {"A": [1, 2]}, "是一列数"),
    ("∑（A×B）", {"A": [1, 2], "B": [1, 2, 3]}, "不能一一对应"),
    ("×".join(["A"] * 60), {"A": 2**1000}, "五千位以上"),
    ("＋".join(f"1÷（A＋{n}）" for n in range(40)), {"A": 2**1000}, "五千位以上"),
    ("∑（1÷A）", {"A": [2**1000 + n for n in range(40)]}, "五千位以上"),
]


@pytest.mark.parametrize(("text", "values", "phrase"), REFUSED_VALUES)
def test_a_value_that_is_no_exact_number_is_refused(text: str, values: dict[str, Any], phrase: str) -> None:
    formula = parse(text)
    with pytest.raises(ValueRefused, match=phrase):
        evaluate(formula, values)
    with pytest.raises(ValueRefused, match=phrase):
        compile_formula(formula)(values)


def test_a_list_out_of_place_is_pointed_at() -> None:
    with pytest.raises(ValueRefused) as caught:
        evaluate(parse("总分＝1＋得分"), {"得分": [1, 2]})
    assert caught.value.position == 6


@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ({"实际到位资金": 1, "计划投资": 2}, "是否应为“计划投资”？"),
        ({"实际到位资金": 1}, "请补上它的数值"),
        ({}, "给出的有（无）"),
    ],
)
def test_a_missing_value_is_named_with_what_is_near(given: dict[str, int], advice: str) -> None:
    formula = parse("资金到位率=（实际到位资金/计划投入资金）×100%")
    for compute in (lambda: evaluate(formula, given), lambda: compile_formula(formula)(given)):
        with pytest.raises(UnknownName) as caught:
            compute()
        assert "计划投入资金" in caught.value.missing
        assert caught.value.given == tuple(given)
        assert advice in str(caught.value)
        assert isinstance(caught.value, FormulaError)


def test_a_long_list_of_missing_names_is_cut() -> None:
    with pytest.raises(UnknownName, match="等30个"):
        evaluate(parse("＋".join(f"项目{number}支出" for number in range(30))), {"x" * 5_000: 1})


def test_keys_may_be_printed_in_any_width() -> None:
    formula = parse("部门(单位)支出÷“三公经费”总额")
    values = {"部门（单位） 支出": 3, '"三公经费"总额': 4}
    assert evaluate(formula, values).value == Fraction(3, 4)
    assert compile_formula(formula)(values) == Fraction(3, 4)


@pytest.mark.parametrize(
    ("precision", "word"),
    [(Precision.ABOUT, "约数"), (Precision.OVER, "下限"), (Precision.UNDER, "上限")],
)
def test_a_hedged_value_is_warned_of(precision: Precision, word: str) -> None:
    hedged = Quantity(Decimal(5), PERSON, precision=precision)
    outcome = evaluate(parse("A＋∑（B）"), {"A": hedged, "B": [hedged, quantity_of("3人")]})
    assert outcome.written == "13人"
    assert [word in warning for warning in outcome.warnings] == [True, True]


BOUNDS = [
    ("质量达标率＝A÷B×100%", 8, 7, "超过最大值100%"),
    ("质量达标率＝A÷B×100%", 7, 7, None),
    ("部门质量达标率（%）＝A÷B×100%", 8, 7, "超过最大值100%"),
    ("资金到位率＝A÷B×100%", 8, 7, None),
    ("资金到位率＝A÷B×100%", -1, 7, "低于最小值0%"),
    ("到位及时率＝A÷B×100%", -1, 7, "低于最小值0%"),
    ("完成及时率＝A÷B×100%", -1, 7, None),
    ("“三公经费”变动率＝A÷B×100%", -8, 7, "低于最小值－100%"),
    ("人均支出＝A÷B", -8, 7, None),
    ("A÷B", -8, 7, None),
]


@pytest.mark.parametrize(("text", "over", "under", "phrase"), BOUNDS)
def test_a_rate_out_of_bounds_is_warned_of(text: str, over: int, under: int, phrase: str | None) -> None:
    warnings = evaluate(parse(text), {"A": over, "B": under}).warnings
    assert (phrase is None and warnings == ()) or (phrase is not None and phrase in warnings[0])


def test_bounds_are_data() -> None:
    bounds = {"完成率": Bounds(Fraction(0), Fraction(3, 2))}
    formula = parse("实际完成率＝A÷B×100%")
    assert evaluate(formula, {"A": 3, "B": 2}, bounds=bounds).warnings == ()
    assert "超过最大值150%" in evaluate(formula, {"A": 4, "B": 2}, bounds=bounds).warnings[0]


def test_bounds_are_checked_by_hand_too() -> None:
    rate = evaluate(parse("A÷B"), {"A": 3, "B": 2})
    assert check_bounds(rate) == "结果150%超过最大值100%；请核对各项数值和公式。"
    assert check_bounds(rate, None, None) is None
    assert check_bounds(evaluate(parse("A÷B"), {"A": 3, "B": 0})) is None
    assert check_bounds(evaluate(parse("A"), values_of("A=3元"))) is None


@pytest.mark.parametrize(
    ("text", "values", "written"),
    [
        ("A÷3", {"A": Quantity(Decimal(1), WAN_YUAN)}, "≈0.33333333万元"),
        ("A×A×A×A×A×A×A×A×A", {"A": 10**20}, "≈1E+180"),
        ("A×A÷3", {"A": Decimal("1E-20")}, "≈3.3333333E-41".replace("-", "－")),
        ("A÷1000003", {"A": 1}, "≈9.99997E-7".replace("-", "－")),
        ("A", {"A": Decimal("-0.1250")}, "－0.125"),
        ("A＋0", {"A": Quantity(Decimal("1.2345"), WAN_YUAN, 2)}, "1.2345万元"),
    ],
)
def test_results_without_end_are_written_nearly(text: str, values: dict[str, Any], written: str) -> None:
    outcome = evaluate(parse(text), values)
    assert outcome.written == written
    assert outcome.steps[-1].result == written


def test_a_large_operand_is_written_shortly_in_the_next_step() -> None:
    outcome = evaluate(parse("（A÷1000003）×2÷7"), {"A": 1})
    assert outcome.steps[0].how == "1 ÷ 1000003"
    nested = evaluate(parse("（（A÷1000003）×2）＋1"), {"A": 1})
    assert nested.steps[1].how == "（≈9.99997E－7）× 2"


def test_a_formula_is_read_without_lark_being_imported_before() -> None:
    code = (
        "import sys, xunzheng.evaluation.formula as f; assert 'lark' not in sys.modules; "
        "assert 'difflib' not in sys.modules; f.parse('A÷B'); assert 'lark' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
