"""The progress of a batch: a bar where somebody watches, a line now and then where nobody does."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from xunzheng.batch.record import Record

_EVERY = 10.0  # seconds between two plain lines


class Watch(Protocol):
    """Takes what happens in a batch."""

    def say(self, sentence: str) -> None:
        """Show a sentence."""

    def count(self, record: Record) -> None:
        """One more file is done."""


@contextmanager
def watching(total: int, finished: int) -> Iterator[Watch]:
    """A bar on standard error if that is a terminal, else plain lines; `finished` are done already."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        yield Lines(total, finished)
        return
    columns = (
        TextColumn("{task.fields[state]}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}  {task.fields[rate]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Bar(bar, bar.add_task("", total=total, completed=finished, state="核对", rate=""))


class Counting:
    """Counts files, errors and unreadable ones, and how fast it goes."""

    def __init__(self, total: int, finished: int) -> None:
        self.total = total
        self.done = finished
        self.errors = self.unreadable = 0
        self._fresh = 0
        self._begun = time.monotonic()

    def add(self, record: Record) -> None:
        """Count one record."""
        self.done += 1
        self._fresh += 1
        self.errors += record.errors
        self.unreadable += not record.is_audited

    def told(self) -> str:
        """Speed, the time that is left, errors so far."""
        speed = self._fresh / max(time.monotonic() - self._begun, 1e-6)
        left = _duration((self.total - self.done) / speed) if speed else "—"
        said = f"{speed:.1f} 份/秒，还要 {left}，错误 {self.errors} 处"
        return said + (f"，读不了 {self.unreadable} 份" if self.unreadable else "")


class Bar:
    """The bar on a terminal."""

    def __init__(self, bar: Progress, task: TaskID) -> None:
        self._bar, self._task = bar, task
        row = bar.tasks[0]
        self._counting = Counting(int(row.total or 0), int(row.completed))

    def say(self, sentence: str) -> None:
        """Print above the bar."""
        self._bar.console.print(sentence)

    def count(self, record: Record) -> None:
        """Move the bar on."""
        self._counting.add(record)
        self._bar.update(self._task, advance=1, rate=self._counting.told())


class Lines:
    """A plain line every few seconds."""

    def __init__(self, total: int, finished: int) -> None:
        self._counting = Counting(total, finished)
        self._said_at = time.monotonic()

    def say(self, sentence: str) -> None:
        """Print the sentence."""
        print(sentence, file=sys.stderr, flush=True)

    def count(self, record: Record) -> None:
        """Print where it stands, if it is time to."""
        self._counting.add(record)
        now = time.monotonic()
        if now - self._said_at >= _EVERY:
            self._said_at = now
            self.say(f"已核对 {self._counting.done}/{self._counting.total}：{self._counting.told()}")


def _duration(seconds: float) -> str:
    """How long, in words.

    >>> _duration(75)
    '1 分 15 秒'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} 小时 {minutes} 分"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
