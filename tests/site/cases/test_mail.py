"""Mail tells the applicant to look, once, and carries nothing of him but his address."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from tests.site.cases.offices import NOW, VALUES, brought_to, opened
from xunzheng.site.cases.models import Delivery, Message
from xunzheng.site.cases.retrying import DELIVERIES, MOST_ATTEMPTS
from xunzheng.site.cases.worker import Worker

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def by_mail(settings: Any) -> None:
    """The channel is on; Django keeps what is sent in `mail.outbox`."""
    settings.CASE_CHANNELS, settings.DEFAULT_FROM_EMAIL = ("mail",), "循证 <cases@city.example>"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


class Refusing(BaseEmailBackend):
    """A server that takes nothing."""

    failure: Exception = SMTPServerDisconnected("Connection unexpectedly closed")

    def send_messages(self, messages: Any) -> int:
        raise self.failure


def at_work(hours: int = 0) -> Worker:
    """A worker that has done what was to be done."""
    worker = Worker("one", lambda: LATER + timedelta(hours=hours), lambda seconds: False, lambda said: None)
    worker.run(until_idle=True)
    return worker


ADDRESSES = [
    # what the applicant left, the address that is written to
    ("lisixi@mail.example", "lisixi@mail.example"),
    ("13812345678，邮箱：lisixi@mail.example（晚上）", "lisixi@mail.example"),
    ("13812345678", ""),
    ("lisixi@", ""),
    ("a@b.example\nBcc: all@city.example", "a@b.example"),
]


@pytest.mark.parametrize(("contact", "address"), ADDRESSES)
def test_who_left_an_address_is_written_to(contact: str, address: str) -> None:
    done = opened(contact=contact)
    worker = at_work()
    assert [sent.to for sent in mail.outbox] == ([[address]] if address else [])
    delivery = Delivery.objects.get(case=done.case_id)
    assert (delivery.try_at, delivery.parked_at, worker.failed) == (None, None, 0)
    assert (delivery.delivered_at is not None) is bool(address)
    assert bool(delivery.reason) is not bool(address)


def test_a_mail_holds_nothing_of_the_person() -> None:
    done = opened(contact="lisixi@mail.example")
    at_work()
    text = (
        mail.outbox[0].message().as_bytes() + mail.outbox[0].body.encode() + mail.outbox[0].subject.encode()
    )
    message = Message.objects.get(case=done.case_id)
    assert done.number.encode() in text
    personal = (VALUES["applicant_name"], VALUES["identity"], VALUES["contact"], VALUES["content"])
    for withheld in (*personal, message.text):
        assert isinstance(withheld, str)
        assert withheld.encode() not in text


def test_the_key_of_a_message_is_its_id() -> None:
    done = opened(contact="lisixi@mail.example")
    at_work()
    number = Message.objects.get(case=done.case_id).number
    assert mail.outbox[0].message()["Message-ID"] == f"<{done.number.lower()}-{number}-mail@city.example>"
    assert mail.outbox[0].message()["Auto-Submitted"] == "auto-generated"


def test_a_message_for_the_staff_is_not_mailed() -> None:
    brought_to(2)
    Message.objects.update(role="handler")
    at_work()
    assert mail.outbox == []


@pytest.mark.parametrize(
    "failure",
    [SMTPServerDisconnected("Connection unexpectedly closed"), SMTPRecipientsRefused({"a": (550, b"no")})],
)
def test_a_server_that_refuses_is_tried_again_and_parked(
    settings: Any, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    monkeypatch.setattr(Refusing, "failure", failure)
    opened(contact="lisixi@mail.example")
    for attempt in range(MOST_ATTEMPTS):
        at_work(attempt)
    (parked,) = DELIVERIES.parked()
    assert type(failure).__name__ in parked.reason
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DELIVERIES.resume(parked.key, NOW)
    at_work(MOST_ATTEMPTS)
    assert len(mail.outbox) == 1


def test_without_the_channel_nothing_is_mailed(settings: Any) -> None:
    settings.CASE_CHANNELS = ()
    opened(contact="lisixi@mail.example")
    at_work()
    assert mail.outbox == []
    assert not Delivery.objects.exists()
