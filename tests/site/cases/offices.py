"""A small city for the tests of cases: who works where, what is asked, and the usual steps of a request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from xunzheng.processes.case import Value
from xunzheng.site.accounts.actor import Actor, Held
from xunzheng.site.cases.services import Asked, Command, Done, Refused, open_case, perform

PROCESS = "foi-request"
OFFICE, OTHER, REGION = "431100-office", "431100-other", "431100"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday, 10 o'clock in Yongzhou."""
VALUES: Mapping[str, Value] = {
    "channel": "internet",
    "applicant_kind": "citizen",
    "applicant_name": "李四喜",
    "identity": "431100199001010011",
    "contact": "13812345678",
    "content": "2025年城市道路维修资金使用情况",
    "form_wanted": "electronic",
    "delivery": "internet",
}


def staff(name: str, *roles: str, organisation: str = OFFICE) -> Actor:
    """Somebody of the staff with those roles in the organisation."""
    held = tuple(Held(role, organisation, organisation, REGION) for role in roles)
    return Actor(name, name, held)


def citizen(name: str = "citizen-1") -> Actor:
    """A citizen."""
    return Actor(name, name, is_citizen=True)


APPLICANT = citizen()
RECEIVER, HANDLER, APPROVER = (
    staff("receiver", "receiver"),
    staff("handler", "handler"),
    staff("approver", "approver"),
)
REGISTER = (RECEIVER, "register-confirmed", {"values": {"confirmed_on": "2026-03-02"}})
DRAFT = {"values": {"decision": "given", "answer": "见附件"}}
STEPS: tuple[tuple[Actor, str, dict[str, Any]], ...] = (
    REGISTER,
    (HANDLER, "claim", {}),
    (HANDLER, "confirm-clear", {}),
    (HANDLER, "draft", DRAFT),
    (APPROVER, "return-draft", {"note": "请补充依据"}),
    (HANDLER, "draft", DRAFT),
    (APPROVER, "approve", {"values": {"publish": "yes"}}),
    (HANDLER, "deliver", {"values": {"answered_on": "2026-03-02"}}),
)
"""A request that is answered, each step a minute after the one before."""


def asked(**changes: Any) -> Asked:
    """The usual request, some of its values changed."""
    return Asked(OFFICE, REGION, {**VALUES, **changes})


def opened(key: str = "open-1", actor: Actor = APPLICANT, now: datetime = NOW, **changes: Any) -> Done:
    """The usual request, opened."""
    done = open_case(PROCESS, asked(**changes), actor, key, now)
    assert isinstance(done, Done), done
    return done


def take(done: Done, actor: Actor, action: str, now: datetime = NOW, **given: Any) -> Done:
    """Take the action on the case as it stood after `done`; it must be possible."""
    answer = attempt(done, actor, action, now, **given)
    assert isinstance(answer, Done), answer
    return answer


def attempt(done: Done, actor: Actor, action: str, now: datetime = NOW, **given: Any) -> Done | Refused:
    """Try the action on the case as it stood after `done`."""
    key = f"{done.number}-{done.version}-{action}"
    return perform(done.case_id, Command(action, **given), actor, key, done.version, now)


def brought_to(count: int, key: str = "open-1") -> Done:
    """A request after so many of the usual steps."""
    done = opened(key)
    for minute, (actor, action, given) in enumerate(STEPS[:count], 1):
        done = take(done, actor, action, NOW + timedelta(minutes=minute), **given)
    return done


def kinds(refused: object) -> list[str]:
    """The kinds of the reasons of a refusal."""
    assert isinstance(refused, Refused), refused
    return [reason.kind for reason in refused.reasons]
