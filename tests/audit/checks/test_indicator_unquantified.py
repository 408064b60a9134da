"""Targets that cannot be measured."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.indicator_unquantified import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
words and empty cells
    产出/数量指标/建设任务 | 10 | 10 | 完成 | 完成
    产出/成本指标/经费 | 10 | 10 | 有效控制 | 控制
    产出/数量指标/宣传 | 10 | 10 | . | 3次
    -> advice: 建设任务：完成；宣传：（空）；经费：有效控制 | 可以衡量的指标值，如“≥38所”
praise for quality
    产出/质量指标/服务质量 | 10 | 10 | 非常好 | 非常好
    -> advice: 服务质量：非常好 | 可以衡量的指标值，如“≥38所”
many are cut short
    产出/数量指标/任务A | 10 | 10 | 完成 | 完成
    产出/数量指标/任务B | 10 | 10 | 完成 | 完成
    产出/数量指标/任务C | 10 | 10 | 完成 | 完成
    产出/数量指标/任务D | 10 | 10 | 完成 | 完成
    产出/数量指标/任务E | 10 | 10 | 完成 | 完成
    产出/数量指标/任务F | 10 | 10 | 完成 | 完成
    产出/数量指标/任务G | 10 | 10 | 完成 | 完成
    产出/数量指标/任务H | 10 | 10 | 完成 | 完成
    产出/数量指标/任务I | 10 | 10 | 完成 | 完成
    产出/数量指标/任务J | 10 | 10 | 完成 | 完成
    产出/数量指标/任务K | 10 | 10 | 完成 | 完成
    产出/数量指标/任务L | 10 | 10 | 完成 | 完成
    产出/数量指标/任务M | 10 | 10 | 完成 | 完成
    -> advice: 任务A：完成；任务B：完成；任务C：完成；任务D：完成；任务E：完成；任务F：完成；任务G：完成；任务H：完成；任务I：完成；任务J：完成；任务K：完成；任务L：完成等 | 可以衡量的指标值，如“≥38所”
enough of it
    产出/数量指标/收运垃圾 | 10 | 10 | 足量收运 | 足量收运
    -> advice: 收运垃圾：足量收运 | 可以衡量的指标值，如“≥38所”
measurable in some way
    产出/数量指标/学校 | 10 | 10 | ≥38所 | 38所
    产出/数量指标/培训100人次 | 10 | 10 | 完成 | 完成
    产出/数量指标/垃圾清运 | 10 | 10 | 日产日清 | 日产日清
    产出/数量指标/村庄 | 10 | 10 | 全覆盖 | 全覆盖
    产出/质量指标/验收 | 10 | 10 | 符合规范要求 | 符合
    效益/社会效益/影响 | 10 | 10 | 显著提升 | 提升
    产出/时效指标/进度 | 10 | 10 | 及时 | 及时
    产出/数量指标/其他 | 10 | 10
    加分项/数量/获奖 | 1 | 1 | 好 | 好
no targets filled in
    产出/数量指标/学校 | 10 | 10 | . | .
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
