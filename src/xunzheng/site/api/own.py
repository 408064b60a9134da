"""What an applicant is shown of his own case: no drafts, holders or third parties.

It follows from the process: what he gave, what he was told, and, once the case is closed, what the
answer must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from xunzheng.processes import events as e
from xunzheng.processes.case import RunningClock, Value
from xunzheng.processes.definition import Action, Definition, Relation, StateKind
from xunzheng.site.accounts.roles import Role
from xunzheng.site.cases.looking import Seen

IN_PROGRESS: Final = "in-progress"
IN_PROGRESS_TITLE: Final = "办理中"
OFFICE: Final = "办理机关"
_SLOT: Final = re.compile(r"\{([\w.-]+)\}")
_TO_ALL: Final = (e.OutcomeReached, e.Published, e.Closed, e.Reopened)


def is_his(action: Action) -> bool:
    """Whether the applicant, as such, may take the action at all."""
    return any(each.relation is Relation.APPLICANT for each in action.who)


def own_state(seen: Seen) -> tuple[str, str]:
    """The state and its title: drafting and review are work in progress to him."""
    state = seen.definition.state.get(seen.case.main.state)
    first = seen.definition.opening.to
    if state is None or not (
        state.kind is StateKind.END or state.waits_for == Role.APPLICANT or state.code == first
    ):
        return IN_PROGRESS, IN_PROGRESS_TITLE
    return state.code, state.title


def own_values(seen: Seen) -> dict[str, Value]:
    """What he gave, what he was told, and what the answer must hold once it is given."""
    known = set(_given_by_him(seen.definition)) | set(_told(seen))
    if seen.case.is_closed:
        known |= {ask.field for act in answering(seen.definition) for ask in act.fields if ask.is_required}
    return {code: value for code, value in seen.case.values.items() if code in known}


def own_materials(seen: Seen) -> dict[str, tuple[str, ...]]:
    """The papers that he may give, and those of the answer once it is given, by material."""
    known = {paper.material for act in _his(seen.definition) for paper in act.papers}
    if seen.case.is_closed:
        known |= {paper.material for act in answering(seen.definition) for paper in act.papers}
    return {code: given for code, given in seen.case.materials.items() if code in known}


def own_clocks(seen: Seen) -> dict[str, RunningClock]:
    """The clocks of the main lane; who of the office approved something is the office's own."""
    return {key: _by_office(clock) for key, clock in seen.case.clocks.items() if "@" not in key}


def is_his_event(event: e.Event, seen: Seen) -> bool:
    """Whether he is shown the event: his own acts, what he was told, and how it ended."""
    if isinstance(event, e.Opened | e.Acted):
        return event.by == seen.case.applicant
    return isinstance(event, _TO_ALL) or (isinstance(event, e.MessageSent) and event.to == Role.APPLICANT)


def answering(definition: Definition) -> tuple[Action, ...]:
    """The actions by which the answer is made: those that end the case or ask for how it ends."""
    ends = {action.outcome_from for action in definition.actions if action.outcome_from}
    return tuple(
        action
        for action in definition.actions
        if action.outcome_from or ends & {ask.field for ask in action.fields}
    )


def _by_office(clock: RunningClock) -> RunningClock:
    return replace(
        clock,
        pauses=tuple(replace(pause, approver=OFFICE) for pause in clock.pauses),
        extensions=tuple(replace(more, approver=OFFICE) for more in clock.extensions),
    )


def _his(definition: Definition) -> Iterator[Action]:
    yield definition.opening
    yield from (action for action in definition.actions if is_his(action))


def _given_by_him(definition: Definition) -> Iterator[str]:
    for action in _his(definition):
        yield from (ask.field for ask in action.fields)


def _told(seen: Seen) -> Iterator[str]:
    """The fields that are named in messages to applicants: he reads their values there."""
    for message in seen.definition.messages:
        if message.to == Role.APPLICANT and seen.case.version > 1:
            yield from _SLOT.findall(message.text)
