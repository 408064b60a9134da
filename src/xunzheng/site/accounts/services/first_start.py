"""The first accounts of a site: the three administrators, or the people of a demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from xunzheng.site.accounts.models import CITIZEN, STAFF, Account, Appointment
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.roles import ADMINISTRATORS, APPOINTABLE, Role
from xunzheng.site.accounts.services.journalling import COMMAND_LINE, note
from xunzheng.site.accounts.services.people import make_account
from xunzheng.site.accounts.words import ACCOUNT_WORDS

_FIRST: Final = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
DEMO_ORGANISATION: Final = "demo"


@dataclass(frozen=True, slots=True)
class Made:
    """An account that was made, and the password that is told once."""

    login: str
    name: str
    password: str


def make_administrators(now: datetime) -> list[Made]:
    """The three administrators of an empty site, with one-time passwords.

    Raises `AccountRefused` where there are accounts already: from then on the system administrator makes
    them, and the security administrator appoints.
    """
    with transaction.atomic():
        _refuse_unless_empty()
        return [_make(role.value, ACCOUNT_WORDS[f"role-{role}"].zh, role, "", now)[1] for role in _FIRST]


def make_another_administrator(role: Role, now: datetime) -> Made:
    """One more administrator of the kind, for a site where nobody of it can sign in any more: ROLE-2, ROLE-3.

    What was there stays as it is. Who may run the command has the database in his hands in any case; the
    journal says that it was run. Raises `AccountRefused` for a role that is no administrator's.
    """
    if role not in ADMINISTRATORS:
        raise AccountRefused("role-unknown")
    with transaction.atomic():
        taken = set(Account.objects.filter(login__startswith=role.value).values_list("login", flat=True))
        login = next(name for number in count(2) if (name := f"{role.value}-{number}") not in taken)
        return _make(login, ACCOUNT_WORDS[f"role-{role}"].zh, role, "", now)[1]


def make_demo(now: datetime, organisation: str = DEMO_ORGANISATION) -> list[Made]:
    """One account of each role, and a citizen, with passwords that need not be changed.

    Raises `AccountRefused` on a site by HTTPS, and where there are accounts already.
    """
    if settings.HTTPS:
        raise AccountRefused("demo-https")
    with transaction.atomic():
        _refuse_unless_empty()
        made = [_make_demo(role, "" if role in ADMINISTRATORS else organisation, now) for role in APPOINTABLE]
        citizen, password = make_account("citizen", "演示群众", CITIZEN, COMMAND_LINE, now, 1)
        Account.objects.update(must_change_password=False)
        return [*made, Made(citizen.login, citizen.name, password)]


def _make_demo(role: Role, organisation: str, now: datetime) -> Made:
    return _make(role.value, f"演示{ACCOUNT_WORDS[f'role-{role}'].zh}", role, organisation, now)[1]


def _refuse_unless_empty() -> None:
    if Account.objects.exists():
        raise AccountRefused("demo-not-empty")


def _make(login: str, name: str, role: Role, organisation: str, now: datetime) -> tuple[Account, Made]:
    account, password = make_account(login, name, STAFF, COMMAND_LINE, now)
    appointment = Appointment.objects.create(
        account=account, role=role, organisation=organisation, valid_from=timezone.localdate(now),
        appointed_by=None, appointed_at=now,
    )  # fmt: skip
    note("appointment.made", COMMAND_LINE, account, now, appointment=appointment.pk, role=role.value,
         organisation=organisation, valid_from=appointment.valid_from.isoformat(), valid_to=None)  # fmt: skip
    return account, Made(login, name, password)
