"""A stated rate over every lawful denominator."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.rate import CHECK

CASES = cases(
    """
payment rate wrong
    预算安排200万元，实际支出66.86万元，执行率100%。
    -> error rate: 执行率100% | 33.43%（以200万元为分母） | 66.86万元 ÷ 200万元 = 33.43% ≠ 100% @ 100% · 66.86万元 · 200万元
arrival rate wrong, over two denominators
    年初预算200万元，省级下达180万元，实际到位150万元，到位率80%。
a rate of work wrong
    计划改造户厕480户，实际完成450户，完成率95.5%。
    -> error rate: 完成率95.5% | 93.75%（以480户为分母） | 450户 ÷ 480户 = 93.75% ≠ 95.5% @ 95.5% · 450户 · 480户
closing rate wrong
    全年受理投诉200件，办结190件，办结率98%。
    -> error rate: 办结率98% | 95.00%（以200件为分母） | 190件 ÷ 200件 = 95.00% ≠ 98% @ 98% · 190件 · 200件
nothing over nothing
    应奖补0人，已奖补0人，奖补率100%。
    -> error undefined-rate: 奖补率100% | 无法计算（分母为零） | 0人 ÷ 0人 无法计算（分母为零），写作 100% @ 100% · 0人 · 0人
nothing over nothing, by stages
    本年无申请，应付0元、实付0元，支付率100%。
    -> error undefined-rate: 支付率100% | 无法计算（分母为零） | 0元 ÷ 0元 无法计算（分母为零），写作 100% @ 100% · 0元 · 0元
paid by the end of a month
    总投资876万元，截至2021年1月底支付812万元，支付率94.69%。
    -> error rate: 支付率94.69% | 92.69%（以876万元为分母） | 812万元 ÷ 876万元 = 92.69% ≠ 94.69% @ 94.69% · 812万元 · 876万元
near, where two figures could be the whole
    全区重点人群400人、常住人群410人，规范管理380人，规范管理率93.5%。
    -> suspicion rate: 规范管理率93.5% | 92.68%（以410人为分母）；95.00%（以400人为分母） | 380人 ÷ 410人 = 92.68% ≠ 93.5% @ 93.5% · 380人 · 410人
near, where one whole is nothing
    应管理0人、常住人群410人，规范管理380人，规范管理率93.5%。
    -> suspicion rate: 规范管理率93.5% | 92.68%（以410人为分母） | 380人 ÷ 410人 = 92.68% ≠ 93.5% @ 93.5% · 380人 · 410人
cases counted otherwise
    全年受理投诉200件，办结190个，办结率98%。
nothing, but not of one unit
    参保0人，支出0元，参保率100%。
nothing of two
    应奖补3人，已奖补0人，奖补率0%。
    -> held: 0人 ÷ 3人 = 0% @ 0% · 0人 · 3人
payment rate right
    预算安排200万元，实际支出66.86万元，执行率33.43%。
    -> held: 66.86万元 ÷ 200万元 = 33.43% @ 33.43% · 66.86万元 · 200万元
truncated
    全年预算3240万元，支出3169万元，预算执行率97.80%。
    -> held: 3169万元 ÷ 3240万元 = 97.80% @ 97.80% · 3169万元 · 3240万元
right over what arrived
    预算安排500万元，实际到位400万元，支出360万元，支付率90%。
    -> held: 360万元 ÷ 400万元 = 90% @ 90% · 360万元 · 400万元
right over what was carried over and planned
    上年结转资金50万元，支出45万元，执行率90%。
    -> held: 45万元 ÷ 50万元 = 90% @ 90% · 45万元 · 50万元
arrival without words for the stages
    2019年财政拨款491万元，到位率100%。
left over
    预算200万元，结余10万元，结余率5%。
    -> held: 10万元 ÷ 200万元 = 5% @ 5% · 10万元 · 200万元
of a part of the money
    全年预算500万元，省级资金支出44万元，执行率95%。
good and fair together
    发放问卷400份，满意300份，基本满意80份，满意率95%。
a rate with nothing beside it
    全年预算执行率达到98.5%。
nothing spent by name
    全年预算500万元，执行率96%。
a rate of parts that other words name
    全区重点人群4200人，规范管理3906人，规范管理率93%。
    -> held: 3906人 ÷ 4200人 = 93% @ 93% · 3906人 · 4200人
plan and outcome without the rate's words
    目标任务480户，今年480户，开工率100%。
    -> held: 480户 ÷ 480户 = 100% @ 100% · 480户 · 480户
what was not done does not count
    全年受理申请120件，未发证10件，发证率91%。
different units
    资金到位170万元，惠及群众300人，覆盖率95%。
far from every quotient
    现有设备120台，完好设备118台，完好率50%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
