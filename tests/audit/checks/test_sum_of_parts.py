"""Sums told in words: a total, its parts, and what ties them."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.sum_of_parts import CHECK

CASES = cases(
    """
parts of 其中, rounded to whole 万元
    2023年项目支出491万元。其中运转经费449万元；热线经费43万元。
    -> suspicion sum-of-parts: 491万元 | 492万元 | 449 + 43 = 492 ≠ 491（万元） @ 491万元 · 449万元 · 43万元
people never round
    现有在编人员24人，其中处级9人，科级14人。
    -> suspicion sum-of-parts: 24人 | 23人 | 9 + 14 = 23 ≠ 24（人） @ 24人 · 9人 · 14人
a bracket that explains its number
    共受理投诉62件（已办结56件，正在办理5件）。
total after its parts
    购置设备120.5万元、软件开发80万元、培训20万元，合计230.5万元。
    -> error sum-of-parts: 230.5万元 | 220.5万元 | 120.5 + 80 + 20 = 220.5 ≠ 230.5（万元） @ 230.5万元 · 120.5万元 · 80万元 · 20万元
分别 promises all parts
    全年支出500万元，分别为工资300万元、设备190万元。
    -> error sum-of-parts: 500万元 | 490万元 | 300 + 190 = 490 ≠ 500（万元） @ 500万元 · 300万元 · 190万元
funding sources are all there are
    项目总投资1000万元，其中中央资金600万元、省级资金200万元、县级配套100万元。
    -> error sum-of-parts: 1000万元 | 900万元 | 600 + 200 + 100 = 900 ≠ 1000（万元） @ 1000万元 · 600万元 · 200万元 · 100万元
a part larger than its whole
    全年受理投诉52件，其中重复投诉61件。
    -> error sum-of-parts: 52件 | 不少于其中的 61件 | 61件 > 52件 @ 52件 · 61件
classes that overlap may exceed the whole
    培训学员100人，其中女学员60人、党员45人。
deep in a paragraph
    一是推进改造。全区改造小区12个，其中东片区5个、西片区6个、南片区2个，惠及居民3000户。
    -> error sum-of-parts: 12个 | 13个 | 5 + 6 + 2 = 13 ≠ 12（个） @ 12个 · 5个 · 6个 · 2个
a sum that holds
    现有在编在岗23人,其中处级领导9人，科及以下14名。
    -> held: 9 + 14 = 23（人） @ 23人 · 9人 · 14名
a sum in several units that holds
    资金共1.2亿元，其中中央9000万元、地方3000万元。
    -> held: 9000万元 + 3000万元 = 1.2亿元 @ 1.2亿元 · 9000万元 · 3000万元
rounded parts that make the total
    全年支出100.00万元，其中设备33.33万元、材料33.33万元、劳务33.34万元。
    -> held: 33.33 + 33.33 + 33.34 = 100.00（万元） @ 100.00万元 · 33.33万元 · 33.33万元 · 33.34万元
an open list may leave parts out
    全年支出500万元，主要用于工资300万元、设备100万元等。
其中 of one part only
    全年支出500万元，其中工资300万元。
hedged figures
    共投入约500万元，其中中央约300万元、地方约150万元。
amounts taken off
    年初预算100万元，追加20万元，调减8万元，调整后预算共计112万元。
    -> held: 100 + 20 − 8 = 112（万元） @ 112万元 · 100万元 · 20万元 · 8万元
taken off in passing
    第二批110个（省公布100个，7个办理权限在省级，新增梳理17个，共110个）。
    -> held: 100 − 7 + 17 = 110（个） @ 110个 · 100个 · 7个 · 17个
    -> held: 100 − 7 + 17 = 110（个） @ 110个 · 100个 · 7个 · 17个
several columns told in one list
    全县共有教师120名，其中小学70名、初中50名；男教师48名、女教师72名。
    -> held: 70 + 50 = 120（名） @ 120名 · 70名 · 50名
one sum told once
    购置设备120.5万元、软件开发80万元、培训20万元，合计220.5万元，其中设备120.5万元、软件80万元、培训20万元。
    -> held: 120.5 + 80 + 20 = 220.5（万元） @ 220.5万元 · 120.5万元 · 80万元 · 20万元
    -> held: 120.5 + 80 + 20 = 220.5（万元） @ 220.5万元 · 120.5万元 · 80万元 · 20万元
figures of different things
    建成泵站3座，铺设管网12公里，共服务居民4500户。
divided twice, and both make the whole
    项目总投资500万元，其中省级300万元、县级200万元；资金用途上，工程310万元、设备190万元。
    -> held: 300 + 200 = 500（万元） @ 500万元 · 300万元 · 200万元
    -> held: 310 + 190 = 500（万元） @ 500万元 · 310万元 · 190万元
divided twice, the first time wrongly
    项目总投资500万元，其中省级300万元、县级190万元；资金用途上，工程310万元、设备190万元。
    -> error sum-of-parts: 500万元 | 490万元 | 300 + 190 = 490 ≠ 500（万元） @ 500万元 · 300万元 · 190万元
    -> held: 310 + 190 = 500（万元） @ 500万元 · 310万元 · 190万元
divided twice, the second time wrongly
    项目总投资500万元，其中省级300万元、县级200万元；按用途分，工程310万元、设备180万元。
    -> held: 300 + 200 = 500（万元） @ 500万元 · 300万元 · 200万元
    -> error sum-of-parts: 500万元 | 490万元 | 310 + 180 = 490 ≠ 500（万元） @ 500万元 · 310万元 · 180万元
one part, and one use of many
    全年支出500万元，其中省级资金300万元；资金用途上，工程310万元等。
the main uses, and what is left
    到位500万元，包括省级300万元、县级150万元等；资金用途上，主要用于工程310万元、设备100万元。
    到位500万元，其中省级300万元、县级200万元；资金用途上，工程310万元、设备100万元，其余为管理费。
    -> held: 300 + 200 = 500（万元） @ 500万元 · 300万元 · 200万元
a plan beside its outcome
    全年计划投资800万元，实际完成500万元、剩余300万元，共涉及3个项目。
    -> held: 500 + 300 = 800（万元） @ 800万元 · 500万元 · 300万元
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
