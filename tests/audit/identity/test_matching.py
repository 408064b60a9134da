"""What the other figures of a report add to a match, and how many figures are compared at all."""

from __future__ import annotations

import pytest

from tests.audit.identity.told import TITLE, measured, pairs
from xunzheng.audit.identity.matching import matches
from xunzheng.audit.identity.things import exchanges, things

# passages | the confidence of the two figures that differ most surely, -1 where none do
CASES = """
两个数值 | 公益讲座48场。 | 公益讲座46场。 | 74
另有第三个值 | 公益讲座48场。 | 公益讲座46场。\\n公益讲座45场。 | 54
一处印证 | 公益讲座48场。\\n公益讲座48场。 | 公益讲座46场。 | 80
两处都有印证 | 公益讲座48场。\\n公益讲座48场。 | 公益讲座46场。\\n公益讲座46场。 | 68
计划数混入 | 计划公益讲座48场。\\n公益讲座48场。 | 公益讲座46场。 | 54
计划数颠倒 | 计划公益讲座148场。\\n公益讲座148场。 | 公益讲座184场。 | 92
误抄 | 公益讲座48场。 | 公益讲座128场，公益展览128场。 | 48
误抄三位以上 | 公益讲座480场。 | 公益讲座1286场，公益展览1286场。 | 74
误抄之处在远 | 公益讲座480场。 | 公益讲座1286场。\\n一\\n二\\n公益展览1286场。 | 48
金额的计划 | 支出设备购置费62.8万元。 | 支出设备购置费68.2万元。 | 93
"""


@pytest.mark.parametrize("line", CASES.strip().split("\n"))
def test_confidence(line: str) -> None:
    _, first, second, due = line.split(" | ")
    differing = [m.likeness.confidence for m in pairs(first, second) if not m.likeness.agree]
    assert max(differing, default=-1) == int(due)


def test_a_plan_that_the_sheet_gives_as_reached_is_no_plan() -> None:
    sheet = "\\n指标 | 指标值 | 实际完成值\\n公益讲座 | 48场 | 48场"
    found = pairs("公益讲座48场。" + sheet, "公益讲座46场。")
    assert max(m.likeness.confidence for m in found if not m.likeness.agree) == 80


def test_a_crowd_is_compared_with_its_neighbours_only() -> None:
    lines = "\n".join(f"第{n}村开展公益讲座{n * 7 + 100}场。" for n in range(400))
    things_told = measured(f"{TITLE}\n\n一、概况\n{lines}\n")
    assert len(things_told) >= 400
    assert len(matches(things_told)) < 10 * len(things_told)


def test_many_values_are_the_classes_of_something() -> None:
    found = pairs("公益讲座51场。", "\\n".join(f"公益讲座{n}场。" for n in range(42, 51)))
    assert max(m.likeness.confidence for m in found) < 20


def test_things_are_joined() -> None:
    told = pairs("公益讲座148场。\\n公益讲座148场。", "公益讲座184场。")
    (thing,) = things(told)
    assert [str(figure.quantity.value) for figure in thing.figures] == ["148", "148", "184"]
    assert not thing.likeness.agree


def test_at_most_eight_figures_of_a_thing_are_shown() -> None:
    told = pairs("\\n".join(["公益讲座148场。"] * 9), "公益讲座184场。")
    (thing,) = things(told)
    assert len(thing.figures) == 8
    assert {str(figure.quantity.value) for figure in thing.figures} == {"148", "184"}


EXCHANGES = """
对调 | 中央资金支出1600万元，省级资金支出860万元。 | 中央资金支出860万元，省级资金支出1600万元。 | 中央 省
未对调 | 中央资金支出1600万元，省级资金支出860万元。 | 中央资金支出1600万元，省级资金支出860万元。 |
只一处不同 | 中央资金支出1600万元，省级资金支出860万元。 | 中央资金支出860万元，省级资金支出860万元。 |
数字太短 | 男职工12人，女职工13人。 | 男职工13人，女职工12人。 |
同名 | 中央资金支出1600万元。中央资金支出860万元。 | 中央资金支出860万元。中央资金支出1600万元。 |
"""


@pytest.mark.parametrize("line", EXCHANGES.strip().split("\n"))
def test_exchanges(line: str) -> None:
    _, first, second, due = (part.strip() for part in line.split(" |"))
    found = [
        f"{e.first.one.subject.noun} {e.second.one.subject.noun}" for e in exchanges(pairs(first, second))
    ]
    assert found == ([due] if due else [])
