"""Which cases were imported, and whether the events of their chunk are those that the journal tells of."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any, Final

from xunzheng.site.cases import store
from xunzheng.site.cases.driver import ask
from xunzheng.site.cases.library import library
from xunzheng.site.journal.models import Entry

_AT_ONCE: Final = 200
_CASES: Final = (
    "SELECT c.id, c.number, d.version_after FROM cases_case c JOIN cases_command d ON d.case_id = c.id "
    "WHERE c.id BETWEEN %s AND %s AND c.process = %s AND d.digest = %s AND d.at = %s "
    "AND d.version_before = 0 ORDER BY c.id"
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of an import as the journal tells of it; `first` and `last` are ids of cases."""

    process: str
    who: str
    at: datetime
    first: int
    last: int
    cases: int
    digest: str


class Imports:
    """The imports of the journal. A chunk is looked at once, when the first of its cases is asked for.

    Memory grows with the number of chunks, and of one chunk at a time with its cases.
    """

    def __init__(self) -> None:
        self._looked: Chunk | None = None
        self._versions: dict[int, int] = {}
        self._is_whole = False

    def version_of(self, case_id: int) -> int:
        """The number of the last event that an import gave the case; 0 where it was not imported."""
        return next(
            (self._versions[case_id] for chunk in self._holding(case_id) if self._look(chunk, case_id)), 0
        )

    def is_whole(self, case_id: int) -> bool:
        """Whether the events of its import are, all together, the ones whose digest the journal has."""
        return any(self._look(chunk, case_id) and self._is_whole for chunk in self._holding(case_id))

    def _holding(self, case_id: int) -> list[Chunk]:
        """The chunks among whose ids it lies: those of several imports at once may lie across each other."""
        if case_id > max((chunk.last for chunk in self._chunks), default=0):
            del self._chunks  # an import may have come since
        until = bisect_right(self._chunks, case_id, key=lambda chunk: chunk.first)
        return [chunk for chunk in self._chunks[max(until - _AT_ONCE, 0) : until] if chunk.last >= case_id]

    def _look(self, chunk: Chunk, case_id: int) -> bool:
        if self._looked is not chunk:
            self._versions, digest = _read(chunk)
            self._is_whole = len(self._versions) == chunk.cases and digest == chunk.digest
            self._looked = chunk
        return case_id in self._versions

    @cached_property
    def _chunks(self) -> list[Chunk]:
        abouts = [f"import:{code}" for code in dict.fromkeys(each.code for each in library().definitions)]
        entries = Entry.objects.filter(kind="case.import", about__in=abouts)
        return sorted(map(_chunk, entries), key=lambda chunk: (chunk.first, chunk.at))


def _chunk(entry: Entry) -> Chunk:
    told: dict[str, Any] = json.loads(entry.content)
    # A case that is gone has no id: its chunk then is that of nothing, and no case is covered by it.
    first, last = (store.find_id(str(told[end])) or 0 for end in ("first", "last"))
    return Chunk(
        entry.about.partition(":")[2], entry.who, entry.at, first, last, told["cases"], told["digest"]
    )


def _read(chunk: Chunk) -> tuple[dict[int, int], str]:
    """The cases of the chunk with the version that the import gave them, and the digest of those events."""
    who = "" if chunk.who == "system" else chunk.who
    keys = [chunk.first, chunk.last, chunk.process, f"import:{who}"[:64], chunk.at]
    ((cases),) = ask([(_CASES, keys)])
    digest = hashlib.sha256()
    for start in range(0, len(cases), _AT_ONCE):
        some = cases[start : start + _AT_ONCE]
        marks = ", ".join(["%s"] * len(some))
        sql = (
            f"SELECT case_id, number, text FROM cases_event WHERE case_id IN ({marks}) "
            "ORDER BY case_id, number"
        )
        ((events),) = ask([(sql, [case_id for case_id, _, _ in some])])
        texts = {
            case_id: {number: text for _, number, text in rows}
            for case_id, rows in groupby(events, key=lambda event: event[0])
        }
        for case_id, case_number, version in some:
            for number, text in sorted(texts.get(case_id, {}).items()):
                if number <= version:
                    digest.update(f"{case_number}\n{number}\n{text}\n".encode())
    return {case_id: version for case_id, _, version in cases}, digest.hexdigest()
