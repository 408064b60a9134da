"""Clocks of the tests: the calendar of the notices, one set of office hours, and rules of every kind."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from typing import Any

from tests.calendars.written_notices import standard_days
from xunzheng.basis import Basis
from xunzheng.calendars.calendar import Calendar
from xunzheng.calendars.clock import Clock, Extension
from xunzheng.calendars.hours import HoursRule, Interval, OfficeHours, Season
from xunzheng.calendars.pauses import Pause
from xunzheng.calendars.rules import ClockRule, ExtensionRule, Ground, Length, Unit

BEIJING = timezone(timedelta(hours=8))
HOURS = OfficeHours(
    [
        HoursRule(
            Basis(title="办公时间"),
            (Season((Interval(time(8, 30), time(12)), Interval(time(14, 30), time(17, 30)))),),
        )
    ]
)
CALENDAR = Calendar(standard_days(), HOURS, BEIJING)
HEARING = Ground("hearing", "听证", "第四十五条")
TESTING = Ground("testing", "检测", "第四十五条")
BASIS = Basis(title="虚构的规定", number="虚构〔2024〕1号", article="第二条")
EXTENSION = ExtensionRule(10, 2, "负责人")


def at(text: str) -> datetime:
    """The moment in Beijing; a date alone is its midnight."""
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def rule(limit: Length | None, **changes: Any) -> ClockRule:
    """A rule of the limit that may be paused for a hearing or a test and extended twice by 10 in all."""
    given: dict[str, Any] = {"grounds": (HEARING, TESTING), "extension": EXTENSION, "basis": BASIS}
    return ClockRule("X.RULE", "虚构的时限", "received", limit, "收到", **{**given, **changes})


def days(amount: int, unit: Unit = Unit.WORKING_DAY, **changes: Any) -> ClockRule:
    """A rule of so many working days, or of another unit."""
    return rule(Length(amount, unit), **changes)


def paused(start: str, end: str | None, ground: str = "hearing", approver: str = "张三") -> Pause:
    """A pause for a hearing."""
    return Pause(at(start), None if end is None else at(end), ground, approver)


def extended(amount: int, granted: str) -> Extension:
    """An extension granted by the head."""
    return Extension(amount, "负责人", at(granted))


def clock(the_rule: ClockRule, start: str, *pauses: Pause, **changes: Any) -> Clock:
    """A clock of the rule."""
    return Clock(the_rule, at(start), tuple(pauses), **changes)
