"""The lines of a limit of hours: stretches in which it ran, and those in which it stood."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock
from xunzheng.calendars.day_course import DAY
from xunzheng.calendars.days import Day
from xunzheng.calendars.hour_course import hours_due_at, office_stretches
from xunzheng.calendars.line import Line, Reason, day_words, off_reason, pause_words
from xunzheng.calendars.pauses import Pause, merge
from xunzheng.calendars.rules import Length, Unit

_TICK = timedelta(microseconds=1)


def stretches(clock: Clock, calendar: Calendar, limit: Length, until: datetime) -> Iterator[Line]:
    """The stretches from the start until the moment, without a gap: each is counted or says why not.

    A stretch ends where the office opens or closes, where a day ends for working hours, where a pause begins
    or ends, and where the limit would be full without its extension. Raises NoNotice for working hours past
    the years that are known.
    """
    tick = Fraction(1, limit.unit.seconds * 1_000_000)
    running = Fraction(0)
    full_at = _full_at(clock, calendar, limit) if clock.extensions else None
    for start, end, day, is_open in _parts(clock, calendar, limit.unit, until.astimezone(UTC)):
        for first, last, pauses in _split(start, end, clock.pauses, full_at):
            is_extended = full_at is not None and first >= full_at
            reason, words = _reason(clock, limit.unit, day, is_open, pauses, is_extended)
            if reason.is_counted:
                running += ((last - first) // _TICK) * tick
            yield Line(
                first.astimezone(calendar.zone),
                last.astimezone(calendar.zone),
                reason,
                running,
                words,
                day,
                pauses,
            )


def _full_at(clock: Clock, calendar: Calendar, limit: Length) -> datetime | None:
    """When the limit would be full without its extension, in universal time."""
    full_at = hours_due_at(clock.started_at, limit, merge(clock.pauses), calendar)
    return None if full_at is None else full_at.astimezone(UTC)


Part = tuple[datetime, datetime, Day | None, bool]


def _parts(clock: Clock, calendar: Calendar, unit: Unit, until: datetime) -> Iterator[Part]:
    """The time from the start until the moment, cut where the office opens and closes, if that matters."""
    begun = clock.started_at.astimezone(UTC)
    if unit is not Unit.WORKING_HOUR:
        if begun < until:
            yield begun, until, None, True
        return
    on = clock.started_at.astimezone(calendar.zone).date()
    while datetime.combine(on, time(), calendar.zone) < until:
        for start, end, day, is_open in _parts_of_day(calendar, calendar.days.day(on)):
            first, last = max(start, begun), min(end, until)
            if first < last:
                yield first, last, day, is_open
        on += DAY


def _parts_of_day(calendar: Calendar, day: Day) -> Iterator[Part]:
    position = datetime.combine(day.on, time(), calendar.zone).astimezone(UTC)
    midnight = datetime.combine(day.on + DAY, time(), calendar.zone).astimezone(UTC)
    for open_ in office_stretches(day.on, calendar):
        end = open_.end or midnight
        yield position, open_.start, day, False
        yield open_.start, end, day, True
        position = end
    yield position, midnight, day, False


def _split(
    start: datetime, end: datetime, pauses: Iterable[Pause], full_at: datetime | None
) -> Iterator[tuple[datetime, datetime, tuple[Pause, ...]]]:
    """The stretch cut where a pause begins or ends and at `full_at`, each part with its pauses."""
    pauses = [pause for pause in pauses if pause.start < end and (pause.end is None or pause.end > start)]
    moments = [full_at, *(moment for pause in pauses for moment in (pause.start, pause.end))]
    cuts = {moment.astimezone(UTC) for moment in moments if moment is not None and start < moment < end}
    edges = sorted({start, end} | cuts)
    for first, last in itertools.pairwise(edges):
        yield first, last, tuple(pause for pause in pauses if pause.covers(first))


def _reason(
    clock: Clock, unit: Unit, day: Day | None, is_open: bool, pauses: tuple[Pause, ...], is_extended: bool
) -> tuple[Reason, str]:
    if not is_open and day is not None:
        if day.is_workday:
            return Reason.OUT_OF_HOURS, f"{day_words(day)}，办公时间以外"
        return off_reason(day), day_words(day)
    if pauses:
        return Reason.PAUSE, pause_words(clock.rule, pauses)
    if is_extended:
        approvers = "、".join(extension.approver for extension in clock.extensions)
        return Reason.EXTENSION, f"延长期内（{approvers}批准）"
    if day is None:
        return Reason.COUNTED, f"{unit.words.removeprefix('个')}连续计算，夜间和节假日也计"
    return Reason.COUNTED, f"{day_words(day)}，办公时间内"
