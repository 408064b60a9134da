"""Takes over many cases at once: decided as any other, written in chunks of one transaction each."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.db import transaction

from xunzheng.processes import decide
from xunzheng.processes.case import Case
from xunzheng.processes.command import Opening, Refused
from xunzheng.processes.events import Event, Opened
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases import bulk, reach
from xunzheng.site.cases.following import summary
from xunzheng.site.cases.library import Law, library
from xunzheng.site.cases.limits import wrong_key, wrong_texts
from xunzheng.site.cases.numbers import next_numbers
from xunzheng.site.cases.recording import added, folded, parts_of
from xunzheng.site.cases.rows import case_row
from xunzheng.site.cases.search import words_of
from xunzheng.site.cases.services import Asked
from xunzheng.site.cases.tables import EVENT
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append

CHUNK: Final = 1000


@dataclass(frozen=True, slots=True)
class Incoming:
    """One case to be taken over: what it is opened with, when it was, and its idempotency key."""

    key: str
    asked: Asked
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken over: its place in the import from 1, its key, and why, in sentences."""

    place: int
    key: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: how many were taken over, how many had been before, and the rows refused."""

    taken: int
    repeated: int
    refused: tuple[RefusedRow, ...]


@dataclass(frozen=True, slots=True)
class _New:
    """A case that is to be written, with its events."""

    incoming: Incoming
    law: Law
    case: Case
    events: tuple[Event, ...]


def import_cases(process: str, rows: Iterable[Incoming], actor: Actor, now: datetime) -> Imported:
    """Take over cases of a process, opened when each row says; a row whose key is known is passed over.

    A chunk is there wholly or not at all, and so is its journal, which holds one entry for it with the digest
    of all its events. Materials are not taken over this way. Raises UnknownProcess.
    """
    taken, repeated = 0, 0
    refused: list[RefusedRow] = []
    for chunk in _chunks(enumerate(rows, 1)):
        with _uncollected(), transaction.atomic():
            known = bulk.known_keys([row.key for _, row in chunk if not wrong_key(row.key)])
            fresh = _fresh(chunk, known, refused)
            repeated += len(chunk) - len(fresh) - sum(r.place >= chunk[0][0] for r in refused)
            new = _decided(process, fresh, actor, now, refused)
            _write(new, actor, now)
            taken += len(new)
    return Imported(taken, repeated, tuple(refused))


@contextmanager
def _uncollected() -> Iterator[None]:
    """A chunk makes many records and no cycles: collecting meanwhile would only look at all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _chunks(rows: Iterable[tuple[int, Incoming]]) -> Iterator[list[tuple[int, Incoming]]]:
    source = iter(rows)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _fresh(
    chunk: Sequence[tuple[int, Incoming]], known: set[str], refused: list[RefusedRow]
) -> list[tuple[int, Incoming]]:
    """The rows that are neither known, nor twice in the chunk, nor unfit to be kept."""
    seen = set(known)
    fresh = []
    for place, row in chunk:
        asked = row.asked
        wrong = wrong_key(row.key) + wrong_texts(
            asked.values, {}, asked.note, asked.applicant, asked.organisation
        )
        if wrong or asked.materials:
            why = "；".join(reason.text for reason in wrong) or "批量导入不带附件，请在导入后另行补充。"
            refused.append(RefusedRow(place, row.key[:120], why))
        elif row.key not in seen:
            seen.add(row.key)
            fresh.append((place, row))
    return fresh


def _decided(
    process: str, rows: Sequence[tuple[int, Incoming]], actor: Actor, now: datetime, refused: list[RefusedRow]
) -> list[_New]:
    """What the process decides of each row. Numbers are taken once it is known how many are needed."""
    on, accepted = reach.day_of(now), []
    acting: dict[tuple[str, str], Any] = {}
    for place, row in rows:
        asked = row.asked
        where = (asked.organisation, asked.region)
        if where not in acting:
            acting[where] = reach.opening(actor, *where, on)
        law = library().law_on(process, asked.region, row.opened_at)
        opening = Opening(
            "", asked.organisation, asked.region, asked.applicant or None, asked.values, note=asked.note
        )
        decided = decide.open_case(
            law.definition, opening, acting[where], row.opened_at, law.calendar, law.rules
        )
        if isinstance(decided, Refused):
            refused.append(RefusedRow(place, row.key, "；".join(reason.text for reason in decided.reasons)))
        else:
            accepted.append((row, law, decided))
    return _numbered(accepted)


def _numbered(accepted: Sequence[tuple[Incoming, Law, tuple[Event, ...]]]) -> list[_New]:
    """The cases with their numbers, which run in each series in the order of the rows."""
    numbers: dict[tuple[str, Any], Iterator[str]] = {}
    series = [(law.definition.code, law.calendar.day_of(row.opened_at)) for row, law, _ in accepted]
    for of_row, (row, law, _) in zip(series, accepted, strict=True):
        if of_row not in numbers:
            numbers[of_row] = iter(next_numbers(law, row.opened_at, series.count(of_row)))
    new = []
    for of_row, (row, law, (opened, *rest)) in zip(series, accepted, strict=True):
        assert isinstance(opened, Opened)
        events = (replace(opened, case=next(numbers[of_row])), *rest)
        new.append(_New(row, law, folded(None, events, law), events))
    return new


def _write(new: Sequence[_New], actor: Actor, now: datetime) -> None:
    if not new:
        return
    rows = [{**case_row(each.case), **summary(each.case, each.law), "parent": ""} for each in new]
    ids = bulk.insert_cases(rows)
    parts = [
        {**parts_of(each.case, each.law, {}), **added(each.case, 0, each.events, each.law)} for each in new
    ]
    bulk.insert_parts(ids, parts)
    bulk.insert_words(ids, [words_of(row["title"]) for row in rows])
    bulk.insert_keys([(each.incoming.key, each.case.version) for each in new], ids, actor.id, now)
    append([_note(new, parts, actor, now)])


def _note(new: Sequence[_New], parts: Sequence[Any], actor: Actor, now: datetime) -> Note:
    digest = hashlib.sha256()
    for each, rows in zip(new, parts, strict=True):
        for (number,), row in rows[EVENT].items():
            digest.update(f"{each.case.id}\n{number}\n{row[-1]}\n".encode())
    content: dict[str, Json] = {
        "cases": len(new), "first": new[0].case.id, "last": new[-1].case.id, "digest": digest.hexdigest(),
    }  # fmt: skip
    return Note("case.import", actor.id or "system", f"import:{new[0].case.process}", now, content)
