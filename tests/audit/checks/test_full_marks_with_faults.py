"""Full marks beside named faults."""

from __future__ import annotations

import pytest

from xunzheng.audit.checks.full_marks_with_faults import CHECK
from xunzheng.audit.sheet import Sheet
from tests.audit.sheets import outcomes, reading, sheet


CASES = [
    pytest.param([sheet("""
甲 | 30 | 30
乙 | 30 | 30
丙 | 40 | 40
""", total='"100|100"')], """
一、存在的问题
部分档案不规范，个别村漏免。
二、建议
加强培训。
""", ["suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）"], id="faults under a title"),
    pytest.param([sheet("""
甲 | 30 | 30
乙 | 30 | 30
丙 | 40 | 40
""")], "2.存在的主要问题：两处公园照明不足，管护责任没有落实。", ["suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）"], id="faults run in"),
    pytest.param([sheet("""
甲 | 30 | 30
乙 | 30 | 30
丙 | 40 | 40
""", total='"100|100"')], """
一、存在的问题
暂无问题。
二、建议
继续保持。
""", [], id="no faults"),
    pytest.param([sheet("""
甲 | 30 | 30
乙 | 30 | 30
丙 | 40 | 40
""", total='"100|100"')], """
一、问题和建议
建议加强培训，解决档案不规范的问题。
""", [], id="advice under a title of problems"),
    pytest.param([sheet("""
甲 | 30 | 30
乙 | 30 | 30
丙 | 40 | 40
""", total='"100|100"')], """
一、概况
项目进展不快，但已完成。
""", [], id="the text says nothing of problems"),
    pytest.param([sheet("""
甲 | 30 | 30
乙 | 30 | 29
丙 | 40 | 40
""", total='"100|99"')], """
一、存在的问题
部分档案不规范。
""", [], id="points lost"),
    pytest.param([sheet("""
甲 | 50 | 50
乙 | 50 | 50
""", total='"100|100"')], """
一、存在的问题
部分档案不规范。
""", [], id="two indicators are too few"),
    pytest.param([sheet("""
甲 | 30 | 30
乙 | 30 | 30
丙 | 40 | 40
"""), sheet("""
甲 | 30 | 30
乙 | 30 | 30
丙 | 40 | 40
""")], "存在的不足：培训跟不上，经费短缺。", ["suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）", "suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）"], id="two sheets share the faults"),
]


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_sheet(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
