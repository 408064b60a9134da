"""The record of one file of a batch: what it is, what it says of itself, and what was found in it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xunzheng.audit.finding import Finding, Severity


class State(enum.StrEnum):
    """AUDITED was read and audited; UNREADABLE was not, and its reason says why."""

    AUDITED = "audited"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one file. What the report does not say, or says unclearly, is None.

    `path` names the file in the batch, within an archive too. `digest` is the SHA-256 of its bytes. `title`,
    `unit`, `project`, `region` and `year` are as the report's own head says. `layout` names the form
    that the report follows, `packs` the rule packs that were applied.

    Scores are points: `stated_score` as the report has it, `lowest_score` and `highest_score` as recomputed;
    they differ where a qualitative indicator is bounded only. Money is in 万元; `execution_rate` is in per
    cent, as stated. `counts` and `codes` count all findings by severity and by code; `findings` are
    those kept, in reading order: at most as many as the limits allow; `unlisted` is how many more there are.
    `is_fault` says that not the file but the program was at fault, so that it is tried again. `seconds` is
    how long it took.
    """

    path: str
    state: State
    reason: str = ""
    size: int | None = None
    digest: str | None = None
    format: str | None = None
    title: str | None = None
    unit: str | None = None
    project: str | None = None
    region: str | None = None
    year: int | None = None
    layout: str | None = None
    packs: tuple[str, ...] = ()
    stated_score: Decimal | None = None
    lowest_score: Decimal | None = None
    highest_score: Decimal | None = None
    stated_grade: str | None = None
    computed_grade: str | None = None
    planned: Decimal | None = None
    spent: Decimal | None = None
    execution_rate: Decimal | None = None
    counts: Mapping[Severity, int] = field(default_factory=dict)
    codes: Mapping[str, int] = field(default_factory=dict)
    held: int = 0
    seconds: float = 0.0
    findings: tuple[Finding, ...] = ()
    unlisted: int = 0
    is_fault: bool = False

    @property
    def is_audited(self) -> bool:
        """Whether the file was read and audited."""
        return self.state is State.AUDITED

    @property
    def errors(self) -> int:
        """How many findings are at error level."""
        return self.counts.get(Severity.ERROR, 0)

    @property
    def suspicions(self) -> int:
        """How many findings a reader must decide."""
        return self.counts.get(Severity.SUSPICION, 0)

    @property
    def advice(self) -> int:
        """How many findings concern form and quality."""
        return self.counts.get(Severity.ADVICE, 0)

    @property
    def computed_score(self) -> Decimal | None:
        """The recomputed score where it is one number, None where only bounds are known."""
        return self.lowest_score if self.lowest_score == self.highest_score else None

    @property
    def score_difference(self) -> Decimal | None:
        """Stated less recomputed; None where either is not one number."""
        if self.stated_score is None or self.computed_score is None:
            return None
        return self.stated_score - self.computed_score
