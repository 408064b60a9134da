"""What is done with cases: open one, act on one, fire its timers. One transaction each, all or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from xunzheng.processes import decide
from xunzheng.processes import events as e
from xunzheng.processes.case import Value
from xunzheng.processes.command import Command, Opening, Reason, Refused, Timer
from xunzheng.processes.timing import fire
from xunzheng.site.accounts.actor import Actor
from xunzheng.site.cases import reach, store
from xunzheng.site.cases.library import Law, library
from xunzheng.site.cases.limits import wrong_key, wrong_texts
from xunzheng.site.cases.looking import Seen, numbered_events_of, seen_in
from xunzheng.site.cases.naming import people_named
from xunzheng.site.cases.numbers import next_number
from xunzheng.site.cases.papers import give_papers
from xunzheng.site.cases.queries import events_between
from xunzheng.site.cases.recording import Recording, Undone, law_of, state_of
from xunzheng.site.cases.states import View
from xunzheng.site.cases.store import DoneBefore
from xunzheng.site.cases.tables import TIMER
from xunzheng.site.cases.wording import tell_meanwhile
from xunzheng.site.journal.services import Note, append_apart

__all__ = ["Asked", "Command", "Done", "Reason", "Refused", "fire_timer", "open_case", "perform"]

_ACCESS = ("role", "relation", "holder", "unknown")
_OF_OFFICE = ("state", "holder", "guard")
_NOTHING_HERE = Refused((Reason("unknown", "没有这个办件，或者您无权查看。请核对编号。"),))


@dataclass(frozen=True, slots=True)
class Done:
    """What a command has done: the case, its events, and whether it had been done under this key before."""

    case_id: int
    number: str
    version: int
    events: tuple[e.Event, ...]
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a case is opened with: of which organisation and region, by whom, with which values and papers.

    `applicant` is the id of whom somebody else enters it for; empty: the actor himself.
    """

    organisation: str
    region: str
    values: Mapping[str, Value] = field(default_factory=dict)
    materials: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    applicant: str = ""
    note: str = ""


def open_case(process: str, asked: Asked, actor: Actor, key: str, now: datetime) -> Done | Refused:
    """Open a case of the process in the version that is in force now.

    `key` is the idempotency key: the same key with the same request gives the same answer again, with another
    request it is refused. Raises UnknownProcess for a process that is not there.
    """
    law = library().law_on(process, asked.region, now)
    wrong = wrong_key(key) + wrong_texts(
        asked.values, asked.materials, asked.note, asked.applicant, asked.organisation
    )
    if wrong:
        return Refused(wrong)
    digest = _digest(actor, process, asked)
    return _answer(actor, key, digest, now, process, lambda: _open(law, asked, actor, key, digest, now))


def perform(
    case_id: int, command: Command, actor: Actor, key: str, expected_version: int, now: datetime
) -> Done | Refused:
    """Take an action on a case; `expected_version` is the number of the last event that the actor has seen.

    Refused with all reasons: who may not, what is missing, that the case has moved on since (kind `stale`),
    that the key stands for another command (`key`), that the actor sees no such case (`unknown`). What was
    done under a key is answered again, whatever has happened since; a refusal is not kept: nothing was done.
    """
    wrong = wrong_key(key) + wrong_texts(
        command.values, command.materials, command.note, command.to, command.token, command.action
    )
    if wrong:
        return Refused(wrong)
    digest = _digest(actor, case_id, command, expected_version)

    def act() -> Done | Refused:
        return _perform(case_id, command, actor, key, digest, expected_version, now)

    return _answer(actor, key, digest, now, str(case_id), act)


def fire_timer(case_id: int, key: str, now: datetime) -> tuple[e.Event, ...] | None:
    """Fire one timer of a case; its events. None are made where it no longer stands, or stands later now.

    None where somebody else is just working on the case (PostgreSQL): it is to be tried again. Raises
    whatever the process raises.
    """
    with transaction.atomic():
        loaded = store.load(case_id, skip_locked=True)
        if loaded is None:
            return None
        row = loaded.parts[TIMER].get((key,))
        if row is None:
            return ()
        law, case = law_of(loaded), state_of(loaded)
        kind, fires_at, clock, token, *_ = row
        events = fire(
            law.definition, case, Timer(key, kind, fires_at, clock, token), now, law.calendar, law.rules
        )
        recording = Recording(now)
        if not events:
            recording.refresh(loaded, law)
            return ()
        recording.change(loaded, law, case, events)
        recording.finish()
        return events


