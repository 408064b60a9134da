"""A rate of satisfaction against the answers of its survey."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.satisfaction import CHECK

CASES = cases(
    """
more than all that are content
    回收问卷288份，其中满意251份、基本满意28份、不满意9份，综合满意率为98.6%。
    -> suspicion rate: 综合满意率98.6% | 不高于 96.88% | （251份 + 28份） ÷ 288份 = 96.88% ≠ 98.6% @ 98.6% · 251份 · 28份 · 9份 · 288份
less than the least of them
    回收问卷288份，其中满意251份、基本满意28份、不满意9份，满意率为60%。
    -> suspicion rate: 满意率60% | 不低于 87.15% | 251份 ÷ 288份 = 87.15% ≠ 60% @ 60% · 251份 · 28份 · 9份 · 288份
all that are content
    回收问卷288份，其中满意251份、基本满意28份、不满意9份，满意率为96.88%。
    -> held: （251份 + 28份） ÷ 288份 = 96.88% @ 96.88% · 251份 · 28份 · 9份 · 288份
the first alone
    回收问卷288份，其中满意251份、基本满意28份、不满意9份，满意率为87.15%。
    -> held: 251份 ÷ 288份 = 87.15% @ 87.15% · 251份 · 28份 · 9份 · 288份
weighed
    回收问卷288份，其中满意251份、基本满意28份、不满意9份，满意度为95%。
told behind the numbers
    走访农户100户，80户表示满意、15户表示基本满意、5户表示不满意，满意率95%。
    -> held: （80户 + 15户） ÷ 100户 = 95.00% @ 95% · 80户 · 15户 · 5户 · 100户
nobody content
    回收问卷50份，其中满意0份、不满意50份，满意率0%。
one answer
    回收问卷288份，其中满意251份，满意率98.6%。
not content
    回收问卷288份，满意251份、不满意9份，不满意率1.25%。
no rate of satisfaction
    应参保288人，满意251人、基本满意28人，参保率98%。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
