"""What programs are shown of a case: records for the answers, made of what the actor's view holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from ninja import Schema

from xunzheng.calendars.clock import Standing
from xunzheng.processes import events as e
from xunzheng.processes.case import RunningClock, Token
from xunzheng.processes.definition import Definition
from xunzheng.processes.event_text import to_text
from xunzheng.processes.possible import Possible
from xunzheng.site.api.law_shown import ExtensionShown, PauseShown
from xunzheng.site.cases.looking import Seen, numbered_events_of, standing_of
from xunzheng.site.cases.masking import masked
from xunzheng.site.cases.models import Link, Message, Paper
from xunzheng.site.cases.naming import is_personal_branch
from xunzheng.site.cases.states import View


class LaneShown(Schema):
    """Where the case stands in one lane."""

    token: str
    state: str
    title: str
    branch: str | None
    organisation: str
    party: str | None
    holder: str | None
    is_open: bool


class ClockShown(Schema):
    """A clock of the case and how it stands now; `remaining` and `used` are exact, in the rule's unit."""

    key: str
    title: str
    rule: str
    unit: str | None
    started_at: datetime
    restarted_from: datetime | None
    stopped_at: datetime | None
    due_at: datetime | None
    why_no_due: str
    promised_due_at: datetime | None
    light: str
    is_paused: bool
    is_overdue: bool
    used: str
    remaining: str
    consequence: str | None
    pauses: list[PauseShown]
    extensions: list[ExtensionShown]


class CaseShown(Schema):
    """A case as the actor sees it; personal values of others are masked."""

    number: str
    version: int
    process: str
    process_version: str
    title: str
    state: str
    state_title: str
    view: str
    is_own: bool
    organisation: str
    region: str
    applicant: str
    parent: str
    opened_at: datetime
    last_at: datetime
    closed_at: datetime | None
    published_at: datetime | None
    outcome: str | None
    outcome_title: str | None
    values: dict[str, str | list[str]]
    materials: dict[str, list[str]]
    lanes: list[LaneShown]
    clocks: list[ClockShown]
    children: list[str]


class EventShown(Schema):
    """An event: its number within the case, its kind, when, by whom, and what else it holds."""

    number: int
    kind: str
    at: datetime
    by: str
    content: dict[str, Any]


class ReasonShown(Schema):
    """Why something may not be done."""

    kind: str
    text: str
    about: str


class AskedShown(Schema):
    """A field or paper that an action asks for."""

    code: str
    title: str
    is_required: bool


class ActionShown(Schema):
    """Something that may be done in a lane of the case, or why it may not be done now."""

    action: str
    title: str
    token: str
    is_allowed: bool
    fields: list[AskedShown]
    papers: list[AskedShown]
    needs_to: str
    needs_note: bool
    branches: list[str]
    reasons: list[ReasonShown]


class PaperShown(Schema):
    """A paper; commands give it by its reference."""

    reference: str
    name: str
    kind: str
    size: int
    sha256: str
    state: str
    is_personal: bool
    given_at: datetime


class MessageShown(Schema):
    """What was said to somebody about the case."""

    number: int
    code: str
    role: str
    at: datetime
    text: str
    text_en: str
    read_at: datetime | None


class LinkShown(Schema):
    """That two cases have to do with each other."""

    number: str
    other: str
    kind: str
    note: str
    at: datetime


def case_shown(seen: Seen, now: datetime) -> CaseShown:
    """The case; to its applicant without what is still the office's own."""
    case, definition = seen.case, seen.definition
    outcome = definition.outcome.get(case.outcome or "")
    lanes = () if seen.is_own else tuple(case.tokens.values())
    return CaseShown(
        number=case.id, version=case.version, process=case.process, process_version=case.process_version,
        title=seen.title, state=seen.state.code, state_title=seen.state.title,
        view=seen.view.value, is_own=seen.is_own, organisation=case.organisation, region=case.region,
        applicant=case.applicant, parent=seen.parent if seen.view is View.WHOLE else "",
        opened_at=case.opened_at, last_at=case.last_at, closed_at=case.closed_at,
        published_at=case.published_at, outcome=case.outcome,
        outcome_title=None if outcome is None else outcome.title,
        values={code: v if isinstance(v, str) else list(v) for code, v in case.values.items()},
        materials={code: list(given) for code, given in case.materials.items()},
        lanes=[_lane(token, seen) for token in lanes],
        clocks=[clock_shown(clock, seen, now) for clock in case.clocks.values()],
        children=[child.case for child in case.children.values() if child.case],
    )  # fmt: skip


