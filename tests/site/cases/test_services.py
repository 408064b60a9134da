"""Opening and performing: one transaction each, idempotent by key, refused when stale."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.site.cases.offices import (
    APPLICANT,
    APPROVER,
    HANDLER,
    NOW,
    OFFICE,
    OTHER,
    PROCESS,
    RECEIVER,
    REGION,
    REGISTER,
    STEPS,
    asked,
    attempt,
    brought_to,
    citizen,
    kinds,
    opened,
    staff,
    take,
)
from xunzheng.site.cases.models import Case, DoneCommand, Event, Message, Task, Timer
from xunzheng.site.cases.rebuild import rebuild
from xunzheng.site.cases.services import Asked, Command, Done, Refused, open_case, perform
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_a_request_goes_its_way_to_the_answer() -> None:
    done = brought_to(len(STEPS))
    case = Case.objects.get(number=done.number)
    assert (case.state, case.outcome, case.closed_at is not None) == ("answered", "given", True)
    assert case.published_at is not None
    assert not Task.objects.filter(case=case).exists()
    assert not Timer.objects.filter(case=case).exists()
    assert rebuild(done.case_id) is None


def test_every_event_is_in_the_journal() -> None:
    done = brought_to(3)
    events = Event.objects.filter(case=done.case_id).count()
    assert Entry.objects.filter(about=done.number, kind="case.event").count() == events == done.version


def test_a_case_stands_in_lists_by_what_is_due() -> None:
    done = brought_to(2)
    case = Case.objects.get(pk=done.case_id)
    # 7 working days after Monday 2 March 2026, at the close of the office, 17:30 in Yongzhou.
    assert case.clock == "clarify"
    assert case.due_at is not None
    assert case.due_at.date().isoformat() == "2026-03-11"
    assert (case.title, case.applicant_name) == ("2025年城市道路维修资金使用情况", "李四喜")
    task = Task.objects.get(case=case, is_first=True)
    assert (task.role, task.holder, task.organisation, task.due_at) == (
        "handler",
        "handler",
        OFFICE,
        case.due_at,
    )
    assert {t.kind for t in Timer.objects.filter(case=case)} == {"yellow", "red", "breach"}


def test_numbers_run_without_a_gap_though_an_opening_is_refused() -> None:
    first = opened("a")
    refused = open_case(PROCESS, asked(channel="pigeon"), APPLICANT, "b", NOW)
    assert kinds(refused) == ["field"]
    second = opened("c")
    assert int(second.number.rpartition("-")[2]) == int(first.number.rpartition("-")[2]) + 1


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_the_same_key_gives_the_same_answer_again(steps: int) -> None:
    done = brought_to(steps)
    actor, action, given = STEPS[steps]
    first = take(done, actor, action, **given)
    events = Event.objects.count()
    again = take(done, actor, action, NOW + timedelta(days=1), **given)
    assert again.is_repeated
    assert (again.version, again.events) == (first.version, first.events)
    assert Event.objects.count() == events


def test_the_same_key_opens_one_case() -> None:
    first, again = opened("same"), opened("same", now=NOW + timedelta(hours=1))
    assert (again.number, again.events, again.is_repeated) == (first.number, first.events, True)
    assert Case.objects.count() == 1


def test_a_key_stands_for_one_command() -> None:
    done = opened("k")
    other = open_case(PROCESS, asked(content="别的信息"), APPLICANT, "k", NOW)
    assert kinds(other) == ["key"]
    assert kinds(open_case(PROCESS, asked(), citizen("somebody-else"), "k", NOW)) == ["key"]
    used = perform(done.case_id, Command("register-confirmed"), RECEIVER, "k", done.version, NOW)
    assert kinds(used) == ["key"]


@pytest.mark.parametrize("key", ["", " ", "键", "a\n", "x" * 121])
def test_a_key_is_visible_ascii(key: str) -> None:
    assert kinds(open_case(PROCESS, asked(), APPLICANT, key, NOW)) == ["key"]


def test_a_stale_command_is_told_what_happened() -> None:
    done = brought_to(1)
    take(done, HANDLER, "claim")
    late = perform(done.case_id, Command("claim"), staff("other", "handler"), "late", done.version, NOW)
    assert isinstance(late, Refused)
    (reason,) = late.reasons
    assert reason.kind == "stale"
    assert "领办" in reason.text
    assert "handler" not in reason.text  # names, never accounts


@pytest.mark.parametrize("version", [0, -1, 99])
def test_a_version_that_never_was_is_refused(version: int) -> None:
    done = opened()
    assert kinds(perform(done.case_id, Command("claim"), RECEIVER, "v", version, NOW)) == ["stale"]


def test_a_refused_command_leaves_nothing() -> None:
    done = brought_to(1)
    before = (
        Event.objects.count(),
        Entry.objects.count(),
        DoneCommand.objects.count(),
        Message.objects.count(),
    )
    refused = attempt(done, HANDLER, "draft")  # not the holder, and nothing filled in
    assert set(kinds(refused)) >= {"holder", "field"}
    after = (Event.objects.count(), DoneCommand.objects.count(), Message.objects.count())
    assert after == (before[0], before[2], before[3])
    assert Entry.objects.count() == before[1] + 1
    assert Entry.objects.filter(kind="access.refused", who=HANDLER.id).exists()


@pytest.mark.parametrize(
    "actor",
    [citizen("nosy"), staff("far", "handler", organisation=OTHER), staff("admin", "system-admin")],
    ids=["another citizen", "another office", "an administrator"],
)
def test_others_find_no_case(actor) -> None:  # type: ignore[no-untyped-def]
    done = brought_to(1)
    refused = attempt(done, actor, "claim")
    assert kinds(refused) == ["unknown"]
    assert kinds(perform(10**9, Command("claim"), actor, "none", 1, NOW)) == ["unknown"]
    assert isinstance(refused, Refused)
    assert done.number not in refused.reasons[0].text
    assert Entry.objects.filter(kind="access.refused", who=actor.id).count() == 2


def test_staff_open_for_an_applicant_in_their_own_office_only() -> None:
    entered = Asked(OFFICE, REGION, asked().values, applicant="by-post-7")
    done = open_case(PROCESS, entered, RECEIVER, "post", NOW)
    assert isinstance(done, Done)
    assert Case.objects.get(pk=done.case_id).applicant == "by-post-7"
    elsewhere = Asked(OTHER, REGION, asked().values, applicant="by-post-7")
    assert kinds(open_case(PROCESS, elsewhere, RECEIVER, "post-2", NOW)) == ["role"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("零\x00", "U+0000"),
        ("退\x08格", "U+0008"),
        ("反\u202e转", "U+202E"),
        ("x" * 20_001, "最多"),
        ("\ud800", "U+D800"),
    ],
)
def test_texts_that_cannot_be_kept_are_refused(text: str, said: str) -> None:
    refused = open_case(PROCESS, asked(content=text), APPLICANT, "t", NOW)
    assert isinstance(refused, Refused)
    assert said in refused.reasons[0].text
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE cases_case; --", "{case}%s{{7*7}}", "一\n二"]
)
def test_hostile_text_is_kept_as_it_is(text: str) -> None:
    done = opened(content=text)
    assert '"content":' in Event.objects.get(case=done.case_id, number=1).text
    from xunzheng.site.cases import store
    from xunzheng.site.cases.recording import state_of

    loaded = store.read(done.case_id)
    assert loaded is not None
    assert state_of(loaded).values["content"] == text
    assert rebuild(done.case_id) is None


def test_messages_tell_personal_values_to_the_applicant_alone() -> None:
    done = brought_to(3)
    done = take(done, HANDLER, "consult", values={"third_parties": ("某公司",)})
    message = Message.objects.get(case=done.case_id, role="third-party")
    assert message.recipient == "某公司"
    assert "李四喜" not in message.text + message.text_en
    assert "13812345678" not in message.text + message.text_en


def test_time_that_goes_back_is_refused() -> None:
    done = brought_to(2)
    early = attempt(done, HANDLER, "confirm-clear", NOW - timedelta(hours=1))
    assert kinds(early) == ["time"]
    assert APPROVER.id != HANDLER.id


def test_a_limit_into_a_year_without_a_notice_is_refused_in_a_sentence() -> None:
    at = NOW.replace(month=12, day=21)
    done = opened(now=at)
    receiver, action, given = REGISTER
    refused = attempt(done, receiver, action, at, **{**given, "values": {"confirmed_on": "2026-12-21"}})
    assert kinds(refused) == ["clock"]
    assert "2027" in refused.reasons[0].text
    assert Case.objects.get(id=done.case_id).version == done.version
