"""The form of an action: what it asks for, and a refusal with nothing lost of what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect, ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from xunzheng.processes.command import Reason
from xunzheng.processes.definition import MAIN, FieldType, Handing, Relation
from xunzheng.processes.demands import check_papers, check_values
from xunzheng.processes.possible import Possible
from xunzheng.site.cases.forms import (
    Choices,
    Typed,
    controls_of,
    new_key,
    paper_controls_of,
    text_from,
    typed_from,
)
from xunzheng.site.cases.limits import wrong_key
from xunzheng.site.cases.looking import Seen, actions_of, numbered_events_of
from xunzheng.site.cases.naming import lane_words, names_of
from xunzheng.site.cases.papers import keep_paper
from xunzheng.site.cases.queries import offices_of, staff_of, uploaded
from xunzheng.site.cases.reach import day_of
from xunzheng.site.cases.services import Done, Refused, perform
from xunzheng.site.cases.states import View
from xunzheng.site.cases.telling import titled
from xunzheng.site.cases.timeline import Step, organisations_in, people_in, steps_of
from xunzheng.site.cases.uploading import MOST_FILES, PaperUpload
from xunzheng.site.cases.views_case import head_of, reason_words
from xunzheng.site.cases.views_ground import CONFLICT, UNPROCESSABLE, Asking, asking

_FROM_OUTSIDE = (Relation.APPLICANT, Relation.PARTY)


@csrf_exempt  # the files are given their place before the body is read; `_given` checks the token
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of the action; sent, the action is taken or refused."""
    if request.method == "POST":
        upload = PaperUpload()
        request.upload_handlers = [upload]
        return _given(request, number, action, upload)
    return _asked(request, number, action)


@ensure_csrf_cookie
def _asked(request: HttpRequest, number: str, action: str) -> HttpResponse:
    asked = asking(request)
    seen = asked.look(number)
    possible = _possible(asked, seen, action, text_from(request.GET, "token"))
    if possible is None:
        raise Http404
    return _form(asked, seen, possible, Typed(new_key(), seen.actual.version), possible.reasons)


@csrf_protect
def _given(request: HttpRequest, number: str, action: str, upload: PaperUpload) -> HttpResponse:
    asked = asking(request)
    seen = asked.look(number)
    token = text_from(request.POST, "token")
    possible = _possible(asked, seen, action, token) or _gone(asked, seen, action, token)
    typed = typed_from(request.POST, possible, _offices(asked, seen, possible))
    reasons: tuple[Reason, ...] = ()
    if possible.is_allowed:
        typed, reasons = _with_papers(asked, typed, possible, upload)
        reasons += _wrong_receiver(asked, seen, possible, typed)
    if reasons:
        return _form(asked, seen, possible, typed, (*reasons, *_asked_wrongly(asked, seen, possible, typed)))
    answer = perform(
        seen.case_id, typed.command(possible, token), asked.actor, typed.key, typed.expected, asked.now
    )
    if isinstance(answer, Done):
        return _go_on(number, possible)
    return _refused(asked, number, possible, typed, answer)


def _go_on(number: str, possible: Possible) -> HttpResponse:
    """To the case; handed to another organisation it may no longer be seen, so then to the list."""
    if possible.action.handing is Handing.TRANSFER:
        return redirect("cases:work")
    done = urlencode({"done": possible.action.code})
    return redirect(f"{reverse('cases:case', args=[number])}?{done}")


def _refused(asked: Asking, number: str, possible: Possible, typed: Typed, refused: Refused) -> HttpResponse:
    """The form again with the sentences; where the case has moved on, based on how it stands now."""
    seen = asked.look(number)
    kinds = {reason.kind for reason in refused.reasons}
    if wrong_key(typed.key):
        return _form(asked, seen, possible, replace(typed, key=new_key()), refused.reasons)
    if "key" in kinds:
        reasons: Sequence[Reason] = (Reason("key", asked.t("act-sent-before")),)
        return _form(asked, seen, possible, replace(typed, key=new_key()), reasons, status=CONFLICT)
    if "stale" not in kinds:
        return _form(asked, seen, possible, typed, refused.reasons)
    meanwhile = _meanwhile(asked, seen, typed.expected)
    fresh = _fresh(asked, seen, possible)
    again = replace(typed, key=new_key(), expected=seen.actual.version)
    return _form(asked, seen, fresh, again, fresh.reasons, meanwhile, CONFLICT)


def _fresh(asked: Asking, seen: Seen, before: Possible) -> Possible:
    """The action as it stands now; where its step is gone, as it was, with the reason why not."""
    for each in actions_of(seen, asked.actor, asked.now):
        if (each.action.code, each.token) == (before.action.code, before.token):
            return each
    return replace(
        before, reasons=(Reason("state", asked.t("act-no-longer")),), token=_there(seen, before.token)
    )


def _there(seen: Seen, token: str) -> str:
    return token if token in seen.case.tokens else MAIN


def _meanwhile(asked: Asking, seen: Seen, expected: int) -> tuple[Step, ...]:
    """What happened since, as far as the actor sees it."""
    events = [event for _, event in numbered_events_of(seen, max(expected, 0))]
    names = names_of(people_in(events), organisations_in(events), day_of(asked.now), asked.t)
    return steps_of(events, seen.definition, names)


def _possible(asked: Asking, seen: Seen, action: str, token: str) -> Possible | None:
    """The action in the lane that was named, or in the only one; None where it does not start anywhere."""
    every = [each for each in actions_of(seen, asked.actor, asked.now) if each.action.code == action]
    found = [each for each in every if each.token == token] or ([] if token else every)
    return next((each for each in found if each.is_allowed), found[0] if found else None)


