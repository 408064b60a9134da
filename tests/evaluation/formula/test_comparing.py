"""Which formulas compute the same, and how they are said to differ."""

from __future__ import annotations

import pytest

from xunzheng.evaluation.formula import compare, equivalent, parse

SAME = [
    ("资金到位率=（实际/计划）×100%", "到位率＝实际÷计划"),
    ("（A－B）÷A×100%", "1－B÷A"),
    ("合计（A，B）", "B＋A"),
    ("平均（A，B）", "（A＋B）÷2"),
    ("∑（得分×权重）", "合计（权重×得分）"),
    ("若 A＞B 则 A 否则 B", "最大（A，B）"),
    ("A÷B÷C", "A÷（B×C）"),
    ("5", "10÷2"),
]
DIFFERENT = [
    ("到位率＝计划÷实际×100%", "到位率＝实际÷计划×100%", "分子和分母颠倒"),
    ("（A－B）÷A", "（B－A）÷A", "正负号相反"),
    ("A÷B×100", "A÷B×100%", "前一个公式是后一个的100倍"),
    ("A÷B×100%", "A÷B×100", "后一个公式是前一个的100倍"),
    ("A÷B", "A÷C", "只有前一个公式用到“B”；只有后一个公式用到“C”"),
    ("A÷B", "A÷B×C÷D", "只有后一个公式用到“C”、“D”"),
    ("（A－B）÷A", "（A－B）÷B", "同样的数值下结果不同，例如"),
    ("A÷B", "若 A＞B 则 A÷B 否则 1", "同样的数值下结果不同"),
    ("∑（得分×权重）", "∑（得分）×∑（权重）", "结果不同"),
    ("A", "A＋1÷（A－A）", "一个公式有结果而另一个无法确定"),
    ("A＋1" + "0" * 39, "A", "一个很长的分数"),
]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_formulas_that_compute_the_same(left: str, right: str) -> None:
    comparison = compare(parse(left), parse(right))
    assert comparison.same is True
    assert "结果都相同" in comparison.reason
    assert equivalent(parse(right), parse(left)) is True


@pytest.mark.parametrize(("left", "right", "reason"), DIFFERENT)
def test_formulas_that_differ(left: str, right: str, reason: str) -> None:
    comparison = compare(parse(left), parse(right))
    assert comparison.same is False
    assert reason in comparison.reason
    assert equivalent(parse(right), parse(left)) is False


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("A÷（B－B）", "A÷（B－B）", "都无法确定"),
        ("×".join(["（A＋B）"] * 1500), "×".join(["（B＋A）"] * 1500), "不能比较"),
    ],
)
def test_what_cannot_be_shown(left: str, right: str, reason: str) -> None:
    comparison = compare(parse(left), parse(right))
    assert comparison.same is None
    assert reason in comparison.reason
