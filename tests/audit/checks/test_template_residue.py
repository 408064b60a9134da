"""Prompts and placeholders of the template."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.template_residue import CHECK

CASES = cases(
    """
a prompt of the pack
    一、绩效目标
    主要包括项目绩效总目标和阶段性目标，预期主要的经济、政治和社会效益。
    -> suspicion template-residue: 主要包括项目绩效总目标和阶段性目标，预期主要的经济、政治和社会效益。 | 本项目自己的内容 @ 主要包括项目绩效总目标和阶段性目标，预期主要的经济、政治和社会效益。 [报告模板提示语]
a prompt beside content
    一、绩效目标
    包括总目标和阶段性目标。本项目植树3000棵，提高森林覆盖率。
    -> suspicion template-residue: 包括总目标和阶段性目标 | 本项目自己的内容 @ 包括总目标和阶段性目标 [报告模板提示语]
a prompt by its shape
    一、绩效目标
    简要说明项目的总体目标和年度目标，以及预期产生的经济效益、社会效益和生态效益。
    -> suspicion template-residue: 简要说明项目的总体目标和年度目标，以及预期产生的经济效益、社会效益和生态效益。 | 本项目自己的内容 @ 简要说明项目的总体目标和年度目标，以及预期产生的经济效益、社会效益和生态效益。 [报告模板提示语]
instructions for filling in
    一、绩效目标
    填写说明：总体目标应与批复一致。
    -> suspicion template-residue: 填写说明：总体目标应与批复一致。 | 本项目自己的内容 @ 填写说明：总体目标应与批复一致。 [报告模板提示语]
placeholders of the pack
    | 指标 | 目标值 |
    | 指标2…… | ≥**人 |
    | 植树 | 3000棵 |
    -> advice template-residue: 指标2…… | 本项目自己的内容 @ 指标2…… [报告模板提示语]
    -> advice template-residue: ≥** | 本项目自己的内容 @ ≥** [报告模板提示语]
placeholders
    项目联系人：×××，报告日期：20××年××月。
    -> advice template-residue: ××× | 本项目自己的内容 @ ××× [报告模板提示语]
    -> advice template-residue: 20××年 | 本项目自己的内容 @ 20××年 [报告模板提示语]
    -> advice template-residue: ×× | 本项目自己的内容 @ ×× [报告模板提示语]
a limit of characters
    存在的问题（100字以内）：无。
    -> advice template-residue: 100字以内 | 本项目自己的内容 @ 100字以内 [报告模板提示语]
in a table
    | 项目 | 说明 |
    | 植树 | ****局填写 |
    | 育苗 | 正常 |
    -> advice template-residue: **** | 本项目自己的内容 @ **** [报告模板提示语]
content of its own
    一、绩效目标
    本项目包括植树3000棵、育苗20亩，预期提高森林覆盖率。
a long paragraph that begins like a prompt
    一、主要内容
    包括植树造林、封山育林、退化林修复、森林抚育、林木良种培育、林业有害生物防治、森林防火、野生动植物保护、湿地保护与恢复、林业科技推广、林区道路建设、护林员队伍建设、林业执法能力建设、自然保护地建设、古树名木保护、乡村绿化美化、林下经济发展、林业产业园区建设和林业碳汇项目开发等工作内容
a number that only looks masked
    合同号为2023-08，金额为12万元。
two sizes
    步道宽××3米，展板2XX3。
figures beside each other
    会议编号XX-2023。
half of a prompt beside content
    一、绩效目标
    总体目标是植树3000棵。
a year
    二〇二三年三月
multiplication
    展板尺寸3×5米。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
