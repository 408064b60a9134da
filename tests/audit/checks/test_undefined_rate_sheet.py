"""Rates of nothing over nothing."""

from __future__ import annotations

import pytest

from xunzheng.audit.checks.undefined_rate_sheet import CHECK
from xunzheng.audit.sheet import Sheet
from tests.audit.sheets import outcomes, reading, sheet


CASES = [
    pytest.param([sheet("", funds='"""\n年度资金总额 | ~ | 100 | 100 | 10 | 100% | 10\n其他资金 | 0 | 0 | 0 | — | 100% | —\n"""')], "", ["error: “其他资金”执行率 100% | 0 ÷ 0 没有意义"], id="0 ÷ 0 as 100 %"),
    pytest.param([sheet("", funds='"其他资金 | ~ | 0.00 | 0.00 | — | 0.00% | —"')], "", ["suspicion: “其他资金”执行率 0.00% | 0 ÷ 0 没有意义"], id="0 ÷ 0 as 0.00 %"),
    pytest.param([sheet("", funds='"""\n其他资金 | 0 | 0 | 0 | — | — | —\n其他 | 0 | 0 | 0 | — | | —\n"""')], "", [], id="0 ÷ 0 left open"),
    pytest.param([sheet("", funds='"""\n其他资金 | ~ | 5 | 0 | — | 0% | —\n初始 | 5 | 0 | 0 | — | 0% | —\n"""')], "", [], id="a budget that was not spent"),
    pytest.param([sheet("", funds='"""\n其他资金 | ~ | ~ | 0 | — | 0% | —\n其他 | ~ | 0 | ~ | — | 0% | —\n其三 | ~ | 0 | 3 | — | 100% | —\n"""')], "", [], id="amounts unknown"),
]


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_sheet(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
