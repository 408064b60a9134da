"""Empty score cells, and what they must hold."""

from __future__ import annotations

import pytest

from xunzheng.audit.checks.score_missing import CHECK
from xunzheng.audit.sheet import Sheet
from tests.audit.sheets import outcomes, reading, sheet


CASES = [
    pytest.param([sheet("""
产出/完成率 | 7 | 
产出/及时率 | 43 | 40
效益/绿化 | 50 | 45
""")], "综合评分为92分。", ["error: “完成率”得分栏为空 | 其余2项得分合计 85；92 − 85 = 7（分）"], id="solved for its full weight"),
    pytest.param([sheet("""
产出/完成率 | 10 | 
效益/绿化 | 90 | 80
""", total='"100|86"')], "", ["error: “完成率”得分栏为空 | 其余1项得分合计 80；86 − 80 = 6（分）"], id="solved from the sheet's total"),
    pytest.param([sheet("""
产出/完成率 | 5 | 
效益/绿化 | 95 | 80
""", total='"100|90"')], "", ["error: “完成率”得分栏为空 | 其余1项得分合计 80；90 − 80 = 10（分）"], id="impossible: above the weight"),
    pytest.param([sheet("""
产出/完成率 | 5 | 
效益/绿化 | 95 | 90
""", total='"100|88"')], "", ["error: “完成率”得分栏为空 | 其余1项得分合计 90；88 − 90 = -2（分）"], id="impossible: negative"),
    pytest.param([sheet("""
产出/完成率 | ~ | 
效益/绿化 | ~ | 80
""", total='"~|88"')], "", ["error: “完成率”得分栏为空 | 其余1项得分合计 80；88 − 80 = 8（分）"], id="no weight stated"),
    pytest.param([sheet("""
产出/完成率 | 7 | 
效益/绿化 | 93 | 90
""")], "", ["error: “完成率”得分栏为空 | 应填得分；没有一致的总分，不能推算"], id="no total"),
    pytest.param([sheet("""
产出/完成率 | 7 | 
效益/绿化 | 93 | 90
""", total='"100|97"')], "综合评分为95分。", ["error: “完成率”得分栏为空 | 应填得分；没有一致的总分，不能推算"], id="totals that differ"),
    pytest.param([sheet("""
产出/完成率 | 7 | 
效益/绿化 | 93 | 90
""", total='"100|97"')], "综合评分为97分。", ["error: “完成率”得分栏为空 | 其余1项得分合计 90；97 − 90 = 7（分）"], id="totals that agree"),
    pytest.param([sheet("""
产出/完成率 | 7 | 
产出/及时率 | 8 | 
效益/绿化 | 45 | 40
效益/满意度 | 40 | 40
""", total='"100|90"')], "", ["error: “完成率、及时率”得分栏为空 | 2 项都应填得分；缺两项以上，不能由总分推算"], id="two missing are named, not solved"),
    pytest.param([sheet("""
产出/植树 | 60 | 58
效益/绿化 | 30 | 30
""", total='"100|97"', funds='"总额 | ~ | 10 | 9 | 10 | 90% | "')], "", ["error: “总额”得分栏为空 | 其余2项得分合计 88；97 − 88 = 9（分）"], id="execution score missing"),
    pytest.param([sheet("""
产出/植树 | 60 | 
效益/绿化 | 30 | 30
""", total='"100|97"', funds='"总额 | ~ | 10 | 9 | 10 | 90% | 9"')], "", ["error: “植树”得分栏为空 | 其余2项得分合计 39；97 − 39 = 58（分）"], id="execution row counts among the others"),
    pytest.param([sheet("""
产出/完成率 | 7 | —
效益/绿化 | 93 | 90
""", total='"100|97"')], "", ["error: “完成率”得分栏为空 | 其余1项得分合计 90；97 − 90 = 7（分）"], id="a dash where a weight stands"),
    pytest.param([sheet("""
产出/完成率 | — | —
效益/绿化 | 93 | 90
""", total='"100|90"')], "", [], id="a dash beside a dash"),
    pytest.param([sheet("""
产出/完成率 | ~ | —
效益/绿化 | ~ | 90
""", total='"100|90"')], "", [], id="a dash without weights"),
    pytest.param([sheet("""
产出/完成率 | — | 
效益/绿化 | 93 | 90
""", total='"100|90"')], "", [], id="an empty cell beside a dash"),
    pytest.param([sheet("""
产出/完成率 | 7 | 
效益/绿化 | 93 | 
""", total='"100|"')], "", [], id="nothing filled in at all"),
    pytest.param([sheet("""
产出/完成率 | 7 | 
产出/及时率 | 8 | ~
效益/绿化 | 85 | 80
""", total='"100|90"')], "", ["error: “完成率”得分栏为空 | 应填得分；没有一致的总分，不能推算"], id="a row without a score of its own"),
    pytest.param([sheet("""
产出/完成率 | 100 | 90
加分项/获奖 | 5 | 
""", total='"100|90"')], "", [], id="bonus rows may be empty"),
    pytest.param([sheet("""
产出/完成率 | 7 | 优
效益/绿化 | 93 | 90
""", total='"100|97"')], "", [], id="words for a score"),
    pytest.param([sheet("""
产出/完成率 | 7 | 7
效益/绿化 | 93 | 90
""", total='"100|97"')], "", [], id="all scores stand"),
]


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_sheet(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
