"""Papers: files kept by their digest, looked at by the scanner, given to cases by reference."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from xunzheng.processes.command import Reason, Refused
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases.models import Paper
from xunzheng.site.cases.paper_kinds import KINDS, clean_name, kind_of
from xunzheng.site.cases.scanning import Scan, Scanned, scan
from xunzheng.site.cases.states import PaperState
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append, append_apart

_HEAD: Final = 64 * 1024
_UNUSED_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper to be sent to somebody: where it lies, under what name and as what type."""

    path: Path
    name: str
    mime: str
    size: int


def keep_paper(
    chunks: Iterable[bytes], name: str, actor: Actor, now: datetime, *, is_personal: bool = False
) -> Paper | Refused:
    """Keep a file, so that a command can give it by its reference.

    Its type is told by its content. Refused: one that is too large or empty, of a type that is not taken, or
    infected (journalled). One that the scanner could not look at waits and cannot be given until it could.
    Raises OSError where the disk does not take it; then nothing is kept.
    """
    name = clean_name(name)
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=papers_dir()) as folder:
        incoming = Path(folder) / "paper"
        size, digest, head = _receive(chunks, incoming)
        wrong = _wrong(size, head, name)
        if wrong:
            return _refused(actor, name, wrong, now)
        looked = scan(incoming)
        if looked.scan is Scan.INFECTED:
            return _refused(actor, name, f"“{name}”含有病毒（{looked.said}），没有保存。", now)
        with _keeping():
            _store(incoming, digest)
            return _keep_row(looked, name, head, size, digest, actor, now, is_personal)


def _keep_row(
    looked: Scanned,
    name: str,
    head: bytes,
    size: int,
    digest: str,
    actor: Actor,
    now: datetime,
    personal: bool,
) -> Paper:
    state = PaperState.CLEAN if looked.scan is Scan.CLEAN else PaperState.WAITING
    paper = Paper(
        reference=secrets.token_hex(16), name=name, kind=kind_of(head, name), size=size, digest=digest,
        state=state, reason=looked.said if state is PaperState.WAITING else "", given_by=actor.id,
        given_at=now, is_personal=personal,
    )  # fmt: skip
    with transaction.atomic():
        paper.save(force_insert=True)
        content: dict[str, Json] = {"name": name, "digest": digest, "size": size, "state": state.value}
        append([Note("paper.kept", actor.id or "anonymous", f"paper:{paper.reference}", now, content)])
    return paper


def give_papers(case_id: int, material: str, references: Sequence[str], actor: Actor) -> tuple[Reason, ...]:
    """Bind papers to the case, inside the transaction of the command that gives them; why not, where not.

    A paper can be given by the one who uploaded it, once, and only after the scanner has let it through.
    """
    wanted = set(references)
    clean = Paper.objects.filter(reference__in=wanted, state=PaperState.CLEAN)
    clean.filter(case=None, given_by=actor.id).update(case=case_id)
    if clean.filter(case=case_id).count() != len(wanted):
        text = "有的附件不存在、不是您上传的、已用于别的办件，或者还没有通过查毒，请重新上传。"
        return (Reason("paper", text, material),)
    return ()


def open_paper(paper: Paper, actor: Actor, purpose: str, now: datetime) -> Opened | Refused:
    """The file of a paper that `looking.papers_of` has shown to the actor, or that he has just uploaded.

    Reading a personal one is journalled with its purpose. Refused while the scanner has not let it through,
    and where the file is not as it was (journalled): its digest is computed anew.
    """
    if paper.state != PaperState.CLEAN:
        return Refused((Reason("paper", f"“{paper.name}”还没有通过查毒，暂时不能打开。", paper.reference),))
    path = path_of(paper.digest)
    if not _is_whole(path, paper.digest):
        append_apart(
            [Note("paper.broken", "system", f"paper:{paper.reference}", now, {"digest": paper.digest})]
        )
        text = f"“{paper.name}”的文件缺失或与登记的摘要不符，不能打开，请告诉管理员。"
        return Refused((Reason("paper", text, paper.reference),))
    if paper.is_personal and actor.id != paper.given_by:
        with transaction.atomic():
            note = {"purpose": purpose[:200], "fields": ["paper"]}
            append([Note("read.personal", actor.id or "anonymous", f"paper:{paper.reference}", now, note)])
    return Opened(path, paper.name, KINDS[paper.kind].mime, paper.size)


