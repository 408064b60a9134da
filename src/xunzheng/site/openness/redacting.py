"""Makes the redacted copies of an original and keeps both, each with its digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from xunzheng.formats.reading import read
from xunzheng.formats.writing import OutputKind, write
from xunzheng.processes.command import Reason
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases.models import Paper
from xunzheng.site.cases.paper_kinds import clean_name
from xunzheng.site.cases.papers import keep_paper
from xunzheng.site.cases.services import Refused
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append
from xunzheng.site.openness.marks import OPENS, Redacted, WrongMarks, manuscript_of, redact, text_of
from xunzheng.site.openness.models import Copy, Omission, Redaction

LARGEST: Final = 5 * 1024 * 1024
LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came, and its text as it is marked."""

    name: str
    content: bytes
    text: str


def read_original(content: bytes, name: str) -> Original:
    """The text of an original. Raises Unreadable, or WrongMarks where it is too large or has nothing to
    mark.
    """
    if len(content) > LARGEST:
        found, expected = f"{len(content) / 1024 / 1024:.1f} MB", f"不超过 {LARGEST // 1024 // 1024} MB"
        raise WrongMarks("文件太大", f"“{name[:60]}”", expected, found, "请拆分，或者上传已经处理好的文件。")
    text = text_of(read(content, name, settings.READ_LIMITS))
    if not text.strip() or len(text) > LONGEST:
        expected, found = f"1 至 {LONGEST} 字的文字", f"{len(text)} 字"
        raise WrongMarks("没有能标记的文字", f"“{name[:60]}”", expected, found, "请上传已经处理好的文件。")
    return Original(clean_name(name), content, text)


def start(number: str, original: Original, actor: Actor, now: datetime) -> Redaction:
    """Keep the original, so that it can be marked."""
    digest = hashlib.sha256(original.content).hexdigest()
    with transaction.atomic():
        kept = Redaction.objects.create(
            number=number, name=original.name, original=original.content, original_digest=digest,
            made_by=actor.id, made_at=now,
        )  # fmt: skip
        append([Note("openness.original", actor.id, number, now, {"name": original.name, "digest": digest})])
    return kept


def original_text(redaction: Redaction) -> str:
    """The text of the original that is kept."""
    return read_original(bytes(redaction.original), redaction.name).text


def finish(redaction: Redaction, marked: str, title: str, actor: Actor, now: datetime) -> Redacted | Refused:
    """Make the copies as Word and PDF out of the text without the marked words, and keep them as papers.

    Raises WrongMarks. The original's file is not touched: nothing of it but the text that stays open gets
    into a copy.
    """
    redacted = redact(marked.replace("\r\n", "\n"), original_text(redaction))
    if not redacted.spans:
        raise WrongMarks(
            "没有标记", "全文", f"至少一处 {OPENS}…", "没有", "全部可以公开的，请直接作为附件给出。"
        )
    _check_title(title, redacted)
    manuscript = manuscript_of(title, redacted)
    copies: list[Paper] = []
    for kind in (OutputKind.DOCX, OutputKind.PDF):
        paper = keep_paper([write(manuscript, kind)], f"{title}.{kind}", actor, now)
        if isinstance(paper, Refused):
            return paper
        copies.append(paper)
    _keep(redaction, redacted, copies, actor, now)
    return redacted


def _check_title(title: str, redacted: Redacted) -> None:
    if not title.strip() or len(title) > 80:
        raise WrongMarks("名称不对", "名称", "1 至 80 字", f"{len(title)} 字", "请改名称。")
    for span in redacted.spans:
        if span.words.strip() in title:
            raise WrongMarks("名称里有遮盖的字", "名称", "不含遮盖的字", "含有", "请改名称。")


def _keep(redaction: Redaction, redacted: Redacted, copies: list[Paper], actor: Actor, now: datetime) -> None:
    with transaction.atomic():
        redaction.copies.all().delete()
        redaction.omissions.all().delete()
        Copy.objects.bulk_create(
            Copy(redaction=redaction, reference=paper.reference, name=paper.name, digest=paper.digest)
            for paper in copies
        )
        Omission.objects.bulk_create(
            Omission(
                redaction=redaction,
                place=place,
                start=span.start,
                length=len(span.words),
                ground=span.ground,
                reason=span.reason,
            )
            for place, span in enumerate(redacted.spans, 1)
        )
        content: dict[str, Json] = {
            "original": redaction.original_digest,
            "copies": [paper.digest for paper in copies],
            "spans": len(redacted.spans),
        }
        append([Note("openness.redacted", actor.id, redaction.number, now, content)])


def refusal(text: str) -> Refused:
    """A refusal of one sentence."""
    return Refused((Reason("openness", text),))
