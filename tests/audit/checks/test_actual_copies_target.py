"""Actual values that copy their targets."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.actual_copies_target import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
expression
    产出/质量/密度 | 10 | 10 | ≥90% | ≥90%
    -> suspicion: “密度”目标 ≥90%，实际 ≥90% | 实际达到的数值
expression in other signs
    产出/质量/密度 | 10 | 10 | ≧90% | 不低于90%
    产出/质量/合格率 | 10 | 10 | =100% | ＝100%
    -> suspicion: “密度”目标 ≧90%，实际 不低于90% | 实际达到的数值
    -> suspicion: “合格率”目标 =100%，实际 ＝100% | 实际达到的数值
value of its own
    产出/质量/密度 | 10 | 10 | ≥90% | 90%
    产出/质量/合格率 | 10 | 10 | 100% | 100%
    产出/数量/次数 | 10 | 10 | ≥90次 | ≥95次
    产出/数量/人数 | 10 | 10 | ≥90人 | ≥90次
sentences
    效益/社会/环境 | 10 | 10 | 改善居民生活环境。 | 改善居民生活环境
    效益/社会/就业 | 10 | 10 | 带动周边农户就业增收 | 带动周边农户就业增收
    -> suspicion: 2 项指标（环境、就业）的实际完成值与目标逐字相同 | 实际完成的情况
many sentences are cut short
    效益/社会/环境0 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境1 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境2 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境3 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境4 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境5 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境6 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境7 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境8 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境9 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境10 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境11 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    效益/社会/环境12 | 10 | 10 | 改善居民生活环境 | 改善居民生活环境
    -> suspicion: 13 项指标（环境0、环境1、环境2、环境3、环境4、环境5、环境6、环境7、环境8、环境9、环境10、环境11等）的实际完成值与目标逐字相同 | 实际完成的情况
a deadline is no date
    产出/时效/完工 | 10 | 10 | 2022年12月31日前 | 2022年12月31日前
    产出/时效/验收 | 10 | 10 | 2022年12月20日 | 2022年12月20日
    -> suspicion: 1 项指标（完工）的实际完成值与目标逐字相同 | 实际完成的情况
short and standard words
    效益/社会/环境 | 10 | 10 | 显著改善 | 显著改善
    效益/社会/影响 | 10 | 10 | 基本达成预期指标 | 基本达成预期指标
    效益/社会/覆盖 | 10 | 10 | 覆盖38个乡镇和街道 | 覆盖38个乡镇和街道
    效益/社会/就业 | 10 | 10 | 带动周边农户就业 | 农户就业明显增加
    效益/其他 | 5 | 5
overall goal copied
    | 预期目标 | 实际完成情况 |
    | 完成城区三十八所学校教室照明改造，改善用眼环境。 | 完成城区三十八所学校教室照明改造，改善用眼环境 |
    -> suspicion: 年度总体目标的实际完成情况与预期目标逐字相同 | 实际完成的情况
overall goal reached in its own words
    | 预期目标 | 实际完成情况 |
    | 完成城区三十八所学校教室照明改造。 | 完成三十六所，两所缓建。 |
    text
    | 预期目标 | 实际完成情况 |
    | 完成改造 | 完成改造 |
    text
    | 预期目标 | 分值 |
    | 完成改造 | 完成改造 |
    text
    | 预期目标 | 实际完成情况 |
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
