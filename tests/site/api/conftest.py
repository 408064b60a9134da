"""The interface under test: quick password hashes, nothing counted yet, a day whose year has its notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tests.site.cases.offices import NOW
from xunzheng.site.api.middleware import KNOWN, RATES


class Time:
    """The moment that it is: Monday, 2 March 2026, until a test moves on."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def pass_by(self, **length: int) -> None:
        self.now += timedelta(**length)


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    made = Time()
    monkeypatch.setattr(timezone, "now", made)
    return made


@pytest.fixture(autouse=True)
def _fresh(settings) -> Iterator[None]:  # type: ignore[no-untyped-def]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.API_RATE = 0
    RATES.forget()
    KNOWN.forget()
    yield
    RATES.forget()
    KNOWN.forget()
