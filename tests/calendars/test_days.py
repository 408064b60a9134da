"""Working days: what each day is, counting and adding, and years that are not known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.written_notices import DAYS, LAW, NOTICE_2024, NOTICE_2025, standard_days
from xunzheng.basis import Basis
from xunzheng.calendars.days import DayKind, NoNotice, WorkingDays
from xunzheng.calendars.notices import Holiday, NoticeRefused, YearNotice

KINDS = [
    # date, kind, name, worked
    ("2024-01-01", DayKind.HOLIDAY, "元旦", False),
    ("2024-02-04", DayKind.MAKE_UP, "春节", True),
    ("2024-02-09", DayKind.WORKDAY, "周五", True),
    ("2024-02-10", DayKind.HOLIDAY, "春节", False),
    ("2024-02-17", DayKind.HOLIDAY, "春节", False),
    ("2024-02-18", DayKind.MAKE_UP, "春节", True),
    ("2024-03-02", DayKind.WEEKEND, "周六", False),
    ("2024-03-03", DayKind.WEEKEND, "周日", False),
    # The notice for 2025 moves the last days of 2024.
    ("2024-12-28", DayKind.MAKE_UP, "元旦", True),
    ("2024-12-31", DayKind.HOLIDAY, "元旦", False),
    ("2025-01-02", DayKind.WORKDAY, "周四", True),
]


@pytest.mark.parametrize(("on", "kind", "name", "is_worked"), KINDS)
def test_a_day_is_what_the_notices_say(on: str, kind: DayKind, name: str, is_worked: bool) -> None:
    day = DAYS.day(date.fromisoformat(on))
    assert (day.kind, day.name, day.is_workday) == (kind, name, is_worked)
    assert DAYS.is_workday(day.on) is is_worked


def test_a_day_names_the_notice_that_settles_it() -> None:
    assert DAYS.day(date(2024, 10, 1)).basis is NOTICE_2024.basis
    assert DAYS.day(date(2024, 3, 4)).basis is NOTICE_2024.basis
    assert DAYS.day(date(2024, 12, 30)).basis is NOTICE_2025.basis


ADDED = [
    # start, n, n-th working day after it
    ("2024-09-27", 1, "2024-09-29"),
    ("2024-09-27", 2, "2024-09-30"),
    ("2024-09-27", 3, "2024-10-08"),
    ("2024-09-27", 20, "2024-10-30"),
    ("2024-09-28", 1, "2024-09-29"),
    ("2024-10-03", 1, "2024-10-08"),
    ("2024-10-03", 0, "2024-10-03"),
    ("2024-10-08", -1, "2024-09-30"),
    ("2024-10-03", -1, "2024-09-30"),
    ("2024-10-08", -3, "2024-09-27"),
    ("2024-12-27", 3, "2025-01-02"),
    ("2025-01-02", -3, "2024-12-27"),
]


@pytest.mark.parametrize(("start", "n", "due"), ADDED)
def test_the_start_is_not_counted(start: str, n: int, due: str) -> None:
    assert DAYS.add(date.fromisoformat(start), n) == date.fromisoformat(due)


COUNTED = [
    ("2024-09-27", "2024-09-27", 0),
    ("2024-09-28", "2024-09-29", 1),
    ("2024-09-29", "2024-10-08", 2),
    ("2024-09-30", "2024-10-07", 0),
    ("2024-10-08", "2024-09-29", -2),
    ("2024-12-31", "2025-01-02", 1),
    # The day before the first known year is no day that counts.
    ("2023-12-31", "2024-01-02", 1),
]


@pytest.mark.parametrize(("after", "until", "number"), COUNTED)
def test_the_last_day_is_counted_and_the_first_is_not(after: str, until: str, number: int) -> None:
    assert DAYS.count(date.fromisoformat(after), date.fromisoformat(until)) == number


def test_between_gives_the_days_that_count_looks_at() -> None:
    days = list(DAYS.between(date(2024, 9, 30), date(2024, 10, 12)))
    assert [day.on.day for day in days] == list(range(1, 13))
    assert sum(day.is_workday for day in days) == DAYS.count(date(2024, 9, 30), date(2024, 10, 12)) == 5


UNKNOWN = [
    ("day", lambda: DAYS.day(date(2026, 1, 1)), 2026),
    ("is_workday", lambda: DAYS.is_workday(date(2023, 6, 1)), 2023),
    ("add forwards", lambda: DAYS.add(date(2025, 12, 30), 5), 2026),
    ("add backwards", lambda: DAYS.add(date(2024, 1, 3), -5), 2023),
    ("add from outside", lambda: DAYS.add(date(2026, 1, 1), 0), 2026),
    ("count", lambda: DAYS.count(date(2025, 12, 1), date(2026, 1, 5)), 2026),
    ("count backwards", lambda: DAYS.count(date(2024, 1, 5), date(2023, 12, 1)), 2023),
    ("between", lambda: list(DAYS.between(date(2025, 12, 30), date(2026, 1, 1))), 2026),
]


@pytest.mark.parametrize(("name", "ask", "year"), UNKNOWN, ids=[name for name, _, _ in UNKNOWN])
def test_a_year_without_notice_is_refused_by_its_number(
    name: str, ask: Callable[[], object], year: int
) -> None:
    with pytest.raises(NoNotice, match=f"没有 {year} 年的放假安排") as refused:
        ask()
    assert refused.value.year == year
    assert refused.value.expected == "有放假通知的年份：2024–2025"
    assert "加一个日历规则包" in refused.value.advice


def test_years_apart_are_not_bridged() -> None:
    other = YearNotice(2027, Basis("关于2027年部分节假日安排的通知"), ())
    days = WorkingDays([NOTICE_2024, NOTICE_2025, other])
    assert days.count(date(2027, 1, 3), date(2027, 1, 8)) == 5
    with pytest.raises(NoNotice) as refused:
        days.count(date(2025, 12, 1), date(2027, 1, 5))
    assert refused.value.year == 2026
    assert refused.value.expected == "有放假通知的年份：2024–2025、2027"
    with pytest.raises(NoNotice):
        WorkingDays([]).day(date(2024, 1, 1))


def test_a_provisional_year_has_weekends_and_fixed_holidays_and_is_marked() -> None:
    days = WorkingDays([NOTICE_2024, NOTICE_2025], provisional=[2025, 2026], statutory=[LAW])
    assert days.provisional_years == {2026}
    new_year, labour_day = days.day(date(2026, 1, 1)), days.day(date(2026, 5, 1))
    assert (new_year.kind, new_year.name, new_year.basis) == (DayKind.HOLIDAY, "元旦", LAW.basis)
    assert labour_day.kind is DayKind.HOLIDAY
    saturday, monday = days.day(date(2026, 2, 14)), days.day(date(2026, 2, 16))
    assert (saturday.kind, monday.kind) == (DayKind.WEEKEND, DayKind.WORKDAY)
    assert new_year.provisional
    assert saturday.provisional
    assert monday.provisional
    assert not monday.basis.verified
    assert "重新计算" in monday.basis.note
    assert days.is_provisional(date(2025, 12, 31), date(2026, 1, 1))
    assert not days.is_provisional(date(2025, 1, 1), date(2025, 12, 24))


def test_the_law_before_it_is_in_force_frees_no_day() -> None:
    days = WorkingDays([], provisional=[2024], statutory=[LAW])
    assert days.day(date(2024, 5, 1)).kind is DayKind.WORKDAY


def test_the_last_week_waits_for_the_next_notice() -> None:
    alone, both = WorkingDays([NOTICE_2024]), DAYS
    on = date(2024, 12, 26)
    assert alone.day(on).provisional
    assert not both.day(on).provisional
    assert not alone.day(date(2024, 12, 24)).provisional
    assert alone.is_provisional(date(2024, 12, 1), on)
    assert not both.is_provisional(date(2024, 12, 1), on)


def test_a_later_notice_lays_its_days_over_the_earlier_ones() -> None:
    longer = Holiday("国庆节", date(2024, 10, 8), date(2024, 10, 12))
    extended = YearNotice(2024, Basis("关于延长假期的通知"), (longer,), is_supplement=True)
    days = WorkingDays([NOTICE_2024, extended])
    assert days.day(date(2024, 10, 12)).kind is DayKind.HOLIDAY
    assert days.day(date(2024, 10, 12)).basis is extended.basis
    assert days.count(date(2024, 9, 30), date(2024, 10, 12)) == 0
    assert days.day(date(2024, 3, 4)).basis is NOTICE_2024.basis
    with pytest.raises(NoNotice):
        WorkingDays([extended]).day(date(2024, 10, 12))


REFUSED = [
    ("ends early", lambda: Holiday("春节", date(2024, 2, 10), date(2024, 2, 9)), "放假的起止日期不对"),
    ("too long", lambda: Holiday("春节", date(2024, 2, 10), date(2024, 3, 17)), "放假的起止日期不对"),
    (
        "worked on a Friday",
        lambda: Holiday("春节", date(2024, 2, 10), date(2024, 2, 17), (date(2024, 2, 9),)),
        "调休上班的日子不是周末",
    ),
    (
        "of another year",
        lambda: YearNotice(2024, Basis("某通知"), (Holiday("春节", date(2025, 2, 1), date(2025, 2, 2)),)),
        "日期不在这一年",
    ),
    (
        "free and worked",
        lambda: YearNotice(
            2024,
            Basis("某通知"),
            (Holiday("国庆节", date(2024, 10, 1), date(2024, 10, 7), (date(2024, 10, 6),)),),
        ),
        "同一天写了两次",
    ),
]


@pytest.mark.parametrize(("name", "build", "what"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_notice_that_contradicts_itself_is_refused(
    name: str, build: Callable[[], object], what: str
) -> None:
    with pytest.raises(NoticeRefused) as refused:
        build()
    assert refused.value.what == what


ALL = standard_days()
STARTS = st.dates(date(2005, 1, 1), date(2024, 12, 31))
NUMBERS = st.integers(1, 200)


@given(STARTS, NUMBERS)
def test_counting_undoes_adding(start: date, n: int) -> None:
    due = ALL.add(start, n)
    assert ALL.count(start, due) == n
    assert ALL.is_workday(due)
    assert ALL.count(start, due) == sum(day.is_workday for day in ALL.between(start, due))


@given(STARTS, NUMBERS)
def test_backwards_undoes_forwards_from_a_working_day(start: date, n: int) -> None:
    on = ALL.add(start, 1)
    assert ALL.add(ALL.add(on, n), -n) == on
    assert ALL.add(ALL.add(on, -n), n) == on


@given(STARTS, STARTS, NUMBERS)
def test_a_later_start_or_a_longer_limit_is_never_due_sooner(one: date, other: date, n: int) -> None:
    first, last = sorted((one, other))
    assert ALL.add(first, n) <= ALL.add(last, n)
    assert ALL.add(first, n) < ALL.add(first, n + 1)
    assert ALL.add(first, -n) <= ALL.add(last, -n)


@given(STARTS, STARTS, STARTS)
def test_counts_add_up(a: date, b: date, c: date) -> None:
    assert ALL.count(a, b) + ALL.count(b, c) == ALL.count(a, c)


@given(STARTS, NUMBERS, NUMBERS)
def test_a_limit_may_be_split(start: date, n: int, m: int) -> None:
    assert ALL.add(ALL.add(start, n), m) == ALL.add(start, n + m)
