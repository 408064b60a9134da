"""The log of requests: a line of JSON each, with an id, and nothing that was asked or that names anybody."""

from __future__ import annotations

import json
import logging

import pytest
from django.test import Client

from tests.site.accounts.people import make, sign_in
from xunzheng.site.operations.logs import REQUEST_ID, JsonLine


class Kept(logging.Handler):
    """Keeps the lines that are written."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLine())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept():
    handler = Kept()
    loggers = [logging.getLogger(name) for name in ("xunzheng", "django")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield handler
    for logger, level in zip(loggers, levels, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def told(kept: Kept) -> list[dict]:
    return [json.loads(line) for line in kept.lines]


def test_a_request_is_a_line(kept):
    answer = Client().get("/sample/?name=李四喜", headers={"X-Request-ID": "proxy-1234567"})
    (line,) = (line for line in told(kept) if line["logger"] == "xunzheng.request")
    assert {key: line[key] for key in ("level", "request", "route", "method", "status", "actor")} == {
        "level": "info", "request": "proxy-1234567", "route": "sample", "method": "GET",
        "status": answer.status_code, "actor": None,
    }  # fmt: skip
    assert line["milliseconds"] > 0
    assert line["at"].endswith("+00:00")
    assert answer["X-Request-ID"] == "proxy-1234567"
    assert "李四喜" not in "".join(kept.lines)


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space in", '"}{"level":"forged'])
def test_an_id_that_is_none_is_replaced(kept, given):
    answer = Client().get("/health/live", headers={"X-Request-ID": given})
    assert len(answer["X-Request-ID"]) == 16
    assert told(kept)[-1]["request"] == answer["X-Request-ID"]
    assert REQUEST_ID.get() == ""


@pytest.mark.django_db
def test_addresses_are_not_told_for_they_hold_secrets(kept):
    secret = "s3cr3t-token-of-a-report"
    Client().get(f"/reports/{secret}/?q=secret")
    Client().get(f"/nowhere/{secret}")
    assert kept.lines
    assert secret not in "".join(kept.lines)


@pytest.mark.django_db
def test_the_actor_is_told_by_number(kept):
    account = make("wang.wu", "handler")
    sign_in(account).get("/account/")
    line = told(kept)[-1]
    assert (line["route"], line["actor"]) == ("accounts:account", str(account.pk))
    assert "wang.wu" not in "".join(kept.lines)


def test_a_fault_is_told_by_type_and_place_and_not_by_its_words(kept, monkeypatch):
    def fails():
        raise ValueError("Key (applicant)=(李四喜) already exists")

    monkeypatch.setattr("xunzheng.site.operations.views._plain", lambda *args: fails())
    answer = Client(raise_request_exception=False).get("/health/live")
    assert answer.status_code == 500
    (line,) = (line for line in told(kept) if "exception" in line)
    assert line["exception"] == "ValueError"
    assert line["places"][-1].endswith(" fails")
    assert line["said"] == "django.request 500 operations:live"
    assert line["request"] == answer["X-Request-ID"]
    assert "李四喜" not in "".join(kept.lines)


def test_a_line_is_one_line_whatever_is_said():
    record = logging.LogRecord("xunzheng.work", logging.WARNING, "", 0, "a\nb\u2028%s", ("c" * 999,), None)
    line = JsonLine().format(record)
    assert "\n" not in line
    assert len(json.loads(line)["said"]) == 300
