"""Writes many cases at once: by COPY on PostgreSQL, by repeated inserts on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections

from xunzheng.site.cases.driver import ask, is_postgresql, tell
from xunzheng.site.cases.tables import CASE, Rows, Table

_KEYS_AT_ONCE: Final = 500


def known_keys(keys: Sequence[str]) -> set[str]:
    """The idempotency keys among these under which something was done."""
    found: set[str] = set()
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        marks = ", ".join(["%s"] * len(some))
        ((rows),) = ask([(f"SELECT key FROM cases_command WHERE key IN ({marks})", some)])
        found.update(row[0] for row in rows)
    return found


def insert_cases(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write the rows of new cases; their ids in the same order."""
    ids = _next_ids(len(rows))
    values = (
        [case_id, *(row[column] for column in CASE.columns)] for case_id, row in zip(ids, rows, strict=True)
    )
    _insert(CASE.name, ("id", *CASE.columns), values)
    return ids


def insert_parts(ids: Sequence[int], parts: Sequence[Mapping[Table, Rows]]) -> None:
    """Write the rows of the parts of new cases, table by table."""
    for table in parts[0]:
        values = (
            [case_id, *key, *row]
            for case_id, of_case in zip(ids, parts, strict=True)
            for key, row in of_case[table].items()
        )
        _insert(table.name, ("case_id", *table.key, *table.columns), values)


def insert_words(ids: Sequence[int], words: Sequence[Sequence[str]]) -> None:
    """Write what the cases are found by."""
    values = ([word, case_id] for case_id, of_case in zip(ids, words, strict=True) for word in of_case)
    _insert("cases_word", ("word", "case_id"), values)


def insert_keys(keys: Sequence[tuple[str, int]], ids: Sequence[int], digest: str, now: datetime) -> None:
    """Write under which keys the cases were taken over, each with the number of its last event."""
    columns = ("key", "digest", "case_id", "version_before", "version_after", "at")
    values = (
        [key, f"import:{digest}"[:64], case_id, 0, version, now]
        for (key, version), case_id in zip(keys, ids, strict=True)
    )
    _insert("cases_command", columns, values)


def _next_ids(count: int) -> list[int]:
    if is_postgresql():
        sequence = "SELECT nextval(pg_get_serial_sequence('cases_case', 'id')) FROM generate_series(1, %s)"
        ((rows),) = ask([(sequence, [count])])
        return [int(row[0]) for row in rows]
    # SQLite's transactions have the whole database to themselves.
    ((rows),) = ask([("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'cases_case'", [])])
    return list(range(int(rows[0][0]) + 1, int(rows[0][0]) + count + 1))


def _insert(table: str, columns: Sequence[str], values: Iterable[Sequence[Any]]) -> None:
    if not is_postgresql():
        marks = ", ".join(["%s"] * len(columns))
        rows = list(values)
        if rows:
            tell([(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)])
        return
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    with (
        database.wrap_database_errors,
        database.connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy,
    ):
        for row in values:
            copy.write_row(row)
