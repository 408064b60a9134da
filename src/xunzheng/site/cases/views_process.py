"""The viewer of processes: what there is, and of each its drawing, steps, actions, clocks and papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from xunzheng.calendars.clock import cited
from xunzheng.calendars.rules import ClockRule
from xunzheng.formats.html.words import Speaker
from xunzheng.processes.definition import (
    BACK,
    EVERY,
    SAME,
    SYSTEM,
    Action,
    Allowance,
    ClockUse,
    Definition,
    Relation,
    State,
)
from xunzheng.processes.drawing import draw
from xunzheng.site.cases.library import UnknownProcess, library
from xunzheng.site.cases.reach import day_of
from xunzheng.site.cases.telling import promised_words, titled
from xunzheng.site.cases.views_ground import asking


@dataclass(frozen=True, slots=True)
class ActionShown:
    """An action in words: who may take it, where it leads, what it asks for and does to clocks."""

    code: str
    title: str
    sources: str
    to: str
    who: str
    asks: tuple[str, ...]
    papers: tuple[str, ...]
    clocks: tuple[str, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClockOfProcess:
    """A clock of the process with the rule that it runs by."""

    title: str
    rule: ClockRule
    limit: str
    extension: str
    grounds: tuple[tuple[str, str], ...]
    breach: str
    citation: str


@require_safe
def processes(request: HttpRequest) -> HttpResponse:
    """The processes with their versions."""
    asked = asking(request)
    rows = [(each, titled(each, asked.t)) for each in library().definitions]
    return asked.page("processes.jinja", {"rows": rows})


@require_safe
def process(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """One version of a process."""
    asked = asking(request)
    try:
        definition = library().definition(code, version)
    except UnknownProcess:
        raise Http404 from None
    t = asked.t
    context = {
        "definition": definition,
        "title": titled(definition, t),
        # Ours alone is in it: the drawing escapes every title of the pack.
        "drawing": mark_safe(draw(definition, None, t.language)),
        "states": [(state, titled(state, t), _waits(state, definition, t)) for state in definition.states],
        "actions": [action_shown(each, definition, t) for each in (definition.opening, *definition.actions)],
        "clocks": list(_clocks(definition, day_of(asked.now), t)),
        "outcomes": [(outcome, titled(outcome, t)) for outcome in definition.outcomes],
        "materials": [titled(material, t) for material in definition.materials],
    }
    return asked.page("process.jinja", context)


def action_shown(action: Action, definition: Definition, t: Speaker) -> ActionShown:
    """The action in words."""
    comma = t("case-list-comma")
    sources = [
        t("process-any") if each == EVERY else titled(definition.state[each], t) for each in action.sources
    ]
    return ActionShown(
        action.code,
        titled(action, t),
        comma.join(sources) or t("process-opening"),
        _target(action, definition, t),
        comma.join(_who(each, definition, t) for each in action.who),
        tuple(_optional(titled(definition.field[ask.field], t), ask.is_required, t) for ask in action.fields),
        tuple(
            _optional(titled(definition.material[each.material], t), each.is_required, t)
            for each in action.papers
        ),
        tuple(
            t(
                "process-clock",
                verb=t(f"verb-{effect.verb.value}"),
                clock=titled(definition.clock[effect.clock], t),
            )
            for effect in action.clocks
        ),
        tuple(filter(None, (action.why, *(check.why for check in action.checks)))),
    )


def _optional(title: str, is_required: bool, t: Speaker) -> str:
    return title if is_required else t("process-optional", what=title)


def _target(action: Action, definition: Definition, t: Speaker) -> str:
    if action.to == SAME:
        return t("process-same")
    return t("process-back") if action.to == BACK else titled(definition.state[action.to], t)


def _who(allowance: Allowance, definition: Definition, t: Speaker) -> str:
    if allowance.role == SYSTEM:
        return t("case-system")
    role = definition.role.get(allowance.role)
    title = titled(role, t) if role else allowance.role
    return (
        title if allowance.relation is Relation.ANY else f"{title}{t(f'relation-{allowance.relation.value}')}"
    )


def _waits(state: State, definition: Definition, t: Speaker) -> str:
    role = definition.role.get(state.waits_for or "")
    return titled(role, t) if role else ""


def _clocks(definition: Definition, on: date, t: Speaker) -> Iterator[ClockOfProcess]:
    rules = library().rules("", on)
    for use in definition.clocks:
        if use.rule in rules:
            yield _clock(use, rules[use.rule], t)


def _clock(use: ClockUse, rule: ClockRule, t: Speaker) -> ClockOfProcess:
    extension = rule.extension
    is_english = t.language == "en"
    limit = promised_words(rule.limit, t) if rule.limit and is_english else rule.limit_words
    more = ""
    if extension is not None and rule.limit is not None:
        more = t("process-extension", most=extension.most, approver=extension.approver or t("process-head"))
    return ClockOfProcess(
        titled(use, t),
        rule,
        limit,
        more,
        tuple((ground.title, ground.article) for ground in rule.grounds),
        rule.breach.sentence or rule.breach.kind.words,
        cited(rule),
    )
