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
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
