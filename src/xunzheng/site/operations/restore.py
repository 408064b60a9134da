"""A restore: into an empty database and data directory, then everything held against what it should be."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from xunzheng.formats.failures import reason_of
from xunzheng.site.cases.models import Case, Paper
from xunzheng.site.cases.papers import papers_dir, path_of
from xunzheng.site.cases.rebuild import rebuild_all
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append_apart
from xunzheng.site.journal.verifying import Verdict, verify
from xunzheng.site.operations.backup import copy_digested
from xunzheng.site.operations.databases import fill_database, is_empty
from xunzheng.site.operations.manifest import (
    OUTBOX,
    PAPERS,
    BackupRefused,
    Manifest,
    file_digest,
    read_manifest,
)

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what is not as it should be, in sentences: the first twenty of each kind."""

    manifest: Manifest
    verdict: Verdict
    cases: int
    faults: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything is as it was."""
        return self.verdict.is_whole and not self.faults


def restore(source: Path, now: datetime) -> Restored:
    """Restore the backup into the configured database and data directory, both empty, and check it.

    Checked are: the digest of the copy before, the digest of each paper while it is copied, afterwards the
    chains of the journal up to the heads of the backup, each case against its events, each paper of a case.
    The journal then says that and when it was restored, if its chain can be gone on with.
    Raises `BackupRefused` where it cannot begin; nothing is changed then.
    """
    manifest = read_manifest(source)
    _refuse_unfit(manifest, source)
    try:
        fill_database(source / manifest.database)
        wrong = tuple(_restore_papers(manifest, source / PAPERS))
        _restore_outbox(source / OUTBOX)
    except OSError as failure:
        raise _refused(
            str(settings.DATA_DIR), "可以写", reason_of(failure), "请清空数据库和数据目录后重做。"
        ) from None
    call_command("migrate", verbosity=0, interactive=False)
    restored = check(manifest, wrong)
    content: dict[str, Json] = {
        "made_at": manifest.made_at,
        "digest": manifest.digest,
        "whole": restored.is_whole,
    }
    if restored.verdict.is_whole:
        append_apart([Note("backup.restored", "system:restore", "backup", now, content)])
    return restored


def check(manifest: Manifest, wrong: tuple[str, ...] = ()) -> Restored:
    """Hold the configured database and data directory against the manifest; `wrong` is known already."""
    cases = Case.objects.count()
    faults = [*wrong]
    if cases != manifest.cases:
        faults.append(f"办件 {cases:,} 件，备份时是 {manifest.cases:,} 件")
    differing = (str(found) for _, found in rebuild_all(check=True) if found is not None)
    faults += _first(differing)
    faults += _first(_missing_papers())
    return Restored(manifest, verify(manifest.heads), cases, tuple(faults))


def _refuse_unfit(manifest: Manifest, source: Path) -> None:
    if manifest.kind != connection.vendor:
        raise _refused(
            "XUNZHENG_DATABASE_URL",
            f"备份来自的 {manifest.kind}",
            connection.vendor,
            "请把设置改为同一种数据库。",
        )
    if not is_empty():
        raise _refused(
            str(connection.settings_dict["NAME"]), "空的数据库", "已有表", "恢复不覆盖：请给一个新的空库。"
        )
    if any(papers_dir().glob("??/*")):
        raise _refused(str(papers_dir()), "空的附件目录", "已有附件", "请换一个数据目录。")
    copy = source / manifest.database
    found = file_digest(copy) if copy.is_file() else "没有这个文件"
    if found != manifest.digest:
        raise _refused(str(copy), f"摘要 {manifest.digest}", found, "备份坏了或被改过：请用另一份。")


def _restore_papers(manifest: Manifest, source: Path) -> Iterator[str]:
    """Put each paper back; a sentence for each that is not what its name says or is not there."""
    for digest in manifest.papers:
        target = path_of(digest)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        try:
            _, found = copy_digested(source / digest[:2] / digest, target)
        except FileNotFoundError:
            yield f"附件 {digest}：备份里没有它的文件"
            continue
        target.chmod(0o600)
        if found != digest:
            when = "备份时就已损坏" if digest in manifest.broken else "备份之后被改过"
            yield f"附件 {digest}：内容与摘要不符（{when}）"


def _restore_outbox(source: Path) -> None:
    target: Path = settings.DATA_DIR / OUTBOX
    for path in sorted(source.glob("*.json")):
        target.mkdir(mode=0o700, exist_ok=True)
        shutil.copyfile(path, target / path.name)


def _missing_papers() -> Iterator[str]:
    rows = Paper.objects.filter(case__isnull=False).values_list("digest", "reference").order_by("reference")
    for digest, reference in rows.iterator():
        if not path_of(digest).is_file():
            yield f"附件 {reference}：文件 {digest} 不在"


def _first(sentences: Iterator[str]) -> list[str]:
    """The first sentences, and how many there are beside them."""
    told = [sentence for _, sentence in zip(range(_MOST_TOLD), sentences, strict=False)]
    rest = sum(1 for _ in sentences)
    return [*told, f"同类的还有 {rest:,} 处"] if rest else told


def _refused(where: str, expected: str, found: str, advice: str) -> BackupRefused:
    return BackupRefused("没有恢复", where=where, expected=expected, found=found, advice=advice)
