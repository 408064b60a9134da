"""Metrics: who may read them, what is counted, and that an address or a name is never a label."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from tests.site.cases.offices import NOW, PROCESS, brought_to
from xunzheng.site.cases.models import Case, Delivery, Message, Timer, Watch
from xunzheng.site.journal.models import Entry
from xunzheng.site.operations.figures import figures
from xunzheng.site.operations.metrics import FIGURES

TOKEN = "a-token-for-prometheus"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked_anew():
    FIGURES.forget()
    yield
    FIGURES.forget()


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def read() -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    answer = Client().get("/metrics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=")
    return samples(answer.content.decode())


def of_requests(route: str, status: str, method: str = "GET") -> float:
    labels = (("method", method), ("route", route), ("status", status))
    return read().get(("xunzheng_requests_total", labels), 0.0)


@pytest.mark.parametrize(
    ("token", "https", "request_of", "status"),
    [
        ("", False, {}, 200),
        ("", False, {"REMOTE_ADDR": "::1"}, 200),
        ("", False, {"REMOTE_ADDR": "192.0.2.7"}, 403),
        ("", False, {"REMOTE_ADDR": ""}, 403),
        ("", False, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 403),
        ("", False, {"HTTP_FORWARDED": "for=127.0.0.1"}, 403),
        ("", True, {}, 403),
        (TOKEN, False, {}, 403),
        (TOKEN, False, {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        (TOKEN, True, {"HTTP_AUTHORIZATION": f"bearer {TOKEN}", "REMOTE_ADDR": "192.0.2.7"}, 200),
        (TOKEN, False, {"HTTP_AUTHORIZATION": f"Basic {TOKEN}"}, 403),
        (TOKEN, False, {"HTTP_AUTHORIZATION": "Bearer 令牌"}, 403),
        (TOKEN, False, {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}x"}, 403),
        ("", False, {"HTTP_AUTHORIZATION": "Bearer ", "REMOTE_ADDR": "192.0.2.7"}, 403),
    ],
)
def test_who_may_read_them(settings, token, https, request_of, status):
    settings.METRICS_TOKEN, settings.HTTPS = token, https
    answer = Client().get("/metrics", **request_of)
    assert answer.status_code == status
    assert (b"xunzheng_" in answer.content) is (status == 200)


def test_requests_are_counted_by_route_and_status():
    before = of_requests("front", "200"), of_requests("none", "404"), of_requests("accounts:account", "302")
    for path in ("/", "/nothing/here?name=李四喜", "/account/"):
        Client().get(path)
    after = of_requests("front", "200"), of_requests("none", "404"), of_requests("accounts:account", "302")
    assert after == tuple(count + 1 for count in before)


def test_an_address_is_never_a_label():
    secret = "s3cr3t-token-of-a-report"
    Client().get(f"/reports/{secret}/")
    Client().generic("BREW", "/")
    text = Client().get("/metrics").content.decode()
    assert secret not in text
    assert "BREW" not in text
    assert 'method="other"' in text


def test_durations_are_kept_in_buckets():
    Client().get("/health/live")
    told = read()
    route = (("route", "operations:live"),)
    count = told["xunzheng_request_seconds_count", route]
    assert count >= 1
    assert told["xunzheng_request_seconds_bucket", (("le", "+Inf"), *route)] == count


def test_cases_timers_outbox_and_journal_are_told():
    first, second = brought_to(2), brought_to(2, "open-2")
    brought_to(8, "open-3")  # answered, so not open
    due = Case.objects.get(pk=first.case_id).due_at
    Case.objects.filter(pk=second.case_id).update(due_at=due + timedelta(days=9))
    Timer.objects.all().delete()
    for key, values in {
        "due": {"try_at": NOW},
        "later": {"try_at": due + timedelta(days=99)},
        "given-up": {"parked_at": NOW},
    }.items():
        Timer.objects.create(
            case_id=first.case_id, key=key, kind="warn", fires_at=NOW, clock="", token="", **values
        )
    Delivery.objects.all().delete()
    number = Message.objects.filter(case=first.case_id).first().number
    for channel, values in {
        "file": {"try_at": NOW},
        "command": {"parked_at": NOW},
        "sms": {"delivered_at": NOW},
    }.items():
        Delivery.objects.create(case_id=first.case_id, number=number, channel=channel, **values)
    Watch.objects.create(name="w", started_at=NOW, seen_at=NOW)
    told = figures(due + timedelta(days=1))
    assert told.cases == {PROCESS: (2, 1)}
    assert (told.timers_due, told.timers_parked) == (1, 1)
    assert (told.outbox_waiting, told.outbox_parked) == (1, 1)
    assert told.journal_entries == Entry.objects.count() > 0
    assert told.worker_seen_at == NOW
    assert told.disk_free > 0


def test_the_figures_are_exposed_by_name():
    brought_to(2)
    told = read()
    assert told["xunzheng_database_up", ()] == 1
    assert told["xunzheng_cases_open", (("process", PROCESS),)] == 1
    assert told["xunzheng_journal_entries", ()] == Entry.objects.count()
    assert ("xunzheng_worker_seen_timestamp_seconds", ()) not in told
    names = {name for name, _ in told}
    assert {
        "xunzheng_timers_due",
        "xunzheng_timers_parked",
        "xunzheng_outbox_waiting",
        "xunzheng_disk_free_bytes",
    } <= names


def test_the_figures_take_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        figures(NOW)


def test_without_a_database_that_is_what_is_told(monkeypatch):
    def lost(*args, **values):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", lost)
    told = read()
    assert told["xunzheng_database_up", ()] == 0
    assert not [name for name, _ in told if name.startswith("xunzheng_cases")]
