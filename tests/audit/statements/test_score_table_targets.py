"""Targets put together from the columns of signs and units."""

from __future__ import annotations

import pytest

from tests.audit.sheets import document
from xunzheng.audit.statements.score_table import read_sheets

HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分 |\n"
ROW = "| 产出 | 数量 | 演练 | {} | {} | {} | 24 | 10 | 10 |"


@pytest.mark.parametrize(
    ("sign", "value", "unit", "target"),
    [
        ("≥", "12", "次", "≥12次"),
        ("＝", "１８", "人", "=18人"),
        ("≤", "60", "%", "≤60%"),
        ("大于等于", "12.5", "平方 米", "大于等于12.5平方米"),
        ("定性", "12", "次", "12次"),
        ("≥", "12", "这不是一个计量单位的说明", "≥12"),
        ("≥", "≥12次", "次", "≥12次"),
        ("定性", "显著提升", "", "显著提升"),
        ("≥", "", "次", ""),
    ],
)
def test_target(sign: str, value: str, unit: str, target: str) -> None:
    (sheet,) = read_sheets(document(HEAD + ROW.format(sign, value, unit)))
    (leaf,) = sheet.leaves()
    assert leaf.target is not None
    assert leaf.target.text == target
    assert leaf.target.place.quote == value


@pytest.mark.parametrize(
    ("table", "target"),
    [
        (
            "| 一级指标 | 三级指标 | 指标性质 | 指标值 | 完成值 | 权重 | 得分 |\n"
            "| 产出 | 演练 | ≥ | 12 | 24 | 10 | 10 |",
            "≥12",
        ),
        (
            "| 一级指标 | 三级指标 | 指标值 | 单位 | 完成值 | 得分 |\n| 产出 | 演练 | 12 | 次 | 24 | 10 |",
            "12",
        ),
        ("| 一级指标 | 三级指标 | 指标性质 | 权重 | 得分 |\n| 产出 | 演练 | ≥ | 10 | 10 |", None),
    ],
    ids=["a sign without a unit", "a unit without a sign", "a sign without a target"],
)
def test_columns_that_are_missing(table: str, target: str | None) -> None:
    (leaf,) = read_sheets(document(table))[0].leaves()
    assert (leaf.target.text if leaf.target else None) == target
