"""The worker's side: a city with so many open cases, and what the worker needs for those that fell due in
a minute.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from _city import BASE, build
from _crew import Place

OPENED_AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
_LATER = 60 * 24 * 3600  # their lights turn later too
_LOOKS = 200
_PLANS = {
    "postgresql": "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) ",
    "sqlite": "EXPLAIN QUERY PLAN ",
}


def prepare(place: Place) -> None:
    """Build the city of `place.number` cases, let the worker work, and leave what was measured as JSON."""
    os.environ["XUNZHENG_CHANNELS"] = ""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    begun = time.perf_counter()
    build(place.number, OPENED_AT, _LATER)
    told = {"cases": _count("cases_case"), "filling": time.perf_counter() - begun, **measured()}
    (place.folder / "told.json").write_text(json.dumps(told), "utf-8")


def measured() -> dict[str, Any]:
    """What the worker did and how long it took, in seconds, and how the database looked it up."""
    due_at = _due_at()
    before = due_at - timedelta(seconds=30)
    _work(before)
    idle = [_work(before)[0] for _ in range(_LOOKS // 10)]
    looks = [_look(before) for _ in range(_LOOKS)]
    plan = _plan(due_at + timedelta(seconds=30))
    spent, fired, failed = _work(due_at + timedelta(seconds=30))
    assert (fired, failed) == (BASE, 0), (fired, failed)
    breached = _count("cases_case WHERE is_breached")
    assert breached == BASE, breached
    return {
        "fired": fired, "spent": spent, "idle": statistics.median(idle),
        "look": statistics.median(looks), "plan": plan,
    }  # fmt: skip


def _due_at() -> datetime:
    from xunzheng.site.cases.models import Case

    due = set(Case.objects.filter(pk__lte=BASE).values_list("due_at", flat=True))
    assert len(due) == 1, due
    (only,) = due
    assert only is not None
    return only


def _work(now: datetime) -> tuple[float, int, int]:
    """Let a worker work at the moment until nothing more is due: seconds, how many it fired, how many
    failed.
    """
    from xunzheng.site.cases.worker import Worker

    worker = Worker("bench", lambda: now, lambda seconds: False, print)
    begun = time.perf_counter()
    worker.run(until_idle=True)
    return time.perf_counter() - begun, worker.fired, worker.failed


def _look(now: datetime) -> float:
    from xunzheng.site.cases.retrying import TIMERS

    begun = time.perf_counter()
    assert not TIMERS.due(now, 200)
    return time.perf_counter() - begun


def _plan(now: datetime) -> list[str]:
    from django.db import connection

    sql = (
        "SELECT case_id, key, attempts FROM cases_timer WHERE try_at IS NOT NULL AND try_at <= %s "
        "ORDER BY try_at, case_id LIMIT 200"
    )
    with connection.cursor() as cursor:
        cursor.execute(_PLANS[connection.vendor] + sql, [now])
        return [str(row[-1]) for row in cursor.fetchall()]


def _count(source: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {source}")
        return int(cursor.fetchone()[0])
