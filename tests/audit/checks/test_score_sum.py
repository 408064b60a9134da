"""The scores of a sheet against its subtotals and totals."""

from __future__ import annotations

import pytest

from xunzheng.audit.checks.score_sum import CHECK
from xunzheng.audit.sheet import Sheet
from tests.audit.sheets import outcomes, reading, sheet


CASES = [
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 40 | 34
""", total='"100|92"')], "", ["held: 58 + 34 = 92（分）"], id="total holds"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 40 | 34
""", total='"100|93"')], "", ["error: 总分 93 | 58 + 34 = 92 ≠ 93（分）"], id="total is wrong"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 40 | 34
""", total='"100|93"')], "综合评分为93分。", ["error: 总分 93 | 58 + 34 = 92 ≠ 93（分）"], id="prose agrees with the sheet, both wrong"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 40 | 34
""", total='"100|92"')], "综合评分为95分。", ["held: 58 + 34 = 92（分）", "error: 总分 95 | 58 + 34 = 92 ≠ 95（分）"], id="prose differs from the sheet"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 40 | 34
""")], "综合评分为92分。", ["held: 58 + 34 = 92（分）"], id="prose only"),
    pytest.param([sheet("""
甲 | 60 | 58
乙 | 40 | 34
""", total='"100|92"'), sheet("""
甲 | 60 | 50
乙 | 40 | 40
""", total='"100|90"')], "综合评分为95分。", ["held: 58 + 34 = 92（分）", "held: 50 + 40 = 90（分）"], id="prose is not held against one of two sheets"),
    pytest.param([sheet("""
产出 | 60 | 50
产出/植树 | 30 | 30
产出/成活率 | 30 | 20
效益 | 40 | 34
""", total='"100|84"')], "", ["held: 30 + 20 = 50（分）", "held: 30 + 20 + 34 = 84（分）"], id="subtotal holds"),
    pytest.param([sheet("""
产出 | 60 | 51
产出/植树 | 30 | 30
产出/成活率 | 30 | 20
效益/绿化 | 40 | 34
""", total='"100|84"')], "", ["error: “产出”得分 51 | 30 + 20 = 50 ≠ 51（分）", "held: 30 + 20 + 34 = 84（分）"], id="subtotal is wrong"),
    pytest.param([sheet("""
产出 | 60 | 51
产出/植树 | 30 | 30
产出/成活率 | 30 | 
效益/绿化 | 40 | 34
""", total='"100|84"')], "", [], id="a subtotal over a missing score"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 30 | 30
""", total='"100|97.12"', funds='"总额 | ~ | 10 | 9 | 10 | 91.2% | 9.12"')], "", ["held: 9.12 + 58 + 30 = 97.12（分）"], id="execution row counts"),
    pytest.param([sheet("""
产出/植树 | 60 | 
效益/绿化 | 40 | 34
""", total='"100|92"')], "", [], id="one score missing is left to score-missing"),
    pytest.param([sheet("""
产出/植树 | 60 | 
效益/绿化 | 40 | 34
""", total='"100|92"')], "综合评分为93分。", ["error: 总分 93 | 92 ≠ 93（分）"], id="one score missing, totals differ"),
    pytest.param([sheet("""
产出/植树 | 60 | 58.4
效益/绿化 | 40 | 34.2
""", total='"100|93"')], "", ["suspicion: 总分 93 | 58.4 + 34.2 = 92.6 ≠ 93（分）"], id="total rounded to a whole number"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 40 | 34
加分项/获奖 | ~ | 2
""", total='"100|94"')], "", ["held: 58 + 34 + 2 = 94（分）"], id="bonus points in the total"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 40 | 34
加分项/获奖 | ~ | 2
""", total='"100|92"')], "", ["held: 58 + 34 = 92（分）"], id="bonus points beside the total"),
    pytest.param([sheet("""
产出/植树 | 60 | 90
效益/绿化 | 40 | 80
""", total='"100|86"')], "", ["held: 各指标得分按权重加权平均为 86 分"], id="weighted mean of scores out of 100"),
    pytest.param([sheet("""
产出/植树 | 60 | 90
效益/绿化 | 40 | 80
""", total='"100|88"')], "", ["error: 总分 88 | 90 + 80 = 170 ≠ 88（分）"], id="scores above weights and no mean"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 30 | 30
""", total='"100|97"')], "", ["held: 97 分中另含预算执行率得分"], id="execution scored elsewhere"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 30 | 30
""", total='"~|97"')], "", ["held: 97 分中另含预算执行率得分"], id="execution scored elsewhere, total weight unknown"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 30 | 30
""", total='"100|99"')], "", ["error: 总分 99 | 58 + 30 = 88 ≠ 99（分）"], id="gap larger than the execution weight"),
    pytest.param([sheet("""
植树 | ~ | 58
绿化 | ~ | 30
""", total='"~|90"')], "", ["error: 总分 90 | 58 + 30 = 88 ≠ 90（分）"], id="no weights, total wrong"),
    pytest.param([sheet("产出 | 100 | 90", total='"100|91"')], "", [], id="a single indicator is no sum"),
    pytest.param([sheet("""
产出/植树 | 60
效益/绿化 | 40
""", has_scores=False)], "", [], id="a sheet without scores"),
]


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_sheet(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
