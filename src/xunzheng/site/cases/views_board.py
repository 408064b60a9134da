"""The supervisor's board, and what the worker has parked for the system administrator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from xunzheng.site.cases.forms import text_from
from xunzheng.site.cases.lists import CAP, Figures, Listed, Wanted, board, list_tasks
from xunzheng.site.cases.naming import names_of
from xunzheng.site.cases.reach import day_of
from xunzheng.site.cases.retrying import DELIVERIES, TIMERS, Parked
from xunzheng.site.cases.states import Light
from xunzheng.site.cases.telling import titled
from xunzheng.site.cases.views_ground import Asking, asking, latest, line_of
from xunzheng.site.journal.services import Note, append_apart

_BAR = 200
_SHOWN_OVERDUE = 30
_QUEUES = {"timer": TIMERS, "delivery": DELIVERIES}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its kind, where it begins, how wide it is."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the board: the figures of an organisation and a process, and their bars."""

    figures: Figures
    organisation: str
    process: str
    open_bar: tuple[Part, ...]
    closed_bar: tuple[Part, ...]


@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """How the organisations stand that the actor supervises, the worst first, and what is overdue."""
    asked = asking(request)
    figures = board(asked.actor, asked.now)
    overdue = list_tasks(Listed.ALL, asked.actor, asked.now, Wanted(light=Light.OVERDUE), size=_SHOWN_OVERDUE)
    codes = {each.organisation for each in figures} | {row.organisation for row in overdue.rows}
    names = names_of({row.holder for row in overdue.rows}, codes, day_of(asked.now), asked.t)
    ordered = sorted(figures, key=lambda each: (-each.overdue, -each.red, -each.open, each.organisation))
    rows = _rows(ordered, names.organisations, asked)
    context = {
        "rows": rows,
        "total": _total(figures),
        "bar_width": _BAR,
        "cap": CAP - 1,
        "overdue": [line_of(row, names, asked.now, asked.t) for row in overdue.rows],
        "are_more": bool(overdue.after),
    }
    return asked.page("board.jinja", context)


@require_safe
def show_parked(request: HttpRequest) -> HttpResponse:
    """Timers and messages that the worker gave up, with the reason."""
    asked = asking(request)
    context = {"timers": _parked("timer"), "deliveries": _parked("delivery")}
    return asked.page("parked.jinja", context)


@require_POST
def resume(request: HttpRequest) -> HttpResponse:
    """Let the worker try again what it had parked; journalled."""
    asked = asking(request)
    kind, wanted = text_from(request.POST, "kind"), text_from(request.POST, "place")
    queue = _QUEUES.get(kind)
    found = next((each for place, each in _parked(kind) if place == wanted), None) if queue else None
    if queue is not None and found is not None and queue.resume(found.key, asked.now):
        content = {"kind": kind, "case": found.number}
        append_apart([Note("case.resumed", asked.actor.id, f"case:{found.number}", asked.now, content)])
    return redirect("cases:parked")


def _parked(kind: str) -> list[tuple[str, Parked]]:
    """What is parked, each under a text that names it."""
    if kind not in _QUEUES:
        return []
    return [("~".join(map(str, each.key)), each) for each in _QUEUES[kind].parked()]


def _rows(ordered: Iterable[Figures], organisations: Mapping[str, str], asked: Asking) -> list[Row]:
    found = list(ordered)
    most_open = max((each.open for each in found), default=0)
    most_closed = max((each.closed_in_time + each.closed_late for each in found), default=0)
    rows = []
    for each in found:
        definition = latest(each.process)
        calm = max(each.open - each.yellow - each.red - each.overdue, 0)
        opened = (("overdue", each.overdue), ("red", each.red), ("yellow", each.yellow), ("green", calm))
        closed = (("in-time", each.closed_in_time), ("late", each.closed_late))
        rows.append(
            Row(
                each,
                organisations.get(each.organisation, each.organisation),
                titled(definition, asked.t) if definition else each.process,
                _bar(opened, most_open),
                _bar(closed, most_closed),
            )
        )
    return rows


def _bar(parts: Sequence[tuple[str, int]], most: int) -> tuple[Part, ...]:
    """The parts side by side; the longest bar of the board is as wide as the column."""
    found, x = [], 0.0
    for kind, number in parts:
        width = round(_BAR * number / most, 1) if most else 0.0
        if width:
            found.append(Part(kind, round(x, 1), width))
        x += width
    return tuple(found)


def _total(figures: Iterable[Figures]) -> dict[str, int]:
    names = ("open", "yellow", "red", "overdue", "closed_in_time", "closed_late")
    found = list(figures)
    return {name: sum(getattr(each, name) for each in found) for name in names}
