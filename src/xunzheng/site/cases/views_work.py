"""The work list: what is mine, what may be claimed, what falls due, what waits; and the search."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from xunzheng.formats.html.words import Speaker
from xunzheng.site.cases.forms import text_from
from xunzheng.site.cases.library import library
from xunzheng.site.cases.lists import (
    CAP,
    WORK,
    Listed,
    Page,
    Wanted,
    WrongCursor,
    count_lists,
    list_tasks,
    organisations_of,
)
from xunzheng.site.cases.naming import names_of
from xunzheng.site.cases.reach import day_of
from xunzheng.site.cases.search import find
from xunzheng.site.cases.states import Light
from xunzheng.site.cases.telling import titled
from xunzheng.site.cases.views_ground import Asking, asking, line_of, state_words

_MOST_CHOICES = 100


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the lists: its address and how many tasks it has."""

    code: str
    count: str
    is_shown: bool


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """A page of one of the lists, narrowed by the filters; with a text to search for, what was found."""
    asked = asking(request)
    text = text_from(request.GET, "q")
    return _found(asked, text) if text else _listed(asked)


def _listed(asked: Asking) -> HttpResponse:
    query = asked.request.GET
    which = _listed_from(text_from(query, "tab"))
    wanted, after = wanted_from(query), text_from(query, "after")
    reached = organisations_of(asked.actor, WORK, asked.now)
    page, is_lost = _page(which, asked, wanted, after, reached)
    rows, choices = page.rows, reached[:_MOST_CHOICES]
    codes = {*choices, *(row.organisation for row in rows)}
    names = names_of({row.holder for row in rows}, codes, day_of(asked.now), asked.t)
    told = {"tab": which.value, **_told(wanted)}
    context = {
        "tabs": _tabs(which, asked, reached),
        "rows": [line_of(row, names, asked.now, asked.t) for row in rows],
        "which": which.value,
        "wanted": wanted,
        "processes": _processes(asked.t),
        "organisations": [(code, names.organisation(code)) for code in choices] if len(choices) > 1 else [],
        "lights": [light.value for light in Light],
        "first": f"?{urlencode(told)}" if after else "",
        "following": f"?{urlencode({**told, 'after': page.after})}" if page.after else "",
        "is_lost": is_lost,
        "is_narrowed": wanted != Wanted(),
    }
    return asked.page("work.jinja", context)


def _found(asked: Asking, text: str) -> HttpResponse:
    found = find(text, asked.actor, asked.now)
    titles = dict(_processes(asked.t))
    hits = [
        (hit, titles.get(hit.process, hit.process), state_words(hit.process, hit.state, asked.t))
        for hit in found.hits
    ]
    return asked.page("work_found.jinja", {"text": text, "hits": hits, "is_cut": found.is_cut})


def wanted_from(query: Mapping[str, str]) -> Wanted:
    """The filters of the address; a light that is none is no filter."""
    light = next((light for light in Light if light.value == query.get("light", "")), None)
    process, state, organisation = (text_from(query, name) for name in ("process", "state", "organisation"))
    return Wanted(process, state, light, organisation)


def _page(
    which: Listed, asked: Asking, wanted: Wanted, after: str, reached: tuple[str, ...]
) -> tuple[Page, bool]:
    """The page; the first one where the place in the address is none, and that it is."""
    try:
        return list_tasks(which, asked.actor, asked.now, wanted, after, codes=reached), False
    except WrongCursor:
        return list_tasks(which, asked.actor, asked.now, wanted, codes=reached), True


def _tabs(shown: Listed, asked: Asking, reached: tuple[str, ...]) -> list[Tab]:
    counts = count_lists(asked.actor, asked.now, reached)
    return [
        Tab(each.value, f"{CAP - 1}+" if count >= CAP else str(count), each is shown)
        for each, count in counts.items()
    ]


def _listed_from(text: str) -> Listed:
    return next((each for each in Listed if each.value == text), Listed.MINE)


def _processes(t: Speaker) -> list[tuple[str, str]]:
    return list({each.code: titled(each, t) for each in library().definitions}.items())


def _told(wanted: Wanted) -> dict[str, str]:
    told = {"process": wanted.process, "state": wanted.state, "organisation": wanted.organisation}
    told["light"] = wanted.light.value if wanted.light else ""
    return {name: text for name, text in told.items() if text}
