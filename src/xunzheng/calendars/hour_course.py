"""The course of a limit of hours: the stretches in which it runs, and the moment at which it is full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.pauses import Stretch
from xunzheng.calendars.rules import Length, Unit

DAY = timedelta(days=1)


def hours_due_at(
    started_at: datetime, limit: Length, paused: Sequence[Stretch], calendar: Calendar
) -> datetime | None:
    """The moment at which the limit is full; None where a pause without an end stands before it.

    Raises NoNotice where working hours reach past the years that are known.
    """
    missing = timedelta(seconds=limit.amount * limit.unit.seconds)
    for stretch in running(started_at, limit.unit, paused, calendar):
        length = None if stretch.end is None else stretch.end - stretch.start
        if length is None or length >= missing:
            return (stretch.start + missing).astimezone(calendar.zone)
        missing -= length
    return None


def hours_used(
    started_at: datetime, limit: Length, paused: Sequence[Stretch], calendar: Calendar, until: datetime
) -> timedelta:
    """The time that ran until the moment, at most the whole limit."""
    most, used = timedelta(seconds=limit.amount * limit.unit.seconds), timedelta()
    for stretch in running(started_at, limit.unit, paused, calendar):
        end = until if stretch.end is None else min(stretch.end, until)
        used += max(end - stretch.start, timedelta())
        if used >= most or stretch.end is None or stretch.end >= until:
            break
    return min(used, most)


def running(
    started_at: datetime, unit: Unit, paused: Sequence[Stretch], calendar: Calendar
) -> Iterator[Stretch]:
    """The stretches, in universal time, in which a limit of the unit runs; the last may have no end."""
    begun = started_at.astimezone(UTC)
    if unit is not Unit.WORKING_HOUR:
        yield from without(Stretch(begun, None), paused)
        return
    on = started_at.astimezone(calendar.zone).date()
    while not _is_over(on, paused, calendar):
        for open_ in office_stretches(on, calendar):
            if open_.end is not None and open_.end > begun:
                yield from without(Stretch(max(open_.start, begun), open_.end), paused)
        on += DAY


def office_stretches(on: date, calendar: Calendar) -> tuple[Stretch, ...]:
    """The office hours of the day in universal time. Raises NoNotice."""
    return tuple(
        Stretch(
            datetime.combine(on, interval.opens, calendar.zone).astimezone(UTC),
            datetime.combine(on, interval.closes, calendar.zone).astimezone(UTC),
        )
        for interval in calendar.hours.intervals(calendar.days.day(on))
    )


def without(whole: Stretch, paused: Sequence[Stretch]) -> Iterator[Stretch]:
    """What is left of a stretch when the paused ones, merged and in order, are taken out."""
    start = whole.start
    for pause in paused:
        if whole.end is not None and pause.start >= whole.end:
            break
        if pause.start > start:
            yield Stretch(start, pause.start.astimezone(UTC))
        if pause.end is None:
            return
        start = max(start, pause.end.astimezone(UTC))
    if whole.end is None or start < whole.end:
        yield Stretch(start, whole.end)


def _is_over(on: date, paused: Sequence[Stretch], calendar: Calendar) -> bool:
    """Whether a pause without an end has begun before the day."""
    last = paused[-1] if paused else None
    return last is not None and last.end is None and last.start.astimezone(calendar.zone).date() < on
