"""What can be done with a batch: keep it, stop and resume it, open a file of it, export it, delete it."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import transaction

from xunzheng.audit.run import Audit, audit
from xunzheng.batch.archive import ArchiveRefused, Archives
from xunzheng.batch.folder import DELETED, BatchFolder, Progress
from xunzheng.batch.limits import MEGABYTE, Limits
from xunzheng.batch.page import lay_out_summary, write_summary
from xunzheng.batch.refusal import BatchRefused
from xunzheng.batch.results import write_sorted
from xunzheng.batch.settings import BatchSettings
from xunzheng.batch.sources import read_source
from xunzheng.batch.tally import Summary, summary
from xunzheng.formats import read
from xunzheng.formats.failures import reason_of
from xunzheng.formats.html.words import Language
from xunzheng.formats.refusals import Unreadable
from xunzheng.site.batches.models import KeptBatch
from xunzheng.site.batches.queries import count_batches, find_expired

INCOMING = ".incoming-"  # how the name of a folder begins that an upload is received in
GIVEN_BACK = "annotated.zip"
_TOKEN_BYTES = 32
EXPORTS = (
    "results.xlsx",
    "results.csv",
    "results.findings.csv",
    "results.parquet",
    "results.findings.parquet",
    "results.jsonl",
    "summary.html",
)


class Full(Exception):
    """So many batches are kept that no further one is."""


class NotRead(Exception):
    """A file of a batch cannot be read or audited; the message is the sentence that the user sees."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One file as it was uploaded: where it lies, and the path that it shall have in the batch."""

    stored: Path
    path: str


def batches_dir() -> Path:
    """Where all batches lie; only the owner of the server can look into it."""
    folder: Path = settings.DATA_DIR / "batches"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def folder_of(batch: KeptBatch) -> BatchFolder:
    """The folder of the batch."""
    return BatchFolder(batches_dir() / batch.token, batches_dir() / "line")


def keep_batch(files: Sequence[Handed], name: str, now: datetime) -> KeptBatch:
    """Keep the files as a batch under a new token of 256 random bits, and begin to audit them.

    Raises `Full`, and `OSError` where the disk does not take them; then nothing is kept.
    """
    delete_expired(now)
    if count_batches() >= settings.BATCH_KEPT:
        raise Full
    batch = KeptBatch(
        token=secrets.token_urlsafe(_TOKEN_BYTES),
        name=name,
        kept_at=now,
        expires_at=now + timedelta(days=settings.BATCH_DAYS),
    )
    folder = folder_of(batch)
    try:
        folder.path.mkdir(mode=0o700)
        folder.prepare(_settings(_given(folder)), settings.BATCH_JOBS)
        for file in files:
            target = folder.files / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file.stored, target)
        with transaction.atomic():
            batch.save()
    except BaseException:
        folder.delete()
        raise
    folder.start()
    return batch


def _given(folder: BatchFolder) -> Path:
    """Where the reports of the batch with their findings in them lie."""
    return folder.path / "given"


def _settings(given: Path) -> BatchSettings:
    limits = Limits(
        files=settings.BATCH_FILES,
        members=settings.BATCH_FILES,
        unpacked=8 * settings.BATCH_LIMIT,
        file=max(settings.UPLOAD_LIMIT, MEGABYTE),
    )
    return BatchSettings(limits=limits, reading=settings.READ_LIMITS, given=given)


def delete_batch(batch: KeptBatch) -> None:
    """Delete the batch with all that was kept of it; what works on it ends."""
    folder_of(batch).delete()
    with transaction.atomic():
        batch.delete()


def delete_expired(now: datetime) -> int:
    """Delete the batches whose time is over; how many there were."""
    expired = find_expired(now)
    for batch in expired:
        delete_batch(batch)
    _delete_leftovers(now)
    return len(expired)


def _delete_leftovers(now: datetime) -> None:
    """Delete what was being received or deleted when the server was killed, a day later."""
    before = (now - timedelta(days=1)).timestamp()
    for pattern in (f"{INCOMING}*", f"{DELETED}*"):
        for folder in batches_dir().glob(pattern):
            with contextlib.suppress(OSError):
                if folder.stat().st_mtime < before:
                    shutil.rmtree(folder, ignore_errors=True)


def audit_file(batch: KeptBatch, path: str) -> Audit | None:
    """Audit one file of the batch anew; None where it has no such file. Raises `NotRead` with a sentence.

    What a worker could not read, or what brought it down, is not tried again in the server.
    """
    folder = folder_of(batch)
    source = folder.source(path)
    if source is None:
        return None
    row = next((row for row in folder.rows() if row.path == path and not row.is_audited), None)
    if row is not None:
        raise NotRead(row.reason)
    chosen, archives = folder.settings(), Archives()
    try:
        if source.trouble:
            raise NotRead(source.trouble)
        content = read_source(source, chosen.limits, archives)
        return audit(read(content, source.name, chosen.reading), chosen.rules())
    except (ArchiveRefused, Unreadable) as refusal:
        raise NotRead(str(refusal)) from None
    except OSError as failure:
        raise NotRead(f"读不了 {source.name}：{reason_of(failure)}。请告诉管理员。") from None
    finally:
        archives.close()


def list_given(batch: KeptBatch, language: Language, now: datetime) -> Iterator[tuple[str, Path]]:
    """What is given back of the finished files, after the list of all findings: names and files.

    Raises `BatchRefused` where nothing is finished.
    """
    findings = export_file(batch, "results.xlsx", language, now)
    folder = _given(folder_of(batch))
    files = (path for path in sorted(folder.rglob("*")) if path.suffix != ".part" and path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in files)
    return chain([("问题清单.xlsx", findings)], named)


def summarize(batch: KeptBatch) -> tuple[Summary, Progress]:
    """The summary of what is finished, and how far it is."""
    folder = folder_of(batch)
    return summary(folder.records()), folder.progress()


def export_file(batch: KeptBatch, name: str, language: Language, now: datetime) -> Path:
    """The file of that name among `EXPORTS`, made of what is finished, unless it is there already.

    Raises `BatchRefused` where it cannot be made.
    """
    folder = folder_of(batch)
    place = folder.path / "out" / language
    target, journal = place / name, folder.journal
    if not journal.exists():
        raise BatchRefused("还没有核查完的报告。请稍后再试。")
    made_of = journal.stat().st_mtime_ns
    if target.exists() and target.stat().st_mtime_ns == made_of:
        return target
    place.mkdir(parents=True, exist_ok=True)
    if name == "summary.html":
        progress = folder.progress()
        page = lay_out_summary(
            summary(folder.records()),
            language,
            at=now,
            passed_over=progress.passed_over,
            expected=progress.total,
        )
        write_summary(page, target, language)
        written: tuple[Path, ...] = (target,)
    else:
        written = write_sorted(folder.records, place / name.replace(".findings.", "."))
    for file in written:
        # Dated by what it was made of: a record that came meanwhile makes it stale.
        os.utime(file, ns=(made_of, made_of))
    return target
