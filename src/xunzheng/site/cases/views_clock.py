"""The clocks of a case in words: each in a line, and why the chosen one stands where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from xunzheng.calendars.clock import statutory_limit
from xunzheng.processes.case import RunningClock
from xunzheng.processes.situation import clock_of
from xunzheng.site.cases.clock_picture import Bar, Cell, Stretch, bar_of, sheet_of, stretches_of
from xunzheng.site.cases.following import urgent_clock
from xunzheng.site.cases.forms import text_from
from xunzheng.site.cases.looking import Seen, explanation_of, standing_of
from xunzheng.site.cases.naming import Names, lane_words
from xunzheng.site.cases.telling import length_words, moment_words, promised_words, standing_words, titled
from xunzheng.site.cases.views_ground import Asking


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock of the case in one line."""

    key: str
    title: str
    rule: str
    light: str
    left: str
    due: str
    why_no_due: str
    promised: str
    promised_light: str
    consequence: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ClockShown:
    """Why the chosen clock stands where it stands: picture, sheet, stretches, and what the law says."""

    line: ClockLine
    bar: Bar | None
    weeks: tuple[tuple[Cell | None, ...], ...]
    stretches: tuple[Stretch, ...]
    limit: str
    citation: str
    used: str
    is_provisional: bool
    is_verified: bool
    note: str


def clock_lines(asked: Asking, seen: Seen, names: Names) -> list[ClockLine]:
    """The clocks of the case that are seen, each in a line; the chosen one is marked."""
    urgent = urgent_clock(seen.case, seen.law) or next(iter(seen.case.clocks.values()), None)
    wanted = text_from(asked.request.GET, "clock")
    chosen = wanted if wanted in seen.case.clocks else urgent.key if urgent else ""
    return [
        _clock_line(asked, seen, _named(clock, seen, names), names, clock.key == chosen)
        for clock in seen.case.clocks.values()
    ]


def _named(clock: RunningClock, seen: Seen, names: Names) -> RunningClock:
    """The clock with who approved its pauses and extensions by name, and its moments by the place's clock."""
    zone = seen.law.calendar.zone
    return replace(
        clock,
        pauses=tuple(
            replace(each, start=each.start.astimezone(zone), approver=names.person(each.approver))
            for each in clock.pauses
        ),
        extensions=tuple(replace(each, approver=names.person(each.approver)) for each in clock.extensions),
    )


def _clock_line(asked: Asking, seen: Seen, clock: RunningClock, names: Names, is_shown: bool) -> ClockLine:
    standing, t, now = standing_of(seen, clock, asked.now), asked.t, asked.now
    token = seen.case.tokens.get(clock.token)
    lane = lane_words(token, seen.definition, names) if token else ""
    title = titled(seen.definition.clock[clock.name], t)
    promised = standing.promised_due_at
    return ClockLine(
        clock.key,
        f"{title}{t('case-in', what=lane)}" if lane else title,
        clock.rule,
        standing.light.value,
        left_words(asked, seen, clock),
        moment_words(standing.due_at, now, t) if standing.due_at else "",
        standing.why_no_due,
        moment_words(promised, now, t) if promised else "",
        standing.promised_light.value if standing.promised_light else "",
        standing.consequence.words if standing.consequence else "",
        is_shown,
    )


def left_words(asked: Asking, seen: Seen, clock: RunningClock) -> str:
    """What remains of the clock."""
    limit = statutory_limit(clock_of(clock, seen.law.rules))
    standing = standing_of(seen, clock, asked.now)
    return standing_words(standing, limit.unit if limit else None, asked.now, seen.law.calendar, asked.t)


def shown_clock(asked: Asking, seen: Seen, names: Names, lines: Iterable[ClockLine]) -> ClockShown | None:
    line = next((line for line in lines if line.is_shown), None)
    if line is None:
        return None
    explained = explanation_of(seen, _named(seen.case.clocks[line.key], seen, names), asked.now)
    rule, unit = explained.clock.rule, explained.unit
    limit = (
        promised_words(rule.limit, asked.t) if rule.limit and asked.t.language == "en" else rule.limit_words
    )
    if rule.is_given and explained.clock.promised is not None:
        limit = promised_words(explained.clock.promised, asked.t)
    return ClockShown(
        line,
        bar_of(explained, asked.now, asked.t),
        sheet_of(explained, asked.now),
        stretches_of(explained, asked.now),
        limit,
        explained.citation,
        length_words(explained.standing.used, unit, asked.t) if unit else "",
        explained.is_provisional,
        rule.basis.verified,
        rule.note,
    )
