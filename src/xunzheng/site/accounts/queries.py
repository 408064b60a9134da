"""Finds accounts, appointments, sessions and attempts; and says who an account is today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from xunzheng.site.accounts.actor import Actor, Held
from xunzheng.site.accounts.models import CITIZEN, Account, Appointment, Attempt, SecondFactor, Session, Token
from xunzheng.site.project.plain_sql import columns_of, made, names_of, rows_where, select
from xunzheng.site.registry.queries import organisation_on, paths_on

REMEMBERED: Final = timedelta(days=90)
"""For how long an address from which somebody signed in is known."""
_FROM_ONE_ADDRESS: Final = 4  # times as many failures as for one login name: offices share an address
ROWS_OF_A_PAGE: Final = 50
_IN_FORCE: Final = (
    "WHERE m.account_id = %s AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to > %s) "
    "ORDER BY m.valid_from, m.id"
)


def held_today(account: Account, now: datetime) -> list[Appointment]:
    """The appointments in force, the oldest first."""
    today = timezone.localdate(now)
    return rows_where(Appointment, _IN_FORCE, [account.pk, today, today])


def actor_for(account: Account, now: datetime, scopes: frozenset[str] | None = None) -> Actor:
    """The actor that the account is today."""
    held = held_today(account, now)
    paths = paths_on({each.organisation for each in held}, timezone.localdate(now))
    places = {code: _place_of(code, path) for code, path in paths.items()}
    return Actor(
        id=str(account.pk),
        name=account.name,
        appointments=tuple(Held(each.role, each.organisation, *places[each.organisation]) for each in held),
        is_citizen=account.kind == CITIZEN,
        scopes=scopes,
    )


def place_of(organisation: str, now: datetime) -> tuple[str, str]:
    """The path of an organisation today, and the nearest region on it; the code alone if it is not known."""
    return _place_of(organisation, paths_on({organisation}, timezone.localdate(now))[organisation])


def _place_of(organisation: str, path: Sequence[tuple[str, str]]) -> tuple[str, str]:
    regions = [region for _, region in path if region]
    return "/".join(code for code, _ in path) or organisation, regions[-1] if regions else ""


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
    seen, started = _goodness(now)
    return sessions.filter(ended_at=None, seen_at__gt=seen, started_at__gt=started)


def good_session(digest: str, now: datetime) -> Session | None:
    """The session of that digest, if it is `still_good`, with its account and the second factor of that."""
    found = select(_session_by_digest(), [digest, *_goodness(now)])
    if not found:
        return None
    of_session, of_account = len(names_of(Session)), len(names_of(Account))
    row = found[0]
    session, account = made(Session, row[:of_session]), made(Account, row[of_session:][:of_account])
    factor = row[of_session + of_account :]
    session.account = account
    # Django looks a one-to-one relation up unless it knows the other side, or that there is none.
    SecondFactor.account.field.remote_field.set_cached_value(
        account, None if factor[0] is None else made(SecondFactor, factor)
    )
    return session


@cache
def _session_by_digest() -> str:
    columns = (
        columns_of(model, name) for model, name in ((Session, "s"), (Account, "a"), (SecondFactor, "f"))
    )
    return (
        f"SELECT {', '.join(columns)} FROM {Session._meta.db_table} s "
        f"JOIN {Account._meta.db_table} a ON a.id = s.account_id "
        f"LEFT JOIN {SecondFactor._meta.db_table} f ON f.account_id = a.id "
        "WHERE s.digest = %s AND s.ended_at IS NULL AND s.seen_at > %s AND s.started_at > %s"
    )


def _goodness(now: datetime) -> tuple[datetime, datetime]:
    """After which moments a session that is good was seen, and began."""
    limits = settings.ACCOUNTS
    return now - timedelta(minutes=limits.session_minutes), now - timedelta(hours=limits.session_hours)


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
