"""The staff's pages beside those of cases: requests on paper, opinions by link, redaction, decision,
delivery.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from xunzheng.documents.manuscript import Manuscript
from xunzheng.formats.refusals import Unreadable
from xunzheng.processes.case import Value
from xunzheng.refusal import Refusal
from xunzheng.site.accounts.actor import Actor, actor_of
from xunzheng.site.accounts.permissions import may
from xunzheng.site.cases.limits import wrong_texts
from xunzheng.site.cases.looking import Seen, look, read_personal
from xunzheng.site.cases.services import Command, Refused, perform
from xunzheng.site.cases.states import View
from xunzheng.site.openness import forms, redacting
from xunzheng.site.openness.deciding import Decision, check_decision, prepared, read_decision
from xunzheng.site.openness.inviting import askable, invite
from xunzheng.site.openness.letters import Heads, opinion_letter, receipt, reply
from xunzheng.site.openness.marks import GROUNDS, WrongMarks
from xunzheng.site.openness.models import Invitation, Redaction
from xunzheng.site.openness.services import agencies, keep_files, keep_letter, register
from xunzheng.site.openness.views.following import agency_name
from xunzheng.site.openness.views.pages import (
    UNPROCESSABLE,
    number_of,
    page,
    plain,
    too_large,
    uploads,
    written,
)
from xunzheng.site.openness.visitors import PROCESS, command_key, is_key, new_key
from xunzheng.site.project.gate import refuse

PREPARE = "openness.prepare"
_PURPOSE = "制作政府信息公开申请的文书"


@require_http_methods(["GET", "HEAD", "POST"])
def register_form(request: HttpRequest) -> HttpResponse:
    """A request that came on paper, entered by the receiver; Art. 31 says which day counts."""
    now, actor = timezone.now(), actor_of(request)
    mine = {held.organisation for held in actor.appointments if held.role == "receiver"}
    open_to = {code: name for code, name in agencies(now).items() if code in mine}
    if not mine:
        return refuse(request, "cases.open")
    if request.method != "POST":
        first = next(iter(open_to), "")
        today = timezone.localdate(now).isoformat()
        filled = forms.empty(
            agency=first, channel="hand-in", received_on=today, form_wanted="paper", delivery="post"
        )
        return _registering(request, filled, new_key(), open_to)
    key = request.POST.get("key", "")
    key = key if is_key(key) else new_key()
    filled, files = forms.read(request.POST), uploads(request, "application_file", "proof_file")
    problems = {
        **forms.check(filled, open_to),
        **forms.check_registration(filled, timezone.localdate(now)),
        **too_large(files),
    }
    if problems:
        return _registering(request, filled, key, open_to, problems)
    kept = keep_files(files.values(), actor, now)
    if isinstance(kept, Refused):
        return _registering(request, filled, key, open_to, {}, kept.reasons[0].text)
    names = [name.removesuffix("_file") for name in files]
    materials = {name: (paper.reference,) for name, paper in zip(names, kept, strict=True)}
    made = register(filled, materials, actor, key, now)
    if isinstance(made, Refused):
        found, others = forms.problems_of(made)
        return _registering(request, filled, key, open_to, found, "\n".join(others))
    context: dict[str, Any] = {
        "number": made.done.number,
        "code": made.code,
        "is_dated": bool(filled["received_on"]),
    }
    return page(request, "openness_registered.jinja", **context)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Make the link and the letter by which somebody is asked for an opinion."""
    now = timezone.now()
    actor, seen = _preparing(request, number, now)
    tokens = {token.id: token for token in askable(seen)}
    problem, made = "", {}
    if request.method == "POST":
        about = request.POST.get("about", "").replace("\r\n", "\n").strip()
        token = tokens.get(request.POST.get("token", ""))
        if token is None:
            problem = "这一方已经答复或者不在征求意见，请刷新后再办。"
        elif not 0 < len(about) <= 2000:
            problem = "请写明涉及对方的是什么信息，不超过 2000 字；不要写申请人的情况。"
        elif unfit := wrong_texts({}, {}, about):
            problem = unfit[0].text
        else:
            secret = invite(seen, token, about, actor, now)
            address = request.build_absolute_uri(reverse("openness:answer", args=[secret]))
            made = {"token": token.id, "address": address, "about": about, "party": token.party or ""}
    asked = {each.token: each for each in Invitation.objects.filter(number=number, revoked_at=None)}
    context: dict[str, Any] = {
        "tokens": tokens.values(),
        "made": made,
        "asked": asked,
        "problem": problem,
        "number": number,
    }
    return page(request, "openness_ask.jinja", UNPROCESSABLE if problem else 200, **context)


@require_http_methods(["POST"])
def opinion_file(request: HttpRequest, number: str) -> HttpResponse:
    """The letter that asks for an opinion, with the link just made in it."""
    now = timezone.now()
    _, seen = _preparing(request, number, now)
    token = next((each for each in askable(seen) if each.id == request.POST.get("token")), None)
    address = plain(request.POST.get("address", ""), 300)
    asked = Invitation.objects.filter(number=number, token=token.id if token else "", revoked_at=None).first()
    if token is None or asked is None or not address.startswith(request.build_absolute_uri("/")):
        raise Http404
    heads = Heads(
        agency_name(seen, now), timezone.localdate(now), plain(request.POST.get("document_number", ""), 60)
    )
    letter = opinion_letter(asked.about, token.party or "", asked.role, address, heads)
    return written(letter, request.POST.get("kind", "pdf"), f"征求意见书{number}")


