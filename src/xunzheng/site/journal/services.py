"""Adds to the journal, within the transaction of what it tells about."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from xunzheng.refusal import Refusal
from xunzheng.site.journal.digests import Json, canonical, digested, digester, moment_text
from xunzheng.site.journal.models import LONGEST_ABOUT, LONGEST_KIND, LONGEST_WHO, MOST_LANES
from xunzheng.site.journal.verifying import Verdict

LONGEST_CONTENT: Final = 1024 * 1024
_KIND = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*")
_CONTROL = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
_COLUMNS: Final = 10
_ROWS_AT_ONCE: Final = 500
_ROWS_TO_COPY: Final = 20
_TABLE: Final = "journal_entry (lane, number, at, kind, who, about, content, previous, digest, algorithm)"

digester = lru_cache(maxsize=None)(digester)


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be kept: its kind (`case.event`, `read.personal`), who, about what, when, the content."""

    kind: str
    who: str
    about: str
    at: datetime
    content: Mapping[str, Json]


class OutsideTransaction(Refusal):
    """日志只能和它所记的事写在同一个事务里。"""

    def __init__(self) -> None:
        super().__init__(
            "日志不能单独写",
            where="journal.append",
            expected="在 transaction.atomic 之内，与所记的事同一个事务",
            found="没有事务",
            advice="请把调用放进写数据的那个事务；拒绝访问等没有事务的记录用 append_apart。",
        )


class NoteRefused(Refusal):
    """这一条不能记入日志：字段太长、有控制字符、没有时区，或种类的写法不对。"""


class LaneMissing(Refusal):
    """日志的一条链没有链头：数据库被动过。"""

    def __init__(self, lane: int) -> None:
        super().__init__(
            "日志的链头不见了",
            where=f"journal_lane 第 {lane} 条链",
            expected=f"0 至 {MOST_LANES - 1} 号链各有一行",
            found="没有这一行",
            advice="数据库可能被动过：请停止写入，运行 xunzheng verify 并与导出的链头核对。",
        )


def lane_of(about: str) -> int:
    """The lane that tells of `about`: always the same while the number of lanes is the same."""
    lanes: int = settings.JOURNAL_LANES
    return zlib.crc32(about.encode()) % lanes if lanes > 1 else 0


