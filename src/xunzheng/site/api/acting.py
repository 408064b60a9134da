"""What programs do: open a case, take an action on one, link two. Each command has a key and is done once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from django.http import HttpRequest
from ninja import Body, Schema, Status
from ninja.params.functions import Header as Param
from pydantic import Field

from xunzheng.site.api.asking import Asking, asking, refused
from xunzheng.site.api.kinds_of_text import Code, Key, Line, Number, Place, Sent, Text
from xunzheng.site.api.problems import Fault, Problem
from xunzheng.site.api.reading import CaseNumber
from xunzheng.site.api.routers import CASES
from xunzheng.site.api.shown import LinkShown, events_shown, link_shown
from xunzheng.site.cases import store
from xunzheng.site.cases.library import UnknownProcess
from xunzheng.site.cases.links import link
from xunzheng.site.cases.looking import look
from xunzheng.site.cases.services import Asked, Command, Done, Refused, open_case, perform
from xunzheng.site.cases.states import LinkKind

_ITEMS: Final = 200
_CODES: Final = 100
Values = Annotated[
    dict[Code, Text | Annotated[list[Line], Field(max_length=_ITEMS)]], Field(max_length=_CODES)
]
Materials = Annotated[dict[Code, Annotated[list[Code], Field(max_length=_ITEMS)]], Field(max_length=_CODES)]
_KEY: Final = Param(
    ...,
    alias="Idempotency-Key",
    description="一项操作一个编号，重试时不变 one key for a command and its retries",
)
_VERSION: Final = Param(
    None,
    alias="If-Match",
    description="所依据的版本 the version that was seen",
    pattern=r'^"[1-9][0-9]{0,8}"$',
)
_CONFLICTS: Final = {"x-problems": ["stale"]}


class CaseAsked(Sent):
    """What a case is opened with; `applicant` is the account of whom somebody else enters it for."""

    process: Code
    organisation: Code
    region: Place
    values: Values = Field(default_factory=dict)
    materials: Materials = Field(default_factory=dict)
    applicant: Code | None = None
    note: Text = ""


class CommandAsked(Sent):
    """An action on a case. `version` is the number of the last event that was seen, or `If-Match` says it.

    `token` may be left out where only one lane can take the action; `to` is a person or an organisation.
    """

    action: Code
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    token: Code | None = None
    values: Values = Field(default_factory=dict)
    materials: Materials = Field(default_factory=dict)
    to: Code | None = None
    branches: Annotated[list[Code], Field(max_length=_CODES)] = Field(default_factory=list)
    note: Text = ""


class EventMade(Schema):
    """An event that the command has made."""

    number: int
    kind: str
    at: datetime


class CommandDone(Schema):
    """What a command has done: the case, its version now, and the events; the same again for the same key."""

    number: str
    version: int
    events: list[EventMade]


class LinkAsked(Sent):
    """Another case with which this one has to do: told twice, following, or merely related."""

    other: Number
    kind: Annotated[LinkKind, Field(strict=False)]
    note: Annotated[Line, Field(max_length=200)] = ""


@CASES.post(
    "/cases",
    response={201: CommandDone},
    url_name="cases",
    operation_id="openCase",
    summary="提出申请 Open a case",
    openapi_extra=_CONFLICTS,
)
def open_(request: HttpRequest, asked_for: Body[CaseAsked], key: Key = _KEY) -> Status[CommandDone]:
    """Open a case of the process in the version in force. The same key and body give the same answer."""
    by = asking(request)
    asked = Asked(
        asked_for.organisation, asked_for.region, _values(asked_for.values), _materials(asked_for.materials),
        asked_for.applicant or "", asked_for.note,
    )  # fmt: skip
    try:
        done = open_case(asked_for.process, asked, by.actor, key, by.now)
    except UnknownProcess as unknown:
        raise Problem(
            "refused", f"{unknown.what}。", [Fault("body.process", "process", str(unknown))]
        ) from None
    return Status(201, _done(done))


@CASES.post(
    "/cases/{number}/commands",
    response=CommandDone,
    url_name="commands",
    operation_id="actOnCase",
    summary="办理 Act on a case",
    openapi_extra=_CONFLICTS,
)
def act(
    request: HttpRequest,
    number: CaseNumber,
    asked_for: Body[CommandAsked],
    key: Key = _KEY,
    if_match: str | None = _VERSION,
) -> CommandDone:
    """Take an action. 409 where the case has moved on, with what happened; 422 with all reasons."""
    by = asking(request)
    expected = _expected(asked_for.version, if_match)
    case_id = store.find_id(number)
    if case_id is None:
        raise Problem("missing", "没有这个办件，或者您无权查看。请核对编号。")
    command = Command(
        asked_for.action, asked_for.token, _values(asked_for.values), _materials(asked_for.materials),
        asked_for.to, tuple(asked_for.branches), asked_for.note,
    )  # fmt: skip
    done = perform(case_id, command, by.actor, key, expected, by.now)
    if isinstance(done, Refused) and any(reason.kind == "stale" for reason in done.reasons):
        raise _stale(done, by, number, expected)
    return _done(done)


@CASES.post(
    "/cases/{number}/links",
    response=LinkShown,
    url_name="links",
    operation_id="linkCases",
    summary="关联办件 Link two cases",
)
def link_(request: HttpRequest, number: CaseNumber, asked_for: Body[LinkAsked]) -> LinkShown:
    """Say that two cases have to do with each other; the same link again is the one that is there."""
    by = asking(request)
    made = link(number, asked_for.other, asked_for.kind, asked_for.note, by.actor, by.now)
    if isinstance(made, Refused):
        raise refused(made)
    return link_shown(made)


def _done(done: Done | Refused) -> CommandDone:
    if isinstance(done, Refused):
        raise refused(done)
    first = done.version - len(done.events) + 1
    events = [
        EventMade(number=number, kind=type(event).__name__, at=event.at)
        for number, event in enumerate(done.events, first)
    ]
    return CommandDone(number=done.number, version=done.version, events=events)


def _expected(version: int | None, if_match: str | None) -> int:
    """The version that the actor has seen; body and header must not differ."""
    given = {
        value for value in (version, int(if_match.strip('"')) if if_match else None) if value is not None
    }
    if len(given) != 1:
        detail = "请在 version 或 If-Match 里写明所依据的版本；两处都写须相同。"
        raise Problem("invalid", errors=[Fault("body.version", "version", detail)])
    return given.pop()


def _stale(answer: Refused, by: Asking, number: str, expected: int) -> Problem:
    """The refusal with the version now and the events since, as the actor sees them."""
    problem = refused(answer)
    seen = look(number, by.actor, by.now)
    if seen is None or problem.kind != "stale":
        return problem
    since = [each.dict() for each in events_shown(seen, expected)]
    problem.more = {
        "version": seen.actual.version,
        "meanwhile": [{**each, "at": each["at"].isoformat()} for each in since],
    }
    return problem


def _values(given: Values) -> dict[str, str | tuple[str, ...]]:
    return {code: value if isinstance(value, str) else tuple(value) for code, value in given.items()}


def _materials(given: Materials) -> dict[str, tuple[str, ...]]:
    return {code: tuple(references) for code, references in given.items()}
