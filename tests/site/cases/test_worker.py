"""The worker: what is due fires once, what fails is parked, time that goes back is waited for."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from tests.site.cases.offices import HANDLER, NOW, brought_to, opened, take
from xunzheng.site.cases import outbox, timers, worker
from xunzheng.site.cases.driver import ask
from xunzheng.site.cases.models import Case, Delivery, Event, Timer, Watch
from xunzheng.site.cases.rebuild import rebuild
from xunzheng.site.cases.retrying import DELIVERIES, MOST_ATTEMPTS, TIMERS, Queue
from xunzheng.site.cases.worker import Worker

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=60)


def at_work(now: datetime, said: list[str] | None = None, name: str = "one") -> Worker:
    """A worker whose clock stands at `now` and who is never told to stop."""
    return Worker(name, lambda: now, lambda seconds: False, (said if said is not None else []).append)


def test_nothing_fires_before_its_time() -> None:
    done = brought_to(2)
    at_work(NOW + timedelta(minutes=5)).run(until_idle=True)
    assert Case.objects.get(pk=done.case_id).version == done.version


def test_what_is_due_fires_once() -> None:
    done = brought_to(2)
    one, two = at_work(LATER), at_work(LATER, name="two")
    one.run(until_idle=True)
    fired = Event.objects.filter(case=done.case_id, kind__in=("TimerFired", "ClockBreached")).count()
    two.run(until_idle=True)
    assert fired == one.fired >= 3
    assert two.fired == 0
    assert Case.objects.get(pk=done.case_id).is_breached
    assert not Timer.objects.filter(case=done.case_id, try_at__lte=LATER).exists()
    assert rebuild(done.case_id) is None


def test_a_poisoned_timer_is_parked_and_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    sick, well = brought_to(2, "a"), brought_to(2, "b")
    whole, said = timers.fire_timer, list[str]()

    def fire(case_id: int, key: str, now: datetime) -> Any:
        if case_id == sick.case_id:
            raise KeyError("a rule that is gone")
        return whole(case_id, key, now)

    monkeypatch.setattr(timers, "fire_timer", fire)
    for attempt in range(MOST_ATTEMPTS):
        at_work(LATER + timedelta(hours=attempt), said).run(until_idle=True)
    parked = TIMERS.parked()
    assert {each.case_id for each in parked} == {sick.case_id}
    assert "a rule that is gone" in parked[0].reason
    assert any("停放" in sentence for sentence in said)
    assert Case.objects.get(pk=well.case_id).is_breached
    monkeypatch.undo()
    for each in parked:
        assert TIMERS.resume(each.key, LATER)
        assert not TIMERS.resume(each.key, LATER)
    at_work(LATER + timedelta(days=1)).run(until_idle=True)
    assert not TIMERS.parked()
    assert Case.objects.get(pk=sick.case_id).is_breached


def test_a_clock_that_was_set_back_is_said_and_waited_for() -> None:
    done, said = brought_to(2), list[str]()
    at_work(LATER).run(once=True)
    before = Case.objects.get(pk=done.case_id).version
    late = at_work(LATER - timedelta(days=1), said)
    late.run(once=True)
    assert "系统时间" in said[0]
    assert Case.objects.get(pk=done.case_id).version == before
    assert Watch.objects.get(name="one").seen_at == LATER


def test_a_lost_connection_is_said_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    brought_to(2)
    said: list[str] = []
    lost = iter([OperationalError("server closed the connection")])
    whole = TIMERS.due.__func__  # type: ignore[attr-defined]  # bound to a frozen record

    def due(queue: Any, now: datetime, limit: int) -> Any:
        for failure in lost:
            raise failure
        return whole(queue, now, limit)

    monkeypatch.setattr("xunzheng.site.cases.retrying.Queue.due", due)
    monkeypatch.setattr(worker.connection, "close", lambda: None)
    one = at_work(LATER, said)
    one.run(until_idle=True)
    assert "连接中断" in said[0]
    assert one.fired >= 3


def test_a_worker_that_is_told_to_stop_does_no_more() -> None:
    done = brought_to(2)
    Worker("one", lambda: LATER, lambda seconds: True, print).run()
    assert Case.objects.get(pk=done.case_id).version == done.version


def test_messages_go_out_once_with_a_key(settings: Any, tmp_path: Path) -> None:
    settings.CASE_CHANNELS, settings.DATA_DIR = ("file",), tmp_path
    opened()
    one = at_work(NOW + timedelta(minutes=1))
    one.run(until_idle=True)
    one.run(until_idle=True)
    files = list((tmp_path / "outbox").glob("*.json"))
    assert len(files) == one.delivered == Delivery.objects.exclude(delivered_at=None).count() == 1


def test_a_message_that_does_not_go_out_is_parked(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CASE_CHANNELS = ("command",)
    opened()
    settings.MESSAGE_COMMAND = "false"
    for attempt in range(MOST_ATTEMPTS):
        at_work(NOW + timedelta(hours=attempt + 1)).run(until_idle=True)
    (parked,) = DELIVERIES.parked()
    assert "退出码" in parked.reason
    monkeypatch.setattr(outbox, "CHANNELS", {"command": lambda parcel: None})
    DELIVERIES.resume(parked.key, NOW)
    at_work(NOW + timedelta(days=1)).run(until_idle=True)
    assert not DELIVERIES.parked()


def test_an_action_moves_the_timers() -> None:
    done = brought_to(2)
    keys = set(Timer.objects.filter(case=done.case_id).values_list("key", flat=True))
    take(done, HANDLER, "confirm-clear")
    left = set(Timer.objects.filter(case=done.case_id).values_list("key", flat=True))
    assert left < keys
    assert all(key.startswith("reply") for key in left)


@pytest.mark.parametrize(("queue", "index"), [(TIMERS, "timer_due"), (DELIVERIES, "delivery_due")])
def test_only_what_is_due_is_read(queue: Queue, index: str) -> None:
    sql, values = queue.question(LATER, 50)
    explain = "EXPLAIN QUERY PLAN "
    if connection.vendor == "postgresql":
        ask([("SELECT set_config('enable_seqscan', 'off', true)", [])])
        ask([("SELECT set_config('enable_bitmapscan', 'off', true)", [])])
        explain = "EXPLAIN "
    ((rows),) = ask([(explain + sql, values)])
    plan = "\n".join(str(row[-1]) for row in rows)
    assert index in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
