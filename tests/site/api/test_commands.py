"""Commands by programs: done once for a key, refused with reasons, told what happened meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.api.programs import V1, opened, problem, program, request_body
from tests.site.cases.offices import REGION
from xunzheng.site.cases.models import Case, Event
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
TODAY = {"confirmed_on": "2026-03-02"}


def test_the_same_key_opens_one_case_and_answers_the_same() -> None:
    citizen = program("citizen")
    first = citizen.post("/cases", request_body(), key="once")
    again = citizen.post("/cases", request_body(), key="once")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_a_key_stands_for_one_command() -> None:
    citizen = program("citizen")
    citizen.post("/cases", request_body(), key="once")
    problem(citizen.post("/cases", request_body(content="别的信息"), key="once"), 409, "key")


def test_a_command_is_repeated_with_the_same_answer(time: Any) -> None:
    number, receiver, handler = opened(program("citizen")), program("r", "receiver"), program("h", "handler")
    version = receiver.get(f"/cases/{number}").json()["version"]
    asked = {"action": "register-confirmed", "version": version, "values": TODAY}
    first = receiver.post(f"/cases/{number}/commands", asked, key="k")
    handler.act(number, "claim")
    time.pass_by(days=1)
    again = receiver.post(f"/cases/{number}/commands", asked, key="k")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


def test_a_stale_command_is_told_what_happened_meanwhile() -> None:
    number, receiver, handler = opened(program("citizen")), program("r", "receiver"), program("h", "handler")
    old = handler.get(f"/cases/{number}")
    receiver.act(number, "register-confirmed", values=TODAY)
    seen = {"If-Match": old["ETag"]}
    said = problem(handler.post(f"/cases/{number}/commands", {"action": "claim"}, **seen), 409, "stale")
    assert said["version"] == handler.get(f"/cases/{number}").json()["version"]
    assert said["meanwhile"][0]["kind"] == "Acted"
    assert said["meanwhile"][0]["content"]["action"] == "register-confirmed"
    assert said["meanwhile"][0]["number"] == old.json()["version"] + 1
    assert "登记" in said["detail"]


def test_the_reasons_against_are_told_by_field() -> None:
    citizen = program("citizen")
    said = problem(citizen.post("/cases", request_body(channel="pigeon", contact="")), 422, "refused")
    assert {each["about"] for each in said["errors"]} >= {"channel"}
    assert all(each["detail"] for each in said["errors"])


def test_the_version_must_be_said_and_said_once() -> None:
    number, receiver = opened(program("citizen")), program("r", "receiver")
    asked = {"action": "register-confirmed", "values": TODAY}
    problem(receiver.post(f"/cases/{number}/commands", asked), 422, "invalid")
    two = {**asked, "version": 1}
    problem(receiver.post(f"/cases/{number}/commands", two, **{"If-Match": '"2"'}), 422, "invalid")


def test_a_process_that_is_none_is_refused() -> None:
    said = problem(program("c").post("/cases", {**request_body(), "process": "no-such"}), 422, "refused")
    assert said["errors"][0]["about"] == "body.process"


def test_without_a_key_nothing_is_done() -> None:
    citizen = program("citizen")
    answer = citizen.client.post(
        f"{V1}/cases", request_body(), content_type="application/json", headers=citizen.headers()
    )
    said = problem(answer, 422, "invalid")
    assert said["errors"][0]["about"] == "header.Idempotency-Key"
    assert not Case.objects.exists()


@pytest.mark.parametrize("who", ["citizen-2", "elsewhere", "auditor-elsewhere"])
def test_others_are_not_told_that_the_case_exists(who: str) -> None:
    number = opened(program("citizen"))
    roles = {"elsewhere": ("handler",), "auditor-elsewhere": ("supervisor",)}.get(who, ())
    stranger = program(who, *roles, organisation="431100-other")
    paths = ("", "/events", "/clocks", "/actions", "/messages", "/links", "/papers")
    for path in paths:
        there = problem(stranger.get(f"/cases/{number}{path}"), 404, "missing")
        never = problem(stranger.get(f"/cases/NONE-1{path}"), 404, "missing")
        assert {**there, "instance": ""} == {**never, "instance": ""}
    command = {"action": "withdraw", "version": 1, "note": "不办了"}
    there = problem(stranger.post(f"/cases/{number}/commands", command), 404, "missing")
    never = problem(stranger.post("/cases/NONE-1/commands", command), 404, "missing")
    assert {**there, "instance": "", "errors": []} == {**never, "instance": "", "errors": []}
    assert Entry.objects.filter(kind="access.refused", who=stranger.id).count() >= len(paths) + 1
    assert number not in [each["number"] for each in stranger.get("/cases").json()["items"]]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE cases_case; --", "{{7*7}}", "一\n二", "𠮷"]
)
def test_hostile_text_comes_back_as_it_is(text: str) -> None:
    citizen = program("citizen")
    number = opened(citizen, content=text)
    assert citizen.get(f"/cases/{number}").json()["values"]["content"] == text


@pytest.mark.parametrize("text", ["零\x00", "反\u202e转", "\ud800", "x" * 20_001])
def test_texts_that_cannot_be_kept_are_refused(text: str) -> None:
    answer = program("citizen").post("/cases", request_body(content=text))
    assert answer.status_code == 422
    assert not Event.objects.exists()


def test_cases_are_linked_by_staff() -> None:
    citizen, handler = program("citizen"), program("h", "handler")
    one, other = opened(citizen), opened(citizen, content="又一件")
    made = handler.post(f"/cases/{one}/links", {"other": other, "kind": "duplicate", "note": "同一事项"})
    assert made.status_code == 200, made.content.decode()
    assert [each["other"] for each in handler.get(f"/cases/{one}/links").json()] == [other]
    assert citizen.get(f"/cases/{one}/links").json() == []
    problem(citizen.post(f"/cases/{one}/links", {"other": other, "kind": "duplicate"}), 403, "forbidden")


def test_lists_go_page_by_page_without_a_gap() -> None:
    citizen, receiver = program("citizen"), program("r", "receiver")
    numbers = [opened(citizen, content=f"第{n}件") for n in range(5)]
    for who, path in ((citizen, "/cases"), (receiver, "/cases"), (receiver, "/tasks")):
        extra = {"list": "all"} if path == "/tasks" else {}
        found, cursor = [], None
        while True:
            page = who.get(path, limit=2, **extra, **({"cursor": cursor} if cursor else {})).json()
            found += [each["number"] for each in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert sorted(found) == sorted(numbers), path
    assert receiver.get("/cases", is_open="false").json()["items"] == []
    narrowed = receiver.get("/cases", process="foi-request", region=REGION, opened_from="2026-03-02")
    assert len(narrowed.json()["items"]) == 5
    assert receiver.get("/cases", opened_before="2026-03-02").json()["items"] == []
    hits = receiver.get("/search", q=numbers[0]).json()["items"]
    assert [(each["number"], each["applicant"]) for each in hits] == [(numbers[0], "李＊＊")]
    problem(receiver.get("/cases", cursor="bm9wZQ"), 422, "invalid")
    problem(receiver.get("/tasks", cursor="bm9wZQ"), 422, "invalid")
