"""Office hours: the intervals in which an office is open on a working day, by season and weekday."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta, timezone

from xunzheng.basis import Basis
from xunzheng.calendars.days import Day
from xunzheng.refusal import Refusal

BEIJING = timezone(timedelta(hours=8))


class NoHours(Refusal):
    """没有这一天适用的办公时间，不能推算下班时刻和工作时。"""


class HoursRefused(Refusal):
    """办公时间自相矛盾，不能据以计算工作时。"""


@dataclass(frozen=True, slots=True)
class Interval:
    """Open from `opens` until `closes` of one day, by the clock of the place; the end is no longer in it."""

    opens: time
    closes: time

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


@dataclass(frozen=True, slots=True)
class Season:
    """The intervals of a part of the year: from `first` to `last` (month, day), both in it, every year.

    A season may run over the year's end (November to March). Without `first` and `last` it is all year.
    `weekdays` (1 is Monday, 5 is Friday) narrows it; a make-up working day is always a Saturday or Sunday
    and so keeps the hours that are not narrowed. Raises HoursRefused where the intervals are none, not in
    order, or overlap.
    """

    intervals: tuple[Interval, ...]
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)
    weekdays: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        moments = [moment for interval in self.intervals for moment in (interval.opens, interval.closes)]
        if not moments or any(one >= other for one, other in itertools.pairwise(moments)):
            raise HoursRefused(
                "办公时段的先后不对",
                where="办公时间",
                expected="至少一段，先后相接而不重叠，如 08:30-12:00、14:30-17:30",
                found="、".join(map(str, self.intervals)) or "没有时段",
                advice="请对照办公时间的规定。",
            )

    def holds_on(self, on: date) -> bool:
        """Whether the season and the weekday are those of the day."""
        today = (on.month, on.day)
        if self.first <= self.last:
            within = self.first <= today <= self.last
        else:
            within = today >= self.first or today <= self.last
        return within and (not self.weekdays or on.isoweekday() in self.weekdays)

    @property
    def is_general(self) -> bool:
        """Whether it holds on every day of the year."""
        return not self.weekdays and (self.first, self.last) == ((1, 1), (12, 31))


@dataclass(frozen=True, slots=True)
class HoursRule:
    """The office hours of one regulation: while its basis is in force, the first season that holds.

    `zone` is the fixed offset in which the hours are meant. The last season holds all year, so that no
    working day is without hours. Raises HoursRefused otherwise.
    """

    basis: Basis
    seasons: tuple[Season, ...]
    zone: timezone = BEIJING

    def __post_init__(self) -> None:
        if not self.seasons or not self.seasons[-1].is_general:
            raise HoursRefused(
                "缺少全年适用的办公时间",
                where="办公时间",
                expected="最后一项不写季节和星期",
                found=f"{len(self.seasons)} 项，最后一项不是全年适用",
                advice="请在末尾补一项全年适用的。",
            )

    def intervals(self, on: date) -> tuple[Interval, ...]:
        """The intervals of the day, were it a working day."""
        return next(season.intervals for season in self.seasons if season.holds_on(on))


class OfficeHours:
    """The office hours of a place over time: several rules, of which the first that is in force holds."""

    def __init__(self, rules: Iterable[HoursRule]) -> None:
        self._rules = tuple(rules)

    def intervals(self, day: Day) -> tuple[Interval, ...]:
        """The intervals in which the office is open that day, in order; none where it is no working day.

        Raises NoHours where it is a working day and no rule is in force.
        """
        return self.rule(day.on).intervals(day.on) if day.is_workday else ()

    def opens_at(self, on: date) -> time:
        """When the office opens that day, were it a working day. Raises NoHours."""
        return self.rule(on).intervals(on)[0].opens

    def closes_at(self, on: date) -> time:
        """When the office closes that day, were it a working day: the end of its last interval.

        Raises NoHours where no rule is in force.
        """
        return self.rule(on).intervals(on)[-1].closes

    def rule(self, on: date) -> HoursRule:
        """The rule in force on the day. Raises NoHours."""
        for rule in self._rules:
            if rule.basis.holds_on(on):
                return rule
        raise NoHours(
            "没有这一天适用的办公时间",
            where=on.isoformat(),
            expected="；".join(_period(rule.basis) for rule in self._rules) or "至少一个办公时间规则包",
            found="没有",
            advice="请加一个那时有效的办公时间规则包。",
        )


def _period(basis: Basis) -> str:
    return f"{basis.valid_from or ''} 起 {basis.valid_to or ''}".strip()
