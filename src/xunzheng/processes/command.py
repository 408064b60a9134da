"""What decisions are made from and what they answer: actor, command, opening, reasons, timers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from xunzheng.processes.case import Value


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the account's id, the roles held, the organisation and region acted for."""

    id: str
    roles: frozenset[str]
    organisation: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """What is asked for. `token` may be left out where only one lane can take the action.

    `to` is a person (assign, delegate) or an organisation (transfer); `branches` are those chosen at run
    time. `materials` are references of papers given, by the code of the material.
    """

    action: str
    token: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    materials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    to: str | None = None
    branches: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case is opened with; `applicant` is who asks, where somebody else enters it for him."""

    case: str
    organisation: str
    region: str
    applicant: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    materials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parent: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a sentence for people, and its kind (role, holder, state, guard, field, paper, clock …)."""

    kind: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """The decision against, with every reason that was found."""

    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Timer:
    """A moment at which the system must act. `key` names it for good: it fires once. `kind` is a `Turn`."""

    key: str
    kind: str
    fires_at: datetime
    clock: str = ""
    token: str = ""
