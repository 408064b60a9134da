"""Signing in: one answer for all failures, lock-out that no stranger can keep up, cookies, no way out."""

from __future__ import annotations

import logging
import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import HERE, PASSWORD, make, sign_in
from xunzheng.site.accounts.middleware import cookie_name
from xunzheng.site.accounts.models import Attempt, Session
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.services import people, signing_in
from xunzheng.site.accounts.services.sessions import Caller
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
FORM = {"login": "zhang.san", "password": PASSWORD}


def test_a_right_password_begins_a_session_and_is_journalled():
    account = make()
    answer = Client(REMOTE_ADDR="10.1.2.3").post("/login/", {**FORM, "login": " Zhang.San "})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    session = Session.objects.get()
    assert (session.account, session.address) == (account, "10.1.2.3")
    cookie = answer.cookies[cookie_name()]
    assert cookie.value != session.digest
    entry = Entry.objects.get(kind="login")
    assert (entry.who, entry.about) == (str(account.pk), f"account:{account.pk}")


@pytest.mark.parametrize(
    ("login", "password"),
    [("zhang.san", "wrong"), ("nobody", PASSWORD), ("locked", PASSWORD), ("locked", "x")],
)
def test_every_failure_has_the_same_answer(login, password):
    make()
    make("locked", locked_at=timezone.now())
    answer = Client().post("/login/", {"login": login, "password": password})
    page = answer.content.decode().replace(f'value="{login}"', 'value=""')
    assert answer.status_code == 422
    assert "登录名或口令不对，或者账户已停用" in page
    assert cookie_name() not in answer.cookies
    other = Client().post("/login/", {"login": "somebody", "password": "else"}).content.decode()
    assert without_token(page) == without_token(other.replace('value="somebody"', 'value=""'))


def without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


class Counting(MD5PasswordHasher):
    """Counts how often a password is hashed, which is what takes the time."""

    algorithm = "counting"
    count = 0

    def encode(self, password, salt):
        Counting.count += 1
        return super().encode(password, salt)


