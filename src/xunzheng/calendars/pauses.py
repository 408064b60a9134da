"""Pauses: half-open stretches of time that do not count, merged so that none counts twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from xunzheng.calendars.rules import ClockRefused

FIRST_YEAR, LAST_YEAR = 1900, 2999


@dataclass(frozen=True, slots=True)
class Pause:
    """The time from `start` until `end`, which is no longer in it; None: it has not ended yet.

    `ground` is the code of a ground that the rule allows, `approver` who let the clock stand. Raises
    ClockRefused where a moment has no zone or the end is before the start.
    """

    start: datetime
    end: datetime | None
    ground: str
    approver: str = ""

    def __post_init__(self) -> None:
        check_moment(self.start, "暂停的开始")
        if self.end is not None:
            check_moment(self.end, "暂停的结束")
            if self.end < self.start:
                raise ClockRefused(
                    "暂停的结束早于开始",
                    where="暂停",
                    expected=f"不早于 {self.start.isoformat()}",
                    found=self.end.isoformat(),
                    advice="请核对起止时间；还没有结束的不写结束。",
                )

    def covers(self, moment: datetime) -> bool:
        """Whether the clock stands at the moment because of it."""
        return self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Time that is paused, whatever for: from `start` until `end`, None where it is open."""

    start: datetime
    end: datetime | None


def merge(pauses: Iterable[Pause]) -> tuple[Stretch, ...]:
    """The paused time in order, pauses that overlap or touch as one and empty ones left out.

    >>> from datetime import UTC
    >>> nine, ten, noon = (datetime(2024, 9, 27, hour, tzinfo=UTC) for hour in (9, 10, 12))
    >>> [one.end.hour for one in merge([Pause(ten, noon, "hearing"), Pause(nine, ten, "test")])]
    [12]
    """
    merged: list[Stretch] = []
    for pause in sorted(pauses, key=lambda pause: pause.start):
        if pause.start == pause.end:
            continue
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and last.end < pause.start):
            merged.append(Stretch(pause.start, pause.end))
        elif last.end is not None and (pause.end is None or pause.end > last.end):
            merged[-1] = Stretch(last.start, pause.end)
    return tuple(merged)


def check_moment(moment: datetime, where: str) -> None:
    """Raises ClockRefused where the moment has no zone, or lies where no calendar reaches."""
    if moment.tzinfo is None:
        raise ClockRefused(
            "时刻没有时区",
            where=where,
            expected="带时区的时刻，如 2024-09-27T15:00+08:00",
            found=moment.isoformat(),
            advice="请补上时区。",
        )
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ClockRefused(
            "年份不在可以计算的范围内",
            where=where,
            expected=f"{FIRST_YEAR} 年到 {LAST_YEAR} 年",
            found=moment.isoformat(),
            advice="请核对日期。",
        )
