"""Working days: each day's kind with its basis, and counting them at once by running totals."""

from __future__ import annotations

import enum
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xunzheng.basis import Basis
from xunzheng.calendars.notices import SATURDAY, StatutoryHolidays, YearNotice
from xunzheng.refusal import Refusal

_WEEKDAYS = "一二三四五六日"
# A notice for a year has moved days of the December before it as early as the 29th (2007, 2018).
_YEAR_END = (12, 25)


class DayKind(enum.StrEnum):
    """What a day is: worked as such, free as such, free by a notice, or worked by a notice."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKE_UP = "make-up"


@dataclass(frozen=True, slots=True)
class Day:
    """One day: what kind it is, the name of the holiday or weekday, and the paper that says so.

    It is `provisional` where no notice settles it yet: in a year without one, and in the last week of a
    year while the next year's notice, which may still move it, is not out.
    """

    on: date
    kind: DayKind
    name: str
    basis: Basis
    provisional: bool

    @property
    def is_workday(self) -> bool:
        """Whether offices are open on it."""
        return self.kind in (DayKind.WORKDAY, DayKind.MAKE_UP)


class NoNotice(Refusal):
    """没有这一年的放假通知，不能推算工作日。"""

    def __init__(self, year: int, known: str) -> None:
        self.year = year
        super().__init__(
            f"没有 {year} 年的放假安排，不能推算工作日",
            where=f"{year} 年",
            expected=f"有放假通知的年份：{known}",
            found=f"{year} 年没有通知",
            advice="通知发布后加一个日历规则包；急用时可把这一年列为暂定年份，结果一律标明暂定。",
        )


@dataclass(frozen=True, slots=True)
class Span:
    """Running totals over years without a gap; days are numbered from `first`, the ordinal of its 1 January.

    `before[i]` is the number of working days, and `unsettled[i]` of provisional days, among its first i
    days; `worked` are the numbers of its working days, in order.
    """

    first: int
    days: tuple[Day, ...]
    before: array[int]
    unsettled: array[int]
    worked: array[int]

    @property
    def length(self) -> int:
        """The number of days."""
        return len(self.days)


class WorkingDays:
    """The working days of the years that have a notice, and of those that are taken provisionally.

    `notices` may come several to a year: a later one lays its days over those of the ones before it. In a
    `provisional` year without a notice, weekends and the fixed-date holidays of `statutory` are free, nothing
    else, and every day of it is marked. All other years are refused with NoNotice, never guessed.

    Counting and adding take the same time however far they reach.
    """

    def __init__(
        self,
        notices: Iterable[YearNotice],
        provisional: Iterable[int] = (),
        statutory: Iterable[StatutoryHolidays] = (),
    ) -> None:
        given = tuple(notices)
        self._bases = {notice.year: notice.basis for notice in given if not notice.is_supplement}
        self._stated = dict(_stated(given))
        self._statutory = tuple(statutory)
        self.provisional_years = frozenset(provisional) - set(self._bases)
        self.years = tuple(sorted({*self._bases, *self.provisional_years}))
        self.spans = tuple(self._span(first, last) for first, last in _runs(self.years))
        self._span_of = {year: self._spans_holding(year) for year in self.years}

    def day(self, on: date) -> Day:
        """What the day is. Raises NoNotice where its year is not known."""
        span, number = self._place(on)
        return span.days[number]

    def is_workday(self, on: date) -> bool:
        """Whether offices are open on the day. Raises NoNotice where its year is not known."""
        span, number = self._place(on)
        return span.before[number + 1] > span.before[number]

    def add(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which is not counted itself; before it where n is negative.

        With n = 0 it is `start` itself, working day or not. Raises NoNotice where the years that are known
        without a gap end before n days are found.
        """
        span, number = self._place(start)
        if n == 0:
            return start
        place = span.before[number + 1] + n - 1 if n > 0 else span.before[number] + n
        if not 0 <= place < len(span.worked):
            raise self.unknown(self.beyond(span, n > 0))
        return date.fromordinal(span.first + span.worked[place])

    def count(self, after: date, until: date) -> int:
        """The working days d with after < d <= until; the same number, negative, where `until` is the
        earlier one. Raises NoNotice where a year between them is not known.
        """
        if until < after:
            return -self.count(until, after)
        span, first, last = self._stretch(after, until)
        return span.before[last] - span.before[first]

    def is_provisional(self, after: date, until: date) -> bool:
        """Whether a day d with after < d <= until is provisional. Raises NoNotice as `count` does."""
        span, first, last = self._stretch(after, until)
        return span.unsettled[last] > span.unsettled[first]

    def between(self, after: date, until: date) -> Iterator[Day]:
        """The days d with after < d <= until, in order. Raises NoNotice at the first one not known."""
        for ordinal in range(after.toordinal() + 1, until.toordinal() + 1):
            yield self.day(date.fromordinal(ordinal))

    def unknown(self, year: int) -> NoNotice:
        """The refusal of a year that is not known."""
        runs = (f"{first}–{last}" if first < last else str(first) for first, last in _runs(self.years))
        return NoNotice(year, "、".join(runs) or "无")

    def beyond(self, span: Span, forwards: bool) -> int:
        """The first year that is not known after a span, or before it."""
        first = date.fromordinal(span.first)
        return date.fromordinal(span.first + span.length - 1).year + 1 if forwards else first.year - 1

    def _check(self, on: date) -> None:
        if on.year not in self._span_of:
            raise self.unknown(on.year)

    def _place(self, on: date) -> tuple[Span, int]:
        self._check(on)
        span = self._span_of[on.year]
        return span, on.toordinal() - span.first

    def _stretch(self, after: date, until: date) -> tuple[Span, int, int]:
        """The span, and the numbers of the days from the one after `after` to the one after `until`."""
        first = after if after >= until else after + timedelta(days=1)
        span, number = self._place(first)
        last, end = self._place(until)
        if last is not span:
            raise self.unknown(self.beyond(span, forwards=True))
        return (span, end + 1, end + 1) if after >= until else (span, number, end + 1)

    def _settle(self, on: date) -> Day:
        """What a notice names it; else a weekday, weekend day, or fixed holiday of a provisional year."""
        if on in self._stated:
            return self._stated[on]
        if on.year in self.provisional_years:
            return self._provisional(on)
        is_open = (on.month, on.day) >= _YEAR_END and on.year + 1 not in self._bases
        return _ordinary(on, self._bases[on.year], provisional=is_open)

    def _provisional(self, on: date) -> Day:
        for law in self._statutory:
            name = law.named(on)
            if name is not None:
                return Day(on, DayKind.HOLIDAY, name, law.basis, provisional=True)
        return _ordinary(on, _without_notice(on.year), provisional=True)

    def _span(self, first: int, last: int) -> Span:
        start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
        days = tuple(self._settle(date.fromordinal(ordinal)) for ordinal in range(start, end + 1))
        before, unsettled, worked = array("q", [0]), array("q", [0]), array("q")
        for number, day in enumerate(days):
            if day.is_workday:
                worked.append(number)
            before.append(len(worked))
            unsettled.append(unsettled[-1] + day.provisional)
        return Span(start, days, before, unsettled, worked)

    def _spans_holding(self, year: int) -> Span:
        start = date(year, 1, 1).toordinal()
        return next(span for span in self.spans if 0 <= start - span.first < span.length)


def _stated(notices: Iterable[YearNotice]) -> Iterator[tuple[date, Day]]:
    """The days that the notices name, each with the notice that names it; on one day the later one wins."""
    for notice in notices:
        for item in notice.holidays:
            for on in item.free_days():
                yield on, Day(on, DayKind.HOLIDAY, item.name, notice.basis, provisional=False)
            for on in item.make_ups:
                yield on, Day(on, DayKind.MAKE_UP, item.name, notice.basis, provisional=False)


def _ordinary(on: date, basis: Basis, provisional: bool) -> Day:
    kind = DayKind.WEEKEND if on.isoweekday() >= SATURDAY else DayKind.WORKDAY
    return Day(on, kind, f"周{_WEEKDAYS[on.weekday()]}", basis, provisional)


def _without_notice(year: int) -> Basis:
    note = "只计周末和法定的固定日期节日，通知发布后须重新计算"
    return Basis(title=f"{year} 年放假安排尚未发布，暂按周末计", verified=False, note=note)


def _runs(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of years without a gap."""
    run: list[int] = []
    for year in years:
        if run and year != run[-1] + 1:
            yield run[0], run[-1]
            run = []
        run.append(year)
    if run:
        yield run[0], run[-1]
