"""Walks the chains of the journal and names the first broken link of each lane."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from xunzheng.site.journal.digests import ALGORITHMS, GENESIS, digested, digester, moment_text
from xunzheng.site.journal.models import Entry

_ROWS_AT_ONCE: Final = 2000
_SQLITE_AT: Final = "CASE length(at) WHEN 19 THEN at || '.000000' ELSE at || '' END"


class Difference(enum.StrEnum):
    """What is wrong at a broken link."""

    CONTENT = "content"  # the entry is not what its digest was taken over
    LINK = "link"  # the entry does not name the digest of the one before it
    GAP = "gap"  # an entry is missing, or one is too many
    ALGORITHM = "algorithm"  # the entry names a digest that the journal does not use
    TAIL = "tail"  # entries up to the head are missing
    HEAD = "head"  # the head is not that of the last entry, or there is none
    EXPORTED = "exported"  # an exported head names another entry than the one that is there


DIFFERENCES: Final = {
    Difference.CONTENT: "内容与摘要不符",
    Difference.LINK: "接不上前一条",
    Difference.GAP: "缺号或多出一条",
    Difference.ALGORITHM: "摘要算法不认识",
    Difference.TAIL: "末尾的记录不见了",
    Difference.HEAD: "链头与最后一条不符",
    Difference.EXPORTED: "与导出的链头不符",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A broken link: the lane, the number of the entry, and what differs."""

    lane: int
    number: int
    difference: Difference
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a lane: its number and digest."""

    lane: int
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries in how many lanes were walked, and the first broken link of each broken lane."""

    entries: int
    lanes: int
    broken: tuple[Broken, ...]

    @property
    def is_whole(self) -> bool:
        """No link is broken."""
        return not self.broken


