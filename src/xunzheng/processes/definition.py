"""The definition of a process as data: states, actions, branches, clocks, fields, messages, outcomes."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xunzheng.basis import UNDATED, Basis
from xunzheng.processes.asked import TODAY, Ask, Choice, Field, FieldType, Given, Material, Paper
from xunzheng.processes.conditions import Condition

__all__ = [
    "BACK",
    "EVERY",
    "MAIN",
    "OPENING",
    "SAME",
    "SYSTEM",
    "TODAY",
    "Action",
    "Allowance",
    "Ask",
    "Branch",
    "Check",
    "Choice",
    "ClockEffect",
    "ClockUse",
    "ClockVerb",
    "Definition",
    "Field",
    "FieldType",
    "Fork",
    "Given",
    "Handing",
    "JoinMode",
    "Material",
    "Message",
    "Outcome",
    "Paper",
    "Relation",
    "Role",
    "State",
    "StateKind",
    "TimerRule",
    "Turn",
]

SYSTEM = "system"
MAIN = "main"
OPENING = "open"
BACK = "<back>"
SAME = "<same>"
EVERY = "*"


@dataclass(frozen=True, slots=True)
class Role:
    """A role that acts in the process, by the code that it has in the accounts."""

    code: str
    title: str
    title_en: str


class Relation(enum.StrEnum):
    """How the actor must stand to the case, beside holding the role."""

    ANY = "any"
    HOLDER = "holder"
    ORGANISATION = "organisation"
    APPLICANT = "applicant"
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Allowance:
    """One way of being allowed: a role, and how its holder stands to the case (`handler:holder`)."""

    role: str
    relation: Relation


class StateKind(enum.StrEnum):
    """Whether a token moves on from the state, and who is waited for meanwhile."""

    WORK = "work"
    WAIT = "wait"
    END = "end"


@dataclass(frozen=True, slots=True)
class State:
    """A state. `branch` is None in the main lane; `waits_for` is the role that has to act meanwhile."""

    code: str
    title: str
    title_en: str
    kind: StateKind = StateKind.WORK
    branch: str | None = None
    waits_for: str | None = None


@dataclass(frozen=True, slots=True)
class ClockUse:
    """A clock of the process, by its name in it, and the rule that it runs by.

    A clock `of_branch` runs once for each open branch, apart from the others.
    """

    code: str
    rule: str
    title: str
    title_en: str
    of_branch: bool = False


class ClockVerb(enum.StrEnum):
    """What is done to a clock."""

    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class ClockEffect:
    """What an action does to a clock.

    `at` is None for now, the code of a date field, or `clock:NAME` for the moment at which that clock began.
    `ground` is a ground's code, or `field:CODE` where it is asked for; `amount` the code of the number field
    that says by how much to extend, or on start and restart how long a limit is promised or set.
    """

    verb: ClockVerb
    clock: str
    at: str | None = None
    ground: str | None = None
    amount: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to somebody, in both languages, with `{field}`, `{case}` and `{outcome}` in it."""

    code: str
    to: str
    text: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A lawful way in which a case ends; `article` is what it stands on."""

    code: str
    title: str
    title_en: str
    article: str
    is_published: bool = False


class JoinMode(enum.StrEnum):
    """How many of the branches must have ended, as they should, for the join to fire."""

    ALL = "all"
    ANY = "any"
    SOME = "some"


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a fork: where it begins, the ends that count, and for whom one is opened each.

    `per` is the field whose parties each get a branch of their own. `counts` are the ends that count for
    the join; empty: all of them. `clocks` are done to the branch's clocks as it opens. With
    `is_handed_over` the party is an organisation and holds the branch.
    """

    code: str
    title: str
    title_en: str
    begins: str
    per: str | None = None
    counts: tuple[str, ...] = ()
    clocks: tuple[ClockEffect, ...] = ()
    messages: tuple[str, ...] = ()
    is_handed_over: bool = False


@dataclass(frozen=True, slots=True)
class Fork:
    """Branches that run side by side, and their join.

    The token that opened them waits until `needed` of them (mode some) have ended as they should, and moves
    to `to`; once that can no longer come about it moves to `otherwise`. Those still open are then
    withdrawn. With `is_chosen` the actor says which branches are opened.
    """

    code: str
    title: str
    title_en: str
    branches: tuple[Branch, ...]
    mode: JoinMode
    to: str
    needed: int = 0
    otherwise: str | None = None
    is_chosen: bool = False
    clocks: tuple[ClockEffect, ...] = ()
    messages: tuple[str, ...] = ()


