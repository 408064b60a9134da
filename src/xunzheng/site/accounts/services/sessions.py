"""Sessions: begin one, find it by its cookie, go on under a new token, end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import Account, Session
from xunzheng.site.accounts.queries import good_session, open_sessions
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.sealing import digest_of, random_text
from xunzheng.site.accounts.services.journalling import note

BY_PASSWORD, BY_OIDC = "password", "oidc"
_PURPOSE: Final = "session"
_SEEN_AGAIN: Final = timedelta(minutes=1)
_DEVICE: Final = 200


@dataclass(frozen=True, slots=True)
class Caller:
    """Where a request comes from: the network address, and what the browser says it is."""

    address: str
    device: str = ""


def begin(account: Account, by: str, caller: Caller, now: datetime) -> tuple[str, Session]:
    """A new session of the account and the token for its cookie, within the caller's transaction.

    Where the account has as many as it may have, the oldest end.
    """
    Account.objects.select_for_update().get(pk=account.pk)
    most: int = settings.ACCOUNTS.sessions
    for oldest in open_sessions(account, now)[most - 1 :]:
        _end(oldest, now)
    token = random_text()
    session = Session.objects.create(
        account=account,
        digest=digest_of(token, _PURPOSE),
        by=by,
        started_at=now,
        seen_at=now,
        address=caller.address,
        device=caller.device[:_DEVICE],
    )
    return token, session


def find(token: str, now: datetime) -> Session | None:
    """The session of the cookie's token, if it is still good and its account is not locked.

    That it was seen is written at most once a minute.
    """
    session = good_session(digest_of(token, _PURPOSE), now)
    if session is None or session.account.locked_at is not None:
        return None
    if now - session.seen_at > _SEEN_AGAIN:
        Session.objects.filter(pk=session.pk, ended_at=None).update(seen_at=now)
    return session


def renew_token(session: Session) -> str:
    """A new token for the session; the old cookie is worth nothing from now on."""
    token = random_text()
    session.digest = digest_of(token, _PURPOSE)
    session.save(update_fields=["digest"])
    return token


def end(session: Session, actor: Actor, now: datetime, kind: str = "logout") -> None:
    """End the session; the journal says who did it."""
    with transaction.atomic():
        _end(session, now)
        note(kind, actor, session.account, now, session=session.pk)


def end_one(account: Account, pk: int, actor: Actor, now: datetime) -> None:
    """End one of the account's own sessions. Raises `AccountRefused` where it has no such session."""
    session = Session.objects.filter(account=account, pk=pk, ended_at=None).first()
    if session is None:
        raise AccountRefused("session-missing")
    end(session, actor, now, "session.ended")


def end_others(account: Account, keep: Session | None, now: datetime) -> int:
    """End all sessions of the account but one, within the caller's transaction; how many there were."""
    others = Session.objects.filter(account=account, ended_at=None).exclude(pk=keep.pk if keep else None)
    return others.update(ended_at=now)


def _end(session: Session, now: datetime) -> None:
    session.ended_at = now
    session.save(update_fields=["ended_at"])