def append(notes: Sequence[Note]) -> tuple[int, ...]:
    """Add the notes, in their order, and return the number of each within its lane.

    Works within the caller's transaction: the entries are there exactly if it commits. The lanes stay
    locked until then, so call it once in a transaction, last, with all that is to be kept. Raises
    `OutsideTransaction` where there is none and `NoteRefused` for a note that cannot be kept.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction
    if not notes:
        return ()
    for note in notes:
        _check(note)
    lanes = [lane_of(note.about) for note in notes]
    heads = _lock(sorted(set(lanes)))
    algorithm: str = settings.JOURNAL_DIGEST
    rows = [_row(note, lane, heads, algorithm) for note, lane in zip(notes, lanes, strict=True)]
    if len(rows) >= _ROWS_TO_COPY and connection.vendor == "postgresql":
        _copy(rows)
        return tuple(row[1] for row in rows)
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        _insert(rows[start : start + _ROWS_AT_ONCE])
    return tuple(row[1] for row in rows)


def append_apart(notes: Sequence[Note]) -> tuple[int, ...]:
    """Add the notes in a transaction of their own, for what has none: a refused access, a failed login.

    A refusal is to be kept although its request's transaction is given up. Call it after that transaction
    has been left (in the middleware that answers the refusal): RuntimeError where one is still open.
    """
    with transaction.atomic(durable=True):
        return append(notes)


def read_personal(who: str, about: str, purpose: str, fields: Sequence[str], at: datetime) -> None:
    """Keep that `who` read these fields of personal data about somebody, and for what purpose."""
    content: dict[str, Json] = {"purpose": purpose, "fields": sorted(set(fields))}
    append([Note("read.personal", who, about, at, content)])


def record_verdict(verdict: Verdict, who: str, at: datetime) -> None:
    """Keep in the journal that it was verified and what came of it."""
    content: dict[str, Json] = {
        "entries": verdict.entries,
        "lanes": verdict.lanes,
        "broken": [f"{broken.lane}-{broken.number} {broken.difference}" for broken in verdict.broken],
    }
    append_apart([Note("journal.verified", who, "journal", at, content)])


_Row = tuple[int, int, datetime | str, str, str, str, str, str, str, str]


def _row(note: Note, lane: int, heads: dict[int, tuple[int, str]], algorithm: str) -> _Row:
    number, previous = heads[lane]
    number += 1
    at, content = moment_text(note.at), canonical(note.content)
    if len(content) > LONGEST_CONTENT:
        raise _refused("内容太长", "content", f"不超过 {LONGEST_CONTENT} 个字符", f"{len(content)} 个字符")
    digest = digester(algorithm)(
        digested(algorithm, lane, number, at, note.kind, note.who, note.about, previous, content)
    )
    heads[lane] = (number, digest)
    # SQLite has no type for moments: the text is the form in which Django would compare it.
    moment = at.removesuffix(".000000") if connection.vendor == "sqlite" else note.at
    return lane, number, moment, note.kind, note.who, note.about, content, previous, digest, algorithm


def _lock(lanes: Sequence[int]) -> dict[int, tuple[int, str]]:
    """The heads of the lanes, locked in the order of the lanes: no two writers wait for each other."""
    marks = ", ".join(["%s"] * len(lanes))
    lock = "ORDER BY lane FOR UPDATE" if connection.features.has_select_for_update else ""
    found = _run(f"SELECT lane, number, digest FROM journal_lane WHERE lane IN ({marks}) {lock}", lanes)
    heads = {lane: (number, digest) for lane, number, digest in found}
    if len(heads) < len(lanes):
        raise LaneMissing(min(set(lanes) - set(heads)))
    return heads


def _insert(rows: Sequence[_Row]) -> None:
    one = "(" + ", ".join(["%s"] * _COLUMNS) + ")"
    _run(f"INSERT INTO {_TABLE} VALUES " + ", ".join([one] * len(rows)), list(chain.from_iterable(rows)))


def _run(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that the statement gives, on the driver itself: Django's cursors would take longer than it."""
    with connection.wrap_database_errors:
        if connection.vendor == "postgresql":
            return _run_postgresql(sql, values)
        raw: sqlite3.Connection = connection.connection
        return raw.execute(sql.replace("%s", "?"), values).fetchall()


def _run_postgresql(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    from psycopg import Cursor

    cursor = Cursor(connection.connection).execute(sql.encode(), values)
    return cursor.fetchall() if cursor.description else []


def _copy(rows: Sequence[_Row]) -> None:
    """Many rows at once by PostgreSQL's own way in, which the triggers watch like any other."""
    with connection.cursor() as cursor, cursor.copy(f"COPY {_TABLE} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _check(note: Note) -> None:
    if not _KIND.fullmatch(note.kind) or len(note.kind) > LONGEST_KIND:
        raise _refused("种类的写法不对", "kind", "小写英文词，以点和连字符相连", note.kind)
    for name, value, most in (("who", note.who, LONGEST_WHO), ("about", note.about, LONGEST_ABOUT)):
        if not value or len(value) > most or _CONTROL.search(value):
            raise _refused("标识不能用", name, f"1 至 {most} 个字符，没有换行和控制字符", value)
    if note.at.tzinfo is None:
        raise _refused("时刻没有时区", "at", "带时区的时刻", note.at.isoformat())


def _refused(what: str, where: str, expected: str, found: str) -> NoteRefused:
    advice = "请改正调用处；这不是用户能改的。"
    return NoteRefused(
        what, where=f"journal.append 的 {where}", expected=expected, found=found, advice=advice
    )
