"""People for the tests of accounts: made directly in the tables, and signed in without the form."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.utils import timezone

from xunzheng.site.accounts.middleware import cookie_name
from xunzheng.site.accounts.models import STAFF, Account, Appointment, SecondFactor
from xunzheng.site.accounts.roles import ADMINISTRATORS
from xunzheng.site.accounts.sealing import seal
from xunzheng.site.accounts.services.sessions import BY_PASSWORD, Caller, begin

PASSWORD = "Kind-of-blue-1959"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HERE = Caller("10.0.0.1", "Firefox")


def make(login: str = "zhang.san", *roles: str, organisation: str = "A", **fields) -> Account:
    """An account with its password set, appointed since a month ago to the roles."""
    now = timezone.now()
    values = {
        "name": "张三", "kind": STAFF, "password": make_password(PASSWORD), "password_set_at": now,
        "must_change_password": False, "failures_since": now - timedelta(days=400),
        "made_at": now - timedelta(days=400),
    }  # fmt: skip
    account = Account.objects.create(login=login, **{**values, **fields})
    for role in roles:
        Appointment.objects.create(
            account=account, role=role, organisation="" if role in ADMINISTRATORS else organisation,
            valid_from=timezone.localdate() - timedelta(days=30), appointed_at=now,
        )  # fmt: skip
    return account


def give_factor(account: Account) -> pyotp.TOTP:
    """A second factor in use, and its authenticator."""
    SecondFactor.objects.create(
        account=account, secret=seal(SECRET, "second factor"), made_at=timezone.now(),
        confirmed_at=timezone.now(),
    )  # fmt: skip
    return pyotp.TOTP(SECRET)


def sign_in(account: Account, **options) -> Client:
    """A browser with a session of the account to which no step is lacking."""
    now = timezone.now()
    is_administrator = account.appointments.filter(role__in=ADMINISTRATORS).exists()
    if is_administrator and not SecondFactor.objects.filter(account=account).exists():
        give_factor(account)
    with transaction.atomic():
        token, session = begin(account, BY_PASSWORD, HERE, now)
        session.second_factor_at = now
        session.save()
    client = Client(**options)
    client.cookies[cookie_name()] = token
    return client


def limits(**changes):
    """The settings of accounts with some of them changed."""
    return replace(settings.ACCOUNTS, **changes)
