"""A request for information by the interface: clarified, a third party asked, extended, answered in part."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.site.api.programs import opened, program

pytestmark = pytest.mark.django_db
PARTLY = {
    "decision": "partly-given",
    "answer": "公开合同金额，商业秘密部分不公开。",
    "refuse_ground": "15-commercial",
    "refuse_reason": "涉及商业秘密，第三方不同意公开。",
    "redacted": "单价构成表",
    "weighing": "respected",
    "weighing_reason": "第三方的理由合理。",
}


def test_a_request_is_answered_in_part(time) -> None:
    citizen, third = program("citizen"), program("third")
    receiver, handler, approver = (program(role, role) for role in ("receiver", "handler", "approver"))
    number = opened(citizen)
    today = timezone.localdate().isoformat()

    def done(by, action, **given):  # type: ignore[no-untyped-def]
        answer = by.act(number, action, **given)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    done(receiver, "register-confirmed", values={"confirmed_on": today})
    done(handler, "claim")
    done(handler, "ask-clarification", values={"clarify_what": "请写明年度", "clarify_days": "15"})
    assert citizen.get(f"/cases/{number}").json()["state"] == "clarifying"
    done(citizen, "clarify", values={"clarified_content": "2025年度"})
    restarted = handler.get(f"/cases/{number}/clocks/reply").json()
    assert restarted["restarted_from"]
    done(handler, "consult", values={"third_parties": [third.id]})
    paused = citizen.get(f"/cases/{number}/clocks").json()
    assert {clock["key"]: clock["is_paused"] for clock in paused}["reply"]
    branch = third.get(f"/cases/{number}").json()
    assert branch["view"] == "branch"
    assert "applicant_name" not in branch["values"]
    time.pass_by(days=7)
    done(third, "third-object", values={"opinion": "含有商业秘密"})
    done(approver, "extend", values={"extension_days": "10", "extension_reason": "案情复杂"})
    done(handler, "draft", values=PARTLY)
    assert "decision" not in citizen.get(f"/cases/{number}").json()["values"]
    done(approver, "approve", values={"publish": "yes"})
    done(handler, "deliver", values={"answered_on": timezone.localdate().isoformat()})

    case = citizen.get(f"/cases/{number}").json()
    assert (case["state"], case["outcome"]) == ("answered", "partly-given")
    assert case["values"]["answer"] == PARTLY["answer"]
    assert "weighing_reason" not in case["values"]
    explained = citizen.get(f"/cases/{number}/clocks/reply").json()
    reasons = {line["reason"] for line in explained["lines"]}
    assert {"start", "counted", "extension", "pause"} <= reasons
    assert explained["counted"] == 30
    assert explained["standing"]["light"] == "in-time"
    assert explained["rule"]["code"] == "FOI.REPLY"
    said = " ".join(message["code"] for message in citizen.get(f"/cases/{number}/messages").json())
    assert said.split() == [
        "submitted",
        "registered",
        "clarification-asked",
        "clarified",
        "extended",
        "answered",
    ]
    told = handler.get(f"/cases/{number}/events", limit=200)
    assert told.status_code == 200, told.content.decode()
    kinds = [event["kind"] for event in told.json()["items"]]
    assert kinds[0] == "Opened"
    assert {
        "ClockPaused",
        "ClockResumed",
        "ClockExtended",
        "Joined",
        "OutcomeReached",
        "Published",
        "Closed",
    } <= set(kinds)


def test_the_applicant_is_told_nothing_of_the_office() -> None:
    citizen, other = program("citizen"), program("other")
    receiver, handler = program("receiver", "receiver"), program("handler", "handler")
    number = opened(citizen)
    receiver.act(number, "register-confirmed", values={"confirmed_on": timezone.localdate().isoformat()})
    handler.act(number, "claim")
    handler.act(number, "consult", values={"third_parties": ["某某商贸公司", other.id]})
    told = "".join(
        citizen.get(f"/cases/{number}{part}").content.decode()
        for part in ("", "/events", "/clocks", "/clocks/reply", "/actions", "/messages", "/links", "/papers")
    )
    assert "某某商贸公司" not in told
    assert '"third_parties"' not in told
    assert f'"{handler.id}"' not in told
    assert f'"{receiver.id}"' not in told
    assert [each["action"] for each in citizen.get(f"/cases/{number}/actions").json()] == ["withdraw"]
    to_staff = (
        handler.get(f"/cases/{number}").content.decode()
        + handler.get(f"/cases/{number}/events").content.decode()
    )
    assert "某某商贸公司" not in to_staff
    assert "李四喜" not in to_staff
