"""Writes what was decided: events, state, what follows from it, messages, and the journal, all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings

from xunzheng.processes import decide
from xunzheng.processes import events as e
from xunzheng.processes.allowance import SYSTEM_ACTOR
from xunzheng.processes.case import Case
from xunzheng.processes.command import Opening, Refused
from xunzheng.processes.event_text import to_text
from xunzheng.processes.evolve import evolve
from xunzheng.site.cases import store
from xunzheng.site.cases.following import summary, tasks, timer_rows, title_of
from xunzheng.site.cases.library import Law, library
from xunzheng.site.cases.numbers import next_number
from xunzheng.site.cases.rows import case_of, case_row, rows_of
from xunzheng.site.cases.search import words_of
from xunzheng.site.cases.store import Loaded
from xunzheng.site.cases.tables import DELIVERY, EVENT, MESSAGE, TASK, TIMER, Row, Rows, Table
from xunzheng.site.cases.wording import filled
from xunzheng.site.journal.digests import Json
from xunzheng.site.journal.services import Note, append

_APPLICANT = "applicant"


class Undone(Exception):
    """Something that belongs to the command was refused, so that all of it is given up."""

    def __init__(self, refused: Refused) -> None:
        super().__init__("；".join(reason.text for reason in refused.reasons))
        self.refused = refused


def law_of(loaded: Loaded) -> Law:
    """What the loaded case runs by. Raises UnknownProcess where its version is no longer there."""
    row = loaded.row
    return library().law(row["process"], row["process_version"], row["region"], row["opened_at"])


def state_of(loaded: Loaded) -> Case:
    """The state of the loaded case."""
    return case_of(loaded.row, loaded.parts)


@dataclass(slots=True)
class Recording:
    """One transaction's writing, over the case of the command and those that it opens or tells.

    Call `finish` last: the journal's lanes stay locked until the transaction ends.
    """

    now: datetime
    notes: list[Note] = field(default_factory=list)

    def change(
        self,
        loaded: Loaded,
        law: Law,
        before: Case,
        events: Sequence[e.Event],
        under: store.Under | None = None,
    ) -> Case:
        """Write the events of a case that is there, and all that changes with them; the case after them.

        `before` is the state of the loaded rows. Raises IntegrityError where the key of `under` is taken.
        """
        case = folded(before, events, law)
        now_is = {**case_row(case), **summary(case, law)}
        changed = {column: value for column, value in now_is.items() if loaded.row[column] != value}
        parts = parts_of(case, law, loaded.parts[TIMER], before) | added(case, before.version, events, law)
        beside = store.words(loaded.case_id, words_of(now_is["title"])) if "title" in changed else []
        beside += store.done(under, loaded.case_id, before.version, case.version, self.now)
        store.save(loaded.case_id, changed, loaded.parts, parts, beside)
        self._note(case.id, events, parts[EVENT])
        self._follow(loaded.case_id, str(loaded.row["parent"]), law, case, events)
        return case

    def refresh(self, loaded: Loaded, law: Law) -> None:
        """Compute anew what follows from the state, which a new rule pack may have changed. No event."""
        case = state_of(loaded)
        now_is = summary(case, law)
        changed = {column: value for column, value in now_is.items() if loaded.row[column] != value}
        following = {TASK: tasks(case, law), TIMER: timer_rows(case, law, loaded.parts[TIMER])}
        store.save(loaded.case_id, changed, loaded.parts, following)

    def open(
        self, law: Law, events: Sequence[e.Event], parent: str = "", under: store.Under | None = None
    ) -> tuple[int, Case]:
        """Write a new case with its first events; its id, and the case after them.

        Raises IntegrityError where the key of `under` is taken.
        """
        case = folded(None, events, law)
        case_id = store.insert_case({**case_row(case), **summary(case, law), "parent": parent})
        parts = parts_of(case, law, {}) | added(case, 0, events, law)
        beside = store.words(case_id, words_of(title_of(case, law.definition)))
        beside += store.done(under, case_id, 0, case.version, self.now)
        store.save(case_id, {}, {}, parts, beside)
        self._note(case.id, events, parts[EVENT])
        self._follow(case_id, parent, law, case, events)
        return case_id, case

    def finish(self) -> None:
        """Add all that happened to the journal."""
        append(self.notes)

    def _note(self, number: str, events: Sequence[e.Event], rows: Rows) -> None:
        for event, ((place,), (kind, *_, text)) in zip(events, rows.items(), strict=True):
            digest = hashlib.sha256(text.encode()).hexdigest()
            content: dict[str, Json] = {"event": place, "kind": kind, "digest": digest}
            self.notes.append(Note("case.event", event.by or "system", number, event.at, content))

    def _follow(self, case_id: int, parent: str, law: Law, case: Case, events: Sequence[e.Event]) -> None:
        """Open the child cases that the events ask for, and tell the parent of a case that has ended."""
        for event in events:
            if isinstance(event, e.ChildOpened):
                self._open_child(case_id, law, event)
            elif isinstance(event, e.Closed) and parent:
                self._tell_parent(parent, case)

    def _open_child(self, case_id: int, law: Law, asked: e.ChildOpened) -> None:
        parent = _present(case_id)
        before = state_of(parent)
        child_law = library().law_on(asked.process, before.region, self.now)
        number = next_number(child_law, self.now)
        token = before.tokens[asked.token]
        opening = Opening(number, token.organisation, before.region, before.applicant, parent=before.id)
        opened = decide.open_case(
            child_law.definition, opening, SYSTEM_ACTOR, self.now, child_law.calendar, child_law.rules
        )
        if isinstance(opened, Refused):
            raise Undone(opened)
        self.open(child_law, opened, parent=before.id)
        linked = decide.child_linked(law.definition, before, asked.child, number, self.now)
        self.change(parent, law, before, linked)

    def _tell_parent(self, number: str, child: Case) -> None:
        case_id = store.find_id(number)
        if case_id is None:
            return
        parent = _present(case_id)
        law, before = law_of(parent), state_of(parent)
        key = next((each.key for each in before.children.values() if each.case == child.id), None)
        if key is None:
            return
        told = decide.child_closed(
            law.definition, before, key, child.outcome or "", self.now, law.calendar, law.rules
        )
        if told:
            self.change(parent, law, before, told)


def _present(case_id: int) -> Loaded:
    loaded = store.load(case_id)
    assert loaded is not None, "cases are never deleted"
    return loaded


def folded(before: Case | None, events: Sequence[e.Event], law: Law) -> Case:
    """The case after the events."""
    case = before
    for event in events:
        case = evolve(case, event, law.definition)
    assert case is not None, "a decision has at least one event"
    return case


def parts_of(case: Case, law: Law, timers: Rows, before: Case | None = None) -> dict[Table, Rows]:
    """The rows of the state's parts and of what follows from it; known timers keep their attempts.

    With `before` parts of the state that are as they were then are left out.
    """
    state = rows_of(case, law.definition, before)
    return {**state, TASK: tasks(case, law), TIMER: timer_rows(case, law, timers)}


def added(case: Case, version: int, events: Sequence[e.Event], law: Law) -> dict[Table, Rows]:
    """The rows of the events, and of the messages among them with their deliveries."""
    events_of: Rows = {}
    messages: Rows = {}
    deliveries: Rows = {}
    for number, event in enumerate(events, version + 1):
        events_of[(number,)] = (type(event).__name__, event.at, event.by, to_text(event))
        if isinstance(event, e.MessageSent):
            messages[(number,)] = _message(event, case, law)
            for channel in settings.CASE_CHANNELS:
                deliveries[number, channel] = (event.at, 0, "", None, None)
    return {EVENT: events_of, MESSAGE: messages, DELIVERY: deliveries}


def _message(event: e.MessageSent, case: Case, law: Law) -> Row:
    message, is_applicant = law.definition.message[event.message], event.to == _APPLICANT
    recipient = event.party or (case.applicant if is_applicant else "")
    texts: list[Any] = [
        filled(text, case, law.definition, is_english=is_english, to_applicant=is_applicant)
        for text, is_english in ((message.text, False), (message.text_en, True))
    ]
    return (event.message, event.to, recipient, event.token, event.at, *texts, None)
