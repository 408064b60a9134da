"""The funds block's total against its rows."""

from __future__ import annotations

import pytest

from xunzheng.audit.checks.funds_sum import CHECK
from xunzheng.audit.sheet import Sheet
from tests.audit.sheets import outcomes, reading, sheet


CASES = [
    pytest.param([sheet("", funds='"""\n年度资金总额 | 300.00 | 286.50 | 261.37 | 10 | 91% | 9\n其中：当年财政拨款 | 260.00 | 246.50 | 221.37\n上年结转资金 | 40.00 | 40.00 | 40.00\n其他资金 | 0.00 | — | \n"""')], "", ["held: 260.00 + 40.00 + 0.00 = 300.00（万元）", "held: 246.50 + 40.00 = 286.50（万元）", "held: 221.37 + 40.00 = 261.37（万元）"], id="all columns add up"),
    pytest.param([sheet("", funds='"""\n年度资金总额 | 300 | 300 | 261 | 10 | 87% | 8.7\n其中：当年财政拨款 | 260 | 260 | 221\n上年结转资金 | 40 | 40 | 30\n"""')], "", ["held: 260 + 40 = 300（万元）", "held: 260 + 40 = 300（万元）", "error: 年度资金总额的全年执行数 261万元 | 221 + 30 = 251 ≠ 261（万元）"], id="one column does not"),
    pytest.param([sheet("", funds='"""\n年度资金总额 | ~ | 491 | 491 | 10 | 100% | 10\n其中：当年财政拨款 | ~ | 449 | 449\n上年结转资金 | ~ | 43 | 43\n"""')], "", ["suspicion: 年度资金总额的全年预算数 491万元 | 449 + 43 = 492 ≠ 491（万元）", "suspicion: 年度资金总额的全年执行数 491万元 | 449 + 43 = 492 ≠ 491（万元）"], id="rounding explains it"),
    pytest.param([sheet("", funds='"""\n年度资金总额 | ~ | 300 | 300 | 10 | 100% | 10\n当年财政拨款 | ~ | 260 | 260\n其中：中央 | ~ | 100 | 100\n其他资金 | ~ | 40 | 40\n"""')], "", ["held: 260 + 40 = 300（万元）", "held: 260 + 40 = 300（万元）"], id="a row divides the one above"),
    pytest.param([sheet("", funds='"""\n年度资金总额 | ~ | 300 | 300 | 10 | 100% | 10\n其中：财政拨款 | ~ | 200 | 300\n其他资金 | ~ | | \n"""')], "", ["suspicion: 年度资金总额的全年预算数 300万元 | 200 = 200 ≠ 300（万元）", "held: 300 = 300（万元）"], id="only a part is filled in"),
    pytest.param([sheet("", funds='"""\n合计 | ~ | 300 | 300 | 10 | 100% | 10\n财政拨款 | ~ | 100 | 300\n其他资金 | ~ | 100 | 0\n"""', money_unit='"元"')], "", ["error: 合计的全年预算数 300元 | 100 + 100 = 200 ≠ 300（元）", "held: 300 + 0 = 300（元）"], id="in yuan"),
    pytest.param([sheet("", funds='"""\n年度资金总额 | ~ | 300 | 300 | 10 | 100% | 10\n其中：财政拨款 | ~ | 200 | 200\n"""')], "", [], id="a single row of 其中 is a part only"),
    pytest.param([sheet("", funds='"""\n财政拨款 | ~ | 300 | 300\n结转 | ~ | 200 | 200\n其他 | ~ | 1 | 1\n"""'), sheet("", funds='"""\n总额 | ~ | 300 | \n财政拨款 | ~ | 见附件 | 200\n其他 | ~ | 1 | 1\n"""'), sheet("", funds='"""\n总额 | ~ | 300 | 300\n财政拨款 | ~ | | \n其他 | ~ | — | —\n"""')], "", [], id="no total, words, empty total"),
]


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_sheet(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
