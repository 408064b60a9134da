"""A clock drawn and told: a bar of days, a sheet of weeks, and the stretches of days with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils.timezone import localtime

from xunzheng.calendars.clock import Light
from xunzheng.calendars.days import DayKind
from xunzheng.calendars.explanation import Explanation
from xunzheng.calendars.line import Line, Reason
from xunzheng.formats.html.words import Speaker
from xunzheng.site.cases.telling import day_words

_DAY: Final = timedelta(days=1)
_WIDE, _NARROW, _TARGET = 16.0, 3.0, 880.0
_TOP, _HIGH = 20, 20
_MOST_OVERDUE: Final = 60
"""The bar shows so many days after the limit at most; the words say how long it really is."""
_LEFT_OUT = {Reason.WEEKEND: "off", Reason.HOLIDAY: "holiday", Reason.PAUSE: "paused", Reason.START: "start"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on the bar: where, what it is, its words, and to which side they stand."""

    kind: str
    x: float
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar: its size, one path for each kind of day, the months below and the marks above."""

    width: float
    height: int
    paths: tuple[tuple[str, str], ...]
    months: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the sheet: what it is and, where it counts, which of the limit it is."""

    on: date
    kind: str
    running: int | None
    words: str
    is_today: bool
    is_due: bool
    is_month: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row that are left out or counted for one reason."""

    first: date
    last: date
    kind: str
    words: str
    from_count: int
    to_count: int

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1


def kind_of(line: Line, today: date) -> str:
    """The kind of a day: left out and why, extended, used, or still to come."""
    if line.reason in _LEFT_OUT:
        return _LEFT_OUT[line.reason]
    if line.reason is Reason.EXTENSION:
        return "extended"
    if not line.reason.is_counted:
        return "off"
    return "used" if line.on <= today else "left"


def bar_of(explained: Explanation, now: datetime, t: Speaker) -> Bar | None:
    """The bar of a limit of days; None where it is one of hours."""
    if not _is_of_days(explained):
        return None
    today, lines = localtime(now).date(), explained.lines
    stopped = explained.clock.stopped_at
    until = today if stopped is None else localtime(stopped).date()
    kinds = {line.on: kind_of(line, until) for line in lines}
    first, last = lines[0].on, lines[-1].on
    late = min(until, last + _MOST_OVERDUE * _DAY)
    kinds |= (
        {last + n * _DAY: "over" for n in range(1, (late - last).days + 1)} if _is_late(explained) else {}
    )
    days = [first + n * _DAY for n in range((max(kinds) - first).days + 1)]
    step = max(_NARROW, min(_WIDE, _TARGET / len(days)))
    return Bar(
        round(step * len(days), 1),
        _TOP + _HIGH + 20,
        tuple(_paths(days, kinds, step)),
        tuple(_months(days, step, today.year, t)),
        tuple(_marks(explained, days, step, today, t)),
        t("clock-bar", first=day_words(first, t), last=day_words(last, t)),
    )


def sheet_of(explained: Explanation, now: datetime) -> tuple[tuple[Cell | None, ...], ...]:
    """The weeks from Monday to Sunday; empty where the limit is not one of days."""
    if not _is_of_days(explained):
        return ()
    today = localtime(now).date()
    cells: list[Cell | None] = [None] * explained.lines[0].on.weekday()
    before: Cell | None = None
    for line in explained.lines:
        before = _cell(line, today, explained, before)
        cells.append(before)
    cells += [None] * (-len(cells) % 7)
    return tuple(tuple(cells[n : n + 7]) for n in range(0, len(cells), 7))


def stretches_of(explained: Explanation, now: datetime) -> tuple[Stretch, ...]:
    """The days in order, those in a row with one reason together; hours too, by the days they fall on."""
    today = localtime(now).date()
    found: list[Stretch] = []
    for line in explained.lines:
        kind, words = kind_of(line, today), _plain_words(line)
        running = int(line.running)
        if found and (found[-1].kind, found[-1].words) == (kind, words) and _is_of_days(explained):
            first, from_count = found[-1].first, found[-1].from_count
            found[-1] = Stretch(first, line.on, kind, words, from_count, running)
        else:
            found.append(Stretch(line.on, line.on, kind, words, running, running))
    return tuple(found)


def _is_of_days(explained: Explanation) -> bool:
    is_of_days = explained.unit is None or explained.unit.is_of_days
    return is_of_days and bool(explained.lines) and explained.clock.ends_at is None


def _is_late(explained: Explanation) -> bool:
    return explained.standing.light in (Light.OVERDUE, Light.LATE)


def _plain_words(line: Line) -> str:
    """Why, without the weekday of days that simply count or are a weekend."""
    if line.reason in (Reason.COUNTED, Reason.WEEKEND):
        return ""
    weekday = line.day.name if line.day is not None and line.day.kind is DayKind.WORKDAY else ""
    return line.words.removeprefix(f"{weekday}，")


def _cell(line: Line, today: date, explained: Explanation, before: Cell | None) -> Cell:
    due = explained.standing.due_at
    return Cell(
        line.on,
        kind_of(line, today),
        int(line.running) if line.reason.is_counted else None,
        line.day.name if line.day is not None and line.reason is Reason.HOLIDAY else "",
        line.on == today,
        due is not None and line is explained.lines[-1],
        before is None or before.on.month != line.on.month,
    )


def _paths(days: Sequence[date], kinds: dict[date, str], step: float) -> Iterator[tuple[str, str]]:
    """One path for each kind of day, so that a page of a long clock stays small."""
    width = max(step - 1.5, 2)
    for kind in ("start", "used", "left", "extended", "paused", "off", "holiday", "over"):
        drawn = "".join(
            f"M{n * step:g} {_TOP}h{width:g}v{_HIGH}h-{width:g}z"
            for n, day in enumerate(days)
            if kinds.get(day) == kind
        )
        if drawn:
            yield kind, drawn


def _months(days: Sequence[date], step: float, year: int, t: Speaker) -> Iterator[tuple[float, str]]:
    """The first day and each first of a month, where there is room for its words."""
    last = -100.0
    for n, day in enumerate(days):
        has_room = n == 0 or last + 60 <= n * step <= len(days) * step - 50
        if (n == 0 or day.day == 1) and has_room:
            last = n * step
            yield round(last, 1), day_words(day, t, year)


def _marks(
    explained: Explanation, days: Sequence[date], step: float, today: date, t: Speaker
) -> Iterator[Mark]:
    standing = explained.standing
    places = [("promised", standing.promised_due_at), ("due", standing.due_at)]
    places.append(("stopped", explained.clock.stopped_at))
    found = [(kind, localtime(at).date()) for kind, at in places if at is not None]
    if explained.clock.stopped_at is None:
        found.append(("today", today))
    for kind, on in found:
        if kind == "due":
            on = explained.lines[-1].on
        if days[0] <= on <= days[-1]:
            x = round((on - days[0]).days * step + max(step - 1.5, 2) / 2, 1)
            yield Mark(kind, x, t(f"clock-{kind}"), _anchor(x, step * len(days)))


def _anchor(x: float, width: float) -> str:
    if x < 60:
        return "start"
    return "end" if x > width - 60 else "middle"
