"""Health: one word for the public, the checks for the operator, and a reason for each that is not met."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from xunzheng.site.cases.models import Watch
from xunzheng.site.operations import health
from xunzheng.site.operations.health import READINESS, checks
from xunzheng.site.operations.remembering import Remembered

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TOKEN = "a-token-for-prometheus"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked_anew():
    READINESS.forget()
    yield
    READINESS.forget()


def met(now: datetime = NOW) -> dict[str, bool]:
    return {check.name: check.is_met for check in checks(now)}


def lost(*args, **values):
    raise OperationalError("connection to server at 10.0.0.7 failed: password of xunzheng")


def test_live_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"live\n")


def test_ready_is_one_word_for_the_public():
    public = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    answer = Client().get("/health/ready", **public)
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_a_lost_database_is_told_without_its_reason(monkeypatch):
    monkeypatch.setattr(connection, "cursor", lost)
    public = Client().get("/health/ready", HTTP_X_FORWARDED_FOR="203.0.113.9")
    assert (public.status_code, public.content) == (503, b"not ready\n")
    within = Client().get("/health/ready")
    assert within.status_code == 503
    assert within.json()["checks"]["database"] == {"met": False, "said": "OperationalError"}
    assert b"10.0.0.7" not in within.content


def test_the_operator_sees_what_is_lacking(settings):
    settings.WORKER_SEEN, settings.METRICS_TOKEN = 60, TOKEN
    answer = Client().get("/health/ready", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    assert answer.status_code == 503
    told = answer.json()
    assert told["ready"] is False
    assert "xunzheng work" in told["checks"]["worker"]["said"]
    assert told["checks"]["database"]["met"]


@pytest.mark.parametrize(("seconds", "is_met"), [(0, True), (60, True), (61, False), (4000, False)])
def test_a_worker_must_have_been_seen_lately(settings, seconds, is_met):
    settings.WORKER_SEEN = 60
    for name, ago in (("a", seconds), ("b", seconds + 500)):
        Watch.objects.create(name=name, started_at=NOW, seen_at=NOW - timedelta(seconds=ago))
    assert met()["worker"] is is_met


def test_no_worker_is_asked_for_where_none_is_wanted(settings):
    settings.WORKER_SEEN = 0
    assert "worker" not in met()


def test_tables_that_are_not_up_to_date_are_not_ready():
    MigrationRecorder(connection).record_unapplied("journal", "0001_keep_the_journal")
    name = next(check for check in checks(NOW) if check.name == "migrations")
    assert not name.is_met
    assert "journal.0001" in name.said


def test_a_full_disk_is_not_ready(settings, monkeypatch):
    settings.DISK_FREE = 10 * 1024 * 1024
    monkeypatch.setattr(health, "disk_free", lambda: 10 * 1024 * 1024 - 1)
    assert not met()["disk"]
    monkeypatch.setattr(health, "disk_free", lambda: 10 * 1024 * 1024)
    assert met()["disk"]


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_they_are_read_only(path):
    assert Client().post(path).status_code == 405
    assert Client().head(path).status_code == 200


def test_they_are_not_sent_to_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready)$", r"^metrics$"]
    assert Client().get("/health/live").status_code == 200
    assert Client().get("/login/").status_code == 301


def test_an_answer_is_kept_for_some_seconds():
    clock, asked = [0.0], []
    kept = Remembered(lambda: asked.append(1) or len(asked), 2.0, lambda: clock[0])
    assert (kept(), kept()) == (1, 1)
    clock[0] = 1.9
    assert kept() == 1
    clock[0] = 2.0
    assert kept() == 2
    kept.forget()
    assert kept() == 3
