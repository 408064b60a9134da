"""Whether the site can do its work: database, tables, worker, disk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from xunzheng.site.operations.figures import disk_free, worker_seen_at
from xunzheng.site.operations.remembering import Remembered

_KEPT_SECONDS: Final = 2.0
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so; `said` is for whoever runs the site, never for the public."""

    name: str
    is_met: bool
    said: str = ""


def checks(now: datetime) -> tuple[Check, ...]:
    """Everything that the site needs to be ready; a database that does not answer is asked no more."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        of_database: tuple[Check, ...] = (Check("database", True), _migrated())
        if of_database[1].is_met and settings.WORKER_SEEN:
            of_database += (_worker(now),)
    except DatabaseError as failure:
        of_database = (Check("database", False, type(failure).__name__),)
    return (*of_database, _disk())


def _migrated() -> Check:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    said = "、".join(f"{migration.app_label}.{migration.name}" for migration, _ in waiting[:5])
    return Check("migrations", not waiting, said)


def _worker(now: datetime) -> Check:
    seen = worker_seen_at()
    if seen is None:
        return Check("worker", False, "没有见过工作进程；请启动 xunzheng work")
    seconds = (now - seen).total_seconds()
    is_met = now - seen <= timedelta(seconds=settings.WORKER_SEEN)
    return Check("worker", is_met, f"{seconds:.0f} 秒前见过")


def _disk() -> Check:
    try:
        free = disk_free()
    except OSError as failure:
        return Check("disk", False, type(failure).__name__)
    return Check("disk", free >= settings.DISK_FREE, f"剩 {free // _MEGABYTE} MB")


READINESS: Final = Remembered(lambda: checks(timezone.now()), _KEPT_SECONDS)
"""The checks, asked at most every two seconds whoever calls."""
