"""Rates of nothing over nothing."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.undefined_rate_sheet import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
0 ÷ 0 as 100 %
    funds 年度资金总额 | ~ | 100 | 100 | 10 | 100% | 10
    funds 其他资金 | 0 | 0 | 0 | — | 100% | —
    -> error: “其他资金”执行率 100% | 0 ÷ 0 没有意义
0 ÷ 0 as 0.00 %
    funds 其他资金 | ~ | 0.00 | 0.00 | — | 0.00% | —
    -> suspicion: “其他资金”执行率 0.00% | 0 ÷ 0 没有意义
0 ÷ 0 left open
    funds 其他资金 | 0 | 0 | 0 | — | — | —
    funds 其他 | 0 | 0 | 0 | — | . | —
a budget that was not spent
    funds 其他资金 | ~ | 5 | 0 | — | 0% | —
    funds 初始 | 5 | 0 | 0 | — | 0% | —
amounts unknown
    funds 其他资金 | ~ | ~ | 0 | — | 0% | —
    funds 其他 | ~ | 0 | ~ | — | 0% | —
    funds 其三 | ~ | 0 | 3 | — | 100% | —
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
