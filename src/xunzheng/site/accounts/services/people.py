"""Accounts themselves: make one, lock and unlock it, give it a new password, change one's own."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import CITIZEN, LEVELS, STAFF, Account, PastPassword, Session
from xunzheng.site.accounts.passwords import faults
from xunzheng.site.accounts.refusals import AccountRefused, PasswordRefused
from xunzheng.site.accounts.sealing import digest_of, readable_code
from xunzheng.site.accounts.services.journalling import note
from xunzheng.site.accounts.services.sessions import BY_PASSWORD, Caller, end_others, renew_token
from xunzheng.site.accounts.services.signing_in import normal_login, reserve, succeed

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}")
_LONGEST_NAME = 64


def make_account(
    login: str, name: str, kind: str, actor: Actor, now: datetime, real_name_level: int = 0
) -> tuple[Account, str]:
    """A new account and its one-time password, which is to be changed at first login.

    Raises `AccountRefused` for a login name or name that will not do, or one that is taken.
    """
    login, name = normal_login(login), _normal_name(name)
    if not _LOGIN.fullmatch(login):
        raise AccountRefused("login-form")
    if kind not in (CITIZEN, STAFF) or real_name_level not in LEVELS:
        raise AccountRefused("kind-unknown")
    password = one_time_password()
    maker = Account.objects.filter(pk=int(actor.id)).first() if actor.id.isdigit() else None
    account = Account(
        login=login, name=name, kind=kind, real_name_level=real_name_level, password=make_password(password),
        password_set_at=now, failures_since=now, made_at=now, made_by=maker,
    )  # fmt: skip
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            note("account.made", actor, account, now, login=login, kind=kind, level=real_name_level)
    except IntegrityError:
        raise AccountRefused("login-taken", login=login) from None
    return account, password


def _normal_name(text: str) -> str:
    """The name on one line, without what is not printed. Raises `AccountRefused` for none or a long one."""
    kept = "".join(sign if sign.isprintable() else " " for sign in unicodedata.normalize("NFC", text))
    name = " ".join(kept.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise AccountRefused("name-form")
    return name


def one_time_password() -> str:
    """A password that is good for the first login only."""
    return readable_code(4)


def lock(account: Account, actor: Actor, now: datetime) -> None:
    """Lock the account: its sessions end, and nobody signs in with it. Nobody locks himself out."""
    if str(account.pk) == actor.id:
        raise AccountRefused("not-oneself")
    with transaction.atomic():
        account.locked_at = now
        account.save(update_fields=["locked_at"])
        end_others(account, None, now)
        note("account.locked", actor, account, now)


def unlock(account: Account, actor: Actor, now: datetime) -> None:
    """Unlock the account and forget its failed logins."""
    with transaction.atomic():
        account.locked_at, account.failures_since = None, now
        account.save(update_fields=["locked_at", "failures_since"])
        note("account.unlocked", actor, account, now)


def reset_password(account: Account, actor: Actor, now: datetime) -> str:
    """Give the account a one-time password; its sessions end and failed logins are forgotten."""
    if str(account.pk) == actor.id:
        raise AccountRefused("not-oneself")
    password = one_time_password()
    with transaction.atomic():
        _set_password(account, make_password(password), now, must_change=True)
        account.failures_since = now
        account.save(update_fields=["failures_since"])
        end_others(account, None, now)
        note("password.reset", actor, account, now)
    return password


def change_password(session: Session, old: str, new: str, caller: Caller, now: datetime) -> str:
    """Change one's own password; all other sessions end, this one goes on under the token returned.

    Raises `AccountRefused` where the old one is wrong or was tried too often, `PasswordRefused` where
    the new one will not do.
    """
    account = session.account
    attempt = reserve(digest_of(account.login, "login"), account, caller, now)
    if not check_password(old, account.password):
        with transaction.atomic():
            note("password.refused", Actor(id=str(account.pk)), account, now, address=caller.address)
        raise AccountRefused("password-wrong")
    with transaction.atomic():
        succeed(attempt)
    past = PastPassword.objects.filter(account=account).order_by("-set_at", "-id")[
        : settings.ACCOUNTS.password_history - 1
    ]
    found = faults(new, account.login, [account.password, *(each.password for each in past)])
    if found:
        raise PasswordRefused(found, least=settings.ACCOUNTS.password_length)
    encoded = make_password(new)
    with transaction.atomic():
        _set_password(account, encoded, now, must_change=False)
        ended = end_others(account, session, now)
        note("password.changed", Actor(id=str(account.pk)), account, now, sessions_ended=ended)
        return renew_token(session)


def _set_password(account: Account, encoded: str, now: datetime, *, must_change: bool) -> None:
    PastPassword.objects.create(account=account, password=account.password, set_at=account.password_set_at)
    account.password, account.password_set_at, account.must_change_password = encoded, now, must_change
    account.save(update_fields=["password", "password_set_at", "must_change_password"])


def is_password_due(session: Session, now: datetime) -> bool:
    """Whether the password must be changed first: a one-time one, or one of the staff that is too old."""
    account = session.account
    if session.by != BY_PASSWORD:
        return False
    oldest = now - timedelta(days=settings.ACCOUNTS.password_days)
    return account.must_change_password or (account.kind == STAFF and account.password_set_at < oldest)
