"""Personal values and papers: masked, read for a purpose with the scope for it, and journalled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.site.api.programs import Program, opened, problem, program, request_body
from tests.site.cases.offices import VALUES
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def everything(number: str, by: Program) -> str:
    parts = ("", "/events", "/clocks", "/actions", "/messages", "/links", "/papers")
    texts = [by.get(f"/cases/{number}{part}").content.decode() for part in parts]
    return "".join([*texts, by.get("/cases").content.decode(), by.get("/tasks").content.decode()])


def test_staff_see_personal_values_masked() -> None:
    number, handler = opened(program("citizen")), program("h", "handler")
    told = everything(number, handler)
    for code in ("applicant_name", "identity", "contact"):
        assert str(VALUES[code]) not in told
    assert "李＊＊" in told


def test_they_are_read_for_a_purpose_and_journalled() -> None:
    number, handler = opened(program("citizen")), program("h", "handler")
    read = handler.post(f"/cases/{number}/personal", {"purpose": "核对身份"})
    assert read.json()["values"]["applicant_name"] == VALUES["applicant_name"]
    entry = Entry.objects.get(kind="read.personal", about=number)
    assert entry.who == handler.id
    assert "核对身份" in entry.content


@pytest.mark.parametrize("purpose", ["", "   "])
def test_without_a_purpose_nothing_is_read(purpose: str) -> None:
    number, handler = opened(program("citizen")), program("h", "handler")
    problem(handler.post(f"/cases/{number}/personal", {"purpose": purpose}), 422, "invalid")
    assert not Entry.objects.filter(kind="read.personal").exists()


def test_without_the_scope_nothing_is_read_and_the_try_is_journalled() -> None:
    number = opened(program("citizen"))
    handler = program("h", "handler", scopes=("cases:read", "cases:write"))
    problem(handler.post(f"/cases/{number}/personal", {"purpose": "核对身份"}), 403, "forbidden")
    entry = Entry.objects.get(kind="access.refused")
    assert (entry.who, '"need":"cases.personal"' in entry.content) == (handler.id, True)
    assert not Entry.objects.filter(kind="read.personal").exists()


def test_papers_are_sent_given_and_fetched() -> None:
    citizen, receiver = program("citizen"), program("r", "receiver")
    kept = citizen.send(PDF, "身份证.pdf", is_personal="true")
    assert kept.status_code == 201, kept.content.decode()
    reference = kept.json()["reference"]
    asked = {**request_body(), "materials": {"proof": [reference]}}
    number = citizen.post("/cases", asked).json()["number"]
    own = citizen.get(f"/cases/{number}/papers/{reference}")
    assert b"".join(own.streaming_content) == PDF
    assert "attachment" in own["Content-Disposition"]
    said = problem(receiver.get(f"/cases/{number}/papers/{reference}"), 422, "invalid")
    assert said["errors"][0]["about"] == "purpose"
    read = receiver.get(f"/cases/{number}/papers/{reference}", purpose="核对身份")
    assert b"".join(read.streaming_content) == PDF
    assert Entry.objects.get(kind="read.personal").who == receiver.id
    assert [each["name"] for each in receiver.get(f"/cases/{number}/papers").json()] == ["身份证.pdf"]
    problem(program("nosy").get(f"/cases/{number}/papers/{reference}"), 404, "missing")
    problem(receiver.get(f"/cases/{number}/papers/{'0' * 32}"), 404, "missing")


def test_a_program_that_is_no_paper_is_refused() -> None:
    problem(program("citizen").send(b"MZ\x90\x00" + b"\x00" * 60, "a.exe"), 422, "refused")
    assert Entry.objects.filter(kind="paper.refused").exists()


def test_somebody_else_s_paper_cannot_be_given() -> None:
    reference = program("one").send(PDF, "a.pdf").json()["reference"]
    asked = {**request_body(), "materials": {"proof": [reference]}}
    said = problem(program("other").post("/cases", asked), 422, "refused")
    assert said["errors"][0]["kind"] == "paper"


def consulted(citizen: Program, third: Program) -> str:
    """The number of a request whose answer was drafted, and on which then the third party is asked."""
    number, receiver, handler = opened(citizen), program("r", "receiver"), program("h", "handler")
    approver = program("a", "approver")
    receiver.act(number, "register-confirmed", values={"confirmed_on": "2026-03-02"})
    handler.act(number, "claim")
    handler.act(number, "confirm-clear")
    handler.act(number, "draft", values={"decision": "given", "answer": "草稿里的话"})
    approver.act(number, "return-draft", note="内部的话")
    answer = handler.act(number, "consult", values={"third_parties": [third.id, "陆小凤"]})
    assert answer.status_code == 200, answer.content.decode()
    return number


def test_an_applicant_is_told_nothing_of_the_office_s_own() -> None:
    citizen, third = program("citizen"), program("third")
    number = consulted(citizen, third)
    told = everything(number, citizen)
    for words in ("草稿里的话", "内部的话", "陆小凤", "陆＊＊", "consulting", "third.1", f'"{third.id}"'):
        assert words not in told
    case = citizen.get(f"/cases/{number}").json()
    assert (case["state"], case["state_title"], case["lanes"]) == ("in-progress", "办理中", [])
    assert case["values"]["applicant_name"] == VALUES["applicant_name"]
    assert all(each["by"] in ("", "system", citizen.id) for each in events(number, citizen))
    assert [each["state"] for each in citizen.get("/cases").json()["items"]] == ["in-progress"]
    for state, count in (("in-progress", 1), ("consulting", 0)):
        assert len(citizen.get("/cases", state=state).json()["items"]) == count
        assert len(program(f"h-{state}", "handler").get("/cases", state=state).json()["items"]) == 1 - count
    assert [each["state"] for each in citizen.get("/search", q=number).json()["items"]] == ["in-progress"]


def events(number: str, by: Program) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = by.get(f"/cases/{number}/events").json()["items"]
    return items


def test_who_is_asked_is_told_nothing_of_the_applicant() -> None:
    citizen, third = program("citizen"), program("third")
    number = consulted(citizen, third)
    assert third.get(f"/cases/{number}").json()["view"] == "branch"
    told = everything(number, third) + third.get("/search", q=number).content.decode()
    for words in (*(str(VALUES[code]) for code in ("applicant_name", "identity", "contact")), "李＊＊"):
        assert words not in told
    for words in ("草稿里的话", "内部的话", "陆小凤", "third.2"):
        assert words not in told
    (line,) = third.get("/cases").json()["items"]
    assert (line["state"], line["due_at"], line["light"]) == ("in-progress", None, None)
    assert third.post(f"/cases/{number}/personal", {"purpose": "好奇"}).status_code >= 400
