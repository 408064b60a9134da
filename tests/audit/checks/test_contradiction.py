"""Sweeping conclusions and the figures that deny them."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.contradiction import CHECK

CASES = cases(
    """
all done, at a rate of 43 %
    一、完成情况
    各项任务全部完成，年度任务完成率43%。
    -> suspicion contradiction: “全部完成” | 与“年度任务完成率43%”一致 @ 全部完成 · 43%
all done, less than planned
    一、完成情况
    绩效目标全部实现，心理辅导计划开展48场，实际开展21场。
    -> suspicion contradiction: “全部实现” | 与“实际开展21场”一致 @ 全部实现 · 21场
all done, part of it still going on
    一、完成情况
    改造小区24个年底前全部完工，其中5个小区正在进行管网施工。
    -> suspicion contradiction: “全部完工” | 与“其中5个小区正在进行”一致 @ 全部完工 · 5个
all done, at a part of the works
    一、完成情况
    7座水库主体工程全部完工，仅双河水库溢洪道完成工程量的72%。
    -> suspicion contradiction: “全部完工” | 与“仅双河水库溢洪道完成工程量的72%”一致 @ 全部完工 · 72%
all paid, at a rate of 85 %
    一、资金情况
    资金已全部支付到位。全年资金支付率85%。
    -> suspicion contradiction: “全部支付到位” | 与“全年资金支付率85%”一致 @ 全部支付到位 · 85%
all arrived, at a rate of 60 %
    一、资金情况
    专项资金足额到位，资金到位率60%。
    -> suspicion contradiction: “足额到位” | 与“资金到位率60%”一致 @ 足额到位 · 60%
no deviation, at a rate of 36 %
    一、资金情况
    全年预算执行率36%。
    二、偏差情况
    各项指标无偏差。
    -> suspicion contradiction: “无偏差” | 与“全年预算执行率36%”一致 @ 无偏差 · 36%
nothing left over, beside an amount
    一、资金情况
    全年到位100万元，支出88万元，结余12万元。
    资金无结余。
    -> suspicion contradiction: “无结余” | 与“结余12万元”一致 @ 无结余 · 12万元
all done
    一、完成情况
    各项任务全部完成，年度任务完成率100%。
all of a count done, beside a rate of other work
    一、完成情况
    建设项目8个，全部完工。
    年度任务完成率43%。
all projects done, but for some told elsewhere
    一、完成情况
    全部项目完工。
    二、存在问题
    有3个项目尚未完工。
    -> suspicion contradiction: “全部项目完工” | 与“有3个项目尚未完工”一致 @ 全部项目完工 · 3个
to be done
    一、完成情况
    年度任务完成率43%，力争明年全部完成。
as many as planned
    一、完成情况
    绩效目标全部实现，计划开展48场，实际开展48场。
more than planned, in other units
    一、完成情况
    绩效目标全部实现，计划开展48场，实际培训21人。
a plan of a plan
    一、完成情况
    绩效目标全部实现，计划开展48场，应完成21场。
in another section
    一、完成情况
    各项任务全部完成。
    二、资金情况
    资金支付率85%。
paid in full
    一、资金情况
    资金已全部支付到位，资金支付率100%。
no deviation, and nearly all spent
    一、资金情况
    全年预算执行率96%，各项指标无偏差。
nothing left over
    一、资金情况
    全年到位100万元，支出100万元，结余0万元。
    资金无结余。
nothing left over here
    一、资金情况
    结余12万元。
    二、其他
    项目无结余。
no faults, which figures cannot deny
    一、其他
    资金使用不存在问题，预算执行率36%。
late
    工程如期竣工，竣工时间比合同工期延后45天。
    -> suspicion contradiction: “如期竣工” | 与“竣工时间比合同工期延后45天”一致 @ 如期竣工 · 延后
not met
    年度绩效目标全面完成，满意度低于目标值。
    -> suspicion contradiction: “全面完成” | 与“目标全面完成,满意度低于目标值”一致 @ 全面完成 · 低于目标
not met, as aimed
    年度绩效目标全面完成，力争不低于目标。
passed but for some
    验收合格率100%，其中3处工程验收不合格，正在整改。
    -> suspicion contradiction: “验收合格率100%” | 与“其中3处工程验收不合格”一致 @ 100% · 3处
passed after repairs
    首次验收3处不合格，整改后验收合格率100%。
all spent, and money left
    资金已全部支付完毕，剩余资金15万元结转下年。
    -> suspicion contradiction: “全部支付” | 与“剩余资金15万元”一致 @ 全部支付 · 15万元
all spent, and other money left
    资金已全部支付完毕，另有上级剩余资金15万元。
an indicator of the table is missed
    各项绩效指标均达到年初目标。
    | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分 |
    | 产出指标 | 数量指标 | 新建道路 | 50 | ≥10公里 | 8公里 | 40 |
    | 效益指标 | 社会效益 | 就业率 | 50 | ≥90% | 92% | 50 |
    -> suspicion contradiction: “均达到” | 与“新建道路目标 ≥10公里，实际 8公里”一致 @ 均达到 · 新建道路
every indicator of the table is met
    各项绩效指标均达到年初目标。
    | 一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分 |
    | 产出指标 | 数量指标 | 新建道路 | 50 | ≥10公里 | 12公里 | 50 |
    | 效益指标 | 社会效益 | 就业率 | 50 | ≥90% | 92% | 50 |
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
