"""What the reader of the file was not certain of."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import RULES, cases, outcomes
from xunzheng.audit.checks.reading_notes import CHECK
from xunzheng.audit.finding import Finding
from xunzheng.audit.reading import read
from xunzheng.documents.model import Document, Doubt

CASES = cases(
    """
rows of unequal length
    | 项目 | 数量 | 金额 |
    | 植树 | 3000 |
    | 育苗 | 20 | 6 |
    -> advice reading-doubt: 表格各行的列数不一（2～3 列），短行按左对齐放置，合并单元格可能错位。 | 可以确定的读法 @ | 项目 | 数量 | 金额 |⏎| 植树 | 3000 |⏎| 育苗 | 20 | 6 |
a line of cells that cannot be put together
    指标
    完成
    得分
    植树
    3000
    10
    育苗
    20
    9
    绿化
    12
    8
    护林
    7
    -> suspicion unreadable: 这里一行一个短词或数字，像被打散的表格，各行的起止定不下来，按段落处理。 | 可以确定的读法 @ 指标
a table that is plain
    | 项目 | 数量 |
    | 植树 | 3000 |
    | 育苗 | 20 |
prose
    全县植树3000棵。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected


def test_nothing_could_be_read() -> None:
    """A file without any text has a doubt and no paragraph to put it in."""
    doubt = Doubt("unreadable", "扫描件，没有文字层。", 0, 0)
    (finding,) = CHECK.find(read(Document("扫描.pdf", "", (), doubts=(doubt,))), RULES)
    assert isinstance(finding, Finding)
    assert (finding.code, finding.claim, finding.where[0].quote) == ("unreadable", "扫描件，没有文字层。", "")
