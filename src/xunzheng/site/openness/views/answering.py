"""The page behind a link, on which a third party or a co-producing agency gives its opinion once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from xunzheng.site.accounts.middleware import caller_of
from xunzheng.site.cases.looking import explanation_of
from xunzheng.site.cases.services import Refused
from xunzheng.site.openness import attempts
from xunzheng.site.openness.following import tell
from xunzheng.site.openness.inviting import Opened, answer, find
from xunzheng.site.openness.views.following import agency_name, too_long
from xunzheng.site.openness.views.pages import GONE, TOO_MANY, UNPROCESSABLE, page
from xunzheng.site.openness.visitors import note_refused

CHOICES = ("agree", "object")


@require_http_methods(["GET", "HEAD", "POST"])
def answer_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """What is asked, and the form for the opinion; used, revoked and unknown links are refused and
    journalled.
    """
    now, address = timezone.now(), caller_of(request).address
    if attempts.is_used_up(attempts.WRONG_LINK, address, now):
        return page(request, "openness_link.jinja", TOO_MANY, problem_key="openness-too-often")
    found = find(secret, now)
    if not isinstance(found, Opened):
        attempts.count(attempts.WRONG_LINK, address, now)
        about = "openness:answer" if found is None else f"case:{found.number}"
        note_refused(request, about, {"reason": "link" if found is None else "link-used"}, now)
        status = 404 if found is None else GONE
        return page(request, "openness_link.jinja", status, problem_key="openness-link-gone")
    return _answer(request, found, now) if request.method == "POST" else _page(request, found, now)


def _answer(request: HttpRequest, opened: Opened, now: datetime) -> HttpResponse:
    choice = request.POST.get("choice", "")
    opinion = request.POST.get("opinion", "").replace("\r\n", "\n").strip()
    problem = too_long(opinion)
    if choice not in CHOICES:
        problem = "请选择同意公开或者不同意公开。"
    elif choice == "object" and not opinion:
        problem = "不同意公开的，请写明理由。"
    if problem:
        return _page(request, opened, now, problem, choice, opinion)
    done = answer(opened, choice, opinion, now)
    if isinstance(done, Refused):
        return _page(request, opened, now, done.reasons[0].text, choice, opinion)
    return page(request, "openness_link.jinja", problem_key="", thanks=choice)


def _page(
    request: HttpRequest,
    opened: Opened,
    now: datetime,
    problem: str = "",
    choice: str = "",
    opinion: str = "",
) -> HttpResponse:
    seen, name = opened.seen, opened.token.branch
    clock = seen.actual.clocks.get(f"{name}@{opened.token.id}")
    context: dict[str, Any] = {
        "about": opened.invitation.about, "role": opened.invitation.role, "party": opened.invitation.party,
        "agency_name": agency_name(seen, now), "problem": problem, "choice": choice, "opinion": opinion,
        "clock": tell(explanation_of(seen, clock, now), clock, now, seen) if clock else None,
    }  # fmt: skip
    return page(request, "openness_answer.jinja", UNPROCESSABLE if problem else 200, **context)
