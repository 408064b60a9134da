"""A backup: the database as of one moment, the papers of cases, messages not yet fetched, and their list."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from xunzheng import __version__
from xunzheng.formats.failures import reason_of
from xunzheng.site.cases.papers import papers_dir
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append_apart
from xunzheng.site.operations.databases import NAMES, copy_database
from xunzheng.site.operations.manifest import (
    OUTBOX,
    PAPERS,
    BackupRefused,
    Manifest,
    file_digest,
    write_manifest,
)

_CHUNK = 1024 * 1024


def back_up(target: Path, now: datetime) -> Manifest:
    """Back the site up into a new folder while it is running; the folder appears whole or not at all.

    The database comes first: each paper that it names was on the disk before its row was. The signing key is
    not in it (what is encrypted is worth no more than the place of its key), nor are batches of reports,
    which their pages promise to delete. The journal is told. Raises `BackupRefused` with a sentence.
    """
    if target.exists():
        raise _refused(target, "还没有的文件夹", "已经有了", "请换一个名字；备份不覆盖旧的。")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as made:
            folder = Path(made)
            manifest = _fill(folder, now)
            os.rename(folder, target)
            folder.mkdir()  # for the temporary directory to remove
    except OSError as failure:
        raise _refused(target, "可以写", reason_of(failure), "请检查路径、权限和剩余空间。") from None
    content: dict[str, Json] = {
        "cases": manifest.cases,
        "entries": manifest.entries,
        "digest": manifest.digest,
    }
    append_apart([Note("backup.made", "system:backup", "backup", now, content)])
    return manifest


def _fill(folder: Path, now: datetime) -> Manifest:
    database = folder / NAMES[connection.vendor]
    copied = copy_database(database)
    papers, broken = _copy_papers(folder / PAPERS)
    _copy_outbox(folder / OUTBOX)
    manifest = Manifest(
        __version__,
        now.isoformat(timespec="seconds"),
        connection.vendor,
        database.name,
        file_digest(database),
        copied.heads,
        copied.cases,
        papers,
        broken,
    )
    write_manifest(manifest, folder)
    _sync(folder)
    return manifest


def _copy_papers(target: Path) -> tuple[dict[str, int], tuple[str, ...]]:
    """Copy every paper below its digest; those that are not what their name says are told, and copied too."""
    papers: dict[str, int] = {}
    broken: list[str] = []
    target.mkdir()
    for path in sorted(papers_dir().glob("??/*")):
        (target / path.parent.name).mkdir(exist_ok=True)
        try:
            size, digest = copy_digested(path, target / path.parent.name / path.name)
        except FileNotFoundError:
            continue  # no row named it, and it was deleted meanwhile
        papers[path.name] = size
        if digest != path.name:
            broken.append(path.name)
    return papers, tuple(broken)


def copy_digested(source: Path, target: Path) -> tuple[int, str]:
    """Copy a file; its size and the SHA-256 of what was copied."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb") as read, target.open("xb") as written:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            written.write(chunk)
    return size, digest.hexdigest()


def _copy_outbox(target: Path) -> None:
    """Copy the messages that no other system has fetched; one may be fetched just now."""
    target.mkdir()
    for path in sorted((settings.DATA_DIR / OUTBOX).glob("*.json")):
        try:
            shutil.copyfile(path, target / path.name)
        except FileNotFoundError:
            continue


def _sync(folder: Path) -> None:
    """See to it that a power cut does not lose the backup, and that its owner alone can read it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refused(target: Path, expected: str, found: str, advice: str) -> BackupRefused:
    return BackupRefused("没有备份", where=str(target), expected=expected, found=found, advice=advice)
