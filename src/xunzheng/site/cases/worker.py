"""The worker: fires what is due, brings messages, does the chores of all, until it is told to stop."""

from __future__ import annotations

import os
import socket
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import InterfaceError, OperationalError, connection
from django.db.models import Max

from xunzheng.site.cases import reckoning
from xunzheng.site.cases.daily_round import make_round
from xunzheng.site.cases.models import Chore, Watch
from xunzheng.site.cases.outbox import deliver
from xunzheng.site.cases.papers import delete_unused, scan_waiting
from xunzheng.site.cases.retrying import DELIVERIES, TIMERS, Due
from xunzheng.site.cases.timers import Firing, fire_due

AT_ONCE: Final = 200
_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_SKEW = timedelta(seconds=5)
_LEAP = timedelta(hours=1)
_TIDY_EVERY = timedelta(hours=1)
_ASK_EVERY = timedelta(minutes=1)


def name_of_worker() -> str:
    """A name that tells this process from other workers."""
    return f"{socket.gethostname()[:60]}-{os.getpid()}"


def steady_seconds() -> float:
    """Seconds that nobody can set; where the system has such a clock, they go on while it sleeps."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def accept_clock(now: datetime) -> None:
    """Take the clock for right although workers were seen later: it had been ahead for a while."""
    Watch.objects.filter(seen_at__gt=now).update(seen_at=now)


@dataclass(slots=True)
class Worker:
    """One worker. `clock` tells the time; `wait` waits for so many seconds and says whether to stop; `say`
    tells the operator a sentence; `steady` counts seconds whatever is done to the clock.

    Several may work at once: each timer is fired under its case's lock, and looked at again once that is had.
    """

    name: str
    clock: Callable[[], datetime]
    wait: Callable[[float], bool]
    say: Callable[[str], None]
    steady: Callable[[], float] = steady_seconds
    fired: int = 0
    delivered: int = 0
    failed: int = 0
    _last: datetime | None = None
    _before: tuple[datetime, float] | None = None
    _tidied: datetime | None = None
    _asked: datetime | None = None
    _reckoning: Chore | None = None
    _begun: bool = field(default=False)

    def run(self, *, once: bool = False, until_idle: bool = False) -> None:
        """Work until told to stop; `once` one round only, `until_idle` until nothing more is due."""
        pause = _PAUSE
        while not self.wait(0):
            try:
                done = self.round()
                pause = _PAUSE
            except (OperationalError, InterfaceError) as lost:
                self.say(f"数据库连接中断（{lost}），{pause:.0f} 秒后重试。")
                connection.close()
                done, pause = 0, min(pause * 2, _LONGEST_PAUSE)
                if self.wait(pause / 2):
                    return
                continue
            if once or (until_idle and not done):
                return
            if not done and self.wait(_PAUSE):
                return

    def round(self) -> int:
        """One round; how much was done. Nothing while the machine's clock stands before what was seen, or has
        leapt ahead: what is fired too early cannot be taken back.
        """
        now = self.clock()
        if self._stands_back(now) or self._has_leapt(now):
            return 0
        done = self._chores(now)
        timers, deliveries = TIMERS.due(now, AT_ONCE), DELIVERIES.due(now, AT_ONCE)
        done += self._each(timers, self._fire) + self._each(deliveries, self._deliver)
        self._tidy(now)
        self._seen(now)
        return done

    def _chores(self, now: datetime) -> int:
        """What one worker does for all; how many cases were reckoned anew. It is asked for once a minute."""
        if self._asked is None or not self._asked <= now < self._asked + _ASK_EVERY:
            self._ask_for_chores(now)
            self._asked = now
        if self._reckoning is None:
            return 0
        chore = self._reckoning
        done = reckoning.go_on(chore, now, self._complain, lambda: self.wait(0))
        if done is None:
            self._reckoning = None
        if chore.done_at is not None:
            counts = f"核对 {chore.seen} 件，有变 {chore.moved} 件，没有算成 {chore.failed} 件"
            self.say(f"时限重算完毕：{counts}。")
        return done or 0

    def _ask_for_chores(self, now: datetime) -> None:
        """Packs that cannot be used end the worker here, before every timer has failed for want of them."""
        if self._reckoning is None:
            self._reckoning = reckoning.begin(self.name, now)
            if self._reckoning is not None:
                self.say("放假安排、办公时间或时限规则有变，逐件重算未办结的时限。")
        try:
            make_round(self.name, now)
        except OSError as failure:
            self._complain(f"每日例行事务没有做完，稍后重试：{failure}")

    def _complain(self, sentence: str) -> None:
        self.failed += 1
        self.say(sentence)

    def _each(self, rows: Sequence[Due], act: Callable[[Due], bool]) -> int:
        """Act on each of the rows, beginning elsewhere than other workers; how many were worked on."""
        start = zlib.crc32(self.name.encode()) % len(rows) if rows else 0
        done = 0
        for due in (*rows[start:], *rows[:start]):
            if self.wait(0):
                break
            done += act(due)
        return done

    def _fire(self, due: Due) -> bool:
        fired = fire_due(due, self.clock())
        self.fired += fired is Firing.FIRED
        if fired in (Firing.FAILED, Firing.PARKED):
            self.failed += 1
            what = "已停放，请处理后恢复" if fired is Firing.PARKED else "稍后重试"
            self.say(f"定时 {due.key[1]}（办件 {due.key[0]}）没有执行成功，{what}。")
        return fired is not Firing.BUSY

    def _deliver(self, due: Due) -> bool:
        brought = deliver(due, self.clock())
        self.delivered += brought is True
        if brought is False:
            self.failed += 1
            self.say(f"消息 {due.key[1]}（办件 {due.key[0]}）没有经 {due.key[2]} 送出，稍后重试或已停放。")
        return brought is not None

    def _stands_back(self, now: datetime) -> bool:
        if self._last is None:
            self._last = Watch.objects.aggregate(last=Max("seen_at"))["last"]
        if self._last is None or now >= self._last - _SKEW:
            return False
        seconds = (self._last - now).total_seconds()
        self.say(
            f"系统时间比上次记录的早 {seconds:.0f} 秒，时限暂不处理；请校正时钟，到时自动继续。"
            "如果现在的时间是对的，请用 xunzheng work --resume 重新启动。"
        )
        return True

    def _has_leapt(self, now: datetime) -> bool:
        """Whether the clock went on by much more than the time that has passed since the last round."""
        steady = self.steady()
        if self._before is not None:
            ahead = now - self._before[0] - timedelta(seconds=steady - self._before[1])
            if ahead > _LEAP:
                hours = ahead.total_seconds() / 3600
                self.say(
                    f"系统时间突然前进了 {hours:.1f} 小时，时限暂不处理；请校正时钟，校正后自动继续。"
                    "如果现在的时间是对的，请重新启动。"
                )
                return True
        self._before = (now, steady)
        return False

    def _seen(self, now: datetime) -> None:
        """Leave a sign of life, with what was done since the last one."""
        self._last = now if self._last is None else max(self._last, now)
        if not self._begun:
            Watch.objects.update_or_create(
                name=self.name, defaults={"started_at": now, "seen_at": now, "fired": 0, "delivered": 0}
            )
            self._begun = True
        Watch.objects.filter(name=self.name).update(seen_at=now, fired=self.fired, delivered=self.delivered)

    def _tidy(self, now: datetime) -> None:
        """Look after the papers; a disk that does not take it must not stop the clocks."""
        try:
            scan_waiting(now)
            if self._tidied is None or now >= self._tidied + _TIDY_EVERY:
                self._tidied = now
                delete_unused(now)
        except OSError as failure:
            self.failed += 1
            self.say(f"附件目录用不了（{failure}），一小时后再整理；时限和消息照常。")
