"""The page of a case: where it stands and why, what may be done now, and what has happened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from xunzheng.processes import events as e
from xunzheng.processes.case import Token, Value
from xunzheng.processes.command import Refused
from xunzheng.processes.definition import SAME, Handing, StateKind
from xunzheng.processes.drawing import draw
from xunzheng.processes.possible import Possible
from xunzheng.site.accounts.permissions import may
from xunzheng.site.cases.following import urgent_clock
from xunzheng.site.cases.forms import text_from
from xunzheng.site.cases.links import likely_duplicates, link
from xunzheng.site.cases.looking import (
    Seen,
    actions_of,
    events_of,
    links_of,
    messages_of,
    papers_of,
    read_personal,
    standing_of,
)
from xunzheng.site.cases.masking import is_personal
from xunzheng.site.cases.models import Link, Message, Paper
from xunzheng.site.cases.naming import Names, lane_words, names_of, value_words
from xunzheng.site.cases.paper_kinds import KINDS
from xunzheng.site.cases.queries import journal_of
from xunzheng.site.cases.reach import day_of
from xunzheng.site.cases.states import LinkKind, View
from xunzheng.site.cases.telling import moment_words, titled
from xunzheng.site.cases.timeline import organisations_in, people_in, steps_of
from xunzheng.site.cases.views_clock import clock_lines, left_words, shown_clock
from xunzheng.site.cases.views_ground import UNPROCESSABLE, Asking, asking, latest
from xunzheng.site.journal.services import Note, append

_STEPS_SHOWN = 30
_MEGABYTE, _KILOBYTE = 1024 * 1024, 1024


@dataclass(frozen=True, slots=True)
class Offer:
    """An action as the page offers it, or says why it is not possible now."""

    code: str
    token: str
    title: str
    lane: str
    reasons: tuple[str, ...]
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A branch of the case: whom it is about and where it stands."""

    title: str
    state: str
    kind: str


@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case as the actor sees it."""
    asked = asking(request)
    return case_page(asked, asked.look(number))


@require_POST
def personal(request: HttpRequest, number: str) -> HttpResponse:
    """The case with its personal values, once a purpose is told; who read them and why is journalled."""
    asked = asking(request)
    seen = asked.look(number)
    found = read_personal(seen, asked.actor, text_from(request.POST, "purpose"), asked.now)
    if found is None:
        problem = asked.t("case-no-purpose" if seen.view is View.WHOLE else "case-not-yours")
        return case_page(asked, seen, problem=problem)
    return case_page(asked, seen, read=found)


@require_POST
def link_case(request: HttpRequest, number: str) -> HttpResponse:
    """Say that another case has to do with this one."""
    asked = asking(request)
    seen = asked.look(number)
    kind = next(
        (kind for kind in LinkKind if kind.value == text_from(request.POST, "kind")), LinkKind.RELATED
    )
    other, note = text_from(request.POST, "other"), text_from(request.POST, "note")
    made = link(number, other, kind, note, asked.actor, asked.now)
    if isinstance(made, Refused):
        return case_page(asked, seen, problem="".join(reason.text for reason in made.reasons), typed=other)
    return case_page(asked, seen)


@require_safe
def drawing(request: HttpRequest, number: str) -> HttpResponse:
    """The process as a picture, with the states marked in which the case stands."""
    asked = asking(request)
    seen = asked.look(number)
    is_public = seen.state.code in seen.definition.state  # no state of it is "in progress"
    svg = draw(seen.definition, seen.case if is_public else None, asked.t.language)
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")


@require_safe
def journal(request: HttpRequest, number: str) -> HttpResponse:
    """The journal's entries about the case, for auditors; that they were read is journalled."""
    asked = asking(request)
    seen = asked.look(number)
    with transaction.atomic():
        entries = journal_of(number)
        append([Note("read.journal", asked.actor.id, number, asked.now, {"what": "case"})])
    names = names_of({entry.who for entry in entries}, (), day_of(asked.now), asked.t)
    rows = [(entry, names.person(entry.who)) for entry in entries]
    return asked.page("case_journal.jinja", {"seen": seen, "rows": rows})


