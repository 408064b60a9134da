"""The basis: the regulation and the rule pack that a framework, scale or rule stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a rule comes from: the regulation's title, document number and article, and the pack.

    The rule holds on the half-open period [`valid_from`, `valid_to`); None is open. `jurisdiction` is
    `CN` for the whole country, `CN-central` for the central departments, otherwise the six digits of
    the region (431100). `verified` is False where the text was not held against the original; `note`
    then says what is to be checked.
    """

    title: str
    number: str | None = None
    article: str | None = None
    pack: str | None = None
    version: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    jurisdiction: str = "CN"
    verified: bool = True
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on the day; the end of the period is no longer in it."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


UNDATED = Basis(title="未注明依据", verified=False)
