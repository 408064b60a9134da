"""Bodies far too large: turned away by what is taken at the address, journalled for who is known."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from tests.site.api.programs import program
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024
BEYOND = 64 * MEGABYTE


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.UPLOAD_LIMIT, settings.PAPER_LIMIT = 20 * MEGABYTE, 500 * MEGABYTE


def send(client: Client, address: str, length: int, **headers) -> int:
    answer = client.post(
        address, b"", content_type="application/octet-stream", CONTENT_LENGTH=str(length), headers=headers
    )
    return answer.status_code


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/cases/NONE-1/do/withdraw/", 500),
        ("/openness/request/", 20),
        ("/nowhere/", 20),
    ],
)
def test_the_limit_follows_what_is_taken_at_the_address(address: str, most: int) -> None:
    assert send(Client(), address, most * MEGABYTE + BEYOND) != 413
    assert send(Client(), address, most * MEGABYTE + BEYOND + 1) == 413


def test_the_larger_of_the_two_limits_counts(settings) -> None:
    settings.UPLOAD_LIMIT, settings.PAPER_LIMIT = 700 * MEGABYTE, 1
    assert send(Client(), "/cases/NONE-1/do/withdraw/", 700 * MEGABYTE + BEYOND) != 413


def test_what_somebody_known_sent_is_journalled_as_refused(city) -> None:
    length = 500 * MEGABYTE + BEYOND + 1
    assert send(city.browser("applicant"), "/cases/NONE-1/do/withdraw/", length) == 413
    entry = Entry.objects.get(kind="upload.refused")
    assert entry.who == str(city.people["applicant"].pk)
    told = json.loads(entry.content)
    assert (told["path"], told["size"]) == ("/cases/NONE-1/do/withdraw/", length)


def test_a_program_s_is_journalled_too_and_told_as_a_problem() -> None:
    by = program("citizen")
    length = 500 * MEGABYTE + BEYOND + 1
    answer = by.client.post(
        "/api/v1/papers?name=a.pdf", b"", content_type="application/octet-stream",
        CONTENT_LENGTH=str(length), headers=by.headers(),
    )  # fmt: skip
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert Entry.objects.get(kind="upload.refused").who == by.id


def test_of_nobody_known_nothing_is_kept() -> None:
    assert send(Client(), "/", 20 * MEGABYTE + BEYOND + 1) == 413
    assert not Entry.objects.filter(kind="upload.refused").exists()
