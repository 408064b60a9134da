"""The state is what the events make: after random walks, after an import, and where somebody meddled."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from tests.site.cases.offices import (
    APPLICANT,
    APPROVER,
    HANDLER,
    NOW,
    OFFICE,
    PROCESS,
    RECEIVER,
    REGION,
    VALUES,
    brought_to,
    citizen,
    opened,
    staff,
)
from xunzheng.processes.definition import FieldType
from xunzheng.processes.event_text import from_text
from xunzheng.processes.evolve import evolve
from xunzheng.processes.possible import Possible
from xunzheng.processes.timing import timers
from xunzheng.site.cases import looking, store
from xunzheng.site.cases.following import turns_of
from xunzheng.site.cases.importing import Incoming, import_cases
from xunzheng.site.cases.models import Case, Event, Task, Timer
from xunzheng.site.cases.rebuild import rebuild, rebuild_all
from xunzheng.site.cases.recording import law_of, state_of
from xunzheng.site.cases.rows import case_of, case_row, rows_of
from xunzheng.site.cases.services import Asked, Command, Done, perform
from xunzheng.site.cases.worker import Worker
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
ACTORS = (APPLICANT, RECEIVER, HANDLER, APPROVER, staff("supervisor", "supervisor"), citizen("third"))


def filled(possible: Possible, chance: random.Random, today: str) -> dict[str, Any]:
    """Something lawful for every field of the action, some of the optional ones left out."""
    values: dict[str, Any] = {}
    for field, is_required in possible.fields:
        if not is_required and chance.random() < 0.5:
            continue
        choices = [choice.code for choice in field.choices]
        values[field.code] = {
            FieldType.CHOICE: lambda c=choices: chance.choice(c),
            FieldType.DATE: lambda: today,
            FieldType.NUMBER: lambda f=field: str(max(f.least or 0, 1)),
            FieldType.YES_NO: lambda: chance.choice(["yes", "no"]),
            FieldType.PARTIES: lambda: ("third", "某公司")[: chance.randint(1, 2)],
        }.get(field.type, lambda: "内容 <b> \n 二")()
    return values


def walk(seed: int, steps: int) -> int:
    """Random actors take random actions on a case while time goes on and the worker works; how many."""
    chance, now = random.Random(seed), NOW
    done = opened(f"walk-{seed}")
    taken = 0
    for step in range(steps):
        now += timedelta(hours=chance.choice([0, 1, 30, 400]))
        if chance.random() < 0.3:
            Worker("one", lambda at=now: at, lambda seconds: False, print).run(until_idle=True)
        actor = chance.choice(ACTORS)
        seen = looking.look(done.number, actor, now)
        open_to_him = (
            [each for each in looking.actions_of(seen, actor, now) if each.is_allowed] if seen else []
        )
        if not open_to_him or seen is None:
            continue
        chosen = chance.choice(open_to_him)
        command = Command(
            chosen.action.code, chosen.token, filled(chosen, chance, now.date().isoformat()), note="说明",
            to="handler" if chosen.needs_to else None,
        )  # fmt: skip
        taken += isinstance(
            perform(done.case_id, command, actor, f"{seed}-{step}", seen.actual.version, now), Done
        )
    return taken


@pytest.mark.parametrize("seed", range(12))
def test_state_equals_events_after_a_random_walk(seed: int) -> None:
    walk(seed, 25)
    assert [found for _, found in rebuild_all() if found is not None] == []
    case_id = Case.objects.get().pk
    loaded = store.read(case_id)
    assert loaded is not None
    case = state_of(loaded)
    rows = rows_of(case, law_of(loaded).definition)
    assert case_of({**case_row(case), "number": case.id}, rows) == case


def test_rows_that_are_left_out_after_an_event_are_as_they_were() -> None:
    loaded = store.read(brought_to(6).case_id)
    assert loaded is not None
    law, seen = law_of(loaded), 0
    before = None
    for text in Event.objects.filter(case=loaded.case_id).order_by("number").values_list("text", flat=True):
        case = evolve(before, from_text(text), law.definition)
        whole, changed = rows_of(case, law.definition), rows_of(case, law.definition, before)
        if before is not None:
            assert {**rows_of(before, law.definition), **changed} == whole
            seen += len(whole) - len(changed)
        before = case
    assert seen > 20


def test_known_turns_of_clocks_make_the_same_timers() -> None:
    for steps in range(8):
        loaded = store.read(brought_to(steps, f"turns-{steps}").case_id)
        assert loaded is not None
        law, case = law_of(loaded), state_of(loaded)
        given = (law.definition, case, law.calendar, law.rules)
        assert timers(*given, turns_of(law)) == timers(*given)


def test_random_walks_do_walk() -> None:
    assert sum(walk(seed, 25) for seed in range(100, 104)) >= 8


def test_meddling_is_found_by_its_place_and_set_right() -> None:
    done = brought_to(3)
    Case.objects.filter(pk=done.case_id).update(state="answered")
    Task.objects.filter(case=done.case_id).update(holder="somebody")
    found = rebuild(done.case_id)
    assert found is not None
    assert (found.number, found.table, found.place, found.stands, found.should) == (
        done.number, "cases_case", "state", "answered", "handling",
    )  # fmt: skip
    assert rebuild(done.case_id, check=False) is not None
    assert rebuild(done.case_id) is None
    assert Task.objects.get(case=done.case_id, is_first=True).holder == "handler"


def test_a_changed_event_is_found_by_its_digest_and_not_set_right() -> None:
    done = brought_to(2)
    event = Event.objects.get(case=done.case_id, number=1)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_event SET text = %s WHERE case_id = %s AND number = 1",
            [event.text.replace("李四喜", "王五"), done.case_id],
        )
    for check in (True, False, True):
        found = rebuild(done.case_id, check=check)
        assert found is not None
        assert "第 1 个事件" in found.place


def test_a_missing_event_is_found() -> None:
    done = brought_to(2)
    Event.objects.filter(case=done.case_id, number=done.version).delete()
    found = rebuild(done.case_id)
    assert found is not None
    assert (found.stands, found.should) == (str(done.version - 1), str(done.version))


def incoming(count: int, opened_at: datetime = NOW) -> Iterator[Incoming]:
    for number in range(count):
        request = Asked(
            OFFICE, REGION, {**VALUES, "content": f"第 {number} 件事"}, applicant=f"old-{number % 7}"
        )
        yield Incoming(f"old:{number}", request, opened_at + timedelta(minutes=number))


def test_an_import_makes_cases_like_any_other() -> None:
    imported = import_cases(PROCESS, incoming(25), RECEIVER, NOW + timedelta(days=1))
    assert (imported.taken, imported.repeated, imported.refused) == (25, 0, ())
    assert [found for _, found in rebuild_all() if found is not None] == []
    case = Case.objects.get(title="第 3 件事")
    seen = looking.look(case.number, RECEIVER, NOW)
    assert seen is not None
    assert Timer.objects.count() == 0
    assert Entry.objects.get(kind="case.import").who == RECEIVER.id
    after = opened("new")
    assert after.case_id > case.pk
    registered = perform(
        case.pk, Command("register-confirmed", values={"confirmed_on": "2026-03-02"}), RECEIVER, "r",
        case.version,
        NOW + timedelta(days=1),
    )  # fmt: skip
    assert isinstance(registered, Done)


def test_an_import_again_takes_nothing_twice_and_says_what_it_refuses() -> None:
    import_cases(PROCESS, incoming(5), RECEIVER, NOW)
    bad = Incoming("bad", Asked(OFFICE, REGION, {**VALUES, "channel": "pigeon"}, applicant="x"), NOW)
    control = Incoming("control", Asked(OFFICE, REGION, {**VALUES, "content": "\x00"}, applicant="x"), NOW)
    rows = [*incoming(7), bad, control, *incoming(7)]
    again = import_cases(PROCESS, rows, RECEIVER, NOW)
    assert (again.taken, again.repeated) == (2, 12)
    assert [(row.place, row.key) for row in again.refused] == [(9, "control"), (8, "bad")]
    assert Case.objects.count() == 7
    assert len(set(Case.objects.values_list("number", flat=True))) == 7


def meddle(statement: str, *values: object) -> None:
    """Change a table behind the engine's back; the guards of the journal are not in the way of cases."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_changed_event_of_an_import_is_found() -> None:
    import_cases(PROCESS, incoming(3), RECEIVER, NOW)
    import_cases(PROCESS, (each for each in incoming(6)), RECEIVER, NOW + timedelta(hours=1))
    one = Case.objects.get(title="第 1 件事")
    text = Event.objects.get(case=one.pk, number=1).text
    assert rebuild(one.pk) is None
    meddle(
        "UPDATE cases_event SET text = %s WHERE case_id = %s AND number = 1",
        text.replace("李四喜", "王五"),
        one.pk,
    )
    found = rebuild(one.pk)
    assert found is not None
    assert found.place == "导入的事件的摘要"
    differing = [number for number, each in rebuild_all() if each is not None]
    first = Case.objects.filter(opened_at__lt=NOW + timedelta(minutes=3)).order_by("pk")
    assert differing == [case.number for case in first]


