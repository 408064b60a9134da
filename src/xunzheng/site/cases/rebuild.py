"""Makes cases anew from their events, and compares them with what stands in the tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
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
from xunzheng.site.cases.imports_kept import Imports
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


def rebuild(case_id: int, *, check: bool = True, imports: Imports | None = None) -> Difference | None:
    """Make the case anew from its events; the first difference there was, None where all was equal.

    Without `check` the tables are then set right. Events are held against the journal and never changed: each
    has one entry with its digest; those of an import are held by the entry of their chunk (`imports`).
    A check takes no lock unless it finds something: then it looks again, for a command may just have been at
    work on the case.
    """
    imports = Imports() if imports is None else imports
    with transaction.atomic():
        found = _rebuilt(store.read(case_id), imports, is_mended=False)
        if found is None:
            return None
        return _rebuilt(store.load(case_id), imports, is_mended=not check)


def _rebuilt(loaded: Loaded | None, imports: Imports, *, is_mended: bool) -> Difference | None:
    assert loaded is not None, "cases are never deleted"
    found = _wrong_events(loaded, imports)
    if found is not None:
        return found
    law = law_of(loaded)
    case = replay(law.definition, map(from_text, _texts(loaded.case_id)))
    found = _difference(loaded, case, law)
    if found is not None and is_mended:
        _set_right(loaded, case, law)
    return found


def rebuild_all(*, check: bool = True, after: int = 0) -> Iterator[tuple[str, Difference | None]]:
    """Every case by its number with its first difference, in the order of ids; one is in memory at a time."""
    imports = Imports()
    while True:
        sql = "SELECT id, number FROM cases_case WHERE id > %s ORDER BY id LIMIT %s"
        ((rows),) = ask([(sql, [after, _AT_ONCE])])
        for case_id, number in rows:
            yield number, rebuild(case_id, check=check, imports=imports)
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


def _wrong_events(loaded: Loaded, imports: Imports) -> Difference | None:
    """The first event that is missing, or is not the one that the journal tells of."""
    number, version = str(loaded.row["number"]), int(loaded.row["version"])
    texts = _texts(loaded.case_id)
    if len(texts) != version:
        return Difference(number, "cases_event", "事件个数", str(len(texts)), str(version))
    known = _digests(number)
    imported = imports.version_of(loaded.case_id) if 1 not in known else 0
    if imported and not imports.is_whole(loaded.case_id):
        return Difference(number, "cases_event", "导入的事件的摘要", "不符", "与日志中这一批导入的摘要相符")
    for place, text in enumerate(texts, 1):
        should = [hashlib.sha256(text.encode()).hexdigest()] if place > imported else []
        if known.get(place, []) != should:
            where = f"第 {place} 个事件在日志中的摘要"
            return Difference(number, "cases_event", where, _listed(known.get(place)), _listed(should))
    beyond = max(known, default=0)
    if beyond > version:
        return Difference(number, "cases_event", "事件个数", str(version), f"日志中有第 {beyond} 个")
    return None


def _digests(number: str) -> dict[int, list[str]]:
    """The digests that the journal has of the case's events, by their numbers."""
    found: dict[int, list[str]] = {}
    entries = Entry.objects.filter(about=number, kind="case.event").values_list("content", flat=True)
    for content in map(json.loads, entries):
        found.setdefault(content["event"], []).append(content["digest"])
    return found


def _listed(digests: Sequence[str] | None) -> str:
    return "、".join(digests or ()) or "没有"


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