def scan_waiting(now: datetime, limit: int = 100) -> int:
    """Look again at papers that the scanner could not look at; how many are no longer waiting.

    A scanner that fails is let alone until the next time. The papers come in no order, so that one on which
    it always fails does not hold up the others for ever.
    """
    done = 0
    for paper in Paper.objects.filter(state=PaperState.WAITING).order_by("?")[:limit]:
        looked = scan(path_of(paper.digest))
        if looked.scan is Scan.FAILED:
            break
        state = PaperState.CLEAN if looked.scan is Scan.CLEAN else PaperState.INFECTED
        with transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(state=state, reason=looked.said)
            note = {"state": state.value, "said": looked.said}
            append([Note("paper.scanned", "system", f"paper:{paper.reference}", now, note)])
        done += 1
    return done


def delete_unused(now: datetime) -> int:
    """Delete the rows of papers not given for two days, then files that no row names; how many files.

    A file is deleted only if it is older than any upload that may just be under way. What uploads left behind
    whose process was killed goes too. Several workers may do so at once.
    """
    before = now - _UNUSED_FOR
    Paper.objects.filter(case=None, given_at__lt=before).delete()
    for left in papers_dir().glob(".incoming-*"):
        if _is_older(left, before):
            shutil.rmtree(left, ignore_errors=True)
    deleted = 0
    for path in papers_dir().glob("??/*"):
        if _is_older(path, before):
            with _keeping(alone=True):
                deleted += _delete_unnamed(path, before)
    return deleted


def _delete_unnamed(path: Path, before: datetime) -> bool:
    if not _is_older(path, before) or Paper.objects.filter(digest=path.name).exists():
        return False
    path.unlink(missing_ok=True)
    return True


def _is_older(path: Path, before: datetime) -> bool:
    """Whether it is there, and unchanged since before that moment: another worker may have deleted it."""
    try:
        return path.stat().st_mtime < before.timestamp()
    except FileNotFoundError:
        return False


@contextmanager
def _keeping(*, alone: bool = False) -> Iterator[None]:
    """From a file's arrival to its row's, no file is deleted for want of a row."""
    with (papers_dir() / ".lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        yield


def papers_dir() -> Path:
    """Where the files of all papers lie; only the owner of the server can look into it."""
    folder: Path = settings.DATA_DIR / "papers"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def path_of(digest: str) -> Path:
    """Where the file of that digest lies."""
    return papers_dir() / digest[:2] / digest


def _receive(chunks: Iterable[bytes], target: Path) -> tuple[int, str, bytes]:
    """Write what comes, up to one byte over the limit; its size, digest and beginning."""
    size, digest, head = 0, hashlib.sha256(), b""
    with target.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.PAPER_LIMIT:
                break
            digest.update(chunk)
            head += chunk[: max(_HEAD - len(head), 0)]
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest(), head


def _store(incoming: Path, digest: str) -> None:
    """Put the file at its place in one step; one that is there already is the same."""
    target = path_of(digest)
    target.parent.mkdir(exist_ok=True, mode=0o700)
    incoming.chmod(0o600)
    os.replace(incoming, target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _wrong(size: int, head: bytes, name: str) -> str:
    if size == 0:
        return f"“{name}”是空文件，请重新选择。"
    if size > settings.PAPER_LIMIT:
        most = settings.PAPER_LIMIT // 1024 // 1024
        return f"“{name}”太大，附件最大 {most} MB，请压缩或拆分后再传。"
    if not kind_of(head, name):
        return (
            f"“{name}”的内容不是可以接收的类型；可以是：{'、'.join(kind.title for kind in KINDS.values())}。"
        )
    return ""


def _refused(actor: Actor, name: str, text: str, now: datetime) -> Refused:
    append_apart([Note("paper.refused", actor.id or "anonymous", "paper", now, {"name": name, "why": text})])
    return Refused((Reason("paper", text),))


def _is_whole(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False
