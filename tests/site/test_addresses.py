"""Addresses for templates are those of `reverse`, whatever stands in them."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from xunzheng.site.project.addresses import address

NUMBERS = ["FOI-REQUEST-2026-000001", "a.b", "{0}", "一号", "a b", "-", "Stands-In-For-0"]


@pytest.mark.parametrize("number", NUMBERS)
def test_an_address_is_that_of_reverse(number: str) -> None:
    assert address("cases:case", [number]) == reverse("cases:case", args=[number])
    assert address("cases:act", [number, "claim"]) == reverse("cases:act", args=[number, "claim"])


@pytest.mark.parametrize("route", ["front", "cases:work"])
def test_a_route_without_parts(route: str) -> None:
    assert address(route) == reverse(route)


def test_parts_that_are_numbers() -> None:
    assert address("journal:entry", args=[3, 7]) == reverse("journal:entry", args=[3, 7])


def test_the_prefix_of_the_site_is_kept() -> None:
    before = address("cases:case", ["a"])
    set_script_prefix("/under/")
    try:
        assert address("cases:case", ["a"]) == "/under" + before
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize("args", [(), ("a",)])
def test_a_route_that_is_none(args: tuple[str, ...]) -> None:
    with pytest.raises(NoReverseMatch):
        address("nowhere", args)
