"""Scores beyond their weights."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.score_over_weight import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
all within
    产出 | 60 | 60
    产出/植树 | 60 | 60
    效益/绿化 | 40 | 0
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    -> held: 4 项得分都在 0 与分值之间
above the weight
    产出/植树 | 60 | 60
    效益/绿化 | 8 | 9
    -> error: “绿化”得分 9 | 9 > 8（分）
negative
    产出/植树 | 60 | 60
    效益/绿化 | 8 | -1
    -> error: “绿化”得分 -1 | -1 < 0
parent above its weight
    产出 | 50 | 51
    产出/植树 | 60 | 60
    -> error: “产出”得分 51 | 51 > 50（分）
execution row
    产出/植树 | 60 | 60
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 11
    -> error: “总额”得分 11 | 11 > 10（分）
bonus rows are beyond weights
    产出/植树 | 60 | 60
    加分项/获奖 | 0 | 5
    -> held: 1 项得分都在 0 与分值之间
each scored out of 100
    甲 | 20 | 90
    乙 | 30 | 95
    丙 | 20 | 88
    丁 | 30 | 70
no numbers
    甲 | 20 | .
    乙 | — | 优
    丙 | 10
the second funds row is scored
    甲 | 50 | 50
    funds 项目资金 | ~ | 10 | 9 | . | . | .
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    -> held: 2 项得分都在 0 与分值之间
funds row without score
    甲 | ~ | ~
    funds 总额 | ~ | 10 | 9 | 10
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
