"""What may be done and what follows: pure decisions that give events or the reasons against."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from xunzheng.calendars.calendar import Calendar
from xunzheng.processes import events as e
from xunzheng.processes.acting import follow, perform, set_by
from xunzheng.processes.allowance import SYSTEM_ACTOR, not_allowed
from xunzheng.processes.case import Case, Token, Value
from xunzheng.processes.command import Actor, Command, Opening, Reason, Refused, Timer
from xunzheng.processes.definition import MAIN, SYSTEM, Action, Definition, Handing
from xunzheng.processes.demands import check_papers, check_values, is_unfit
from xunzheng.processes.draft import Draft
from xunzheng.processes.events import Event
from xunzheng.processes.guards import holds, unmet
from xunzheng.processes.situation import Rules, Situation, day_of

__all__ = [
    "Actor",
    "Command",
    "Opening",
    "Reason",
    "Refused",
    "Timer",
    "child_closed",
    "child_linked",
    "decide",
    "moment",
    "obstacles",
    "open_case",
]

# Servers' clocks differ a little: so far behind the last event counts as no time at all.
_SKEW = timedelta(minutes=5)
_LONGEST_NOTE = 2000
_LONGEST_NAME = 200


def decide(
    definition: Definition,
    case: Case,
    command: Command,
    actor: Actor,
    now: datetime,
    calendar: Calendar,
    clock_rules: Rules,
) -> tuple[Event, ...] | Refused:
    """The events of the command, or all reasons why not. `clock_rules` holds the rule of each clock by code.

    A `now` up to five minutes before the last event counts as the moment of that event; further back is
    refused. Raises KeyError where `clock_rules` lacks a rule of the case.
    """
    at = moment(case, now)
    if at is None:
        return _refused("time", _backwards(case, now))
    found = _find(definition, case, command)
    if isinstance(found, Refused):
        return found
    action, token = found
    situation = Situation(definition, case, at, calendar, clock_rules)
    reasons = [*obstacles(action, token, situation, actor), *_given_wrongly(definition, action, command)]
    asked = check_values(definition, action, command.values, case.values, situation.today)
    reasons += [*asked.reasons, *check_papers(definition, action, command.materials)]
    values = {**_emptied(action, token, case.values, asked.values), **asked.values}
    reasons = reasons or _unchecked(action, token, situation, values)
    if reasons:
        return Refused(tuple(reasons))
    draft = Draft(definition, at, actor.id, calendar, clock_rules, before=case)
    perform(draft, action, token, command, actor, values)
    return Refused(tuple(draft.reasons)) if draft.reasons else tuple(draft.events)


def open_case(
    definition: Definition,
    opening: Opening,
    actor: Actor,
    now: datetime,
    calendar: Calendar,
    clock_rules: Rules,
) -> tuple[Event, ...] | Refused:
    """The events that open a case, or all reasons why not. `now` is aware."""
    at, action = now.astimezone(UTC), definition.opening
    applicant = opening.applicant or actor.id
    token = Token(MAIN, action.to, opening.organisation)
    reasons = [*not_allowed(definition, action, token, applicant, actor)]
    today = day_of(at, calendar)
    asked = check_values(definition, action, opening.values, {}, today)
    reasons += [*asked.reasons, *check_papers(definition, action, opening.materials)]
    reasons += _note_wrongly(action, opening.note)
    if reasons:
        return Refused(tuple(reasons))
    draft = Draft(definition, at, actor.id, calendar, clock_rules)
    draft.add(
        e.Opened(
            at,
            actor.id,
            opening.case,
            definition.code,
            definition.version,
            action.to,
            applicant,
            opening.organisation,
            opening.region,
            {**asked.values, **set_by(action, asked.values, today)},
            {code: tuple(papers) for code, papers in opening.materials.items() if papers},
            opening.parent,
            opening.note,
        )
    )
    follow(draft, action, token, (), asked.values)
    return Refused(tuple(draft.reasons)) if draft.reasons else tuple(draft.events)


def child_linked(
    definition: Definition, case: Case, child: str, number: str, now: datetime
) -> tuple[Event, ...]:
    """The event by which a child case gets its number; none where it has one. Raises KeyError."""
    if case.children[child].case is not None:
        return ()
    at = max(now.astimezone(UTC), case.last_at)
    return (e.ChildLinked(at, SYSTEM, child, number),)


def child_closed(
    definition: Definition,
    case: Case,
    child: str,
    outcome: str,
    now: datetime,
    calendar: Calendar,
    clock_rules: Rules,
) -> tuple[Event, ...]:
    """The events when a child case has ended: what is automatic and was waiting for it happens with it.

    None where it was known to be closed. Raises KeyError for a child that the case does not have.
    """
    if case.children[child].is_closed:
        return ()
    at = max(now.astimezone(UTC), case.last_at)
    draft = Draft(definition, at, SYSTEM, calendar, clock_rules, before=case)
    draft.add(e.ChildClosed(at, SYSTEM, child, outcome))
    for token in draft.case.open_tokens:
        automatic = (a for a in definition.actions_from[token.state] if a.is_automatic)
        for action in automatic:
            taken = act_as_system(draft.situation, action, token)
            if taken:
                return (*draft.events, *taken)
    return tuple(draft.events)


def act_as_system(situation: Situation, action: Action, token: Token) -> tuple[Event, ...]:
    """The events of an action that the system takes on the token; none where it may not be taken now."""
    command = Command(action.code, token.id)
    decided = decide(
        situation.definition,
        situation.case,
        command,
        SYSTEM_ACTOR,
        situation.now,
        situation.calendar,
        situation.rules,
    )
    return () if isinstance(decided, Refused) else decided


def obstacles(action: Action, token: Token, situation: Situation, actor: Actor) -> tuple[Reason, ...]:
    """Why the actor may not take the action on the token now, whatever is filled in."""
    case, definition = situation.case, situation.definition
    return (
        *not_allowed(definition, action, token, case.applicant, actor),
        *unmet(action, situation, token),
        *_held_by_another(action, token, actor),
    )


def _held_by_another(action: Action, token: Token, actor: Actor) -> tuple[Reason, ...]:
    if action.handing is not Handing.CLAIM or token.holder in (None, actor.id):
        return ()
    text = f"已由 {token.holder} 承办，不能领办；可请其移交，或由分派人改派。"
    return (Reason("holder", text, action.code),)


def _emptied(
    action: Action, token: Token, known: Mapping[str, Value], given: Mapping[str, Value]
) -> Mapping[str, Value]:
    """What was filled in before and is left blank now: it would still stand in the next paper.

    Branches share the values of the case: what one of them leaves blank is another's.
    """
    if token.id != MAIN:
        return {}
    blank = (ask.field for ask in action.fields if ask.field not in given)
    return {code: type(known[code])() for code in blank if known.get(code)}


def _unchecked(
    action: Action, token: Token, situation: Situation, values: Mapping[str, Value]
) -> list[Reason]:
    """The checks that the values given do not stand."""
    if not action.checks:
        return []
    case = dataclasses.replace(situation.case, values={**situation.case.values, **values})
    around = dataclasses.replace(situation, case=case)
    return [
        Reason("check", check.why, action.code)
        for check in action.checks
        if not holds(check.condition, around, token)
    ]


def moment(case: Case, now: datetime) -> datetime | None:
    """The moment that counts, in UTC; None where `now` lies too far before the last event."""
    at = now.astimezone(UTC)
    if at >= case.last_at:
        return at
    return case.last_at if case.last_at - at <= _SKEW else None


def _find(definition: Definition, case: Case, command: Command) -> tuple[Action, Token] | Refused:
    """The action, and the token that it is taken on."""
    action = definition.action.get(command.action)
    if action is None or action is definition.opening:
        return _refused("action", f"“{definition.title}”没有“{command.action[:40]}”这一步骤。")
    if command.token is not None and command.token not in case.tokens:
        return _refused("branch", f"分支“{command.token[:40]}”没有开启。")
    named = case.tokens.values() if command.token is None else (case.tokens[command.token],)
    fitting = [token for token in named if _is_taken_from(definition, case, action, token)]
    if len(fitting) == 1:
        return action, fitting[0]
    if fitting:
        lanes = "、".join(token.id for token in fitting)
        return _refused("branch", f"有多个分支可以办理“{action.title}”，请指明一个：{lanes}。")
    return _not_here(definition, case, action)


def _is_taken_from(definition: Definition, case: Case, action: Action, token: Token) -> bool:
    """Whether the token stands where the action starts; a closed case can only be redone, on main."""
    if action.code not in definition.codes_from[token.state]:
        return False
    return token.id == MAIN if case.is_closed else token.is_open


def _not_here(definition: Definition, case: Case, action: Action) -> Refused:
    if case.is_closed:
        redo = [a.title for a in definition.actions_from[case.main.state]]
        ways = f"可以：{'、'.join(redo)}" if redo else "不能再办理"
        return _refused("closed", f"案件已办结，{ways}。")
    states = "、".join(definition.state[code].title for code in action.sources if code in definition.state)
    now = "、".join(definition.state[token.state].title for token in case.open_tokens)
    return _refused("state", f"“{action.title}”只能在“{states}”时办理，现在是“{now}”。")


def _given_wrongly(definition: Definition, action: Action, command: Command) -> list[Reason]:
    """What is wrong with the rest of the command: to whom, which branches, the note."""
    reasons = _note_wrongly(action, command.note)
    needs_to = action.handing in (Handing.ASSIGN, Handing.TRANSFER, Handing.DELEGATE)
    if needs_to and not (command.to or "").strip():
        reasons.append(Reason("to", f"“{action.title}”须写明交给谁。", action.code))
    if is_unfit(command.to or "", _LONGEST_NAME):
        reasons.append(Reason("to", f"名称超过{_LONGEST_NAME}字或含有不能保存的字符。", action.code))
    fork = None if action.fork is None else definition.fork[action.fork]
    if command.branches and (fork is None or not fork.is_chosen):
        reasons.append(Reason("branch", f"“{action.title}”不选择分支。", action.code))
    elif fork is not None and fork.is_chosen:
        known = [branch.code for branch in fork.branches]
        unknown = [code for code in command.branches if code not in known]
        if unknown:
            titles = "、".join(branch.title for branch in fork.branches)
            reasons.append(Reason("branch", f"没有“{unknown[0][:40]}”这个分支，可选：{titles}。", fork.code))
    return reasons


def _note_wrongly(action: Action, note: str) -> list[Reason]:
    if action.needs_note and not note.strip():
        return [Reason("note", f"“{action.title}”须说明理由。", action.code)]
    if is_unfit(note, _LONGEST_NOTE):
        return [Reason("note", f"说明超过{_LONGEST_NOTE}字或含有不能保存的字符。", action.code)]
    return []


def _backwards(case: Case, now: datetime) -> str:
    return (
        f"系统时间（{now.isoformat(' ', 'minutes')}）早于本案上一事件的时间"
        f"（{case.last_at.isoformat(' ', 'minutes')}），请先校正系统时钟。"
    )


def _refused(kind: str, text: str) -> Refused:
    return Refused((Reason(kind, text),))
