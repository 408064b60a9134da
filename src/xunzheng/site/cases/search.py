"""Search by number, applicant's name or words of the title, at a cost that does not grow with the cases.

A word is looked up among the latest `MOST_LOOKED_AT` cases that have it, and `is_cut` says so where there are
more: the older ones are found by number, or by a rarer word beside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases.driver import ask, is_postgresql
from xunzheng.site.cases.masking import masked
from xunzheng.site.cases.models import Case
from xunzheng.site.cases.own_view import state_told
from xunzheng.site.cases.reach import day_of, visible, visible_whole

MOST_WORDS: Final = 40
MOST_LOOKED_AT: Final = 1000
_MOST_ASKED = 6
_LONGEST_WORD = 20
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff_]+")
_LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found; the applicant's name is masked, and empty for who does not see all of it."""

    number: str
    title: str
    applicant: str
    process: str
    state: str
    opened_at: datetime
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the latest first; `is_cut` where older cases were not looked at."""

    hits: tuple[Hit, ...]
    is_cut: bool = False


def words_of(title: str) -> tuple[str, ...]:
    """What a case is found by: the pairs of neighbouring Chinese characters of its title, its other words.

    >>> words_of("道路维修 2024 Report")
    ('道路', '路维', '维修', '2024', 'report')
    """
    found: dict[str, None] = {}
    for run in _RUN.findall(_plain(title)):
        if "\u3400" <= run[0] <= "\u9fff" and len(run) > 1:
            found.update(dict.fromkeys(run[i : i + 2] for i in range(len(run) - 1)))
        else:
            found[run[:_LONGEST_WORD]] = None
    return tuple(found)[:MOST_WORDS]


def find(text: str, actor: Actor, now: datetime, limit: int = 50) -> Found:
    """The cases that the actor sees by number, applicant's name (or their beginnings) or words of the title.

    Names are looked up only among the cases of which the actor sees all, by their beginning.
    """
    text = " ".join(text.split())[:100]
    if not text:
        return Found(())
    on = day_of(now)
    seen, whole = visible(actor, on), visible_whole(actor, on)
    ids, is_cut = _with_words(words_of(text)[:_MOST_ASKED])
    numbers = Case.objects.filter(seen, _begins("number", text.upper()))
    names = Case.objects.filter(whole, _begins("applicant_name", text)).exclude(applicant_name="")
    titles = Case.objects.filter(seen, pk__in=ids)
    found = {case.pk: case for query in (numbers, names, titles) for case in query.order_by("-pk")[:limit]}
    latest = sorted(found.values(), key=lambda case: -case.pk)[:limit]
    known = set(Case.objects.filter(whole, pk__in=[case.pk for case in latest]).values_list("pk", flat=True))
    return Found(tuple(_hit(case, case.pk in known, actor) for case in latest), is_cut)


def _with_words(words: Sequence[str]) -> tuple[list[int], bool]:
    """The latest cases that have all the words, and whether there may be more."""
    if not words:
        return [], False
    counted = "SELECT count(*) FROM (SELECT 1 FROM cases_word WHERE word = %s LIMIT %s) counted"
    counts = [int(rows[0][0]) for rows in ask([(counted, [word, MOST_LOOKED_AT + 1]) for word in words])]
    fewest, rarest = min(zip(counts, words, strict=True))
    others = [word for word in words if word != rarest]
    also = "".join(
        " AND EXISTS (SELECT 1 FROM cases_word o WHERE o.word = %s AND o.case_id = w.case_id)" for _ in others
    )
    latest = "SELECT case_id FROM cases_word WHERE word = %s ORDER BY case_id DESC LIMIT %s"
    sql = f"SELECT w.case_id FROM ({latest}) w WHERE 1 = 1{also}"
    ((rows),) = ask([(sql, [rarest, MOST_LOOKED_AT, *others])])
    return [int(row[0]) for row in rows], fewest > MOST_LOOKED_AT


def _begins(column: str, text: str) -> Q:
    """That the column begins so, by its index: PostgreSQL's of patterns, SQLite's of code points."""
    if is_postgresql():
        return Q(**{f"{column}__startswith": text})
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + _LAST_SIGN})


def _hit(case: Case, is_whole: bool, actor: Actor) -> Hit:
    name = masked(case.applicant_name) if is_whole else ""
    state = state_told(case, actor)
    return Hit(case.number, case.title, name, case.process, state, case.opened_at, case.closed_at is not None)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def same_words(one: Iterable[str], other: Iterable[str]) -> float:
    """The share of words that two titles have in common."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first | second else 0.0
