"""The situation in which something is decided: the case, the moment, the calendar and the clocks' rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, Extension, Pause, Standing, stand
from xunzheng.calendars.rules import ClockRule, Length, Unit
from xunzheng.processes.case import Case, RunningClock, Token
from xunzheng.processes.definition import ClockUse, Definition

Rules = Mapping[str, ClockRule]


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a decision is made. `now` is in UTC and not before the case's last event."""

    definition: Definition
    case: Case
    now: datetime
    calendar: Calendar
    rules: Rules

    def standing(self, clock: RunningClock) -> Standing:
        """How the clock stands now."""
        return stand(clock_of(clock, self.rules), self.calendar, self.now)

    @property
    def today(self) -> date:
        """The day of the moment, by the clock of the place."""
        return day_of(self.now, self.calendar)

    def clock(self, name: str, token: Token) -> RunningClock | None:
        """The clock of that name, the token's own where it is a clock of branches."""
        return self.case.clocks.get(clock_key(self.definition.clock[name], token))


def clock_key(use: ClockUse, token: Token) -> str:
    """The key of a clock in the case: `reply`, or `third@third.2` for a branch's own."""
    return f"{use.code}@{token.id}" if use.of_branch else use.code


def clock_of(clock: RunningClock, rules: Rules) -> Clock:
    """The clock as the calendars know it. `rules` holds the rule of every clock of the case."""
    return Clock(
        rules[clock.rule],
        clock.started_at,
        pauses=tuple(Pause(pause.start, pause.end, pause.ground, pause.approver) for pause in clock.pauses),
        extensions=tuple(
            Extension(each.amount, each.approver, each.granted_at, each.ground) for each in clock.extensions
        ),
        stopped_at=clock.stopped_at,
        promised=length_of(clock.promised),
        restarted_from=clock.restarted_from,
    )


def length_of(text: str) -> Length | None:
    """The length that a text such as `5wd` stands for; None for an empty one."""
    if not text:
        return None
    amount = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return Length(int(amount), Unit(text.removeprefix(amount)))


def day_of(moment: datetime, calendar: Calendar) -> date:
    """The day of a moment, by the clock of the place."""
    return moment.astimezone(calendar.zone).date()


def begin_of(day: date, calendar: Calendar) -> datetime:
    """The first moment of a day of the place, in UTC."""
    return datetime.combine(day, time(), calendar.zone).astimezone(UTC)
