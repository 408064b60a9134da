"""Clocks: until when a limit runs, by tables of dates computed by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.calendars.written_clocks import CALENDAR, at, clock, days, extended, paused, rule
from xunzheng.calendars.clock import Clock, due_at, promised_due_at, restart, stand
from xunzheng.calendars.days import NoNotice
from xunzheng.calendars.pauses import Pause
from xunzheng.calendars.rules import ClockRule, Closing, HolidayEnd, LateStart, Length, Unit

WD, D, H, WH, UH = (Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.HOUR, Unit.WORKING_HOUR, Unit.URGENT_HOUR)
NEXT = HolidayEnd.NEXT_WORKING_DAY
LATER = LateStart.NEXT_WORKING_DAY

PLAIN = [
    # limit, start, due
    # 国庆 2024: the 29th of September and the 12th of October are worked.
    (days(1), "2024-09-27T15:00", "2024-09-29T17:30"),
    (days(5), "2024-09-27T15:00", "2024-10-10T17:30"),
    (days(20), "2024-09-27T15:00", "2024-10-30T17:30"),
    # 春节 2025: the 26th of January and the 8th of February are worked, free from the 28th to the 4th.
    (days(5), "2025-01-24T09:00", "2025-02-07T17:30"),
    (days(6), "2025-01-24T09:00", "2025-02-08T17:30"),
    # A start on a holiday, at midnight, after hours: the start day is its date, and is not counted.
    (days(1), "2024-10-03T10:00", "2024-10-08T17:30"),
    (days(1), "2024-10-08T00:00", "2024-10-09T17:30"),
    (days(1), "2024-10-08T23:59", "2024-10-09T17:30"),
    # Where the rule takes a late start for one on the next working day.
    (days(1, late_start=LATER), "2024-10-08T17:29", "2024-10-09T17:30"),
    (days(1, late_start=LATER), "2024-10-08T17:30", "2024-10-10T17:30"),
    (days(1, late_start=LATER), "2024-10-03T10:00", "2024-10-09T17:30"),
    # Calendar days, ending on a working day, on a Saturday, in the holidays.
    (days(15, D), "2024-09-10T10:00", "2024-09-25T17:30"),
    (days(4, D), "2024-09-24T10:00", "2024-09-29T00:00"),
    (days(4, D, holiday_end=NEXT), "2024-09-24T10:00", "2024-09-29T17:30"),
    (days(15, D), "2024-09-18T10:00", "2024-10-04T00:00"),
    (days(15, D, holiday_end=NEXT), "2024-09-18T10:00", "2024-10-08T17:30"),
    (days(15, D, holiday_end=NEXT, closing=Closing.MIDNIGHT), "2024-09-18T10:00", "2024-10-09T00:00"),
    (days(30, D, closing=Closing.MIDNIGHT), "2024-09-10T10:00", "2024-10-11T00:00"),
    # Months end on the day of the same number, or on the month's last.
    (days(1, Unit.MONTH), "2024-01-31T10:00", "2024-02-29T17:30"),
    (days(12, Unit.MONTH), "2024-02-29T10:00", "2025-02-28T17:30"),
    (days(3, Unit.MONTH), "2024-11-15T10:00", "2025-02-16T00:00"),
    # Hours run through nights and holidays, urgent ones too; working hours within office hours only.
    (days(24, H), "2024-09-30T17:00", "2024-10-01T17:00"),
    (days(2, UH), "2024-09-30T23:30", "2024-10-01T01:30"),
    (days(2, WH), "2024-09-30T11:00", "2024-09-30T15:30"),
    (days(4, WH), "2024-09-30T16:00", "2024-10-08T11:00"),
    (days(1, WH), "2024-10-03T16:00", "2024-10-08T09:30"),
    (days(3, WH), "2024-10-08T14:30", "2024-10-08T17:30"),
    (days(3, Unit.MINUTE), "2024-10-08T14:30", "2024-10-08T14:33"),
    (days(15, Unit.SECOND), "2024-10-08T14:30", "2024-10-08T14:30:15"),
    # At once: by the close of the office, of the next working day where it came when the office was closed.
    (rule(None), "2024-09-30T15:00", "2024-09-30T17:30"),
    (rule(None), "2024-09-30T18:00", "2024-10-08T17:30"),
    (rule(None), "2024-10-03T10:00", "2024-10-08T17:30"),
    (rule(None, closing=Closing.MIDNIGHT), "2024-10-03T10:00", "2024-10-04T00:00"),
]


@pytest.mark.parametrize(("the_rule", "start", "due"), PLAIN)
def test_a_limit_ends_when_it_was_reckoned_by_hand(the_rule: ClockRule, start: str, due: str) -> None:
    assert due_at(clock(the_rule, start), CALENDAR) == at(due)


PAUSED = [
    # limit, start, pauses, due
    # From the 10th at nine to the 14th at ten: the 10th, 11th and 12th end while it stands; the 14th counts.
    (days(20), "2024-09-27T15:00", [("2024-10-10T09:00", "2024-10-14T10:00")], "2024-11-04T17:30"),
    # Whole days from midnight to midnight; then the same in two pieces, out of order, and overlapping.
    (days(5), "2024-10-08T09:00", [("2024-10-10", "2024-10-12")], "2024-10-16T17:30"),
    (
        days(5),
        "2024-10-08T09:00",
        [("2024-10-11", "2024-10-12"), ("2024-10-10", "2024-10-11")],
        "2024-10-16T17:30",
    ),
    (
        days(5),
        "2024-10-08T09:00",
        [("2024-10-10", "2024-10-12"), ("2024-10-10", "2024-10-11")],
        "2024-10-16T17:30",
    ),
    # Within one day, ended before its close: nothing is left out. From before close to after it: one day.
    (days(5), "2024-10-08T09:00", [("2024-10-10T09:00", "2024-10-10T17:00")], "2024-10-14T17:30"),
    (days(5), "2024-10-08T09:00", [("2024-10-10T17:00", "2024-10-10T18:00")], "2024-10-15T17:30"),
    # Until the very close, or until the very midnight where the limit ends at midnight: the day ended in it.
    (days(5), "2024-10-08T09:00", [("2024-10-10T09:00", "2024-10-10T17:30")], "2024-10-15T17:30"),
    (
        days(4, D, closing=Closing.MIDNIGHT),
        "2024-10-08T09:00",
        [("2024-10-10T09:00", "2024-10-11T00:00")],
        "2024-10-14T00:00",
    ),
    # In the evening: the day was worked in full.
    (days(5), "2024-10-08T09:00", [("2024-10-10T18:00", "2024-10-11T08:00")], "2024-10-14T17:30"),
    # A pause of nothing, one before the start, one after the due moment, one over the weekend.
    (days(5), "2024-10-08T09:00", [("2024-10-10T09:00", "2024-10-10T09:00")], "2024-10-14T17:30"),
    (days(5), "2024-10-08T09:00", [("2024-09-10T09:00", "2024-09-20T09:00")], "2024-10-14T17:30"),
    (days(5), "2024-10-08T09:00", [("2024-10-14T17:30", "2024-10-20T09:00")], "2024-10-14T17:30"),
    (days(5), "2024-10-14T09:00", [("2024-10-19T09:00", "2024-10-20T09:00")], "2024-10-21T17:30"),
    # It begins on the last day: that day is over while it stands, so it is not the last.
    (days(5), "2024-10-08T09:00", [("2024-10-14T17:00", "2024-10-16T09:00")], "2024-10-16T17:30"),
    # From before the start.
    (days(1), "2024-10-08T09:00", [("2024-10-07T09:00", "2024-10-10T09:00")], "2024-10-10T17:30"),
    # Calendar days: two days left out; then the end moved past a pause that covers the day it is moved to.
    (days(4, D), "2024-10-08T09:00", [("2024-10-09", "2024-10-11")], "2024-10-14T17:30"),
    (
        days(4, D, holiday_end=NEXT),
        "2024-10-09T09:00",
        [("2024-10-13T20:00", "2024-10-15T09:00")],
        "2024-10-15T17:30",
    ),
    (days(4, D, holiday_end=NEXT), "2024-10-09T09:00", [("2024-09-01", "2024-09-03")], "2024-10-14T17:30"),
    # Hours: what ran before and after the pause.
    (days(4, H), "2024-10-08T09:00", [("2024-10-08T10:00", "2024-10-08T20:00")], "2024-10-08T23:00"),
    (days(4, H), "2024-10-08T09:00", [("2024-10-08T08:00", "2024-10-08T09:30")], "2024-10-08T13:30"),
    (days(4, WH), "2024-10-08T09:00", [("2024-10-08T11:00", "2024-10-08T15:30")], "2024-10-08T17:30"),
    (days(4, WH), "2024-10-08T09:00", [("2024-10-08T11:30", "2024-10-09T08:00")], "2024-10-09T10:00"),
    # At once, after a pause.
    (rule(None), "2024-10-08T09:00", [("2024-10-08T10:00", "2024-10-10T09:00")], "2024-10-10T17:30"),
]


@pytest.mark.parametrize(("the_rule", "start", "pauses", "due"), PAUSED)
def test_a_day_is_left_out_if_it_ends_in_a_pause(
    the_rule: ClockRule, start: str, pauses: list[tuple[str, str]], due: str
) -> None:
    given = clock(the_rule, start, *(paused(*pause) for pause in pauses))
    assert due_at(given, CALENDAR) == at(due)


OPEN = [
    # limit, start, the open pause, due
    (days(5), "2024-10-08T09:00", "2024-10-10T09:00", None),
    (days(5), "2024-10-08T09:00", "2024-10-14T17:30", "2024-10-14T17:30"),
    (days(4, D), "2024-10-08T09:00", "2024-10-10T09:00", None),
    (days(4, D, holiday_end=NEXT), "2024-10-09T09:00", "2024-10-14T09:00", None),
    (days(4, H), "2024-10-08T09:00", "2024-10-08T10:00", None),
    (days(4, H), "2024-10-08T09:00", "2024-10-08T13:00", "2024-10-08T13:00"),
    (days(4, WH), "2024-10-08T09:00", "2024-10-08T10:00", None),
    (days(40, WH), "2024-10-08T09:00", "2024-10-09T18:00", None),
    (rule(None), "2024-10-08T09:00", "2024-10-08T10:00", None),
]


@pytest.mark.parametrize(("the_rule", "start", "pause", "due"), OPEN)
def test_without_an_end_of_the_pause_there_is_no_due_moment(
    the_rule: ClockRule, start: str, pause: str, due: str | None
) -> None:
    given = clock(the_rule, start, paused("2024-09-01", "2024-09-02"), paused(pause, None))
    standing = stand(given, CALENDAR, at("2024-10-14T17:45"))
    assert standing.due_at == (at(due) if due else None)
    assert standing.is_paused
    assert ("听证暂停，尚未恢复" in standing.why_no_due) is (due is None)
    assert standing.is_overdue is (due is not None)


EXTENDED = [
    # limit, start, extensions, due
    (days(5), "2024-10-08T09:00", [(3, "2024-10-09")], "2024-10-17T17:30"),
    (days(5), "2024-10-08T09:00", [(5, "2024-10-16"), (3, "2024-10-09")], "2024-10-24T17:30"),
    (days(5), "2024-10-08T09:00", [(3, "2024-10-14T17:30")], "2024-10-17T17:30"),
    (days(4, H), "2024-10-08T09:00", [(2, "2024-10-08T10:00")], "2024-10-08T15:00"),
    (days(1, Unit.MONTH), "2024-10-08T09:00", [(1, "2024-10-09")], "2024-12-09T00:00"),
]


@pytest.mark.parametrize(("the_rule", "start", "extensions", "due"), EXTENDED)
def test_an_extension_adds_to_the_limit(
    the_rule: ClockRule, start: str, extensions: list[tuple[int, str]], due: str
) -> None:
    given = clock(the_rule, start, extensions=tuple(extended(*each) for each in extensions))
    assert due_at(given, CALENDAR) == at(due)


def test_the_promise_is_paused_and_not_extended() -> None:
    given = clock(
        days(20),
        "2024-10-08T09:00",
        paused("2024-10-10", "2024-10-12"),
        extensions=(extended(10, "2024-10-09"),),
        promised=Length(5, WD),
    )
    assert promised_due_at(given, CALENDAR) == at("2024-10-16T17:30")
    standing = stand(given, CALENDAR, at("2024-10-17T09:00"))
    assert standing.promised_due_at == at("2024-10-16T17:30")
    assert standing.is_past_promise
    assert not standing.is_overdue
    assert (standing.light, standing.promised_light) == ("green", "overdue")


def test_a_limit_that_the_case_sets_is_the_limit() -> None:
    given = clock(rule(None, is_given=True), "2024-10-08T09:00", promised=Length(5, WD))
    standing = stand(given, CALENDAR, at("2024-10-09T09:00"))
    assert (standing.due_at, standing.promised_due_at) == (at("2024-10-14T17:30"), None)
    assert standing.remaining == Fraction(4)


BACKWARDS = [
    # limit, the event, last moment
    (Length(7, WD), "2024-10-10T09:00", "2024-09-25T17:30"),
    (Length(30, D), "2025-01-01T00:00", "2024-12-02T00:00"),
    (Length(30, D), "2024-12-31T12:00", "2024-12-02T00:00"),
    (Length(24, H), "2024-10-10T09:00", "2024-10-09T09:00"),
    (None, "2024-11-01T00:00", "2024-11-01T00:00"),
]


@pytest.mark.parametrize(("limit", "ends", "due"), BACKWARDS)
def test_a_limit_ahead_of_an_event_counts_backwards(limit: Length | None, ends: str, due: str) -> None:
    given = clock(rule(limit, ends_before="ends", grounds=(), extension=None), "2024-09-01", ends_at=at(ends))
    standing = stand(given, CALENDAR, at("2024-09-01T12:00"))
    assert (standing.due_at, standing.light) == (at(due), "green")
    assert stand(given, CALENDAR, at("2025-02-01")).is_overdue


def test_a_restart_names_the_start_that_it_replaces() -> None:
    old = clock(days(20, restarts_on="corrected"), "2024-10-08T09:00", paused("2024-10-10", "2024-10-12"))
    new = restart(old, at("2024-10-21T10:00"))
    assert new == Clock(old.rule, at("2024-10-21T10:00"), restarted_from=at("2024-10-08T09:00"))
    assert due_at(new, CALENDAR) == at("2024-11-18T17:30")


def test_past_the_years_that_are_known_nothing_is_reckoned() -> None:
    with pytest.raises(NoNotice):
        due_at(clock(days(20), "2026-12-20T09:00"), CALENDAR)
    with pytest.raises(NoNotice):
        due_at(clock(days(200, WH), "2026-12-20T09:00"), CALENDAR)


def test_a_pause_covers_its_start_and_not_its_end() -> None:
    pause = Pause(at("2024-10-08"), at("2024-10-09"), "hearing")
    assert [pause.covers(at(text)) for text in ("2024-10-07T23:59", "2024-10-08", "2024-10-09")] == [
        False,
        True,
        False,
    ]
