"""Regions by the day: names, parents, what became of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.identifiers.made import REGIONS, TABLES

ON_A_DAY = [
    # code, day, name
    ("431102", date(2004, 12, 31), "芝山区"),
    ("431102", date(2005, 1, 1), "零陵区"),
    ("431121", date(2019, 6, 1), "祁阳县"),
    ("431121", date(2022, 1, 1), None),
    ("431181", date(2020, 12, 31), None),
    ("431181", date(2021, 1, 1), "祁阳市"),
    ("999999", date(2021, 1, 1), None),
]


@pytest.mark.parametrize(("code", "day", "name"), ON_A_DAY)
def test_a_code_means_what_it_means_on_the_day(code: str, day: date, name: str | None) -> None:
    found = REGIONS.on(code, day)
    assert (found and found.name) == name


HEIRS = [
    ("431121", date(2019, 1, 1), "431121"),
    ("431121", date(2021, 6, 1), "431181"),
    ("431121", date(2026, 1, 1), "431181"),
    ("432930", date(2026, 1, 1), "431181"),
    ("432999", date(2026, 1, 1), None),
    ("431102", date(2026, 1, 1), "431102"),
]


@pytest.mark.parametrize(("code", "day", "heir"), HEIRS)
def test_an_old_code_leads_to_what_it_has_become(code: str, day: date, heir: str | None) -> None:
    found = REGIONS.heir(code, day)
    assert (found and found.code) == heir


def test_before_and_after() -> None:
    assert [change.new for change in REGIONS.successors("431121")] == ["431181"]
    assert [change.old for change in REGIONS.predecessors("431121")] == ["432930"]
    assert REGIONS.predecessors("430000") == ()


def test_parents_are_those_of_the_day() -> None:
    assert [above.name for above in REGIONS.parents("431121", date(2019, 1, 1))] == ["湖南省", "永州市"]
    assert [above.name for above in REGIONS.parents("431121", date(1990, 1, 1))] == ["湖南省"]
    assert REGIONS.parents("430000", date(2019, 1, 1)) == ()


def test_all_on_a_day() -> None:
    codes = [region.code for region in REGIONS.all_on(date(2023, 1, 1))]
    assert codes == ["430000", "431100", "431102", "431181"]


TOLD = [
    ("431181", date(2026, 1, 1), "湖南省永州市祁阳市"),
    ("431121", date(2026, 1, 1), "湖南省永州市祁阳县，当日已停用，现为 431181 祁阳市"),
    ("431181", date(2000, 1, 1), "湖南省永州市祁阳市，当日尚未启用"),
    ("432999", date(2000, 1, 1), "湖南省旧县，当日已停用"),
    ("100000", date(2026, 1, 1), "全国（中央登记管理机关）"),
    ("990000", date(2026, 1, 1), ""),
]


@pytest.mark.parametrize(("code", "day", "told"), TOLD)
def test_a_region_is_told_with_what_it_lies_in(code: str, day: date, told: str) -> None:
    assert TABLES.region(code, day) == told


def test_the_first_day_of_a_code() -> None:
    assert TABLES.first_day("431102") == date(1995, 1, 1)
    assert TABLES.first_day("430000") == TABLES.first_day("990000") == date.min
