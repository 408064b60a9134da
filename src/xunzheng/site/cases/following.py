"""What follows from a case's state: where it is due, who has it, whose turn it is, when to wake up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import Any, Final

from xunzheng.calendars.clock import promised_due_at
from xunzheng.processes.case import Case, RunningClock, Token
from xunzheng.processes.definition import (
    MAIN,
    SYSTEM,
    Action,
    Definition,
    FieldType,
    Relation,
    State,
    StateKind,
    Turn,
)
from xunzheng.processes.situation import clock_of
from xunzheng.processes.timing import TurnsOf, timers
from xunzheng.processes.turns import turns
from xunzheng.site.cases.library import Law
from xunzheng.site.cases.tables import Rows

FAR: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""The rank of what is not due: after everything that is."""
LONGEST_TITLE: Final = 200
_LONGEST_NAME = 100
_TITLES, _NAMES = ("title", "subject"), ("applicant_name", "name")
_TICK = timedelta(microseconds=1)
_OUTSIDE = (Relation.APPLICANT, Relation.PARTY)


@dataclass(frozen=True, slots=True)
class Moments:
    """When the light of a clock turns and when it is due, in UTC; None while paused without an end."""

    due_at: datetime | None = None
    promised_due_at: datetime | None = None
    yellow_at: datetime | None = None
    red_at: datetime | None = None

    @property
    def rank_at(self) -> datetime:
        """By what lists are sorted: when it is due, or far away."""
        return self.due_at or FAR


_NONE = Moments()


@lru_cache(maxsize=4096)
def _turning(clock: RunningClock, rule: _ById, calendar: _ById) -> tuple[tuple[Turn, datetime], ...]:
    running = clock_of(clock, {clock.rule: rule.held})
    return tuple((turn, at.astimezone(UTC)) for turn, at in turns(running, calendar.held))


