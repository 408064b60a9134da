"""What is no formula: the character that the sentence points to, and what it says."""

from __future__ import annotations

import pytest

from xunzheng.evaluation.formula import FormulaError, parse

REFUSALS = [
    # brackets: which one is open, and where it was opened
    ("率＝（A÷B×100%", 12, "缺少右括号“）”：第3个字符的左括号“（”"),
    ("率＝（A÷B×100%。", 12, "缺少右括号“）”：第3个字符"),
    ("率＝[（A－B)÷B", 11, "缺少右括号“］”：第3个字符的左括号“[”"),
    ("A÷B）×100%", 4, "右括号“）”是多余的"),
    ("（A÷B]×100%", 5, "“]”与第1个字符的左括号“（”不成对：这里应为“）”"),
    ("（）", 2, "括号里缺少内容"),
    ("A（）", 3, "括号里缺少内容"),
    ("合计（A，）", 6, "这里应为名称、数字或左括号，看到的是“）”"),
    ("“三公经费变动率＝A÷B", 1, "引号 “ 没有结束"),
    # operators and operands
    ("率＝A÷×B", 5, "“÷”和后面的运算符连在了一起"),
    ("A--B", 3, "负数请加括号"),
    ("率＝A÷", 5, "看到的是公式已经结束。“÷”后面缺少一项"),
    ("率＝×A", 3, "等号右边缺少算式"),
    ("率＝", 3, "等号右边缺少算式"),
    ("＋A", 1, "这里缺少一项"),
    ("（A）（B）", 4, "两项之间缺少运算符"),
    ("A×3.5项目数", 6, "两项之间缺少运算符"),
    ("A××100%", 3, "“×”和后面的运算符连在了一起"),
    ("A×x100%", 3, "“×”和后面的运算符连在了一起"),
    ("率＝A÷2 B", 7, "两项之间缺少运算符"),
    ("A×（B＝C）", 5, "一个公式只能有一个等号"),
    ("率＝A÷B＝90%", 6, "一个公式只能有一个等号"),
    ("A＋B＝C", 4, "等号左边只能是一个指标名称"),
    ("率＝A，B", 4, "逗号只用来隔开“合计（A，B）”"),
    ("∑", 2, "名称、数字或左括号"),
    # conditions
    ("得分＝A＞B", 5, "比较只能写在“若……则……否则……”"),
    ("若 A＞B 则 C", 10, "每个“若……则……”都要有“否则”"),
    ("若 A＞B 则 C＋ 否则 D", 12, "“＋”后面缺少一项"),
    ("若 A 则 B 否则 C", 5, "看到的是“则”"),
    ("若 A＞B 否则 C", 7, "“若”之后要先写比较，再写“则”"),
    ("若 A＞B，C", 6, "逗号"),
    ("若 A＞B 则 C 否则 D 否则 E", 16, "看到的是“否则”"),
    ("若 率＞8?、则 A 否则 B", 7, "“、”不能出现在这里"),
    ("若 率＞8 则 1否 则否则 B", 12, "看到的是“则”"),
    ("若及时率[（A－B）/A]×100%", 5, "两项之间缺少运算符"),
    # characters and text around
    ("A@B", 2, "“@”不能出现在这里"),
    ("率＝A÷B。说明", 6, "句号后面还有内容"),
    ("A\x00B", 2, "U+0000"),
    ("A！B", 2, "“！”不能出现在这里"),
    ("A÷B％", 4, "“％”不能出现在这里"),
    ("", 1, "公式是空的"),
    (" 。 ", 1, "公式是空的"),
    # limits
    ("A" * 10_001, 10_001, "最多10000个字符，这里有10001个"),
    ("（" * 101 + "A" + "）" * 101, 101, "最多100层"),
    ("若A＞B则1否则" * 101 + "2", 801, "最多100层"),
    ("1" * 41, 1, "最多40位，这里有41位"),
]


@pytest.mark.parametrize(("text", "position", "phrase"), REFUSALS, ids=[text[:20] for text, _, _ in REFUSALS])
def test_the_refusal_points_to_the_character(text: str, position: int, phrase: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    error = caught.value
    assert phrase in str(error)
    assert error.position == position
    assert error.text == text
    assert f"第{position}个字符" in str(error) or "公式是空的" in str(error) or "太长" in str(error)


def test_no_token_name_reaches_the_user() -> None:
    for text, _, _ in REFUSALS:
        with pytest.raises(FormulaError) as caught:
            parse(text)
        assert not any(
            word in str(caught.value) for word in ("NAME", "RPAR", "DEFINE", "$END", "Token", "SIGMA")
        )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("率＝（甲÷乙", "率＝（甲÷乙\n            ^"),
        ("rate=(a/b", "rate=(a/b\n         ^"),
        ("甲÷÷乙", "甲÷÷乙\n    ^"),
    ],
)
def test_the_caret_stands_under_the_character(text: str, shown: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(text)
    assert caught.value.pointer() == shown


def test_the_pointer_cuts_a_long_formula_around_the_place() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("甲＋" * 100 + "＋" + "乙＋" * 100 + "丙")
    line, caret = caught.value.pointer().split("\n")
    assert len(line) == 50
    assert line.startswith("…")
    assert line.endswith("…")
    assert caret == " " * (2 * 25) + "^"


def test_marks_without_width_do_not_move_the_caret() -> None:
    error = FormulaError("…", "e\u0301\n甲", 4)
    assert error.pointer() == "e\u0301 甲\n  ^"
