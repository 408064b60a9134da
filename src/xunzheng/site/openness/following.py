"""Where a request stands, in the words of somebody who does not know the office: for its own page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from xunzheng.calendars.clock import Light
from xunzheng.calendars.explanation import Explanation
from xunzheng.calendars.line import Line, Reason
from xunzheng.processes.case import Case, RunningClock
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases.looking import Seen, explanation_of, messages_of, papers_of
from xunzheng.site.cases.models import Message, Paper

STEPS: Final = ("asked", "received", "handled", "answered")
_OWN_CLOCKS: Final = ("correction",)
_REPLY_CLOCKS: Final = ("delayed", "reply")
_OWN_MATERIALS: Final = ("application", "proof")
_ANSWER_MATERIALS: Final = ("reply", "documents")


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of a limit: whether it counts, the key of the words that say why, and the count so far."""

    on: date
    is_counted: bool
    is_today: bool
    key: str
    name: str
    running: int


@dataclass(frozen=True, slots=True)
class Told:
    """A limit told: which, since when, until when, how it stands, and its days."""

    clock: str
    started_on: date
    due_on: date | None
    is_paused: bool
    is_overdue: bool
    is_stopped: bool
    is_late: bool
    restarted_from: date | None
    extended_by: int
    left: int
    counted: int
    left_out: tuple[tuple[str, int], ...]
    days: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """All that the page of a request shows; nothing of the office's own: no drafts, no third parties."""

    number: str
    version: int
    agency: str
    state: str
    step: int
    outcome: str | None
    is_closed: bool
    clocks: tuple[Told, ...]
    messages: Sequence[Message]
    given: Sequence[Paper]
    own: Sequence[Paper]


def progress_of(seen: Seen, actor: Actor, now: datetime) -> Progress:
    """Where the request stands for its applicant. Raises ValueError for somebody else's case."""
    if not seen.is_own:
        raise ValueError("not the applicant's own")
    case, papers = seen.actual, papers_of(seen)
    return Progress(
        case.id,
        case.version,
        case.organisation,
        public_state(case),
        _step(case),
        case.outcome,
        case.is_closed,
        tuple(tell(explanation_of(seen, clock, now), clock, now, seen) for clock in shown_clocks(case)),
        messages_of(seen, actor),
        _of(case, papers, _ANSWER_MATERIALS) if case.closed_at is not None else (),
        _of(case, papers, _OWN_MATERIALS),
    )


def public_state(case: Case) -> str:
    """The state as the applicant is told it: drafting and review are handling to him."""
    state = case.main.state
    return "handling" if state in ("reviewing", "approved") else state


def shown_clocks(case: Case) -> tuple[RunningClock, ...]:
    """The limits that the applicant is told: his own while he is asked, else that of the reply."""
    names = _OWN_CLOCKS if case.main.state in ("clarifying", "abandoned") else _REPLY_CLOCKS
    found = [case.clocks[name] for name in names if name in case.clocks]
    if case.is_closed:
        return tuple(found[:1])
    # One that was stopped on the way was replaced, or starts anew with the clarification.
    return tuple(clock for clock in found if not clock.is_stopped)


def tell(explanation: Explanation, clock: RunningClock, now: datetime, seen: Seen) -> Told:
    """The explanation of a clock as days that anybody can read."""
    calendar, standing = seen.law.calendar, explanation.standing
    today = calendar.day_of(now)
    days = tuple(_day_line(line, today) for line in explanation.lines)
    left_out: dict[str, int] = {}
    for day in days:
        if not day.is_counted and day.key != "start":
            left_out[day.key] = left_out.get(day.key, 0) + 1
    used = sum(day.is_counted and day.on <= today for day in days)
    counted = sum(day.is_counted for day in days)
    return Told(
        clock.name, calendar.day_of(clock.started_at),
        None if standing.due_at is None else calendar.day_of(standing.due_at),
        standing.is_paused, standing.is_overdue, clock.is_stopped, standing.light is Light.LATE,
        None if clock.restarted_from is None else calendar.day_of(clock.restarted_from),
        sum(each.amount for each in clock.extensions), max(counted - used, 0), counted,
        tuple(left_out.items()), days,
    )  # fmt: skip


_KEYS: Final = {
    Reason.START: "start",
    Reason.COUNTED: "counted",
    Reason.MAKE_UP: "make-up",
    Reason.EXTENSION: "extension",
    Reason.WEEKEND: "weekend",
    Reason.HOLIDAY: "holiday",
    Reason.MOVED: "moved",
}


def _day_line(line: Line, today: date) -> DayLine:
    key = _KEYS.get(line.reason, "other")
    if line.reason is Reason.PAUSE:
        key = "pause-coop" if all(each.ground == "co-producer" for each in line.pauses) else "pause-third"
    name = line.day.name if line.day is not None and key in ("holiday", "make-up") else ""
    return DayLine(line.on, line.reason.is_counted, line.on == today, key, name, int(line.running))


def _step(case: Case) -> int:
    if case.is_closed:
        return 3
    return 0 if case.main.state == "received" else 2


def _of(case: Case, papers: Sequence[Paper], materials: tuple[str, ...]) -> list[Paper]:
    wanted = {reference for code in materials for reference in case.materials.get(code, ())}
    return [paper for paper in papers if paper.reference in wanted]
