"""The pages' side: a city with so many open cases, somebody signed in, and what a page costs within the
process.
"""

from __future__ import annotations

import json
import statistics
import time
from datetime import date, timedelta
from typing import Any

from _city import build, found_office
from _crew import Place
from _request import OFFICE

_OPENED_BEFORE = timedelta(days=10)
_CALLS = 60


def prepare(place: Place) -> None:
    """Build the city of `place.number` cases; leave the cookie, the addresses and the costs as JSON."""
    import django
    from django.core.management import call_command
    from django.utils import timezone

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    found_office()
    handler, cookie = _signed_in()
    numbers = build(place.number, timezone.now() - _OPENED_BEFORE, 60, str(handler))
    pages = {
        "work list": ["/tasks/?tab=mine", "/tasks/?tab=all"],
        "case page": [f"/cases/{n}/" for n in numbers],
    }
    costs = {name: _cost(cookie, addresses) for name, addresses in pages.items()}
    told = {"cookie": "=".join(cookie), "pages": pages, "costs": costs}
    (place.folder / "told.json").write_text(json.dumps(told), "utf-8")


def _signed_in() -> tuple[int, tuple[str, str]]:
    """The account of a handler of the office, and the cookie of a session of his."""
    from django.db import transaction
    from django.utils import timezone

    from xunzheng.site.accounts.middleware import cookie_name
    from xunzheng.site.accounts.models import STAFF, Account, Appointment
    from xunzheng.site.accounts.services.sessions import BY_PASSWORD, Caller, begin

    now = timezone.now()
    account = Account.objects.create(
        login="handler", name="王五", kind=STAFF, password="!", password_set_at=now,
        must_change_password=False, failures_since=now, made_at=now,
    )  # fmt: skip
    Appointment.objects.create(
        account=account, role="handler", organisation=OFFICE, valid_from=date(2020, 1, 1), appointed_at=now
    )
    with transaction.atomic():
        token, _ = begin(account, BY_PASSWORD, Caller("127.0.0.1"), now)
    return account.pk, (cookie_name(), token)


def _cost(cookie: tuple[str, str], addresses: list[str]) -> dict[str, Any]:
    """Median milliseconds of processor time and on the wall of a page within the process, and its
    statements.
    """
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.cookies[cookie[0]] = cookie[1]
    processor, wall = [], []
    for number in range(_CALLS + 10):
        address = addresses[number % len(addresses)]
        used, begun = time.process_time(), time.perf_counter()
        response = client.get(address)
        spent = time.process_time() - used, time.perf_counter() - begun
        assert response.status_code == 200, (address, response.status_code)
        if number >= 10:
            processor.append(spent[0] * 1e3)
            wall.append(spent[1] * 1e3)
    with CaptureQueriesContext(connection) as seen:
        client.get(addresses[0])
    return {"processor": statistics.median(processor), "wall": statistics.median(wall), "orm": len(seen)}
