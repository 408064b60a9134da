"""The course of a limit of days: which days count, which are left out, and the last one."""

from __future__ import annotations

import calendar as gregorian
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.pauses import Stretch
from xunzheng.calendars.rules import ClockRule, Closing, HolidayEnd, LateStart, Length, Unit

DAY = timedelta(days=1)


class DayCount(Protocol):
    """Counts days of one kind, as `calendars.days.WorkingDays` does."""

    def add(self, start: date, n: int) -> date:
        """The n-th day after `start`."""

    def count(self, after: date, until: date) -> int:
        """The days d with after < d <= until."""


class CalendarDays:
    """All days count."""

    def add(self, start: date, n: int) -> date:
        """The day n days after `start`."""
        return start + n * DAY

    def count(self, after: date, until: date) -> int:
        """The days d with after < d <= until."""
        return (until - after).days


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Days that a pause leaves out: from `first` to `last`, both left out; None where it has no end yet."""

    first: date
    last: date | None

    def holds(self, on: date) -> bool:
        """Whether the day is left out."""
        return self.first <= on and (self.last is None or on <= self.last)


@dataclass(frozen=True, slots=True)
class DayCourse:
    """How a limit of `total` days runs: after `start_on`, `left_out` passed over, to `due_on`.

    `due_on` is None where a pause without an end stands before the last day. `counted_on` is the day on
    which the count is full; `due_on` is later where that day is a holiday and the rule moves it. Pauses
    that begin after `due_on` are not in `left_out`: they changed nothing.
    """

    start_on: date
    total: int
    left_out: tuple[LeftOut, ...]
    counted_on: date | None
    due_on: date | None

    def used(self, count: DayCount, on: date) -> int:
        """The days that were counted up to the day, that day among them."""
        until = on if self.counted_on is None else min(on, self.counted_on)
        if self.left_out and self.left_out[-1].last is None:
            until = min(until, self.left_out[-1].first - DAY)
        if until <= self.start_on:
            return 0
        return count.count(self.start_on, until) - sum(
            self._lost(count, each, until) for each in self.left_out
        )

    def _lost(self, count: DayCount, each: LeftOut, until: date) -> int:
        before = max(each.first - DAY, self.start_on)
        last = until if each.last is None else min(each.last, until)
        return count.count(before, last) if before < last else 0


def day_course(
    rule: ClockRule, started_at: datetime, limit: Length, paused: Sequence[Stretch], calendar: Calendar
) -> DayCourse:
    """The course of the limit; `paused` is merged and in order. Raises NoNotice."""
    start_on = start_day(rule, started_at, calendar)
    count = day_count(limit.unit, calendar)
    total = _months_in_days(start_on, limit.amount) if limit.unit is Unit.MONTH else limit.amount
    counted_on, left_out = _walk(count, start_on, total, _left_out(rule, paused, calendar))
    if counted_on is None:
        return DayCourse(start_on, total, left_out, None, None)
    due_on, left_out = _moved(rule, counted_on, left_out, paused, calendar)
    return DayCourse(start_on, total, left_out, counted_on, due_on)


def at_once_course(
    rule: ClockRule, started_at: datetime, paused: Sequence[Stretch], calendar: Calendar
) -> DayCourse:
    """What must be done at once: by the end of the day on which it came, or of the next working day where it
    came when the office was closed. Raises NoNotice.
    """
    on = started_at.astimezone(calendar.zone).date()
    left_out = tuple(_left_out(rule, paused, calendar))
    start_on = on
    while not any(each.last is None and each.holds(on) for each in left_out):
        is_too_late = expires_at(rule, on, calendar) <= started_at
        is_closed = rule.closing is Closing.OFFICE and not calendar.days.is_workday(on)
        if not (is_too_late or is_closed or any(each.holds(on) for each in left_out)):
            return DayCourse(start_on, 0, tuple(each for each in left_out if each.first <= on), on, on)
        on += DAY
    return DayCourse(start_on, 0, left_out, None, None)


def day_count(unit: Unit, calendar: Calendar) -> DayCount:
    """How days of the unit are counted."""
    return calendar.days if unit is Unit.WORKING_DAY else CalendarDays()


def rests_on_working_days(rule: ClockRule, unit: Unit) -> bool:
    """Whether the moment at which the limit ends depends on which days are working days."""
    is_closed_by_office = rule.closing is Closing.OFFICE or rule.late_start is LateStart.NEXT_WORKING_DAY
    return unit is Unit.WORKING_DAY or is_closed_by_office or rule.holiday_end is HolidayEnd.NEXT_WORKING_DAY


def start_day(rule: ClockRule, started_at: datetime, calendar: Calendar) -> date:
    """The start day, which is not counted: the local date of the start, or where the rule says so the next
    working day for a start outside office hours. Midnight belongs to the day that begins with it.
    """
    on = started_at.astimezone(calendar.zone).date()
    if rule.late_start is LateStart.SAME_DAY:
        return on
    if calendar.days.is_workday(on) and started_at < _close(on, calendar):
        return on
    return calendar.days.add(on, 1)


def expires_at(rule: ClockRule, on: date, calendar: Calendar) -> datetime:
    """The moment at which the day is over for the rule: close of office, or midnight."""
    if rule.closing is Closing.OFFICE and calendar.days.is_workday(on):
        return _close(on, calendar)
    return datetime.combine(on + DAY, time(), calendar.zone)


def _close(on: date, calendar: Calendar) -> datetime:
    return datetime.combine(on, calendar.hours.closes_at(on), calendar.zone)


def _left_out(rule: ClockRule, paused: Sequence[Stretch], calendar: Calendar) -> Iterator[LeftOut]:
    """The days that each stretch leaves out: those at whose expiry the clock stood.

    Every day is looked at in one moment, the one just before it is over, so that stretches that touch leave
    out together just what they leave out apart, and a due moment never lies within a pause.
    """
    for stretch in paused:
        first = stretch.start.astimezone(calendar.zone).date()
        if expires_at(rule, first, calendar) <= stretch.start:
            first += DAY
        if stretch.end is None:
            yield LeftOut(first, None)
            return
        last = stretch.end.astimezone(calendar.zone).date()
        if expires_at(rule, last, calendar) > stretch.end:
            last -= DAY
        if first <= last:
            yield LeftOut(first, last)


def _walk(
    count: DayCount, start_on: date, total: int, stretches: Iterator[LeftOut]
) -> tuple[date | None, tuple[LeftOut, ...]]:
    """The day on which the count is full, and the days left out up to it; None where it never is."""
    position, missing, passed = start_on, total, []
    for each in stretches:
        if each.last is not None and each.last <= start_on:
            continue
        running = count.count(position, each.first - DAY) if each.first - DAY > position else 0
        if running >= missing:
            break
        passed.append(each)
        if each.last is None:
            return None, tuple(passed)
        missing -= running
        position = each.last
    return count.add(position, missing), tuple(passed)


def _moved(
    rule: ClockRule,
    counted_on: date,
    left_out: tuple[LeftOut, ...],
    paused: Sequence[Stretch],
    calendar: Calendar,
) -> tuple[date | None, tuple[LeftOut, ...]]:
    """The last day after a holiday at the end was moved, passing over pauses that begin by then."""
    if rule.holiday_end is HolidayEnd.STANDS or calendar.days.is_workday(counted_on):
        return counted_on, left_out
    later = [each for each in _left_out(rule, paused, calendar) if each.first > counted_on]
    on = counted_on
    while not calendar.days.is_workday(on) or any(each.holds(on) for each in later):
        if any(each.last is None and each.holds(on) for each in later):
            return None, (*left_out, *later)
        on += DAY
    return on, (*left_out, *(each for each in later if each.first <= on))


def _months_in_days(start_on: date, months: int) -> int:
    """The days until the day of the same number, or the month's last where it has none."""
    year, month = divmod(start_on.year * 12 + start_on.month - 1 + months, 12)
    last = gregorian.monthrange(year, month + 1)[1]
    return (date(year, month + 1, min(start_on.day, last)) - start_on).days
