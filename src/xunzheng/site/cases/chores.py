"""Work that one worker does for all: taken under a lease, gone on with where it was left, done once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from xunzheng.site.cases.models import Chore

LEASE: Final = timedelta(minutes=5)


def take(name: str, key: str, worker: str, now: datetime, *, afresh: bool = False) -> Chore | None:
    """The chore for this worker; None where it is done for this key, or another worker has it.

    A new key begins it anew, `afresh` also one that is done; otherwise it goes on where it was left.
    """
    known = Chore.objects.filter(name=name).first()
    if known is not None and not afresh and _is_done(known, key):
        return None
    with transaction.atomic():
        first = {"key": key, "begun_at": now, "leased_until": now, "worker": worker}
        chore, _ = Chore.objects.select_for_update().get_or_create(name=name, defaults=first)
        if (_is_done(chore, key) and not afresh) or _is_another_s(chore, worker, now):
            return None
        if afresh or chore.key != key:
            chore.key, chore.begun_at, chore.done_at = key, now, None
            chore.after = chore.seen = chore.moved = chore.failed = 0
        chore.worker, chore.leased_until = worker, now + LEASE
        chore.save()
        return chore


def keep(chore: Chore, now: datetime, *, is_done: bool = False) -> bool:
    """Keep how far it is, and the lease; whether it is still this worker's."""
    until, done_at = (now, now) if is_done else (now + LEASE, None)
    own = Chore.objects.filter(name=chore.name, key=chore.key, worker=chore.worker)
    return bool(
        own.update(
            after=chore.after, seen=chore.seen, moved=chore.moved, failed=chore.failed,
            leased_until=until, done_at=done_at,
        )
    )  # fmt: skip


def _is_done(chore: Chore, key: str) -> bool:
    return chore.key == key and chore.done_at is not None


def _is_another_s(chore: Chore, worker: str, now: datetime) -> bool:
    return chore.worker != worker and chore.leased_until > now and chore.done_at is None
