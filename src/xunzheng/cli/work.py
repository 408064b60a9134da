"""`xunzheng work`: fires the timers of cases, brings messages, looks at papers that wait for the scanner."""

from __future__ import annotations

import signal
import sys
import threading
from dataclasses import dataclass
from types import FrameType

from xunzheng.cli.site_setup import database_told, set_site_up
from xunzheng.cli.terminal import Paper, print_lines, safe


@dataclass(frozen=True, slots=True)
class WorkRequest:
    """How long to work, and what to do with what was parked."""

    is_once: bool = False
    is_until_idle: bool = False
    lists_parked: bool = False
    resumes: bool = False


def work_on_cases(request: WorkRequest) -> int:
    """Work until told to stop (SIGTERM, Ctrl+C) or as long as asked; 1 where anything failed or is parked."""
    set_site_up()
    if request.lists_parked:
        with database_told():
            return _list_parked()
    from django.utils import timezone

    from xunzheng.site.cases.worker import Worker, name_of_worker

    stop = _stopped_by_signals()
    if request.resumes:
        with database_told():
            _resume()
    worker = Worker(name_of_worker(), timezone.now, stop.wait, _say)
    with database_told():
        worker.run(once=request.is_once, until_idle=request.is_until_idle)
    _say(f"停止：定时 {worker.fired} 个，消息 {worker.delivered} 条，失败 {worker.failed} 次。")
    return 1 if worker.failed else 0


def _stopped_by_signals() -> threading.Event:
    """An event that is set by SIGTERM and SIGINT: what is in hand is finished first."""
    stop = threading.Event()

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    return stop


def _list_parked() -> int:
    from django.utils.timezone import localtime

    from xunzheng.site.cases.retrying import DELIVERIES, TIMERS

    lines = [
        safe(
            f"{what} {each.key[1]}  办件 {each.number}  {localtime(each.parked_at):%Y-%m-%d %H:%M}"
            f"  {each.reason}"
        )
        for what, queue in (("定时", TIMERS), ("消息", DELIVERIES))
        for each in queue.parked(1000)
    ]
    print_lines(Paper(sys.stdout), lines or ["没有停放的定时和消息。"])
    return 1 if lines else 0


def _resume() -> None:
    from django.utils import timezone

    from xunzheng.site.cases.retrying import DELIVERIES, TIMERS
    from xunzheng.site.cases.worker import accept_clock

    now = timezone.now()
    accept_clock(now)
    count = sum(
        queue.resume(each.key, now) for queue in (TIMERS, DELIVERIES) for each in queue.parked(100_000)
    )
    _say(f"恢复了 {count} 个。")


def _say(sentence: str) -> None:
    print(f"xunzheng：{safe(sentence)}", file=sys.stderr, flush=True)
