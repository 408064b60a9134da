"""Grades and the scores that they are for."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.grade_band import CHECK

CASES = cases(
    """
national scale
    经评价，综合评分为92分，评价等级为“良”。
    -> suspicion grade-band: 92 分，等级“良” | 等级“优”（项目支出绩效评价等级（全国）） | 92 分在 [90,100] 内，为“优”，不属于所写的“良” @ 良 · 92分 [财预〔2020〕10号]
the report's own scale
    评价标准：90分（含）以上为优，80—90分为良，60—80分为中，60分以下为差。
    综合评分为92分，评价等级为“良”。
    -> error grade-band: 92 分，等级“良” | 等级“优”（按报告自列的等级标准） | 92 分落在报告自列的“优”档内，不在“良”档内 @ 良 · 92分
in a score sheet
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    | 总分 |  | 100 | 97 |
    | 评价等级 | 良 |  |  |
    -> suspicion grade-band: 97 分，等级“良” | 等级“优”（项目支出绩效评价等级（全国）） | 97 分在 [90,100] 内，为“优”，不属于所写的“良” @ 良 · 97 [财预〔2020〕10号]
national scale, right
    经评价，综合评分为92分，评价等级为“优”。
    -> held: 92 分在 [90,100] 内，为“优”，与所写“优”相符 @ 优 · 92分
the report's own scale, right
    评价标准：90分（含）以上为优，80—90分为良，60—80分为中，60分以下为差。
    综合评分为88分，评价等级为“良”。
    -> held: 88 分属“良” @ 良 · 88分
the same grade by another word
    评价标准：90分（含）以上为优秀，80—90分为良好，60—80分为中，60分以下为差。
    综合评分为92分，评价等级为“优”。
    -> held: 92 分属“优秀” @ 优 · 92分
a score between the bands of the report's own scale
    评价标准：优（90-100分）、良（80-89分）。
    综合评分为75分，评价等级为“良”。
a grade of another scale
    综合评分为92分，评价等级为“合格”。
    -> suspicion grade-band: 92 分，等级“合格” | 等级“优”（项目支出绩效评价等级（全国）） | 92 分在 [90,100] 内，为“优”，不属于所写的“合格” @ 合格 · 92分 [财预〔2020〕10号]
a grade without a score near it
    综合评分为92分。
    完成工作一。
    完成工作二。
    完成工作三。
    完成工作四。
    评价等级为“良”。
a score alone
    综合评分为92分。
a grade that the national scale does not know
    综合评分为92分，评价等级为“较好”。
a grade beside no total
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    | 评价等级 | 良 |  |  |
an empty cell for the grade
    | 一级指标 | 三级指标 | 分值 | 得分 |
    | 产出 | 植树 | 60 | 58 |
    | 效益 | 绿化 | 40 | 39 |
    | 总分 |  | 100 | 97 |
    | 评价等级 |  |  |  |
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
