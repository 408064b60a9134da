"""Processes that take orders: each makes a side of a comparison once, and then works for as long as it is
told.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

_SPAWN = get_context("spawn")
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a process works: the address of its database, a folder for files, its number among its like."""

    url: str
    folder: Path
    number: int = 0

    @property
    def is_postgresql(self) -> bool:
        """Whether the database is PostgreSQL; otherwise the address ends in a file of SQLite."""
        return self.url.startswith("postgresql")

    @property
    def file(self) -> str:
        """SQLite's file."""
        return self.url.removeprefix("sqlite:///")

    def environment(self) -> dict[str, str]:
        """The settings of the site for this place."""
        return {
            "DJANGO_SETTINGS_MODULE": "xunzheng.site.project.settings",
            "XUNZHENG_DATABASE_URL": self.url,
            "XUNZHENG_DATA_DIR": str(self.folder),
            "XUNZHENG_SECRET_KEY": "for-measuring-only-" * 3,
            "XUNZHENG_CHANNELS": "file",
            "XUNZHENG_WORKER_SEEN_SECONDS": "0",
        }


def prepare(side: str, place: Place) -> None:
    """Have a process of its own make the tables of a side: `prepare` of the module `side`."""
    worker = _SPAWN.Process(target=_prepare, args=(side, place), daemon=True)
    worker.start()
    worker.join()
    if worker.exitcode:
        raise SystemExit(f"{side} could not be prepared")


@contextmanager
def crew(side: str, places: Sequence[Place]) -> Iterator[list[Connection]]:
    """One process for each place, ready to work: `steps` of the module `side`, a step for each `next`."""
    with ExitStack() as stack:
        lines = [stack.enter_context(_member(side, place)) for place in places]
        for line in lines:
            line.recv()
        yield lines


@dataclass(frozen=True, slots=True)
class Worked:
    """Steps per second of all processes together, and the milliseconds of a processor that they used for
    one.
    """

    rate: float
    processor: float


def work(lines: Sequence[Connection], seconds: float) -> Worked:
    """Let all of them work at once for so long."""
    for line in lines:
        line.send(seconds)
    done, spent, used = zip(*(line.recv() for line in lines), strict=True)
    return Worked(sum(done) / max(spent), sum(used) / sum(done) * 1e3)


@contextmanager
def _member(side: str, place: Place) -> Iterator[Connection]:
    here, there = _SPAWN.Pipe()
    worker = _SPAWN.Process(target=_obey, args=(side, place, there), daemon=True)
    worker.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        worker.join(_PATIENCE)


def _prepare(side: str, place: Place) -> None:
    _module(side, place).prepare(place)


def _module(side: str, place: Place) -> object:
    os.environ.update(place.environment())
    sys.path[:0] = [str(Path(__file__).parent)]
    return importlib.import_module(side)


def _obey(side: str, place: Place, line: Connection) -> None:
    """Make the side ready, say so, and work whenever a number of seconds arrives, until the line is
    closed.
    """
    steps = _module(side, place).steps(place)
    next(steps)
    line.send("ready")
    while True:
        try:
            seconds = line.recv()
        except EOFError:
            return
        line.send(_work(steps, seconds))


def _work(steps: Iterator[None], seconds: float) -> tuple[int, float, float]:
    done, used, begun = 0, time.process_time(), time.perf_counter()
    while not done or time.perf_counter() - begun < seconds:
        next(steps)
        done += 1
    return done, time.perf_counter() - begun, time.process_time() - used
