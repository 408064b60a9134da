"""Empty score cells, and what they must hold."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.score_missing import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
solved for its full weight
    产出/完成率 | 7 | .
    产出/及时率 | 43 | 40
    效益/绿化 | 50 | 45
    text 综合评分为92分。
    -> error: “完成率”得分栏为空 | 其余2项得分合计 85；92 − 85 = 7（分）
solved from the sheet's total
    产出/完成率 | 10 | .
    效益/绿化 | 90 | 80
    total 100|86
    -> error: “完成率”得分栏为空 | 其余1项得分合计 80；86 − 80 = 6（分）
impossible: above the weight
    产出/完成率 | 5 | .
    效益/绿化 | 95 | 80
    total 100|90
    -> error: “完成率”得分栏为空 | 其余1项得分合计 80；90 − 80 = 10（分）
impossible: negative
    产出/完成率 | 5 | .
    效益/绿化 | 95 | 90
    total 100|88
    -> error: “完成率”得分栏为空 | 其余1项得分合计 90；88 − 90 = -2（分）
no weight stated
    产出/完成率 | ~ | .
    效益/绿化 | ~ | 80
    total ~|88
    -> error: “完成率”得分栏为空 | 其余1项得分合计 80；88 − 80 = 8（分）
no total
    产出/完成率 | 7 | .
    效益/绿化 | 93 | 90
    -> error: “完成率”得分栏为空 | 应填得分；没有一致的总分，不能推算
totals that differ
    产出/完成率 | 7 | .
    效益/绿化 | 93 | 90
    total 100|97
    text 综合评分为95分。
    -> error: “完成率”得分栏为空 | 应填得分；没有一致的总分，不能推算
totals that agree
    产出/完成率 | 7 | .
    效益/绿化 | 93 | 90
    total 100|97
    text 综合评分为97分。
    -> error: “完成率”得分栏为空 | 其余1项得分合计 90；97 − 90 = 7（分）
two missing are named, not solved
    产出/完成率 | 7 | .
    产出/及时率 | 8 | .
    效益/绿化 | 45 | 40
    效益/满意度 | 40 | 40
    total 100|90
    -> error: “完成率、及时率”得分栏为空 | 2 项都应填得分；缺两项以上，不能由总分推算
execution score missing
    产出/植树 | 60 | 58
    效益/绿化 | 30 | 30
    funds 总额 | ~ | 10 | 9 | 10 | 90% | .
    total 100|97
    -> error: “总额”得分栏为空 | 其余2项得分合计 88；97 − 88 = 9（分）
execution row counts among the others
    产出/植树 | 60 | .
    效益/绿化 | 30 | 30
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    total 100|97
    -> error: “植树”得分栏为空 | 其余2项得分合计 39；97 − 39 = 58（分）
a dash where a weight stands
    产出/完成率 | 7 | —
    效益/绿化 | 93 | 90
    total 100|97
    -> error: “完成率”得分栏为空 | 其余1项得分合计 90；97 − 90 = 7（分）
a dash beside a dash
    产出/完成率 | — | —
    效益/绿化 | 93 | 90
    total 100|90
a dash without weights
    产出/完成率 | ~ | —
    效益/绿化 | ~ | 90
    total 100|90
an empty cell beside a dash
    产出/完成率 | — | .
    效益/绿化 | 93 | 90
    total 100|90
nothing filled in at all
    产出/完成率 | 7 | .
    效益/绿化 | 93 | .
    total 100|.
a row without a score of its own
    产出/完成率 | 7 | .
    产出/及时率 | 8 | ~
    效益/绿化 | 85 | 80
    total 100|90
    -> error: “完成率”得分栏为空 | 应填得分；没有一致的总分，不能推算
bonus rows may be empty
    产出/完成率 | 100 | 90
    加分项/获奖 | 5 | .
    total 100|90
words for a score
    产出/完成率 | 7 | 优
    效益/绿化 | 93 | 90
    total 100|97
prose is not asked where there are two sheets
    产出/完成率 | 7 | .
    效益/绿化 | 93 | 90
    sheet
    产出/甲 | 50 | 50
    产出/乙 | 50 | 47
    text 综合评分为97分。
    -> error: “完成率”得分栏为空 | 应填得分；没有一致的总分，不能推算
a summary beside the sheet does not count
    产出 | 7 | 7
    效益 | 93 | 90
    sheet
    产出/完成率 | 7 | .
    效益/绿化 | 93 | 90
    text 综合评分为97分。
    -> error: “完成率”得分栏为空 | 其余1项得分合计 90；97 − 90 = 7（分）
all scores stand
    产出/完成率 | 7 | 7
    效益/绿化 | 93 | 90
    total 100|97
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
