"""What the tests of cases share: a city with offices and people, and pages asked at a known moment."""

from __future__ import annotations

import pytest

from tests.site.cases.city import NOW, City, build_city


@pytest.fixture
def city(settings, monkeypatch) -> City:
    """Offices and people without cases; every page is asked on Tuesday 20 October 2026, at 10 o'clock."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr("xunzheng.site.cases.views_ground.present", lambda: NOW)
    return build_city(0)
