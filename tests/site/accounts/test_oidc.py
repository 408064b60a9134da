"""Signing in by a provider of OpenID Connect, against one that is served in the test."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.site.accounts.people import limits, make, sign_in
from xunzheng.site.accounts.middleware import cookie_name
from xunzheng.site.accounts.models import Account, Link
from xunzheng.site.journal.models import Entry
from xunzheng.site.project.account_settings import OidcSettings

KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)


class Provider:
    """What the provider knows and answers; a test changes `claims`, `key` or `answers` to make it lie."""

    def __init__(self) -> None:
        self.address, self.key = "", KEY
        self.codes: dict[str, dict[str, str]] = {}
        self.claims: dict[str, object] = {}
        self.user: dict[str, object] = {"sub": "s-1", "name": "王群众", "realname": "2"}
        self.is_broken = False

    def authorize(self, address: str) -> dict[str, str]:
        """What the browser is sent back with, having agreed at the address."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.codes["code-1"] = asked
        return {"code": "code-1", "state": asked["state"]}

    def token(self, form: dict[str, str], authorization: str) -> dict[str, str] | None:
        asked = self.codes.pop(form["code"], None)
        expected = "Basic " + base64.b64encode(b"xunzheng:client-secret").decode()
        if asked is None or authorization != expected:
            return None
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if (
            asked["code_challenge"] != challenge.rstrip(b"=").decode()
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            return None
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": "xunzheng", "sub": "s-1", "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], **self.claims,
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.key)
        return {"access_token": "access", "token_type": "Bearer", "id_token": signed}

    def describe(self) -> dict[str, str]:
        return {
            "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/user",
        }  # fmt: skip


def serve(provider: Provider) -> ThreadingHTTPServer:
    class Answers(BaseHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

        def say(self, content: object, status: int = 200) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self) -> None:
            if provider.is_broken:
                return self.say("no", 500)
            keys = {"keys": [KEY.as_dict(private=False)]}
            found = {
                "/keys": keys,
                "/user": provider.user,
                "/.well-known/openid-configuration": provider.describe(),
            }
            return self.say(found[self.path])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            token = provider.token(form, self.headers.get("Authorization", ""))
            self.say(token or {"error": "invalid_grant"}, 200 if token else 400)

    return ThreadingHTTPServer(("127.0.0.1", 0), Answers)


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    made = Provider()
    server = serve(made)
    made.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    client = OidcSettings(
        f"{made.address}/.well-known/openid-configuration", "xunzheng", "client-secret",
        {"name": "name", "level": "realname"},
    )  # fmt: skip
    settings.ACCOUNTS = limits(staff_oidc=client, citizen_oidc=client)
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


pytestmark = pytest.mark.django_db


def link_of(client: Client) -> str:
    """The mark in the link by which the account's page offers to link it."""
    page = client.get("/account/").content.decode()
    return page.partition("?link=")[2].partition('"')[0]


def go(client: Client, provider: Provider, realm: str = "citizen", link: str = "", **changes: str):
    """The whole way; `changes` alters what the browser comes back with."""
    departed = client.get(f"/login/{realm}/", {"next": "/account/?a=1", "link": link})
    assert departed["Location"].startswith(f"{provider.address}/authorize?")
    return client.get(f"/login/{realm}/back/", {**provider.authorize(departed["Location"]), **changes})


def test_a_new_citizen_gets_an_account_and_is_the_same_the_next_time(provider):
    client = Client()
    arrived = go(client, provider)
    assert (arrived.status_code, arrived["Location"]) == (302, "/account/?a=1")
    account = Account.objects.get()
    assert (account.name, account.kind, account.real_name_level) == ("王群众", "citizen", 2)
    assert not account.password.startswith("md5")
    assert "王群众" in client.get("/account/").content.decode()
    go(Client(), provider)
    assert Account.objects.count() == Link.objects.count() == 1
    assert Entry.objects.filter(kind="login").count() == 2


def test_state_nonce_and_challenge_are_sent_and_new_each_time(provider):
    asked = [parse_qs(urlsplit(Client().get("/login/citizen/")["Location"]).query) for _ in range(2)]
    assert asked[0]["code_challenge_method"] == ["S256"]
    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]
    assert asked[0]["scope"] == ["openid profile"]


LIES = [
    {"iss": "https://evil.example"},
    {"aud": "somebody-else"},
    {"aud": ["xunzheng", "other"], "azp": "other"},
    {"exp": 1000},
    {"nonce": "another"},
    {"sub": "s-2"},
    {"sub": ""},
    {"sub": 1},
    {"sub": "s" * 256},
]


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_is_not_for_us_now_and_this_request_is_refused(provider, lie):
    provider.claims = lie
    client = Client()
    arrived = go(client, provider)
    assert arrived.status_code == 422
    assert "没有正常答复" in arrived.content.decode()
    assert not Account.objects.exists()
    refused = Entry.objects.get(kind="login.refused")
    assert (refused.about, json.loads(refused.content)["reason"]) == ("oidc:citizen", "oidc-failed")
    assert cookie_name() not in client.cookies


