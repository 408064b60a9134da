"""What the pages of cases share: the moment of the request, who acts, and lights in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xunzheng.calendars.calendar import Calendar
from xunzheng.formats.html.words import Speaker
from xunzheng.processes.definition import Definition
from xunzheng.site.accounts.actor import Actor, actor_of
from xunzheng.site.cases.library import library
from xunzheng.site.cases.lists import TaskRow
from xunzheng.site.cases.looking import Seen, look
from xunzheng.site.cases.naming import Names
from xunzheng.site.cases.states import Light
from xunzheng.site.cases.telling import due_words, moment_words, titled
from xunzheng.site.project.addresses import address
from xunzheng.site.project.templates import speaker_for

UNPROCESSABLE, CONFLICT = 422, 409


def present() -> datetime:
    """The moment of a request: asked once in each view, and handed on."""
    return timezone.now()


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as the pages need it: who asks, when, and in which language he is answered."""

    request: HttpRequest
    actor: Actor
    now: datetime
    t: Speaker

    def page(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """The page made of the template."""
        return render(self.request, template, {"now": self.now, **context}, status=status)

    def look(self, number: str) -> Seen:
        """The case as the actor sees it; Http404 where he sees none, which is journalled if there is one."""
        seen = look(number, self.actor, self.now)
        if seen is None:
            raise Http404
        return seen


def asking(request: HttpRequest) -> Asking:
    """The request with its actor, moment and language."""
    return Asking(request, actor_of(request), present(), speaker_for(request))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a work list, in words; `unseen` is its light for those who cannot see its colour."""

    address: str
    number: str
    title: str
    applicant: str
    process: str
    state: str
    light: str
    unseen: str
    left: str
    due: str
    holder: str
    organisation: str
    is_waiting: bool


def line_of(row: TaskRow, names: Names, now: datetime, t: Speaker) -> Line:
    """The task as the list shows it."""
    definition = latest(row.process)
    light = t(f"light-{row.light.value}")
    left = due_words(row.due_at, row.light, now, national_calendar(), t)
    is_paused = row.light is Light.PAUSED
    return Line(
        address("cases:case", (row.number,)), row.number, row.title, row.applicant,
        titled(definition, t) if definition else row.process,
        state_words(row.process, row.state, t),
        row.light.value,
        light if left and not is_paused else "",
        left or light,
        moment_words(row.due_at, now, t) if row.due_at else "",
        names.person(row.holder),
        names.organisation(row.organisation),
        row.is_waiting,
    )  # fmt: skip


def latest(code: str) -> Definition | None:
    """The latest version of the process that there is."""
    return next((each for each in reversed(library().definitions) if each.code == code), None)


def state_words(process: str, state: str, t: Speaker) -> str:
    """The title of a state, in the latest version of the process that has it."""
    for each in reversed(library().definitions):
        if each.code == process and state in each.state:
            return titled(each.state[state], t)
    return state


def national_calendar() -> Calendar:
    """The calendar by which lists say how much time is left."""
    return library().calendar("")
