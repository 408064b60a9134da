"""The explanation of a clock: day by day, or stretch by stretch, what counted and why the rest did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, Standing, cited, stand, statutory_limit
from xunzheng.calendars.day_lines import at_once_days, days_back, days_forward
from xunzheng.calendars.hour_lines import stretches
from xunzheng.calendars.line import Line, Reason
from xunzheng.calendars.rules import Unit

__all__ = ["Explanation", "Line", "Reason", "explain", "lines_of"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a clock stands and how it came to: the lines from its start to the due moment, or to now.

    The last running count of the lines is the whole limit where the clock has a due moment.
    """

    clock: Clock
    standing: Standing
    lines: tuple[Line, ...]
    unit: Unit | None
    citation: str

    @property
    def counted(self) -> Fraction:
        """What counted in all, in the unit."""
        return max((line.running for line in self.lines), default=Fraction(0))

    @property
    def is_provisional(self) -> bool:
        """Whether a day of it is not settled by a notice yet."""
        return any(line.day is not None and line.day.provisional for line in self.lines)

    @property
    def left_out(self) -> dict[Reason, int]:
        """How many lines were left out for each reason: days, or stretches for limits of hours."""
        left = (line.reason for line in self.lines if not line.reason.is_counted)
        return dict(Counter(reason for reason in left if reason is not Reason.AT_ONCE))


def explain(clock: Clock, calendar: Calendar, now: datetime) -> Explanation:
    """How the clock came to stand where it stands at `now`. Raises as `stand`."""
    standing = stand(clock, calendar, now)
    lines = tuple(lines_of(clock, calendar, standing, now))
    limit = statutory_limit(clock)
    return Explanation(clock, standing, lines, limit.unit if limit else None, cited(clock.rule))


def lines_of(clock: Clock, calendar: Calendar, standing: Standing, now: datetime) -> Iterable[Line]:
    """The lines of the clock, in order of time."""
    limit = statutory_limit(clock)
    if clock.ends_at is not None:
        return days_back(clock, calendar)
    if limit is not None and not limit.unit.is_of_days:
        return stretches(clock, calendar, limit, standing.due_at or now)
    until = _last_known(calendar, now) if standing.due_at is None else None
    if limit is None:
        return at_once_days(clock, calendar, until)
    return days_forward(clock, calendar, limit, until)


def _last_known(calendar: Calendar, now: datetime) -> date:
    """Today, or the last day of the years that are known where today is past them."""
    return min(now.astimezone(calendar.zone).date(), date(calendar.days.years[-1], 12, 31))
