"""People without an account: who they are to the cases, and the codes and cookies by which they come back."""

from __future__ import annotations

import hmac
import re
import secrets
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from xunzheng.site.accounts.actor import Actor, actor_of
from xunzheng.site.accounts.middleware import caller_of
from xunzheng.site.accounts.sealing import digest_of
from xunzheng.site.cases.models import Case
from xunzheng.site.journal.services import Note, append_apart
from xunzheng.site.openness import attempts
from xunzheng.site.openness.models import QueryCode

PROCESS: Final = "foi-request"
_PLAIN: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is misread on paper
_SIGNS, _GROUP = 12, 4  # 12 signs of 31: 59 bits
_NUMBER = re.compile(r"[A-Z0-9-]{1,60}")
_KEY = re.compile(r"[A-Za-z0-9_-]{20,64}")
_COOKIE: Final = "xunzheng_follow"
_SALT: Final = "xunzheng openness follow"
_MINUTES: Final = 30
_PATH: Final = "/openness/"


def new_key() -> str:
    """A key for one form: what is sent twice with it is done once."""
    return secrets.token_urlsafe(24)


def is_key(text: str) -> bool:
    """Whether the text can be the key of a form."""
    return _KEY.fullmatch(text) is not None


def command_key(key: str) -> str:
    """The idempotency key of the command that a form stands for; it does not tell the form's key."""
    return f"openness-{digest_of(key, 'openness command')[:40]}"


def citizen(request: HttpRequest, key: str) -> Actor:
    """The citizen who is signed in, else a visitor who is nobody but the holder of the form's key."""
    actor = actor_of(request)
    return actor if actor.is_citizen and actor.is_signed_in else visitor(key)


def visitor(key: str) -> Actor:
    """The visitor with that form."""
    return Actor(id=f"visitor-{digest_of(key, 'openness visitor')[:24]}", is_citizen=True)


def code_of(key: str) -> str:
    """The query code of the request that was made with the form: the same however often it is sent.

    It follows from the form's key and the site's secret key, so that it need not be kept to be told again to
    somebody who pressed the button twice.
    """
    number = int(digest_of(key, "openness code"), 16)
    signs = ""
    for _ in range(_SIGNS):
        number, rest = divmod(number, len(_PLAIN))
        signs += _PLAIN[rest]
    return "-".join(signs[start : start + _GROUP] for start in range(0, _SIGNS, _GROUP))


def keep_code(number: str, code: str, now: datetime) -> None:
    """Keep the digest of the code, once."""
    QueryCode.objects.get_or_create(
        number=number, defaults={"digest": _code_digest(number, code), "made_at": now}
    )


def find_by_code(request: HttpRequest, number: str, code: str, now: datetime) -> str | None:
    """The number of the request whose code this is; None, journalled and counted, where it is not.

    A number that is not there takes as long and is answered the same. Raises TooOften.
    """
    number, address = number.strip().upper(), caller_of(request).address
    number = number if _NUMBER.fullmatch(number) else "-"
    if attempts.is_used_up(attempts.WRONG_CODE, address, now):
        raise TooOften
    if attempts.is_used_up(attempts.WRONG_CODE_OF_ONE, number, now):
        raise TooOften
    known = QueryCode.objects.filter(number=number).values_list("digest", flat=True).first()
    if hmac.compare_digest(known or "0" * 64, _code_digest(number, code)):
        return number
    attempts.count(attempts.WRONG_CODE, address, now)
    attempts.count(attempts.WRONG_CODE_OF_ONE, number, now)
    note_refused(request, "openness:follow", {"number": number, "reason": "code"}, now)
    return None


class TooOften(Exception):
    """试的次数太多，请过一会儿再试。"""


def note_refused(request: HttpRequest, about: str, content: dict[str, str], now: datetime) -> None:
    """Journal that something was refused to whoever asks."""
    who = actor_of(request).id or "anonymous"
    kept = {**content, "address": caller_of(request).address}
    printable = {name: "".join(s for s in text if s.isprintable())[:200] for name, text in kept.items()}
    append_apart([Note("access.refused", who, about, now, printable)])


def remember(response: HttpResponse, number: str) -> HttpResponse:
    """Let the browser follow the request for half an hour."""
    value = signing.dumps(number, salt=_SALT)
    response.set_cookie(
        _COOKIE,
        value,
        max_age=_MINUTES * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
        path=_PATH,
    )
    return response


def forget(response: HttpResponse) -> HttpResponse:
    """Let the browser follow it no longer."""
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def follower(request: HttpRequest, number: str) -> Actor:
    """As whom the browser follows the request: its applicant if it showed the code, else who is signed in."""
    if _remembered(request) != number:
        return actor_of(request)
    applicant = (
        Case.objects.filter(number=number, process=PROCESS).values_list("applicant", flat=True).first()
    )
    return Actor(id=applicant or "", is_citizen=True)


def _remembered(request: HttpRequest) -> str:
    try:
        return str(signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_MINUTES * 60))
    except signing.BadSignature:
        return ""


def _code_digest(number: str, code: str) -> str:
    plain = "".join(sign for sign in code.lower()[:60] if sign.isalnum())
    return digest_of(f"{number} {plain}", "openness query code")
