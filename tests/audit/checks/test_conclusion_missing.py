"""Total score and grade, and where they are wanting."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.conclusion_missing import CHECK

CASES = cases(
    """
a blank for the grade
    综合评分为92分，评价等级为“”。
    -> error grade-missing: “等级为“””处为空 | 写明评价等级 @ 等级为“”
a label and nothing behind it
    自评得分95分。
    评价等级：
    -> error grade-missing: “评价等级：”处为空 | 写明评价等级 @ 评价等级：
a label, and its grade in the next line
    自评得分95分。
    评价等级：
    优
a label at the very end
    自评得分95分，等级“优”。
    评价等级：
    -> error grade-missing: “评价等级：”处为空 | 写明评价等级 @ 评价等级：
a blank for the total
    自评得分为____分，等级为“优”。
    -> error total-missing: “得分为____分”处为空 | 写明总分 @ 得分为____分
blanks between brackets and of spaces
    自评总分：（  ）分，等级为（ ）。
    -> error grade-missing: “等级为（ ）”处为空 | 写明评价等级 @ 等级为（ ）
    -> error total-missing: “总分：（  ）分”处为空 | 写明总分 @ 总分：（  ）分
a blank of spaces
    综合得分    分，等级为优。
    -> error total-missing: “得分    分”处为空 | 写明总分 @ 得分    分
an empty cell for the total
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    | 总分 |  | 100 |  |
    -> suspicion total-missing: 评分表有各项得分，全文未写总分 | 写明总分 @ ∅
a total without a grade
    对照评分表，综合评分为92分。
    -> advice grade-missing: 有总分“92分”，全文未写评价等级 | 写明评价等级 @ 92分
a grade without a total
    经评价，项目自评等级为“优”。
    -> suspicion total-missing: 有等级“优”，全文未写总分 | 写明总分 @ 优
a sheet with scores and no total
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    -> suspicion total-missing: 评分表有各项得分，全文未写总分 | 写明总分 @ 植树
a sheet with a total and no grade
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    | 总分 |  | 100 | 97 |
    -> advice grade-missing: 有总分“97”，全文未写评价等级 | 写明评价等级 @ 97
an empty cell for the grade
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    | 总分 |  | 100 | 97 |
    | 评价等级 |  |  |  |
    -> suspicion grade-missing: 有总分“97”，全文未写评价等级 | 写明评价等级 @ 97
both told
    综合评分为92分，评价等级为“优”。
the grade right behind the total
    自评98分，优。扣2分为食材追溯系统尚未启用。
the grade right behind the total, with words
    本项目得分95分，为“优”等次。
the total before the grade, under another name
    组织管理得14.6分，资金管理得24.5分。合计96.5分，评价等级“优”。
both in the sheet
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    | 总分 |  | 100 | 97 |
    | 评价等级 |  |  | 优 |
a score of one group beside the grade
    产出得48分，自评总分92分，等级为“优”。
a scale is no blank
    评分标准：得分为90分以上的，等级为“优”。
words for the score
    综合得分较高，得分分布均匀。
a report that scores nothing
    全年植树3000棵，绿化美化村庄12个。
no score sheet at all
    | 项目 | 金额 |
    | 植树 | 60 |
a form without scores
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 |  |
    | 效益 | 绿化 | 40 |  |
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
