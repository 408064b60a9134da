"""One's own account: sessions, second factor, tokens, linked identities."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.accounts.forms import CodeForm, TokenForm
from xunzheng.site.accounts.middleware import caller_of
from xunzheng.site.accounts.models import Link, Token
from xunzheng.site.accounts.permissions import SCOPES, may
from xunzheng.site.accounts.queries import open_sessions, organisation_names, tokens_of
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.services import second_factors, sessions, tokens
from xunzheng.site.accounts.services.journalling import note
from xunzheng.site.accounts.services.oidc import link_mark, provider
from xunzheng.site.accounts.views.pages import UNPROCESSABLE, page, required_session, sentence


@never_cache
@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """My account."""
    return _page(request)


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    session, now = required_session(request), timezone.now()
    mine, actor = session.account, actor_of(request)
    return page(
        request, "account.jinja", status, problem=problem, account=mine, this=session.pk, now=now,
        sessions=open_sessions(mine, now), tokens=tokens_of(mine), scopes=SCOPES,
        days=min(90, settings.ACCOUNTS.token_days), most_days=settings.ACCOUNTS.token_days,
        has_factor=second_factors.factor_of(mine) is not None,
        is_obliged=second_factors.is_obliged(mine, actor),
        codes_left=second_factors.codes_left(mine),
        links=list(Link.objects.filter(account=mine).order_by("id")),
        can_link=provider(mine.kind) is not None, link_mark=link_mark(session),
        can_see_people=may(actor, "accounts.read"),
        names=organisation_names((held.organisation for held in actor.appointments), now),
    )  # fmt: skip


@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    mine = required_session(request).account
    try:
        sessions.end_one(mine, pk, actor_of(request), timezone.now())
    except AccountRefused:
        raise Http404 from None
    return redirect("accounts:account")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End all one's own sessions but this."""
    session, now = required_session(request), timezone.now()
    with transaction.atomic():
        ended = sessions.end_others(session.account, session, now)
        note("session.ended", actor_of(request), session.account, now, sessions_ended=ended)
    return redirect("accounts:account")


@require_POST
def renew_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown once."""
    mine = required_session(request).account
    if second_factors.factor_of(mine) is None:
        raise Http404
    codes = second_factors.renew_codes(mine, timezone.now())
    return page(request, "codes.jinja", codes=codes, next="")


@require_POST
def stop_factor(request: HttpRequest) -> HttpResponse:
    """Stop the second factor, with a code of it."""
    session, form = required_session(request), CodeForm(request.POST)
    try:
        if not form.is_valid():
            raise AccountRefused("form-incomplete")
        second_factors.stop(
            session, form.cleaned_data["code"], caller_of(request), actor_of(request), timezone.now()
        )
    except AccountRefused as refused:
        return _page(request, sentence(request, refused), UNPROCESSABLE)
    return redirect("accounts:account")


@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """A new token, shown once."""
    mine, form = required_session(request).account, TokenForm(request.POST)
    try:
        if not form.is_valid():
            raise AccountRefused("form-incomplete")
        values = form.cleaned_data
        token, text = tokens.make_token(
            mine, values["name"], values["scopes"], values["days"], actor_of(request), timezone.now()
        )
    except AccountRefused as refused:
        return _page(request, sentence(request, refused), UNPROCESSABLE)
    return page(request, "token.jinja", token=token, text=text)


@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke one of one's own tokens."""
    token = Token.objects.filter(account=required_session(request).account, pk=pk).first()
    if token is None:
        raise Http404
    tokens.revoke_token(token, actor_of(request), timezone.now())
    return redirect("accounts:account")
