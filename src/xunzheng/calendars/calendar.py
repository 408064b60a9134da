"""The calendar of a place: its working days, its office hours and its zone, and working time by them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from itertools import accumulate

from xunzheng.calendars.days import Span, WorkingDays
from xunzheng.calendars.hours import Interval, OfficeHours

_TICK = timedelta(microseconds=1)
_MIDNIGHT = time()


@dataclass(frozen=True)
class Calendar:
    """Working days, office hours, and the zone in which both are meant. Every moment is an aware datetime.

    Working time is counted by running totals over the days, so that a stretch of years costs what an hour
    costs.
    """

    days: WorkingDays
    hours: OfficeHours
    zone: tzinfo

    def day_of(self, moment: datetime) -> date:
        """The date on which the moment falls at the place. Raises ValueError for a naive datetime."""
        return self._local(moment).date()

    def at(self, on: date, clock: time) -> datetime:
        """The moment at that time of that day at the place."""
        return datetime.combine(on, clock, self.zone)

    def opens_at(self, on: date) -> datetime:
        """When the office opens that day, were it a working day. Raises NoHours."""
        return self.at(on, self.hours.opens_at(on))

    def closes_at(self, on: date) -> datetime:
        """When the office closes that day, were it a working day. Raises NoHours."""
        return self.at(on, self.hours.closes_at(on))

    def is_open(self, moment: datetime) -> bool:
        """Whether it is a working moment. Raises NoNotice, NoHours."""
        local = self._local(moment)
        return any(
            interval.opens <= local.time() < interval.closes
            for interval in self.hours.intervals(self.days.day(local.date()))
        )

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The office time between two moments, exactly; negative where `end` is the earlier one.

        Raises NoNotice where the years between them are not all known, NoHours where no hours are in force.
        """
        if end < start:
            return -self.working_time(end, start)
        first, until = self._place(start), self._place(end)
        if first[0] is not until[0]:
            raise self.days.unknown(self.days.beyond(first[0].span, forwards=True))
        return (until[1] - first[1]) * _TICK

    def after_working_time(self, start: datetime, length: timedelta) -> datetime:
        """The moment by which that much office time has passed since `start`; before it where negative.

        It is the earliest such moment (the latest one, backwards): time that is used up at the noon break
        ends when the break begins. With none it is `start` itself. Raises NoNotice, NoHours.
        """
        totals, passed = self._place(start)
        if not length:
            return self._local(start)
        wanted = passed + length // _TICK
        moment = totals.moment(wanted, latest=length < timedelta())
        if moment is None:
            raise self.days.unknown(self.days.beyond(totals.span, forwards=length > timedelta()))
        return self._moment(*moment)

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """The full minutes of office time between two moments, toward zero. Raises as `working_time`."""
        return int(self.working_time(start, end) / timedelta(minutes=1))

    def after_working_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment by which that many minutes of office time have passed. See `after_working_time`."""
        return self.after_working_time(start, timedelta(minutes=minutes))

    def _local(self, moment: datetime) -> datetime:
        if moment.tzinfo is None:
            raise ValueError(f"a moment without a zone: {moment}")
        return moment.astimezone(self.zone)

    def _place(self, moment: datetime) -> tuple[_Totals, int]:
        """The totals of the years about the moment, and the ticks of office time passed before it."""
        local = self._local(moment)
        ordinal = local.toordinal()
        for totals in self._totals:
            number = ordinal - totals.span.first
            if 0 <= number < totals.span.length:
                return totals, totals.passed(number, _ticks(local.time()))
        raise self.days.unknown(local.year)

    def _moment(self, ordinal: int, ticks: int) -> datetime:
        return self.at(date.fromordinal(ordinal), _MIDNIGHT) + ticks * _TICK

    @cached_property
    def _totals(self) -> tuple[_Totals, ...]:
        return tuple(_Totals.of(span, self.hours) for span in self.days.spans)


@dataclass(frozen=True, slots=True)
class _Totals:
    """The office time of a span: `before[i]` is that of its first i working days, in microseconds."""

    span: Span
    intervals: tuple[tuple[tuple[int, int], ...], ...]
    before: tuple[int, ...]

    @classmethod
    def of(cls, span: Span, hours: OfficeHours) -> _Totals:
        known: dict[tuple[Interval, ...], tuple[tuple[int, int], ...]] = {}
        intervals = []
        for number in span.worked:
            on = date.fromordinal(span.first + number)
            open_for = hours.rule(on).intervals(on)
            if open_for not in known:
                known[open_for] = tuple((_ticks(item.opens), _ticks(item.closes)) for item in open_for)
            intervals.append(known[open_for])
        lengths = (sum(closes - opens for opens, closes in of_day) for of_day in intervals)
        return cls(span, tuple(intervals), tuple(accumulate(lengths, initial=0)))

    def passed(self, number: int, ticks: int) -> int:
        """The office time before that tick of the day of that number."""
        place = self.span.before[number]
        if self.span.before[number + 1] == place:
            return self.before[place]
        today = sum(min(max(ticks, opens), closes) - opens for opens, closes in self.intervals[place])
        return self.before[place] + today

    def moment(self, wanted: int, latest: bool) -> tuple[int, int] | None:
        """The day (its ordinal) and tick at which that much office time has passed; None beyond the span.

        Of the moments of a break the first one is taken, or the `latest`.
        """
        place = bisect_right(self.before, wanted) - 1 if latest else bisect_left(self.before, wanted) - 1
        if not 0 <= place < len(self.intervals):
            return None
        left = wanted - self.before[place]
        intervals = iter(self.intervals[place])
        opens, closes = next(intervals)
        while left > closes - opens or (latest and left == closes - opens):
            left -= closes - opens
            opens, closes = next(intervals)
        return self.span.first + self.span.worked[place], opens + left


def _ticks(clock: time) -> int:
    """The microseconds since midnight."""
    whole = (clock.hour * 60 + clock.minute) * 60 + clock.second
    return whole * 1_000_000 + clock.microsecond
