"""What is done once a day: forget what is over, put the journal's head into a file, say so in the journal."""

from __future__ import annotations

import hashlib
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from xunzheng.site.accounts.services.signing_in import forget
from xunzheng.site.cases.chores import keep, take
from xunzheng.site.cases.library import library
from xunzheng.site.cases.models import Watch
from xunzheng.site.cases.papers import delete_unused
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.exported import export_text
from xunzheng.site.journal.services import Note, append
from xunzheng.site.journal.verifying import heads

NAME: Final = "day"
_GONE = timedelta(days=30)


def make_round(worker: str, now: datetime) -> bool:
    """Make the round of the day, unless it was made or another worker is at it; whether it was made.

    Forgotten are tries to sign in and sessions that count for nothing any more, files that were never given
    to a case, and workers not seen for thirty days. What was done under an idempotency key is kept as long as
    its case: an import that comes again years later must not be taken twice. Raises OSError where the head
    cannot be written; the round is then made again.
    """
    on = library().calendar("").day_of(now)
    chore = take(NAME, on.isoformat(), worker, now)
    if chore is None:
        return False
    content: dict[str, Json] = {
        "on": on.isoformat(),
        "sign_in": forget(now),
        "papers": delete_unused(now),
        "workers": Watch.objects.filter(seen_at__lt=now - _GONE).delete()[0],
    }
    path = export_head(on, now)
    content |= {"head": path.name, "digest": hashlib.sha256(path.read_bytes()).hexdigest()}
    with transaction.atomic():
        if keep(chore, now, is_done=True):
            append([Note("day.round", "system", "site", now, content)])
    return True


def export_head(on: date, now: datetime) -> Path:
    """Write the journal's head of the day into the folder `heads`; one that is there stays as it is."""
    folder: Path = settings.DATA_DIR / "heads"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"journal-{on.isoformat()}.json"
    if not path.exists():
        part = folder / f".{path.name}.{os.getpid()}.part"
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(export_text(heads(), on, now, settings.JOURNAL_DIGEST))
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    return path
