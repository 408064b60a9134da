"""Headings with nothing under them."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.section_empty import CHECK

CASES = cases(
    """
nothing
    一、项目概况
    二、项目目标
    提高成活率。
    -> suspicion section-empty: “项目概况”之下没有内容 | 本项目自己的内容 @ 一、项目概况
the template's prompt alone
    一、项目概况
    全县植树3000棵。
    二、绩效目标
    主要包括项目绩效总目标和阶段性目标，预期主要的经济、政治和社会效益。
    -> suspicion section-empty: “绩效目标”之下只有模板提示语 | 本项目自己的内容 @ 二、绩效目标
text
    一、项目概况
    全县植树3000棵。
headings under it
    一、项目概况
    （一）植树情况
    全县植树3000棵。
a table under it
    一、项目概况
    | 项目 | 数量 |
    | 植树 | 3000 |
    | 育苗 | 20 |
a heading that is its own text
    一、全县植树3000棵，成活率达到90%，超过年度目标。
    二、全县育苗20亩，供应苗木30万株，满足了需要。
a run-in heading
    （一）基本情况。全县植树3000棵。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
