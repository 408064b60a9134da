"""One quantity, stated twice."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.repeat import CHECK

CASES = cases(
    """
another number elsewhere
    一、概况
    惠及沿线群众5612户，改造老旧管网86公里。
    二、成效
    项目惠及沿线群众5621户。
    -> suspicion repeat: 惠及沿线群众 5612户；项目惠及沿线群众 5621户 | 同一数量前后一致（名称相近、单位相同、数字颠倒、全文仅此两个数值；把握 90%） | 5612户 ≠ 5621户 @ 5612户 · 5621户
two neighbouring digits exchanged in a number of the same words
    某县2023年度绩效自评报告
    一、概况
    全县城镇新增就业9124人。
    二、成效
    全年城镇新增就业9214人。
    -> error repeat: 全县城镇新增就业 9124人；全年城镇新增就业 9214人 | 同一数量前后一致（名称相同、单位相同、数字颠倒、全文仅此两个数值；把握 100%） | 9124人 ≠ 9214人 @ 9124人 · 9214人
the same number elsewhere
    一、概况
    项目惠及沿线群众5612户。
    二、成效
    项目惠及沿线群众5612户。
    -> held: “项目惠及沿线群众”2 处均为 5612户 @ 5612户 · 5612户
a sentence and a table
    一、概况
    屋面防水支出62.8万元。
    二、支出
    支出明细表（单位：万元）
    | 支出内容 | 金额 |
    | 屋面防水 | 68.2 |
    | 零星维修 | 28 |
    -> suspicion repeat: 屋面防水支出 62.8万元；屋面防水·金额 68.2万元 | 同一数量前后一致（名称相同、单位相同、数字颠倒、全文仅此两个数值；把握 88%） | 62.8万元 ≠ 68.2万元 @ 62.8万元 · 68.2
a sentence that opens with the row of a table
    一、概况
    | 片区 | 建成（座） |
    | 山区片 | 21 |
    | 库区片 | 8 |
    二、成效
    山区片群众出行不便，故安排了24座。
    -> suspicion repeat: 山区片·建成 21座；故安排了 24座 | 同一数量前后一致（名称相近、单位相同、仅一位数字不同、全文仅此两个数值；把握 68%） | 21座 ≠ 24座 @ 21 · 24座
values in the wrong rows
    一、资金
    中央资金支出1600万元，省级资金支出860万元。
    二、支出
    支出明细表（单位：万元）
    | 来源 | 支出金额 |
    | 中央资金 | 860 |
    | 省级资金 | 1600 |
    -> suspicion repeat: 中央资金支出：1600万元 ≠ 860万元；省级资金支出：860万元 ≠ 1600万元 | 两处的名称与数值对应一致（两个数值恰好互换，疑为名称或数值填写错位） | 中央资金支出：1600万元 ≠ 860万元；省级资金支出：860万元 ≠ 1600万元 @ 1600万元 · 860万元 · 860 · 1600
digits exchanged and values in the wrong rows at once
    一、概况
    公益讲座148场，农村电影184场。
    二、成效
    公益讲座184场，农村电影148场。
    -> suspicion repeat: 公益讲座：148场 ≠ 184场；农村电影：184场 ≠ 148场 | 两处的名称与数值对应一致（两个数值恰好互换，疑为名称或数值填写错位） | 公益讲座：148场 ≠ 184场；农村电影：184场 ≠ 148场 @ 148场 · 184场 · 184场 · 148场
a figure without words of its own
    一、概况
    300名受助学生全部升学，302件物资全部发放。
    二、成效
    受助学生300名。
    -> held: “学生”2 处均为 300名 @ 300名 · 300名
a title alone
    某县2023年度绩效自评报告
two offices of one paragraph
    一、概况
    机关核定编制14名，实有在编人员17人。康复中心核定编制22名，实有在编人员21人。
another year
    一、概况
    2022年惠及沿线群众5612户。
    二、成效
    2023年惠及沿线群众5621户。
a plan and its outcome
    一、目标
    计划惠及沿线群众5612户。
    二、成效
    实际惠及沿线群众5621户。
an estimate
    一、概况
    惠及沿线群众约5612户。
    二、成效
    惠及沿线群众5621户。
one sentence
    一、概况
    惠及沿线群众5612户，惠及沿线群众5621户。
a report without words
    一、概况
a first line too long for a title
    根据上级有关绩效评价工作的统一部署和要求，我单位高度重视，迅速组织专门力量，对照绩效目标逐项开展自评，现将有关情况报告如下。
    送戏下乡148场。
per household
    一、概况
    每户补助5612元。
    二、成效
    每户补助5621元。
an amount that does not follow from its sentence
    一、概况
    第二标段合同价3600万元，扣减82.08万元，实付3571.92万元。
    二、支出
    支出表（单位：万元）
    | 业务 | 第一标段 | 第二标段 |
    | 清扫 | 4000.28 | 3000.50 |
    | 公厕 | 949.00 | 517.42 |
    | 合计 | 4949.28 | 3517.92 |
    -> suspicion repeat: 实付 3571.92万元；合计·第二标段 3517.92万元 | 同一数量前后一致（名称相近、单位相同、数字颠倒、全文仅此两个数值、同处其余数值合于其一；把握 70%） | 3571.92万元 ≠ 3517.92万元 @ 3571.92万元 · 3517.92
full rates
    一、概况
    早孕建册率100%。
    二、成效
    早孕建册率99.98%。
rates by name
    一、概况
    早孕建册率90.99%。
    二、成效
    早孕建册率只有89.99%。
    -> suspicion repeat: 早孕建册率 90.99%；早孕建册率只有 89.99% | 同一数量前后一致（名称相同、单位相同、数值相近、全文仅此两个数值；把握 68%） | 90.99% ≠ 89.99% @ 90.99% · 89.99%
rates rounded and cut off
    一、概况
    早孕建册率90.99%。
    二、成效
    早孕建册率90.98%。
general names and neighbouring digits
    一、概况
    大厅办结事项185960件。
    二、成效
    窗口办结185690件。
    -> suspicion repeat: 大厅办结事项 185960件；窗口办结 185690件 | 同一数量前后一致（名称相近、单位相同、数字颠倒、全文仅此两个数值；把握 66%） | 185960件 ≠ 185690件 @ 185960件 · 185690件
general names and one other digit
    一、概况
    大厅办结事项185960件。
    二、成效
    窗口办结185860件。
rates
    一、概况
    完好率98%。
    二、成效
    完好率97%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
