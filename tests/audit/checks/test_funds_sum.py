"""The funds block's total against its rows."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.funds_sum import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
all columns add up
    funds 年度资金总额 | 300.00 | 286.50 | 261.37 | 10 | 91% | 9
    funds 其中：当年财政拨款 | 260.00 | 246.50 | 221.37
    funds 上年结转资金 | 40.00 | 40.00 | 40.00
    funds 其他资金 | 0.00 | — | .
    -> held: 260.00 + 40.00 + 0.00 = 300.00（万元）
    -> held: 246.50 + 40.00 = 286.50（万元）
    -> held: 221.37 + 40.00 = 261.37（万元）
one column does not
    funds 年度资金总额 | 300 | 300 | 261 | 10 | 87% | 8.7
    funds 其中：当年财政拨款 | 260 | 260 | 221
    funds 上年结转资金 | 40 | 40 | 30
    -> held: 260 + 40 = 300（万元）
    -> held: 260 + 40 = 300（万元）
    -> error: 年度资金总额的全年执行数 261万元 | 221 + 30 = 251 ≠ 261（万元）
rounding explains it
    funds 年度资金总额 | ~ | 491 | 491 | 10 | 100% | 10
    funds 其中：当年财政拨款 | ~ | 449 | 449
    funds 上年结转资金 | ~ | 43 | 43
    -> suspicion: 年度资金总额的全年预算数 491万元 | 449 + 43 = 492 ≠ 491（万元）
    -> suspicion: 年度资金总额的全年执行数 491万元 | 449 + 43 = 492 ≠ 491（万元）
a row divides the one above
    funds 年度资金总额 | ~ | 300 | 300 | 10 | 100% | 10
    funds 当年财政拨款 | ~ | 260 | 260
    funds 其中：中央 | ~ | 100 | 100
    funds 其他资金 | ~ | 40 | 40
    -> held: 260 + 40 = 300（万元）
    -> held: 260 + 40 = 300（万元）
only a part is filled in
    funds 年度资金总额 | ~ | 300 | 300 | 10 | 100% | 10
    funds 其中：财政拨款 | ~ | 200 | 300
    funds 其他资金 | ~ | . | .
    -> suspicion: 年度资金总额的全年预算数 300万元 | 200 = 200 ≠ 300（万元）
    -> held: 300 = 300（万元）
in yuan
    funds 合计 | ~ | 300 | 300 | 10 | 100% | 10
    funds 财政拨款 | ~ | 100 | 300
    funds 其他资金 | ~ | 100 | 0
    in-yuan
    -> error: 合计的全年预算数 300元 | 100 + 100 = 200 ≠ 300（元）
    -> held: 300 + 0 = 300（元）
a single row of 其中 is a part only
    funds 年度资金总额 | ~ | 300 | 300 | 10 | 100% | 10
    funds 其中：财政拨款 | ~ | 200 | 200
no total, words, empty total
    funds 财政拨款 | ~ | 300 | 300
    funds 结转 | ~ | 200 | 200
    funds 其他 | ~ | 1 | 1
    sheet
    funds 总额 | ~ | 300 | .
    funds 财政拨款 | ~ | 见附件 | 200
    funds 其他 | ~ | 1 | 1
    sheet
    funds 总额 | ~ | 300 | 300
    funds 财政拨款 | ~ | . | .
    funds 其他 | ~ | — | —
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
