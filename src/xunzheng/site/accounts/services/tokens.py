"""Bearer tokens for programs: made, taken, revoked."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import Account, Token
from xunzheng.site.accounts.permissions import SCOPES
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.roles import ADMINISTRATORS
from xunzheng.site.accounts.sealing import digest_of, random_text
from xunzheng.site.accounts.services.journalling import note

_PURPOSE = "token"
_PREFIX = 12
_FORM = re.compile(r"xz_([0-9A-Za-z_-]{12})_([0-9A-Za-z_-]{43})")
MOST = 20
"""How many tokens an account has at once."""


def make_token(
    account: Account, name: str, scopes: Iterable[str], days: int, actor: Actor, now: datetime
) -> tuple[Token, str]:
    """A new token and its text, which is shown once and kept nowhere.

    Raises `AccountRefused` for unknown or no scopes, too long a time, too many tokens, and for an
    administrator, whose acts are for the screen.
    """
    wanted = sorted(set(scopes))
    if not wanted or not set(wanted) <= set(SCOPES):
        raise AccountRefused("scopes-wrong")
    if not 1 <= days <= settings.ACCOUNTS.token_days:
        raise AccountRefused("token-days", most=settings.ACCOUNTS.token_days)
    if not name.strip() or len(name.strip()) > 64 or not name.isprintable():
        raise AccountRefused("name-form")
    if actor_for(account, now).roles & ADMINISTRATORS:
        raise AccountRefused("token-administrator")
    prefix, secret = random_text()[:_PREFIX], random_text()
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        if Token.objects.filter(account=account, revoked_at=None, expires_at__gt=now).count() >= MOST:
            raise AccountRefused("token-many", most=MOST)
        token = Token.objects.create(
            account=account, name=name.strip(), prefix=prefix, digest=digest_of(secret, _PURPOSE),
            scopes=" ".join(wanted), made_at=now, made_by_id=int(actor.id),
            expires_at=now + timedelta(days=days),
        )  # fmt: skip
        note("token.made", actor, account, now, token=prefix, scopes=token.scopes, days=days)
    return token, f"xz_{prefix}_{secret}"


def authenticate_token(text: str, now: datetime) -> Actor | None:
    """The actor that the bearer token stands for, with its scopes; None where it is not, or no longer, good.

    The token's day of last use is written, at most once a day.
    """
    form = _FORM.fullmatch(text)
    token = _find(form[1], now) if form else None
    digest = digest_of(form[2] if form else "", _PURPOSE)
    if token is None or not hmac.compare_digest(token.digest, digest):
        return None
    today = timezone.localdate(now)
    if token.last_used_on != today:
        unused = Q(last_used_on=None) | Q(last_used_on__lt=today)
        Token.objects.filter(unused, pk=token.pk).update(last_used_on=today)
    return actor_for(token.account, now, frozenset(token.scopes.split()))


def _find(prefix: str, now: datetime) -> Token | None:
    good = Token.objects.filter(prefix=prefix, revoked_at=None, expires_at__gt=now, account__locked_at=None)
    return good.select_related("account").first()


def revoke_token(token: Token, actor: Actor, now: datetime) -> None:
    """Revoke the token at once; one that is revoked stays so."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            note("token.revoked", actor, token.account, now, token=token.prefix)