def heads() -> tuple[Head, ...]:
    """The heads of the lanes that have entries, as of one moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lane, number, digest FROM journal_lane WHERE number > 0 ORDER BY lane")
        return tuple(Head(*row) for row in cursor.fetchall())


def verify(
    exported: Sequence[Head] = (),
    since: datetime | None = None,
    progress: Callable[[int], None] = lambda entries: None,
) -> Verdict:
    """Walk every lane and compare each entry with its digest, its number and the entry before it.

    `exported` are heads that were written down earlier: the entries they name must be there with just
    that digest. With `since` the walk of a lane begins at its first entry of that moment or later; the
    digest of the one before is then taken on trust. Entries that are added meanwhile are left to
    the next time. `progress` is told how many entries were walked. Memory does not grow with the journal.
    """
    found: list[Broken] = []
    entries = 0
    present = heads()
    for head in present:
        walk = _Walk(head, _start(head.lane, since))
        for step in walk.steps():
            entries += step
            progress(entries)
        found += [walk.broken] if walk.broken else []
    for broken in [*_against(exported), *_headless()]:
        if all(broken.lane != known.lane for known in found):
            found.append(broken)
    return Verdict(entries, len(present), tuple(sorted(found, key=lambda broken: broken.lane)))


def entry_difference(entry: Entry) -> Difference | None:
    """What is wrong with one entry taken by itself: whether it is what its digest was taken over."""
    if entry.algorithm not in ALGORITHMS:
        return Difference.ALGORITHM
    content = digested(
        entry.algorithm, entry.lane, entry.number, moment_text(entry.at), entry.kind, entry.who, entry.about,
        entry.previous, entry.content,
    )  # fmt: skip
    return None if digester(entry.algorithm)(content) == entry.digest else Difference.CONTENT


class _Walk:
    """The walk of one lane from its start to its head."""

    def __init__(self, head: Head, start: Head) -> None:
        self._head = head
        self._number, self._digest = start.number, start.digest
        self.broken: Broken | None = None

    def steps(self) -> Iterator[int]:
        """Walk on, giving how many entries each step took, until the head or the first broken link."""
        digests = {algorithm: digester(algorithm) for algorithm in ALGORITHMS if _is_there(algorithm)}
        while self._number < self._head.number:
            rows = _rows(self._head.lane, self._number, self._head.number)
            for row in rows:
                self.broken = self._compare(row, digests)
                if self.broken:
                    return
            yield len(rows)
            if not rows:
                self._break(
                    self._number + 1,
                    Difference.TAIL,
                    f"到第 {self._head.number} 号",
                    f"止于第 {self._number} 号",
                )
                return
        if self._digest != self._head.digest:
            self._break(self._number, Difference.HEAD, self._digest, self._head.digest)

    def _compare(self, row: _Columns, digests: dict[str, Callable[[bytes], str]]) -> Broken | None:
        lane, number, at, kind, who, about, content, previous, digest, algorithm = row
        if number != self._number + 1:
            return Broken(
                lane, self._number + 1, Difference.GAP, f"第 {self._number + 1} 号", f"第 {number} 号"
            )
        if previous != self._digest:
            return Broken(lane, number, Difference.LINK, self._digest, previous)
        if algorithm not in digests:
            return Broken(lane, number, Difference.ALGORITHM, "、".join(digests), algorithm)
        made = digests[algorithm](digested(algorithm, lane, number, at, kind, who, about, previous, content))
        if made != digest:
            return Broken(lane, number, Difference.CONTENT, digest, made)
        self._number, self._digest = number, digest
        return None

    def _break(self, number: int, difference: Difference, expected: str, found: str) -> None:
        self.broken = Broken(self._head.lane, number, difference, expected, found)


_Columns = tuple[int, int, str, str, str, str, str, str, str, str]


def _rows(lane: int, after: int, until: int) -> list[_Columns]:
    """The next rows, their moments as the text of `moment_text`."""
    is_text = connection.vendor == "sqlite"
    at = _SQLITE_AT if is_text else "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT lane, number, {at}, kind, who, about, content, previous, digest, algorithm"
            " FROM journal_entry WHERE lane = %s AND number > %s AND number <= %s"
            f" ORDER BY number LIMIT {_ROWS_AT_ONCE}",
            [lane, after, until],
        )
        rows: list[_Columns] = cursor.fetchall()
    return rows


def _is_there(algorithm: str) -> bool:
    try:
        digester(algorithm)
    except ValueError:
        return False
    return True


def _start(lane: int, since: datetime | None) -> Head:
    """The entry before the first that is walked; with number 0 where the walk begins at the first."""
    if since is None:
        return Head(lane, 0, GENESIS)
    moment = since if connection.vendor == "postgresql" else moment_text(since).removesuffix(".000000")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, digest FROM journal_entry WHERE lane = %s AND number <"
            " (SELECT coalesce(min(number), (SELECT number + 1 FROM journal_lane WHERE lane = %s))"
            " FROM journal_entry WHERE lane = %s AND at >= %s) ORDER BY number DESC LIMIT 1",
            [lane, lane, lane, moment],
        )
        row = cursor.fetchone()
    return Head(lane, *row) if row else Head(lane, 0, GENESIS)


def _against(exported: Sequence[Head]) -> Iterator[Broken]:
    for head in exported:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT digest FROM journal_entry WHERE lane = %s AND number = %s", [head.lane, head.number]
            )
            row = cursor.fetchone()
        if row is None:
            yield Broken(head.lane, head.number, Difference.TAIL, head.digest, "没有这一条")
        elif row[0] != head.digest:
            yield Broken(head.lane, head.number, Difference.EXPORTED, head.digest, row[0])


def _headless() -> list[Broken]:
    """Entries past the head of their lane, or in a lane that has none."""
    found = []
    for lane in _lanes():
        with connection.cursor() as cursor:  # one statement, so that both are of one moment
            cursor.execute(
                "SELECT (SELECT max(number) FROM journal_entry WHERE lane = %s),"
                " (SELECT number FROM journal_lane WHERE lane = %s)",
                [lane, lane],
            )
            last, head = cursor.fetchone()
        if head is None or last > head:
            told = "没有链头" if head is None else f"链头为第 {head} 号"
            found.append(Broken(lane, last, Difference.HEAD, f"链头为第 {last} 号", told))
    return found


def _lanes() -> Iterator[int]:
    """The lanes that have entries, each found by one look into the index."""
    lane = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT min(lane) FROM journal_entry WHERE lane > %s", [lane])
            (lane,) = cursor.fetchone()
        if lane is None:
            return
        yield lane