@require_http_methods(["GET", "HEAD", "POST"])
def redact(request: HttpRequest, number: str) -> HttpResponse:
    """Upload the original whose text is to be marked."""
    now = timezone.now()
    actor, seen = _preparing(request, number, now)
    problem = ""
    if request.method == "POST":
        files = uploads(request, "original")
        problem = next(iter(too_large(files).values()), "") or ("" if files else "请选择原件。")
        if not problem:
            file = files["original"]
            try:
                original = redacting.read_original(file.read(), file.name or "")
            except (Unreadable, WrongMarks) as wrong:
                problem = str(wrong)
            else:
                kept = redacting.start(number, original, actor, now)
                return redirect("openness:mark", number, kept.pk)
    found = (
        Redaction.objects.filter(number=number)
        .order_by("-made_at", "-id")
        .prefetch_related("copies", "omissions")
    )
    context: dict[str, Any] = {
        "number": number,
        "title": seen.title,
        "problem": problem,
        "redactions": found,
        "grounds": GROUNDS,
    }
    return page(request, "openness_redact.jinja", UNPROCESSABLE if problem else 200, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, number: str, redaction: int) -> HttpResponse:
    """Mark the spans that are not to be given, each with its ground, and make the copies without them."""
    now = timezone.now()
    actor, _ = _preparing(request, number, now)
    found = Redaction.objects.filter(number=number, pk=redaction).first()
    if found is None:
        raise Http404
    title = plain(request.POST.get("title", ""), 200) or f"{found.name.rpartition('.')[0]}（部分公开）"
    text, problem = request.POST.get("text", "").replace("\r\n", "\n"), ""
    if request.method == "POST":
        try:
            redacted = redacting.finish(found, text, title, actor, now)
        except Refusal as wrong:
            problem = str(wrong)
        else:
            if not isinstance(redacted, Refused):
                return redirect("openness:redact", number)
            problem = redacted.reasons[0].text
    context: dict[str, Any] = {
        "number": number, "redaction": found, "title": title, "problem": problem, "grounds": GROUNDS,
        "text": text if request.method == "POST" else redacting.original_text(found),
    }  # fmt: skip
    return page(request, "openness_mark.jinja", UNPROCESSABLE if problem else 200, **context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """The decision with all that its outcome asks for; the letter is shown before it is handed up."""
    now = timezone.now()
    actor, seen = _staff(request, number, now)
    ready = prepared(number)
    if request.method != "POST":
        return _deciding(
            request, seen, Decision.of(seen.case.values, ready), now, new_key(), seen.actual.version
        )
    key = request.POST.get("key", "")
    key = key if is_key(key) else new_key()
    version = _version(request, seen)
    decision, files = read_decision(request.POST, ready), uploads(request, "document_file", "document_file_2")
    problems = {**check_decision(decision, seen), **too_large(files)}
    if problems or request.POST.get("step") != "send":
        status = UNPROCESSABLE if problems else 200
        return _deciding(request, seen, decision, now, key, version, problems, status=status)
    kept = keep_files(files.values(), actor, now, is_personal=False)
    if isinstance(kept, Refused):
        return _deciding(request, seen, decision, now, key, version, {}, kept.reasons[0].text, UNPROCESSABLE)
    references = (*decision.references, *(paper.reference for paper in kept))
    materials = {"documents": references} if references else {}
    command = Command("draft", "main", decision.values, materials)
    done = perform(seen.case_id, command, actor, command_key(f"{number}{key}"), version, now)
    if isinstance(done, Refused):
        said = "\n".join(reason.text for reason in done.reasons)
        return _deciding(request, seen, decision, now, key, version, {}, said, UNPROCESSABLE)
    return redirect("openness:letter-page", number)


@require_safe
def letter_page(request: HttpRequest, number: str) -> HttpResponse:
    """The reply as it is to go out, for who approves it, with the files."""
    now = timezone.now()
    _, seen = _staff(request, number, now)
    if "decision" not in seen.actual.values:
        raise Http404
    letter = _letter(seen, actor_of(request), Heads(agency_name(seen, now), timezone.localdate(now)), now)
    context: dict[str, Any] = {"number": number, "letter": letter, "state": seen.actual.main.state}
    return page(request, "openness_letter.jinja", **context)


@require_safe
def letter_file(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The reply as a file, as it stands; what is delivered is kept with the case."""
    now = timezone.now()
    actor, seen = _staff(request, number, now)
    if "decision" not in seen.actual.values:
        raise Http404
    letter = _letter(seen, actor, Heads(agency_name(seen, now), timezone.localdate(now)), now)
    return written(letter, kind, f"告知书{number}")


@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: HttpRequest, number: str) -> HttpResponse:
    """Write the reply with its number and day, keep it with the case, and note that it was delivered."""
    now = timezone.now()
    actor, seen = _staff(request, number, now)
    today = timezone.localdate(now)
    answered_on = request.POST.get("answered_on", today.isoformat())[:10]
    document_number = plain(request.POST.get("document_number", ""), 60)
    problem = "" if "decision" in seen.actual.values else "还没有拟定答复。"
    key = request.POST.get("key", "")
    key = key if is_key(key) else new_key()
    if request.method == "POST" and not problem:
        problem = _deliver(request, seen, actor, answered_on, document_number, key, now)
        if not problem:
            return redirect("cases:case", number)
    context: dict[str, Any] = {
        "number": number, "answered_on": answered_on, "document_number": document_number, "today": today,
        "problem": problem, "key": key, "version": seen.actual.version,
    }  # fmt: skip
    return page(request, "openness_deliver.jinja", UNPROCESSABLE if problem else 200, **context)


@require_safe
def receipt_of(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """The receipt of a request that came on paper, to be handed or sent to the applicant."""
    now = timezone.now()
    _, seen = _staff(request, number, now)
    heads = Heads(agency_name(seen, now), timezone.localdate(seen.actual.opened_at))
    return written(receipt(seen.actual, seen.definition, heads), kind, f"登记回执{number}")


def _deliver(
    request: HttpRequest,
    seen: Seen,
    actor: Actor,
    answered_on: str,
    document_number: str,
    key: str,
    now: datetime,
) -> str:
    """Why it was not delivered; empty where it was."""
    try:
        heads = Heads(agency_name(seen, now), date.fromisoformat(answered_on), document_number)
    except ValueError:
        return "请写成 2026-09-16 这样的日期。"
    references = keep_letter(_letter(seen, actor, heads, now), actor, now)
    if isinstance(references, Refused):
        return references.reasons[0].text
    values = {"answered_on": answered_on}
    command = Command("deliver", "main", values, {"reply": references})
    done = perform(
        seen.case_id,
        command,
        actor,
        command_key(f"{seen.actual.id}{key}{references[0]}"),
        _version(request, seen),
        now,
    )
    return "\n".join(reason.text for reason in done.reasons) if isinstance(done, Refused) else ""


def _letter(seen: Seen, actor: Actor, heads: Heads, now: datetime) -> Manuscript:
    """The reply with the applicant's name as it is; that it was read is journalled."""
    personal = read_personal(seen, actor, _PURPOSE, now) or {}
    values = {**seen.case.values, "applicant_name": personal.get("applicant_name", "")}
    return reply(seen.actual, seen.definition, values, heads, seen.law.calendar)


def _staff(request: HttpRequest, number: str, now: datetime) -> tuple[Actor, Seen]:
    """The request as staff see it who see all of it. Raises Http404 for others; that is journalled."""
    actor = actor_of(request)
    seen = look(number_of(number), actor, now)
    if seen is None or seen.view is not View.WHOLE or seen.is_own or seen.actual.process != PROCESS:
        raise Http404
    return actor, seen


def _preparing(request: HttpRequest, number: str, now: datetime) -> tuple[Actor, Seen]:
    """The request as who handles it sees it: who only reads or oversees it must not be able to make a link,
    with which an opinion could be given in the third party's name. Raises Http404 for others.
    """
    actor, seen = _staff(request, number, now)
    if not may(actor, PREPARE, seen.actual.main.organisation):
        raise Http404
    return actor, seen


def _version(request: HttpRequest, seen: Seen) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else seen.actual.version


def _registering(
    request: HttpRequest,
    filled: forms.Filled,
    key: str,
    open_to: Mapping[str, str],
    problems: forms.Problems | None = None,
    problem: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "filled": filled, "key": key, "agencies": open_to, "problems": problems or {}, "problem": problem,
        "kinds": forms.KINDS, "id_kinds": forms.ID_KINDS, "forms_wanted": forms.FORMS, "kept": {},
        "deliveries": forms.DELIVERIES, "most": forms.MOST, "channels": forms.CHANNELS,
    }  # fmt: skip
    status = UNPROCESSABLE if problem or problems else 200
    return page(request, "openness_register.jinja", status, **context)


def _deciding(
    request: HttpRequest,
    seen: Seen,
    decision: Decision,
    now: datetime,
    key: str,
    version: int,
    problems: Mapping[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    letter = None
    if request.method == "POST" and not problems and not problem:
        values: dict[str, Value] = {**seen.case.values, **decision.values}
        heads = Heads(agency_name(seen, now), timezone.localdate(now))
        letter = reply(seen.actual, seen.definition, values, heads, seen.law.calendar)
    context: dict[str, Any] = {
        "number": seen.actual.id, "title": seen.title, "decision": decision, "letter": letter,
        "definition": seen.definition, "problems": problems or {}, "problem": problem, "key": key,
        "version": version, "ready": prepared(seen.actual.id),
        "objected": any(token.state == "third-objected" for token in seen.actual.tokens.values()),
    }  # fmt: skip
    return page(request, "openness_decide.jinja", status, **context)
