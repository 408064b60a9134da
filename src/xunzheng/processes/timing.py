"""The moments at which the system must act by itself, and what it then does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from xunzheng.calendars.calendar import Calendar
from xunzheng.processes import events as e
from xunzheng.processes.acting import send
from xunzheng.processes.case import Case, RunningClock, Token
from xunzheng.processes.command import Timer
from xunzheng.processes.decide import act_as_system, moment
from xunzheng.processes.definition import SYSTEM, Action, Definition, TimerRule, Turn
from xunzheng.processes.draft import Draft
from xunzheng.processes.events import Event
from xunzheng.processes.situation import Rules, begin_of, clock_of
from xunzheng.processes.turns import turns

TurnsOf = Callable[[RunningClock], Iterable[tuple[Turn, datetime]]]
_DAY, _TICK = timedelta(days=1), timedelta(microseconds=1)


def timers(
    definition: Definition,
    case: Case,
    calendar: Calendar,
    clock_rules: Rules,
    turns_of: TurnsOf | None = None,
) -> tuple[Timer, ...]:
    """What the system must wake up for, the earliest first; a timer that has fired is no longer there.

    Each running clock has a timer for its light turning yellow, red, and for its breach, none while it is
    paused without an end; each deadline of the process one at the end of its day while a token stands where
    it holds. `turns_of` gives the turns of a running clock where they are known; else they are computed.
    """
    if case.is_closed:
        return ()
    turning = turns_of or (lambda clock: turns(clock_of(clock, clock_rules), calendar))
    found = [
        timer
        for clock in case.clocks.values()
        if not clock.is_stopped
        for timer in _clock_timers(clock, turning(clock))
        if timer.key not in case.fired
    ]
    found += [timer for timer in _deadlines(definition, case, calendar) if timer.key not in case.fired]
    return tuple(sorted(found, key=lambda timer: (timer.fires_at, _ORDER[timer.kind], timer.key)))


def fire(
    definition: Definition,
    case: Case,
    timer: Timer,
    now: datetime,
    calendar: Calendar,
    clock_rules: Rules,
) -> tuple[Event, ...]:
    """The events of a timer that is due: that the light turned, that the limit passed, and what follows.

    None where the timer no longer stands (the clock was stopped, paused or extended meanwhile), has fired,
    or is not due at `now`: to fire twice, or late, does no harm.
    """
    at = moment(case, now)
    known = next((t for t in timers(definition, case, calendar, clock_rules) if t.key == timer.key), None)
    if at is None or known is None or known.fires_at > at:
        return ()
    draft = Draft(definition, at, SYSTEM, calendar, clock_rules, before=case)
    draft.add(_fired(definition, case, known, at, clock_rules))
    for rule in definition.timers:
        if _is_of(rule, known):
            _follow(draft, rule, known)
    return tuple(draft.events)


def _clock_timers(clock: RunningClock, turning: Iterable[tuple[Turn, datetime]]) -> Iterator[Timer]:
    for turn, at in turning:
        if turn is Turn.BREACH and clock.breached_at is not None:
            continue
        # A limit that moves gives its lights anew; that it was breached is said once.
        run = f"{clock.key}:{clock.starts}"
        moved = "" if turn is Turn.BREACH else f":{len(clock.extensions)}.{len(clock.pauses)}"
        yield Timer(f"{run}{moved}:{turn}", turn.value, at.astimezone(UTC), clock.key, clock.token)


def _deadlines(definition: Definition, case: Case, calendar: Calendar) -> Iterator[Timer]:
    for rule in definition.timers:
        if rule.turn is not Turn.DEADLINE or rule.field is None:
            continue
        value = case.values.get(rule.field)
        for token in case.open_tokens:
            if value and token.state in rule.states:
                over = begin_of(date.fromisoformat(str(value)) + _DAY, calendar)
                key = f"{rule.field}={value}@{token.id}"
                yield Timer(key, Turn.DEADLINE.value, over, token=token.id)


def _fired(
    definition: Definition, case: Case, timer: Timer, at: datetime, rules: Rules
) -> e.TimerFired | e.ClockBreached:
    if timer.kind != Turn.BREACH:
        return e.TimerFired(at, SYSTEM, timer.key, timer.kind, timer.clock)
    effect = rules[case.clocks[timer.clock].rule].breach
    return e.ClockBreached(at, SYSTEM, timer.key, timer.clock, timer.fires_at - _TICK, effect.kind.value)


def _is_of(rule: TimerRule, timer: Timer) -> bool:
    if rule.turn != timer.kind:
        return False
    if rule.turn is Turn.DEADLINE:
        return timer.key.startswith(f"{rule.field}=")
    return rule.clock == timer.clock.partition("@")[0]


def _follow(draft: Draft, rule: TimerRule, timer: Timer) -> None:
    token = draft.case.tokens.get(timer.token, draft.case.main)
    send(draft, rule.messages, token)
    action = draft.definition.action.get(rule.action or "")
    if action is not None:
        where = _token_for(draft, action, token)
        if where is not None:
            for event in act_as_system(draft.situation, action, where):
                draft.add(event)


def _token_for(draft: Draft, action: Action, token: Token) -> Token | None:
    """Where the system's action is taken: on the timer's token, else on the first that it fits."""
    for candidate in (token, *draft.case.open_tokens):
        if candidate.is_open and action.code in draft.definition.codes_from[candidate.state]:
            return candidate
    return None


_ORDER = {turn.value: position for position, turn in enumerate(Turn)}
