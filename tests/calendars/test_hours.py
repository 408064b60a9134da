"""Office hours and working time: intervals by season and weekday, minutes counted and added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.written_notices import (
    AFTERNOON,
    CALENDAR,
    DAYS,
    HOURS,
    MORNING,
    SUMMER_AFTERNOON,
    ZONE,
)
from xunzheng.basis import Basis
from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.days import NoNotice, WorkingDays
from xunzheng.calendars.hours import HoursRefused, HoursRule, Interval, NoHours, OfficeHours, Season


def at(written: str) -> datetime:
    """The moment `10-08 09:00` of 2024 at the place."""
    return datetime.strptime(f"2024-{written} +0800", "%Y-%m-%d %H:%M %z")


WEEKDAYS = OfficeHours(
    [
        HoursRule(
            Basis("新规定", valid_from=date(2024, 7, 1)),
            (
                Season((MORNING,), weekdays=frozenset({5})),
                Season((Interval(time(9), time(16)),), first=(11, 1), last=(3, 31)),
                Season((MORNING, AFTERNOON)),
            ),
        ),
        HoursRule(
            Basis("旧规定", valid_from=date(2024, 3, 1)), (Season((Interval(time(8), time(11, 30)),)),)
        ),
    ]
)

INTERVALS = [
    # hours, date, intervals
    (HOURS, "2024-05-31", (MORNING, AFTERNOON)),
    (HOURS, "2024-06-03", (MORNING, SUMMER_AFTERNOON)),
    (HOURS, "2024-09-30", (MORNING, SUMMER_AFTERNOON)),
    (HOURS, "2024-10-01", ()),
    (HOURS, "2024-10-05", ()),
    # A make-up Sunday keeps the hours of the season.
    (HOURS, "2024-09-29", (MORNING, SUMMER_AFTERNOON)),
    (WEEKDAYS, "2024-06-28", (Interval(time(8), time(11, 30)),)),
    (WEEKDAYS, "2024-07-05", (MORNING,)),
    (WEEKDAYS, "2024-07-08", (MORNING, AFTERNOON)),
    # A make-up Saturday is no Friday.
    (WEEKDAYS, "2024-10-12", (MORNING, AFTERNOON)),
    # The winter runs over the year's end.
    (WEEKDAYS, "2024-11-04", (Interval(time(9), time(16)),)),
    (WEEKDAYS, "2025-03-31", (Interval(time(9), time(16)),)),
    (WEEKDAYS, "2025-04-01", (MORNING, AFTERNOON)),
]


@pytest.mark.parametrize(("hours", "on", "intervals"), INTERVALS)
def test_the_hours_of_a_day(hours: OfficeHours, on: str, intervals: tuple[Interval, ...]) -> None:
    day = DAYS.day(date.fromisoformat(on))
    assert hours.intervals(day) == intervals
    if intervals:
        assert hours.opens_at(day.on) == intervals[0].opens
        assert hours.closes_at(day.on) == intervals[-1].closes


def test_a_day_before_every_rule_is_refused() -> None:
    with pytest.raises(NoHours, match="2024-03-01 起"):
        WEEKDAYS.closes_at(date(2024, 2, 29))
    with pytest.raises(NoHours, match="至少一个办公时间规则包"):
        OfficeHours([]).opens_at(date(2024, 2, 29))
    assert WEEKDAYS.intervals(DAYS.day(date(2024, 2, 3))) == ()


REFUSED = [
    lambda: Season(()),
    lambda: Season((Interval(time(12), time(8)),)),
    lambda: Season((MORNING, Interval(time(11), time(17)))),
    lambda: HoursRule(Basis("某规定"), ()),
    lambda: HoursRule(Basis("某规定"), (Season((MORNING,), first=(5, 1)),)),
    lambda: HoursRule(Basis("某规定"), (Season((MORNING,), weekdays=frozenset({1})),)),
]


@pytest.mark.parametrize("build", REFUSED)
def test_hours_that_make_no_sense_are_refused(build: Callable[[], object]) -> None:
    with pytest.raises(HoursRefused):
        build()


WORKED = [
    # start, end, minutes of office time
    ("10-08 09:00", "10-08 10:30", 90),
    ("10-08 11:00", "10-08 15:00", 90),
    ("10-08 12:30", "10-08 13:30", 0),
    ("10-08 07:00", "10-08 23:00", 390),
    ("10-08 00:00", "10-09 00:00", 390),
    ("09-30 17:00", "10-08 09:00", 90),
    ("10-02 09:00", "10-05 09:00", 0),
    # Saturday is free, Sunday the 29th is worked in summer hours.
    ("09-27 17:30", "09-30 08:30", 30 + 390),
    ("10-08 10:30", "10-08 09:00", -90),
]


@pytest.mark.parametrize(("start", "end", "minutes"), WORKED)
def test_minutes_of_office_time_between_two_moments(start: str, end: str, minutes: int) -> None:
    assert CALENDAR.working_minutes(at(start), at(end)) == minutes


ADDED = [
    # start, minutes, moment
    ("10-08 09:00", 60, "10-08 10:00"),
    ("10-08 09:00", 180, "10-08 12:00"),
    ("10-08 09:00", 181, "10-08 14:31"),
    ("10-08 12:30", 0, "10-08 12:30"),
    ("10-08 12:30", 1, "10-08 14:31"),
    ("10-08 17:00", 30, "10-08 17:30"),
    ("10-08 17:00", 31, "10-09 08:31"),
    ("10-03 10:00", 390, "10-08 17:30"),
    ("10-08 10:00", -60, "10-08 09:00"),
    ("10-08 10:00", -90, "10-08 08:30"),
    ("10-08 10:00", -91, "09-30 17:59"),
    ("10-08 15:30", -60, "10-08 14:30"),
    ("10-05 10:00", -390, "09-30 08:30"),
]


@pytest.mark.parametrize(("start", "minutes", "moment"), ADDED)
def test_the_moment_after_minutes_of_office_time(start: str, minutes: int, moment: str) -> None:
    assert CALENDAR.after_working_minutes(at(start), minutes) == at(moment)


def test_moments_of_another_zone_are_read_at_the_place() -> None:
    moment = datetime(2024, 10, 8, 1, 0, tzinfo=UTC)
    assert CALENDAR.day_of(moment) == date(2024, 10, 8)
    assert CALENDAR.is_open(moment)
    assert CALENDAR.after_working_minutes(moment, 60) == at("10-08 10:00")
    assert CALENDAR.after_working_minutes(moment, 60).tzinfo is ZONE


def test_seconds_are_kept() -> None:
    start = at("10-08 11:59") + timedelta(seconds=30)
    assert CALENDAR.after_working_time(start, timedelta(minutes=1)) == at("10-08 14:30") + timedelta(
        seconds=30
    )
    assert CALENDAR.working_time(start, at("10-08 14:31")) == timedelta(seconds=90)
    assert CALENDAR.working_minutes(start, at("10-08 14:31")) == 1


def test_a_naive_moment_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        CALENDAR.day_of(datetime(2024, 10, 8, 9, 0))  # noqa: DTZ001  (it is what is tested)


OPEN = [("10-08 08:29", False), ("10-08 08:30", True), ("10-08 12:00", False), ("10-05 09:00", False)]


@pytest.mark.parametrize(("moment", "is_open"), OPEN)
def test_open_from_the_first_moment_until_the_last_is_reached(moment: str, is_open: bool) -> None:
    assert CALENDAR.is_open(at(moment)) is is_open


def test_a_day_opens_and_closes_at_aware_moments() -> None:
    assert CALENDAR.opens_at(date(2024, 10, 8)) == at("10-08 08:30")
    assert CALENDAR.closes_at(date(2024, 9, 30)) == at("09-30 18:00")


def test_beyond_the_known_years_is_refused() -> None:
    alone = Calendar(DAYS, HOURS, ZONE)
    with pytest.raises(NoNotice, match="2026"):
        alone.after_working_minutes(at("10-08 09:00"), 10**6)
    with pytest.raises(NoNotice, match="2023"):
        alone.after_working_minutes(at("10-08 09:00"), -(10**6))
    with pytest.raises(NoNotice, match="2026"):
        alone.working_minutes(at("10-08 09:00"), datetime(2026, 1, 1, tzinfo=ZONE))
    apart = Calendar(WorkingDays([], provisional=[2024, 2026]), HOURS, ZONE)
    with pytest.raises(NoNotice, match="2025"):
        apart.working_minutes(at("10-08 09:00"), datetime(2026, 1, 1, tzinfo=ZONE))


MOMENTS = st.datetimes(datetime(2024, 2, 1), datetime(2025, 11, 30)).map(  # noqa: DTZ001  (made aware here)
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=ZONE)
)
MINUTES = st.integers(1, 5000)


@given(MOMENTS, MINUTES)
def test_counting_undoes_adding(start: datetime, minutes: int) -> None:
    forward = CALENDAR.after_working_minutes(start, minutes)
    backward = CALENDAR.after_working_minutes(start, -minutes)
    assert backward < start < forward
    assert CALENDAR.working_minutes(start, forward) == minutes
    assert CALENDAR.working_minutes(backward, start) == minutes


@given(MOMENTS, MINUTES)
def test_backwards_undoes_forwards_within_office_time(start: datetime, minutes: int) -> None:
    opened = CALENDAR.after_working_minutes(CALENDAR.after_working_minutes(start, minutes), -minutes)
    assert CALENDAR.working_minutes(start, opened) == 0
    assert opened >= start


@given(MOMENTS, MOMENTS, MINUTES)
def test_a_later_start_is_never_due_sooner(one: datetime, other: datetime, minutes: int) -> None:
    first, last = sorted((one, other))
    assert CALENDAR.after_working_minutes(first, minutes) <= CALENDAR.after_working_minutes(last, minutes)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_office_time_adds_up(a: datetime, b: datetime, c: datetime) -> None:
    whole = CALENDAR.working_time(a, c)
    assert CALENDAR.working_time(a, b) + CALENDAR.working_time(b, c) == whole


@given(st.datetimes(datetime(2024, 9, 20), datetime(2024, 10, 15)), st.integers(0, 3000))  # noqa: DTZ001
def test_the_totals_agree_with_a_walk_over_the_minutes(start: datetime, minutes: int) -> None:
    aware = start.replace(second=0, microsecond=0, tzinfo=ZONE)
    walked = sum(CALENDAR.is_open(aware + timedelta(minutes=number)) for number in range(minutes))
    assert CALENDAR.working_minutes(aware, aware + timedelta(minutes=minutes)) == walked
