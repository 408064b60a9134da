"""Links between cases, and the suggestion that the same matter was told before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from django.db import transaction

from xunzheng.processes.command import Reason, Refused
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases.limits import wrong_texts
from xunzheng.site.cases.looking import Seen, look
from xunzheng.site.cases.models import Link
from xunzheng.site.cases.search import same_words, words_of
from xunzheng.site.cases.states import LinkKind, View
from xunzheng.site.journal.services import Note, append
from xunzheng.site.project.plain_sql import select

_MOST_COMPARED: Final = 100
_NEAR: Final = 0.6
_LONGEST_NOTE = 500
_LATEST: Final = (
    "SELECT number, title, opened_at, process FROM cases_case WHERE applicant = %s AND id <> %s "
    "ORDER BY opened_at DESC LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Likely:
    """A case in which the same applicant seems to tell the same; `share` of their words are the same."""

    number: str
    title: str
    opened_at: datetime
    share: float


def link(number: str, other: str, kind: LinkKind, note: str, actor: Actor, now: datetime) -> Link | Refused:
    """Say that two cases have to do with each other; the actor must see all of both, as staff. Journalled.

    The same link a second time is the one that is there.
    """
    wrong = wrong_texts({}, {}, note)
    if wrong or len(note) > _LONGEST_NOTE:
        return Refused(wrong or (Reason("note", f"说明最多 {_LONGEST_NOTE} 个字。"),))
    one, two = look(number, actor, now), look(other, actor, now)
    if one is None or two is None:
        return Refused((Reason("unknown", f"没有办件 {other if one else number}，或者您无权查看。"),))
    if not (_may_link(one) and _may_link(two)):
        return Refused((Reason("role", "只有办理单位的工作人员才能关联办件。"),))
    if one.case_id == two.case_id:
        return Refused((Reason("field", "不能把办件与它自己关联。"),))
    with transaction.atomic():
        made, is_new = Link.objects.get_or_create(
            case_id=one.case_id, other_id=two.case_id, kind=kind.value,
            defaults={"who": actor.id, "at": now, "note": note},
        )  # fmt: skip
        if is_new:
            append([Note("case.linked", actor.id, number, now, {"other": other, "kind": kind.value})])
    return made


@lru_cache(maxsize=4096)
def _words(title: str) -> frozenset[str]:
    """Whoever applies often has the same titles compared on each of his cases' pages."""
    return frozenset(words_of(title))


def likely_duplicates(seen: Seen, limit: int = 5) -> tuple[Likely, ...]:
    """Cases of the same applicant and process whose titles are nearly the same, the nearest first.

    The latest hundred of the applicant's are compared. Only for who sees all of the case as staff.
    """
    if not _may_link(seen):
        return ()
    words = _words(seen.title)
    latest = select(_LATEST, [seen.actual.applicant, seen.case_id, _MOST_COMPARED])
    found = [
        Likely(number, title, opened_at, same_words(words, _words(title)))
        for number, title, opened_at, process in latest
        if process == seen.actual.process
    ]
    near = sorted((each for each in found if each.share >= _NEAR), key=lambda each: -each.share)
    return tuple(near[:limit])


def _may_link(seen: Seen) -> bool:
    return seen.view is View.WHOLE and not seen.is_own
