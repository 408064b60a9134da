"""Execution rates against their amounts."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.rate_sheet import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
exact and rounded
    funds 总额 | ~ | 640 | 608 | 10 | 95.00% | 9.5
    funds 其中 | ~ | 246.50 | 221.37 | — | 89.81% | —
    funds 其他 | ~ | 808.1 | 692.98 | — | 86% | —
    -> held: 608 ÷ 640 = 95%，写作 95.00%
    -> held: 221.37 ÷ 246.5 = 89.8053%，写作 89.81%
    -> held: 692.98 ÷ 808.1 = 85.7542%，写作 86%
wrong
    funds 总额 | ~ | 350 | 275.24 | 10 | 87.64% | 8.76
    -> error: “总额”执行率 87.64% | 275.24 ÷ 350 = 78.64% ≠ 87.64%
written as the whole
    funds 总额 | ~ | 200 | 66.86 | 10 | 100% | 10
    -> error: “总额”执行率 100% | 66.86 ÷ 200 = 33.43% ≠ 100%
cut off
    funds 总额 | ~ | 3240 | 3169 | 10 | 97.80% | 9.78
    -> suspicion: “总额”执行率 97.80% | 3169 ÷ 3240 = 97.8086% ≠ 97.80%
rounded to fewer digits than shown
    funds 总额 | ~ | 148 | 46 | 10 | 31.00% | 3.1
    -> suspicion: “总额”执行率 31.00% | 46 ÷ 148 = 31.0811% ≠ 31.00%
over the initial budget
    funds 总额 | 200 | 100 | 90 | 10 | 45% | 4.5
    -> held: 90 ÷ 200 = 45%，写作 45%
neither budget
    funds 总额 | 200 | 100 | 90 | 10 | 55% | 5.5
    -> error: “总额”执行率 55% | 90 ÷ 100 = 90% ≠ 55%
without the sign, as a share or per cent
    funds 总额 | ~ | 100 | 90 | 10 | 0.9 | 9
    funds 其中 | ~ | 100 | 90 | — | 90 | —
    funds 其他 | ~ | 100 | 1 | — | 1 | —
    funds 其三 | ~ | 100 | 50 | — | 0.7 | —
    -> held: 90 ÷ 100 = 90%，写作 0.9
    -> held: 90 ÷ 100 = 90%，写作 90
    -> held: 1 ÷ 100 = 1%，写作 1
    -> error: “其三”执行率 0.7 | 50 ÷ 100 = 50% ≠ 0.7
the customary cap
    funds 总额 | ~ | 126 | 129.15 | 10 | 100% | 10
    -> held: 129.15 ÷ 126 = 102.5%，写作 100%
nothing to divide
    funds 总额 | 0 | 0 | 0 | 10 | 100% | 10
    funds 其中 | ~ | 100 | ~ | — | 90% | —
    funds 其他 | ~ | 100 | 90 | — | — | —
    funds 其三 | ~ | ~ | 90 | — | 90% | —
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