def test_an_unknown_account_costs_as_much_as_a_known_one(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    make()
    make("locked", locked_at=timezone.now())
    costs = []
    for login in ("zhang.san", "nobody", "locked"):
        Counting.count = 0
        with pytest.raises(AccountRefused):
            signing_in.sign_in(login, "wrong", HERE, timezone.now())
        costs.append(Counting.count)
    assert costs == [1, 1, 1]


def fail(login: str, address: str, times: int, now) -> None:
    for _ in range(times):
        with pytest.raises(AccountRefused, match="登录名或口令不对"):
            signing_in.sign_in(login, "wrong", Caller(address), now)


def attempt(login: str, address: str, now, password: str = PASSWORD) -> str:
    try:
        signing_in.sign_in(login, password, Caller(address), now)
    except AccountRefused as refused:
        return refused.key
    return "in"


@pytest.mark.parametrize("login", ["zhang.san", "nobody"])
def test_after_five_failures_there_is_a_pause_for_known_and_unknown_alike(login):
    make()
    now = timezone.now()
    fail(login, "10.0.0.9", 5, now)
    assert attempt(login, "10.0.0.9", now + timedelta(minutes=14)) == "login-suspended"
    after = "in" if login == "zhang.san" else "login-wrong"
    assert attempt(login, "10.0.0.9", now + timedelta(minutes=16)) == after


def test_trying_on_does_not_prolong_the_pause():
    make()
    now = timezone.now()
    fail("zhang.san", "10.0.0.9", 5, now)
    for minute in range(1, 15):
        assert attempt("zhang.san", "10.0.0.9", now + timedelta(minutes=minute)) == "login-suspended"
    assert attempt("zhang.san", "10.0.0.9", now + timedelta(minutes=15, seconds=1)) == "in"


def test_a_success_begins_the_count_anew():
    make()
    now = timezone.now()
    fail("zhang.san", "10.0.0.1", 4, now)
    assert attempt("zhang.san", "10.0.0.1", now) == "in"
    fail("zhang.san", "10.0.0.1", 4, now + timedelta(seconds=1))
    assert attempt("zhang.san", "10.0.0.1", now + timedelta(seconds=2)) == "in"


def test_strangers_cannot_lock_somebody_out_of_where_he_works():
    make()
    now = timezone.now()
    assert attempt("zhang.san", "10.0.0.1", now - timedelta(days=30)) == "in"
    for number in range(5):
        fail("zhang.san", f"203.0.113.{number}", 1, now)
    assert attempt("zhang.san", "203.0.113.77", now) == "login-suspended"
    assert attempt("zhang.san", "10.0.0.1", now) == "in"


def test_an_address_that_fails_for_many_accounts_is_suspended_for_all_but_its_own_people():
    make()
    make("li.si")
    now = timezone.now()
    assert attempt("li.si", "203.0.113.5", now - timedelta(days=1)) == "in"
    for number in range(20):
        fail(f"user{number}", "203.0.113.5", 1, now)
    assert attempt("zhang.san", "203.0.113.5", now) == "login-suspended"
    assert attempt("li.si", "203.0.113.5", now) == "in"


def test_the_administrator_unlocks():
    account = make()
    from xunzheng.site.accounts.services.journalling import COMMAND_LINE

    now = timezone.now()
    fail("zhang.san", "10.0.0.9", 5, now)
    people.unlock(account, COMMAND_LINE, now)
    assert attempt("zhang.san", "10.0.0.9", now + timedelta(seconds=1)) == "in"


def test_what_was_typed_is_neither_in_the_tables_nor_in_the_journal_nor_in_the_log(caplog):
    make()
    with caplog.at_level(logging.DEBUG):
        Client().post("/login/", {"login": "My-Secret-Password-1", "password": "Top-Secret-77"})
    told = repr(list(Attempt.objects.values())) + repr(list(Entry.objects.values()))
    said = "".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "secret" not in (told + said).lower()
    assert Entry.objects.get().kind == "login.refused"


def test_a_cookie_that_was_planted_is_not_taken_over():
    make()
    client = Client()
    client.cookies[cookie_name()] = "planted-by-somebody-else"
    token = client.post("/login/", FORM).cookies[cookie_name()].value
    assert token != "planted-by-somebody-else"
    assert len(token) == 43


def test_signing_in_again_ends_the_session_that_the_browser_had():
    account = make()
    client = sign_in(account)
    old = client.cookies[cookie_name()].value
    client.post("/login/", FORM)
    thief = Client()
    thief.cookies[cookie_name()] = old
    assert thief.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/accounts/?text=a", "/accounts/?text=a"),
        ("https://evil.example/", "/account/"),
        ("//evil.example/", "/account/"),
        ("/\\evil.example/", "/account/"),
        ("\\\\evil.example", "/account/"),
        ("javascript:alert(1)", "/account/"),
        ("/\nSet-Cookie: a=b", "/account/"),
        ("account/", "/account/"),
        ("/" + "a" * 3000, "/account/"),
    ],
)
def test_next_leads_nowhere_else(wanted, expected):
    make()
    assert Client().post("/login/", {**FORM, "next": wanted})["Location"] == expected


@pytest.mark.parametrize("address", ["/login/", "/logout/", "/account/tokens/", "/account/sessions/end/"])
def test_a_form_of_another_site_is_refused(address):
    client = sign_in(make(), enforce_csrf_checks=True)
    assert client.post(address, FORM).status_code == 403


def test_by_https_cookies_are_bound_to_the_host_and_sent_by_https_alone(settings):
    settings.HTTPS = True
    make()
    answer = Client().post("/login/", FORM, secure=True)
    cookie = answer.cookies["__Host-xunzheng_session"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        True,
        "Lax",
        "/",
    )
    assert cookie["domain"] == ""
    assert cookie["max-age"] == ""


def test_the_proxy_says_the_address_by_https_only(settings):
    make()
    forwarded = {"headers": {"X-Forwarded-For": "198.51.100.1, 198.51.100.2"}}
    Client().post("/login/", FORM, **forwarded)
    settings.HTTPS = True
    Client().post("/login/", FORM, secure=True, **forwarded)
    assert list(Session.objects.order_by("id").values_list("address", flat=True)) == [
        "127.0.0.1",
        "198.51.100.2",
    ]


def test_missing_fields_and_far_too_long_ones_are_refused_without_a_try():
    for form in (
        {},
        {"login": "a"},
        {"login": "a" * 65, "password": "b"},
        {"login": "a", "password": "b" * 129},
    ):
        answer = Client().post("/login/", form)
        assert answer.status_code == 422
        assert "没有填完整" in answer.content.decode()
    assert not Attempt.objects.exists()


def test_signing_out_ends_the_session_on_the_server():
    client = sign_in(make())
    token = client.cookies[cookie_name()].value
    assert client.post("/logout/")["Location"] == "/login/"
    again = Client()
    again.cookies[cookie_name()] = token
    assert again.get("/account/")["Location"] == "/login/?next=%2Faccount%2F"
    assert Entry.objects.filter(kind="logout").count() == 1
