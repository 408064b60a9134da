"""The demonstration: an invented city in all states, only on an empty site, never by HTTPS."""

from __future__ import annotations

import pytest

from tests.site.openness.city import at
from xunzheng.site.accounts.models import Account
from xunzheng.site.accounts.roles import APPOINTABLE
from xunzheng.site.cases.models import Case
from xunzheng.site.cases.rebuild import rebuild_all
from xunzheng.site.journal.verifying import verify
from xunzheng.site.openness.demo import DemoRefused, fill
from xunzheng.site.openness.models import Publication
from xunzheng.site.openness.statistics import table

pytestmark = pytest.mark.django_db
NOW = at("2026-11-24 15:30")


def test_the_city_has_everybody_and_requests_in_all_states():
    made = fill(NOW)
    assert {
        held
        for account in Account.objects.all()
        for held in account.appointments.values_list("role", flat=True)
    } == {role.value for role in APPOINTABLE}
    assert len({each.login for each in made}) == len(made) >= 20
    assert not Account.objects.filter(must_change_password=True).exists()
    states = set(Case.objects.values_list("state", flat=True))
    assert states >= {
        "received", "handling", "clarifying", "consulting", "reviewing", "approved", "answered",
        "abandoned", "withdrawn",
    }  # fmt: skip
    assert Case.objects.count() >= 60
    assert Case.objects.filter(is_breached=True, closed_at=None).exists()
    assert Publication.objects.count() >= 8
    assert table(2026).is_closed
    assert all(difference is None for _, difference in rebuild_all(check=True))
    assert verify().is_whole
    with pytest.raises(DemoRefused, match="已经有账户"):
        fill(NOW)


def test_by_https_nothing_is_made(settings):
    settings.HTTPS = True
    with pytest.raises(DemoRefused, match="HTTPS"):
        fill(NOW)
    assert not Account.objects.exists()
