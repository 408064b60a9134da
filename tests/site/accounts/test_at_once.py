"""Several at once: appointments that must not meet, a code that is good once, tries that count."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from tests.site.accounts.people import HERE, PASSWORD, give_factor, limits, make
from xunzheng.site.accounts.models import Account, Appointment, Attempt, Session
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.services import second_factors, signing_in
from xunzheng.site.accounts.services.journalling import COMMAND_LINE
from xunzheng.site.accounts.services.people import make_account

WORKERS = 4


def at_once(work: Callable[[int], object]) -> list[str]:
    """The work by several threads that begin together, each with a connection of its own; how each ended."""
    barrier = Barrier(WORKERS)

    def one(number: int) -> str:
        barrier.wait(timeout=20)
        try:
            work(number)
        except AccountRefused as refused:
            return refused.key
        except DatabaseError as refused:
            return str(refused).split("\n")[0]
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return sorted(pool.map(one, range(WORKERS)))


@pytest.mark.django_db(transaction=True)
def test_of_several_appointments_that_must_not_meet_one_is_made():
    account = make()
    roles = ("system-admin", "security-admin", "audit-admin", "handler")

    def appoint(number: int) -> None:
        Appointment.objects.create(
            account_id=account.pk, role=roles[number], organisation="", valid_from=timezone.localdate(),
            appointed_at=timezone.now(),
        )  # fmt: skip

    ends = at_once(appoint)
    assert [end == "done" for end in ends].count(True) == 1, ends
    assert sum("separation of duties" in end for end in ends) == WORKERS - 1, ends
    assert account.appointments.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_code_that_several_use_at_once_is_good_for_one():
    account = make()
    authenticator, now = give_factor(account), timezone.now()
    sessions = [signing_in.sign_in("zhang.san", PASSWORD, HERE, now)[1].pk for _ in range(3)]
    code = authenticator.at(now)

    def use(number: int) -> None:
        session = Session.objects.select_related("account__second_factor").get(pk=sessions[number % 3])
        second_factors.check(session, code, HERE, now)

    assert at_once(use).count("done") == 1


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_count_as_many(settings):
    settings.ACCOUNTS = limits(login_failures=3)
    make()
    now = timezone.now()
    ends = at_once(lambda number: signing_in.sign_in("zhang.san", "wrong", HERE, now))
    assert ends == ["login-suspended", "login-wrong", "login-wrong", "login-wrong"]
    assert Attempt.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_login_name_that_several_take_at_once_is_one_accounts():
    now = timezone.now()
    ends = at_once(lambda number: make_account("li.si", "李四", "staff", COMMAND_LINE, now))
    assert ends == ["done", "login-taken", "login-taken", "login-taken"]
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_the_migrations_make_the_models():
    said = StringIO()
    call_command("makemigrations", "accounts", check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()
