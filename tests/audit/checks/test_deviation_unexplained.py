"""Actual values far off their targets."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.deviation_unexplained import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
far over
    产出/数量/边沟 | 5 | 5 | ≥260公里 | 398公里 | .
    -> suspicion: “边沟”目标 ≥260公里，实际 398公里，未说明原因 | （398 − 260）÷ 260 = 53.08%
exactly at the threshold
    产出/数量/边沟 | 5 | 5 | ≥200公里 | 260公里
    -> suspicion: “边沟”目标 ≥200公里，实际 260公里，未说明原因 | （260 − 200）÷ 200 = 30%
just below the threshold
    产出/数量/边沟 | 5 | 5 | ≥200公里 | 259公里
far under
    产出/数量/边沟 | 5 | 3 | ≥200公里 | 100公里
    -> suspicion: “边沟”目标 ≥200公里，实际 100公里，未说明原因 | （100 − 200）÷ 200 = -50%
explained in the column
    产出/数量/边沟 | 5 | 5 | ≥260公里 | 398公里 | 新增应急任务
explained in prose
    产出/数量/清理边沟 | 5 | 5 | ≥260公里 | 398公里
    text 清理边沟超额较多，主要是新增应急任务。
named in prose without a reason
    产出/数量/清理边沟 | 5 | 5 | ≥260公里 | 398公里
    text 清理边沟398公里。
    -> suspicion: “清理边沟”目标 ≥260公里，实际 398公里，未说明原因 | （398 − 260）÷ 260 = 53.08%
cost far below its bound
    产出/成本/造价 | 5 | 5 | ≤100万元 | 60万元
    -> suspicion: “造价”目标 ≤100万元，实际 60万元，未说明原因 | （60 − 100）÷ 100 = -40%
fewer accidents and shorter times need no reason
    效益/事故起数 | 5 | 5 | ≤5起 | 1起
    产出/时效/用时 | 5 | 5 | ≤10天 | 3天
longer than the bound
    产出/时效/用时 | 5 | 3 | ≤10天 | 14天
    -> suspicion: “用时”目标 ≤10天，实际 14天，未说明原因 | （14 − 10）÷ 10 = 40%
target of nothing
    效益/事故起数 | 5 | 5 | 0起 | 0起
    效益/投诉件数 | 5 | 4 | =0件 | 2件
a sign that cannot be meant
    产出/数量/新建道路 | 5 | 5 | ≤10公里 | 20公里
no single numbers
    效益/效果 | 5 | 5 | 显著 | 显著
    效益/影响 | 5 | 5
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
