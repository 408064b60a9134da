"""When the light of a clock will turn yellow and red, and when it will have run out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, course_of, due_at, stand, statutory_limit
from xunzheng.calendars.day_course import DayCourse, day_count
from xunzheng.processes.definition import Turn
from xunzheng.processes.situation import begin_of

_TICK = timedelta(microseconds=1)
_MINUTE = timedelta(minutes=1)


def turns(clock: Clock, calendar: Calendar) -> Iterator[tuple[Turn, datetime]]:
    """The turns of a running clock with their moments, in order; none while a pause has no end.

    A turn is the first moment at which `stand` shows the light (days turn at midnight); the breach is the
    first moment after the limit. Raises as `stand`.
    """
    due = due_at(clock, calendar)
    if due is None:
        return
    lights, limit = clock.rule.lights, statutory_limit(clock)
    if limit is not None:
        for turn, share in ((Turn.YELLOW, lights.yellow), (Turn.RED, lights.red)):
            if limit.unit.is_of_days:
                moment = _day_turn(clock, calendar, share)
            else:
                moment = _hour_turn(clock, calendar, share, due)
            yield turn, moment
    yield Turn.BREACH, due + _TICK


def _day_turn(clock: Clock, calendar: Calendar, share: Fraction) -> datetime:
    """The midnight that begins the day by which the share of the days is used."""
    limit = statutory_limit(clock)
    assert limit is not None
    course = course_of(clock, calendar, limit, sum(each.amount for each in clock.extensions))
    count = day_count(limit.unit, calendar)
    needed = ceil(share * course.total)
    on = _first_day(course, lambda day: course.used(count, day) >= needed)
    return max(begin_of(on, calendar), clock.started_at)


def _first_day(course: DayCourse, is_used: Callable[[date], bool]) -> date:
    """The first day from the start to the last at which it is used; used once, it stays so."""
    assert course.counted_on is not None
    first, last = course.start_on.toordinal(), course.counted_on.toordinal()
    while first < last:
        middle = (first + last) // 2
        first, last = (first, middle) if is_used(date.fromordinal(middle)) else (middle + 1, last)
    return date.fromordinal(last)


def _hour_turn(clock: Clock, calendar: Calendar, share: Fraction, due: datetime) -> datetime:
    """The first full minute from the start by which the share of the time is used."""
    first, last = 0, max(int((due - clock.started_at) / _MINUTE), 0)
    while first < last:
        middle = (first + last) // 2
        standing = stand(clock, calendar, clock.started_at + middle * _MINUTE)
        is_used = standing.used >= share * (standing.used + standing.remaining)
        first, last = (first, middle) if is_used else (middle + 1, last)
    return clock.started_at + last * _MINUTE
