"""Rates in the columns of tables."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.rate_table import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
paid over planned
    | 乡镇 | 安排资金（万元） | 支付资金（万元） | 支付率 |
    | 甲镇 | 82.50 | 80.85 | 98.00% |
    | 乙镇 | 60.50 | 57.48 | 94.01% |
    | 丙镇 | 3240 | 3169 | 97.80% |
    | 丁镇 | 148.00 | 46.00 | 31.00% |
    | 合计 | — | — | — |
    -> held: 80.85 ÷ 82.50 = 98.00%
    -> error: 乙镇“支付率”94.01% | 57.48 ÷ 60.50 = 95.01% ≠ 94.01%
    -> suspicion: 丙镇“支付率”97.80% | 3169 ÷ 3240 = 97.8086% ≠ 97.80%
    -> suspicion: 丁镇“支付率”31.00% | 46.00 ÷ 148.00 = 31.0811% ≠ 31.00%
arrived over due
    | 级次 | 应安排 | 到位资金 | 到位率 |
    | 中央 | 1593.65 | 1593.65 | 100% |
    | 省级 | 100 | 50 | 60% |
    -> held: 1593.65 ÷ 1593.65 = 100%
    -> error: 省级“到位率”60% | 50 ÷ 100 = 50.00% ≠ 60%
any lawful denominator
    | 项目 | 预算数 | 到位数 | 支出数 | 执行率 |
    | 甲 | 200 | 100 | 100 | 100% |
    | 乙 | 200 | 100 | 90 | 45% |
    -> held: 100 ÷ 100 = 100%
    -> held: 90 ÷ 200 = 45%
learned from the other rows
    | 乡镇 | 任务户 | 签约户 | 签约率（%） |
    | 甲 | 100 | 90 | 90 |
    | 乙 | 200 | 150 | 75 |
    | 丙 | 400 | 300 | 75 |
    | 丁 | 50 | 40 | 90 |
    -> held: 90 ÷ 100 = 90%
    -> held: 150 ÷ 200 = 75%
    -> held: 300 ÷ 400 = 75%
    -> error: 丁“签约率(%)”90 | 40 ÷ 50 = 80.00% ≠ 90%
too few rows to learn from
    | 乡镇 | 任务户 | 签约户 | 签约率 |
    | 甲 | 100 | 90 | 90% |
    | 乙 | 50 | 40 | 90% |
nothing over nothing
    | 项目 | 预算数 | 支出数 | 执行率 |
    | 甲 | 100 | 100 | 100% |
    | 乙 | 0 | 0 | 100% |
    | 丙 | 0 | 0 | 0% |
    -> held: 100 ÷ 100 = 100%
    -> error: 乙“执行率”100% | 0 ÷ 0 无法计算（分母为零），写作 100%
    -> suspicion: 丙“执行率”0% | 0 ÷ 0 无法计算（分母为零），写作 0%
growth, shares and words
    | 项目 | 预算数 | 支出数 | 支出增长率 | 执行率说明 | 占比 |
    | 甲 | 100 | 90 | 5% | 好 | 3% |
    | 乙 | 100 | 80 | 6% | 好 | 3% |
an empty cell beside a rate
    | 项目 | 预算数 | 支出数 | 执行率 |
    | 甲 | 100 | 90 | 90% |
    | 乙 | | 80 | 80% |
    | 丙 | 100 | 80 | 0.8 |
    -> held: 90 ÷ 100 = 90%
a rate in words
    | 项目 | 预算数 | 支出数 | 执行率 |
    | 甲 | 100 | 90 | 九成 |
    | 乙 | 100 | 80 | 八成 |
no figures
    | 甲 | 执行率 |
    | 乙 | 好 |
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
