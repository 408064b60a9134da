"""Shares in a column of a table."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.share_table import CHECK

CASES = cases(
    """
shares of the total
    | 年龄 | 人数 | 占比 |
    | 儿童 | 126 | 21.0% |
    | 成人 | 300 | 50.0% |
    | 老人 | 174 | 29.0% |
    | 合计 | 600 | 100.0% |
    -> held: 126 ÷ 600 = 21.0% @ 21.0% · 126
    -> held: 300 ÷ 600 = 50.0% @ 50.0% · 300
    -> held: 174 ÷ 600 = 29.0% @ 29.0% · 174
one share is wrong
    | 年龄 | 人数 | 占比 |
    | 儿童 | 126 | 21.0% |
    | 成人 | 300 | 50.0% |
    | 老人 | 174 | 39.0% |
    | 合计 | 600 | 100.0% |
    -> held: 126 ÷ 600 = 21.0% @ 21.0% · 126
    -> held: 300 ÷ 600 = 50.0% @ 50.0% · 300
    -> error rate: 老人“占比”39.0% | 29.0% | 174 ÷ 600 = 29.0% ≠ 39.0% @ 39.0% · 174
last digits made to add up
    | 类 | 件数 | 比重（%） |
    | 甲 | 1 | 33.3 |
    | 乙 | 1 | 33.3 |
    | 丙 | 1 | 33.4 |
    -> held: 1 ÷ 3 = 33.3% @ 33.3 · 1
    -> held: 1 ÷ 3 = 33.3% @ 33.3 · 1
    -> held: 1 ÷ 3 = 33.3% @ 33.4 · 1
shares of something else
    | 村 | 户数 | 占比 |
    | 甲 | 10 | 12% |
    | 乙 | 20 | 31% |
    | 丙 | 30 | 44% |
two totals
    | 村 | 户数 | 占比 |
    | 甲 | 10 | 50% |
    | 乙 | 10 | 50% |
    | 合计 | 20 | 100% |
    | 总计 | 40 | 100% |
nothing to be a share of
    | 村 | 户数 | 占比 |
    | 甲 | 0 | 0% |
    | 乙 | 0 | 0% |
no amounts
    | 村 | 占比 |
    | 甲 | 40% |
    | 乙 | 60% |
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
