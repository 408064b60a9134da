"""The figures of the database that are watched, by queries that read indexes alone."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Max, Q, Sum, Value

from xunzheng.site.cases.models import Case, Delivery, Paper, Timer, Watch
from xunzheng.site.cases.states import PaperState
from xunzheng.site.journal.models import Lane


@dataclass(frozen=True, slots=True)
class Figures:
    """How things stand: `cases` has the open ones and the overdue ones among them by process.

    A case is overdue whose most urgent clock is past due; one that is paused is not. `disk_free` is in bytes.
    """

    cases: Mapping[str, tuple[int, int]]
    timers_due: int
    timers_parked: int
    outbox_waiting: int
    outbox_parked: int
    papers_waiting: int
    journal_entries: int
    worker_seen_at: datetime | None
    disk_free: int


def figures(now: datetime) -> Figures | None:
    """The figures as they stand; None where the database does not answer."""
    try:
        return Figures(
            _cases(now),
            Timer.objects.filter(try_at__lte=now).count(),
            Timer.objects.filter(parked_at__isnull=False).count(),
            Delivery.objects.filter(try_at__isnull=False).count(),
            Delivery.objects.filter(parked_at__isnull=False).count(),
            Paper.objects.filter(state=PaperState.WAITING).count(),
            Lane.objects.aggregate(entries=Sum("number"))["entries"] or 0,
            worker_seen_at(),
            disk_free(),
        )
    except DatabaseError:
        return None


def worker_seen_at() -> datetime | None:
    """When any worker was last seen; None where none ever was."""
    seen: datetime | None = Watch.objects.aggregate(seen=Max("seen_at"))["seen"]
    return seen


def disk_free() -> int:
    """The free bytes of the disk that the data directory lies on."""
    return shutil.disk_usage(settings.DATA_DIR).free


def _cases(now: datetime) -> Mapping[str, tuple[int, int]]:
    """Grouped as the index `case_light` is, so that both databases read it alone, in its order."""
    counted = (
        Case.objects.filter(closed_at=None)
        .order_by()
        .values("held_by", "process")
        .annotate(opened=Count(Value(1)), late=Count(Value(1), filter=Q(due_at__lt=now)))
    )
    found: dict[str, tuple[int, int]] = {}
    for row in counted:
        opened, late = found.get(row["process"], (0, 0))
        found[row["process"]] = opened + row["opened"], late + row["late"]
    return found
