"""What an applicant may see of his own case: no drafts, holders, approvers or third parties.

It follows from the process: what he gave, what he was told, and, once the case has been answered, what the
answer must hold. Pages and programs are shown the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Final

from django.db.models import Q

from xunzheng.processes import events as e
from xunzheng.processes.case import Case, RunningClock, Token, Value
from xunzheng.processes.definition import MAIN, SYSTEM, Action, Definition, Relation, State, StateKind
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.roles import Role
from xunzheng.site.cases.library import UnknownProcess, library
from xunzheng.site.cases.models import Case as Row

IN_PROGRESS: Final = State("in-progress", "办理中", "in progress")
"""The state that drafting, consulting and review are to the applicant; no process has it."""
OFFICE: Final = "办理机关"
"""Who of the office approved something is the office's own; to him the office did."""
_SLOT: Final = re.compile(r"\{([\w.-]+)\}")
_TO_ALL: Final = (e.OutcomeReached, e.Published, e.Closed, e.Reopened)


def own_case(case: Case, definition: Definition, told: Collection[str], asked: Mapping[str, Token]) -> Case:
    """The case as its applicant sees it.

    `told` are the codes of the messages that were sent to him: what they name he knows. `asked` are the
    branches in which he is asked himself.
    """
    main = replace(
        case.main, state=public_state(case.main.state, definition).code, holder=None, answerable=None
    )
    return replace(
        case, tokens={MAIN: main, **asked}, clocks=_clocks(case), values=_values(case, definition, told),
        materials=_materials(case, definition), children={}, parties={}, counts={}, joins={},
        fired=frozenset(), opened_branches=0,
    )  # fmt: skip


def public_state(code: str, definition: Definition) -> State:
    """The state in public words: the first, an end, or where it is the applicant's turn, else in progress."""
    state = definition.state.get(code)
    if state is None or not (
        state.kind is StateKind.END or state.waits_for == Role.APPLICANT or code == definition.opening.to
    ):
        return IN_PROGRESS
    return state


def state_told(row: Row, actor: Actor) -> str:
    """The code of a case's state in a list: to citizens in public words, whether they asked or are asked."""
    if not actor.is_citizen:
        return row.state
    try:
        return public_state(row.state, library().definition(row.process, row.process_version)).code
    except UnknownProcess:
        return IN_PROGRESS.code


def told_as(code: str) -> Q:
    """The cases of which citizens are told that they stand in the state: no search finds out what is behind
    "in progress".
    """
    found = Q(pk__in=())
    for each in library().definitions:
        states = [state.code for state in each.states if public_state(state.code, each).code == code]
        found |= Q(process=each.code, process_version=each.version, state__in=states)
    return found


def own_event(event: e.Event, case: Case) -> e.Event | None:
    """The event as the applicant is told it, None where he is not: his own acts, what he was told, how it
    ended. Who of the office did it is empty.
    """
    if isinstance(event, e.Opened | e.Acted):
        return event if event.by == case.applicant else None
    if isinstance(event, _TO_ALL) or (isinstance(event, e.MessageSent) and event.to == Role.APPLICANT):
        return event if event.by in (case.applicant, SYSTEM) else replace(event, by="")
    return None


def _values(case: Case, definition: Definition, told: Collection[str]) -> dict[str, Value]:
    known = set(_given_by_him(definition)) | set(_told(definition, told))
    if _is_answered(case, definition):
        known |= {ask.field for act in _answering(definition) for ask in act.fields if ask.is_required}
    return {code: value for code, value in case.values.items() if code in known}


def _materials(case: Case, definition: Definition) -> dict[str, tuple[str, ...]]:
    """The papers that he may give, and those of the answer once it is given, by material."""
    known = {paper.material for act in _his(definition) for paper in act.papers}
    if _is_answered(case, definition):
        known |= {paper.material for act in _answering(definition) for paper in act.papers}
    return {code: given for code, given in case.materials.items() if code in known}


def _clocks(case: Case) -> dict[str, RunningClock]:
    """The clocks of the main lane, the office in the place of who approved something."""
    return {key: _by_office(clock) for key, clock in case.clocks.items() if clock.token == MAIN}


def _is_answered(case: Case, definition: Definition) -> bool:
    """Whether the answer was given. A draft in a case that he withdrew, or that lapsed, stays a draft."""
    return case.is_closed and case.outcome in {case.values.get(field) for field in _decisions(definition)}


def _answering(definition: Definition) -> tuple[Action, ...]:
    """The actions by which the answer is made: those that end the case or ask for how it ends."""
    ends = _decisions(definition)
    return tuple(
        action
        for action in definition.actions
        if action.outcome_from or ends & {ask.field for ask in action.fields}
    )


def _decisions(definition: Definition) -> set[str]:
    """The fields that say how a case ends."""
    return {action.outcome_from for action in definition.actions if action.outcome_from}


def _by_office(clock: RunningClock) -> RunningClock:
    return replace(
        clock,
        pauses=tuple(replace(pause, approver=OFFICE) for pause in clock.pauses),
        extensions=tuple(replace(more, approver=OFFICE) for more in clock.extensions),
    )


def _his(definition: Definition) -> Iterator[Action]:
    """The actions that the applicant, as such, may take at all."""
    yield definition.opening
    for action in definition.actions:
        if any(each.relation is Relation.APPLICANT for each in action.who):
            yield action


def _given_by_him(definition: Definition) -> Iterator[str]:
    for action in _his(definition):
        yield from (ask.field for ask in action.fields)


def _told(definition: Definition, told: Collection[str]) -> Iterator[str]:
    """The fields that are named in the messages: he reads their values there."""
    for message in definition.messages:
        if message.code in told and message.to == Role.APPLICANT:
            yield from _SLOT.findall(message.text)
