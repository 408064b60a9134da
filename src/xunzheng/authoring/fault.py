"""The fault: what is missing or contradictory in a project file, by its key, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a project file.

    `key` is the place in the file (`funds[0].spent`), `what` the fault, `expected` and `found` the two sides
    of it, `advice` what to do. `missing` says that the value is not there at all.
    """

    key: str
    what: str
    expected: str
    found: str
    advice: str
    missing: bool = False

    def __str__(self) -> str:
        found = self.found if len(self.found) <= _LONGEST else self.found[: _LONGEST - 1] + "…"
        return (
            f"{self.key}：{self.what}。应为：{self.expected}；实为：{' '.join(found.split())}。{self.advice}"
        )


class ProjectFaults(ValueError):
    """The project file has faults; the message is one sentence for each, on lines of their own."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys that lack a value."""
        return tuple(fault.key for fault in self.faults if fault.missing)


def lacking(key: str, expected: str, advice: str = "请补上。") -> Fault:
    """The fault of a value that is not there."""
    return Fault(key, "缺少内容", expected, "没有", advice, missing=True)
