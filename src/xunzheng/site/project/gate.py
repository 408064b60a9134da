"""The gate: sends each request on to its view, to sign in, or away, as the table of routes says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.accounts.middleware import API, PASSWORD, SECOND_FACTOR, SET_UP, caller_of, sign_in_of
from xunzheng.site.accounts.services.journalling import ANONYMOUS_WHO
from xunzheng.site.journal.services import Note, append_apart
from xunzheng.site.project.access import METHODS, PUBLIC, ROUTES, SIGNED_IN, STARTED, is_allowed
from xunzheng.site.project.templates import speaker_for

_STEPS: Final = {
    SECOND_FACTOR: "accounts:second-factor",
    PASSWORD: "accounts:password",
    SET_UP: "accounts:set-up",
}
_OF_STEPS: Final = {SET_UP: ("accounts:set-up", "accounts:picture")}
_ALWAYS: Final = ("accounts:logout",)
_SAFE: Final = ("GET", "HEAD", "OPTIONS")


class Gate:
    """Lets a request through to its view, or sends it to sign in, or refuses it and tells the journal.

    An address that is not in the table is refused to everybody. Where the decision hangs on an object
    the view asks `may` again with it and answers with `refuse`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None where the request goes on to its view."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        need = METHODS.get((name, request.method or ""), ROUTES.get(name))
        if need is None:
            return refuse(request, f"route:{name}")
        if need == PUBLIC:
            return None
        session, step = sign_in_of(request)
        if session is not None and step is not None:
            return None if _belongs(name, step) else _to_step(request, step)
        if need == STARTED:
            return None if session is not None else _to_sign_in(request)
        actor = actor_of(request)
        if not actor.is_signed_in:
            return _to_sign_in(request)
        return None if is_allowed(actor, need) else refuse(request, need)


def refuse(request: HttpRequest, need: str) -> HttpResponse:
    """Status 403, kept in the journal: who, which address, and what permission was lacking."""
    actor = actor_of(request)
    content = {
        "need": need, "method": request.method or "", "path": request.path[:500],
        "address": caller_of(request).address,
    }  # fmt: skip
    append_apart([Note("access.refused", actor.id or ANONYMOUS_WHO, "access", timezone.now(), content)])
    return _answer(request, 403, "access-title", "access-refused")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the form and back again; what was sent without a session is refused, since it would be lost."""
    if request.path.startswith(API):
        response = _answer(request, 401, "access-title", "access-sign-in")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response
    if request.method in _SAFE:
        return _redirect(request, "accounts:login")
    _keep_anonymous(request)
    return _answer(request, 401, "access-title", "access-sign-in")


def _keep_anonymous(request: HttpRequest) -> None:
    content = {"need": SIGNED_IN, "method": request.method or "", "path": request.path[:500]}
    append_apart([Note("access.refused", ANONYMOUS_WHO, "access", timezone.now(), content)])


def _belongs(name: str, step: str) -> bool:
    return name in _OF_STEPS.get(step, (_STEPS[step],)) or name in _ALWAYS


def _to_step(request: HttpRequest, step: str) -> HttpResponse:
    return _redirect(request, _STEPS[step])


def _redirect(request: HttpRequest, route: str) -> HttpResponse:
    going_to = request.get_full_path() if request.method in _SAFE else ""
    query = f"?{urlencode({'next': going_to})}" if going_to else ""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(reverse(route))
    return HttpResponse(status=302, headers={"Location": f"{reverse(route)}{query}"})


def _answer(request: HttpRequest, status: int, title: str, key: str) -> HttpResponse:
    """The page of a refusal; for programs the same as problem+json (RFC 9457)."""
    if request.path.startswith(API):
        t = speaker_for(request)
        problem = {"title": t(title), "status": status, "detail": t(key)}
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    context = {"title": title, "key": key, "text": ""}
    return render(request, "plain.jinja", context, status=status)
