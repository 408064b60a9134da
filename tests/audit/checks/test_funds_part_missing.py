"""A report by parts without one about the money."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import outcomes
from xunzheng.audit.checks.funds_part_missing import CHECK

PARTS = """某县林业局2021年度造林项目绩效自评报告
一、项目概况
规划总投资500万元，分三年实施，{told}
二、项目绩效情况
{heading}
全县植树3000棵，每棵200元。
三、自评结论
全年支出60万元，自评得分92分，等级为“优”。
四、问题和建议
加快资金支付，明年预算执行80万元。
"""
FOUND = "advice section-missing: 没有说明资金到位和使用情况的部分 | 自评报告说明项目资金的安排、到位和使用情况 @ 一、项目概况"


def test_it_is_told_where_nothing_stands_for_it() -> None:
    assert outcomes(CHECK, PARTS.format(told="由林业局实施。", heading="（一）产出情况")) == [FOUND]


@pytest.mark.parametrize(
    "heading", ["（一）资金使用情况", "（一）预算执行", "（一）经费支出", "（一）财务管理"]
)
def test_a_heading_may_stand_for_it(heading: str) -> None:
    assert outcomes(CHECK, PARTS.format(told="由林业局实施。", heading=heading)) == []


@pytest.mark.parametrize(
    "told", ["到位60万元。", "本年下达资金60万元，全部用于造林。", "已支付1,200元。", "实际使用0.6亿元。"]
)
def test_a_paragraph_may_tell_it(told: str) -> None:
    assert outcomes(CHECK, PARTS.format(told=told, heading="（一）产出情况")) == []


@pytest.mark.parametrize("part", ["一、项目概况", "二、项目绩效情况", "三、自评结论", "四、问题和建议"])
def test_a_report_of_other_parts_is_left_alone(part: str) -> None:
    report = PARTS.format(told="由林业局实施。", heading="按计划植树。").replace(part, f"{part[:2]}说明")
    assert outcomes(CHECK, report) == []