class Handing(enum.StrEnum):
    """How an action changes who holds the step."""

    CLAIM = "claim"
    ASSIGN = "assign"
    TRANSFER = "transfer"
    DELEGATE = "delegate"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold of the case with the values that are being given; `why` is said where it does not."""

    condition: Condition
    why: str


@dataclass(frozen=True, slots=True)
class Action:
    """What may be done in a state, by whom, on what conditions, and what follows.

    `to` is a state, `<same>` or `<back>` (the step that the token came from). `automatic` actions are tried
    by the system whenever a child case has closed; `who` of a system's action is `system:any`. The answer
    is published where `publishes` holds.
    """

    code: str
    title: str
    title_en: str
    sources: tuple[str, ...]
    to: str
    who: tuple[Allowance, ...]
    guard: Condition | None = None
    why: str = ""
    fields: tuple[Ask, ...] = ()
    papers: tuple[Paper, ...] = ()
    sets: tuple[Given, ...] = ()
    clocks: tuple[ClockEffect, ...] = ()
    fork: str | None = None
    child: str | None = None
    handing: Handing | None = None
    outcome: str | None = None
    outcome_from: str | None = None
    messages: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    publishes: Condition | None = None
    is_automatic: bool = False
    needs_note: bool = False


class Turn(enum.StrEnum):
    """What a timer waits for: a clock's light turning, its expiry, or the end of a day that a field holds."""

    YELLOW = "yellow"
    RED = "red"
    BREACH = "breach"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class TimerRule:
    """What the system does at a moment: take an action (as `system`), send messages, or only record it.

    `clock` for yellow, red and breach; `field` (a date) and `states` for a deadline.
    """

    turn: Turn
    clock: str | None = None
    field: str | None = None
    states: tuple[str, ...] = ()
    action: str | None = None
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A process. Raises nothing by itself; `validation.validate` says what is wrong with it."""

    code: str
    version: str
    title: str
    title_en: str
    opening: Action
    states: tuple[State, ...]
    actions: tuple[Action, ...]
    roles: tuple[Role, ...] = ()
    fields: tuple[Field, ...] = ()
    materials: tuple[Material, ...] = ()
    clocks: tuple[ClockUse, ...] = ()
    forks: tuple[Fork, ...] = ()
    messages: tuple[Message, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    timers: tuple[TimerRule, ...] = ()
    basis: Basis = field(default=UNDATED)

    @cached_property
    def role(self) -> Mapping[str, Role]:
        """The roles by code."""
        return {role.code: role for role in self.roles}

    @cached_property
    def state(self) -> Mapping[str, State]:
        """The states by code."""
        return {state.code: state for state in self.states}

    @cached_property
    def action(self) -> Mapping[str, Action]:
        """The actions by code, the opening among them."""
        return {action.code: action for action in (self.opening, *self.actions)}

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """The states in which each action may be taken, by its code, in the order of the states.

        `*` stands for every main state that is no end.
        """
        place = {state.code: number for number, state in enumerate(self.states)}
        everywhere = {s.code for s in self.states if s.branch is None and s.kind is not StateKind.END}
        found: dict[str, tuple[str, ...]] = {}
        for action in self.action.values():
            named = place.keys() & set(action.sources)
            codes = named | everywhere if EVERY in action.sources else named
            found[action.code] = tuple(sorted(codes, key=place.__getitem__))
        return found

    @cached_property
    def actions_from(self) -> Mapping[str, tuple[Action, ...]]:
        """The actions that may be taken in each state."""
        found: dict[str, list[Action]] = {state.code: [] for state in self.states}
        for action in self.actions:
            for code in self.sources[action.code]:
                found[code].append(action)
        return {code: tuple(actions) for code, actions in found.items()}

    @cached_property
    def codes_from(self) -> Mapping[str, frozenset[str]]:
        """The codes of the actions that may be taken in each state."""
        return {state: frozenset(a.code for a in actions) for state, actions in self.actions_from.items()}

    @cached_property
    def field(self) -> Mapping[str, Field]:
        """The fields by code."""
        return {item.code: item for item in self.fields}

    @cached_property
    def material(self) -> Mapping[str, Material]:
        """The materials by code."""
        return {item.code: item for item in self.materials}

    @cached_property
    def clock(self) -> Mapping[str, ClockUse]:
        """The clocks by their name in the process."""
        return {use.code: use for use in self.clocks}

    @cached_property
    def fork(self) -> Mapping[str, Fork]:
        """The forks by code."""
        return {fork.code: fork for fork in self.forks}

    @cached_property
    def branch(self) -> Mapping[str, Branch]:
        """The branches of all forks by code."""
        return {branch.code: branch for fork in self.forks for branch in fork.branches}

    @cached_property
    def message(self) -> Mapping[str, Message]:
        """The messages by code."""
        return {message.code: message for message in self.messages}

    @cached_property
    def outcome(self) -> Mapping[str, Outcome]:
        """The outcomes by code."""
        return {outcome.code: outcome for outcome in self.outcomes}
