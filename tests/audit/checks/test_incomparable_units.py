"""Targets and actual values in different units."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.incomparable_units import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
events and people
    产出/数量/普法宣传 | 10 | 10 | ≥80场次 | 2.3万人次
    -> suspicion: “普法宣传”目标 ≥80场次，实际 2.3万人次 | 实际值的单位与目标值相同（场次）
people and people
    产出/数量/培训 | 10 | 10 | ≥80人 | 102人次
share and count
    产出/时效/完工率 | 10 | 10 | 100% | 86座
    -> suspicion: “完工率”目标 100%，实际 86座 | 实际值的单位与目标值相同（%）
money and count
    产出/成本/改造成本 | 10 | 10 | ≤35万元 | 312处
    -> suspicion: “改造成本”目标 ≤35万元，实际 312处 | 实际值的单位与目标值相同（万元）
length and area
    产出/数量/渠道 | 10 | 10 | ≥36公里 | 36亩
    -> suspicion: “渠道”目标 ≥36公里，实际 36亩 | 实际值的单位与目标值相同（公里）
same kind
    产出/数量/学校 | 10 | 10 | ≥38所 | 38个
    产出/数量/面积 | 10 | 10 | ≥15亩 | 1公顷
    产出/数量/渠道 | 10 | 10 | ≥36公里 | 36000米
    产出/成本/造价 | 10 | 10 | ≤2.2万元 | 21000元
    产出/数量/粮食 | 10 | 10 | ≥5吨 | 5车
a number without unit
    产出/质量/完好率 | 10 | 10 | ≥95% | 90
    产出/质量/系数 | 10 | 10 | 0.58 | 58%
words and absent cells
    产出/质量/效果 | 10 | 10 | 显著 | 86座
    产出/质量/其他 | 10 | 10
    产出/质量/影响 | 10 | 10 | 5次 | 有影响
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
