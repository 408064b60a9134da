"""Accounts under test: quick password hashes, people of every role, and browsers that are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.site.accounts.people import PASSWORD, make, sign_in
from xunzheng.site.accounts.models import Account

__all__ = ["PASSWORD", "make"]


@pytest.fixture(autouse=True)
def _quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def signed_in() -> Callable[[Account], Client]:
    """A browser in which the account is signed in, second factor and all."""
    return sign_in
