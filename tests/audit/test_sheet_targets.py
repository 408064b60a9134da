"""Targets put together from the columns of signs and units."""

from __future__ import annotations

import pytest

from tests.audit.sheets import document
from xunzheng.audit.sheet_targets import complete_targets
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
    report = document(HEAD + ROW.format(sign, value, unit))
    (sheet,) = complete_targets(report, read_sheets(report))
    (leaf,) = sheet.leaves()
    assert leaf.target is not None
    assert leaf.target.text == target
    assert leaf.target.place.quote == value


def test_a_sign_without_a_column_of_units() -> None:
    report = document(
        "| 一级指标 | 三级指标 | 指标性质 | 指标值 | 完成值 | 权重 | 得分 |\n"
        "| 产出 | 演练 | ≥ | 12 | 24 | 10 | 10 |"
    )
    (leaf,) = complete_targets(report, read_sheets(report))[0].leaves()
    assert leaf.target is not None
    assert leaf.target.text == "≥12"


@pytest.mark.parametrize(
    "table",
    [
        "| 一级指标 | 三级指标 | 指标值 | 单位 | 完成值 | 得分 |\n| 产出 | 演练 | 12 | 次 | 24 | 10 |",
        "| 一级指标 | 三级指标 | 指标性质 | 权重 | 得分 |\n| 产出 | 演练 | ≥ | 10 | 10 |",
    ],
)
def test_other_sheets_stay_as_they_are(table: str) -> None:
    report = document(table)
    sheets = read_sheets(report)
    assert complete_targets(report, sheets) == sheets


def test_a_sheet_of_no_table_stays_as_it_is() -> None:
    report = document(HEAD + ROW.format("≥", "12", "次"))
    sheets = read_sheets(report)
    assert complete_targets(document("一、概况"), sheets) == sheets
