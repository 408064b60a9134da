"""The events of a case in words: one step for each thing done, with what followed from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from xunzheng.formats.html.words import Speaker
from xunzheng.processes import events as e
from xunzheng.processes.case import Value
from xunzheng.processes.definition import Definition
from xunzheng.site.cases.naming import Names, is_personal_branch, value_words
from xunzheng.site.cases.telling import Titled, titled

_OPENS_STEP = (e.Opened, e.Acted, e.TimerFired, e.ClockBreached, e.ChildClosed, e.ChildLinked)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done: when, by whom, what, with which note and values, and what followed."""

    at: datetime
    who: str
    what: str
    lane: str
    note: str
    values: tuple[tuple[str, str], ...]
    papers: int
    followed: tuple[str, ...]
    kind: str


def steps_of(events: Iterable[e.Event], definition: Definition, names: Names) -> tuple[Step, ...]:
    """The steps, the first one first. Events of one moment and actor belong to one step."""
    telling = _Telling(definition, names, {})
    return tuple(telling.step(group) for group in _grouped(events))


def people_in(events: Iterable[e.Event]) -> set[str]:
    """Everybody who is named in the events."""
    found: set[str] = set()
    for event in events:
        found.add(event.by)
        found |= {getattr(event, name) for name in ("holder", "answerable", "party") if hasattr(event, name)}
    return found


def organisations_in(events: Iterable[e.Event]) -> set[str]:
    """Every organisation that is named in the events."""
    found: set[str] = set()
    for event in events:
        found |= {getattr(event, name) for name in ("organisation", "party") if hasattr(event, name)}
        for value in getattr(event, "values", {}).values():
            found |= set(value) if not isinstance(value, str) else set()
    return found


def _grouped(events: Iterable[e.Event]) -> Iterator[list[e.Event]]:
    group: list[e.Event] = []
    for event in events:
        is_apart = group and (event.at, event.by) != (group[0].at, group[0].by)
        # A timer that takes an action is one step; two commands of one moment are two.
        is_anew = (
            group
            and isinstance(event, _OPENS_STEP)
            and not isinstance(group[0], e.TimerFired | e.ClockBreached)
        )
        if is_apart or is_anew:
            yield group
            group = []
        group.append(event)
    if group:
        yield group


@dataclass(frozen=True, slots=True)
class _Telling:
    definition: Definition
    names: Names
    branches: dict[str, str]

    @property
    def t(self) -> Speaker:
        return self.names.t

    def step(self, group: list[e.Event]) -> Step:
        for event in group:
            if isinstance(event, e.BranchOpened):
                self.branches[event.token] = self._branch(event)
        head, rest = group[0], group[1:]
        given = head.values if isinstance(head, e.Acted) else {}
        materials = head.materials if isinstance(head, e.Acted | e.Opened) else {}
        return Step(
            head.at,
            self.names.person(head.by) or self.t("case-office"),
            self.sentence(head),
            self.branches.get(getattr(head, "token", ""), ""),
            head.note if isinstance(head, e.Acted | e.Opened) else "",
            tuple(self._values(given)),
            sum(map(len, materials.values())),
            tuple(filter(None, map(self.sentence, rest))),
            _KINDS.get(type(head), "acted"),
        )

    def sentence(self, event: e.Event) -> str:
        """The event in a few words; empty for what nobody needs to be told."""
        said = getattr(self, f"_{type(event).__name__.lower()}", None)
        return str(said(event)) if said else ""

    def _title(self, found: Titled | None, code: str) -> str:
        return titled(found, self.t) if found is not None else code

    def _values(self, values: object) -> Iterator[tuple[str, str]]:
        assert isinstance(values, dict)
        given: dict[str, Value] = values
        for code, value in given.items():
            asked = self.definition.field.get(code)
            yield self._title(asked, code), value_words(value, asked, self.names)

    def _branch(self, event: e.BranchOpened) -> str:
        title = self._title(self.definition.branch.get(event.branch), event.branch)
        who = self.names.party(event.party or None, is_personal_branch(event.branch, self.definition))
        return f"{title}{self.t('colon')}{who}" if who else title

    def _clock(self, key: str) -> str:
        name, _, token = key.partition("@")
        title = self._title(self.definition.clock.get(name), name)
        lane = self.branches.get(token, "")
        return f"{title}{self.t('case-in', what=lane)}" if lane else title

    def _opened(self, event: e.Opened) -> str:
        return titled(self.definition.opening, self.t)

    def _acted(self, event: e.Acted) -> str:
        return self._title(self.definition.action.get(event.action), event.action)

    def _handed(self, event: e.Handed) -> str:
        if not event.holder:
            return self.t("step-handed-to", who=self.names.organisation(event.organisation))
        return self.t("step-held", who=self.names.person(event.holder))

    def _clockstarted(self, event: e.ClockStarted) -> str:
        key = "step-clock-restarted" if event.restarted_from else "step-clock-started"
        return self.t(key, clock=self._clock(event.clock))

    def _clockstopped(self, event: e.ClockStopped) -> str:
        return self.t("step-clock-stopped", clock=self._clock(event.clock))

    def _clockpaused(self, event: e.ClockPaused) -> str:
        return self.t("step-clock-paused", clock=self._clock(event.clock))

    def _clockresumed(self, event: e.ClockResumed) -> str:
        return self.t("step-clock-resumed", clock=self._clock(event.clock))

    def _clockextended(self, event: e.ClockExtended) -> str:
        return self.t("step-clock-extended", clock=self._clock(event.clock), amount=event.amount)

    def _timerfired(self, event: e.TimerFired) -> str:
        clock = self._clock(event.clock) if event.clock else ""
        return self.t(f"step-turn-{event.turn}", clock=clock)

    def _clockbreached(self, event: e.ClockBreached) -> str:
        return self.t("step-breached", clock=self._clock(event.clock))

    def _branchopened(self, event: e.BranchOpened) -> str:
        return self.t("step-branch", what=self.branches[event.token])

    def _branchwithdrawn(self, event: e.BranchWithdrawn) -> str:
        return self.t("step-branch-withdrawn", what=self.branches.get(event.token, event.token))

    def _joined(self, event: e.Joined) -> str:
        return self.t("step-joined", state=self._title(self.definition.state.get(event.state), event.state))

    def _childlinked(self, event: e.ChildLinked) -> str:
        return self.t("step-child", number=event.case)

    def _childclosed(self, event: e.ChildClosed) -> str:
        return self.t("step-child-closed")

    def _messagesent(self, event: e.MessageSent) -> str:
        role = self._title(self.definition.role.get(event.to), event.to)
        return self.t("step-told", who=role)

    def _outcomereached(self, event: e.OutcomeReached) -> str:
        outcome = self._title(self.definition.outcome.get(event.outcome), event.outcome)
        return self.t("step-outcome", outcome=outcome)

    def _published(self, event: e.Published) -> str:
        return self.t("step-published")

    def _closed(self, event: e.Closed) -> str:
        return self.t("step-closed")

    def _reopened(self, event: e.Reopened) -> str:
        return self.t("step-reopened")


_KINDS = {e.TimerFired: "system", e.ClockBreached: "breach", e.Opened: "opened"}
