"""Passages that stand twice."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.duplicate_text import CHECK

CASES = cases(
    """
a sentence again
    一、概况
    全县共有水库18座，均已完成除险加固任务。另有山塘96口。
    二、成效
    全县共有水库18座，均已完成除险加固任务。灌溉面积增加。
    -> advice duplicate-text: 全县共有水库18座，均已完成除险加固任务。 | 此处与第 2 行文字相同 @ 全县共有水库18座，均已完成除险加固任务。 · 全县共有水库18座，均已完成除险加固任务。
neighbours make one finding
    一、概况
    全县共有水库18座，均已完成除险加固任务。各水库全部落实了巡查责任人和技术责任人。
    二、成效
    全县共有水库18座，均已完成除险加固任务。各水库全部落实了巡查责任人和技术责任人。
    -> advice duplicate-text: 全县共有水库18座，均已完成除险加固任务。各水库全部落实了巡查责任人和技术责任人。 | 此处与第 2 行文字相同 @ 全县共有水库18座，均已完成除险加固任务。各水库全部落实了巡查责任人和技术责任人。 · 全县共有水库18座，均已完成除险加固任务。各水库全部落实了巡查责任人和技术责任人。
two passages apart
    全县共有水库18座，均已完成除险加固任务。各水库全部落实了巡查责任人和技术责任人。
    各水库全部落实了巡查责任人和技术责任人。全县共有水库18座，均已完成除险加固任务。
    -> advice duplicate-text: 各水库全部落实了巡查责任人和技术责任人。 | 此处与第 1 行文字相同 @ 各水库全部落实了巡查责任人和技术责任人。 · 各水库全部落实了巡查责任人和技术责任人。
    -> advice duplicate-text: 全县共有水库18座，均已完成除险加固任务。 | 此处与第 1 行文字相同 @ 全县共有水库18座，均已完成除险加固任务。 · 全县共有水库18座，均已完成除险加固任务。
another number
    全县共有水库18座，均已完成除险加固任务。
    全县共有山塘96口，均已完成除险加固任务。
short sentences recur by nature
    资金使用规范。
    资金使用规范。
a heading and its text
    一、项目资金到位情况和项目资金使用情况分析
    二、项目资金到位情况和项目资金使用情况分析
with a number before it
    项目区实行先建机制、后建工程，全部落实管护主体和责任。
    3．项目区实行先建机制、后建工程，全部落实管护主体和责任。
    -> advice duplicate-text: 3．项目区实行先建机制、后建工程，全部落实管护主体和责任。 | 此处与第 1 行文字相同 @ 3．项目区实行先建机制、后建工程，全部落实管护主体和责任。 · 项目区实行先建机制、后建工程，全部落实管护主体和责任。
said rightly 1
    2023年度项目总投入612万元，其中：中央财政衔接资金320万元，省级配套180万元，县级配套112万元。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
