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
two sections of many are not there
    某县林业局2021年度造林项目绩效评价报告
    一、基本情况
    全县植树3000棵。
    二、绩效评价工作开展情况
    现场核查。
    三、综合评价情况及评价结论
    综合评分为92分，等级为“优”。
    四、绩效评价指标分析
    完成较好。
    -> advice section-missing: 没有“主要经验及做法、存在的问题及原因分析”部分 | 项目支出绩效评价报告提纲所列各部分 @ 四、绩效评价指标分析 [财预〔2020〕10号]
    -> advice section-missing: 没有“有关建议”部分 | 项目支出绩效评价报告提纲所列各部分 @ 四、绩效评价指标分析 [财预〔2020〕10号]
a short title within a longer one is not that section
    某县2021年度林业转移支付绩效自评报告
    一、绩效目标分解下达情况
    （一）绩效目标
    植树3000棵。
    二、绩效目标完成情况分析
    完成较好。
    三、绩效自评结果拟应用和公开情况
    网上公开。
    -> advice section-missing: 没有“偏离绩效目标的原因和下一步改进措施”部分 | 转移支付绩效自评报告提纲所列各部分 @ 二、绩效目标完成情况分析 [转移支付绩效自评报告通用提纲（各地公开报告）]
the beginning of a title stands for it
    某县2021年度林业转移支付绩效自评报告
    一、绩效目标分解下达情况
    植树3000棵。
    二、绩效目标完成情况分析
    完成较好。
    三、偏离绩效目标的原因和下一步改进措施
    没有偏离。
    四、自评结果应用
    网上公开。
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
