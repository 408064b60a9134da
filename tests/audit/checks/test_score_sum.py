"""The scores of a sheet against its subtotals and totals."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, document, outcomes, reading
from xunzheng.audit.checks.score_sum import CHECK
from xunzheng.audit.reading import read
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
total holds
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    total 100|92
    -> held: 58 + 34 = 92（分）
total is wrong
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    total 100|93
    -> error: 总分 93 | 58 + 34 = 92 ≠ 93（分）
prose agrees with the sheet, both wrong
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    total 100|93
    text 综合评分为93分。
    -> error: 总分 93 | 58 + 34 = 92 ≠ 93（分）
prose differs from the sheet
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    total 100|92
    text 综合评分为95分。
    -> held: 58 + 34 = 92（分）
    -> error: 总分 95 | 58 + 34 = 92 ≠ 95（分）
prose only
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    text 综合评分为92分。
    -> held: 58 + 34 = 92（分）
prose is not held against one of two sheets
    甲 | 60 | 58
    乙 | 40 | 34
    total 100|92
    sheet
    甲 | 60 | 50
    乙 | 40 | 40
    total 100|90
    text 综合评分为95分。
    -> held: 58 + 34 = 92（分）
    -> held: 50 + 40 = 90（分）
the score of a part in prose is no total
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    total 100|92
    text 自评得分9分。
    -> held: 58 + 34 = 92（分）
a summary beside the sheet
    产出 | 60 | 58
    效益 | 40 | 34
    total 100|92
    sheet
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    total 100|92
    text 综合评分为93分。
    -> held: 58 + 34 = 92（分）
    -> held: 58 + 34 = 92（分）
    -> error: 总分 93 | 58 + 34 = 92 ≠ 93（分）
subtotal holds
    产出 | 60 | 50
    产出/植树 | 30 | 30
    产出/成活率 | 30 | 20
    效益 | 40 | 34
    total 100|84
    -> held: 30 + 20 = 50（分）
    -> held: 30 + 20 + 34 = 84（分）
subtotal is wrong
    产出 | 60 | 51
    产出/植树 | 30 | 30
    产出/成活率 | 30 | 20
    效益/绿化 | 40 | 34
    total 100|84
    -> error: “产出”得分 51 | 30 + 20 = 50 ≠ 51（分）
    -> held: 30 + 20 + 34 = 84（分）
a subtotal over a missing score
    产出 | 60 | 51
    产出/植树 | 30 | 30
    产出/成活率 | 30 | .
    效益/绿化 | 40 | 34
    total 100|84
execution row counts
    产出/植树 | 60 | 58
    效益/绿化 | 30 | 30
    funds 总额 | ~ | 10 | 9 | 10 | 91.2% | 9.12
    total 100|97.12
    -> held: 9.12 + 58 + 30 = 97.12（分）
one score missing is left to score-missing
    产出/植树 | 60 | .
    效益/绿化 | 40 | 34
    total 100|92
one score missing, totals differ
    产出/植树 | 60 | .
    效益/绿化 | 40 | 34
    total 100|92
    text 综合评分为93分。
    -> error: 总分 93 | 92 ≠ 93（分）
total rounded to a whole number
    产出/植树 | 60 | 58.4
    效益/绿化 | 40 | 34.2
    total 100|93
    -> suspicion: 总分 93 | 58.4 + 34.2 = 92.6 ≠ 93（分）
bonus points in the total
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    加分项/获奖 | ~ | 2
    total 100|94
    -> held: 58 + 34 + 2 = 94（分）
bonus points beside the total
    产出/植树 | 60 | 58
    效益/绿化 | 40 | 34
    加分项/获奖 | ~ | 2
    total 100|92
    -> held: 58 + 34 = 92（分）
weighted mean of scores out of 100
    产出/植树 | 60 | 90
    效益/绿化 | 40 | 80
    total 100|86
    -> held: 各指标得分按权重加权平均为 86 分
scores above weights and no mean
    产出/植树 | 60 | 90
    效益/绿化 | 40 | 80
    total 100|88
    -> error: 总分 88 | 90 + 80 = 170 ≠ 88（分）
execution scored elsewhere
    产出/植树 | 60 | 58
    效益/绿化 | 30 | 30
    total 100|97
    -> held: 97 分中另含预算执行率得分
execution scored elsewhere, total weight unknown
    产出/植树 | 60 | 58
    效益/绿化 | 30 | 30
    total ~|97
    -> held: 97 分中另含预算执行率得分
gap larger than the execution weight
    产出/植树 | 60 | 58
    效益/绿化 | 30 | 30
    total 100|99
    -> error: 总分 99 | 58 + 30 = 88 ≠ 99（分）
no weights, total wrong
    植树 | ~ | 58
    绿化 | ~ | 30
    total ~|90
    -> error: 总分 90 | 58 + 30 = 88 ≠ 90（分）
a single indicator is no sum
    产出 | 100 | 90
    total 100|91
a sheet without scores
    产出/植树 | 60
    效益/绿化 | 40
    no-scores
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected


TOLD = {
    "a total that the scores do not make": (
        "自评得分96分。\n1.密度：目标值90%，实际值92%，自评得分50分。\n2.验收合格率：目标值70%，实际值81%，自评得分30分。\n"
        "3.村民满意度：目标值85%，实际值90%，自评得分17分。",
        ["suspicion: 总分 96 | 50 + 30 + 17 = 97 ≠ 96（分）"],
    ),
    "a total that they make": (
        "自评得分97分。\n1.密度：目标值90%，实际值92%，自评得分50分。\n2.验收合格率：目标值70%，实际值81%，自评得分30分。\n"
        "3.村民满意度：目标值85%，实际值90%，自评得分17分。",
        ["held: 50 + 30 + 17 = 97（分）"],
    ),
    "a total far off is of something else": (
        "自评得分96分。\n1.密度：目标值90%，实际值92%，自评得分20分。\n2.验收合格率：目标值70%，实际值81%，自评得分30分。\n"
        "3.村民满意度：目标值85%，实际值90%，自评得分17分。",
        [],
    ),
    "two scores are too few": (
        "自评得分96分。\n1.密度：目标值90%，实际值92%，自评得分50分。\n2.验收合格率：目标值70%，实际值81%，自评得分45分。",
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TOLD.values(), ids=TOLD)
def test_scores_told_in_words(text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, read(document(text))) == expected


REVIEWED = (
    "| 一级指标 | 三级指标 | 分值 | 自评得分 | 复核得分 |\n"
    "| 产出 | 植树 | 60 | 60 | 58 |\n| 效益 | 绿化 | 40 | 40 | {} |\n"
)


@pytest.mark.parametrize(
    ("score", "total", "expected"),
    [
        ("40", "| 合计 |  | 100 | 100 | 98 |", ["held: 58 + 40 = 98（分）", "held: 60 + 40 = 100（分）"]),
        (
            "40",
            "| 合计 |  | 100 | 100 | 97 |",
            ["error: 总分 97 | 58 + 40 = 98 ≠ 97（分）", "held: 60 + 40 = 100（分）"],
        ),
        ("", "| 合计 |  | 100 | 100 | 97 |", ["held: 60 + 40 = 100（分）"]),
        ("40", "", []),
    ],
)
def test_another_score_column_has_a_total_of_its_own(score: str, total: str, expected: list[str]) -> None:
    assert outcomes(CHECK, read(document(REVIEWED.format(score) + total))) == expected
