"""One line of an explanation: a day or a stretch of time, whether it counts, and why."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from xunzheng.calendars.days import Day, DayKind
from xunzheng.calendars.pauses import Pause
from xunzheng.calendars.rules import ClockRule


class Reason(enum.StrEnum):
    """Why the time of a line counts or is left out."""

    START = "start"
    COUNTED = "counted"
    MAKE_UP = "make-up"
    EXTENSION = "extension"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSE = "pause"
    OUT_OF_HOURS = "out-of-hours"
    MOVED = "moved"
    AT_ONCE = "at-once"
    EVENT = "event"

    @property
    def is_counted(self) -> bool:
        """Whether the time counts."""
        return self in (Reason.COUNTED, Reason.MAKE_UP, Reason.EXTENSION)

    @property
    def words(self) -> str:
        """The reason in a word or two, for totals."""
        return _WORDS[self]


_WORDS = {
    Reason.START: "起算日不计",
    Reason.COUNTED: "计入",
    Reason.MAKE_UP: "调休上班，计入",
    Reason.EXTENSION: "延长期内，计入",
    Reason.WEEKEND: "周末不计",
    Reason.HOLIDAY: "放假不计",
    Reason.PAUSE: "暂停不计",
    Reason.OUT_OF_HOURS: "办公时间以外不计",
    Reason.MOVED: "末日顺延",
    Reason.AT_ONCE: "即时办理",
    Reason.EVENT: "届满之日不计",
}


@dataclass(frozen=True, slots=True)
class Line:
    """The time from `start` until `end`: one day, or one stretch of hours.

    `running` is what has counted by its end, in the unit of the limit. `words` say why. `day` is what the
    calendar says of the day, `pauses` those that left it out.
    """

    start: datetime
    end: datetime
    reason: Reason
    running: Fraction
    words: str
    day: Day | None = None
    pauses: tuple[Pause, ...] = ()

    @property
    def on(self) -> date:
        """The day on which it starts."""
        return self.start.date()


def day_words(day: Day) -> str:
    """What the calendar says of a day, with the notice for days that one names: `国庆节放假（…通知）`."""
    if day.kind is DayKind.HOLIDAY:
        return f"{day.name}放假（{_paper(day)}）"
    if day.kind is DayKind.MAKE_UP:
        return f"{day.name}调休上班（{_paper(day)}）"
    return day.name


def off_reason(day: Day) -> Reason:
    """Why a day on which no office is open is left out."""
    return Reason.HOLIDAY if day.kind is DayKind.HOLIDAY else Reason.WEEKEND


def pause_words(rule: ClockRule, pauses: Iterable[Pause]) -> str:
    """The grounds of the pauses with their article and who approved: `听证暂停（第四十五条，张三批准）`."""
    return "；".join(dict.fromkeys(_pause_words(rule, pause) for pause in pauses))


def _pause_words(rule: ClockRule, pause: Pause) -> str:
    ground = rule.grounds_by_code[pause.ground]
    approved = f"{pause.approver}批准" if pause.approver else ""
    beside = "，".join(filter(None, (ground.article, approved)))
    return f"{ground.title}暂停" + (f"（{beside}）" if beside else "")


def _paper(day: Day) -> str:
    return day.basis.number or day.basis.title
