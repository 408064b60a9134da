"""Lists for programs: who they act as, cases, and tasks; each a page at a time, by keyset."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import get_current_timezone
from ninja import Query, Schema
from pydantic import Field

from xunzheng.site.api.asking import Asking, asking
from xunzheng.site.api.kinds_of_text import (
    Code,
    Cursor,
    Day,
    Line,
    Place,
    Size,
    mark,
    marked_number,
    wrong_cursor,
)
from xunzheng.site.api.routers import CASES
from xunzheng.site.cases.lists import Listed, Wanted, WrongCursor, light_of, list_tasks
from xunzheng.site.cases.models import Case
from xunzheng.site.cases.own_view import state_told, told_as
from xunzheng.site.cases.reach import day_of, visible
from xunzheng.site.cases.search import find
from xunzheng.site.cases.states import Light

_SIZE = 50


class HeldShown(Schema):
    """A role that the actor holds, and where."""

    role: str
    organisation: str
    region: str


class ActorShown(Schema):
    """Whom the token stands for, and what it may be used for."""

    id: str
    name: str
    is_citizen: bool
    roles: list[str]
    appointments: list[HeldShown]
    scopes: list[str]


class CaseLine(Schema):
    """A case in a list; what is personal is not in it."""

    number: str
    title: str
    process: str
    state: str
    organisation: str
    region: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: str | None
    due_at: datetime | None
    light: str | None
    version: int


class Cases(Schema):
    """A page of cases, the latest first; `next` is the cursor of the following page."""

    items: list[CaseLine]
    next: str | None


class CaseQuery(Schema):
    """Which cases; what is left out narrows nothing."""

    process: Code | None = None
    state: Code | None = None
    organisation: Code | None = None
    region: Place | None = None
    outcome: Code | None = None
    is_open: bool | None = None
    opened_from: Day | None = None
    opened_before: Day | None = None
    cursor: Cursor | None = None
    limit: Size = _SIZE


class HitLine(Schema):
    """A case that was found; the applicant's name is masked."""

    number: str
    title: str
    applicant: str
    process: str
    state: str
    opened_at: datetime
    is_closed: bool


class SearchQuery(Schema):
    """What is looked for."""

    q: Annotated[Line, Field(min_length=1)]
    limit: Size = _SIZE


class Hits(Schema):
    """What was found, the latest first; `is_cut` where older cases were not looked at."""

    items: list[HitLine]
    is_cut: bool


class TaskLine(Schema):
    """An open step in somebody's list; the applicant's name is masked."""

    number: str
    title: str
    applicant: str
    process: str
    state: str
    token: str
    organisation: str
    holder: str | None
    due_at: datetime | None
    light: Light
    is_waiting: bool
    version: int


class Tasks(Schema):
    """A page of tasks, the most urgent first; `next` is the cursor of the following page."""

    items: list[TaskLine]
    next: str | None


class TaskQuery(Schema):
    """Which list, and what of it."""

    list: Listed = Listed.MINE
    process: Code | None = None
    state: Code | None = None
    light: Light | None = None
    organisation: Code | None = None
    cursor: Cursor | None = None
    limit: Size = _SIZE


@CASES.get("/me", response=ActorShown, url_name="me", operation_id="showMe", summary="我是谁 Who I am")
def me(request: HttpRequest) -> ActorShown:
    """Whom the token stands for: roles, appointments, scopes."""
    actor = asking(request).actor
    return ActorShown(
        id=actor.id, name=actor.name, is_citizen=actor.is_citizen, roles=sorted(actor.roles),
        appointments=[
            HeldShown(role=h.role, organisation=h.organisation, region=h.region) for h in actor.appointments
        ],
        scopes=sorted(actor.scopes or ()),
    )  # fmt: skip


@CASES.get(
    "/cases", response=Cases, url_name="cases", operation_id="listCases", summary="办件列表 List cases"
)
def cases(request: HttpRequest, query: Query[CaseQuery]) -> Cases:
    """The cases of which the actor sees anything, the latest first."""
    asked = asking(request)
    found = _narrowed(asked, query)[: query.limit + 1]
    rows = list(found)
    more = rows[query.limit - 1].pk if len(rows) > query.limit else None
    items = [_line(case, asked) for case in rows[: query.limit]]
    return Cases(items=items, next=None if more is None else mark(more))


@CASES.get(
    "/search", response=Hits, url_name="search", operation_id="findCases", summary="查找办件 Find cases"
)
def search(request: HttpRequest, query: Query[SearchQuery]) -> Hits:
    """The cases by a number or its beginning, an applicant's name, or words of the title."""
    asked = asking(request)
    found = find(query.q, asked.actor, asked.now, query.limit)
    items = [
        HitLine(
            number=hit.number, title=hit.title, applicant=hit.applicant, process=hit.process, state=hit.state,
            opened_at=hit.opened_at, is_closed=hit.is_closed,
        )
        for hit in found.hits
    ]  # fmt: skip
    return Hits(items=items, is_cut=found.is_cut)


@CASES.get(
    "/tasks", response=Tasks, url_name="tasks", operation_id="listTasks", summary="待办列表 List tasks"
)
def tasks(request: HttpRequest, query: Query[TaskQuery]) -> Tasks:
    """The work list: what I hold, what may be claimed, what falls due, what waits, all of my offices."""
    asked = asking(request)
    wanted = Wanted(query.process or "", query.state or "", query.light, query.organisation or "")
    try:
        page = list_tasks(query.list, asked.actor, asked.now, wanted, query.cursor or "", query.limit)
    except WrongCursor:
        raise wrong_cursor() from None
    items = [
        TaskLine(
            number=row.number, title=row.title, applicant=row.applicant, process=row.process, state=row.state,
            token=row.token, organisation=row.organisation, holder=row.holder, due_at=row.due_at,
            light=row.light, is_waiting=row.is_waiting, version=row.version,
        )
        for row in page.rows
    ]  # fmt: skip
    return Tasks(items=items, next=page.after or None)


def _narrowed(asked: Asking, query: CaseQuery) -> QuerySet[Case]:
    found = Case.objects.filter(visible(asked.actor, day_of(asked.now)))
    if query.state is not None:
        is_citizen = asked.actor.is_citizen
        found = found.filter(told_as(query.state) if is_citizen else Q(state=query.state))
    for column in ("process", "organisation", "region", "outcome"):
        value = getattr(query, column)
        if value is not None:
            found = found.filter(**{column: value})
    if query.is_open is not None:
        found = found.filter(closed_at__isnull=query.is_open)
    if query.opened_from is not None:
        found = found.filter(opened_at__gte=_midnight(query.opened_from))
    if query.opened_before is not None:
        found = found.filter(opened_at__lt=_midnight(query.opened_before))
    after = marked_number(query.cursor)
    return (found if after is None else found.filter(pk__lt=after)).order_by("-pk")


def _midnight(day: Day) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())


def _line(case: Case, asked: Asking) -> CaseLine:
    """The case in a line; to a citizen who is only asked in it without the clock of the whole."""
    is_asked = asked.actor.is_citizen and asked.actor.id != case.applicant
    light = light_of(asked.now, case.due_at, case.yellow_at, case.red_at, case.is_paused)
    return CaseLine(
        number=case.number, title=case.title, process=case.process, state=state_told(case, asked.actor),
        organisation=case.organisation, region=case.region, opened_at=case.opened_at,
        closed_at=case.closed_at, outcome=case.outcome, due_at=None if is_asked else case.due_at,
        light=light.value if case.closed_at is None and not is_asked else None, version=case.version,
    )  # fmt: skip
