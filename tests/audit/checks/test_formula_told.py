"""Formulas written out in prose."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.formula_told import CHECK

CASES = cases(
    """
the wrong way round
    公用经费控制率＝预算安排公用经费÷实际支出公用经费×100%，实际支出46.56万元。
    -> error formula-text: 公用经费控制率＝预算安排公用经费÷实际支出公用经费×100% | 公用经费控制率＝（实际支出公用经费总额÷预算安排公用经费总额）×100% | 分子与分母颠倒 @ 公用经费控制率＝预算安排公用经费÷实际支出公用经费×100% [财预〔2013〕53号]
the right way round
    其中：预算完成率＝（预算完成数/预算数）×100%，为96%。
    -> held: 预算完成率＝（预算完成数÷预算数）×100% @ 预算完成率＝（预算完成数/预算数）×100%
other quantities
    预算完成率＝已支付数÷已下达数×100%。
an unknown ratio
    某某率＝甲数÷乙数×100%。
a ratio of another kind
    成本节约率＝节约成本÷计划成本×100%。
a ratio that the framework names without a formula
    其中满意度＝满意份数÷有效问卷数×100%，为96%。
a quotient where the framework has a difference
    成本节约率＝实际成本÷计划成本×100%，完成及时率＝实际完成时间÷计划完成时间×100%。
no formula
    预算完成率=96%，较高。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
