"""What the figures told beside a figure say of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.audit.identity.told import measured, pairs, report
from xunzheng.audit.identity.company import closes, companies_of, company_points
from xunzheng.audit.identity.values import Nearness

# passages | the odd figures of both, with their points
CASES = """
计划巡检1048人次，实际巡检1175人次。 | 计划维护1049人次，实际维护1175人次。 | 1048 1049 16
计划巡检1048人次，实际巡检1175人次。 | 计划维护1049户，实际维护1175人次。 |
巡检48人次，维护71处。 | 巡检49人次，维护71处。 |
巡检48人次，维护718处。 | 巡检49人次，维护718处。 | 48 49 14
巡检48人次，维护718处，巡护7181公里。 | 巡检49人次，维护718处，巡护7181公里。 | 48 49 22
巡检48人次，看路62人次，维护7181处。 | 巡检49人次，守桥63人次，维护7181处。 | 48 49 10
"""


@pytest.mark.parametrize("line", CASES.strip().split("\n"))
def test_odd_ones(line: str) -> None:
    first, second, due = (part.strip() for part in line.replace(" |", "|").split("|"))
    told = measured(report(first, second))
    found = [
        f"{told[a].quantity.value} {told[b].quantity.value} {points}"
        for (a, b), points in company_points(told, companies_of(told)).items()
    ]
    assert found == ([due] if due else [])


def test_odd_ones_without_a_common_name_are_one_thing_where_they_look_like_a_slip() -> None:
    (match,) = [
        m
        for m in pairs("甲岗1048人次，乙岗1175人次。", "丙组1049人次，丁组1175人次。")
        if not m.likeness.agree
    ]
    assert match.likeness.nearness is Nearness.DIGIT
    assert "同处其余数值一致" in match.likeness.reasons
    assert not [
        m
        for m in pairs("甲岗1048人次，乙岗1175人次。", "丙组2379人次，丁组1175人次。")
        if not m.likeness.agree
    ]


SUMS = """
3600 82.08|3517.92|yes
10 20 30|60|yes
60 20 10|30|yes
60 20 10|40|yes
60 20 10|7|
60|60|
1 2 3 4 5 6 7 8 9 10 11 12 13|3|
"""


@pytest.mark.parametrize("line", SUMS.strip().split("\n"))
def test_closes(line: str) -> None:
    beside, value, due = line.split("|")
    assert closes([Decimal(each) for each in beside.split()], Decimal(value)) is bool(due)


def test_two_values_that_each_follow_from_what_stands_beside_them_are_two_things() -> None:
    found = pairs(
        "东片36.24万元、西片12.36万元，管护费支出48.60万元。",
        "南片36.34万元、北片12.56万元，管护费支出48.90万元。",
    )
    assert max((m.likeness.confidence for m in found if not m.likeness.agree), default=0) < 56


def test_rows_of_one_table_and_long_rates_are_left_alone() -> None:
    told = measured(report("\\n名称 | 数量（套）\\n桌椅 | 1260\\n书架 | 1260", "铺设道路86公里。"))
    assert len(told) == 3
    assert company_points(told, companies_of(told)) == {}
    assert pairs("完成率98.765%。", "完成率98.756%。") == []
