"""Weights and scores that stand in one cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.audit.sheets import cases, document, outcomes, reading, sheet
from xunzheng.audit.checks.reading_notes import CHECK
from xunzheng.audit.reading import read
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_splitting import split_scores

SPLIT = {
    "each in two": ("产出/甲 | 4038 | .\n效益/乙 | 6060 | .", "100|98", [(40, 38), (60, 60)]),
    "with points": ("产出/甲 | 409.5 | .\n效益/乙 | 6060 | .", "100|69.5", [(40, "9.5"), (60, 60)]),
    "beside whole cells": ("产出/甲 | 4038 | .\n效益/乙 | 60 | 58", "100|96", [(40, 38), (60, 58)]),
    "no score column": ("产出/甲 | 4040 | ~\n效益/乙 | 6059 | ~", "100|99", [(40, 40), (60, 59)]),
    "no totals": ("产出/甲 | 4038 | .\n效益/乙 | 6060 | .", "~|~", [(40, 38), (60, 60)]),
    "a level between": ("产出/数量/甲 | 4038 | .\n效益/社会/乙 | 6060 | .", "~|98", [(40, 38), (60, 60)]),
    "one beside a weight only": ("产出/甲 | 4038 | .\n效益/乙 | 60 | ~", "100|38", [(40, 38), (60, None)]),
    "the total does not close": ("产出/甲 | 4038 | .\n效益/乙 | 6060 | .", "100|97", None),
    "two ways close": ("产出/甲 | 111 | .\n效益/乙 | 111 | .", "12|12", None),
    "nothing in one": ("产出/甲 | 40 | 38\n效益/乙 | 60 | 60", "100|98", None),
    "a row without a number": ("产出/甲 | 4038 | .\n效益/乙 | 优 | .", "100|98", None),
    "a single row": ("产出/甲 | 4038 | .", "100|98", None),
}


@pytest.mark.parametrize(("rows", "total", "pairs"), SPLIT.values(), ids=SPLIT)
def test_split(rows: str, total: str, pairs: list[tuple[object, object]] | None) -> None:
    before = sheet(rows, total)
    after = split_scores(before)
    if pairs is None:
        assert after is before
        return
    assert after.doubtful
    read = [(leaf.weight and leaf.weight.value, leaf.score and leaf.score.value) for leaf in after.leaves()]
    assert read == [
        (Decimal(str(weight)), None if score is None else Decimal(str(score))) for weight, score in pairs
    ]
    for leaf in after.leaves():
        for stated in (leaf.weight, leaf.score):
            assert stated is None or stated.text == stated.place.quote


def test_too_many_ways_are_given_up() -> None:
    rows = "\n".join(f"产出/项{n} | {50 + n}.{n + 11} | ." for n in range(30))
    before = sheet(f"{rows}\n产出/末项 | 4038 | .", "5000|~")
    assert split_scores(before) is before


def test_the_reading_is_declared() -> None:
    report = "\n".join(
        [
            "| 一级指标 | 二级指标 | 三级指标 | 分值 | 得分 |",
            "| 产出 | 数量 | 甲 | 4038 |  |",
            "| 效益 | 社会 | 乙 | 6060 |  |",
            "| 合计 |  |  | 100 | 98 |",
        ]
    )
    assert outcomes(CHECK, read(document(report))) == [
        "advice: 评分表的分值和得分粘在一起，已按各列的内容和合计重新读成 2 项指标 | 可以确定的读法"
    ]


NOTES = cases(
    """
numbers that ran together
    text 资金202117.0017.00
    -> advice: 几个数字粘在一起：202117.0017.00，读作 2021、17.00、17.00（2021年，17.00 = 17.00） | 分开的数字
no one way
    text 资金12345.678901.23
    -> advice: 几个数字粘在一起：12345.678901.23，没有唯一的读法，未予核对 | 分开的数字
nothing
    text 资金15万元
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), NOTES)
def test_notes(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
