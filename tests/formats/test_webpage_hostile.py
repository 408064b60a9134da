"""Hostile web pages: whatever is repeated or left open, time grows with the size and something is said."""

from __future__ import annotations

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_text import assert_in_place
from xunzheng.formats import Unreadable
from xunzheng.formats.webpage import read_webpage

SIZE = 150_000
SECONDS = 20.0  # of processor time; a quiet machine needs about one
UNITS = [
    "<div>",
    "<p>",
    "<table>",
    "<table><tr><td>",
    "<td>",
    "<tr><td>x",
    "<a href=x>",
    "<b>",
    "<li>",
    "<ol><li>",
    "<!--",
    "<!",
    "<![if",
    '<a b="',
    "<a b='",
    "<a ",
    "&amp;",
    "&",
    "&#x",
    "</div>",
    "<i></b>",
    "<table><i><td></i>",
    "=",
    "<h1>一、",
    "<p>一、a",
    "中\n",
    " ",
    "&nbsp;",
    "<script>",
    "<td rowspan=0>",
    "<tr><td colspan=1000>x",
    "<tr><td rowspan=65534 colspan=1000>x",
    "<sup>2</sup>",
    "<span style='display:none'>",
    "<ol reversed><li>",
    "<title>",
    "打印 ",
    "首页 ",
    "<b><p></b>",
    "<ol><li><ol><li></ol>",
    "<a href=x>首页</a>",
    "<tr><td>a<td>b",
    "<a =",
    "<td><table><tr><td>x</table>",
    "<div class=nav>",
    "<font><table>",
]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_size(unit: str) -> None:
    page = "<html><body><table><tr><td>一<td>二</table>" + unit * (SIZE // len(unit.encode())) + "完"
    start = time.process_time()
    with contextlib.suppress(Unreadable):
        assert_in_place(read_webpage(page.encode(), "a.html"))
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "甲" + "</div>" * 100_000,
        "<font>" * 100_000 + "甲",
        "<p " + " ".join(f"x{at}='1'" for at in range(200_000)) + ">甲",
        "<p style='" + "x" * 5_000_000 + "'>甲",
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><p>甲",
    ],
)
def test_what_is_deep_or_wide_keeps_its_text(page: str) -> None:
    start = time.process_time()
    assert "甲" in read_webpage(f"<html>{page}".encode(), "a.html").text
    assert time.process_time() - start < SECONDS


def test_a_page_with_too_many_elements_is_read_in_part_and_said() -> None:
    document = read_webpage(b"<html>" + "<p>甲".encode() * 300, "a.html", most_nodes=100)
    assert len(document.blocks) == 99
    assert document.doubts[-1].code == "unreadable"


MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td\xa0rowspan=0>",
        "</td>",
        "<b>",
        "</b>",
        "<a\xa0href=x>",
        "</a>",
        "<li>",
        "<ol>",
        "<br>",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "甲。",
        "&nbsp;",
        "<pre>",
        "<h1>",
        "</h1>",
        "<title>",
        "</title>",
        "\n",
        "1",
        "<span\xa0hidden>",
        "<input\xa0value=5>",
    ]
)


@given(st.lists(MARKUP, max_size=40))
def test_any_soup_gives_a_document_in_place_or_a_refusal(pieces: list[str]) -> None:
    page = "<html>" + "".join(pieces).replace("\u00a0", " ")
    with contextlib.suppress(Unreadable):
        assert_in_place(read_webpage(page.encode(), "a.html"))
