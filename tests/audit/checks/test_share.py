"""Shares (占…%) of a whole that the text names."""

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
smaller than its part
    投入80万元，其中设备500万元，占60%。
nothing before it
    上级资金占60%。
fellows of different kinds
    设备30台，占30%；软件50套，占52%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
