"""One case for programs: its state, events, clocks, what may be done, messages, links, personal values."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Body, Path, Query, Schema
from pydantic import Field

from xunzheng.site.api.asking import asking
from xunzheng.site.api.kinds_of_text import Line, Number, Sent, Size
from xunzheng.site.api.law_shown import Explained, explained
from xunzheng.site.api.problems import Problem
from xunzheng.site.api.routers import CASES
from xunzheng.site.api.shown import (
    ActionShown,
    CaseShown,
    ClockShown,
    EventShown,
    LinkShown,
    MessageShown,
    action_shown,
    case_shown,
    clock_shown,
    events_shown,
    link_shown,
    messages_shown,
)
from xunzheng.site.cases.looking import (
    actions_of,
    explanation_of,
    links_of,
    messages_of,
    read_personal,
)

_OF_CASE: Final = "/cases/{number}"
CaseNumber = Path[Annotated[Number, Field(description="办件编号 the case's number")]]
ClockKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,60}(@[A-Za-z0-9._-]{1,60})?$")]


class Events(Schema):
    """Events in their order; `next` is the number after which to go on."""

    items: list[EventShown]
    next: int | None


class EventQuery(Schema):
    """Which events: those with a greater number, so many at most."""

    after: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    limit: Size = 100


class Purpose(Sent):
    """For what purpose personal data is read; it is kept in the journal."""

    purpose: Annotated[Line, Field(min_length=1)]


class Personal(Schema):
    """The personal values of a case as they are."""

    values: dict[str, str | list[str]]


@CASES.get(
    _OF_CASE, response=CaseShown, url_name="case", operation_id="showCase", summary="一个办件 One case"
)
def case(request: HttpRequest, response: HttpResponse, number: CaseNumber) -> CaseShown:
    """The case as the actor sees it. `ETag` is its version, for `If-Match`."""
    asked = asking(request)
    shown = case_shown(asked.look(number), asked.now)
    response.headers["ETag"] = f'"{shown.version}"'
    return shown


@CASES.get(
    f"{_OF_CASE}/events",
    response=Events,
    url_name="events",
    operation_id="listEvents",
    summary="经过 Its events",
)
def events(
    request: HttpRequest,
    number: CaseNumber,
    query: Query[EventQuery],
) -> Events:
    """What happened to the case, in order, without what the actor's view withholds."""
    found = events_shown(asking(request).look(number), query.after)
    more = found[query.limit - 1].number if len(found) > query.limit else None
    return Events(items=found[: query.limit], next=more)


@CASES.get(
    f"{_OF_CASE}/clocks",
    response=list[ClockShown],
    url_name="clocks",
    operation_id="listClocks",
    summary="时限 Its clocks",
)
def clocks(request: HttpRequest, number: CaseNumber) -> list[ClockShown]:
    """The clocks of the case and how each stands now."""
    asked = asking(request)
    seen = asked.look(number)
    return [clock_shown(clock, seen, asked.now) for clock in seen.case.clocks.values()]


@CASES.get(
    f"{_OF_CASE}/clocks/{{key}}",
    response=Explained,
    url_name="clock",
    operation_id="explainClock",
    summary="逐日说明时限 A clock, day by day",
)
def clock(request: HttpRequest, number: CaseNumber, key: Path[ClockKey]) -> dict[str, Any]:
    """Why the clock stands where it stands: each day, counted or left out, and why."""
    asked = asking(request)
    seen = asked.look(number)
    found = seen.case.clocks.get(key)
    if found is None:
        raise Problem("missing", "这个办件没有这个时限。")
    return explained(explanation_of(seen, found, asked.now))


@CASES.get(
    f"{_OF_CASE}/actions",
    response=list[ActionShown],
    url_name="actions",
    operation_id="listActions",
    summary="现在能做什么 What may be done now",
)
def actions(request: HttpRequest, number: CaseNumber) -> list[ActionShown]:
    """What the actor may do now with what it asks for, and why the rest may not be done."""
    asked = asking(request)
    seen = asked.look(number)
    found = actions_of(seen, asked.actor, asked.now)
    return [action_shown(each) for each in found]


@CASES.get(
    f"{_OF_CASE}/messages",
    response=list[MessageShown],
    url_name="messages",
    operation_id="listMessages",
    summary="消息 Its messages",
)
def messages(request: HttpRequest, number: CaseNumber) -> list[MessageShown]:
    """What was said about the case: to staff all of it, otherwise what was said to the actor."""
    asked = asking(request)
    return messages_shown(messages_of(asked.look(number), asked.actor))


@CASES.get(
    f"{_OF_CASE}/links",
    response=list[LinkShown],
    url_name="links",
    operation_id="listLinks",
    summary="关联 Its links",
)
def links(request: HttpRequest, number: CaseNumber) -> list[LinkShown]:
    """The links of the case from both sides."""
    seen = asking(request).look(number)
    return [link_shown(each) for each in links_of(seen)]


@CASES.post(
    f"{_OF_CASE}/personal",
    response=Personal,
    url_name="personal",
    operation_id="readPersonal",
    summary="读取个人信息 Read its personal values",
)
def personal(request: HttpRequest, number: CaseNumber, asked_for: Body[Purpose]) -> Personal:
    """The personal values as they are, for a purpose, with scope cases:personal; it is journalled."""
    asked = asking(request)
    purpose = asked.check_personal(asked_for.purpose)
    seen = asked.look(number)
    found = read_personal(seen, asked.actor, purpose, asked.now)
    if found is None:
        raise Problem("forbidden", "只有办理单位的工作人员才读取个人信息；自己的信息在办件里。")
    return Personal(values={code: v if isinstance(v, str) else list(v) for code, v in found.items()})
