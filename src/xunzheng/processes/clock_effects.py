"""What actions do to clocks, held against their rules before it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from xunzheng.calendars import clock as clocks
from xunzheng.calendars.rules import ClockRule, Unit
from xunzheng.processes import events as e
from xunzheng.processes.case import ExtensionRecord, PauseRecord, RunningClock, Token
from xunzheng.processes.definition import ClockEffect, ClockVerb
from xunzheng.processes.draft import Draft
from xunzheng.processes.situation import begin_of, clock_key, clock_of
from xunzheng.refusal import Refusal

_CLOCK, _FIELD = "clock:", "field:"


def do_to_clocks(draft: Draft, effects: Iterable[ClockEffect], token: Token) -> None:
    """Add the events of the effects; where a rule does not allow one, the reason against.

    To stop, pause or resume a clock that does not run, and to pause one that already stands on that ground,
    changes nothing: an action may be taken in several states, not all of which have the clock.
    """
    for effect in effects:
        lacking = _lacking(draft, effect)
        if lacking is None:
            _VERBS[effect.verb](draft, effect, token)
        else:
            title = draft.definition.field[lacking].title
            draft.refuse("field", f"缺少“{title}”，“{_title(draft, effect)}”无法计算。", lacking)


def _lacking(draft: Draft, effect: ClockEffect) -> str | None:
    """The field that the effect needs and that holds nothing yet."""
    needed = [effect.amount] if effect.verb is ClockVerb.EXTEND else []
    if effect.at is not None and not effect.at.startswith(_CLOCK):
        needed.append(effect.at)
    return next((code for code in needed if code is not None and not draft.case.values.get(code)), None)


def stop_clocks(draft: Draft, tokens: Iterable[str] | None = None) -> None:
    """Stop the running clocks of the tokens, or all of them."""
    only = None if tokens is None else frozenset(tokens)
    for clock in tuple(draft.case.clocks.values()):
        if not clock.is_stopped and (only is None or clock.token in only):
            draft.add(e.ClockStopped(draft.now, draft.by, clock.key, max(draft.now, clock.started_at)))


def _start(draft: Draft, effect: ClockEffect, token: Token) -> None:
    clock = _clock(draft, effect, token)
    if clock is not None and not clock.is_stopped:
        draft.refuse("clock", f"“{_title(draft, effect)}”已在计时，不能再次起算。", effect.clock)
        return
    _begin(draft, effect, token, _moment(draft, effect, token), None)


def _restart(draft: Draft, effect: ClockEffect, token: Token) -> None:
    clock = _clock(draft, effect, token)
    if clock is None:
        draft.refuse("clock", f"“{_title(draft, effect)}”没有起算过，不能重新起算。", effect.clock)
        return
    at = max(_moment(draft, effect, token), clock.started_at)
    if _is_lawful(draft, effect, lambda: clocks.restart(clock_of(clock, draft.rules), at)):
        _begin(draft, effect, token, at, clock.started_at)


def _begin(
    draft: Draft, effect: ClockEffect, token: Token, at: datetime, restarted_from: datetime | None
) -> None:
    use = draft.definition.clock[effect.clock]
    event = e.ClockStarted(
        draft.now,
        draft.by,
        clock_key(use, token),
        use.rule,
        token.id if use.of_branch else "main",
        at,
        restarted_from,
        _promised(draft, effect, draft.rules[use.rule]),
    )
    begun = RunningClock(event.clock, event.rule, event.token, event.started_at, promised=event.promised)
    if _may_run(draft, effect, begun):
        draft.add(event)


def _promised(draft: Draft, effect: ClockEffect, rule: ClockRule) -> str:
    if effect.amount is None or not draft.case.values.get(effect.amount):
        return ""
    unit = Unit.WORKING_DAY if rule.limit is None else rule.limit.unit
    return f"{draft.case.values[effect.amount]}{unit.value}"


def _stop(draft: Draft, effect: ClockEffect, token: Token) -> None:
    clock = _clock(draft, effect, token)
    if clock is None or clock.is_stopped:
        return
    stopped_at = max(_moment(draft, effect, token), clock.started_at)
    draft.add(e.ClockStopped(draft.now, draft.by, clock.key, stopped_at))


def _pause(draft: Draft, effect: ClockEffect, token: Token) -> None:
    clock, ground = _clock(draft, effect, token), _ground(draft, effect)
    if clock is None or clock.is_stopped or any(p.end is None and p.ground == ground for p in clock.pauses):
        return
    start = max(_moment(draft, effect, token), clock.started_at)
    paused = replace(clock, pauses=(*clock.pauses, PauseRecord(start, ground, draft.by)))
    if _may_run(draft, effect, paused):
        draft.add(e.ClockPaused(draft.now, draft.by, clock.key, start, ground))


def _resume(draft: Draft, effect: ClockEffect, token: Token) -> None:
    clock = _clock(draft, effect, token)
    if clock is not None and not clock.is_stopped and clock.is_paused:
        draft.add(e.ClockResumed(draft.now, draft.by, clock.key, _moment(draft, effect, token)))


def _extend(draft: Draft, effect: ClockEffect, token: Token) -> None:
    clock = _clock(draft, effect, token)
    if clock is None or clock.is_stopped:
        draft.refuse("clock", f"“{_title(draft, effect)}”没有在计时，不能延长。", effect.clock)
        return
    amount, ground = int(str(draft.case.values[effect.amount or ""])), _ground(draft, effect)
    extension = ExtensionRecord(amount, draft.by, draft.now, ground)
    longer = replace(clock, extensions=(*clock.extensions, extension))
    if _may_run(draft, effect, longer):
        draft.add(e.ClockExtended(draft.now, draft.by, clock.key, amount, ground))


def _may_run(draft: Draft, effect: ClockEffect, clock: RunningClock) -> bool:
    return _is_lawful(draft, effect, lambda: clocks.due_at(clock_of(clock, draft.rules), draft.calendar))


def _is_lawful(draft: Draft, effect: ClockEffect, attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Refusal as error:
        text = (
            f"“{_title(draft, effect)}”{error.what}：应为{error.expected}，实为{error.found}。{error.advice}"
        )
        draft.refuse("clock", text, effect.clock)
        return False
    return True


def _clock(draft: Draft, effect: ClockEffect, token: Token) -> RunningClock | None:
    return draft.case.clocks.get(clock_key(draft.definition.clock[effect.clock], token))


def _title(draft: Draft, effect: ClockEffect) -> str:
    return draft.definition.clock[effect.clock].title


def _ground(draft: Draft, effect: ClockEffect) -> str:
    ground = effect.ground or ""
    if not ground.startswith(_FIELD):
        return ground
    return str(draft.case.values.get(ground.removeprefix(_FIELD), ""))


def _moment(draft: Draft, effect: ClockEffect, token: Token) -> datetime:
    """When it takes effect: now, at the beginning of a day that a field holds, or when another clock began.

    A day that is today means now, so that nothing lies before what has just happened.
    """
    if effect.at is None:
        return draft.now
    if effect.at.startswith(_CLOCK):
        use = draft.definition.clock[effect.at.removeprefix(_CLOCK)]
        other = draft.case.clocks.get(clock_key(use, token))
        return draft.now if other is None else other.started_at
    day = date.fromisoformat(str(draft.case.values[effect.at]))
    return draft.now if day == draft.situation.today else begin_of(day, draft.calendar)


_VERBS = {
    ClockVerb.START: _start,
    ClockVerb.RESTART: _restart,
    ClockVerb.STOP: _stop,
    ClockVerb.PAUSE: _pause,
    ClockVerb.RESUME: _resume,
    ClockVerb.EXTEND: _extend,
}
