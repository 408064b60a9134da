"""Digits that are no number."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.malformed_number import CHECK

CASES = cases(
    """
numbers that ran together are none
    资金1545.851013.2565.55%
separators out of place
    收到上级资金7,00.0,77元。
    -> error malformed-number: 7,00.0,77 | 一个完整的数，千分位逗号每三位一个，小数点至多一个 @ 7,00.0,77
two points
    修复合同价18.6.5万元。
    -> error malformed-number: 18.6.5 | 一个完整的数，千分位逗号每三位一个，小数点至多一个 @ 18.6.5
separators in place
    收到上级资金7,800,000.00元。
a section's number
    4.4.1 资金使用情况良好。
a date
    会议于2023.5.12召开。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
