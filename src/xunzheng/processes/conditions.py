"""Conditions of an action as data: over values, counts, clocks, children, branches and papers."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Comparison(enum.StrEnum):
    """How a value or count is compared."""

    IS = "is"
    IS_NOT = "is-not"
    AMONG = "among"
    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    GIVEN = "given"


class ClockStanding(enum.StrEnum):
    """How a clock stands."""

    NEVER_STARTED = "never-started"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    OVERDUE = "overdue"
    EXTENDED = "extended"


class Quantity(enum.StrEnum):
    """How many of the children or branches must be so."""

    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ValueIs:
    """A field's value stands so; a field without a value fulfils none but `is-not`."""

    field: str
    comparison: Comparison
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountIs:
    """How often an action has been taken in this case."""

    action: str
    comparison: Comparison
    number: int


@dataclass(frozen=True, slots=True)
class ClockStands:
    """A clock stands so now."""

    clock: str
    standing: ClockStanding


@dataclass(frozen=True, slots=True)
class ChildrenAre:
    """The child cases are closed, or closed with one of the outcomes. `all` of none does not hold."""

    quantity: Quantity
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchesAre:
    """The branches of a fork stand in one of the states. Without branches, `all` does not hold."""

    fork: str
    quantity: Quantity
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperGiven:
    """A material has been given."""

    material: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Leaf = ValueIs | CountIs | ClockStands | ChildrenAre | BranchesAre | PaperGiven
Condition = Leaf | All | Any | Not


def leaves(condition: Condition | None) -> tuple[Leaf, ...]:
    """The leaves of a condition, in order."""
    if condition is None:
        return ()
    if isinstance(condition, All | Any):
        return tuple(leaf for part in condition.parts for leaf in leaves(part))
    if isinstance(condition, Not):
        return leaves(condition.part)
    return (condition,)
