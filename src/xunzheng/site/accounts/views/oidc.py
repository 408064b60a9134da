"""To the provider of OpenID Connect and back."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.middleware import caller_of, give_cookie, sign_in_of
from xunzheng.site.accounts.models import Session
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.services import oidc, sessions
from xunzheng.site.accounts.services.journalling import ANONYMOUS_WHO
from xunzheng.site.accounts.views.pages import UNPROCESSABLE, going_to, page, sentence
from xunzheng.site.journal.services import Note, append_apart

_COOKIE = "xunzheng_oidc"


@never_cache
@require_GET
def depart(request: HttpRequest, realm: str) -> HttpResponse:
    """Send the browser to the provider."""
    if oidc.provider(realm) is None:
        raise Http404
    session, step = sign_in_of(request)
    asks = session is not None and step is None and _is_marked(request, session)
    links = str(session.pk) if session is not None and asks else ""
    try:
        address, kept = oidc.depart(realm, _back(request, realm), going_to(request), links)
    except AccountRefused as refused:
        return _refused(request, refused)
    response = redirect(address)
    response.set_cookie(
        _COOKIE, kept, max_age=oidc.STATE_SECONDS, httponly=True, samesite="Lax", secure=settings.HTTPS,
        path=reverse("accounts:login"),
    )  # fmt: skip
    return response


@never_cache
@require_GET
def arrive(request: HttpRequest, realm: str) -> HttpResponse:
    """Take what the provider answers: a session, or for somebody who asked for it, a link to his account."""
    if oidc.provider(realm) is None:
        raise Http404
    now = timezone.now()
    session, step = sign_in_of(request)
    try:
        cookie = request.COOKIES.get(_COOKIE, "")
        arrival = oidc.arrive(realm, _back(request, realm), cookie, request.GET.dict(), now)
        if arrival.links:
            if session is None or step is not None or str(session.pk) != arrival.links:
                raise AccountRefused("oidc-state")
            oidc.link_account(session.account, arrival.subject, realm, now)
            response: HttpResponse = redirect("accounts:account")
        else:
            token, _ = oidc.sign_in_as(arrival.subject, realm, caller_of(request), now)
            if session is not None:
                sessions.end(session, Actor(id=str(session.account_id)), now)
            rotate_token(request)
            response = give_cookie(redirect(arrival.going_to), token)
    except AccountRefused as refused:
        content = {"address": caller_of(request).address, "reason": refused.key}
        append_apart([Note("login.refused", ANONYMOUS_WHO, f"oidc:{realm}", now, content)])
        response = _refused(request, refused)
    response.delete_cookie(_COOKIE, path=reverse("accounts:login"))
    return response


def _is_marked(request: HttpRequest, session: Session) -> bool:
    """Whether the link was taken from the page of the session's own account."""
    return hmac.compare_digest(request.GET.get("link", "").encode(), oidc.link_mark(session).encode())


def _back(request: HttpRequest, realm: str) -> str:
    return request.build_absolute_uri(reverse("accounts:oidc-back", args=[realm]))


def _refused(request: HttpRequest, refused: AccountRefused) -> HttpResponse:
    return page(
        request, "sign_in.jinja", UNPROCESSABLE, problem=sentence(request, refused), login="",
        next=going_to(request), realms=[realm for realm in oidc.REALMS if oidc.provider(realm)],
    )  # fmt: skip
