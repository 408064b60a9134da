"""How many requests a token or an address makes in a minute, counted in the memory of this process."""

from __future__ import annotations

from threading import Lock
from typing import Final

_MOST_KNOWN: Final = 100_000


class Rates:
    """Counts in windows of a minute. With several processes each counts for itself.

    `at` is a number of seconds of any clock that runs on. Once more than a hundred thousand are known in one
    minute, all that are new count as one.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = -1
        self._counts: dict[str, int] = {}

    def add(self, who: str, at: float) -> int:
        """Count one more, and say how many there are now in this minute."""
        with self._lock:
            key = self._begin(who, at)
            self._counts[key] = self._counts.get(key, 0) + 1
            return self._counts[key]

    def count(self, who: str, at: float) -> int:
        """How many there are in this minute."""
        with self._lock:
            return self._counts.get(self._begin(who, at), 0)

    def forget(self) -> None:
        """Begin anew, as after a start."""
        with self._lock:
            self._counts.clear()

    def _begin(self, who: str, at: float) -> str:
        if int(at // 60) != self._minute:
            self._minute = int(at // 60)
            self._counts.clear()
        return who if who in self._counts or len(self._counts) < _MOST_KNOWN else ""


class Known:
    """Texts that were seen, up to a hundred thousand; then it begins anew."""

    def __init__(self) -> None:
        self._texts: set[str] = set()

    def __contains__(self, text: str) -> bool:
        return text in self._texts

    def add(self, text: str) -> None:
        """Keep the text."""
        if len(self._texts) >= _MOST_KNOWN:
            self._texts = set()
        self._texts.add(text)

    def forget(self) -> None:
        """Begin anew, as after a start."""
        self._texts = set()


def wait(at: float) -> int:
    """The seconds until the next minute begins, at least one."""
    return max(1, 60 - int(at % 60))
