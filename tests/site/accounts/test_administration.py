"""The administration of accounts by its pages: making, locking, appointing, and what is refused."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import PASSWORD, give_factor, make, sign_in
from xunzheng.site.accounts.models import Account, Appointment, Attempt, SecondFactor, Session
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.services.signing_in import forget
from xunzheng.site.accounts.services.tokens import authenticate_token, make_token
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db
NEW = {"login": "wang.wu", "name": "王五", "kind": "staff", "level": "1"}


@pytest.fixture
def system() -> Client:
    return sign_in(make("system", "system-admin"))


@pytest.fixture
def security() -> Client:
    return sign_in(make("security", "security-admin"))


def shown_password(answer) -> str:
    found = re.search(r'<code id="password">([^<]+)</code>', answer.content.decode())
    assert found is not None
    return found[1]


def test_an_account_is_made_and_its_password_is_shown_once(system):
    answer = system.post("/accounts/new/", NEW)
    password, account = shown_password(answer), Account.objects.get(login="wang.wu")
    assert check_password(password, account.password)
    assert (account.must_change_password, account.made_by) == (True, Account.objects.get(login="system"))
    assert password not in system.get(f"/accounts/{account.pk}/").content.decode()
    first = Client()
    first.post("/login/", {"login": "wang.wu", "password": password})
    assert first.get("/account/")["Location"].startswith("/account/password/")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"login": "SYSTEM"}, "已经有人用了"),
        ({"login": "a"}, "登录名应为"),
        ({"login": "王五"}, "登录名应为"),
        ({"login": "<b>"}, "登录名应为"),
        ({"name": "\u200b\u200b"}, "1 至 64 个可见的字"),
        ({"name": ""}, "没有填完整"),
        ({"kind": "robot"}, "没有填完整"),
        ({"level": "9"}, "没有填完整"),
    ],
)
def test_what_accounts_are_not_made(system, changes, says):
    answer = system.post("/accounts/new/", {**NEW, **changes})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Account.objects.count() == 1


def test_script_in_names_is_text(system):
    system.post("/accounts/new/", {**NEW, "name": "<script>alert(1)</script>"})
    for address in (
        "/accounts/",
        f"/accounts/{Account.objects.get(login='wang.wu').pk}/",
        "/accounts/?text=<script>",
    ):
        page = system.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_locking_and_unlocking(system):
    account = make("zhang.san", "handler")
    theirs = sign_in(account)
    system.post(f"/accounts/{account.pk}/lock/")
    assert theirs.get("/account/").status_code == 302
    assert "已锁定" in system.get(f"/accounts/{account.pk}/").content.decode()
    assert Client().post("/login/", {"login": "zhang.san", "password": PASSWORD}).status_code == 422
    system.post(f"/accounts/{account.pk}/unlock/")
    assert Client().post("/login/", {"login": "zhang.san", "password": PASSWORD}).status_code == 302
    assert Entry.objects.filter(kind__in=["account.locked", "account.unlocked"]).count() == 2


def test_a_reset_gives_a_one_time_password_and_ends_sessions(system):
    account = make("zhang.san")
    theirs = sign_in(account)
    password = shown_password(system.post(f"/accounts/{account.pk}/password/"))
    assert theirs.get("/account/").status_code == 302
    account.refresh_from_db()
    assert account.must_change_password
    assert check_password(password, account.password)


@pytest.mark.parametrize("act", ["lock", "password"])
def test_not_to_oneself(system, act):
    own = Account.objects.get(login="system")
    answer = system.post(f"/accounts/{own.pk}/{act}/")
    assert "须由另一名管理员来做" in answer.content.decode()
    own.refresh_from_db()
    assert own.locked_at is None


def test_appointing_and_ending(security):
    account = make("zhang.san")
    form = {"role": "handler", "organisation": "B01", "valid_from": "", "valid_to": ""}
    assert security.post(f"/accounts/{account.pk}/appointments/", form).status_code == 302
    appointment = Appointment.objects.get(account=account)
    page = security.get(f"/accounts/{account.pk}/").content.decode()
    assert "经办" in page
    assert "B01" in page
    security.post(f"/accounts/{account.pk}/appointments/{appointment.pk}/end/")
    appointment.refresh_from_db()
    assert appointment.valid_to is not None


def test_a_conflict_is_said_on_the_page_and_nothing_is_done(security):
    account = make("zhang.san", "handler")
    answer = security.post(
        f"/accounts/{account.pk}/appointments/", {"role": "audit-admin", "organisation": ""}
    )
    assert answer.status_code == 422
    assert "此人已任经办，不得同时任审计管理员" in answer.content.decode()
    english = security.post(f"/accounts/{account.pk}/appointments/?lang=en", {"role": "audit-admin"})
    assert "this person is handler and cannot be audit administrator" in english.content.decode()
    assert account.appointments.count() == 1


def test_a_lost_authenticator_is_reset_by_the_security_administrator(security):
    account = make("zhang.san", "handler")
    give_factor(account)
    theirs = sign_in(account)
    security.post(f"/accounts/{account.pk}/second-factor/")
    assert not SecondFactor.objects.filter(account=account).exists()
    assert theirs.get("/account/").status_code == 302


def test_the_list_is_searched_and_paged(system):
    for number in range(60):
        make(f"user{number:02}", name=f"用户{number:02}")
    first = system.get("/accounts/").content.decode()
    assert "共 61 个账户" in first
    assert first.count("<tr>") == 51
    assert "user59" in system.get("/accounts/?page=2").content.decode()
    found = system.get("/accounts/", {"text": "用户07"}).content.decode()
    assert "user07" in found
    assert "user08" not in found
    for odd in ("0", "-1", "x", "٣", "9999999"):
        assert system.get("/accounts/", {"page": odd}).status_code == 200


def test_each_page_is_complete_in_english(system):
    account = make("zhang.san", "handler")
    for address in (
        "/accounts/",
        "/accounts/new/",
        f"/accounts/{account.pk}/",
        "/account/",
        "/account/password/",
    ):
        page = system.get(f"{address}?lang=en").content.decode()
        text = re.sub(r"<[^>]*>", "", page.replace("张三", "").replace("中文", ""))
        assert re.findall(r"[\u4e00-\u9fff]+", text) in ([], ["循证"], ["循证", "循证"]), address


def test_no_such_account_is_404(system):
    assert system.get("/accounts/999999/").status_code == 404
    assert system.get(f"/accounts/{10**30}/").status_code == 404
    assert system.post("/accounts/999999/lock/").status_code == 404


def test_sessions_of_others_are_not_shown(system):
    sign_in(make("zhang.san"), REMOTE_ADDR="10.9.9.9")
    Session.objects.filter(account__login="zhang.san").update(device="Netscape-4")
    assert "Netscape-4" not in system.get("/account/").content.decode()


def test_a_token_of_somebody_is_revoked_by_the_security_administrator(security):
    account, now = make("zhang.san", "handler"), timezone.now()
    token, text = make_token(account, "a", ["cases:read"], 30, actor_for(account, now), now)
    other = make("li.si", "handler")
    assert security.post(f"/accounts/{other.pk}/tokens/{token.pk}/revoke/").status_code == 404
    assert security.post(f"/accounts/{account.pk}/tokens/{token.pk}/revoke/").status_code == 302
    assert authenticate_token(text, now) is None


def test_nobody_ends_his_own_appointment_nor_resets_his_own_authenticator(security):
    own = Account.objects.get(login="security")
    for act in (f"appointments/{own.appointments.get().pk}/end", "second-factor"):
        answer = security.post(f"/accounts/{own.pk}/{act}/")
        assert (answer.status_code, "须由另一名管理员来做" in answer.content.decode()) == (422, True)
    assert SecondFactor.objects.filter(account=own).exists()
    other = make("zhang.san", "handler")
    mismatched = f"/accounts/{other.pk}/appointments/{own.appointments.get().pk}/end/"
    assert security.post(mismatched).status_code == 404


def test_own_recovery_codes_are_renewed_and_a_wrong_form_says_so():
    account = make("zhang.san", "handler")
    mine = sign_in(account)
    assert mine.post("/account/second-factor/codes/").status_code == 404
    give_factor(account)
    mine = sign_in(account)
    assert mine.post("/account/second-factor/codes/").content.decode().count("<li><code>") == 10
    assert "没有填完整" in mine.post("/account/second-factor/stop/", {}).content.decode()
    assert "没有填完整" in mine.post("/account/password/", {"old": "a"}).content.decode()
    differing = {"old": PASSWORD, "new": "So-what-1959-b", "repeat": "So-what-1959-c"}
    assert "两次输入的新口令不一样" in mine.post("/account/password/", differing).content.decode()


def test_old_attempts_and_sessions_are_forgotten():
    account, now = make("zhang.san"), timezone.now()
    sign_in(account)
    Client().post("/login/", {"login": "zhang.san", "password": "wrong"})
    assert forget(now + timedelta(days=89)) == 0
    assert forget(now + timedelta(days=91)) == 2
    assert not Attempt.objects.exists()
    assert not Session.objects.exists()
