"""Finds accounts, appointments, sessions and attempts; and says who an account is today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from xunzheng.site.accounts.actor import Actor, Held
from xunzheng.site.accounts.models import CITIZEN, Account, Appointment, Attempt, Session, Token
from xunzheng.site.registry.queries import organisation_on, path_on

REMEMBERED: Final = timedelta(days=90)
"""For how long an address from which somebody signed in is known."""
_FROM_ONE_ADDRESS: Final = 4  # times as many failures as for one login name: offices share an address
ROWS_OF_A_PAGE: Final = 50


def held_today(account: Account, now: datetime) -> list[Appointment]:
    """The appointments in force, the oldest first."""
    return list(_in_force(Appointment.objects.filter(account=account), now).order_by("valid_from", "id"))


def _in_force(appointments: QuerySet[Appointment], now: datetime) -> QuerySet[Appointment]:
    today = timezone.localdate(now)
    return appointments.filter(Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today)


def actor_for(account: Account, now: datetime, scopes: frozenset[str] | None = None) -> Actor:
    """The actor that the account is today."""
    held = held_today(account, now)
    places = {code: place_of(code, now) for code in {each.organisation for each in held}}
    return Actor(
        id=str(account.pk),
        name=account.name,
        appointments=tuple(Held(each.role, each.organisation, *places[each.organisation]) for each in held),
        is_citizen=account.kind == CITIZEN,
        scopes=scopes,
    )


def place_of(organisation: str, now: datetime) -> tuple[str, str]:
    """The path of an organisation today, and the nearest region on it; the code alone if it is not known."""
    path = path_on(organisation, timezone.localdate(now)) if organisation else ()
    regions = [each.region for each in path if each.region]
    codes = "/".join(each.code for each in path)
    return codes or organisation, regions[-1] if regions else ""


def organisation_names(codes: Iterable[str], now: datetime) -> dict[str, str]:
    """The names of organisations today by code, empty for one that the registry does not know."""
    found = {code: organisation_on(code, timezone.localdate(now)) for code in set(codes) if code}
    return {code: organisation.name if organisation else "" for code, organisation in found.items()}


def find_account(pk: int) -> Account | None:
    """The account of that number."""
    return Account.objects.filter(pk=pk).first()


def search_accounts(text: str, page: int) -> tuple[Sequence[Account], int]:
    """A page of the accounts whose login or name holds the text, by login; and how many there are."""
    found = Account.objects.order_by("login")
    if text:
        found = found.filter(Q(login__icontains=text) | Q(name__icontains=text))
    first = (max(page, 1) - 1) * ROWS_OF_A_PAGE
    return list(found[first : first + ROWS_OF_A_PAGE]), found.count()


def open_sessions(account: Account, now: datetime) -> list[Session]:
    """The sessions that are still good, the newest first."""
    return list(still_good(Session.objects.filter(account=account), now).order_by("-started_at", "-id"))


def still_good(sessions: QuerySet[Session], now: datetime) -> QuerySet[Session]:
    """Those neither ended, nor idle for too long, nor too old."""
    limits = settings.ACCOUNTS
    return sessions.filter(
        ended_at=None,
        seen_at__gt=now - timedelta(minutes=limits.session_minutes),
        started_at__gt=now - timedelta(hours=limits.session_hours),
    )


def tokens_of(account: Account) -> list[Token]:
    """The tokens of the account, the newest first."""
    return list(Token.objects.filter(account=account).order_by("-made_at", "-id"))


def is_suspended(digest: str, account: Account | None, address: str, now: datetime) -> bool:
    """Whether signing in with this login name from this address is suspended after failures.

    An address from which the account signed in within 90 days answers only for its own failures, so
    that strangers cannot lock somebody out of where they always work; all other addresses together have
    as many tries as one. An address with failures for many login names is suspended for all, unless the
    account knows it.
    """
    most: int = settings.ACCOUNTS.login_failures
    recent = now - timedelta(minutes=settings.ACCOUNTS.login_minutes)
    since = max(recent, account.failures_since) if account else recent
    tried = Attempt.objects.filter(login_digest=digest)
    succeeded = tried.filter(has_succeeded=True, at__gt=now - REMEMBERED)
    here = succeeded.filter(address=address).order_by("-at").first()
    failed = tried.filter(has_succeeded=False, at__gt=since)
    if failed.filter(address=address, at__gt=max(since, here.at) if here else since).count() >= most:
        return True
    if here:
        return False
    if failed.exclude(address__in=succeeded.values("address")).count() >= most:
        return True
    from_here = Attempt.objects.filter(address=address, has_succeeded=False, at__gt=recent)
    return from_here.count() >= most * _FROM_ONE_ADDRESS
