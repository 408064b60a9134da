"""Every route of the site with every role: who gets through, from the table in `matrix.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import ResolverMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.site.accounts.matrix import MATRIX
from tests.site.accounts.people import HERE, PASSWORD, give_factor, make, sign_in
from xunzheng.site.accounts.middleware import cookie_name
from xunzheng.site.accounts.models import Account
from xunzheng.site.accounts.permissions import PERMISSIONS
from xunzheng.site.accounts.roles import APPOINTABLE
from xunzheng.site.accounts.services.signing_in import sign_in as sign_in_by_password
from xunzheng.site.journal.models import Entry
from xunzheng.site.project.access import PUBLIC, ROUTES, SIGNED_IN, STARTED
from xunzheng.site.project.gate import Gate, refuse

pytestmark = pytest.mark.django_db
STRANGE = {
    "slug": "nothing-of-this-name",
    "str": "nothing",
    "int": 999999,
    "uuid": "0" * 32,
    "path": "nothing",
}
WHO = ("anonymous", "citizen", *APPOINTABLE)


def routes() -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the resolver with the full name of its route."""
    todo = [("", get_resolver())]
    while todo:
        prefix, resolver = todo.pop()
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                todo.append((f"{prefix}{each.namespace}:" if each.namespace else prefix, each))
            else:
                yield f"{prefix}{each.name}", each


PATTERNS = dict(routes())


def address(name: str) -> str:
    """An address of the route, on objects that there are not."""
    converters = PATTERNS[name].pattern.converters
    kinds = {
        key: type(converter).__name__.removesuffix("Converter").lower()
        for key, converter in converters.items()
    }
    return reverse(name, kwargs={key: STRANGE.get(kind, "nothing") for key, kind in kinds.items()})


def browser_of(who: str) -> Client:
    if who == "anonymous":
        return Client(raise_request_exception=False)
    account = make(who, kind="citizen") if who == "citizen" else make(who, who)
    return sign_in(account, raise_request_exception=False)


def gets_through(client: Client, name: str, method: str) -> bool:
    answer = getattr(client, method)(address(name))
    is_sent_away = answer.status_code == 302 and answer["Location"].startswith("/login/?next=")
    is_refused = answer.status_code in (401, 403)
    assert answer.status_code < 500 or answer.status_code == 503, f"{name}: {answer.status_code}"
    return not (is_sent_away or is_refused)


def test_each_route_has_a_line_in_both_tables():
    assert set(PATTERNS) == set(ROUTES), "project/access.py"
    assert set(PATTERNS) == set(MATRIX), "tests/site/accounts/matrix.py: say who gets through"


def test_each_need_is_known():
    assert set(ROUTES.values()) <= {PUBLIC, STARTED, SIGNED_IN, *PERMISSIONS}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", WHO)
def test_who_gets_through(who, method):
    client = browser_of(who)
    through = {"everybody"} if who == "anonymous" else {"everybody", "started", "signed-in", who}
    wrong = []
    for name in sorted(set(PATTERNS) & set(MATRIX), key=lambda name: name == "accounts:logout"):
        expected = bool(through & set(MATRIX[name].split()))
        if gets_through(client, name, method) is not expected:
            wrong.append(f"{who} {method} {name}: expected {expected}")
    assert wrong == []


@pytest.mark.parametrize("lacking", ["second-factor", "password", "set-up"])
def test_who_lacks_a_step_gets_to_that_step_alone(lacking):
    account = make("wang.wu", "system-admin", must_change_password=lacking == "password")
    if lacking == "second-factor":
        give_factor(account)
    client = Client(raise_request_exception=False)
    client.cookies[cookie_name()] = sign_in_by_password("wang.wu", PASSWORD, HERE, timezone.now())[0]
    step = {
        "second-factor": "/login/second-factor/",
        "password": "/account/password/",
        "set-up": "/account/second-factor/",
    }
    allowed = {"accounts:logout", *({"accounts:picture"} if lacking == "set-up" else ())}
    for name, need in ROUTES.items():
        if need == PUBLIC or name in allowed or name.startswith("api:"):  # where no session counts
            continue
        answer = client.get(address(name))
        if address(name) == step[lacking]:
            assert answer.status_code == 200, name
        else:
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, step[lacking]), name


def test_a_refusal_is_journalled_with_who_where_and_what_was_lacking():
    account = make("li.si", "handler")
    client = sign_in(account)
    answer = client.get("/accounts/")
    assert answer.status_code == 403
    assert "您的角色不能做这件事" in answer.content.decode()
    entry = Entry.objects.get(kind="access.refused")
    assert entry.who == str(account.pk)
    assert '"need":"accounts.read"' in entry.content
    assert '"path":"/accounts/"' in entry.content


def test_what_is_sent_without_a_session_is_refused_and_journalled():
    assert Client().post("/account/tokens/").status_code == 401
    assert Entry.objects.get().kind == "access.refused"


def test_a_route_that_is_not_in_the_table_is_refused_to_everybody(monkeypatch):
    monkeypatch.setattr("xunzheng.site.project.gate.ROUTES", {})
    assert Client().get("/").status_code == 403
    assert '"need":"route:front"' in Entry.objects.get().content


def others_objects(account: Account) -> tuple[str, ...]:
    """Addresses of what belongs to the account alone."""
    from xunzheng.site.accounts.queries import actor_for
    from xunzheng.site.accounts.services.tokens import make_token

    sign_in(account)
    actor = actor_for(account, timezone.now())
    token, _ = make_token(account, "own", ["cases:read"], 30, actor, timezone.now())
    return (f"/account/sessions/{account.sessions.get().pk}/end/", f"/account/tokens/{token.pk}/revoke/")


@pytest.mark.parametrize("role", [role for role in APPOINTABLE if not role.endswith("-admin")])
def test_a_stranger_of_the_same_role_in_another_organisation_touches_nothing(role):
    owner, stranger = make("owner", role, organisation="A"), make("stranger", role, organisation="B")
    client = sign_in(stranger)
    for theirs in others_objects(owner):
        assert client.post(theirs).status_code == 404
    assert owner.sessions.filter(ended_at=None).count() == 1
    assert owner.tokens.filter(revoked_at=None).count() == 1


def test_without_a_cookie_the_pages_of_the_audit_ask_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        for name in ("front", "sample"):
            assert Client().get(address(name)).status_code == 200


def test_with_a_session_the_bar_says_who_is_signed_in():
    client = sign_in(make(name="<script>张三</script>"))
    page = client.get("/").content.decode()
    assert "&lt;script&gt;张三" in page
    assert "<script>张三" not in page
    assert 'class="who"' not in Client().get("/").content.decode()


def test_what_htmx_asks_for_without_a_session_sends_the_whole_page_to_sign_in():
    answer = Client().get("/accounts/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == "/login/"


def test_programs_are_answered_in_problem_json(rf):
    request = rf.get("/api/cases/")
    request.resolver_match = ResolverMatch(lambda request: None, (), {}, url_name="accounts:account")
    refused = Gate(lambda request: HttpResponse()).process_view(request, None, (), {})
    assert refused is not None
    assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json")
    assert refused["WWW-Authenticate"] == "Bearer"
    assert json.loads(refused.content)["status"] == 401
    assert refuse(request, "cases.read").status_code == 403
