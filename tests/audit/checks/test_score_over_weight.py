"""Scores beyond their weights."""

from __future__ import annotations

import pytest

from xunzheng.audit.checks.score_over_weight import CHECK
from xunzheng.audit.sheet import Sheet
from tests.audit.sheets import outcomes, reading, sheet


CASES = [
    pytest.param([sheet("""
产出 | 60 | 60
产出/植树 | 60 | 60
效益/绿化 | 40 | 0
""", funds='"总额 | ~ | 10 | 9 | 10 | 90% | 9"')], "", ["held: 4 项得分都在 0 与分值之间"], id="all within"),
    pytest.param([sheet("""
产出/植树 | 60 | 60
效益/绿化 | 8 | 9
""")], "", ["error: “绿化”得分 9 | 9 > 8（分）"], id="above the weight"),
    pytest.param([sheet("""
产出/植树 | 60 | 60
效益/绿化 | 8 | -1
""")], "", ["error: “绿化”得分 -1 | -1 < 0"], id="negative"),
    pytest.param([sheet("""
产出 | 50 | 51
产出/植树 | 60 | 60
""")], "", ["error: “产出”得分 51 | 51 > 50（分）"], id="parent above its weight"),
    pytest.param([sheet("产出/植树 | 60 | 60", funds='"总额 | ~ | 10 | 9 | 10 | 90% | 11"')], "", ["error: “总额”得分 11 | 11 > 10（分）"], id="execution row"),
    pytest.param([sheet("""
产出/植树 | 60 | 60
加分项/获奖 | 0 | 5
""")], "", ["held: 1 项得分都在 0 与分值之间"], id="bonus rows are beyond weights"),
    pytest.param([sheet("""
甲 | 20 | 90
乙 | 30 | 95
丙 | 20 | 88
丁 | 30 | 70
""")], "", [], id="each scored out of 100"),
    pytest.param([sheet("""
甲 | 20 | 
乙 | — | 优
丙 | 10
""")], "", [], id="no numbers"),
    pytest.param([sheet("甲 | ~ | ~", funds='"总额 | ~ | 10 | 9 | 10"')], "", [], id="funds row without score"),
]


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_sheet(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
