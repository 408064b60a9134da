"""A small city for the tests of the interface: accounts with tokens, and a client for each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import make
from tests.site.cases.offices import OFFICE, PROCESS, REGION, VALUES
from xunzheng.site.accounts.models import CITIZEN, Account
from xunzheng.site.accounts.permissions import SCOPES
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.services.tokens import make_token

V1 = "/api/v1"


@dataclass
class Program:
    """A program with the token of an account."""

    account: Account
    token: str
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))
    sent: int = 0

    @property
    def id(self) -> str:
        return str(self.account.pk)

    def get(self, path: str, **query: object) -> Any:
        return self.client.get(V1 + path, query, headers=self.headers())

    def post(self, path: str, body: object, **headers: str) -> Any:
        """The body as JSON, with a new idempotency key unless one is given."""
        self.sent += 1
        key = {"Idempotency-Key": headers.pop("key", f"{self.account.login}-{self.sent}")}
        named = {
            **self.headers(),
            **key,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        return self.client.post(V1 + path, json.dumps(body), content_type="application/json", headers=named)

    def send(self, content: bytes, name: str, **query: str) -> Any:
        """A paper."""
        asked = "&".join(f"{key}={value}" for key, value in {"name": name, **query}.items())
        return self.client.post(
            f"{V1}/papers?{asked}", content, content_type="application/octet-stream", headers=self.headers()
        )

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def act(self, number: str, action: str, **given: Any) -> Any:
        """Take the action on the case as it is now."""
        version = self.get(f"/cases/{number}").json()["version"]
        return self.post(f"/cases/{number}/commands", {"action": action, "version": version, **given})


def program(
    login: str, *roles: str, scopes: tuple[str, ...] = SCOPES, organisation: str = OFFICE, **fields: Any
) -> Program:
    """A program of somebody with those roles; without any, of a citizen."""
    account = make(login, *roles, organisation=organisation, **({} if roles else {"kind": CITIZEN}), **fields)
    return Program(account, token_of(account, scopes))


def token_of(account: Account, scopes: tuple[str, ...] = SCOPES, now: datetime | None = None) -> str:
    """A new token of the account."""
    at = now or timezone.now()
    return make_token(account, "test", scopes, 30, actor_for(account, at), at)[1]


def request_body(**changes: str) -> dict[str, Any]:
    """The usual request for information."""
    return {"process": PROCESS, "organisation": OFFICE, "region": REGION, "values": {**VALUES, **changes}}


def opened(by: Program, **changes: str) -> str:
    """The number of a new request."""
    answer = by.post("/cases", request_body(**changes))
    assert answer.status_code == 201, answer.content.decode()
    number: str = answer.json()["number"]
    return number


def problem(answer: HttpResponse, status: int, kind: str) -> Mapping[str, Any]:
    """The refusal as it was told; it must be of that status and kind."""
    assert answer.status_code == status, (answer.status_code, answer.content.decode())
    assert answer["Content-Type"] == "application/problem+json"
    said: dict[str, Any] = json.loads(answer.content)
    assert said["type"] == f"/api/#{kind}", said
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    return said
