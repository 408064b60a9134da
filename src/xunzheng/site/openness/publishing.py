"""Publishes answers, withdraws them, and finds those that are published."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from xunzheng.processes.command import Reason, Refused
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.accounts.permissions import may
from xunzheng.site.cases.limits import wrong_texts
from xunzheng.site.cases.looking import Seen
from xunzheng.site.cases.models import Case, Paper
from xunzheng.site.journal.services import Note, append
from xunzheng.site.openness.forms import ID_TITLES, REPRESENTATIVE_TITLE, USCC_TITLE
from xunzheng.site.openness.models import Publication, PublishedFile
from xunzheng.site.openness.visitors import PROCESS

PUBLISH: Final = "openness.publish"
ROWS_OF_A_PAGE: Final = 30
_LONGEST_TEXT = 10_000
_SHORTEST_TELLING = 6  # shorter parts are words such as 电话 and 居民身份证
_PARTS = re.compile(r"[\s；，、]+")
_TITLES: Final = frozenset({*ID_TITLES.values(), USCC_TITLE})


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor wants published: in his own words, since those of the applicant may tell who he is."""

    title: str
    text: str
    files: tuple[str, ...] = ()
    is_checked: bool = False


def publishable(seen: Seen) -> bool:
    """Whether the answer may be published: it was approved for that, and delivered."""
    return seen.actual.process == PROCESS and seen.actual.published_at is not None


def waiting(actor: Actor) -> Sequence[Case]:
    """The answered requests of the actor's agencies that may be published and are not."""
    codes = [held.organisation for held in actor.appointments if may(actor, PUBLISH, held.organisation)]
    published = Publication.objects.filter(withdrawn_at=None).values("number")
    found = Case.objects.filter(process=PROCESS, held_by__in=codes, published_at__isnull=False)
    return list(found.exclude(number__in=published).order_by("-published_at", "-id")[:100])


def given_papers(seen: Seen) -> Sequence[Paper]:
    """The papers that were given to the applicant as the information itself."""
    references = seen.actual.materials.get("documents", ())
    return list(
        Paper.objects.filter(case=seen.case_id, reference__in=references).order_by("given_at", "name")
    )


def publish(seen: Seen, draft: Draft, agency_name: str, actor: Actor, now: datetime) -> Publication | Refused:
    """Publish the answer. Refused with what is wrong with the draft, or where it may not be published."""
    reasons = _wrong(seen, draft)
    if reasons:
        return Refused(tuple(reasons))
    case = seen.actual
    try:
        with transaction.atomic():
            made = Publication.objects.create(
                number=case.id,
                reference=secrets.token_hex(8),
                title=draft.title,
                agency=case.main.organisation,
                agency_name=agency_name,
                outcome=case.outcome or "",
                text=draft.text,
                answered_on=date.fromisoformat(str(case.values["answered_on"])),
                published_by=actor.id,
                published_at=now,
            )
            for place, paper in enumerate(_chosen(seen, draft), 1):
                PublishedFile.objects.create(
                    publication=made, place=place, reference=paper.reference, name=paper.name
                )
            append([Note("openness.published", actor.id, case.id, now, {"reference": made.reference})])
    except IntegrityError:
        return Refused((Reason("state", "这件答复已经公布，不能再公布一次。"),))
    return made


def withdraw(publication: Publication, why: str, actor: Actor, now: datetime) -> None:
    """Take a published answer off the pages; the row stays, and says when and why."""
    with transaction.atomic():
        changed = Publication.objects.filter(pk=publication.pk, withdrawn_at=None)
        if changed.update(withdrawn_at=now, withdrawn_why=why[:200]):
            content = {"reference": publication.reference, "why": why[:200]}
            append([Note("openness.withdrawn", actor.id, publication.number, now, content)])


def published(text: str = "", agency: str = "", before: str = "") -> tuple[list[Publication], str]:
    """A page of the published answers, the latest first, and where the next one begins (empty: nowhere)."""
    found = Publication.objects.filter(withdrawn_at=None).order_by("-answered_on", "-id")
    for word in text.split()[:6]:
        found = found.filter(Q(title__contains=word) | Q(text__contains=word))
    if agency:
        found = found.filter(agency=agency)
    last = Publication.objects.filter(reference=before).first() if before else None
    if last is not None:
        found = found.filter(
            Q(answered_on__lt=last.answered_on) | Q(answered_on=last.answered_on, pk__lt=last.pk)
        )
    rows = list(found[: ROWS_OF_A_PAGE + 1])
    return rows[:ROWS_OF_A_PAGE], rows[ROWS_OF_A_PAGE - 1].reference if len(rows) > ROWS_OF_A_PAGE else ""


def agencies_published() -> list[tuple[str, str]]:
    """The agencies that have published answers, by code and name."""
    found = Publication.objects.filter(withdrawn_at=None).order_by("agency_name", "agency")
    return list(dict(found.values_list("agency", "agency_name")).items())


def find_published(reference: str) -> Publication | None:
    """The published answer, None where it is not there or was withdrawn."""
    return Publication.objects.filter(reference=reference, withdrawn_at=None).first()


def find_file(publication: Publication, place: int) -> Paper | None:
    """A file of a published answer."""
    file = publication.files.filter(place=place).first()
    return None if file is None else Paper.objects.filter(reference=file.reference).first()


def _wrong(seen: Seen, draft: Draft) -> list[Reason]:
    reasons = [] if publishable(seen) else [Reason("state", "这件申请还没有答复，或者没有同意公布。")]
    if not 0 < len(draft.title) <= 200:
        reasons.append(Reason("field", "请写公布的标题，不超过 200 字。", "title"))
    if not 0 < len(draft.text) <= _LONGEST_TEXT:
        reasons.append(Reason("field", f"请写公布的内容，不超过 {_LONGEST_TEXT} 字。", "text"))
    reasons += [replace(reason, about="text") for reason in wrong_texts({}, {}, draft.title, draft.text)]
    if not draft.is_checked:
        reasons.append(Reason("field", "请确认标题、内容和附件里没有申请人和第三方的个人信息。", "checked"))
    shown = "\n".join((draft.title, draft.text, *(paper.name for paper in _chosen(seen, draft))))
    if any(word in shown for word in _telling(seen)):
        sentence = "公布的内容或者附件的名称里有申请人的姓名、证件或者联系方式，请删去。"
        reasons.append(Reason("field", sentence, "text"))
    return reasons


def _telling(seen: Seen) -> list[str]:
    """What would tell the applicant: his name and who represents him, and each number or address of his
    papers and contacts.
    """
    values = seen.actual.values
    identity, _, representative = str(values.get("identity", "")).partition(REPRESENTATIVE_TITLE)
    names = (str(values.get("applicant_name", "")).strip(), representative.strip())
    parts = _PARTS.split(f"{identity} {values.get('contact', '')}")
    numbers = (part for part in parts if len(part) >= _SHORTEST_TELLING and part not in _TITLES)
    return [*(name for name in names if len(name) > 1), *numbers]


def _chosen(seen: Seen, draft: Draft) -> list[Paper]:
    return [paper for paper in given_papers(seen) if paper.reference in draft.files]