def case_page(
    asked: Asking, seen: Seen, read: dict[str, Value] | None = None, problem: str = "", typed: str = ""
) -> HttpResponse:
    """The page, with personal values where they were just read, or with the sentence of a refusal."""
    events, messages, papers, links = (
        events_of(seen),
        messages_of(seen, asked.actor),
        papers_of(seen),
        links_of(seen),
    )
    names = _names(asked, seen, events, messages, papers, links)
    steps = steps_of(events, seen.definition, names)
    is_all = text_from(asked.request.GET, "all") == "1"
    possible = actions_of(seen, asked.actor, asked.now)
    lines = clock_lines(asked, seen, names)
    context: dict[str, Any] = {
        **head_of(asked, seen, names),
        "offers": _offers([each for each in possible if each.is_allowed], seen, names),
        "withheld": [offer_of(each, seen, names) for each in possible if not each.is_allowed],
        "clocks": lines,
        "shown": shown_clock(asked, seen, names, lines),
        "lanes": _lanes(seen, names),
        "values": list(_values(seen, names, read)),
        "read": read is not None,
        "can_read": seen.view is View.WHOLE and not seen.is_own,
        "steps_shown": list(reversed(steps))[: None if is_all else _STEPS_SHOWN],
        "earlier": 0 if is_all else max(len(steps) - _STEPS_SHOWN, 0),
        "papers": [_paper(paper, seen, names) for paper in papers],
        "messages": [(each, _role(each.role, seen, asked)) for each in messages],
        "links": [_link(each, seen) for each in links],
        "link_kinds": [kind.value for kind in LinkKind],
        "children": _children(seen, asked),
        "likely": [] if seen.case.is_closed else likely_duplicates(seen),
        "can_link": seen.view is View.WHOLE and not seen.is_own,
        "can_audit": may(asked.actor, "cases.audit"),
        "problem": problem,
        "typed": typed,
        "done": _done(asked, seen),
    }
    return asked.page("case.jinja", context, status=UNPROCESSABLE if problem else 200)


def head_of(asked: Asking, seen: Seen, names: Names) -> dict[str, Any]:
    """What stands at the head of every page of a case."""
    t = asked.t
    state = seen.state
    clock = urgent_clock(seen.case, seen.law)
    standing = None if clock is None else standing_of(seen, clock, asked.now)
    outcome = seen.definition.outcome.get(seen.case.outcome or "")
    return {
        "seen": seen,
        "names": names,
        "process": titled(seen.definition, t),
        "state": titled(state, t),
        "is_waiting": state.kind is StateKind.WAIT,
        "applicant": _applicant(seen, names),
        "outcome": outcome,
        "outcome_title": titled(outcome, t) if outcome else "",
        "light": standing.light.value if standing else "",
        "left": "" if standing is None or clock is None else left_words(asked, seen, clock),
        "due": moment_words(standing.due_at, asked.now, t) if standing and standing.due_at else "",
    }


def offer_of(each: Possible, seen: Seen, names: Names) -> Offer:
    """The action with its lane, and the reasons against it in words."""
    token = seen.case.tokens[each.token]
    return Offer(
        each.action.code,
        each.token,
        titled(each.action, names.t),
        lane_words(token, seen.definition, names),
        tuple(reason_words(reason.kind, reason.text, token, names) for reason in each.reasons),
    )


def _offers(allowed: Iterable[Possible], seen: Seen, names: Names) -> list[Offer]:
    """The actions that may be taken: to claim what nobody holds first, then what moves the case on."""

    def rank(each: Possible) -> int:
        is_free = seen.case.tokens[each.token].holder is None
        if each.action.handing is Handing.CLAIM and is_free:
            return 0
        return 2 if each.action.to == SAME else 1

    ordered = sorted(allowed, key=rank)
    return [replace(offer_of(each, seen, names), is_first=rank(each) == 0) for each in ordered]


