"""Growth and reduction from the two values beside it."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.growth import CHECK

CASES = cases(
    """
from … to
    接待人次由2022年的312万人次增加到2023年的358万人次，增长17.4%。
    -> error growth: 增长17.4% | 增长14.74% | （358万人次 − 312万人次） ÷ 312万人次 = 14.74% ≠ 17.4% @ 17.4% · 358万人次 · 312万人次
than the year before
    “三公”经费支出9.6万元，比上年的12.8万元下降33.3%。
    -> error growth: 下降33.3% | 下降25.00% | （12.8万元 − 9.6万元） ÷ 12.8万元 = 25.00% ≠ 33.3% @ 33.3% · 9.6万元 · 12.8万元
the change itself
    公务接待费比上年的35万元减少3.5万元，下降11.1%。
    -> error growth: 下降11.1% | 下降10.00% | 3.5万元 ÷ 35万元 = 10.00% ≠ 11.1% @ 11.1% · 3.5万元 · 35万元
the change beside both values
    “三公”经费支出31.5万元，比上年的35万元减少3.5万元，下降11.1%。
    -> error growth: 下降11.1% | 下降10.00% | （35万元 − 31.5万元） ÷ 35万元 = 10.00% ≠ 11.1% @ 11.1% · 31.5万元 · 35万元
the change and the value after it
    今年投诉54件，比上年增加6件，增长20%。
    -> error growth: 增长20% | 增长12.50% | 6件 ÷ （54件 − 6件） = 12.50% ≠ 20% @ 20% · 6件 · 54件
the wrong way round
    受理投诉由36件降至24件，增长33.33%。
    -> error growth: 增长33.33% | 下降33.33% | （24件 − 36件） ÷ 36件 = −33.33% ≠ 33.33% @ 33.33% · 24件 · 36件
far from it, as if something else were meant
    发放宣传册36000份，比上年24000份增长150%。
    -> suspicion growth: 增长150% | 增长50.00% | （36000份 − 24000份） ÷ 24000份 = 50.00% ≠ 150% @ 150% · 36000份 · 24000份
nothing at the start
    新增泵站由0座增加到3座，增长100%。
right
    接待人次由2022年的312万人次增加到2023年的358万人次，增长14.7%。
    -> held: （358万人次 − 312万人次） ÷ 312万人次 = 14.74% @ 14.7% · 358万人次 · 312万人次
right for a change that is stated
    公务接待费比上年的35万元减少3.5万元，下降10%。
    -> held: 3.5万元 ÷ 35万元 = 10.00% @ 10% · 3.5万元 · 35万元
right over the value before
    本年投入585万元，较上年增加45万元，增长8.33%。
    -> held: 45万元 ÷ （585万元 − 45万元） = 8.33% @ 8.33% · 45万元 · 585万元
right over a value that other words stand by
    2017年、2018年同口径资金分别为540万元和585万元，2019年比2018年增加35万元，增长5.98%。
    -> held: 35万元 ÷ 585万元 = 5.98% @ 5.98% · 35万元 · 585万元
right over one of several years
    2020年至2022年投入分别为1120万元、1265万元、1348万元，三年合计3733万元；2023年预算1480万元，比2022年增长9.79%。
    -> held: （1480万元 − 1348万元） ÷ 1348万元 = 9.79% @ 9.79% · 1480万元 · 1348万元
nothing set against each other at all
    接待312万人次，参观358万人次，讲解360万人次，增长30%。
right for the change beside both values
    “三公”经费支出31.5万元，比上年的35万元减少3.5万元，下降10%。
    -> held: （35万元 − 31.5万元） ÷ 35万元 = 10.00% @ 10% · 31.5万元 · 35万元
one value only
    全年接待358万人次，增长14.7%。
values that the words do not set against each other
    东区接待312万人次，西区接待358万人次，增长30%。
aimed at
    接待人次由312万人次增加到358万人次，比目标增长10%以上。
points
    优良率由82.3%提高到86.5%，提高5.2个百分点。
    -> error growth: 提高5.2个百分点 | 增长4.20个百分点 | 86.5% − 82.3% = 4.20个百分点 ≠ 5.2个百分点 @ 5.2个百分点 · 86.5% · 82.3%
points, explained by rounding
    优良率由82.3%提高到86.5%，提高4.3个百分点。
    -> held: 86.5% − 82.3% = 4.20个百分点，与4.3个百分点的差可由四舍五入解释 @ 4.3个百分点 · 86.5% · 82.3%
points down
    投诉率由8.2%降到5.2%，下降3个百分点。
    -> held: 8.2% − 5.2% = 3.00个百分点 @ 3个百分点 · 5.2% · 8.2%
points told before the rates
    优良率同比提高3.5个百分点，由85.2%上升到87.7%。
    -> error growth: 优良率同比提高3.5个百分点 | 增长2.50个百分点 | 87.7% − 85.2% = 2.50个百分点 ≠ 3.5个百分点 @ 3.5个百分点 · 87.7% · 85.2%
a multiple
    在籍1100人，比上年的880人增加220人，是上年的1.2倍。
    -> error growth: 是上年的1.2倍 | 1.25倍 | 1100人 ÷ 880人 = 1.25倍 ≠ 1.2倍 @ 1.2倍 · 1100人 · 880人
a multiple, right
    在籍1100人，比上年的880人增加220人，是上年的1.25倍。
    -> held: 1100人 ÷ 880人 = 1.25倍 @ 1.25倍 · 1100人 · 880人
over the plan
    计划改造86户，实际完成142户，超任务39.44%。
    -> suspicion growth: 超任务39.44% | 增长65.12% | （142户 − 86户） ÷ 86户 = 65.12% ≠ 39.44% @ 39.44% · 142户 · 86户
years in other sentences
    2023年预算2150万元。2022年预算1960万元，2023年比2022年增长10.69%。
    -> suspicion growth: 比2022年增长10.69% | 增长9.69% | （2150万元 − 1960万元） ÷ 1960万元 = 9.69% ≠ 10.69% @ 10.69% · 2150万元 · 1960万元
years in other sentences, right
    2023年预算2150万元。2022年预算1960万元，2023年比2022年增长9.69%。
    -> held: （2150万元 − 1960万元） ÷ 1960万元 = 9.69% @ 9.69% · 2150万元 · 1960万元
one of the years is not told
    2023年预算2150万元，2023年比2021年增长9.69%。
the year before stands last
    2023年接待286万人次，2022年为250万人次，增长15.4%。
    -> error growth: 增长15.4% | 增长14.40% | （286万人次 − 250万人次） ÷ 250万人次 = 14.40% ≠ 15.4% @ 15.4% · 286万人次 · 250万人次
an effect of its own
    办理时限由10天缩短到5天，效率提高50%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
