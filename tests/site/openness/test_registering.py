"""Requests on paper: the day of each channel (Art. 31), what is refused, who registers."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.site.openness.city import REQUEST, hidden, receipt, told, wrong
from tests.site.openness.office import (
    NOW,
    get,
    post,
)
from xunzheng.site.cases.models import Case, Clock

pytestmark = pytest.mark.django_db


CHANNELS = [
    # channel, the day, the state afterwards, the day on which the reply's clock starts (Art. 31)
    ("hand-in", "2026-09-15", "handling", "2026-09-15"),
    ("oral", "2026-09-17", "handling", "2026-09-17"),
    ("registered-post", "2026-09-14", "handling", "2026-09-14"),
    ("ordinary-post", "2026-09-16", "handling", "2026-09-16"),
    ("ordinary-post", "", "received", None),
    ("fax", "2026-09-17", "handling", "2026-09-17"),
    ("fax", "", "received", None),
]


@pytest.mark.parametrize(("channel", "day", "then", "starts"), CHANNELS)
def test_a_request_on_paper_counts_from_the_day_of_its_channel(city, channel, day, then, starts):
    address = "/openness/register/"
    key = hidden(get(city, "receiver", address), "key")
    data = {
        **REQUEST,
        "key": key,
        "channel": channel,
        "received_on": day,
        "delivery": "post",
        "address": "零陵区芝山路1号",
    }
    for _ in range(2):
        number, code = receipt(post(city, "receiver", address, **data))
    case = Case.objects.get()
    assert (case.number, case.state) == (number, then)
    assert case.applicant.startswith("paper-")
    clock = Clock.objects.filter(case=case, key="reply").first()
    assert (clock and clock.started_at.astimezone(NOW.tzinfo).date().isoformat()) == starts
    with told(NOW):
        assert Client().post("/openness/follow/", {"number": number, "code": code}).status_code == 302
        assert get(city, "receiver", f"/openness/tasks/{number}/receipt.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"channel": "pigeon"}, "channel"),
        ({"channel": "hand-in", "received_on": ""}, "received_on"),
        ({"channel": "hand-in", "received_on": "2026-09-18"}, "received_on"),
        ({"channel": "fax", "received_on": "yesterday"}, "received_on"),
        ({"channel": "fax", "name": ""}, "name"),
    ],
)
def test_what_is_wrong_on_paper_is_said(city, changed, name):
    answer = post(
        city, "receiver", "/openness/register/", **{**REQUEST, "received_on": "2026-09-16", **changed}
    )
    assert answer.status_code == 422
    assert name in wrong(answer)
    assert not Case.objects.exists()


def test_only_the_receiver_registers_and_for_his_own_agency(city):
    for role in ("handler", "citizen", "auditor"):
        assert get(city, role, "/openness/register/").status_code == 403
    answer = post(
        city, "receiver", "/openness/register/", **{**REQUEST, "agency": "YZ-HOUSING", "channel": "fax"}
    )
    assert answer.status_code == 422
