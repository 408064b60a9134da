"""Keeps an answer for some seconds, so that asking often costs little."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Remembered(Generic[Answer]):
    """Calls `ask` at most once in so many seconds and gives its last answer in between.

    Threads that come while one asks wait for its answer. `clock` counts seconds and never stands back.
    """

    def __init__(
        self, ask: Callable[[], Answer], seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._ask, self._seconds, self._clock = ask, seconds, clock
        self._lock = threading.Lock()
        self._kept: tuple[float, Answer] | None = None

    def __call__(self) -> Answer:
        """The answer, at most so many seconds old."""
        with self._lock:
            now = self._clock()
            if self._kept is None or now - self._kept[0] >= self._seconds:
                self._kept = now, self._ask()
            return self._kept[1]

    def forget(self) -> None:
        """Ask anew the next time."""
        with self._lock:
            self._kept = None
