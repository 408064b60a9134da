"""What is wrong with a password that somebody chose."""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator

LONGEST = 128
_CLASSES = 3
_SHORTEST_PART = 3  # of a login name that may not stand in the password
_KEYBOARD = ("qwert", "asdfg", "zxcvb", "12345", "54321", "abcde", "qazwsx", "1qaz2wsx")


def faults(password: str, login: str, past: Iterable[str]) -> list[str]:
    """The keys of the sentences that say what is wrong with the password, empty for a good one.

    `past` are the hashes of the passwords that must not come back, the present one among them. They
    are looked at only when nothing else is wrong, since each takes a third of a second.

    >>> from django.conf import settings
    >>> faults("admin", "zhang", [])
    ['password-short', 'password-classes', 'password-common']
    """
    found = [
        *(["password-short"] if len(password) < settings.ACCOUNTS.password_length else []),
        *(["password-long"] if len(password) > LONGEST else []),
        *(["password-classes"] if _count_classes(password) < _CLASSES else []),
        *(["password-common"] if _is_common(password) else []),
        *(["password-like-login"] if _is_like(password, login) else []),
    ]
    if not found and any(check_password(password, each) for each in past):
        return ["password-again"]
    return found


def _count_classes(password: str) -> int:
    classes = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
    used = {next((name for name in classes if sign in name), "signs") for sign in password}
    return len(used)


def _is_common(password: str) -> bool:
    lowered = password.lower().strip()
    bare = lowered.strip(string.punctuation + string.digits)
    return bool({lowered, bare} & _common()) or any(run in lowered for run in _KEYBOARD)


@cache
def _common() -> frozenset[str]:
    """The twenty thousand commonest passwords, as Django brings them."""
    return frozenset(CommonPasswordValidator().passwords)


def _is_like(password: str, login: str) -> bool:
    return len(login) >= _SHORTEST_PART and login.lower() in password.lower()