def test_an_imported_case_goes_on_with_entries_of_its_own() -> None:
    import_cases(PROCESS, incoming(2), RECEIVER, NOW)
    one = Case.objects.get(title="第 1 件事")
    registered = perform(
        one.pk, Command("register-confirmed", values={"confirmed_on": "2026-03-02"}), RECEIVER, "r",
        one.version, NOW + timedelta(days=1),
    )  # fmt: skip
    assert isinstance(registered, Done)
    assert [found for _, found in rebuild_all() if found is not None] == []
    last = Event.objects.get(case=one.pk, number=registered.version)
    meddle("UPDATE cases_event SET text = %s WHERE case_id = %s AND number = %s", "{}", one.pk, last.number)
    found = rebuild(one.pk)
    assert found is not None
    assert f"第 {last.number} 个事件" in found.place


def test_an_event_that_the_journal_does_not_tell_of_is_found() -> None:
    done, other = brought_to(2), opened("other")
    event = Event.objects.get(case=done.case_id, number=done.version)
    meddle(
        "INSERT INTO cases_event (case_id, number, kind, at, who, text) "
        "SELECT case_id, number + 1, kind, at, who, text FROM cases_event WHERE case_id = %s AND number = %s",
        done.case_id, event.number,
    )  # fmt: skip
    Case.objects.filter(pk=done.case_id).update(version=done.version + 1)
    found = rebuild(done.case_id)
    assert found is not None
    assert (found.place, found.stands) == (f"第 {done.version + 1} 个事件在日志中的摘要", "没有")
    assert rebuild(other.case_id) is None


def test_events_cut_off_at_the_end_are_found_though_the_case_agrees_with_them() -> None:
    done = brought_to(2)
    Event.objects.filter(case=done.case_id, number=done.version).delete()
    Case.objects.filter(pk=done.case_id).update(version=done.version - 1)
    found = rebuild(done.case_id)
    assert found is not None
    assert found.should == f"日志中有第 {done.version} 个"


def test_who_may_not_open_imports_nothing() -> None:
    refused = import_cases(PROCESS, incoming(3), staff("far", "receiver", organisation="elsewhere"), NOW)
    assert (refused.taken, len(refused.refused)) == (0, 3)
    assert not Case.objects.exists()
