"""Makes cases anew from their events, and compares them with what stands in the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from xunzheng.processes.case import Case
from xunzheng.processes.event_text import from_text
from xunzheng.processes.evolve import replay
from xunzheng.refusal import Refusal
from xunzheng.site.cases import store
from xunzheng.site.cases.driver import ask
from xunzheng.site.cases.following import summary, tasks, timer_rows
from xunzheng.site.cases.library import Law
from xunzheng.site.cases.recording import law_of
from xunzheng.site.cases.rows import case_row, rows_of
from xunzheng.site.cases.store import Loaded
from xunzheng.site.cases.tables import STATE, TASK, TIMER, Rows, Table
from xunzheng.site.journal.models import Entry

_AT_ONCE: Final = 500
_OF_TIMER = 4  # the columns of a timer that follow from the state; the rest are the worker's


class NoSuchCase(Refusal):
    """没有这个编号的办件。"""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where a case's tables are not what its events make."""

    number: str
    table: str
    place: str
    stands: str
    should: str

    def __str__(self) -> str:
        where = f"{self.number}：表 {self.table}，{self.place}"
        return f"{where}：应为 {self.should}，实为 {self.stands}"


def rebuild(case_id: int, *, check: bool = True) -> Difference | None:
    """Make the case anew from its events; the first difference there was, None where all was equal.

    Without `check` the tables are then set right. Events are held against the journal's digests and never
    changed.
    """
    with transaction.atomic():
        loaded = store.read(case_id) if check else store.load(case_id)
        assert loaded is not None, "cases are never deleted"
        found = _wrong_events(loaded)
        if found is not None:
            return found
        law = law_of(loaded)
        case = replay(law.definition, map(from_text, _texts(case_id)))
        found = _difference(loaded, case, law)
        if found is not None and not check:
            _set_right(loaded, case, law)
        return found


def rebuild_all(*, check: bool = True, after: int = 0) -> Iterator[tuple[str, Difference | None]]:
    """Every case by its number with its first difference, in the order of ids; one is in memory at a time."""
    while True:
        sql = "SELECT id, number FROM cases_case WHERE id > %s ORDER BY id LIMIT %s"
        ((rows),) = ask([(sql, [after, _AT_ONCE])])
        for case_id, number in rows:
            yield number, rebuild(case_id, check=check)
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1][0]


def id_of(number: str) -> int:
    """The id of the case of that number. Raises NoSuchCase."""
    found = store.find_id(number)
    if found is None:
        raise NoSuchCase(
            "没有这个编号的办件", where="编号", expected="已有办件的编号", found=number, advice="请核对编号。"
        )
    return found


def _texts(case_id: int) -> list[str]:
    ((rows),) = ask([("SELECT text FROM cases_event WHERE case_id = %s ORDER BY number", [case_id])])
    return [row[0] for row in rows]


def _wrong_events(loaded: Loaded) -> Difference | None:
    """The first event that is missing, or is not the one whose digest the journal has."""
    number, version = str(loaded.row["number"]), int(loaded.row["version"])
    texts = _texts(loaded.case_id)
    if len(texts) != version:
        return Difference(number, "cases_event", "事件个数", str(len(texts)), str(version))
    known = _digests(number)
    for place, text in enumerate(texts, 1):
        digest = hashlib.sha256(text.encode()).hexdigest()
        if known.get(place, digest) != digest:
            return Difference(number, "cases_event", f"第 {place} 个事件的摘要", digest, known[place])
    return None


def _digests(number: str) -> dict[int, str]:
    """The digests of the case's events in the journal; an import has one over all its events."""
    entries = Entry.objects.filter(about=number, kind="case.event").values_list("content", flat=True)
    return {content["event"]: content["digest"] for content in map(json.loads, entries)}


def _difference(loaded: Loaded, case: Case, law: Law) -> Difference | None:
    own = {**case_row(case), **summary(case, law)}
    for column, value in own.items():
        if loaded.row[column] != value:
            return Difference(case.id, "cases_case", column, _shown(loaded.row[column]), _shown(value))
    for table, rows in _parts(loaded, case, law).items():
        found = _first(case.id, table, _compared(table, loaded.parts[table]), _compared(table, rows))
        if found is not None:
            return found
    return None


def _parts(loaded: Loaded, case: Case, law: Law) -> dict[Table, Rows]:
    state = {table: rows for table, rows in rows_of(case, law.definition).items() if table in STATE}
    return {**state, TASK: tasks(case, law), TIMER: timer_rows(case, law, loaded.parts[TIMER])}


def _compared(table: Table, rows: Rows) -> Rows:
    return {key: row[:_OF_TIMER] for key, row in rows.items()} if table is TIMER else rows


def _first(number: str, table: Table, stands: Rows, should: Rows) -> Difference | None:
    for key in sorted({*stands, *should}, key=repr):
        before, after = stands.get(key), should.get(key)
        if before != after:
            place = "，".join(f"{name}={part}" for name, part in zip(table.key, key, strict=True))
            return Difference(number, table.name, place, _shown(before), _shown(after))
    return None


def _set_right(loaded: Loaded, case: Case, law: Law) -> None:
    own: Mapping[str, Any] = {**case_row(case), **summary(case, law)}
    changed = {column: value for column, value in own.items() if loaded.row[column] != value}
    store.save(loaded.case_id, changed, loaded.parts, _parts(loaded, case, law))


def _shown(value: object) -> str:
    return "没有" if value is None else str(value)