def _gone(asked: Asking, seen: Seen, code: str, token: str) -> Possible:
    """An action that cannot be taken any more; Http404 where the process has none such."""
    definition = seen.definition
    action = definition.action.get(code)
    if action is None or action is definition.opening or seen.view is View.MASKED:
        raise Http404
    return Possible(
        action,
        _there(seen, token),
        tuple((definition.field[ask.field], ask.is_required) for ask in action.fields),
        tuple((definition.material[paper.material], paper.is_required) for paper in action.papers),
        "",
        (),
        (Reason("state", asked.t("act-no-longer")),),
    )


def _with_papers(
    asked: Asking, typed: Typed, possible: Possible, upload: PaperUpload
) -> tuple[Typed, tuple[Reason, ...]]:
    """What was typed with the papers that came with it, and why one of them is not taken."""
    reasons: list[Reason] = []
    references = dict(typed.references)
    if upload.are_too_many:
        reasons.append(Reason("paper", asked.t("act-too-many", most=MOST_FILES)))
    for material, _ in possible.papers:
        for file in asked.request.FILES.getlist(f"m-{material.code}"):
            kept = _keep(asked, possible, file)
            if isinstance(kept, str):
                references[material.code] = (*references.get(material.code, ()), kept)
            else:
                reasons += [replace(reason, about=material.code) for reason in kept.reasons]
    if upload.failure is not None:
        reasons.append(Reason("paper", asked.t("act-disk")))
    return replace(typed, references=references), tuple(reasons)


def _keep(asked: Asking, possible: Possible, file: Any) -> str | Refused:
    """The reference of the paper. One from outside may be about a person: opening it asks a purpose."""
    is_personal = any(each.relation in _FROM_OUTSIDE for each in possible.action.who)
    try:
        kept = keep_paper(file.chunks(), file.name or "", asked.actor, asked.now, is_personal=is_personal)
    except OSError:
        return Refused((Reason("paper", asked.t("act-disk")),))
    return kept if isinstance(kept, Refused) else kept.reference


def _asked_wrongly(asked: Asking, seen: Seen, possible: Possible, typed: Typed) -> tuple[Reason, ...]:
    """What else is wrong with the form, so that it is said at once and not one thing after another."""
    today, definition, action = day_of(asked.now), seen.definition, possible.action
    values = check_values(definition, action, typed.values, seen.actual.values, today)
    return (*values.reasons, *check_papers(definition, action, typed.references))


def _wrong_receiver(asked: Asking, seen: Seen, possible: Possible, typed: Typed) -> tuple[Reason, ...]:
    if not possible.needs_to or typed.to in dict(_receivers(asked, seen, possible)):
        return ()
    return (Reason("to", asked.t(f"act-to-{possible.needs_to}-missing"), "to"),)


def _receivers(asked: Asking, seen: Seen, possible: Possible) -> Choices:
    """To whom the step can be handed: the staff of its organisation, or the offices of the region."""
    on, token = day_of(asked.now), seen.case.tokens[possible.token]
    if possible.needs_to == "person":
        return staff_of(token.organisation, on)
    if possible.needs_to == "organisation":
        return tuple(each for each in offices_of(seen.case.region, on) if each[0] != token.organisation)
    return ()


def _offices(asked: Asking, seen: Seen, possible: Possible) -> Choices:
    """The offices that may be named as parties, where the action asks for some."""
    if any(field.type is FieldType.PARTIES and not field.is_personal for field, _ in possible.fields):
        return offices_of(seen.case.region, day_of(asked.now))
    return ()


def _form(
    asked: Asking,
    seen: Seen,
    possible: Possible,
    typed: Typed,
    reasons: Sequence[Reason],
    meanwhile: Sequence[Step] = (),
    status: int | None = None,
) -> HttpResponse:
    token = seen.case.tokens[possible.token]
    people = {token.holder, token.party, seen.case.applicant}
    offices = {token.organisation, token.party, seen.case.main.organisation}
    names = names_of(people, offices, day_of(asked.now), asked.t)
    references = [each for given in typed.references.values() for each in given]
    held = uploaded(references, asked.actor.id) if references else {}
    today = day_of(asked.now)
    context = {
        **head_of(asked, seen, names),
        "action": titled(possible.action, asked.t),
        "code": possible.action.code,
        "token": possible.token,
        "lane": lane_words(token, seen.definition, names),
        "typed": typed,
        "controls": controls_of(possible, typed, seen.case.values, reasons, today, asked.t),
        "papers": paper_controls_of(possible, typed, held, reasons, asked.t),
        "needs_to": possible.needs_to,
        "receivers": _receivers(asked, seen, possible),
        "offices": _offices(asked, seen, possible),
        "branches": [(branch.code, titled(branch, asked.t)) for branch in possible.branches],
        "needs_note": possible.action.needs_note,
        "reasons": [
            (_anchor(reason, possible), reason_words(reason.kind, reason.text, token, names))
            for reason in reasons
        ],
        "is_open": possible.is_allowed,
        "is_refused": asked.request.method == "POST",
        "meanwhile": meanwhile,
        "paper_limit": settings.PAPER_LIMIT // 1024 // 1024,
        "is_stale": status == CONFLICT and not any(reason.kind == "key" for reason in reasons),
    }
    if status is None:
        status = UNPROCESSABLE if asked.request.method == "POST" else 200
    return asked.page("action.jinja", context, status)


def _anchor(reason: Reason, possible: Possible) -> str:
    """The id of the control that a reason is about; empty where it is about none."""
    if reason.kind == "field" and any(field.code == reason.about for field, _ in possible.fields):
        return f"f-{reason.about}"
    if reason.kind == "paper" and any(material.code == reason.about for material, _ in possible.papers):
        return f"m-{reason.about}"
    return reason.kind if reason.kind in ("to", "note") else ""
