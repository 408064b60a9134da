"""What can happen to a case: one frozen record for each kind of event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from xunzheng.processes.case import Value


@dataclass(frozen=True, slots=True)
class Opened:
    """The case was opened, by the applicant or for him; its main token stands in `state`."""

    at: datetime
    by: str
    case: str
    process: str
    process_version: str
    state: str
    applicant: str
    organisation: str
    region: str
    values: Mapping[str, Value]
    materials: Mapping[str, tuple[str, ...]]
    parent: str
    note: str


@dataclass(frozen=True, slots=True)
class Acted:
    """An action was taken: the token stands in `state` now, values and papers were given."""

    at: datetime
    by: str
    token: str
    action: str
    state: str
    values: Mapping[str, Value]
    materials: Mapping[str, tuple[str, ...]]
    note: str


@dataclass(frozen=True, slots=True)
class Handed:
    """Who holds the step has changed; `answerable` is the one who delegated it. Empty text: nobody."""

    at: datetime
    by: str
    token: str
    handing: str
    holder: str
    organisation: str
    answerable: str


@dataclass(frozen=True, slots=True)
class ClockStarted:
    """A clock began to run; `restarted_from` is where the one that it replaces had begun.

    `promised` is the limit that was promised or set for this case, as `5wd`; empty where none was.
    """

    at: datetime
    by: str
    clock: str
    rule: str
    token: str
    started_at: datetime
    restarted_from: datetime | None
    promised: str


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """A clock came to its end."""

    at: datetime
    by: str
    clock: str
    stopped_at: datetime


@dataclass(frozen=True, slots=True)
class ClockPaused:
    """A clock stands still from `started_at`, on a lawful ground, approved by `by`."""

    at: datetime
    by: str
    clock: str
    started_at: datetime
    ground: str


@dataclass(frozen=True, slots=True)
class ClockResumed:
    """A clock goes on from `ended_at`."""

    at: datetime
    by: str
    clock: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class ClockExtended:
    """A clock was extended by `amount` units of its rule's extension, approved by `by`."""

    at: datetime
    by: str
    clock: str
    amount: int
    ground: str


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer of the case fired: `turn` is yellow, red or deadline. It does not fire again."""

    at: datetime
    by: str
    timer: str
    turn: str
    clock: str


@dataclass(frozen=True, slots=True)
class ClockBreached:
    """A clock ran out; `effect` is what its rule says follows. Recorded once, never taken back."""

    at: datetime
    by: str
    timer: str
    clock: str
    due_at: datetime
    effect: str


@dataclass(frozen=True, slots=True)
class BranchOpened:
    """A branch was opened beside its parent token."""

    at: datetime
    by: str
    token: str
    fork: str
    branch: str
    parent: str
    state: str
    party: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True)
class BranchWithdrawn:
    """A branch is no longer waited for."""

    at: datetime
    by: str
    token: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The branches of a fork have come together; the parent token moves to `state`."""

    at: datetime
    by: str
    fork: str
    token: str
    state: str
    is_met: bool


@dataclass(frozen=True, slots=True)
class ChildOpened:
    """A case of another process is to be opened under this one."""

    at: datetime
    by: str
    child: str
    process: str
    token: str


@dataclass(frozen=True, slots=True)
class ChildLinked:
    """The child case has got its number."""

    at: datetime
    by: str
    child: str
    case: str


@dataclass(frozen=True, slots=True)
class ChildClosed:
    """A child case has ended."""

    at: datetime
    by: str
    child: str
    outcome: str


@dataclass(frozen=True, slots=True)
class MessageSent:
    """Something is to be said: `to` is a role, `party` whom exactly (a person or organisation)."""

    at: datetime
    by: str
    message: str
    to: str
    party: str
    token: str


@dataclass(frozen=True, slots=True)
class OutcomeReached:
    """How the case ends, or is about to end."""

    at: datetime
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Published:
    """The answer may be shown to everybody."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The case has ended: no token moves and no clock runs."""

    at: datetime
    by: str
    state: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed case is taken up again; its main token moves with the action that follows."""

    at: datetime
    by: str


Event = (
    Opened
    | Acted
    | Handed
    | ClockStarted
    | ClockStopped
    | ClockPaused
    | ClockResumed
    | ClockExtended
    | TimerFired
    | ClockBreached
    | BranchOpened
    | BranchWithdrawn
    | Joined
    | ChildOpened
    | ChildLinked
    | ChildClosed
    | MessageSent
    | OutcomeReached
    | Published
    | Closed
    | Reopened
)
