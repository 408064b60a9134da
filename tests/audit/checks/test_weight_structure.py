"""Level-one weights against the structures laid down."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.weight_structure import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
10/50/30/10
    产出指标/数量/甲 | 50 | 50 | ≥1个 | 1个
    效益指标/社会/乙 | 30 | 30
    满意度指标/丙 | 10 | 10
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    -> held: 预算执行率 10、产出指标 50、效益指标 30、满意度指标 10，合“单位自评表一级指标权重”
with cost
    成本指标/甲 | 20
    产出指标/甲 | 40
    效益指标/乙 | 20
    满意度指标/丙 | 10
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    -> held: 预算执行率 10、成本指标 20、产出指标 40、效益指标 20、满意度指标 10，合“设成本指标的中央部门项目一级指标权重”
without satisfaction, weights on level one
    产出指标 | 50
    产出指标/甲 | ~
    效益指标 | 40
    效益指标/乙 | ~
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    -> held: 预算执行率 10、产出指标 50、效益指标 40，合“不设满意度指标的中央部门项目一级指标权重”
other weights
    产出指标/甲 | 40
    效益指标/乙 | 20
    满意度指标/丙 | 20
    funds 总额 | ~ | 10 | 9 | 20 | 90% | 18
    -> advice: 预算执行率 20、产出指标 40、效益指标 20、满意度指标 20 | 预算执行率 10、产出指标 50、效益指标 30、满意度指标 10（单位自评表一级指标权重）
execution scored outside
    产出指标/甲 | 50 | 50 | ≥1个 | 1个
    效益指标/乙 | 30
    满意度指标/丙 | 10
    -> held: 产出指标 50、效益指标 30、满意度指标 10，合“单位自评表一级指标权重”
satisfaction is wanting
    产出指标/甲 | 60 | 60 | ≥1个 | 1个
    效益指标/乙 | 30
    加分项/获奖 | 5
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    -> advice: 预算执行率 10、产出指标 60、效益指标 30 | 预算执行率 10、产出指标 50、效益指标 30、满意度指标 10（单位自评表一级指标权重）
before the regulation
    产出指标/甲 | 40
    效益指标/乙 | 20
    满意度指标/丙 | 20
    funds 总额 | ~ | 10 | 9 | 20 | 90% | 18
    text 某局2017年度绩效自评报告
weights that do not add up, none, other kinds of sheet
    产出指标/甲 | 45
    效益指标/乙 | 30
    满意度指标/丙 | 10
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    sheet
    产出指标/甲 | 50 | ~ | ≥1个 | 1个
    效益指标/乙 | ~
    sheet
    投入 | 20
    过程 | 30
    产出 | 30
    效果 | 20
    sheet
    投入 | 20 | 1 | ≥1 | 1
    过程 | 30
    产出 | 30
    效果 | 20
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
