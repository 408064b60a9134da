"""The steps of signing in, and signing out."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.forms import CodeForm, PasswordForm, SignInForm
from xunzheng.site.accounts.middleware import (
    SECOND_FACTOR,
    caller_of,
    cookie_name,
    give_cookie,
    sign_in_of,
)
from xunzheng.site.accounts.models import CITIZEN, STAFF
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.services import second_factors, sessions
from xunzheng.site.accounts.services.oidc import provider
from xunzheng.site.accounts.services.people import change_password, is_password_due
from xunzheng.site.accounts.services.signing_in import sign_in
from xunzheng.site.accounts.views.pages import UNPROCESSABLE, going_to, page, required_session, sentence

_FORMS = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@ensure_csrf_cookie
@sensitive_post_parameters("password")
@_FORMS
def login(request: HttpRequest) -> HttpResponse:
    """The form; with login name and password, a session. A session that the browser had before ends."""
    session, step = sign_in_of(request)
    if request.method != "POST":
        if session is not None and step is None:
            return redirect(going_to(request))
        return _login_page(request)
    form = SignInForm(request.POST)
    try:
        if not form.is_valid():
            raise AccountRefused("form-incomplete")
        values, now = form.cleaned_data, timezone.now()
        token, _ = sign_in(values["login"], values["password"], caller_of(request), now)
    except AccountRefused as refused:
        return _login_page(request, sentence(request, refused), UNPROCESSABLE)
    if session is not None:
        sessions.end(session, Actor(id=str(session.account_id)), timezone.now())
    rotate_token(request)
    return give_cookie(redirect(going_to(request)), token)


def _login_page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    typed = request.POST.get("login", "")[:64]
    realms = [realm for realm in (STAFF, CITIZEN) if provider(realm) is not None]
    return page(
        request, "sign_in.jinja", status, problem=problem, login=typed, next=going_to(request), realms=realms
    )


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    session = required_session(request)
    sessions.end(session, Actor(id=str(session.account_id)), timezone.now())
    response = redirect("accounts:login")
    response.delete_cookie(cookie_name())
    return response


@never_cache
@sensitive_post_parameters("code")
@_FORMS
def second_factor(request: HttpRequest) -> HttpResponse:
    """Asks for a code of the second factor, once for the session."""
    session, step = sign_in_of(request)
    if session is None or step != SECOND_FACTOR:
        return redirect(going_to(request))
    if request.method != "POST":
        return page(request, "second_factor.jinja", next=going_to(request))
    form = CodeForm(request.POST)
    try:
        if not form.is_valid():
            raise AccountRefused("form-incomplete")
        token = second_factors.check(session, form.cleaned_data["code"], caller_of(request), timezone.now())
    except AccountRefused as refused:
        problem = sentence(request, refused)
        return page(request, "second_factor.jinja", UNPROCESSABLE, problem=problem, next=going_to(request))
    rotate_token(request)
    return give_cookie(redirect(going_to(request)), token)


@never_cache
@sensitive_post_parameters("old", "new", "repeat")
@_FORMS
def password(request: HttpRequest) -> HttpResponse:
    """Changes one's own password, by choice or because it is due."""
    if request.method != "POST":
        return _password_page(request)
    session, form = required_session(request), PasswordForm(request.POST)
    try:
        if not form.is_valid():
            raise AccountRefused("form-incomplete")
        values = form.cleaned_data
        if values["new"] != values["repeat"]:
            raise AccountRefused("password-repeat")
        token = change_password(session, values["old"], values["new"], caller_of(request), timezone.now())
    except AccountRefused as refused:
        return _password_page(request, sentence(request, refused), UNPROCESSABLE)
    rotate_token(request)
    return give_cookie(redirect(going_to(request)), token)


def _password_page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    session = required_session(request)
    return page(
        request, "password.jinja", status, problem=problem, next=going_to(request),
        is_due=is_password_due(session, timezone.now()), login=session.account.login,
        least=settings.ACCOUNTS.password_length, past=settings.ACCOUNTS.password_history,
    )  # fmt: skip


@never_cache
@sensitive_post_parameters("code")
@_FORMS
def set_up(request: HttpRequest) -> HttpResponse:
    """Sets the second factor up: the picture and the secret; with a right code, the recovery codes."""
    session, problem, status = required_session(request), "", 200
    try:
        if request.method == "POST":
            return _confirm(request)
    except AccountRefused as refused:
        problem, status = sentence(request, refused), UNPROCESSABLE
    if second_factors.factor_of(session.account) is not None:
        return redirect(going_to(request))
    secret = second_factors.prepare(session.account, timezone.now())
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    _, step = sign_in_of(request)
    return page(
        request, "set_up.jinja", status, problem=problem, secret=spaced, is_due=step is not None,
        next=going_to(request),
    )  # fmt: skip


def _confirm(request: HttpRequest) -> HttpResponse:
    session, form = required_session(request), CodeForm(request.POST)
    if not form.is_valid():
        raise AccountRefused("form-incomplete")
    token, codes = second_factors.confirm(
        session, form.cleaned_data["code"], caller_of(request), timezone.now()
    )
    rotate_token(request)
    return give_cookie(page(request, "codes.jinja", codes=codes, next=going_to(request)), token)


@never_cache
@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the second factor that is being set up; none once it is in use."""
    account = required_session(request).account
    if second_factors.factor_of(account) is not None:
        return redirect("accounts:account")
    secret = second_factors.prepare(account, timezone.now())
    return HttpResponse(second_factors.picture(account, secret), content_type="image/svg+xml")
