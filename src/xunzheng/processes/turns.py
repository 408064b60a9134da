"""When the light of a clock will turn yellow and red, and when it will have run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, course_of, due_at, stand, statutory_limit
from xunzheng.calendars.day_course import DayCount, DayCourse, day_count
from xunzheng.processes.definition import Turn
from xunzheng.processes.situation import begin_of

_DAY, _TICK = timedelta(days=1), timedelta(microseconds=1)
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
    on = _first_day(course, count, ceil(share * course.total))
    return max(begin_of(on, calendar), clock.started_at)


def _first_day(course: DayCourse, count: DayCount, needed: int) -> date:
    """The first day by which so many days were counted, those left out passed over."""
    position, missing = course.start_on, needed
    for each in course.left_out:
        running = count.count(position, each.first - _DAY) if each.first - _DAY > position else 0
        if running >= missing:
            break
        assert each.last is not None, "a clock that is due has no pause without an end"
        missing, position = missing - running, each.last
    return count.add(position, missing)


def _hour_turn(clock: Clock, calendar: Calendar, share: Fraction, due: datetime) -> datetime:
    """The first full minute from the start by which the share of the time is used."""
    first, last = 0, max(int((due - clock.started_at) / _MINUTE), 0)
    while first < last:
        middle = (first + last) // 2
        standing = stand(clock, calendar, clock.started_at + middle * _MINUTE)
        is_used = standing.used >= share * (standing.used + standing.remaining)
        first, last = (first, middle) if is_used else (middle + 1, last)
    return clock.started_at + last * _MINUTE