def _answer(
    actor: Actor, key: str, digest: str, now: datetime, about: str, act: Callable[[], Done | Refused]
) -> Done | Refused:
    """What the act answers in a transaction of its own; refused access is journalled after it."""
    try:
        with transaction.atomic():
            answer = act()
    except Undone as undone:
        answer = undone.refused
    except IntegrityError:
        # Another transaction has just taken the same key; anything else is a fault of ours.
        done = store.find_done(key)
        if done is None:
            raise
        answer = _repeated(done, digest)
    if isinstance(answer, Refused) and any(reason.kind in _ACCESS for reason in answer.reasons):
        _journal_refused(actor, about, answer, now)
    return answer


def _open(law: Law, asked: Asked, actor: Actor, key: str, digest: str, now: datetime) -> Done | Refused:
    done = store.find_done(key)
    if done is not None:
        return _repeated(done, digest)
    acting = reach.opening(actor, asked.organisation, asked.region, reach.day_of(now))
    opening = Opening(
        next_number(law, now), asked.organisation, asked.region, asked.applicant or None, asked.values,
        asked.materials, note=asked.note,
    )  # fmt: skip
    decided = decide.open_case(law.definition, opening, acting, now, law.calendar, law.rules)
    if isinstance(decided, Refused):
        raise Undone(decided)  # gives the number back
    recording = Recording(now)
    case_id, case = recording.open(law, decided, under=store.Under(key, digest))
    _give(case_id, asked.materials, actor)
    recording.finish()
    return Done(case_id, case.id, case.version, decided)


def _perform(
    case_id: int, command: Command, actor: Actor, key: str, digest: str, expected: int, now: datetime
) -> Done | Refused:
    loaded = store.load(case_id, key)
    if loaded is None:
        return _NOTHING_HERE
    law, case, on = law_of(loaded), state_of(loaded), reach.day_of(now)
    view = reach.view_of(actor, reach.involved(case), on)
    if view in (View.NOTHING, View.MASKED):
        return _NOTHING_HERE
    if loaded.done is not None:
        return _repeated(loaded.done, digest)
    if case.version != expected:
        return _stale(seen_in(loaded, actor, now), expected)
    acting = reach.acting(actor, case, law.definition, command.action, command.token, on)
    decided = decide.decide(law.definition, case, command, acting, now, law.calendar, law.rules)
    if isinstance(decided, Refused):
        is_staff = view is View.WHOLE and not actor.is_citizen
        return decided if is_staff else _told_outside(decided)
    recording = Recording(now)
    after = recording.change(loaded, law, case, decided, store.Under(key, digest))
    _give(case_id, command.materials, actor)
    recording.finish()
    return Done(case_id, case.id, after.version, decided)


def _give(case_id: int, materials: Mapping[str, tuple[str, ...]], actor: Actor) -> None:
    """Bind the papers of the command to the case. Raises Undone where one of them cannot be given."""
    for code, references in materials.items():
        reasons = give_papers(case_id, code, references, actor)
        if reasons:
            raise Undone(Refused(reasons))


def _repeated(done: DoneBefore, digest: str) -> Done | Refused:
    if done.digest != digest:
        text = "这个操作编号已经用于另一项操作；每项操作须用新的编号，同一项操作重试才用同一编号。"
        return Refused((Reason("key", text),))
    number, events = events_between(done.case_id, done.version_before, done.version_after)
    return Done(done.case_id, number, done.version_after, events, is_repeated=True)


def _told_outside(refused: Refused) -> Refused:
    """The refusal for who does not see all of the case: not in which steps it stands, nor who holds them."""
    text = "现在不能办理这个事项。"
    return Refused(
        tuple(replace(each, text=text) if each.kind in _OF_OFFICE else each for each in refused.reasons)
    )


def _stale(seen: Seen, expected: int) -> Refused:
    """The refusal that tells what has happened since the actor looked, as far as he sees it."""
    version = seen.actual.version
    if expected > version or expected < 1:
        text = f"您所依据的版本 {expected} 不存在，本案现为第 {version} 版，请刷新后再办。"
        return Refused((Reason("stale", text, str(version)),))
    since = [event for _, event in numbered_events_of(seen, expected)]
    told = tell_meanwhile(since, seen.definition, people_named(event.by for event in since))
    text = f"您打开之后，本案有了变化：{told}。请查看最新情况后再办，您填写的内容尚未提交。"
    return Refused((Reason("stale", text, str(version)),))


def _digest(actor: Actor, about: object, asked: Asked | Command, expected: int = 0) -> str:
    """What a command is, in one digest: the same request of the same actor has the same."""
    given = [getattr(asked, each.name) for each in fields(asked)]
    text = json.dumps([actor.id, about, given, expected], ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    assert isinstance(value, Iterable), value
    return list(value)


def _journal_refused(actor: Actor, about: str, refused: Refused, now: datetime) -> None:
    content = {"reasons": [reason.kind for reason in refused.reasons]}
    append_apart([Note("access.refused", actor.id or "anonymous", f"case:{about}"[:200], now, content)])
