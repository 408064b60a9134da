"""Weights told in words and the full score."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.weight_sum_told import CHECK

CASES = cases(
    """
they do not add up
    评分表由决策指标15分、过程指标20分、产出指标35分、效益指标25分构成，满分100分。
    -> error weight-sum: 满分 100分 | 各项分值之和 95分 | 15 + 20 + 35 + 25 = 95 ≠ 100（分） @ 100分 · 15分 · 20分 · 35分 · 25分
a score above its weight
    评分由决策指标15分、过程指标20分、产出指标35分、效益指标30分构成，满分100分。其中决策指标得14分，过程指标得22分，产出指标得33分。
    -> held: 15 + 20 + 35 + 30 = 100（分） @ 100分 · 15分 · 20分 · 35分 · 30分
    -> error score-over-weight: 过程指标得 22分 | 不超过分值 20分 | 22分 > 20分 @ 22分 · 20分
they add up
    评分由决策指标15分、过程指标20分、产出指标35分、效益指标30分构成，满分100分。
    -> held: 15 + 20 + 35 + 30 = 100（分） @ 100分 · 15分 · 20分 · 35分 · 30分
scores within their weights
    评分由决策指标15分、过程指标20分、产出指标35分、效益指标30分构成，满分100分。其中决策指标得14分，过程指标得20分，问卷得40分。
    -> held: 15 + 20 + 35 + 30 = 100（分） @ 100分 · 15分 · 20分 · 35分 · 30分
no full score
    决策指标15分、过程指标20分、产出指标35分。
too few
    产出指标60分、效益指标40分，满分100分。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
