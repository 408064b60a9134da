"""A check: what it looks for, under which rule, and the function that finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xunzheng.audit.finding import Finding, Held

if TYPE_CHECKING:
    from xunzheng.audit.reading import Reading
    from xunzheng.audit.rules import Rules

Outcomes = Iterator[Finding | Held]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the audit.

    `name` is its file's name with dashes; `version` rises whenever its findings can change. It yields
    findings, and `Held` for statements that were examined and are right; if it yields nothing, there
    was nothing of its kind in the report.
    """

    name: str
    version: int
    codes: tuple[str, ...]
    find: Callable[[Reading, Rules], Outcomes]

    @property
    def id(self) -> str:
        """The name and version that a finding carries: `sum-of-parts/1`."""
        return f"{self.name}/{self.version}"
