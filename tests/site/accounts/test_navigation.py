"""The bar leads everybody to what his roles may use, and strangers to the form for signing in."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.site.accounts.matrix import MATRIX
from tests.site.accounts.people import make, sign_in
from xunzheng.site.accounts.roles import APPOINTABLE
from xunzheng.site.project.navigation import PLACES

pytestmark = pytest.mark.django_db


def bar_of(client: Client, address: str = "/sample/") -> list[str]:
    """The addresses in the bar of the page."""
    page = client.get(address).content.decode()
    return re.findall(r'href="([^"]+)"', page.partition("<nav")[2].partition("</nav>")[0])


@pytest.mark.parametrize("role", APPOINTABLE)
def test_the_bar_leads_each_role_to_what_it_may_use(role):
    shown = bar_of(sign_in(make("zhang.san", role)))
    wanted = [reverse(route) for route, _ in PLACES if role in MATRIX[route].split()]
    assert wanted, "every role has somewhere to go"
    assert [each for each in shown if each in {reverse(route) for route, _ in PLACES}] == wanted
    assert reverse("accounts:account") in shown
    assert reverse("accounts:login") not in shown


def test_the_bar_folds_on_a_phone_for_strangers_too():
    assert b"accounts/bar.css" in Client().get("/sample/").content


def test_a_stranger_is_led_to_sign_in_and_nowhere_else():
    shown = bar_of(Client())
    assert reverse("accounts:login") in shown
    assert not {reverse(route) for route, _ in PLACES} & set(shown)
    assert reverse("accounts:account") not in shown


def test_a_citizen_is_led_to_the_account_alone():
    shown = bar_of(sign_in(make("wang", kind="citizen")))
    assert not {reverse(route) for route, _ in PLACES} & set(shown)
    assert reverse("accounts:account") in shown