def reason_words(kind: str, text: str, token: Token, names: Names) -> str:
    """The reason; where somebody else holds the step his name stands for his number."""
    if kind == "holder" and token.holder:
        return text.replace(f"现由 {token.holder} 承办", f"现由 {names.person(token.holder)} 承办")
    return text


def _names(
    asked: Asking,
    seen: Seen,
    events: Iterable[e.Event],
    messages: Iterable[Message],
    papers: Iterable[Paper],
    links: Iterable[Link],
) -> Names:
    tokens = seen.case.tokens.values()
    people: set[str | None] = {seen.case.applicant, *people_in(events)}
    people |= {token.holder for token in tokens} | {token.party for token in tokens}
    people |= {paper.given_by for paper in papers}
    people |= {message.recipient for message in messages} | {each.who for each in links}
    organisations: set[str | None] = {seen.case.organisation, *organisations_in(events)}
    organisations |= {token.organisation for token in tokens} | {token.party for token in tokens}
    organisations |= {
        item for value in seen.case.values.values() if not isinstance(value, str) for item in value
    }
    return names_of(people, organisations, day_of(asked.now), asked.t)


def _applicant(seen: Seen, names: Names) -> str:
    """The applicant's name as the case has it, masked for everybody but himself."""
    for code in ("applicant_name", "name"):
        value = seen.case.values.get(code)
        if isinstance(value, str) and value:
            return value
    return names.person(seen.case.applicant)


def _lanes(seen: Seen, names: Names) -> list[Lane]:
    tokens = [token for token in seen.case.tokens.values() if token.branch is not None]
    return [_lane(token, seen, names) for token in tokens]


def _lane(token: Token, seen: Seen, names: Names) -> Lane:
    state = seen.definition.state[token.state]
    kind = "withdrawn" if token.is_withdrawn else state.kind.value
    return Lane(lane_words(token, seen.definition, names), titled(state, names.t), kind)


def _values(seen: Seen, names: Names, read: dict[str, Value] | None) -> Iterable[tuple[str, str, bool]]:
    """Each value with its title, and whether it is personal and not shown as it is."""
    order = {code: place for place, code in enumerate(seen.definition.field)}
    for code, value in sorted(seen.case.values.items(), key=lambda each: order.get(each[0], len(order))):
        field = seen.definition.field.get(code)
        is_hidden = is_personal(code, seen.definition) and not seen.is_own
        if read is not None and code in read:
            value, is_hidden = read[code], False
        yield titled(field, names.t) if field else code, value_words(value, field, names), is_hidden


def _paper(paper: Paper, seen: Seen, names: Names) -> dict[str, Any]:
    size = (
        f"{paper.size / _MEGABYTE:.1f} MB"
        if paper.size >= _MEGABYTE
        else f"{max(paper.size // _KILOBYTE, 1)} KB"
    )
    is_told = not seen.is_own or paper.given_by == seen.case.applicant
    by = names.person(paper.given_by) if is_told else names.t("case-office")
    return {"paper": paper, "kind": KINDS[paper.kind].title, "size": size, "by": by}


def _role(code: str, seen: Seen, asked: Asking) -> str:
    role = seen.definition.role.get(code)
    return titled(role, asked.t) if role else code


def _link(each: Link, seen: Seen) -> dict[str, Any]:
    is_from_here = each.case.pk == seen.case_id
    return {"other": each.other if is_from_here else each.case, "link": each}


def _children(seen: Seen, asked: Asking) -> list[dict[str, Any]]:
    found = []
    for child in seen.case.children.values():
        definition = latest(child.process)
        outcome = definition.outcome.get(child.outcome or "") if definition else None
        title = titled(definition, asked.t) if definition else child.process
        found.append({"child": child, "title": title, "outcome": titled(outcome, asked.t) if outcome else ""})
    return found


def _done(asked: Asking, seen: Seen) -> str:
    action = seen.definition.action.get(text_from(asked.request.GET, "done"))
    return titled(action, asked.t) if action else ""