@lru_cache(maxsize=4096)
def _moments(clock: RunningClock, rule: _ById, calendar: _ById) -> Moments:
    """A clock's moments do not depend on now, so that a clock that has not changed is not computed again."""
    running, place = clock_of(clock, {clock.rule: rule.held}), calendar.held
    turning = dict(_turning(clock, rule, calendar))
    if Turn.BREACH not in turning:
        return _NONE
    promised = promised_due_at(running, place)
    due = turning[Turn.BREACH] - _TICK
    return Moments(
        due,
        None if promised is None else promised.astimezone(UTC),
        turning.get(Turn.YELLOW, due),
        turning.get(Turn.RED, due),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _ById:
    """Something large that is the same only if it is the very same: cheap as a key."""

    held: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and self.held is other.held

    def __hash__(self) -> int:
        return id(self.held)


def moments(clock: RunningClock, law: Law) -> Moments:
    """When the light of the clock turns and when it is due."""
    return _moments(clock, _ById(law.rules[clock.rule]), _ById(law.calendar))


def turns_of(law: Law) -> TurnsOf:
    """What tells the turns of a clock of the law; those of one that has not changed are known."""
    calendar = _ById(law.calendar)
    return lambda clock: _turning(clock, _ById(law.rules[clock.rule]), calendar)


def urgent_clock(case: Case, law: Law) -> RunningClock | None:
    """The clock that the main lane is measured by: the one due first of those running, or a paused one.

    Of a case that has ended, the one that stopped last.
    """
    own = [clock for clock in case.clocks.values() if clock.token == MAIN]
    running = [clock for clock in own if not clock.is_stopped]
    if running:
        return min(running, key=lambda clock: moments(clock, law).rank_at)
    return max(own, key=lambda clock: clock.stopped_at or case.opened_at, default=None)


def summary(case: Case, law: Law) -> dict[str, Any]:
    """The columns of the case's own row that follow from its state."""
    clock = urgent_clock(case, law)
    when = _NONE if clock is None else moments(clock, law)
    is_running = clock is not None and not clock.is_stopped
    return {
        "state": case.main.state,
        "held_by": case.main.organisation,
        "holder": case.main.holder,
        "title": title_of(case, law.definition),
        "applicant_name": _first(case, law.definition, _NAMES, personal=True)[:_LONGEST_NAME],
        "clock": None if clock is None else clock.key,
        "due_at": when.due_at,
        "promised_due_at": when.promised_due_at,
        "yellow_at": when.yellow_at if is_running else None,
        "red_at": when.red_at if is_running else None,
        "rank_at": when.rank_at if is_running else FAR,
        "is_paused": is_running and when.due_at is None,
        "is_breached": any(each.breached_at is not None for each in case.clocks.values()),
    }


def title_of(case: Case, definition: Definition) -> str:
    """What the case is about, in one line: its field `title`, else the first open text of its opening."""
    line = " ".join(_first(case, definition, _TITLES, personal=False).split())
    return line[:LONGEST_TITLE] or definition.title[:LONGEST_TITLE]


def _first(case: Case, definition: Definition, codes: Iterable[str], *, personal: bool) -> str:
    """The first value of the named fields, then of the texts of the opening, personal ones or not."""
    for code in (*codes, *_texts_of_opening(_Same(definition))):
        field, value = definition.field.get(code), case.values.get(code)
        if field is not None and field.is_personal is personal and isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def tasks(case: Case, law: Law) -> Rows:
    """The rows of the open steps, one for each role that may take them up."""
    if case.is_closed:
        return {}
    main = urgent_clock(case, law)
    rows: Rows = {}
    for token in case.open_tokens:
        state = law.definition.state[token.state]
        when = _due(case, law, token, main)
        for place, role in enumerate(roles_of(law.definition, state)):
            rows[token.id, role] = (
                case.process, token.state, token.organisation, case.region, token.holder, when.due_at,
                when.yellow_at, when.red_at, when.rank_at, state.kind is StateKind.WAIT, place == 0,
            )  # fmt: skip
    return rows


def _due(case: Case, law: Law, token: Token, main: RunningClock | None) -> Moments:
    """A branch is due by its own clocks, and where it has none by that of the main lane."""
    own = [c for c in case.clocks.values() if c.token == token.id and not c.is_stopped and token.id != MAIN]
    found = [moments(clock, law) for clock in own]
    if not found and main is not None and not main.is_stopped:
        found = [moments(main, law)]
    return min(found, key=lambda when: when.rank_at, default=_NONE)


def roles_of(definition: Definition, state: State) -> tuple[str, ...]:
    """The roles whose turn it is in the state, first who takes it further; one empty where it is nobody's."""
    return _roles(_Same(definition), state.code)


class _Same(_ById):
    """A definition as a key."""


@cache
def _roles(definition: _Same, code: str) -> tuple[str, ...]:
    state = definition.held.state[code]
    if state.kind is StateKind.WAIT:
        return (state.waits_for or "",)
    own = [action for action in definition.held.actions_from[code] if code in action.sources]
    # Who hands the work out may do so any time; whose work it is comes first.
    ordered = sorted(own, key=lambda action: action.handing is not None)
    return tuple(dict.fromkeys(role for action in ordered for role in _staff(action))) or ("",)


def _staff(action: Action) -> list[str]:
    return [each.role for each in action.who if each.role != SYSTEM and each.relation not in _OUTSIDE]


@cache
def _texts_of_opening(definition: _Same) -> tuple[str, ...]:
    held: Definition = definition.held
    asked = [ask.field for ask in held.opening.fields]
    return tuple(code for code in asked if held.field[code].type is FieldType.TEXT)


def timer_rows(case: Case, law: Law, known: Mapping[Any, Any]) -> Rows:
    """The rows of the timers. One that is known keeps its attempts as long as it fires at the same moment."""
    rows: Rows = {}
    for timer in timers(law.definition, case, law.calendar, law.rules, turns_of(law)):
        first = (timer.kind, timer.fires_at, timer.clock, timer.token)
        before = known.get((timer.key,), ())
        rows[(timer.key,)] = before if before[:4] == first else (*first, timer.fires_at, 0, "", None)
    return rows
