"""Shares (占…%) of a whole that the text names."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.share import CHECK

CASES = cases(
    """
a whole that is named
    调整后预算800万元，其中人员支出500万元，占调整后预算的60%。
    -> error rate: 占 60% | 占 62.50% | 500万元 ÷ 800万元 = 62.50% ≠ 60% @ 60% · 500万元 · 800万元
the only whole there is
    发出问卷400份，收回380份，占90%。
    -> error rate: 占 90% | 占 95.00% | 380份 ÷ 400份 = 95.00% ≠ 90% @ 90% · 380份 · 400份
a whole with a longer name
    项目调整后预算800万元，本年支出500万元，占年初调整后预算的60%。
    -> error rate: 占 60% | 占 62.50% | 500万元 ÷ 800万元 = 62.50% ≠ 60% @ 60% · 500万元 · 800万元
right
    全年支出800万元，其中人员支出500万元，占62.5%。
    -> held: 500万元 ÷ 800万元 = 62.5% @ 62.5% · 500万元 · 800万元
right over an earlier sentence
    全年支出800万元。人员支出500万元，占总数的62.5%。
    -> held: 500万元 ÷ 800万元 = 62.5% @ 62.5% · 500万元 · 800万元
of all that have shares
    设备30万元，占30%；软件50万元，占50%；培训20万元，占20%。
of several possible wholes
    全年预算900万元，支出800万元，其中人员支出500万元，占60%。
a whole that is not there
    人员支出500万元，占全市总支出的12%。
a named whole with two values
    东区总投资600万元、西区总投资700万元，其中设备120万元，占总投资的25%。
far away from the share
    全年支出800万元，其中设备8万元，占90%。
    -> suspicion rate: 占 90% | 占 1.00% | 8万元 ÷ 800万元 = 1.00% ≠ 90% @ 90% · 8万元 · 800万元
smaller than its part
    投入80万元，其中设备500万元，占60%。
nothing before it
    上级资金占60%。
fellows of different kinds
    设备30台，占30%；软件50套，占52%。
of the amount right before it
    已支出1286.4万元，占下达资金1500万元的87.56%。
    -> error rate: 占 87.56% | 占 85.76% | 1286.4万元 ÷ 1500万元 = 85.76% ≠ 87.56% @ 87.56% · 1286.4万元 · 1500万元
of the amount right before it, right
    已支出1286.4万元，占下达资金1500万元的85.76%。
    -> held: 1286.4万元 ÷ 1500万元 = 85.76% @ 85.76% · 1286.4万元 · 1500万元
all that was told before it
    中央300万元、省级200万元，占总投资1000万元的50%。
several told before it
    中央300万元、省级210万元，占总投资1000万元的50%。
a part of another sentence
    全年支出1275万元。占下达资金1500万元的80%。
of nothing
    已支出12万元，占下达资金0万元的50%。
far from what is given
    已支出12万元，占下达资金1000万元的50%。
    -> suspicion rate: 占 50% | 占 1.20% | 12万元 ÷ 1000万元 = 1.20% ≠ 50% @ 50% · 12万元 · 1000万元
times what is given
    产值600万元，是2020年200万元的2倍。
    -> error growth: 是 2倍 | 是 3.00倍 | 600万元 ÷ 200万元 = 3.00倍 ≠ 2倍 @ 2倍 · 600万元 · 200万元
a unit too few
    完成投资2.6万元，占计划投资2.8亿元的92.86%。
    -> error unit-slip: 占 92.86% | 占 0.01% | 2.6万元 ÷ 2.8亿元 = 0.01% ≠ 92.86% @ 92.86% · 2.6万元 · 2.8亿元
of a whole that another paragraph states
    两项工程合计投资27186万元。
    累计支付25012.5万元，占总投资的95.2%。
    -> suspicion rate: 占 95.2% | 占 92.01% | 25012.5万元 ÷ 27186万元 = 92.01% ≠ 95.2% @ 95.2% · 25012.5万元 · 27186万元
right of a whole of another paragraph
    两项工程合计投资27186万元。
    累计支付25012.5万元，占总投资的92%。
of a whole that is not given at all
    累计支付25012.5万元，占总投资的92%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
