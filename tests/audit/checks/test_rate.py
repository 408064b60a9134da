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
    -> suspicion rate: 到位率80% | 83.33%（以180万元为分母）；75.00%（以200万元为分母） | 150万元 ÷ 180万元 = 83.33% ≠ 80% @ 80% · 150万元 · 180万元
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
    -> held: 3169万元 ÷ 3240万元 = 97.80%（未四舍五入，实为97.81%）（以全年预算为分母） @ 97.80% · 3169万元 · 3240万元
right over what arrived
    预算安排500万元，实际到位400万元，支出360万元，支付率90%。
    -> held: 360万元 ÷ 400万元 = 90%（以实际到位为分母） @ 90% · 360万元 · 400万元
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
three amounts together are the whole
    中央下达100万元、省级下达60万元、市级下达40万元，实际支出190万元，执行率95%。
    -> held: 190万元 ÷ （100万元 + 60万元 + 40万元） = 95%（以下达为分母） @ 95% · 190万元 · 100万元 · 60万元 · 40万元
a whole that another paragraph names
    项目财政拨款3120万元。
    全年实际支付2947.8万元。年末预算执行率98%。
    -> suspicion rate: 年末预算执行率98% | 94.48%（以3120万元为分母） | 2947.8万元 ÷ 3120万元 = 94.48% ≠ 98% @ 98% · 2947.8万元 · 3120万元
right over a whole of another paragraph
    项目财政拨款3000万元。
    全年实际支付2940万元。年末预算执行率98%。
    -> held: 2940万元 ÷ 3000万元 = 98% @ 98% · 2940万元 · 3000万元
a part by its name in another paragraph
    农村公路养护48.5万元、小型水利维修40万元。
    农村公路养护支出46.37万元，执行率95.16%。
    -> suspicion rate: 执行率95.16% | 95.61%（以48.5万元为分母） | 46.37万元 ÷ 48.5万元 = 95.61% ≠ 95.16% @ 95.16% · 46.37万元 · 48.5万元
work by its name in another paragraph
    年度计划安装人脸卡口540路。
    安装人脸卡口486路，完成计划的九成五。
    -> suspicion rate: 完成率九成五 | 90.00%（以540为分母） | 486 ÷ 540 = 90.00% ≠ 95% @ 九成五 · 486 · 540
work of another name
    年度计划安装人脸卡口540路。
    修建围墙486米，完成计划的九成五。
less what was taken off the budget
    全年预算500万元，统筹整合使用120万元，实际支出361万元，执行率95%。
    -> held: 361万元 ÷ （500万元 − 120万元） = 95%（以全年预算为分母） @ 95% · 361万元 · 500万元 · 120万元
two years' figures elsewhere
    项目财政拨款3120万元。
    上年财政拨款3000万元。
    全年实际支付2947.8万元。年末预算执行率98%。
    -> suspicion rate: 年末预算执行率98% | 94.48%（以3120万元为分母） | 2947.8万元 ÷ 3120万元 = 94.48% ≠ 98% @ 98% · 2947.8万元 · 3120万元
amounts in two units
    本年度预算安排2850元，实际支出2768万元，执行率97.12%。
    -> error unit-slip: 2768万元与2850元 | 两数单位一致，使执行率为 97.12% | 2768万元 ÷ 2850元 = 971228.07% ≠ 97.12% @ 97.12% · 2768万元 · 2850元
what was due stands behind
    改造竣工186户，竣工率93%，年度任务196户。
    -> error rate: 竣工率93% | 94.90%（以196户为分母） | 186户 ÷ 196户 = 94.90% ≠ 93% @ 93% · 186户 · 196户
all amounts by their source
    中央资金300万元、省级资金200万元，共支出475万元，预算执行率98%。
    -> suspicion rate: 预算执行率98% | 95.00%（以500万元为分母） | 475万元 ÷ （300万元 + 200万元） = 95.00% ≠ 98% @ 98% · 475万元 · 300万元 · 200万元
two groups together
    全区重点人群400人，一级管理200人、二级管理180人，规范管理率95%。
people, where the rate is of money
    参训人员2940人。资金执行率98%。
a rate with an amount of its own beside it
    完成投资20万元，执行率90%。
    工程投资22万元。
all sources spent, where the rate is of something else
    省级资金100万元、市级资金200万元，支出300万元，执行率98%。
two numbers that are both due
    计划任务313处，目标建设297处，完成率96.9%。
more than was planned, at a rate of nothing
    计划290处，实际建成300处，建成率0%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
