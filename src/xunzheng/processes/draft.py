"""The events that a decision is making, with the case as it would be after them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from xunzheng.calendars.calendar import Calendar
from xunzheng.processes.case import Case
from xunzheng.processes.command import Reason
from xunzheng.processes.definition import Definition
from xunzheng.processes.events import Event
from xunzheng.processes.evolve import evolve
from xunzheng.processes.situation import Rules, Situation


@dataclass(slots=True)
class Draft:
    """Events added one by one. Each is folded into the case at once, so that what follows sees it.

    `reasons` against are collected; a draft with reasons is thrown away.
    """

    definition: Definition
    now: datetime
    by: str
    calendar: Calendar
    rules: Rules
    before: Case | None = None
    events: list[Event] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """Add an event and fold it into the case."""
        self.before = evolve(self.before, event, self.definition)
        self.events.append(event)

    def refuse(self, kind: str, text: str, about: str = "") -> None:
        """Add a reason against."""
        self.reasons.append(Reason(kind, text, about))

    @property
    def case(self) -> Case:
        """The case after the events so far."""
        assert self.before is not None
        return self.before

    @property
    def situation(self) -> Situation:
        """The situation after the events so far."""
        return Situation(self.definition, self.case, self.now, self.calendar, self.rules)
