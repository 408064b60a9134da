"""The site as `python -m xunzheng.site` serves it, with a door beside it that calls the services for the load.

The door stands at /drive and takes JSON: open a case (as if some days ago, so that its timers are due), take an
action, keep a paper. All other addresses are the site's own.
"""

from __future__ import annotations

import json
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

# Some answers come later than what they tell was done, so that kills often fall between the two.
_LINGERS: Final = 4
_LINGER: Final = 0.05
VALUES: Final = {
    "channel": "internet", "applicant_kind": "citizen", "applicant_name": "李四喜", "identity": "431100199001010011",
    "contact": "13812345678", "content": "2025年城市道路维修资金使用情况", "form_wanted": "electronic",
    "delivery": "internet",
}  # fmt: skip
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

    if asked["do"] == "paper":
        return _paper(asked, now)
    if asked["do"] == "open":
        at = now - timedelta(days=asked["past"])
        return _told(open_case(PROCESS, Asked(OFFICE, REGION, VALUES), _actor("applicant"), asked["key"], at))
    who, action, given = STEPS[asked["step"]]
    at = now - timedelta(days=asked["past"]) if asked["step"] == 0 else now  # the clock starts with the first step
    values = {code: value or at.date().isoformat() for code, value in given.get("values", {}).items()}
    materials = {code: tuple(each) for code, each in asked["materials"].items()}
    command = Command(action, values=values, materials=materials, note=asked["key"])
    return _told(perform(asked["case"], command, _actor(who), asked["key"], asked["expected"], at))


def _paper(asked: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    from xunzheng.processes.command import Refused
    from xunzheng.site.cases.papers import keep_paper

    chunks = [b"%PDF-1.4\n", asked["key"].encode() * 500]
    kept = keep_paper(chunks, f"{asked['key']}.pdf", _actor(STEPS[asked["step"]][0]), now)
    return _told(kept) if isinstance(kept, Refused) else {"reference": kept.reference, "digest": kept.digest}


def _actor(role: str) -> Any:
    from xunzheng.site.accounts.actor import Actor, Held

    if role == "applicant":
        return Actor("citizen-1", "citizen-1", is_citizen=True)
    return Actor(role, role, (Held(role, OFFICE, OFFICE, REGION),))


def _told(answer: Any) -> dict[str, Any]:
    from xunzheng.processes.command import Refused

    if isinstance(answer, Refused):
        return {"refused": [[reason.kind, reason.about] for reason in answer.reasons]}
    return {
        "case": answer.case_id, "number": answer.number, "version": answer.version,
        "repeated": answer.is_repeated,
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
