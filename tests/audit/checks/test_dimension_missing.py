"""Dimensions that the form asks for."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.dimension_missing import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
all there
    产出指标/数量指标/甲 | 1 | 1 | ≥1个 | 1个
    产出指标/质量指标/甲 | 1
    产出指标/时效指标/甲 | 1
    产出指标/成本指标/甲 | 1
    效益指标/社会效益指标/乙 | 1
    满意度指标/服务对象满意度/丙 | 1
under other words
    产出/产出-数量/甲 | 1 | 1 | ≥1个 | 1个
    产出/产出-质量/甲 | 1
    产出/进度指标/甲 | 1
    成本/经济成本/甲 | 1
    效益/效益-生态/乙 | 1
    满意度/服务对象/丙 | 1
two wanting
    产出指标/数量指标/甲 | 1 | 1 | ≥1个 | 1个
    产出指标/质量指标/甲 | 1
    效益指标/社会效益指标/乙 | 1
    满意度指标/服务对象满意度/丙 | 1
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    -> advice: 缺少 2 个维度 | 产出—时效指标、产出—成本指标
other kinds of sheet
    产出/甲 | 1 | 1 | ≥1个 | 1个
    效益/乙 | 1
    sheet
    投入/立项/甲 | 1 | 1 | ≥1个 | 1个
    过程/管理/乙 | 1
    sheet
    产出/项目产出/甲 | 1
    效益/项目效益/乙 | 1
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
