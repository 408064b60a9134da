"""Rates that cannot exceed 100 %."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.over_hundred import CHECK

CASES = cases(
    """
a rate of the rule pack
    全年预算执行率102.59%。
    -> error over-hundred: 全年预算执行率102.59% | 不超过 100% @ 102.59% [项目支出绩效自评表（各地公开的通用表样）]
a rate unknown to the pack
    全县饮水安全率104%。
    -> suspicion over-hundred: 全县饮水安全率104% | 不超过 100% @ 104%
a rate of the pack without a bound
    全年任务完成率120%。
a name that has no upper end
    床位使用效率108%，资金回报率112%。
not above
    预算执行率100%，到位率98%。
not a rate by name
    支出进度快于时间进度，完成比例105%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