def clock_shown(clock: RunningClock, seen: Seen, now: datetime) -> ClockShown:
    """A clock with how it stands."""
    standing, use = standing_of(seen, clock, now), seen.definition.clock.get(clock.name)
    limit = seen.law.rules[clock.rule].limit
    return ClockShown(
        key=clock.key, title=use.title if use else clock.name, rule=clock.rule,
        unit=None if limit is None else limit.unit.value, started_at=clock.started_at,
        restarted_from=clock.restarted_from, stopped_at=clock.stopped_at, due_at=standing.due_at,
        why_no_due=standing.why_no_due, promised_due_at=standing.promised_due_at, light=standing.light.value,
        is_paused=standing.is_paused, is_overdue=standing.is_overdue, used=str(standing.used),
        remaining=str(standing.remaining), consequence=_consequence(standing),
        pauses=[
            PauseShown(start=p.start, end=p.end, ground=p.ground, approver=p.approver) for p in clock.pauses
        ],
        extensions=[
            ExtensionShown(amount=x.amount, approver=x.approver, granted_at=x.granted_at, ground=x.ground)
            for x in clock.extensions
        ],
    )  # fmt: skip


def events_shown(seen: Seen, after: int = 0) -> list[EventShown]:
    """The events with a greater number, the names of people who are asked masked."""
    return [_event(number, event, seen) for number, event in numbered_events_of(seen, after)]


def action_shown(found: Possible) -> ActionShown:
    """What may be done, or why not."""
    return ActionShown(
        action=found.action.code, title=found.action.title, token=found.token, is_allowed=found.is_allowed,
        fields=[AskedShown(code=f.code, title=f.title, is_required=need) for f, need in found.fields],
        papers=[AskedShown(code=p.code, title=p.title, is_required=need) for p, need in found.papers],
        needs_to=found.needs_to, needs_note=found.action.needs_note,
        branches=[branch.code for branch in found.branches],
        reasons=[ReasonShown(kind=r.kind, text=r.text, about=r.about) for r in found.reasons],
    )  # fmt: skip


def paper_shown(paper: Paper) -> PaperShown:
    """A paper without its content."""
    return PaperShown(
        reference=paper.reference, name=paper.name, kind=paper.kind, size=paper.size, sha256=paper.digest,
        state=paper.state, is_personal=paper.is_personal, given_at=paper.given_at,
    )  # fmt: skip


def messages_shown(messages: Iterable[Message]) -> list[MessageShown]:
    """The messages in their order."""
    return [
        MessageShown(
            number=each.number, code=each.code, role=each.role, at=each.at, text=each.text,
            text_en=each.text_en, read_at=each.read_at,
        )
        for each in messages
    ]  # fmt: skip


def link_shown(link: Link) -> LinkShown:
    """A link, read from one case to the other."""
    return LinkShown(
        number=link.case.number, other=link.other.number, kind=link.kind, note=link.note, at=link.at
    )


def _lane(token: Token, seen: Seen) -> LaneShown:
    return LaneShown(
        token=token.id, state=token.state, title=_state_title(token.state, seen.definition),
        branch=token.branch, organisation=token.organisation, party=_party(token.party, token.branch, seen),
        holder=token.holder, is_open=token.is_open,
    )  # fmt: skip


def _party(party: str | None, branch: str | None, seen: Seen) -> str | None:
    """Who is asked: a person's name is masked to all but himself, to the applicant too."""
    is_told = not party or seen.view is View.BRANCH or not is_personal_branch(branch, seen.definition)
    return party if is_told else masked(party or "")


def _event(number: int, event: e.Event, seen: Seen) -> EventShown:
    if isinstance(event, e.BranchOpened):
        event = replace(event, party=_party(event.party, event.branch, seen) or "")
    elif isinstance(event, e.MessageSent) and event.party:
        token = seen.actual.tokens.get(event.token or "main")
        event = replace(event, party=_party(event.party, token.branch if token else None, seen) or "")
    content = json.loads(to_text(event))
    del content["v"], content["at"], content["by"]
    return EventShown(number=number, kind=content.pop("kind"), at=event.at, by=event.by, content=content)


def _state_title(code: str, definition: Definition) -> str:
    state = definition.state.get(code)
    return state.title if state else code


def _consequence(standing: Standing) -> str | None:
    return None if standing.consequence is None else standing.consequence.words
