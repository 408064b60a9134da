"""What an actor may do in a case now, what each action asks for, and why the rest may not be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from xunzheng.calendars.calendar import Calendar
from xunzheng.processes.allowance import not_allowed
from xunzheng.processes.case import Case, Token
from xunzheng.processes.command import Actor, Reason
from xunzheng.processes.decide import moment, obstacles
from xunzheng.processes.definition import SYSTEM, Action, Branch, Definition, Field, Handing, Material
from xunzheng.processes.situation import Rules, Situation


@dataclass(frozen=True, slots=True)
class Possible:
    """An action in a lane of the case. It may be taken where there are no `reasons` against.

    `fields` and `papers` come with whether they are required; `needs_to` is `person`, `organisation` or
    empty; `branches` are those to choose from.
    """

    action: Action
    token: str
    fields: tuple[tuple[Field, bool], ...]
    papers: tuple[tuple[Material, bool], ...]
    needs_to: str
    branches: tuple[Branch, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether it may be taken now, once what it asks for is there."""
        return not self.reasons


def possible(
    definition: Definition,
    case: Case,
    actor: Actor,
    now: datetime,
    calendar: Calendar,
    clock_rules: Rules,
) -> tuple[Possible, ...]:
    """Every action that starts where a token stands, lane by lane; those of the system are left out.

    An effect on a clock that its rule forbids (an extension beyond the maximum) shows itself only when tried.
    """
    at = moment(case, now) or case.last_at
    situation = Situation(definition, case, at, calendar, clock_rules)
    return tuple(
        _possible(definition, action, token, obstacles(action, token, situation, actor))
        for token, action in _starting(definition, case)
    )


def may_open(definition: Definition, actor: Actor, organisation: str, applicant: str) -> tuple[Reason, ...]:
    """Why the actor may not open a case of the process for the applicant; empty where he may."""
    token = Token("main", definition.opening.to, organisation)
    return not_allowed(definition, definition.opening, token, applicant, actor)


def _starting(definition: Definition, case: Case) -> Iterator[tuple[Token, Action]]:
    tokens = (case.main,) if case.is_closed else case.open_tokens
    for token in tokens:
        for action in definition.actions_from[token.state]:
            if any(allowance.role != SYSTEM for allowance in action.who):
                yield token, action


def _possible(definition: Definition, action: Action, token: Token, reasons: tuple[Reason, ...]) -> Possible:
    fork = None if action.fork is None else definition.fork[action.fork]
    return Possible(
        action,
        token.id,
        tuple((definition.field[ask.field], ask.is_required) for ask in action.fields),
        tuple((definition.material[paper.material], paper.is_required) for paper in action.papers),
        _TO.get(action.handing, "") if action.handing is not None else "",
        fork.branches if fork is not None and fork.is_chosen else (),
        reasons,
    )


_TO = {Handing.ASSIGN: "person", Handing.DELEGATE: "person", Handing.TRANSFER: "organisation"}
