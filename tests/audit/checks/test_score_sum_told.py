"""Scores told in words and their total."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.score_sum_told import CHECK

CASES = cases(
    """
near the total
    产出指标50分，得49分；效益指标30分，得28分；满意度指标10分，得9分；执行率10分，得9分，自评总分96分。
    -> error score-sum: 总分 96分 | 各项得分之和 95分 | 49 + 28 + 9 + 9 = 95 ≠ 96（分） @ 96分 · 49分 · 28分 · 9分 · 9分
far from the total, so that some may be missing
    决策得14分、过程得20分、产出得28分，综合评分为97分。
    -> suspicion score-sum: 总分 97分 | 各项得分之和 62分 | 14 + 20 + 28 = 62 ≠ 97（分） @ 97分 · 14分 · 20分 · 28分
the blank for a score is another check's
    决策（15分）得14分；过程（20分）得18分；产出（35分）得    分；效益（30分）得28分。自评总分97分。
they add up
    产出指标50分，得49分；效益指标30分，得28分；满意度指标10分，得9分；执行率10分，得9分，自评总分95分。
    -> held: 49 + 28 + 9 + 9 = 95（分） @ 95分 · 49分 · 28分 · 9分 · 9分
the leading ones are the total
    决策得14分、过程得20分、产出得28分、效益得29分，其中群众满意得8分，综合评分为91分。
too few
    决策得14分、过程得20分，综合评分为97分。
bonus points
    决策得14分、过程得20分、产出得28分，附加得5分，综合评分为97分。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
