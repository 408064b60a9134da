"""What is turned away before it reaches a case: tokens, scopes, types, sizes, tricks of JSON, floods."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.site.accounts.people import make, sign_in
from tests.site.api.programs import V1, opened, problem, program, request_body, token_of
from xunzheng.site.accounts.models import Token
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.services.tokens import revoke_token
from xunzheng.site.api.middleware import JSON_LIMIT
from xunzheng.site.journal.models import Entry

pytestmark = pytest.mark.django_db


def with_token(text: str) -> Any:
    return Client().get(f"{V1}/me", headers={"Authorization": f"Bearer {text}"})


def test_without_a_token_nothing_is_answered() -> None:
    answer = Client().get(f"{V1}/me")
    problem(answer, 401, "sign-in")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer["X-Request-ID"]


def test_a_session_s_cookie_counts_for_nothing() -> None:
    client = sign_in(make("h", "handler"))
    problem(client.get(f"{V1}/me"), 401, "sign-in")
    problem(client.post(f"{V1}/cases", "{}", content_type="application/json"), 401, "sign-in")


def test_forged_tokens_are_refused_and_journalled() -> None:
    good = program("h", "handler").token
    other = good[:-1] + ("A" if good[-1] != "A" else "B")
    forged = (other, good[:-1], "xz_", "x" * 5000, "'; DROP TABLE x --")
    for text in forged:
        problem(with_token(text), 401, "sign-in")
    assert Entry.objects.filter(kind="access.refused", about="token").count() == len(forged)
    assert with_token(good).status_code == 200


def test_expired_and_revoked_tokens_are_refused(time: Any) -> None:
    one = program("h", "handler")
    other = token_of(one.account)
    row = Token.objects.order_by("-id").first()
    assert row is not None
    revoke_token(row, actor_for(one.account, timezone.now()), timezone.now())
    problem(with_token(other), 401, "sign-in")
    assert with_token(one.token).status_code == 200
    time.pass_by(days=31)
    problem(with_token(one.token), 401, "sign-in")


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        (("registry:read",), {"/registry/organisation"}),
        (("cases:read",), {"/cases", "/tasks"}),
        (("cases:write",), set()),
    ],
)
def test_a_token_opens_what_its_scopes_say(scopes: tuple[str, ...], allowed: set[str]) -> None:
    by = program("h", "handler", scopes=scopes)
    for path in ("/registry/organisation", "/cases", "/tasks"):
        assert by.get(path).status_code == (200 if path in allowed else 403), path
    for path in ("/me", "/rules", "/processes"):
        assert by.get(path).status_code == 200


def test_a_token_for_reading_opens_no_case() -> None:
    citizen = program("citizen", scopes=("cases:read",))
    problem(citizen.post("/cases", request_body()), 403, "forbidden")
    assert Entry.objects.filter(kind="access.refused", who=citizen.id).exists()


def send(body: bytes | str, content_type: str = "application/json", path: str = "/identifiers") -> Any:
    by = program("sender")
    headers = {**by.headers(), "Idempotency-Key": "k"}
    return by.client.post(V1 + path, body, content_type=content_type, headers=headers)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{", "JSON"),
        (b"\xff\xfe{}", "UTF-8"),
        ("[" * 100_000, "嵌套"),
        ('{"code":' * 20 + "1" + "}" * 20, "嵌套"),
        ('"' + '\\"' * 300_000, "JSON"),
        ('{"code": "a", "code": "b"}', "两次"),
        ('{"code": ' + "9" * 5000 + "}", "数字"),
        ('{"code": 1e999}', "数字"),
        ('{"code": NaN}', "NaN"),
        ('{"code": Infinity}', "Infinity"),
    ],
)
def test_tricks_of_json_are_refused(body: bytes | str, said: str) -> None:
    assert said in problem(send(body), 400, "request")["detail"]


@pytest.mark.parametrize(
    "body", ['"text"', "[]", "null", "1", "true", '{"code": 1}', '{"code": "a", "more": 1}']
)
def test_json_of_another_form_is_refused(body: str) -> None:
    assert problem(send(body), 422, "invalid")["errors"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=gbk", ""]
)
def test_another_type_is_refused(kind: str) -> None:
    problem(send("{}", kind), 415, "media")


def test_bodies_that_are_too_large_are_refused(settings: Any) -> None:
    problem(send('"' + "x" * JSON_LIMIT + '"'), 413, "large")
    settings.PAPER_LIMIT = 1000
    by = program("c")
    problem(by.send(b"x" * 1001, "a.txt"), 413, "large")
    assert Entry.objects.get(kind="paper.refused").who == by.id
    assert by.send(b"x" * 1000, "a.txt").status_code == 201


@pytest.mark.parametrize(
    "path", ["/me?whoami=1", "/cases?limit=1&limit=2", "/cases?limit=0", "/cases?limit=many"]
)
def test_parameters_that_are_not_declared_are_refused(path: str) -> None:
    by = program("h", "handler")
    problem(by.client.get(V1 + path, headers=by.headers()), 422, "invalid")


@pytest.mark.parametrize("path", ["/cases/%00", "/cases/a%0Ab", "/search?q=%00", "/search?%00=1"])
def test_control_characters_in_an_address_are_refused(path: str) -> None:
    by = program("h", "handler")
    assert by.client.get(V1 + path, headers=by.headers()).status_code in (400, 422)


def test_what_is_not_there_is_said_as_a_problem() -> None:
    problem(Client().get("/api/v1/nothing/here"), 404, "missing")
    problem(Client().get("/api/v2/cases"), 404, "missing")


def test_other_methods_are_refused() -> None:
    by = program("h", "handler")
    answer = by.client.delete(f"{V1}/cases", headers=by.headers())
    problem(answer, 405, "method")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_too_many_requests_are_refused(settings: Any) -> None:
    settings.API_RATE = 20
    one, other = program("one"), program("other")
    assert [one.get("/me").status_code for _ in range(20)] == [200] * 20
    answer = one.get("/me")
    problem(answer, 429, "many")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert other.get("/me").status_code == 200


def test_a_flood_of_forged_tokens_is_cut_off_before_it_is_looked_up(settings: Any) -> None:
    settings.API_RATE = 20
    good = program("h", "handler")
    assert good.get("/me").status_code == 200
    answers = [with_token(f"xz_{n:012d}_{'x' * 43}").status_code for n in range(6)]
    assert answers == [401, 401, 401, 429, 429, 429]
    assert Entry.objects.filter(about="token").count() == 3
    assert good.get("/me").status_code == 200, "a token that was good goes on working from the same address"


def test_a_fault_of_ours_is_a_problem_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("xunzheng.site.api.reading.case_shown", broken)
    citizen = program("citizen")
    number = opened(citizen)
    citizen.client.raise_request_exception = False
    said = problem(citizen.get(f"/cases/{number}"), 500, "failed")
    assert "secret" not in str(said)


def test_problems_are_told_in_english_on_request() -> None:
    assert Client().get(f"{V1}/me?lang=en").json()["title"] == "No token that is good"


def test_the_routes_are_under_the_interface() -> None:
    assert reverse("api:cases") == "/api/v1/cases"
