"""Sections that the outline of the report asks for."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.section_missing import CHECK

CASES = cases(
    """
one section of the outline is not there
    某县林业局2019年度专项资金绩效自评报告
    一、项目概况
    全县植树3000棵。
    二、绩效评价目标
    提高成活率。
    三、评价指标分析
    完成较好。
    四、绩效评价结果
    综合评分为92分，等级为“优”。
    -> advice section-missing: 没有“问题和建议”部分 | 湖南专项资金绩效自评报告体例所列各部分 @ 四、绩效评价结果 [湖南省级专项资金绩效自评报告体例]
all sections
    某县林业局2019年度专项资金绩效自评报告
    一、项目概况
    全县植树3000棵。
    二、绩效评价目标
    提高成活率。
    三、评价指标分析
    完成较好。
    四、绩效评价结果
    综合评分为92分，等级为“优”。
    五、问题和建议
    加强管护。
no known outline
    某县林业局工作总结
    一、植树
    全县植树3000棵。
    二、育苗
    全县育苗20亩。
no sections
    全县植树3000棵。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
