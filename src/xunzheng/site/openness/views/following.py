"""The applicant's pages: where the request stands, what is asked of him, what was answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xunzheng.processes.case import Value
from xunzheng.site.accounts.actor import Actor, actor_of
from xunzheng.site.cases.looking import Seen, actions_of, look
from xunzheng.site.cases.models import Case
from xunzheng.site.cases.papers import open_paper
from xunzheng.site.cases.services import Command, Refused, perform
from xunzheng.site.openness import visitors
from xunzheng.site.openness.following import progress_of
from xunzheng.site.openness.letters import Heads, receipt
from xunzheng.site.openness.services import keep_files
from xunzheng.site.openness.views.pages import (
    TOO_MANY,
    UNPROCESSABLE,
    number_of,
    page,
    send,
    too_large,
    uploads,
    written,
)
from xunzheng.site.registry.queries import organisation_on

ACTIONS = {"clarify": "clarified_content", "give-reasons": "reasons", "withdraw": ""}
"""What an applicant may do, and the field into which what he writes goes; a withdrawal has a note."""
_LONGEST = 2000
_SHOWN = ("content", "clarify_what", "received_on")


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The form for number and query code; who is signed in sees his own requests."""
    if request.method != "POST":
        return _ask_code(request)
    now, number = timezone.now(), request.POST.get("number", "")
    try:
        found = visitors.find_by_code(request, number, request.POST.get("code", ""), now)
    except visitors.TooOften:
        return _ask_code(request, number, "openness-too-often", TOO_MANY)
    if found is None:
        return _ask_code(request, number, "openness-code-wrong", UNPROCESSABLE)
    return visitors.remember(redirect("openness:followed", found), found)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Follow no longer on this device."""
    return visitors.forget(redirect("openness:follow"))


@require_safe
def followed(request: HttpRequest, number: str) -> HttpResponse:
    """One request: where it stands, its limits day by day, messages, and what its applicant may do now."""
    now = timezone.now()
    actor, seen = _own(request, number, now)
    return _page(request, seen, actor, now)


@require_POST
def act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Clarify, give reasons, or withdraw."""
    now = timezone.now()
    actor, seen = _own(request, number, now)
    if action not in ACTIONS:
        raise Http404
    text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    problem = too_long(text)
    files = uploads(request, "application_file") if action == "clarify" else {}
    problem = problem or next(iter(too_large(files).values()), "")
    papers = () if problem else keep_files(files.values(), actor, now)
    if isinstance(papers, Refused):
        problem = papers.reasons[0].text
    if problem or isinstance(papers, Refused):
        return _page(request, seen, actor, now, problem, {action: text})
    values: dict[str, Value] = {ACTIONS[action]: text} if ACTIONS[action] else {}
    materials = {"application": tuple(paper.reference for paper in papers)} if papers else {}
    command = Command(action, "main", values, materials, note="" if values else text)
    key, version = request.POST.get("key", ""), request.POST.get("version", "")
    if not visitors.is_key(key):
        key = visitors.new_key()
    expected = int(version) if version.isdecimal() and len(version) < 9 else seen.actual.version
    done = perform(seen.case_id, command, actor, visitors.command_key(f"{number}{key}"), expected, now)
    if isinstance(done, Refused):
        problem = "\n".join(reason.text for reason in done.reasons)
        actor, seen = _own(request, number, now)
        return _page(request, seen, actor, now, problem, {action: text})
    return redirect("openness:followed", number)


@require_safe
def paper(request: HttpRequest, number: str, reference: str) -> HttpResponseBase:
    """A paper that was given to the applicant, or that he gave himself."""
    now = timezone.now()
    actor, seen = _own(request, number, now)
    progress = progress_of(seen, actor, now)
    found = next((each for each in (*progress.given, *progress.own) if each.reference == reference), None)
    if found is None:
        raise Http404
    opened = open_paper(found, actor, "申请人查看本人申请的材料", now)
    if isinstance(opened, Refused):
        return _page(request, seen, actor, now, opened.reasons[0].text)
    return send(opened)


@require_safe
def receipt_file(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The receipt of registration, to be printed."""
    now = timezone.now()
    _, seen = _own(request, number, now)
    opened_on = timezone.localdate(seen.actual.opened_at)
    heads = Heads(agency_name(seen, now), opened_on)
    return written(receipt(seen.actual, seen.definition, heads), kind, f"登记回执{number}")


def agency_name(seen: Seen, now: datetime) -> str:
    """The name of the agency that has the request, as it is today."""
    code = seen.actual.main.organisation
    found = organisation_on(code, timezone.localdate(now))
    return found.name if found else code


def too_long(text: str) -> str:
    """The sentence against a text that is too long; empty where it is not."""
    if len(text) <= _LONGEST:
        return ""
    return f"最多 {_LONGEST} 个字，现在有 {len(text)} 个，请删减或改为附件。"


def _own(request: HttpRequest, number: str, now: datetime) -> tuple[Actor, Seen]:
    """The request as its applicant sees it. Raises Http404 for everybody else; that is journalled."""
    actor = visitors.follower(request, number_of(number))
    if not actor.is_signed_in:
        visitors.note_refused(request, f"case:{number}", {"reason": "not-followed"}, now)
        raise Http404
    seen = look(number, actor, now)
    if seen is None or not seen.is_own or seen.actual.process != visitors.PROCESS:
        raise Http404
    return actor, seen


def _page(
    request: HttpRequest,
    seen: Seen,
    actor: Actor,
    now: datetime,
    problem: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    allowed = {each.action.code for each in actions_of(seen, actor, now) if each.is_allowed}
    context: dict[str, Any] = {
        "progress": progress_of(seen, actor, now), "agency_name": agency_name(seen, now),
        "values": {name: seen.case.values.get(name, "") for name in _SHOWN},
        "outcome": seen.definition.outcome.get(seen.actual.outcome or ""), "key": visitors.new_key(),
        "actions": [code for code in ACTIONS if code in allowed], "typed": typed or {}, "problem": problem,
        "opened_at": seen.actual.opened_at, "longest": _LONGEST,
        "by_code": actor_of(request).id != actor.id,
    }  # fmt: skip
    return page(request, "openness_followed.jinja", UNPROCESSABLE if problem else 200, **context)


def _ask_code(request: HttpRequest, number: str = "", problem: str = "", status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    own = Case.objects.filter(applicant=actor.id, process=visitors.PROCESS).order_by("-opened_at", "-id")
    rows = list(own[:50]) if actor.is_signed_in and actor.is_citizen else []
    return page(request, "openness_follow.jinja", status, number=number[:60], problem_key=problem, own=rows)
