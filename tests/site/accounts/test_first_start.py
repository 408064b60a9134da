"""The first accounts: the three administrators, or a demonstration; never on top of others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import make
from xunzheng.cli.app import run
from xunzheng.site.accounts.models import Account
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.roles import ADMINISTRATORS, APPOINTABLE, Role
from xunzheng.site.accounts.services.first_start import (
    make_administrators,
    make_another_administrator,
    make_demo,
)
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db


def test_three_people_three_duties():
    made = make_administrators(timezone.now())
    assert [each.login for each in made] == ["system-admin", "security-admin", "audit-admin"]
    roles = [
        list(account.appointments.values_list("role", flat=True))
        for account in Account.objects.order_by("id")
    ]
    assert roles == [["system-admin"], ["security-admin"], ["audit-admin"]]
    assert all(Account.objects.values_list("must_change_password", flat=True))
    assert Entry.objects.filter(who="command-line").count() == 6


@pytest.mark.parametrize("make_first", [make_administrators, make_demo])
def test_not_where_there_are_accounts(make_first):
    make()
    with pytest.raises(AccountRefused, match="什么也没有做"):
        make_first(timezone.now())
    assert Account.objects.count() == 1


def test_no_demonstration_by_https(settings):
    settings.HTTPS = True
    with pytest.raises(AccountRefused, match="HTTPS"):
        make_demo(timezone.now())
    assert not Account.objects.exists()


def test_each_of_the_demonstration_signs_in():
    made = make_demo(timezone.now())
    assert {each.login for each in made} == {*APPOINTABLE, "citizen"}
    for each in made:
        client = Client()
        client.post("/login/", {"login": each.login, "password": each.password})
        step = client.get("/account/")
        assert step.status_code == 200 or step["Location"].startswith("/account/second-factor/"), each.login


def test_the_command_prints_the_passwords_and_refuses_a_second_time(capsys, monkeypatch):
    monkeypatch.setattr("xunzheng.cli.site_setup._migrate", lambda: None)  # the tables are those of the test
    assert run(["accounts", "init"]) == 0
    said = capsys.readouterr().out
    login, password = said.splitlines()[0].split()[:2]
    assert Client().post("/login/", {"login": login, "password": password}).status_code == 302
    assert run(["accounts", "init"]) == 2
    assert "什么也没有做" in capsys.readouterr().err


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_a_site_that_lost_its_administrator_gets_another(role, capsys, monkeypatch):
    make_administrators(timezone.now())
    monkeypatch.setattr("xunzheng.cli.site_setup._migrate", lambda: None)  # the tables are those of the test
    for number in (2, 3):
        assert run(["accounts", role]) == 0
        login, password, *_ = capsys.readouterr().out.split()
        assert login == f"{role}-{number}"
        client = Client()
        client.post("/login/", {"login": login, "password": password})
        assert client.get("/account/")["Location"].startswith("/account/password/")
        appointed = Account.objects.get(login=login).appointments.get()
        assert (appointed.role, appointed.organisation) == (role, "")
    assert Entry.objects.filter(who="command-line", kind="appointment.made").count() == 5


def test_nobody_else_is_appointed_by_that_way():
    with pytest.raises(AccountRefused):
        make_another_administrator(Role.HANDLER, timezone.now())
    assert not Account.objects.exists()
