"""The engine's SQL: loads a case with all its parts, locked, and writes what has changed of them.

Plain statements instead of the ORM, since every command of the city passes here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from xunzheng.site.cases.driver import Question, Statement, ask, in_utc, is_postgresql, tell
from xunzheng.site.cases.tables import CASE, FOLLOWING, STATE, Row, Rows, Table

_PARTS: Final = (*STATE, *FOLLOWING)
_COMMAND: Final = "SELECT digest, case_id, version_before, version_after FROM cases_command WHERE key = %s"
_NUMBERED: Final = (
    "INSERT INTO cases_series (code, last) VALUES (%s, %s) "
    "ON CONFLICT (code) DO UPDATE SET last = cases_series.last + excluded.last RETURNING last"
)
_DONE: Final = (
    "INSERT INTO cases_command (key, digest, case_id, version_before, version_after, at) "
    "VALUES (%s, %s, %s, %s, %s, %s)"
)
_WORD: Final = "INSERT INTO cases_word (word, case_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """What was done under an idempotency key."""

    digest: str
    case_id: int
    version_before: int
    version_after: int


@dataclass(frozen=True, slots=True)
class Under:
    """The idempotency key that a command is done under, and the digest of what the command is."""

    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case as it stands in the tables: its own row, the rows of its parts, an idempotency key's past."""

    case_id: int
    row: Mapping[str, Any]
    parts: Mapping[Table, Rows]
    done: DoneBefore | None = None


def find_id(number: str) -> int | None:
    """The id of the case of that number."""
    ((found),) = ask([("SELECT id FROM cases_case WHERE number = %s", [number])])
    return found[0][0] if found else None


def read(case_id: int) -> Loaded | None:
    """The case without a lock: to be looked at, not to be decided on; None where there is none."""
    return _loaded(case_id, "", "")


def load(case_id: int, key: str = "", *, skip_locked: bool = False) -> Loaded | None:
    """The case, locked until the transaction ends; None where there is none.

    With `skip_locked` also None where somebody else has it locked (PostgreSQL; SQLite has one writer).
    `key` is an idempotency key whose past is told with it.
    """
    return _loaded(case_id, key, _lock(skip_locked))


def _loaded(case_id: int, key: str, lock: str) -> Loaded | None:
    questions: list[Question] = [(_select_case(lock), [case_id])]
    questions += [(_select(table), [case_id]) for table in _PARTS]
    if key:
        questions.append((_COMMAND, [key]))
    (own, *parts), done = _split(ask(questions), key)
    if not own:
        return None
    row = dict(zip(CASE.columns, in_utc(own, CASE.moments)[0], strict=True))
    return Loaded(case_id, row, dict(zip(_PARTS, map(_rows, _PARTS, parts), strict=True)), done)


def find_done(key: str) -> DoneBefore | None:
    """What was done under the key, if anything."""
    ((rows),) = ask([(_COMMAND, [key])])
    return DoneBefore(*rows[0]) if rows else None


def insert_case(row: Mapping[str, Any]) -> int:
    """Write the row of a new case; its id."""
    ((rows),) = ask([(_insert_case(), [row[column] for column in CASE.columns])])
    return int(rows[0][0])


def save(
    case_id: int,
    changed: Mapping[str, Any],
    before: Mapping[Table, Rows],
    after: Mapping[Table, Rows],
    beside: Sequence[Statement] = (),
) -> None:
    """Write the changed columns of the case's own row, of each table in `after` the rows that differ, and
    what is to be written beside them, all in one go.
    """
    statements: list[Statement] = []
    if changed:
        statements.append((_update_case(tuple(changed)), [[*changed.values(), case_id]]))
    for table, rows in after.items():
        statements += _difference(table, case_id, before.get(table, {}), rows)
    tell([*statements, *beside])


def done(under: Under | None, case_id: int, before: int, after: int, now: datetime) -> list[Statement]:
    """What keeps that this was done under the key, if there is one.

    Writing it raises IntegrityError where another transaction took the key meanwhile.
    """
    return [(_DONE, [[under.key, under.digest, case_id, before, after, now]])] if under else []


def words(case_id: int, of_case: Sequence[str]) -> list[Statement]:
    """What adds the words that the case is found by."""
    return [(_WORD, [[word, case_id] for word in of_case])] if of_case else []


def take_numbers(series: str, count: int = 1) -> int:
    """Take the next numbers of the series; the last of them. They are given back if the transaction fails."""
    ((rows),) = ask([(_NUMBERED, [series, count])])
    return int(rows[0][0])


def _split(answers: list[list[Row]], key: str) -> tuple[list[list[Row]], DoneBefore | None]:
    if not key:
        return answers, None
    *rest, done = answers
    return rest, DoneBefore(*done[0]) if done else None


def _rows(table: Table, rows: Iterable[Row]) -> Rows:
    width = len(table.key)
    return {row[:width]: row[width:] for row in in_utc(rows, [width + place for place in table.moments])}


def _difference(table: Table, case_id: int, before: Rows, after: Rows) -> list[Statement]:
    gone = [[case_id, *key] for key in before if key not in after]
    new = [[case_id, *key, *row] for key, row in after.items() if key not in before]
    changed = [[*row, case_id, *key] for key, row in after.items() if key in before and before[key] != row]
    written = ((_delete(table), gone), (_update(table), changed), (_insert(table), new))
    return [(sql, rows) for sql, rows in written if rows]


def _lock(skip_locked: bool) -> str:
    """SQLite's transactions have the whole database to themselves from their first statement."""
    if not is_postgresql():
        return ""
    return " FOR UPDATE SKIP LOCKED" if skip_locked else " FOR UPDATE"


@cache
def _select_case(lock: str) -> str:
    return f"SELECT {', '.join(CASE.columns)} FROM {CASE.name} WHERE id = %s{lock}"


@cache
def _insert_case() -> str:
    marks = ", ".join(["%s"] * len(CASE.columns))
    return f"INSERT INTO {CASE.name} ({', '.join(CASE.columns)}) VALUES ({marks}) RETURNING id"


@cache
def _update_case(columns: tuple[str, ...]) -> str:
    return f"UPDATE {CASE.name} SET {', '.join(f'{column} = %s' for column in columns)} WHERE id = %s"


@cache
def _select(table: Table) -> str:
    return f"SELECT {', '.join((*table.key, *table.columns))} FROM {table.name} WHERE case_id = %s"


@cache
def _insert(table: Table) -> str:
    columns = ("case_id", *table.key, *table.columns)
    marks = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"


@cache
def _update(table: Table) -> str:
    values = ", ".join(f"{column} = %s" for column in table.columns)
    return f"UPDATE {table.name} SET {values} WHERE {_where(table)}"


@cache
def _delete(table: Table) -> str:
    return f"DELETE FROM {table.name} WHERE {_where(table)}"


def _where(table: Table) -> str:
    return " AND ".join(f"{column} = %s" for column in ("case_id", *table.key))
