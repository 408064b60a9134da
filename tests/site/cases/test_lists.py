"""Work lists: whose they are, page by page, by index; the board; search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from tests.site.cases.offices import (
    APPLICANT,
    HANDLER,
    NOW,
    OFFICE,
    OTHER,
    PROCESS,
    RECEIVER,
    STEPS,
    brought_to,
    citizen,
    opened,
    staff,
    take,
)
from xunzheng.site.cases import lists
from xunzheng.site.cases.driver import ask
from xunzheng.site.cases.lists import Listed, Wanted, WrongCursor, board, count_tasks, list_tasks
from xunzheng.site.cases.search import find, words_of
from xunzheng.site.cases.states import Light

pytestmark = pytest.mark.django_db
SUPERVISOR = staff("supervisor", "supervisor")


def numbers(*which: Any, **given: Any) -> list[str]:
    return [row.number for row in list_tasks(*which, **given).rows]


def test_each_list_has_its_own() -> None:
    new, claimed, asked_back = opened("a"), brought_to(2, "b"), brought_to(2, "c")
    given = {"values": {"clarify_what": "哪一年", "clarify_days": "10"}}
    take(asked_back, HANDLER, "ask-clarification", **given)
    assert numbers(Listed.MINE, HANDLER, NOW) == [claimed.number]
    assert numbers(Listed.UNCLAIMED, RECEIVER, NOW) == [new.number]
    assert numbers(Listed.WAITING, HANDLER, NOW) == [asked_back.number]
    assert len(numbers(Listed.ALL, HANDLER, NOW)) == 3
    assert numbers(Listed.ALL, staff("far", "handler", organisation=OTHER), NOW) == []
    assert numbers(Listed.ALL, APPLICANT, NOW) == []
    assert numbers(Listed.DUE, HANDLER, NOW) == []
    assert numbers(Listed.DUE, HANDLER, NOW + timedelta(days=30)) == [claimed.number]


def test_lights_and_processes_narrow_a_list() -> None:
    brought_to(2)
    late = NOW + timedelta(days=30)
    for light in Light:
        found = list_tasks(Listed.ALL, HANDLER, late, Wanted(light=light)).rows
        assert [row.light for row in found] == ([Light.OVERDUE] if light is Light.OVERDUE else [])
    assert numbers(Listed.ALL, HANDLER, NOW, Wanted(process="other")) == []
    assert len(numbers(Listed.ALL, HANDLER, NOW, Wanted(process=PROCESS))) == 1


def test_pages_follow_one_another_without_gap_or_repeat() -> None:
    every = {brought_to(2, f"k{i}").number for i in range(7)}
    seen: list[str] = []
    after = ""
    while True:
        page = list_tasks(Listed.MINE, HANDLER, NOW, after=after, size=3)
        seen += [row.number for row in page.rows]
        after = page.after
        if not after:
            break
    assert len(seen) == len(set(seen))
    assert set(seen) == every


@pytest.mark.parametrize("after", ["x", "$$$", "e30", "MjAyNi0wMS0wMSAxIG1haW4"])
def test_a_cursor_that_is_none_is_refused(after: str) -> None:
    with pytest.raises(WrongCursor):
        list_tasks(Listed.MINE, HANDLER, NOW, after=after)


def test_counts_stop_at_their_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    for i in range(3):
        opened(f"k{i}")
    assert count_tasks(Listed.UNCLAIMED, RECEIVER, NOW) == 3
    monkeypatch.setattr(lists, "CAP", 2)
    assert count_tasks(Listed.UNCLAIMED, RECEIVER, NOW) == 2


def test_a_name_in_a_list_is_masked() -> None:
    brought_to(2)
    (row,) = list_tasks(Listed.MINE, HANDLER, NOW).rows
    assert row.applicant == "李＊＊"


def test_the_board_counts_by_light() -> None:
    brought_to(2, "open")
    brought_to(len(STEPS), "closed")
    (today,) = board(SUPERVISOR, NOW)
    assert (today.organisation, today.open, today.overdue, today.closed_in_time, today.closed_late) == (
        OFFICE,
        1,
        0,
        1,
        0,
    )
    (late,) = board(SUPERVISOR, NOW + timedelta(days=29))
    assert (late.open, late.yellow, late.red, late.overdue) == (1, 0, 0, 1)
    assert board(HANDLER, NOW) == ()


def plans(which: Listed, wanted: Wanted) -> Iterator[str]:
    """How the database would walk the list; PostgreSQL is kept from scanning because the tables are small."""
    for where, values in lists._ranges(which, HANDLER, NOW, wanted):
        sql, given = lists._select(where, values, None, 50)
        explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        if connection.vendor == "postgresql":
            ask([("SELECT set_config('enable_seqscan', 'off', true)", [])])
            ask([("SELECT set_config('enable_bitmapscan', 'off', true)", [])])
        ((rows),) = ask([(explain + sql, given)])
        yield "\n".join(str(row[-1]) for row in rows)


@pytest.mark.parametrize("which", Listed)
@pytest.mark.parametrize("wanted", [Wanted(), Wanted(process=PROCESS)], ids=["all", "one process"])
def test_a_list_is_walked_by_its_index(which: Listed, wanted: Wanted) -> None:
    brought_to(2)
    for plan in plans(which, wanted):
        assert "task_" in plan, plan
        assert "Seq Scan" not in plan
        assert "SCAN" not in plan
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_search_finds_by_number_name_and_words_what_may_be_seen() -> None:
    road, school = opened("a", content="道路维修资金"), opened("b", content="学校维修计划 2025")
    every = {road.number, school.number}
    for text, found in (
        (road.number, {road.number}), (road.number[:-1], every), (road.number.lower(), {road.number}),
        ("维修", every), ("道路 资金", {road.number}), ("2025", {school.number}), ("李四", every),
        ("桥梁", set()), ("", set()), ("%", set()), ("'; --", set()),
    ):  # fmt: skip
        assert {hit.number for hit in find(text, HANDLER, NOW).hits} == found, text
        assert find(text, citizen("nosy"), NOW).hits == ()
    assert find("李四", staff("a", "auditor"), NOW).hits == ()
    assert find("道路", staff("a", "auditor"), NOW).hits


def test_words_are_pairs_of_characters() -> None:
    assert words_of("道路维修2024 Report，a") == ("道路", "路维", "维修", "2024", "report", "a")
