"""Spent against what arrived, and against a budget said to be kept."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.overspent import CHECK

CASES = cases(
    """
more spent than arrived
    全年实际到账1560万元，支出1575.8万元。
    -> suspicion over-limit: 支出 1575.8万元 | 不超过到位 1560万元 | 1575.8万元 > 1560万元 @ 1575.8万元 · 1560万元
more spent than what is said to have arrived in full
    县财政批复补贴240万元，其中运营补贴180万元，全部到账。全年使用补贴资金251万元。
    -> suspicion over-limit: 支出 251万元 | 不超过到位 240万元 | 251万元 > 240万元 @ 251万元 · 240万元
a budget said to be kept
    “三公”经费2022年预算16.80万元，决算18.36万元，控制在预算以内。
    -> suspicion over-limit: 支出 18.36万元 | 不超过预算 16.80万元 | 18.36万元 > 16.80万元 @ 18.36万元 · 16.80万元
less spent
    全年实际到账1560万元，支出1500万元。
less spent than arrived in full
    县财政批复补贴240万元，全部到账。全年使用补贴资金231万元。
a budget that is kept
    “三公”经费2022年预算16.80万元，决算15.36万元，控制在预算以内。
carried over from the year before
    上年结转50万元，全年到账1560万元，支出1575.8万元。
several spendings
    全年到账100万元，支付工程款80万元，支付设备款30万元。
all arrived, without an amount
    资金全部到账。全年使用补贴资金251万元。
all arrived, several spendings
    县财政批复补贴240万元，全部到账。支付补贴180万元，支出工资80万元。
kept within the budget, without amounts
    “三公”经费控制在预算以内。
over a limit
    安全事故控制在3起以内，全年实际发生5起。
    -> suspicion over-limit: 实际 5起 | 不超过限额 3起 | 5起 > 3起 @ 5起 · 3起
under a limit
    安全事故控制在3起以内，全年实际发生1起。
the outcome in a clause of its own
    预算批复85万元，实际支出控制在预算内，为87.3万元。
    -> suspicion over-limit: 支出 87.3万元 | 不超过预算 85万元 | 87.3万元 > 85万元 @ 87.3万元 · 85万元
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
