"""Writes in the journal as its guards would not let: they are taken away, and put back on demand."""

from __future__ import annotations

from django.db import connection

from xunzheng.site.journal.guards import POSTGRESQL_GUARDS, POSTGRESQL_UNGUARDED, SQLITE_GUARDS


def tamper(*statements: str) -> None:
    """Take the guards away and run the statements."""
    is_postgresql = connection.vendor == "postgresql"
    unguarded = (
        [POSTGRESQL_UNGUARDED] if is_postgresql else [f"DROP TRIGGER {name}" for name in SQLITE_GUARDS]
    )
    with connection.cursor() as cursor:
        for statement in (*unguarded, *statements):
            cursor.execute(statement)


def guard() -> None:
    """Put the guards back."""
    with connection.cursor() as cursor:
        for statement in [POSTGRESQL_GUARDS] if connection.vendor == "postgresql" else SQLITE_GUARDS.values():
            cursor.execute(statement)
