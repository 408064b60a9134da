"""What is wrong with a password: a table of examples, and the change of one's own."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.utils import timezone

from tests.site.accounts.people import HERE, PASSWORD, limits, make, sign_in
from xunzheng.site.accounts.models import Account, PastPassword, Session
from xunzheng.site.accounts.passwords import faults
from xunzheng.site.accounts.refusals import AccountRefused, PasswordRefused
from xunzheng.site.accounts.services.people import change_password, is_password_due, make_account
from xunzheng.site.journal.models import Entry


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("Kind-of-blue-1959", []),
        ("春眠不觉晓Abcd1", []),
        ("Ab1-Ab1-A", ["password-short"]),
        ("Ab1-" * 33, ["password-long"]),
        ("abcdefghijkl", ["password-classes", "password-common"]),
        ("lowercase1only", ["password-classes"]),
        ("Password123!", ["password-common"]),
        ("Qwerty-20-30", ["password-common"]),
        ("Zhang.San-77", ["password-like-login"]),
        ("", ["password-short", "password-classes"]),
    ],
)
def test_faults(password, expected):
    assert faults(password, "zhang.san", []) == expected


def test_a_password_that_was_used_does_not_come_back():
    past = [make_password("Other-thing-1"), make_password(PASSWORD)]
    assert faults(PASSWORD, "zhang.san", past) == ["password-again"]


def session_of(account: Account) -> Session:
    sign_in(account)
    return Session.objects.filter(account=account).latest("id")


@pytest.mark.django_db
def test_a_change_ends_all_other_sessions_and_gives_this_one_a_new_cookie():
    account = make()
    others, mine = [sign_in(account), sign_in(account)], session_of(account)
    before = mine.digest
    change_password(mine, PASSWORD, "So-what-1959-b", HERE, timezone.now())
    mine.refresh_from_db()
    assert mine.digest != before
    assert mine.ended_at is None
    assert Session.objects.filter(account=account, ended_at=None).count() == 1
    assert all(other.get("/account/").status_code == 302 for other in others)
    account.refresh_from_db()
    assert check_password("So-what-1959-b", account.password)
    assert Entry.objects.filter(kind="password.changed", about=f"account:{account.pk}").count() == 1


@pytest.mark.django_db
def test_the_last_ones_are_refused_and_older_ones_are_not(settings):
    settings.ACCOUNTS = limits(password_history=2)
    session = session_of(make())
    now = timezone.now()
    for number, (old, new) in enumerate([(PASSWORD, "First-1959-aa"), ("First-1959-aa", "Second-1959-a")]):
        change_password(session, old, new, HERE, now + timedelta(minutes=number))
    with pytest.raises(PasswordRefused, match="最近用过"):
        change_password(session, "Second-1959-a", "First-1959-aa", HERE, now + timedelta(minutes=3))
    change_password(session, "Second-1959-a", PASSWORD, HERE, now + timedelta(minutes=4))


@pytest.mark.django_db
def test_a_wrong_old_one_is_refused_and_counts_as_a_failure(settings):
    settings.ACCOUNTS = limits(login_failures=3)
    session, now = session_of(make()), timezone.now()
    for _ in range(3):
        with pytest.raises(AccountRefused, match="现在的口令不对"):
            change_password(session, "wrong", "So-what-1959-b", HERE, now)
    with pytest.raises(AccountRefused, match="暂停登录"):
        change_password(session, PASSWORD, "So-what-1959-b", HERE, now)
    assert not PastPassword.objects.exists()
    assert Entry.objects.filter(kind="password.refused", who=str(session.account_id)).count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "age", "must", "expected"),
    [
        ("staff", 0, True, True), ("staff", 89, False, False), ("staff", 91, False, True),
        ("citizen", 91, False, False), ("citizen", 0, True, True),
    ],
)  # fmt: skip
def test_when_it_is_due(kind, age, must, expected):
    now = timezone.now()
    account = make(kind=kind, password_set_at=now - timedelta(days=age), must_change_password=must)
    assert is_password_due(session_of(account), now) is expected


@pytest.mark.django_db
def test_a_one_time_password_lies_in_no_row_and_no_entry():
    from xunzheng.site.accounts.services.journalling import COMMAND_LINE

    account, password = make_account("li.si", "李四", "staff", COMMAND_LINE, timezone.now())
    assert check_password(password, account.password)
    assert password not in repr(list(Account.objects.values())) + repr(list(Entry.objects.values()))
    assert "md5$" not in repr(list(Entry.objects.values()))
