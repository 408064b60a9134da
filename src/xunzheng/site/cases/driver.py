"""Runs plain SQL on the driver of the database at hand, several statements in one go.

The engine does not need what Django's cursors add to each statement, and on PostgreSQL its statements go out
together (pipeline mode): a command waits for a few round trips and not for thirty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections

from xunzheng.site.cases.tables import Row

if TYPE_CHECKING:
    import psycopg

Question = tuple[str, Sequence[Any]]
Statement = tuple[str, Sequence[Sequence[Any]]]


@cache
def is_postgresql() -> bool:
    """Whether it is PostgreSQL; otherwise SQLite, whose transactions have the database to themselves."""
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def ask(questions: Sequence[Question]) -> list[list[Row]]:
    """The rows that each question gives, asked in order. Values take the place of `%s`."""
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    with database.wrap_database_errors:
        if database.vendor == "postgresql":
            return _ask_postgresql(database.connection, questions)
        return [_execute(database.connection, sql, values).fetchall() for sql, values in questions]


def tell(statements: Iterable[Statement]) -> None:
    """Carry out the statements in order, each for all its rows of values."""
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    with database.wrap_database_errors:
        if database.vendor == "postgresql":
            _tell_postgresql(database.connection, statements)
            return
        for sql, rows in statements:
            _execute_many(database.connection, sql, rows)


def in_utc(rows: Iterable[Row], moments: Sequence[int]) -> list[Row]:
    """The rows with the moments at these places in UTC; out of SQLite they come without a zone."""
    if not moments or is_postgresql():
        return list(rows)
    return [_in_utc(row, moments) for row in rows]


def _in_utc(row: Row, moments: Sequence[int]) -> Row:
    values = list(row)
    for place in moments:
        if values[place] is not None:
            values[place] = values[place].replace(tzinfo=UTC)
    return tuple(values)


def _ask_postgresql(raw: psycopg.Connection[Row], questions: Sequence[Question]) -> list[list[Row]]:
    from psycopg import Cursor

    with raw.pipeline():
        return [
            cursor.fetchall()
            for cursor in [Cursor(raw).execute(sql.encode(), values) for sql, values in questions]
        ]


def _tell_postgresql(raw: psycopg.Connection[Row], statements: Iterable[Statement]) -> None:
    from psycopg import Cursor

    with raw.pipeline():
        cursor = Cursor(raw)
        for sql, rows in statements:
            if len(rows) == 1:
                cursor.execute(sql.encode(), rows[0])
            else:
                cursor.executemany(sql.encode(), rows)


def _execute(raw: sqlite3.Connection, sql: str, values: Iterable[Any]) -> sqlite3.Cursor:
    return raw.execute(_marked(sql), _plain(values))


def _execute_many(raw: sqlite3.Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    if len(rows) == 1:
        _execute(raw, sql, rows[0])
    else:
        raw.executemany(_marked(sql), map(_plain, rows))


@cache
def _marked(sql: str) -> str:
    """The statement with the marks of SQLite's driver."""
    return sql.replace("%s", "?")


def _plain(values: Iterable[Any]) -> list[Any]:
    """The values with moments as Django writes them into SQLite: as text, in UTC, without a zone."""
    return [
        value.astimezone(UTC).replace(tzinfo=None).isoformat(" ") if type(value) is datetime else value
        for value in values
    ]
