"""Sessions end as they should; tokens are good for what they were made for, as long as they were made for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import HERE, limits, make, sign_in
from xunzheng.site.accounts.actor import actor_of
from xunzheng.site.accounts.middleware import Identity, cookie_name
from xunzheng.site.accounts.models import Account, Session, Token
from xunzheng.site.accounts.queries import actor_for, open_sessions
from xunzheng.site.accounts.refusals import AccountRefused
from xunzheng.site.accounts.services import people, sessions
from xunzheng.site.accounts.services.journalling import COMMAND_LINE
from xunzheng.site.accounts.services.tokens import MOST, authenticate_token, make_token, revoke_token
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db


def begin(account: Account, now) -> str:
    with transaction.atomic():
        return sessions.begin(account, "password", HERE, now)[0]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([29], True),
        ([30], False),
        ([29, 29, 29], True),
        ([29, 31], False),
        ([29] * 24, True),
        ([29] * 25, False),
    ],
)
def test_idle_and_absolute_limits(steps, expected):
    now = timezone.now()
    token = begin(make(), now)
    for minutes in steps:
        now += timedelta(minutes=minutes)
        found = sessions.find(token, now)
    assert (found is not None) is expected


def test_that_it_was_seen_is_written_once_a_minute(django_assert_num_queries):
    now = timezone.now()
    token = begin(make(), now)
    with django_assert_num_queries(1):
        sessions.find(token, now + timedelta(seconds=59))
    with django_assert_num_queries(2):
        sessions.find(token, now + timedelta(seconds=61))


def test_one_session_too_many_ends_the_oldest(settings):
    settings.ACCOUNTS = limits(sessions=2)
    account, now = make(), timezone.now()
    tokens = [begin(account, now + timedelta(seconds=number)) for number in range(3)]
    good = [sessions.find(token, now + timedelta(seconds=5)) is not None for token in tokens]
    assert good == [False, True, True]


def test_the_cookie_is_not_what_lies_in_the_table():
    token = begin(make(), timezone.now())
    assert token not in repr(list(Session.objects.values()))
    forged = Client()
    forged.cookies[cookie_name()] = Session.objects.get().digest
    assert forged.get("/account/").status_code == 302


def test_a_bad_cookie_is_taken_away():
    client = Client()
    client.cookies[cookie_name()] = "x" * 43
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.cookies[cookie_name()].value == ""


def test_locking_ends_sessions_and_stops_tokens():
    account, now = make("zhang.san", "handler"), timezone.now()
    client = sign_in(account)
    _, text = make_token(account, "a", ["cases:read"], 1, actor_for(account, now), now)
    people.lock(account, COMMAND_LINE, now)
    assert client.get("/account/").status_code == 302
    assert authenticate_token(text, now) is None


def test_one_ends_one_of_ones_sessions_and_all_others():
    account = make()
    mine, other, third = (sign_in(account) for _ in range(3))
    ids = list(Session.objects.order_by("id").values_list("pk", flat=True))
    assert mine.post(f"/account/sessions/{ids[1]}/end/").status_code == 302
    assert other.get("/account/").status_code == 302
    assert third.get("/account/").status_code == 200
    assert mine.post("/account/sessions/end/").status_code == 302
    assert third.get("/account/").status_code == 302
    assert [each.pk for each in open_sessions(account, timezone.now())] == [ids[0]]
    assert Entry.objects.filter(kind="session.ended").count() == 2


def test_a_token_is_its_owner_with_its_scopes():
    account, now = make("zhang.san", "handler"), timezone.now()
    token, text = make_token(account, "平台", ["cases:read"], 30, actor_for(account, now), now)
    actor = authenticate_token(text, now)
    assert actor is not None
    assert (actor.id, actor.roles, actor.scopes) == (str(account.pk), {"handler"}, {"cases:read"})
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate(now)
    secret = text.rsplit("_", 1)[-1]
    assert secret not in repr(list(Token.objects.values())) + repr(list(Entry.objects.values()))


def test_when_a_token_is_no_longer_good():
    account, now = make("zhang.san", "handler"), timezone.now()
    token, text = make_token(account, "a", ["cases:read"], 30, actor_for(account, now), now)
    assert authenticate_token(text, now + timedelta(days=29)) is not None
    assert authenticate_token(text, now + timedelta(days=30)) is None
    revoke_token(token, COMMAND_LINE, now)
    revoke_token(token, COMMAND_LINE, now)
    assert authenticate_token(text, now) is None
    assert Entry.objects.filter(kind="token.revoked").count() == 1


@pytest.mark.parametrize(
    "text", ["", "xz_", "xz_{prefix}_" + "A" * 43, "{text}A", "{text} ", "\x00", "密" * 60]
)
def test_forged_tokens(text):
    account, now = make("zhang.san", "handler"), timezone.now()
    token, good = make_token(account, "a", ["cases:read"], 30, actor_for(account, now), now)
    assert authenticate_token(text.format(prefix=token.prefix, text=good), now) is None


@pytest.mark.parametrize(
    ("role", "scopes", "days", "name", "key"),
    [
        ("handler", [], 30, "a", "scopes-wrong"),
        ("handler", ["everything"], 30, "a", "scopes-wrong"),
        ("handler", ["cases:read"], 0, "a", "token-days"),
        ("handler", ["cases:read"], 366, "a", "token-days"),
        ("handler", ["cases:read"], 30, " ", "name-form"),
        ("handler", ["cases:read"], 30, "a\nb", "name-form"),
        ("system-admin", ["cases:read"], 30, "a", "token-administrator"),
    ],
)
def test_what_tokens_are_not_made(role, scopes, days, name, key):
    account, now = make("zhang.san", role), timezone.now()
    with pytest.raises(AccountRefused) as refused:
        make_token(account, name, scopes, days, actor_for(account, now), now)
    assert refused.value.key == key


def test_there_is_an_end_to_the_tokens_of_an_account():
    account, now = make("zhang.san", "handler"), timezone.now()
    for number in range(MOST):
        make_token(account, f"t{number}", ["cases:read"], 30, actor_for(account, now), now)
    with pytest.raises(AccountRefused, match="最多 20 个"):
        make_token(account, "one more", ["cases:read"], 30, actor_for(account, now), now)


def test_the_page_shows_a_new_token_once():
    client = sign_in(make("zhang.san", "handler"))
    answer = client.post("/account/tokens/", {"name": "平台", "scopes": ["cases:read"], "days": "30"})
    token = Token.objects.get()
    assert f"xz_{token.prefix}_" in answer.content.decode()
    page = client.get("/account/").content.decode()
    assert f"xz_{token.prefix}…" in page
    assert f"xz_{token.prefix}_" not in page
    assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 302
    assert "已吊销" in client.get("/account/").content.decode()


def test_a_forged_token_is_refused_and_journalled_and_a_cookie_is_worth_nothing_to_programs(rf):
    account, now = make("zhang.san", "handler"), timezone.now()
    _, text = make_token(account, "a", ["cases:read"], 30, actor_for(account, now), now)
    seen = []

    def view(request):
        seen.append(actor_of(request).id)
        return HttpResponse()

    identity = Identity(view)
    for headers in ({"Authorization": f"Bearer {text}"}, {"Authorization": "Bearer xz_forged"}, {}):
        request = rf.get("/api/cases/", headers=headers)
        request.COOKIES[cookie_name()] = sign_in(account).cookies[cookie_name()].value
        identity(request)
    assert seen == [str(account.pk), "", ""]
    assert Entry.objects.filter(kind="access.refused", about="token").count() == 1
