"""The site as `python -m xunzheng.site` serves it, with a door beside it that calls the services.

The door stands at /drive and takes JSON: open a case (as if some days ago, so that its timers are due),
take an action, keep a paper. All other addresses are the site's own.
"""

from __future__ import annotations

import json
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

# Some answers come later than what they tell was done, so that kills often fall between the two.
_LINGERS: Final = 4
_LINGER: Final = 0.05
VALUES: Final = {
    "channel": "internet",
    "applicant_kind": "citizen",
    "applicant_name": "李四喜",
    "identity": "431100199001010011",
    "contact": "13812345678",
    "content": "2025年城市道路维修资金使用情况",
    "form_wanted": "electronic",
    "delivery": "internet",
}
ROLES: Final = ("applicant", "receiver", "handler", "approver")
OFFICE, REGION, PROCESS = "431100-office", "431100", "foi-request"
DRAFT: Final = {"decision": "given", "answer": "见附件"}
STEPS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("receiver", "register-confirmed", {"values": {"confirmed_on": ""}}),
    ("handler", "claim", {}),
    ("handler", "confirm-clear", {}),
    ("handler", "draft", {"values": DRAFT, "papers": ("reply", "documents")}),
    ("approver", "return-draft", {}),
    ("handler", "draft", {"values": DRAFT, "papers": ("reply", "documents")}),
    ("approver", "approve", {"values": {"publish": "no"}}),
    ("handler", "deliver", {"values": {"answered_on": ""}}),
)
"""A request that is answered: who takes which action with what; empty days are today."""


def drive(asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Do what the load asks; the answer says what stands now, or the kinds of the reasons why not."""
    from xunzheng.site.cases.services import Asked, Command, open_case, perform
    from xunzheng.site.cases.store import find_id

    if asked["do"] == "paper":
        return _paper(asked, now)
    if asked["do"] == "open":
        at = now - timedelta(days=asked["past"])
        return _told(open_case(PROCESS, Asked(OFFICE, REGION, VALUES), _actor(asked), asked["key"], at))
    _, action, given = STEPS[asked["step"]]
    # The clock starts with the first step.
    at = now - timedelta(days=asked["past"]) if asked["step"] == 0 else now
    values = values_on(at.date(), given)
    materials = {code: tuple(each) for code, each in asked["materials"].items()}
    command = Command(action, values=values, materials=materials, note=asked["key"])
    case_id = find_id(asked["number"])
    assert case_id is not None, "acknowledged, and not there"
    return _told(perform(case_id, command, _actor(asked), asked["key"], asked["expected"], at))


def values_on(day: date, given: Mapping[str, Any]) -> dict[str, str]:
    """The values of a step that is taken on the day."""
    return {code: value or day.isoformat() for code, value in given.get("values", {}).items()}


def content_of(key: str) -> bytes:
    """A paper of that key."""
    return b"%PDF-1.4\n" + key.encode() * 500


def _paper(asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    from xunzheng.processes.command import Refused
    from xunzheng.site.cases.papers import keep_paper

    kept = keep_paper([content_of(asked["key"])], f"{asked['key']}.pdf", _actor(asked), now)
    return _told(kept) if isinstance(kept, Refused) else {"reference": kept.reference, "digest": kept.digest}


def _actor(asked: Mapping[str, Any]) -> Any:
    from xunzheng.site.accounts.actor import Actor, Held

    role, who = asked["role"], asked["who"]
    if role == "applicant":
        return Actor(who, who, is_citizen=True)
    return Actor(who, who, (Held(role, OFFICE, OFFICE, REGION),))


def found_people(target: Path) -> None:
    """Make the office and an account of each role; write `{role: [id, token]}` into the file."""
    from django.utils import timezone

    from xunzheng.site.accounts.models import Account, Appointment
    from xunzheng.site.accounts.permissions import SCOPES
    from xunzheng.site.accounts.queries import actor_for
    from xunzheng.site.accounts.services.tokens import make_token
    from xunzheng.site.registry.models import Organisation

    now, since = timezone.now(), date(2020, 1, 1)
    Organisation.objects.create(code=OFFICE, name="某局", region=REGION, kind="bureau", valid_from=since)
    people: dict[str, tuple[str, str]] = {}
    for role in ROLES:
        account = Account.objects.create(
            login=role, name=role, kind="citizen" if role == "applicant" else "staff", password="!",
            password_set_at=now, must_change_password=False, failures_since=now, made_at=now,
        )  # fmt: skip
        if role != "applicant":
            Appointment.objects.create(
                account=account, role=role, organisation=OFFICE, valid_from=since, appointed_at=now
            )
        _, token = make_token(account, "load", SCOPES, 30, actor_for(account, now), now)
        people[role] = (str(account.pk), token)
    target.write_text(json.dumps(people))


def _told(answer: Any) -> dict[str, Any]:
    from xunzheng.processes.command import Refused

    if isinstance(answer, Refused):
        return {"refused": [[reason.kind, reason.about] for reason in answer.reasons]}
    return {
        "number": answer.number, "version": answer.version, "repeated": answer.is_repeated,
    }  # fmt: skip


def with_door(site: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The site's application with the door beside it."""
    from django.core.signals import request_finished, request_started
    from django.utils import timezone

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/drive":
            return site(environ, start)
        asked = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        # As for every request, connections are looked at before and after.
        request_started.send(sender=None, environ=environ)
        try:
            body = json.dumps(drive(asked, timezone.now())).encode()
            if zlib.crc32(asked["key"].encode()) % _LINGERS == 0:
                time.sleep(_LINGER)
        finally:
            request_finished.send(sender=None)
        start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


def main() -> int:
    """Serve; the arguments are those of `python -m xunzheng.site`."""
    from django.core import wsgi

    from xunzheng.site.__main__ import main as serve

    made = wsgi.get_wsgi_application
    wsgi.get_wsgi_application = lambda: with_door(made())  # type: ignore[assignment, return-value]
    return serve(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
