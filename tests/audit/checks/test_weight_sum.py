"""The weights of a sheet against each other."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.weight_sum import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
every level adds up
    产出 | 50
    产出/数量/植树 | 20
    产出/质量/成活率 | 30
    效益/绿化 | 50
    total 100|~
    -> held: 20 + 30 = 50（分）
    -> held: 50 + 50 = 100（分）
children do not make the parent
    产出 | 50
    产出/植树 | 20
    产出/成活率 | 25
    效益 | 50
    total 100|~
    -> error: “产出”分值 50 | 20 + 25 = 45 ≠ 50（分）
    -> held: 50 + 50 = 100（分）
middle level stands for its leaves
    立项 | 12
    立项/规范性 | 4
    立项/合理性 | 4
    立项/明确性 | 3
    落实 | 88
    total 100|~
    -> error: “立项”分值 12 | 4 + 4 + 3 = 11 ≠ 12（分）
    -> held: 12 + 88 = 100（分）
execution row counts
    产出/植树 | 60
    效益/绿化 | 30
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    total 100|~
    -> held: 10 + 60 + 30 = 100（分）
total of the indicators alone
    产出/植树 | 60
    效益/绿化 | 30
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    total 90|~
    -> held: 60 + 30 = 90（分）
execution row also an indicator
    预算执行率 | 10
    产出/植树 | 60
    效益/绿化 | 30
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    total 100|~
    -> held: 10 + 60 + 30 = 100（分）
leaves miss the stated total
    产出/植树 | 60
    效益/绿化 | 45
    funds 总额 | ~ | 10 | 9 | 10 | 90% | 9
    total 100|~
    -> error: 分值合计 100 | 10 + 60 + 45 = 115 ≠ 100（分）
more than twelve parts are cut short
    指标1 | 7
    指标2 | 7
    指标3 | 7
    指标4 | 7
    指标5 | 7
    指标6 | 7
    指标7 | 7
    指标8 | 7
    指标9 | 7
    指标10 | 7
    指标11 | 7
    指标12 | 7
    指标13 | 7
    total 100|~
    -> error: 分值合计 100 | 7 + 7 + 7 + 7 + 7 + 7 + 7 + 7 + 7 + 7 + 7 + 7 + 7 = 91 ≠ 100（分）
no total, 100 in all
    产出/植树 | 60
    效益/绿化 | 40
    -> held: 60 + 40 = 100（分）
no total, shares of one
    产出/植树 | 0.6
    效益/绿化 | 0.4
    -> held: 0.6 + 0.4 = 1.0（分）
no total, not 100
    产出/植树 | 60
    效益/绿化 | 45
    -> suspicion: 满分 100 | 60 + 45 = 105 ≠ 100（分）
no total, the text says something else
    产出/植树 | 60
    效益/绿化 | 35
    text 各项指标均已完成。
    -> suspicion: 满分 100 | 60 + 35 = 95 ≠ 100（分）
no total, the text says 100
    产出/植树 | 60
    效益/绿化 | 35
    text 注：各项指标满分合计100分。
    -> error: 满分 100 | 60 + 35 = 95 ≠ 100（分）
ten wanting, execution rate in prose
    产出/植树 | 60
    效益/绿化 | 30
    total 100|~
    text 预算执行率95%。
ten wanting, no execution rate anywhere
    产出/植树 | 60
    效益/绿化 | 30
    total 100|~
    -> suspicion: 分值合计 100 | 60 + 30 = 90 ≠ 100（分）
total is no number
    产出/植树 | 60
    效益/绿化 | 40
    total 满分|~
    -> held: 60 + 40 = 100（分）
children in per cent of the parent
    产出 | 60
    产出/植树 | 70
    产出/成活率 | 30
    效益 | 40
    total 100|~
    -> held: 70 + 30 = 100（分）
    -> held: 60 + 40 = 100（分）
thirds rounded
    产出/甲 | 33.3
    产出/乙 | 33.3
    效益/丙 | 33.3
    total 100|~
    -> suspicion: 分值合计 100 | 33.3 + 33.3 + 33.3 = 99.9 ≠ 100（分）
decimals are exact
    甲 | 22.5
    乙 | 22.5
    丙 | 22.5
    丁 | 22.5
    戊 | 10
    total 100|~
    -> held: 22.5 + 22.5 + 22.5 + 22.5 + 10 = 100（分）
bonus rows are beyond the total
    产出/植树 | 60
    效益/绿化 | 40
    加分项/获奖 | 5
    total 100|~
    -> held: 60 + 40 = 100（分）
a leaf without weight
    产出 | 50
    产出/植树 | ~
    产出/成活率 | 25
    效益/绿化 | ~
    total 100|~
a dash is no weight
    产出/植树 | 100
    效益/绿化 | —
    total 100|~
    -> held: 100 = 100（分）
no sheet
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