def test_a_token_signed_by_somebody_else_is_refused(provider):
    provider.key = OTHER_KEY
    assert go(Client(), provider).status_code == 422
    assert not Account.objects.exists()


def test_what_another_browser_began_is_refused(provider):
    departed = Client().get("/login/citizen/")
    answer = provider.authorize(departed["Location"])
    arrived = Client().get("/login/citizen/back/", answer)
    assert "不是从本页发起的" in arrived.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("changes", "says"), [({"state": "forged"}, "不是从本页发起的"), ({"code": "forged"}, "没有正常答复")]
)
def test_a_forged_answer_is_refused(provider, changes, says):
    assert says in go(Client(), provider, **changes).content.decode()


def test_a_denial_is_said(provider):
    client = Client()
    state = provider.authorize(client.get("/login/citizen/")["Location"])["state"]
    arrived = client.get("/login/citizen/back/", {"error": "access_denied", "state": state})
    assert "对方没有同意" in arrived.content.decode()


def test_a_broken_provider_is_said(provider):
    provider.is_broken = True
    answer = Client().get("/login/citizen/")
    assert (answer.status_code, "没有正常答复" in answer.content.decode()) == (422, True)


def test_staff_are_linked_first_by_themselves(provider):
    refused = go(Client(), provider, "staff")
    assert "还没有关联工作账户" in refused.content.decode()
    account = make("zhang.san", "handler")
    mine = sign_in(account)
    assert go(mine, provider, "staff", link_of(mine))["Location"] == "/account/"
    assert provider.address in mine.get("/account/").content.decode()
    client = Client()
    assert go(client, provider, "staff")["Location"] == "/account/?a=1"
    assert client.get("/account/").status_code == 200
    other = sign_in(make("li.si", "handler"))
    assert "已经关联了别的账户" in go(other, provider, "staff", link_of(other)).content.decode()


@pytest.mark.parametrize("mark", ["", "0" * 64, "of-another-session"])
def test_nobody_is_linked_who_did_not_ask_for_it_on_his_own_page(provider, mark):
    """Else another site leads a browser through a provider where it is somebody else, who has the account."""
    mine, other = sign_in(make("zhang.san", "handler")), sign_in(make("li.si", "handler"))
    go(mine, provider, "staff", link_of(other) if mark == "of-another-session" else mark)
    assert not Link.objects.exists()


def test_a_link_that_was_asked_for_in_another_session_is_refused(provider):
    mine, other = sign_in(make("zhang.san", "handler")), sign_in(make("li.si", "handler"))
    departed = mine.get("/login/staff/", {"link": link_of(mine)})
    other.cookies["xunzheng_oidc"] = mine.cookies["xunzheng_oidc"].value
    arrived = other.get("/login/staff/back/", provider.authorize(departed["Location"]))
    assert "不是从本页发起的" in arrived.content.decode()
    assert not Link.objects.exists()


def test_who_signs_in_by_the_provider_leaves_the_session_that_he_had(provider):
    mine = sign_in(make("zhang.san", "handler"))
    before = mine.cookies[cookie_name()].value
    go(mine, provider)
    mine.cookies[cookie_name()] = before
    assert mine.get("/account/")["Location"].startswith("/login/")


@pytest.mark.parametrize("told", [[], "s-1", {"sub": "s-2"}])
def test_what_a_provider_tells_of_somebody_else_or_not_in_order_is_refused(provider, told):
    provider.user = told
    assert go(Client(), provider).status_code == 422
    assert not Account.objects.exists()


def test_an_administrator_still_needs_his_second_factor(provider):
    account = make("admin", "system-admin")
    mine = sign_in(account)
    go(mine, provider, "staff", link_of(mine))
    client = Client()
    go(client, provider, "staff")
    assert client.get("/accounts/")["Location"].startswith("/login/second-factor/")


def test_a_locked_account_is_refused(provider):
    go(Client(), provider)
    Account.objects.update(locked_at="2026-01-01T00:00:00Z")
    assert "登录名或口令不对，或者账户已停用" in go(Client(), provider).content.decode()


def test_the_secret_and_the_verifier_stay_out_of_the_address(provider):
    client = Client()
    address = client.get("/login/citizen/")["Location"]
    assert "client-secret" not in address
    assert "verifier" not in address
    cookie = client.cookies["xunzheng_oidc"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/login/")


def test_without_a_provider_there_is_no_such_way():
    assert Client().get("/login/citizen/").status_code == 404
    assert Client().get("/login/citizen/back/").status_code == 404
    assert Client().get("/login/nobody/").status_code == 404
    assert "统一身份认证" not in Client().get("/login/").content.decode()
