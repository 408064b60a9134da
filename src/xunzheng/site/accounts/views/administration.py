"""The administration of accounts, for the system and the security administrator."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.accounts.forms import AccountForm, AppointmentForm
from xunzheng.site.accounts.models import CITIZEN, LEVELS, STAFF, Account, Appointment, Token
from xunzheng.site.accounts.permissions import may
from xunzheng.site.accounts.queries import (
    ROWS_OF_A_PAGE,
    find_account,
    organisation_names,
    search_accounts,
    tokens_of,
)
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.roles import APPOINTABLE
from xunzheng.site.accounts.services import appointing, people, second_factors, tokens
from xunzheng.site.accounts.views.pages import UNPROCESSABLE, page, sentence


@never_cache
@require_GET
def list_people(request: HttpRequest) -> HttpResponse:
    """The accounts, searched by login name or name."""
    sent, number = request.GET.get("text", "")[:64].strip(), request.GET.get("page", "1")
    text = "".join(sign for sign in sent if sign.isprintable())  # PostgreSQL takes no NUL
    shown = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 7 else 1
    rows, count = search_accounts(text, shown)
    pages = max((count + ROWS_OF_A_PAGE - 1) // ROWS_OF_A_PAGE, 1)
    can_make = may(actor_of(request), "accounts.manage")
    return page(
        request,
        "people.jinja",
        text=text,
        rows=rows,
        count=count,
        shown=shown,
        pages=pages,
        can_make=can_make,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """The form of a new account; once made, its one-time password."""
    if request.method != "POST":
        return _new_page(request)
    form = AccountForm(request.POST)
    try:
        if not form.is_valid():
            raise AccountRefused("form-incomplete")
        values = form.cleaned_data
        made, password = people.make_account(
            values["login"],
            values["name"],
            values["kind"],
            actor_of(request),
            timezone.now(),
            values["level"],
        )
    except AccountRefused as refused:
        return _new_page(request, sentence(request, refused), UNPROCESSABLE)
    return page(request, "one_time.jinja", account=made, password=password)


def _new_page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("login", "name", "kind", "level")}
    return page(
        request,
        "new_person.jinja",
        status,
        problem=problem,
        typed=typed,
        kinds=(STAFF, CITIZEN),
        levels=LEVELS,
    )


@never_cache
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: what it is, its appointments, and what may be done with it."""
    return _person_page(request, _found(pk))


def _found(pk: int) -> Account:
    account = find_account(pk)
    if account is None:
        raise Http404
    return account


def _person_page(
    request: HttpRequest, account: Account, problem: str = "", status: int = 200
) -> HttpResponse:
    actor, typed = actor_of(request), {name: request.POST.get(name, "") for name in _TYPED}
    found = Appointment.objects.filter(account=account).select_related("appointed_by")
    appointments = list(found.order_by("-valid_from", "-id"))
    allowed: dict[str, Any] = {
        "can_manage": may(actor, "accounts.manage"),
        "can_appoint": may(actor, "appointments.manage"),
        "can_reset": may(actor, "access.manage"),
        "is_own": actor.id == str(account.pk),
    }
    return page(
        request, "person.jinja", status, problem=problem, account=account, typed=typed,
        appointments=appointments, roles=APPOINTABLE, now=timezone.now(),
        today=timezone.localdate(), tokens=tokens_of(account),
        has_factor=second_factors.factor_of(account) is not None,
        names=organisation_names((each.organisation for each in appointments), timezone.now()), **allowed,
    )  # fmt: skip


_TYPED = ("role", "organisation", "valid_from", "valid_to")


@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lock the account."""
    account = _found(pk)
    try:
        people.lock(account, actor_of(request), timezone.now())
    except AccountRefused as refused:
        return _person_page(request, account, sentence(request, refused), UNPROCESSABLE)
    return redirect("accounts:person", pk)


@require_POST
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Unlock the account and forget its failed logins."""
    people.unlock(_found(pk), actor_of(request), timezone.now())
    return redirect("accounts:person", pk)


@require_POST
def reset_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the account a one-time password, shown once."""
    account = _found(pk)
    try:
        password = people.reset_password(account, actor_of(request), timezone.now())
    except AccountRefused as refused:
        return _person_page(request, account, sentence(request, refused), UNPROCESSABLE)
    return page(request, "one_time.jinja", account=account, password=password)


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint to a role."""
    account, form = _found(pk), AppointmentForm(request.POST)
    try:
        if not form.is_valid():
            raise AccountRefused("form-incomplete")
        values = form.cleaned_data
        appointing.appoint(
            account, values["role"], values["organisation"], actor_of(request), timezone.now(),
            values["valid_from"], values["valid_to"],
        )  # fmt: skip
    except AccountRefused as refused:
        return _person_page(request, account, sentence(request, refused), UNPROCESSABLE)
    return redirect("accounts:person", pk)


@require_POST
def end_appointment(request: HttpRequest, pk: int, appointment: int) -> HttpResponse:
    """End an appointment today."""
    account = _found(pk)
    found = Appointment.objects.filter(account=account, pk=appointment).first()
    if found is None:
        raise Http404
    try:
        appointing.end_appointment(found, actor_of(request), timezone.now())
    except AccountRefused as refused:
        return _person_page(request, account, sentence(request, refused), UNPROCESSABLE)
    return redirect("accounts:person", pk)


@require_POST
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factor of somebody else away, who has lost it."""
    account = _found(pk)
    try:
        second_factors.reset(account, actor_of(request), timezone.now())
    except AccountRefused as refused:
        return _person_page(request, account, sentence(request, refused), UNPROCESSABLE)
    return redirect("accounts:person", pk)


@require_POST
def revoke_token(request: HttpRequest, pk: int, token: int) -> HttpResponse:
    """Revoke a token of somebody else."""
    found = Token.objects.filter(account=_found(pk), pk=token).first()
    if found is None:
        raise Http404
    tokens.revoke_token(found, actor_of(request), timezone.now())
    return redirect("accounts:person", pk)
