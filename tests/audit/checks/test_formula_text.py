"""Formulas beside their indicators."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.formula_text import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
as in the framework
    投入/资金落实/资金到位率 | 4 | 4 | ~ | ~ | ~ | 资金到位率=（实际到位资金/计划投入资金）×100%。
    产出/项目产出/成本节约率 | 4 | 4 | ~ | ~ | ~ | [（计划成本-实际成本）/计划成本]*100%
    -> held: 资金到位率＝（实际到位资金÷计划投入资金）×100%，与“预算绩效评价共性指标体系框架”相同
    -> held: （（计划成本－实际成本）÷计划成本）×100%，与“预算绩效评价共性指标体系框架”相同
turned over
    投入/资金落实/到位及时率 | 4 | 4 | ~ | ~ | ~ | 到位及时率=（应到位资金/及时到位资金）×100%
    -> error: 到位及时率=（应到位资金/及时到位资金）×100% | 分子和分母颠倒：两个公式互为倒数。
terms exchanged
    产出/项目产出/成本节约率 | 4 | 4 | ~ | ~ | ~ | （实际成本-计划成本）/计划成本×100%
    -> error: （实际成本-计划成本）/计划成本×100% | 正负号相反：相减的两项次序颠倒。
÷100%
    产出/项目产出/质量达标率 | 8 | 6 | ~ | ~ | ~ | 质量达标率＝（质量达标产出数/实际产出数）/100%。
    -> error: 质量达标率＝（质量达标产出数/实际产出数）/100%。 | 写成了“÷100%”，应为“×100%”；两者数值相同，但不合公式的写法。
no equals sign
    产出/项目产出/完成及时率 | 8 | 6 | ~ | ~ | ~ | 完成及时率[ (计划完成时间-实际完成时间）/计划完成时间] ×100%。
    -> advice: 完成及时率[ (计划完成时间-实际完成时间）/计划完成时间] ×100%。 | 名称“完成及时率”和算式之间缺少等号“＝”。
×100 and nothing
    效益/就业率 | 8 | 6 | ~ | ~ | ~ | 就业率=就业人数/毕业人数×100
    效益/升学率 | 8 | 6 | ~ | ~ | ~ | 升学率=升学人数/毕业人数
    -> suspicion: 就业率=就业人数/毕业人数×100 | “就业率”是比率，却乘以100而不是100%，结果会大100倍。
    -> advice: 升学率=升学人数/毕业人数 | “升学率”是比率，末尾缺少“×100%”。
cannot be read
    产出/合格率 | 8 | 6 | ~ | ~ | ~ | 合格率=（合格数/总数×100%
    -> suspicion: 合格率=（合格数/总数×100% | 第17个字符处缺少右括号“）”：第5个字符的左括号“（”直到公式末尾都没有关闭。请补上右括号。⏎合格率=（合格数/总数×100%⏎                          ^
not known anywhere
    效益/就业率 | 8 | 6 | ~ | ~ | ~ | 就业率=就业人数/毕业人数×100%
    投入/资金落实/资金到位率 | 4 | 4 | ~ | ~ | ~ | 到位数÷应到数×100%
    效益/其他 | 1
    效益/空 | 1 | 1 | ~ | ~ | ~ | .
    -> held: 就业率＝就业人数÷毕业人数×100%
    -> held: 到位数÷应到数×100%
another quantity of the same framework
    产出/项目产出/质量达标率 | 8 | 6 | ~ | ~ | ~ | 质量达标率=（质量达标产出数/计划产出数）×100%
    产出/项目产出/实际完成率 | 8 | 6 | ~ | ~ | ~ | 实际完成率=（完成数/计划产出数）×100%
    -> suspicion: 质量达标率=（质量达标产出数/计划产出数）×100% | 用了“计划产出数”，该指标的公式用的是“实际产出数”
    -> held: 实际完成率＝（完成数÷计划产出数）×100%
the department framework has its own
    产出/职责履行/质量达标率 | 8 | 6 | ~ | ~ | ~ | 质量达标率=质量达标实际工作数÷计划工作数×100%
    -> held: 质量达标率＝质量达标实际工作数÷计划工作数×100%，与“预算绩效评价共性指标体系框架”相同
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
