"""The second factor: set up, used once, replaced by recovery codes, encrypted where it lies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import HERE, PASSWORD, SECRET, give_factor, limits, make, sign_in
from xunzheng.site.accounts.middleware import cookie_name
from xunzheng.site.accounts.models import Account, RecoveryCode, SecondFactor, Session
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.sealing import Unsealed, digest_of, seal, unseal
from xunzheng.site.accounts.services import second_factors
from xunzheng.site.accounts.services.signing_in import sign_in as sign_in_by_password
from xunzheng.site.journal.models import Entry
from xunzheng.site.project.account_settings import Obliged

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 1, 30, 10, tzinfo=UTC)


def session_of(account: Account) -> Session:
    """A session that a password began."""
    return sign_in_by_password(account.login, PASSWORD, HERE, NOW)[1]


def fresh(account: Account) -> Account:
    return Account.objects.select_related("second_factor").get(pk=account.pk)


@pytest.mark.parametrize(
    ("drift", "expected"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_a_code_is_good_for_half_a_minute_either_side(drift, expected):
    account = make()
    authenticator = give_factor(account)
    session = session_of(account)
    code = authenticator.at(NOW + timedelta(seconds=drift))
    if expected:
        second_factors.check(session, code, HERE, NOW)
        session.refresh_from_db()
        assert session.second_factor_at == NOW
    else:
        with pytest.raises(AccountRefused, match="动态口令不对"):
            second_factors.check(session, code, HERE, NOW)


def test_a_code_is_not_taken_twice_nor_one_before_it():
    account = make()
    authenticator = give_factor(account)
    second_factors.check(session_of(account), authenticator.at(NOW), HERE, NOW)
    for earlier in (NOW, NOW - timedelta(seconds=30)):
        with pytest.raises(AccountRefused, match="已经用过"):
            second_factors.check(session_of(account), authenticator.at(earlier), HERE, NOW)
    second_factors.check(session_of(account), authenticator.at(NOW + timedelta(seconds=30)), HERE, NOW)


def test_guessing_is_suspended():
    account = make()
    authenticator = give_factor(account)
    session = session_of(account)
    for _ in range(5):
        with pytest.raises(AccountRefused, match="动态口令不对"):
            second_factors.check(session, "000000", HERE, NOW)
    with pytest.raises(AccountRefused, match="暂停登录"):
        second_factors.check(session, authenticator.at(NOW), HERE, NOW)
    assert Entry.objects.filter(kind="second-factor.refused").count() == 5


def test_a_recovery_code_is_good_once_however_it_is_typed():
    account = make()
    give_factor(account)
    code, *rest = second_factors.renew_codes(account, NOW)
    second_factors.check(session_of(account), f" {code.upper().replace('-', ' ')} ", HERE, NOW)
    with pytest.raises(AccountRefused):
        second_factors.check(session_of(account), code, HERE, NOW)
    assert second_factors.codes_left(account) == len(rest) == 9
    assert code not in repr(list(RecoveryCode.objects.values()))


def test_a_recovery_code_is_its_own_accounts_alone():
    mine, other = make(), make("li.si")
    give_factor(mine)
    give_factor(other)
    code = second_factors.renew_codes(other, NOW)[0]
    with pytest.raises(AccountRefused):
        second_factors.check(session_of(mine), code, HERE, NOW)


def test_new_codes_void_the_old():
    account = make()
    give_factor(account)
    old = second_factors.renew_codes(account, NOW)[0]
    second_factors.renew_codes(account, NOW)
    with pytest.raises(AccountRefused):
        second_factors.check(session_of(account), old, HERE, NOW)


def test_it_is_not_in_use_before_a_code_of_it_was_given():
    account = make()
    secret = second_factors.prepare(account, NOW)
    assert second_factors.prepare(account, NOW) == secret
    assert second_factors.factor_of(fresh(account)) is None
    session = session_of(account)
    with pytest.raises(AccountRefused, match="动态口令不对"):
        second_factors.confirm(session, "000000", HERE, NOW)
    before = session.digest
    _, codes = second_factors.confirm(session, pyotp.TOTP(secret).at(NOW), HERE, NOW)
    assert len(set(codes)) == 10
    assert session.digest != before
    assert second_factors.factor_of(fresh(account)) is not None
    with pytest.raises(AccountRefused, match="已在使用"):
        second_factors.prepare(fresh(account), NOW)
    with pytest.raises(AccountRefused):  # the code of the set-up is used up
        second_factors.check(session, pyotp.TOTP(secret).at(NOW), HERE, NOW)


def test_the_secret_lies_encrypted_and_opens_with_this_sites_key_alone(settings):
    give_factor(make())
    sealed = SecondFactor.objects.get().secret
    assert SECRET not in sealed
    assert unseal(sealed, "second factor") == SECRET
    with pytest.raises(Unsealed):
        unseal(sealed, "another purpose")
    settings.SECRET_KEY = "another key, as long as it has to be"
    with pytest.raises(Unsealed):
        unseal(sealed, "second factor")


def test_a_changed_key_is_said(settings):
    account = make()
    give_factor(account)
    session = session_of(account)
    settings.SECRET_KEY = "another key, as long as it has to be"
    with pytest.raises(AccountRefused, match="签名密钥换过了"):
        second_factors.check(session, "123456", HERE, NOW)


def test_digests_of_two_purposes_differ():
    assert digest_of("a", "token") != digest_of("a", "session")
    assert seal("a", "x") != seal("a", "x")


@pytest.mark.parametrize(
    ("setting", "who", "expected"),
    [
        (Obliged.ADMINISTRATORS, "system-admin", True),
        (Obliged.ADMINISTRATORS, "handler", False),
        (Obliged.STAFF, "handler", True),
        (Obliged.STAFF, "citizen", False),
        (Obliged.EVERYBODY, "citizen", True),
        (Obliged.NOBODY, "system-admin", False),
    ],
)
def test_who_must(settings, setting, who, expected):
    settings.ACCOUNTS = limits(second_factor=setting)
    account = make(kind="citizen") if who == "citizen" else make("a.b", who)
    assert second_factors.is_obliged(account, actor_for(account, timezone.now())) is expected


def test_who_must_does_not_stop_it_and_who_need_not_stops_it_with_a_code():
    admin, handler = make("admin", "system-admin"), make("handler", "handler")
    for account in (admin, handler):
        authenticator = give_factor(account)
    session = session_of(admin)
    with pytest.raises(AccountRefused, match="不能停用"):
        second_factors.stop(session, authenticator.at(NOW), HERE, actor_for(admin, timezone.now()), NOW)
    session = session_of(handler)
    actor = actor_for(handler, timezone.now())
    with pytest.raises(AccountRefused, match="动态口令不对"):
        second_factors.stop(session, "000000", HERE, actor, NOW)
    assert Entry.objects.filter(kind="second-factor.refused", who=actor.id).count() == 1
    second_factors.stop(session, authenticator.at(NOW), HERE, actor, NOW)
    assert not SecondFactor.objects.filter(account=handler).exists()


def test_by_the_pages_from_the_password_to_where_one_was_going():
    authenticator = give_factor(make("zhang.san", "handler"))
    client = Client()
    first = client.post("/login/", {"login": "zhang.san", "password": PASSWORD, "next": "/account/?a=1"})
    before = client.cookies[cookie_name()].value
    sent = client.get(first["Location"])
    assert sent["Location"] == "/login/second-factor/?next=%2Faccount%2F%3Fa%3D1"
    assert client.post(sent["Location"], {"code": "000000"}).status_code == 422
    last = client.post(sent["Location"], {"code": authenticator.now()})
    assert last["Location"] == "/account/?a=1"
    assert client.cookies[cookie_name()].value != before
    assert client.get("/account/").status_code == 200


def test_the_picture_is_the_owners_while_he_sets_it_up_and_nobodys_afterwards():
    account = make("zhang.san", "handler")
    client = sign_in(account)
    client.get("/account/second-factor/")
    picture = client.get("/account/second-factor/picture.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Cache-Control"] == "no-store"
    assert b"<script" not in picture.content
    SecondFactor.objects.update(confirmed_at=timezone.now())
    assert client.get("/account/second-factor/picture.svg").status_code == 302
    assert Client().get("/account/second-factor/picture.svg").status_code == 302
