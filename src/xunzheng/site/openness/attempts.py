"""How often an address may try something: to ask, to follow, to answer by link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from xunzheng.site.accounts.sealing import digest_of
from xunzheng.site.openness.models import Attempt


@dataclass(frozen=True, slots=True)
class Limit:
    """So many of a kind from one source within some minutes."""

    kind: str
    most: int
    minutes: int


ASKED: Final = Limit("ask", 20, 60)
UPLOADED: Final = Limit("upload", 40, 60)
WRONG_CODE: Final = Limit("follow", 10, 15)
# Wide: a code has 59 bits, and whoever knows a number could otherwise lock its applicant out.
WRONG_CODE_OF_ONE: Final = Limit("follow-one", 600, 60)
WRONG_LINK: Final = Limit("answer", 10, 15)
_KEPT: Final = timedelta(days=1)


def is_used_up(limit: Limit, source: str, now: datetime) -> bool:
    """Whether the source has tried as often as it may."""
    since = now - timedelta(minutes=limit.minutes)
    found = Attempt.objects.filter(kind=limit.kind, digest=_digest(source), at__gt=since)
    return found.count() >= limit.most


def count(limit: Limit, source: str, now: datetime) -> None:
    """Count one more try of the source; what anybody tried more than a day ago is forgotten."""
    Attempt.objects.filter(kind=limit.kind, at__lt=now - _KEPT).delete()
    Attempt.objects.create(kind=limit.kind, digest=_digest(source), at=now)


def _digest(source: str) -> str:
    """Addresses are personal data: they are kept only so that they can be told apart."""
    return digest_of(source, "openness attempt")
