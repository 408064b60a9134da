"""How the load reaches the site: by the door beside it, or by its interface for programs."""

from __future__ import annotations

import http.client
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote
from zoneinfo import ZoneInfo

from _faults_door import OFFICE, PROCESS, REGION, STEPS, VALUES, content_of, values_on

Call = Mapping[str, Any]
_PATIENCE: Final = 30.0
_LOST: Final = (OSError, http.client.HTTPException)
_V1: Final = "/api/v1"
ZONE: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls of the site on a port. `people` are the id and token of each role; without any, by the door.

    What is to have happened in the past always goes by the door: the site itself lets nobody set its clock.
    """

    port: int
    people: Mapping[str, tuple[str, str]]

    def ask(self, asked: Call, counts: Counter[str]) -> dict[str, Any] | None:
        """The answer; None where there was none, or a failure: nobody knows what was done."""
        if self.people and not (asked.get("past") and asked.get("step", 0) == 0):
            return self._by_interface(asked, counts)
        who = self.people[asked["role"]][0] if self.people else asked["role"]
        answer = self._post("/drive", json.dumps({"step": 0, **asked, "who": who}), {}, counts)
        return None if answer is None else answer[1]

    def _by_interface(self, asked: Call, counts: Counter[str]) -> dict[str, Any] | None:
        path, body = _request(asked)
        headers = {
            "Authorization": f"Bearer {self.people[asked['role']][1]}",
            "Content-Type": "application/octet-stream" if asked["do"] == "paper" else "application/json",
        }
        if asked["do"] != "paper":
            headers["Idempotency-Key"] = asked["key"]
        answer = self._post(f"{_V1}{path}", body, headers, counts)
        if answer is None:
            return None
        status, told = answer
        if status < 400:
            return told
        if status == 409 and "version" in told:
            return {"refused": [["stale", str(told["version"])]]}
        return {"refused": [[each["kind"], each["about"]] for each in told["errors"]] or [[told["type"], ""]]}

    def _post(
        self, path: str, body: str | bytes, headers: Mapping[str, str], counts: Counter[str]
    ) -> tuple[int, dict[str, Any]] | None:
        site = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            site.request("POST", path, body.encode() if isinstance(body, str) else body, dict(headers))
            response = site.getresponse()
            content = response.read()
        except _LOST:
            counts["no answer"] += 1
            return None
        finally:
            site.close()
        if response.status >= 500:
            counts[f"status {response.status}"] += 1
            return None
        told: dict[str, Any] = json.loads(content)
        return response.status, told


def _request(asked: Call) -> tuple[str, str | bytes]:
    """The path and the body of the interface for what is asked."""
    if asked["do"] == "paper":
        return f"/papers?name={quote(asked['key'])}.pdf", content_of(asked["key"])
    if asked["do"] == "open":
        opening = {"process": PROCESS, "organisation": OFFICE, "region": REGION, "values": VALUES}
        return "/cases", json.dumps(opening)
    _, action, given = STEPS[asked["step"]]
    body = {
        "action": action, "version": asked["expected"], "values": values_on(datetime.now(ZONE).date(), given),
        "materials": asked["materials"], "note": asked["key"],
    }  # fmt: skip
    return f"/cases/{quote(asked['number'])}/commands", json.dumps(body)
