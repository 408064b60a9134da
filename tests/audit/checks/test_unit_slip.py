"""Amounts in the wrong unit of money."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.unit_slip import CHECK

CASES = cases(
    """
a part in 元 that belongs in 万元
    全年支出500万元，其中人员经费300万元、设备购置200元。
    -> error unit-slip: 200元 | 200万元 | 300万元 + 200元 = 300.02万元 ≠ 500万元 @ 200元 · 500万元 · 300万元
a total in 元
    项目共投入资金500元，其中省级300万元、县级200万元。
    -> error unit-slip: 500元 | 500万元 | 300万元 + 200万元 = 5000000元 ≠ 500元 @ 500元 · 300万元 · 200万元
千元 booked as 万元
    全年支出512万元，分别为工资300万元、设备212000万元。
    -> suspicion unit-slip: 212000万元 | 212万元 | 300 + 212000 = 212300 ≠ 512（万元） @ 212000万元 · 512万元 · 300万元
an amount that no office would book
    本年财政拨款860万元，人员经费到账520万元，公用经费到账340元。
    -> suspicion unit-slip: 公用经费到账340元 | 340万元 | 同段其余金额以万元计，340元，疑为 340万元 @ 340元
small beside two amounts of its paragraph
    全年预算860万元，支出850万元。其中会议费支出28元。
    -> suspicion unit-slip: 其中会议费支出28元 | 28万元 | 同段其余金额以万元计，28元，疑为 28万元 @ 28元
a wrong sum that no unit explains
    全年支出500万元，其中人员经费300万元、设备购置150万元。
a price
    全年补助86万元，其中每亩补助120元，共支付860元/户。
a standard beside amounts
    补助标准由80元提高到100元，全年发放补助资金86万元、惠及资金12万元。
a real small amount
    公用经费支出9800元，培训费支出1200.5元。
a single amount in 元
    本次支出28元。
about so much
    全年支出86万元，其他支出12万元，零星支出约28元。
in brackets
    全年支出86万元，其他支出12万元（含邮费28元）。
one amount divided twice, the second time by its use
    项目总投资500元，其中省级300万元、县级200万元；资金用途上，工程300万元、设备200万元。
    -> error unit-slip: 500元 | 500万元 | 300万元 + 200万元 = 5000000元 ≠ 500元 @ 500元 · 300万元 · 200万元
one amount divided in a bracket and behind it
    项目总投资500元（省级300万元、县级200万元），其中工程300万元、设备200万元。
    -> error unit-slip: 500元 | 500万元 | 300万元 + 200万元 = 5000000元 ≠ 500元 @ 500元 · 300万元 · 200万元
an amount without a unit in a clause that goes on
    预算100万元，实际支出93、结余7万元。
interest and the rest of an account
    全年支出86万元、收入88万元，利息收入120元，账户余额36.5元。
one payment far above all
    全年预算285万元。甲水库维修12万元，乙水库白蚁防治支出7500万元。
    -> suspicion unit-slip: 乙水库白蚁防治支出7500万元 | 7500元 | 其余金额至多 285万元，7500万元 疑为 7500元 @ 7500万元
one payment far above all, of little
    全年预算2.85万元。甲水库维修0.12万元，乙水库白蚁防治支出75万元。
income of the city
    全年预算285万元，支出280万元。全市财政总投资75000万元。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
