"""What the walk finds: nothing in a whole journal, and each kind of tampering by name and number."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.site.journal.tampering import guard, tamper
from xunzheng.cli.refusal import Refused
from xunzheng.cli.verify import VerifyRequest, verify_journal
from xunzheng.site.journal import verifying
from xunzheng.site.journal.digests import digester
from xunzheng.site.journal.exported import HeadRefused, export_text, read_export
from xunzheng.site.journal.models import Entry
from xunzheng.site.journal.services import LaneMissing, Note, append
from xunzheng.site.journal.verifying import Difference, Head, entry_difference, heads, verify

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(settings):
    """Ten entries in one lane, an hour apart, and the power to write as the guards would not let."""
    settings.JOURNAL_LANES = 1
    append([
        Note("case.event", f"user:{n}", "case:1", AT + timedelta(hours=n), {"n": n}) for n in range(1, 11)
    ])  # fmt: skip


def first_broken(*args) -> tuple[int, int, Difference]:
    (broken,) = verify(*args).broken
    return broken.lane, broken.number, broken.difference


def test_a_whole_journal(journal):
    verdict = verify(heads())
    assert (verdict.entries, verdict.lanes, verdict.broken) == (10, 1, ())


def test_an_empty_journal_is_whole():
    assert verify().is_whole
    assert heads() == ()


SET = "UPDATE journal_entry SET"
AT_5 = "WHERE number = 5"


@pytest.mark.parametrize(
    ("statements", "number", "difference"),
    [
        ([f"{SET} who = 'user:99' {AT_5}"], 5, Difference.CONTENT),
        ([f"{SET} about = 'case:2' {AT_5}"], 5, Difference.CONTENT),
        ([f"{SET} kind = 'login' {AT_5}"], 5, Difference.CONTENT),
        ([f"{SET} content = '{{}}' {AT_5}"], 5, Difference.CONTENT),
        ([f"{SET} at = '2026-03-02 14:30:00.000001' {AT_5}"], 5, Difference.CONTENT),
        ([f"{SET} algorithm = 'sm3' {AT_5}"], 5, Difference.CONTENT),
        ([f"{SET} algorithm = 'md5' {AT_5}"], 5, Difference.ALGORITHM),
        ([f"{SET} digest = '{'a' * 64}' {AT_5}"], 5, Difference.CONTENT),
        ([f"{SET} previous = '{'a' * 64}' {AT_5}"], 5, Difference.LINK),
        ([f"DELETE FROM journal_entry {AT_5}"], 5, Difference.GAP),
        (["DELETE FROM journal_entry WHERE number = 1"], 1, Difference.GAP),
        (["DELETE FROM journal_entry WHERE number > 7"], 8, Difference.TAIL),
        (["DELETE FROM journal_entry"], 1, Difference.TAIL),
        (
            [
                f"{SET} number = 0 {AT_5}",
                f"{SET} number = 5 WHERE number = 6",
                f"{SET} number = 6 WHERE number = 0",
            ],
            5,
            Difference.LINK,
        ),
        (["UPDATE journal_lane SET number = 7 WHERE lane = 0"], 7, Difference.HEAD),
        (["UPDATE journal_lane SET digest = 'x' WHERE lane = 0"], 10, Difference.HEAD),
        (["DELETE FROM journal_lane WHERE lane = 0"], 10, Difference.HEAD),
        (["UPDATE journal_lane SET number = 0 WHERE lane = 0"], 10, Difference.HEAD),
    ],
)
def test_tampering_is_found_where_it_is(journal, statements, number, difference):
    tamper(*statements)
    assert first_broken() == (0, number, difference)


def test_the_swap_of_the_texts_of_two_entries(journal):
    tamper(
        f"{SET} content = (SELECT content FROM (SELECT number, content FROM journal_entry) o"
        " WHERE o.number = 11 - journal_entry.number) WHERE number IN (5, 6)"
    )
    assert first_broken() == (0, 5, Difference.CONTENT)


def cut(last: int) -> None:
    """Takes the tail away and sets the head back, so that the chain alone shows nothing."""
    tamper(
        f"DELETE FROM journal_entry WHERE number > {last}",
        f"UPDATE journal_lane SET number = {last}, digest ="
        f" (SELECT digest FROM journal_entry WHERE number = {last}) WHERE lane = 0",
    )


def test_a_tail_cut_with_its_head_is_seen_only_by_an_exported_head(journal):
    exported = read_export(export_text(heads(), date(2026, 3, 2), AT, "sha256").encode(), "head.json")
    cut(7)
    assert verify().is_whole
    assert first_broken(exported) == (0, 10, Difference.TAIL)


def test_a_tail_written_anew_is_seen_only_by_an_exported_head(journal):
    exported = heads()
    cut(7)
    connection.cursor().execute("UPDATE journal_lane SET number = 7 WHERE lane = 0")
    guard()
    append([Note("case.event", "user:0", "case:1", AT, {"n": n}) for n in range(8, 11)])
    assert verify().is_whole
    assert first_broken(exported) == (0, 10, Difference.EXPORTED)


def test_since_walks_only_from_there(journal):
    tamper(f"{SET} who = 'x' WHERE number = 3")
    assert verify(since=AT + timedelta(hours=4)).entries == 7
    assert verify(since=AT + timedelta(hours=4)).is_whole
    assert not verify(since=AT + timedelta(hours=3)).is_whole
    later = verify(since=AT + timedelta(days=9))
    assert (later.entries, later.is_whole) == (0, True)


def test_every_lane_has_its_first_broken_link(settings):
    settings.JOURNAL_LANES = 3
    append([Note("case.event", "u", f"case:{n}", AT, {}) for n in range(60)])
    assert {head.lane for head in heads()} == {0, 1, 2}
    tamper(f"{SET} who = 'x' WHERE number >= 4 AND lane > 0")
    assert [(b.lane, b.number) for b in verify().broken] == [(1, 4), (2, 4)]


def test_the_walk_goes_page_by_page_and_tells_how_far_it_is(journal, monkeypatch):
    monkeypatch.setattr(verifying, "_ROWS_AT_ONCE", 3)
    told = []
    assert verify(progress=told.append).is_whole
    assert told == [3, 6, 9, 10]


def test_one_entry_by_itself(journal):
    tamper(f"{SET} who = 'x' {AT_5}", f"{SET} algorithm = 'md5' WHERE number = 6")
    found = {entry.number: entry_difference(entry) for entry in Entry.objects.filter(number__in=[4, 5, 6])}
    assert found == {4: None, 5: Difference.CONTENT, 6: Difference.ALGORITHM}


STRANGE = ((-1, 3), (256, 3), (2**70, 3), (0, 0), (0, 2**70), (0, float("inf")), (0, True), ("0", 3))
"""Lanes and numbers that no journal has, and that no database would take."""
GOOD = json.loads(export_text([Head(0, 3, "a" * 64)], date(2026, 3, 2), AT, "sm3"))


def signed(lane: dict[str, object]) -> bytes:
    """A file of that lane with a digest over it that is right."""
    body = {**{name: value for name, value in GOOD.items() if name != "digest"}, "lanes": [lane]}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return json.dumps({**body, "digest": digester("sm3")(text.encode())}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b" " * (1024 * 1024 + 1),
        json.dumps({**GOOD, "on": "2026-03-03"}).encode(),
        json.dumps({**GOOD, "form": "other"}).encode(),
        json.dumps({**GOOD, "algorithm": "md5"}).encode(),
        json.dumps({**GOOD, "lanes": [{"lane": 0, "number": 2, "digest": "a" * 64}]}).encode(),
        json.dumps({**GOOD, "lanes": [{"lane": "x"}]}).encode(),
        json.dumps({**GOOD, "lanes": 5}).encode(),
        *(signed({"lane": lane, "number": number, "digest": "a" * 64}) for lane, number in STRANGE),
    ],
)  # fmt: skip
def test_what_is_no_exported_head_is_refused(content):
    with pytest.raises(HeadRefused, match=r"head\.json"):
        read_export(content, "head.json")


def test_an_exported_head_comes_back():
    assert read_export(json.dumps(GOOD).encode(), "head.json") == (Head(0, 3, "a" * 64),)


def test_the_command(journal, tmp_path, capsys):
    file = tmp_path / "head.json"
    assert verify_journal(VerifyRequest(export=file)) == 0
    assert "完整" in capsys.readouterr().out
    with pytest.raises(Refused, match="不覆盖"):
        verify_journal(VerifyRequest(export=file))
    capsys.readouterr()
    assert verify_journal(VerifyRequest(head=file, is_recorded=True)) == 0
    assert Entry.objects.order_by("-number")[0].kind == "journal.verified"
    cut(7)
    capsys.readouterr()
    assert verify_journal(VerifyRequest(head=file)) == 1
    assert "第 0 号链第 10 条：末尾的记录不见了" in capsys.readouterr().out
    assert verify_journal(VerifyRequest(since=date(2026, 3, 2), export=tmp_path / "next.json")) == 0


def test_a_broken_journal_has_no_head_to_export(journal, tmp_path, capsys):
    tamper(f"{SET} who = 'x' {AT_5}")
    assert verify_journal(VerifyRequest(export=tmp_path / "head.json")) == 1
    assert not (tmp_path / "head.json").exists()
    assert "第 0 号链第 5 条：内容与摘要不符" in capsys.readouterr().out


def test_a_head_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="读不了"):
        verify_journal(VerifyRequest(head=tmp_path / "none.json"))


def test_without_its_head_a_lane_takes_no_more(journal):
    tamper("DELETE FROM journal_lane WHERE lane = 0")
    guard()
    with pytest.raises(LaneMissing, match="第 0 条链"):
        append([Note("case.event", "u", "case:1", AT, {})])


def test_without_its_guards_the_journal_takes_no_second_entry(journal):
    """The head stands still, so that the loss of the guards cannot go unseen."""
    tamper()
    append([Note("case.event", "u", "case:1", AT, {})])
    with pytest.raises(IntegrityError), transaction.atomic():
        append([Note("case.event", "u", "case:1", AT, {})])
