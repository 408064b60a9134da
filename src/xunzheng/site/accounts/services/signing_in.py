"""Signing in by password: the same answer and the same work, whether the account is there or not."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import Account, Attempt, Session
from xunzheng.site.accounts.passwords import LONGEST
from xunzheng.site.accounts.queries import REMEMBERED, is_suspended
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.sealing import digest_of
from xunzheng.site.accounts.services.journalling import ANONYMOUS_WHO, note
from xunzheng.site.accounts.services.sessions import BY_PASSWORD, Caller, begin
from xunzheng.site.journal.services import Note, append


def normal_login(text: str) -> str:
    """The login name as it is kept: NFKC, no blanks around it, small letters.

    >>> normal_login(" Ｚhang.San ")
    'zhang.san'
    """
    return unicodedata.normalize("NFKC", text).strip().lower()


def sign_in(login: str, password: str, caller: Caller, now: datetime) -> tuple[str, Session]:
    """Begin a session of the account, if the password is right; its token and row.

    Raises `AccountRefused`: one sentence for a wrong password, an unknown login name and a locked
    account, another while signing in is suspended after failures.
    """
    login = normal_login(login)
    account = Account.objects.filter(login=login).first()
    attempt = reserve(digest_of(login, "login"), account, caller, now)
    is_right = _is_right(account, password)
    if account is None or not is_right or account.locked_at is not None:
        raise _refused(attempt, now)
    with transaction.atomic():
        succeed(attempt)
        begun = begin(account, BY_PASSWORD, caller, now)
        note("login", Actor(id=str(account.pk)), account, now, address=caller.address, by=BY_PASSWORD)
    return begun


def reserve(digest: str, account: Account | None, caller: Caller, now: datetime) -> Attempt:
    """Write a try down as failed before it is looked at, so that many at once count as many.

    Raises `AccountRefused` while signing in is suspended; such a try is not written, so it prolongs nothing.
    """
    with transaction.atomic():
        _take_turns(digest)
        if is_suspended(digest, account, caller.address, now):
            raise AccountRefused("login-suspended", minutes=settings.ACCOUNTS.login_minutes)
        return Attempt.objects.create(login_digest=digest, account=account, address=caller.address, at=now)


def succeed(attempt: Attempt) -> None:
    """The try was a success after all."""
    attempt.has_succeeded = True
    attempt.save(update_fields=["has_succeeded"])


def forget(now: datetime) -> int:
    """Delete the tries and sessions that count for nothing any more, to be called once a day; how many."""
    before = now - REMEMBERED
    tries, _ = Attempt.objects.filter(at__lt=before).delete()
    ended, _ = Session.objects.filter(seen_at__lt=before).delete()
    return tries + ended


def _take_turns(digest: str) -> None:
    """Tries for one login name wait for each other; on SQLite all writers do anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _is_right(account: Account | None, password: str) -> bool:
    """Compares one hash in any case: what takes no time tells that there is no such account."""
    if account is None:
        make_password(password[:LONGEST])
        return False
    return check_password(password[:LONGEST], account.password)


def _refused(attempt: Attempt, now: datetime) -> AccountRefused:
    about = f"account:{attempt.account_id}" if attempt.account_id else f"login:{attempt.login_digest[:16]}"
    with transaction.atomic():
        append([Note("login.refused", ANONYMOUS_WHO, about, now, {"address": attempt.address})])
    return AccountRefused("login-wrong")
