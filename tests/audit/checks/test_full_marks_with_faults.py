"""Full marks beside named faults."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.full_marks_with_faults import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
faults under a title
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 40 | 40
    total 100|100
    text 一、存在的问题
    text 部分档案不规范，个别村漏免。
    text 二、建议
    text 加强培训。
    -> suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）
faults run in
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 40 | 40
    text 2.存在的主要问题：两处公园照明不足，管护责任没有落实。
    -> suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）
no faults
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 40 | 40
    total 100|100
    text 一、存在的问题
    text 暂无问题。
    text 二、建议
    text 继续保持。
advice under a title of problems
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 40 | 40
    total 100|100
    text 一、问题和建议
    text 建议加强培训，解决档案不规范的问题。
the text says nothing of problems
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 40 | 40
    total 100|100
    text 一、概况
    text 项目进展不快，但已完成。
points lost
    甲 | 30 | 30
    乙 | 30 | 29
    丙 | 40 | 40
    total 100|99
    text 一、存在的问题
    text 部分档案不规范。
points lost by the execution rate
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 30 | 30
    funds 总额 | ~ | 100 | 95 | 10 | 95% | 9.5
    text 一、存在的问题
    text 部分档案不规范。
points lost in the total
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 30 | 30
    total 100|99.8
    text 一、存在的问题
    text 部分档案不规范。
two indicators are too few
    甲 | 50 | 50
    乙 | 50 | 50
    total 100|100
    text 一、存在的问题
    text 部分档案不规范。
two sheets share the faults
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 40 | 40
    sheet
    甲 | 30 | 30
    乙 | 30 | 30
    丙 | 40 | 40
    text 存在的不足：培训跟不上，经费短缺。
    -> suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）
    -> suspicion: 3 项指标全部得满分 | 30 + 30 + 40 = 100（分）
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
