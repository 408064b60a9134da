"""Tells every request who makes it: from the session's cookie, or for programs from a bearer token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xunzheng.site.accounts.actor import ANONYMOUS, Actor
from xunzheng.site.accounts.models import Session
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.services.journalling import ANONYMOUS_WHO
from xunzheng.site.accounts.services.people import is_password_due
from xunzheng.site.accounts.services.second_factors import factor_of, is_obliged
from xunzheng.site.accounts.services.sessions import Caller, find
from xunzheng.site.accounts.services.tokens import authenticate_token
from xunzheng.site.journal.services import Note, append_apart

API: Final = "/api/"
SECOND_FACTOR, PASSWORD, SET_UP = "second-factor", "password", "set-up"
"""The steps that are still to be taken before a session may be used."""


class Identity:
    """Sets `request.actor`, `request.sign_in` (the session or None) and `request.step` (what it still lacks).

    Without a cookie or token the database is not asked. Under /api/ only tokens count, so that no
    page of another site can make a browser use them. While a step is lacking the actor is anonymous.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor, session, step = ANONYMOUS, None, None
        cookie = request.COOKIES.get(cookie_name())
        if request.path.startswith(API):
            actor = _by_token(request)
        elif cookie:
            session = find(cookie, timezone.now())
            if session is not None:
                actor = actor_for(session.account, timezone.now())
                step = step_of(session, actor)
        request.actor = ANONYMOUS if step else actor  # type: ignore[attr-defined]  # read by actor_of
        request.sign_in, request.step = session, step  # type: ignore[attr-defined]  # read by sign_in_of
        response = self.get_response(request)
        if (
            cookie
            and session is None
            and not request.path.startswith(API)
            and cookie_name() not in response.cookies
        ):
            response.delete_cookie(cookie_name())
        return response


def sign_in_of(request: HttpRequest) -> tuple[Session | None, str | None]:
    """The session of the request, and the step that it still lacks."""
    return getattr(request, "sign_in", None), getattr(request, "step", None)


def step_of(session: Session, actor: Actor) -> str | None:
    """The step that the session lacks: the second factor, a new password, or setting a second factor up."""
    factor = factor_of(session.account)
    if factor is not None and session.second_factor_at is None:
        return SECOND_FACTOR
    if is_password_due(session, timezone.now()):
        return PASSWORD
    return SET_UP if factor is None and is_obliged(session.account, actor) else None


def cookie_name() -> str:
    """The name of the session's cookie; by HTTPS one that browsers bind to this host alone."""
    return "__Host-xunzheng_session" if settings.HTTPS else "xunzheng_session"


def give_cookie(response: HttpResponse, token: str) -> HttpResponse:
    """Put the token of a session into the browser, for as long as it is open."""
    response.set_cookie(cookie_name(), token, httponly=True, samesite="Lax", secure=settings.HTTPS, path="/")
    return response


def caller_of(request: HttpRequest) -> Caller:
    """Where the request comes from; by HTTPS the reverse proxy says so, last of its forwarded addresses."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS:
        address = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() or address
    return Caller(address[:45], request.headers.get("User-Agent", ""))


def _by_token(request: HttpRequest) -> Actor:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not text:
        return ANONYMOUS
    actor = authenticate_token(text.strip(), timezone.now())
    if actor is None:
        content = {"address": caller_of(request).address, "reason": "token"}
        append_apart([Note("access.refused", ANONYMOUS_WHO, "token", timezone.now(), content)])
    return actor or ANONYMOUS
