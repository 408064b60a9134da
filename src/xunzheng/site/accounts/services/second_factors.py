"""The second factor: one-time codes of an authenticator (TOTP, RFC 6238), and codes for when it is lost."""

from __future__ import annotations

import hmac
import io
from datetime import datetime

import pyotp
import segno
from django.conf import settings
from django.db import transaction

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.models import CITIZEN, Account, RecoveryCode, SecondFactor, Session
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.roles import ADMINISTRATORS
from xunzheng.site.accounts.sealing import Unsealed, digest_of, readable_code, seal, unseal
from xunzheng.site.accounts.services.journalling import note
from xunzheng.site.accounts.services.sessions import Caller, end_others, renew_token
from xunzheng.site.accounts.services.signing_in import reserve, succeed
from xunzheng.site.project.account_settings import Obliged

RECOVERY_CODES = 10
_SECONDS = 30
_DRIFT = (-1, 0, 1)
_PURPOSE = "second factor"
_ISSUER = "循证"


def is_obliged(account: Account, actor: Actor) -> bool:
    """Whether the account must use a second factor, by the setting and its roles."""
    obliged = settings.ACCOUNTS.second_factor
    return (
        obliged is Obliged.EVERYBODY
        or (obliged is Obliged.STAFF and account.kind != CITIZEN)
        or (obliged is not Obliged.NOBODY and bool(actor.roles & ADMINISTRATORS))
    )


def factor_of(account: Account) -> SecondFactor | None:
    """The second factor that is in use."""
    factor = getattr(account, "second_factor", None)
    return factor if factor is not None and factor.confirmed_at is not None else None


def prepare(account: Account, now: datetime) -> str:
    """The secret of an authenticator to be set up: the one that waits to be confirmed, or a new one.

    Raises `AccountRefused` where a second factor is in use.
    """
    if factor_of(account) is not None:
        raise AccountRefused("factor-in-use")
    waiting = SecondFactor.objects.filter(account=account).first()
    if waiting is not None:
        try:
            return unseal(waiting.secret, _PURPOSE)
        except Unsealed:
            pass  # the key was changed meanwhile; nobody has used this secret
    secret = pyotp.random_base32()
    SecondFactor.objects.update_or_create(
        account=account, defaults={"secret": seal(secret, _PURPOSE), "made_at": now}
    )
    return secret


def picture(account: Account, secret: str) -> bytes:
    """The QR code of the secret, as SVG, black on white in any colour scheme."""
    address = pyotp.TOTP(secret, name=account.login, issuer=_ISSUER).provisioning_uri()
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=5, border=4, light="#fff", dark="#000")
    return out.getvalue()


def confirm(session: Session, code: str, caller: Caller, now: datetime) -> tuple[str, list[str]]:
    """Take the second factor into use with a code of it: the session's new token, and the recovery codes.

    Raises `AccountRefused` where the code is wrong, or was tried too often.
    """
    account = session.account
    attempt = reserve(_digest(account), account, caller, now)
    factor = SecondFactor.objects.filter(account=account, confirmed_at=None).first()
    if factor is None:
        raise AccountRefused("factor-in-use")
    step = _step_of(factor, code, now)
    if step is None:
        raise AccountRefused("code-wrong")
    with transaction.atomic():
        succeed(attempt)
        factor.confirmed_at, factor.last_step = now, step
        factor.save(update_fields=["confirmed_at", "last_step"])
        codes = _make_codes(account)
        note("second-factor.set-up", Actor(id=str(account.pk)), account, now)
        return _pass(session, now), codes


def check(session: Session, code: str, caller: Caller, now: datetime) -> str:
    """Take a code of the authenticator, or a recovery code, for this session; its new token.

    Each is good once. Raises `AccountRefused` where it is wrong, was used, or was tried too often.
    """
    account = session.account
    attempt = reserve(_digest(account), account, caller, now)
    by = _use(account, code, now)
    with transaction.atomic():
        if by is None:
            note("second-factor.refused", Actor(id=str(account.pk)), account, now, address=caller.address)
        else:
            succeed(attempt)
            note("second-factor", Actor(id=str(account.pk)), account, now, by=by)
            token = _pass(session, now)
    if by is None:
        raise AccountRefused("code-wrong")
    return token


def renew_codes(account: Account, now: datetime) -> list[str]:
    """New recovery codes; the old ones are worth nothing."""
    with transaction.atomic():
        note("second-factor.codes", Actor(id=str(account.pk)), account, now)
        return _make_codes(account)


def stop(session: Session, code: str, caller: Caller, actor: Actor, now: datetime) -> None:
    """Stop one's own second factor, with a code of it, where it is a choice."""
    if is_obliged(session.account, actor):
        raise AccountRefused("factor-obliged")
    attempt = reserve(_digest(session.account), session.account, caller, now)
    if _use(session.account, code, now) is None:
        with transaction.atomic():
            note("second-factor.refused", actor, session.account, now, address=caller.address)
        raise AccountRefused("code-wrong")
    with transaction.atomic():
        succeed(attempt)
        _remove(session.account, actor, now)


def reset(account: Account, actor: Actor, now: datetime) -> None:
    """Take away the second factor of somebody else, who has lost it; his sessions end."""
    if actor.id == str(account.pk):
        raise AccountRefused("not-oneself")
    with transaction.atomic():
        _remove(account, actor, now)
        end_others(account, None, now)


def _remove(account: Account, actor: Actor, now: datetime) -> None:
    SecondFactor.objects.filter(account=account).delete()
    RecoveryCode.objects.filter(account=account).delete()
    note("second-factor.removed", actor, account, now)


def codes_left(account: Account) -> int:
    """How many recovery codes are unused."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def _use(account: Account, code: str, now: datetime) -> str | None:
    """By what the code was taken, None where it is wrong; the statement that finds it uses it up."""
    factor = factor_of(account)
    step = _step_of(factor, code, now) if factor else None
    if factor and step is not None:
        newer = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step)
        return "authenticator" if newer.update(last_step=step) else None
    digest = digest_of(_bare(code), f"recovery {account.pk}")
    unused = RecoveryCode.objects.filter(account=account, digest=digest, used_at=None)
    return "recovery-code" if unused.update(used_at=now) else None


def _step_of(factor: SecondFactor, code: str, now: datetime) -> int | None:
    """The time step whose code this is, at most one before or after now."""
    try:
        generator = pyotp.TOTP(unseal(factor.secret, _PURPOSE))
    except Unsealed:
        raise AccountRefused("factor-unsealed") from None
    step, bare = int(now.timestamp()) // _SECONDS, "".join(code.split())
    fits = (step + drift for drift in _DRIFT if _is_equal(generator.generate_otp(step + drift), bare))
    return next(fits, None)


def _is_equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))


def _make_codes(account: Account) -> list[str]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = [readable_code() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=digest_of(_bare(code), f"recovery {account.pk}"))
        for code in codes
    )
    return codes


def _bare(code: str) -> str:
    return "".join(code.lower().replace("-", "").split())


def _digest(account: Account) -> str:
    return digest_of(str(account.pk), _PURPOSE)


def _pass(session: Session, now: datetime) -> str:
    session.second_factor_at = now
    session.save(update_fields=["second_factor_at"])
    return renew_token(session)
