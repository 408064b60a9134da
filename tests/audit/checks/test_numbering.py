"""Numbers of headings and lists."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.numbering import CHECK

CASES = cases(
    """
a gap
    一、概况
    内容。
    三、成效
    内容。
    -> advice numbering: 一、 → 三、 | 1、2 | 1 之后跳到 3 @ 一、 · 三、
a repeat and a step back
    （一）概况
    内容。
    （三）人员
    内容。
    （二）目标
    内容。
    （二）资金
    内容。
    -> advice numbering: （一） → （三） → （二） → （二） | 1、2、3、4 | 1 之后跳到 3；3 之后倒回 2；2 重号 @ （一） · （三） · （二） · （二）
not from 1
    二、概况
    内容。
    三、成效
    内容。
    -> advice numbering: 二、 → 三、 | 1、2 | 从 2 开始 @ 二、 · 三、
in order
    一、概况
    （一）人员
    内容。
    （二）资金
    内容。
    二、成效
    （一）产出
    内容。
    （二）效益
    内容。
a list that starts again
    一、概况
    1、植树。
    2、育苗。
    二、成效
    1、产出。
    2、效益。
ordinals in the text
    一是植树。
    三是育苗。
a list that starts again in one section
    一、概况
    1、植树。
    2、育苗。
    另外：
    1、产出。
    2、效益。
items before the first heading
    1、植树。
    2、育苗。
    一、概况
    内容。
decimal numbers
    1.1 概况
    内容。
    1.2 成效
    内容。
no numbers
    概况如下。
two styles on one level
    1、植树。
    （1）东坡。
    （2）西坡。
    2、育苗。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
