"""The citizen's form: filled in, looked at once more, sent, and the receipt with the query code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xunzheng.site.accounts.actor import Actor, actor_of
from xunzheng.site.accounts.middleware import caller_of
from xunzheng.site.cases.models import Case, Paper
from xunzheng.site.cases.services import Refused
from xunzheng.site.openness import attempts, forms
from xunzheng.site.openness.forms import Filled, Problems
from xunzheng.site.openness.services import Receipt, agencies, ask, keep_files
from xunzheng.site.openness.views.pages import TOO_MANY, UNPROCESSABLE, page, too_large, uploads
from xunzheng.site.openness.visitors import citizen, is_key, new_key

MATERIALS = ("application", "proof")
_SHOWN_AGAIN = timedelta(minutes=10)


@require_http_methods(["GET", "HEAD", "POST"])
def request_form(request: HttpRequest) -> HttpResponse:
    """The form; sent with `step=preview` it is shown to be looked at, with `send` it becomes a request."""
    now = timezone.now()
    open_to = agencies(now)
    if request.method != "POST":
        chosen = request.GET.get("agency", "")
        known = {"name": actor_of(request).name if actor_of(request).is_citizen else ""}
        return _form(
            request, forms.empty(agency=chosen if chosen in open_to else "", **known), new_key(), open_to
        )
    key = request.POST.get("key", "")
    key = key if is_key(key) else new_key()
    filled, actor = forms.read(request.POST), citizen(request, key)
    kept, problems = _files(request, actor, now)
    problems = {**forms.check(filled, open_to), **problems}
    if problems or request.POST.get("step") == "edit":
        status = UNPROCESSABLE if problems and request.POST.get("step") != "edit" else 200
        shown = problems if status == UNPROCESSABLE else {}
        return _form(request, filled, key, open_to, kept, shown, status=status)
    if request.POST.get("step") != "send":
        context: dict[str, Any] = {
            "filled": filled,
            "key": key,
            "agency_name": open_to[filled["agency"]],
            "kept": kept,
        }
        return page(request, "openness_preview.jinja", **context, summary=_summary(filled))
    return _send(request, filled, kept, actor, key, now, open_to)


def _send(
    request: HttpRequest,
    filled: Filled,
    kept: Mapping[str, Paper],
    actor: Actor,
    key: str,
    now: datetime,
    open_to: Mapping[str, str],
) -> HttpResponse:
    address = caller_of(request).address
    if attempts.is_used_up(attempts.ASKED, address, now):
        return _form(request, filled, key, open_to, kept, {}, "too-often", TOO_MANY)
    materials = {name: (paper.reference,) for name, paper in kept.items()}
    made = ask(filled, materials, actor, key, now)
    if isinstance(made, Refused):
        problems, others = forms.problems_of(made)
        return _form(request, filled, key, open_to, kept, problems, "\n".join(others), UNPROCESSABLE)
    if not made.done.is_repeated:
        attempts.count(attempts.ASKED, address, now)
    return receipt_page(request, made, now)


def receipt_page(request: HttpRequest, made: Receipt, now: datetime) -> HttpResponse:
    """The receipt. Sent again later than ten minutes after, the form does not show the code any more."""
    opened_at = Case.objects.values_list("opened_at", flat=True).get(pk=made.done.case_id)
    code = made.code if now - opened_at < _SHOWN_AGAIN else ""
    return page(request, "openness_receipt.jinja", number=made.done.number, code=code)


def _files(request: HttpRequest, actor: Actor, now: datetime) -> tuple[dict[str, Paper], Problems]:
    """The papers of the form: those kept by an earlier step, and those that come with this one."""
    kept = {name: paper for name in MATERIALS if (paper := _earlier(request, name, actor)) is not None}
    files = uploads(request, *(f"{name}_file" for name in MATERIALS))
    problems, address = too_large(files), caller_of(request).address
    for name in MATERIALS:
        file = files.get(f"{name}_file")
        if file is None or f"{name}_file" in problems:
            continue
        if attempts.is_used_up(attempts.UPLOADED, address, now):
            problems[f"{name}_file"] = "上传太频繁，请过一小时再传；其他内容都还在。"
            continue
        attempts.count(attempts.UPLOADED, address, now)
        found = keep_files([file], actor, now)
        if isinstance(found, Refused):
            problems[f"{name}_file"] = found.reasons[0].text
        else:
            kept[name] = found[0]
    return kept, problems


def _earlier(request: HttpRequest, name: str, actor: Actor) -> Paper | None:
    reference = request.POST.get(name, "")
    if not reference.isalnum() or f"{name}_drop" in request.POST:
        return None
    return Paper.objects.filter(reference=reference[:32], given_by=actor.id).first()


def _form(
    request: HttpRequest,
    filled: Filled,
    key: str,
    open_to: Mapping[str, str],
    kept: Mapping[str, Paper] | None = None,
    problems: Problems | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "filled": filled, "key": key, "agencies": open_to, "kept": kept or {}, "problems": problems or {},
        "problem": problem, "kinds": forms.KINDS, "id_kinds": forms.ID_KINDS, "forms_wanted": forms.FORMS,
        "deliveries": forms.DELIVERIES, "most": forms.MOST,
    }  # fmt: skip
    return page(request, "openness_request.jinja", status, **context)


def _summary(filled: Filled) -> dict[str, str]:
    return {
        "identity": forms.identity(filled), "contact": forms.contact(filled), "content": forms.content(filled)
    }  # fmt: skip
