"""The state of a running case: where its tokens stand, its clocks, values, papers, children and outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """Where the case stands in one lane: `main`, or an open branch such as `third.2`.

    `came_from` is the step before, to which a return leads. `holder` is the person who has it, `answerable`
    the one who delegated it and still answers for it, `organisation` whose it is. `party` is whom the
    branch is about; `round` tells the branches of a fork that was opened again from those of before.
    """

    id: str
    state: str
    organisation: str
    branch: str | None = None
    fork: str | None = None
    parent: str | None = None
    party: str | None = None
    holder: str | None = None
    answerable: str | None = None
    came_from: str | None = None
    round: int = 0
    is_ended: bool = False
    is_withdrawn: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something can still happen to it."""
        return not (self.is_ended or self.is_withdrawn)


@dataclass(frozen=True, slots=True)
class PauseRecord:
    """A time for which a clock does not run; `end` is None while it lasts."""

    start: datetime
    ground: str
    approver: str
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExtensionRecord:
    """By how much a clock was extended, who approved it, when and why."""

    amount: int
    approver: str
    granted_at: datetime
    ground: str


@dataclass(frozen=True, slots=True)
class RunningClock:
    """A clock of the case: `reply`, or `third@third.2` for a branch's own. `starts` counts its starts."""

    key: str
    rule: str
    token: str
    started_at: datetime
    starts: int = 1
    promised: str = ""
    restarted_from: datetime | None = None
    pauses: tuple[PauseRecord, ...] = ()
    extensions: tuple[ExtensionRecord, ...] = ()
    stopped_at: datetime | None = None
    breached_at: datetime | None = None

    @property
    def name(self) -> str:
        """The clock's name in the process."""
        return self.key.partition("@")[0]

    @property
    def is_stopped(self) -> bool:
        """Whether it has come to its end."""
        return self.stopped_at is not None

    @property
    def is_paused(self) -> bool:
        """Whether a pause has begun and not ended."""
        return any(pause.end is None for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Child:
    """A case of another process that this one opened; `case` is its number once it is known."""

    key: str
    process: str
    token: str
    case: str | None = None
    is_closed: bool = False
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case: the fold of its events. `version` is the number of its last event, from 1.

    Values are texts (dates as 2026-03-02, yes or no, numbers in digits); parties are lists of texts.
    """

    id: str
    process: str
    process_version: str
    applicant: str
    organisation: str
    region: str
    opened_at: datetime
    last_at: datetime
    version: int
    tokens: Mapping[str, Token]
    clocks: Mapping[str, RunningClock] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    materials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    children: Mapping[str, Child] = field(default_factory=dict)
    parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fired: frozenset[str] = frozenset()
    joins: Mapping[str, int] = field(default_factory=dict)
    opened_branches: int = 0
    outcome: str | None = None
    closed_at: datetime | None = None
    published_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the case has ended; only a redo opens it again."""
        return self.closed_at is not None

    @property
    def main(self) -> Token:
        """The token of the main lane."""
        return self.tokens["main"]

    @property
    def open_tokens(self) -> tuple[Token, ...]:
        """The tokens to which something can still happen, the main one first."""
        return tuple(token for token in self.tokens.values() if token.is_open)
