"""Openness under test: quick password hashes, papers in a folder of their own, a city."""

from __future__ import annotations

import pytest

from tests.site.openness.city import City, at, found


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATA_DIR = tmp_path


@pytest.fixture
def city(db) -> City:
    return found(at("2026-09-01 09:00"))
