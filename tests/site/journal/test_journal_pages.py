"""The journal's pages: filtered, paged by place, checked entry by entry; reading them is kept."""

from __future__ import annotations

import json
import re
import string
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, QueryDict
from django.test import RequestFactory

from tests.site.journal.tampering import guard, tamper
from xunzheng.site.accounts.actor import ANONYMOUS, Actor
from xunzheng.site.journal import queries, views
from xunzheng.site.journal.exported import read_export
from xunzheng.site.journal.models import Entry
from xunzheng.site.journal.services import Note, append, lane_of
from xunzheng.site.journal.verifying import heads
from xunzheng.site.journal.words import JOURNAL_WORDS

AUDITOR = Actor("7", "审计员")
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SCRIPT = "<script>alert(1)</script>"
pytestmark = pytest.mark.django_db


def get(view, *args, actor=AUDITOR, **query):
    request = RequestFactory().get("/journal/", query)
    request.actor = actor
    return view(request, *args)


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def places(text: str) -> list[str]:
    return re.findall(r">(\d+-\d+)</a>", text)


@pytest.fixture
def journal():
    append(
        [
            Note("case.event", f"user:{n % 3}", f"case:{n % 2}", AT + timedelta(hours=n), {"n": n})
            for n in range(30)
        ]
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 30),
        ({"kind": "case.event"}, 30),
        ({"kind": "login"}, 0),
        ({"who": "user:1"}, 10),
        ({"who": "user:1", "about": "case:1"}, 5),
        ({"day": "2026-03-02"}, 7),  # 17:30 to midnight in Shanghai
        ({"day": "2026-03-03", "about": "case:0"}, 11),
        ({"day": "2025-01-01"}, 0),
    ],
)
def test_a_filter(journal, query, count):
    assert len(places(text_of(get(views.entries, **query)))) == count


def test_reading_the_journal_is_kept(journal):
    get(views.entries, who="user:1", day="2026-03-02")
    entry = Entry.objects.get(kind="read.journal")
    assert (entry.who, entry.about) == ("7", "journal")
    assert json.loads(entry.content) == {"what": "entries", "who": "user:1", "day": "2026-03-02"}


def test_pages_give_every_entry_once(journal, monkeypatch):
    monkeypatch.setattr(queries, "ROWS_OF_A_PAGE", 7)
    found, query = [], {"kind": "case.event"}
    while query:
        text = text_of(get(views.entries, **query))
        found += places(text)
        link = re.search(r'rel="next" href="\?([^"]+)"', text)
        query = QueryDict(link[1].replace("&amp;", "&")).dict() if link else {}
    expected = Entry.objects.filter(kind="case.event").order_by("-at", "-lane", "-number")
    assert found == [str(entry) for entry in expected]


def test_pages_go_on_within_one_moment(monkeypatch):
    append([Note("case.event", "u", f"case:{n}", AT, {}) for n in range(10)])
    monkeypatch.setattr(queries, "ROWS_OF_A_PAGE", 3)
    rows, found = [], []
    while True:
        last = rows[-1] if rows else None
        rows, are_more = queries.page(
            queries.Wanted(kind="case.event"),
            UTC,
            queries.Place(last.at, last.lane, last.number) if last else None,
        )
        found += [str(row) for row in rows]
        if not are_more:
            break
    assert len(found) == len(set(found)) == 10


@pytest.mark.parametrize(
    "query",
    [{"day": "x"}, {"day": "2026-13-01"}, {"before": "x"}, {"before": "a~b~c"}, {"kind": "\x00"},
     {"before": "2026-01-01~0~99999999999999999999"}, {"before": "2026-01-01~-1~2"}],
)  # fmt: skip
def test_what_is_no_address_of_ours_is_a_bad_request(query):
    with pytest.raises(BadRequest):
        get(views.entries, **query)


@pytest.mark.parametrize("actor", [None, ANONYMOUS])
def test_nobody_in_particular_reads_nothing(journal, actor):
    with pytest.raises(PermissionDenied):
        get(views.entries, actor=actor)


def test_one_entry_is_checked(journal):
    lane = lane_of("case:1")
    text = text_of(get(views.entry, lane, 2))
    assert "内容与摘要相符" in text
    assert '<a class="button" rel="prev"' in text
    with pytest.raises(Http404):
        get(views.entry, lane, 999)


def test_a_tampered_entry_says_so_and_script_stays_text(journal):
    lane = lane_of("case:1")
    tamper(f"UPDATE journal_entry SET content = '{SCRIPT}', who = '{SCRIPT}' WHERE number = 2")
    guard()
    text = text_of(get(views.entry, lane, 2))
    assert "这一条被动过：内容与摘要不符" in text
    assert SCRIPT not in text
    assert SCRIPT not in text_of(get(views.entries))


def test_the_heads_and_the_last_verification(journal):
    assert "还没有核对记录" in text_of(get(views.lanes))
    content = {"entries": 30, "lanes": 1, "broken": []}
    append([Note("journal.verified", "system:verify", "journal", AT, content)])
    assert "30 条，完整" in text_of(get(views.lanes))
    append(
        [
            Note(
                "journal.verified",
                "system:verify",
                "journal",
                AT + timedelta(1),
                {**content, "broken": ["0-1"]},
            )
        ]
    )
    assert "有断开处" in text_of(get(views.lanes))


def test_the_exported_head_can_be_read(journal):
    response = get(views.export)
    assert "attachment" in response["Content-Disposition"]
    assert read_export(response.content, "head.json") == heads()


def test_both_languages_say_it_with_the_same_values_and_every_word_is_used():
    def named(text: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(text) if field}

    assert all(named(word.zh) == named(word.en) for word in JOURNAL_WORDS.values())
    folder = files("xunzheng.site.journal").joinpath("templates")
    used = {
        key
        for page in folder.iterdir()
        for key in re.findall(r"t\('(journal-[a-z-]+)'", page.read_text("utf-8"))
    }
    assert used == set(JOURNAL_WORDS)
