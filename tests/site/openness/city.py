"""A small city for the tests of openness: its agencies, its people, and requests on their way."""

from __future__ import annotations

import html
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from unittest.mock import patch
from zoneinfo import ZoneInfo

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.site.accounts.people import HERE, make
from xunzheng.site.accounts.middleware import cookie_name
from xunzheng.site.accounts.models import Account
from xunzheng.site.accounts.queries import actor_for
from xunzheng.site.accounts.services.sessions import BY_PASSWORD, begin
from xunzheng.site.cases.looking import look
from xunzheng.site.cases.models import Case, Timer
from xunzheng.site.cases.services import Command, Done, fire_timer, perform
from xunzheng.site.openness.visitors import command_key, new_key
from xunzheng.site.registry.kinds import KINDS
from xunzheng.site.registry.services import change

ZONE = ZoneInfo("Asia/Shanghai")
BUREAU, HOUSING = "YZ-BUREAU", "YZ-HOUSING"
REQUEST = {
    "agency": BUREAU, "applicant_kind": "citizen", "name": "王晓梅", "id_kind": "identity-card",
    "id_number": "431102199003070021", "phone": "13874600000", "subject": "2025年零陵路改造工程竣工验收报告",
    "description": "零陵路（芝山路至南津路段）2025年改造工程的竣工验收报告及附表。",
    "form_wanted": "electronic", "delivery": "internet",
}  # fmt: skip


def at(text: str) -> datetime:
    """The moment at the place: `at("2026-09-16 10:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@contextmanager
def told(moment: datetime):
    """Within it the site's clock stands at the moment: it is asked once in each view, and there alone."""
    with patch.object(timezone, "now", lambda: moment):
        yield moment


@dataclass
class City:
    """The agencies, and one account for each role of the bureau."""

    people: dict[str, Account] = field(default_factory=dict)

    def client(self, role: str, now: datetime, **options) -> Client:
        """A browser in which the person of that role is signed in at the moment."""
        client = Client(**options)
        client.cookies[cookie_name()] = self.session(role, now)
        return client

    def session(self, role: str, now: datetime) -> str:
        """The token of a new session of the person."""
        with transaction.atomic():
            token, session = begin(self.people[role], BY_PASSWORD, HERE, now)
            session.second_factor_at = now
            session.save()
        return token

    def act(
        self, role: str, number: str, action: str, now: datetime, token=None, to=None, note="", **values
    ) -> Done:
        """Let the person take the action; it must not be refused."""
        actor = actor_for(self.people[role], now)
        case = Case.objects.get(number=number)
        command = Command(action, token, values=values, to=to, note=note)
        done = perform(case.pk, command, actor, command_key(new_key()), case.version, now)
        assert isinstance(done, Done), done
        return done


def found(now: datetime) -> City:
    """Found the city: two agencies of one government, and the people of the bureau."""
    on = date(2020, 1, 1)
    kind = KINDS["organisation"]
    change(
        kind,
        "YZ",
        {"name": "永州市人民政府", "region": "431100", "kind": "政府", "parent": "", "uscc": ""},
        on,
        "test",
        now,
    )
    for code, name in ((BUREAU, "永州市行政审批服务局"), (HOUSING, "永州市住房和城乡建设局")):
        fields = {"name": name, "region": "431100", "kind": "部门", "parent": "YZ", "uscc": ""}
        change(kind, code, fields, on, "test", now)
    city = City()
    for role in ("receiver", "handler", "approver", "supervisor", "editor", "auditor"):
        city.people[role] = make(role, role, organisation=BUREAU, name=f"演示{role}")
    city.people["co-producer"] = make("co-producer", "co-producer", organisation=HOUSING)
    city.people["stranger"] = make("stranger", "handler", organisation=HOUSING)
    city.people["citizen"] = make("citizen", kind="citizen", name="王晓梅")
    city.people["other"] = make("other", kind="citizen", name="李四")
    long_ago = timezone.localdate(now) - timedelta(days=400)
    for account in city.people.values():
        account.appointments.update(valid_from=long_ago)
    return city


def ask(client: Client, now: datetime, **changed: str) -> tuple[str, str]:
    """Make a request by the form; its number and query code."""
    with told(now):
        key = hidden(client.get("/openness/request/"), "key")
        sent = client.post("/openness/request/", {**REQUEST, **changed, "key": key, "step": "send"})
    return receipt(sent)


def hidden(answer: HttpResponse, name: str) -> str:
    """What the page sends along under the name."""
    match = re.search(rf'<input[^>]* name="{name}" value="([^"]*)"', answer.content.decode())
    assert match, f"no {name}"
    return match[1]


def receipt(answer: HttpResponse) -> tuple[str, str]:
    """Number and code of a receipt; the code is empty where it is not shown."""
    assert answer.status_code == 200, answer.content.decode()[1000:5000]
    number, *code = re.findall(r"<dd><code>([^<]*)</code>", answer.content.decode())
    return number, code[0] if code else ""


def wrong(answer: HttpResponse) -> dict[str, str]:
    """The sentences at the fields of a page."""
    found = re.findall(r'<p class="wrong" id="([\w-]+)-wrong"[^>]*>([^<]*)</p>', answer.content.decode())
    return {name: html.unescape(text) for name, text in found}


def let_pass(until: datetime) -> None:
    """Let the worker's timers fire that are due until the moment, each at its own."""
    for case, key, fires_at in (
        Timer.objects.filter(fires_at__lte=until)
        .order_by("fires_at", "key")
        .values_list("case", "key", "fires_at")
    ):
        fire_timer(case, key, fires_at)


def state(number: str) -> str:
    """Where the main lane stands."""
    return Case.objects.get(number=number).state


def seen(number: str, account: Account, now: datetime):
    """The case as the account sees it."""
    return look(number, actor_for(account, now), now)
