"""The lines of a limit of days: every day from the start day to the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from xunzheng.basis import UNDATED
from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, course_of, due_at
from xunzheng.calendars.day_course import DAY, DayCourse, expires_at, rests_on_working_days
from xunzheng.calendars.days import Day, DayKind
from xunzheng.calendars.line import Line, Reason, day_words, off_reason, pause_words
from xunzheng.calendars.pauses import Pause
from xunzheng.calendars.rules import ClockRule, Length, Unit

_TICK = timedelta(microseconds=1)


def days_forward(clock: Clock, calendar: Calendar, limit: Length, until: date | None) -> Iterator[Line]:
    """The days from the start day to the last one; to `until` where the clock has no last day."""
    extended = sum(extension.amount for extension in clock.extensions)
    course = course_of(clock, calendar, limit, extended)
    plain = course.total if not extended else course_of(clock, calendar, limit, 0).total
    yield _start_line(clock, calendar, course.start_on, limit.unit)
    running = 0
    for on in _days(course, until):
        day = _day(clock.rule, calendar, on, limit.unit)
        if course.counted_on is not None and on > course.counted_on:
            yield _line(calendar, day, Reason.MOVED, running, f"{day_words(day)}，末日遇休息日，顺延")
            continue
        reason, words, pauses = _reason(clock, calendar, course, day, limit.unit, running >= plain)
        running += reason.is_counted
        yield _line(calendar, day, reason, running, words, pauses)


def at_once_days(clock: Clock, calendar: Calendar, until: date | None) -> Iterator[Line]:
    """The days until the one on whose end it must be done."""
    course = course_of(clock, calendar, None, 0)
    last = course.due_on or until or course.start_on
    for number in range((last - course.start_on).days + 1):
        day = calendar.days.day(course.start_on + number * DAY)
        yield _line(calendar, day, *_at_once_reason(clock, calendar, course, day))


def days_back(clock: Clock, calendar: Calendar) -> Iterator[Line]:
    """The days from the last one on which it may be done to the event ahead of which the limit lies."""
    ends_at, last = clock.ends_at, due_at(clock, calendar)
    limit = clock.rule.limit
    if ends_at is None or last is None or limit is None or not limit.unit.is_of_days:
        return
    event_on = (ends_at.astimezone(calendar.zone) - _TICK).date()
    first_on = (last - _TICK).date()
    number = limit.amount
    for offset in range((event_on - first_on).days):
        day = _day(clock.rule, calendar, first_on + offset * DAY, limit.unit)
        is_counted = limit.unit is not Unit.WORKING_DAY or day.is_workday
        reason = Reason.COUNTED if is_counted else off_reason(day)
        words = f"{day_words(day)}，距届满 {number}{limit.unit.words}" if is_counted else day_words(day)
        yield _line(calendar, day, reason, number, words)
        number -= is_counted
    event_day = _day(clock.rule, calendar, event_on, limit.unit)
    yield _line(calendar, event_day, Reason.EVENT, 0, "届满之日，不计")


def _day(rule: ClockRule, calendar: Calendar, on: date, unit: Unit) -> Day:
    """What the day is. Where the limit does not rest on working days, no day of it is provisional, and one of
    a year that is not known is told by its weekday alone.
    """
    if rests_on_working_days(rule, unit):
        return calendar.days.day(on)
    if on.year in calendar.days.years:
        return replace(calendar.days.day(on), provisional=False)
    return Day(on, DayKind.WORKDAY, f"周{'一二三四五六日'[on.weekday()]}", UNDATED, provisional=False)


def _days(course: DayCourse, until: date | None) -> Iterator[date]:
    last = course.due_on or until or course.start_on
    for number in range(1, (last - course.start_on).days + 1):
        yield course.start_on + number * DAY


def _start_line(clock: Clock, calendar: Calendar, on: date, unit: Unit) -> Line:
    rule, started_at = clock.rule, clock.started_at.astimezone(calendar.zone)
    event = rule.starts_at_title or rule.starts_at
    words = f"{event}（{started_at:%Y-%m-%d %H:%M}），起算日不计"
    if clock.restarted_from is not None:
        words += f"；原自 {clock.restarted_from.astimezone(calendar.zone):%Y-%m-%d %H:%M} 起算，重新起算"
    return _line(calendar, _day(rule, calendar, on, unit), Reason.START, 0, words)


def _reason(
    clock: Clock, calendar: Calendar, course: DayCourse, day: Day, unit: Unit, is_extended: bool
) -> tuple[Reason, str, tuple[Pause, ...]]:
    if unit is Unit.WORKING_DAY and not day.is_workday:
        return off_reason(day), day_words(day), ()
    if any(each.holds(day.on) for each in course.left_out):
        pauses = _pauses_on(clock, calendar, day.on)
        return Reason.PAUSE, pause_words(clock.rule, pauses), pauses
    if is_extended:
        approvers = "、".join(extension.approver for extension in clock.extensions)
        return Reason.EXTENSION, f"{day_words(day)}，延长期内（{approvers}批准）", ()
    is_make_up = unit is Unit.WORKING_DAY and day.kind is DayKind.MAKE_UP
    return Reason.MAKE_UP if is_make_up else Reason.COUNTED, day_words(day), ()


def _at_once_reason(
    clock: Clock, calendar: Calendar, course: DayCourse, day: Day
) -> tuple[Reason, int, str, tuple[Pause, ...]]:
    if day.on == course.due_on:
        return Reason.AT_ONCE, 0, "应当即时办理，至迟当日办结", ()
    if any(each.holds(day.on) for each in course.left_out):
        pauses = _pauses_on(clock, calendar, day.on)
        return Reason.PAUSE, 0, pause_words(clock.rule, pauses), pauses
    if day.is_workday:
        return Reason.OUT_OF_HOURS, 0, "下班以后收到", ()
    return off_reason(day), 0, day_words(day), ()


def _pauses_on(clock: Clock, calendar: Calendar, on: date) -> tuple[Pause, ...]:
    """The pauses during which the day came to its end."""
    over = expires_at(clock.rule, on, calendar)
    return tuple(
        pause for pause in clock.pauses if pause.start < over and (pause.end is None or over <= pause.end)
    )


def _line(
    calendar: Calendar, day: Day, reason: Reason, running: int, words: str, pauses: tuple[Pause, ...] = ()
) -> Line:
    start = datetime.combine(day.on, time(), calendar.zone)
    end = datetime.combine(day.on + DAY, time(), calendar.zone)
    if day.provisional:
        words += "；这一天暂定，以放假通知为准"
    return Line(start, end, reason, Fraction(running), words, day, pauses)
