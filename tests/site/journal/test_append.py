"""Adding to the journal: chained, gap-free, in order, in the caller's transaction, guarded."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.site.journal.digests import GENESIS, canonical, digested, digester, moment_text
from xunzheng.site.journal.models import Entry, Lane
from xunzheng.site.journal.services import (
    LONGEST_CONTENT,
    Note,
    NoteRefused,
    OutsideTransaction,
    append,
    append_apart,
    lane_of,
    read_personal,
)
from xunzheng.site.journal.verifying import verify

LAST = datetime.fromisoformat("9999-12-30")
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def note(about: str = "case:1", **changes) -> Note:
    fields = {
        "kind": "case.event",
        "who": "user:7",
        "about": about,
        "at": AT,
        "content": {"名": "甲", "n": 1},
    }
    return Note(**{**fields, **changes})


def entries() -> list[Entry]:
    return list(Entry.objects.order_by("lane", "number"))


@pytest.mark.django_db
def test_an_entry_is_digested_over_its_fields_and_the_one_before():
    assert append([note()]) == (1,)
    assert append([note(who="user:8")]) == (2,)
    first, second = entries()
    assert first.previous == GENESIS
    assert second.previous == first.digest
    text = (
        f"sha256\n{second.lane}\n2\n2026-03-02 09:30:00.000000\ncase.event\nuser:8\ncase:1\n{first.digest}\n"
        '{"n":1,"名":"甲"}'
    )
    assert second.digest == hashlib.sha256(text.encode()).hexdigest()
    assert (second.at, second.content) == (AT, '{"n":1,"名":"甲"}')


@pytest.mark.django_db
@pytest.mark.parametrize("lanes", [1, 4])
def test_notes_of_one_call_keep_their_order(settings, lanes):
    settings.JOURNAL_LANES = lanes
    numbers = append([note(f"case:{i % 3}", content={"i": i}) for i in range(1200)])
    by_lane: dict[int, list[int]] = {}
    for i, number in enumerate(numbers):
        by_lane.setdefault(lane_of(f"case:{i % 3}"), []).append(number)
    assert all(found == list(range(1, len(found) + 1)) for found in by_lane.values())
    assert [e.content for e in Entry.objects.filter(about="case:1").order_by("number")] == [
        canonical({"i": i}) for i in range(1, 1200, 3)
    ]
    assert verify().is_whole


@pytest.mark.django_db
def test_both_algorithms_in_one_chain(settings):
    append([note()])
    settings.JOURNAL_DIGEST = "sm3"
    append([note()])
    settings.JOURNAL_DIGEST = "sha256"
    append([note()])
    assert [entry.algorithm for entry in entries()] == ["sha256", "sm3", "sha256"]
    assert verify().is_whole


def test_sm3_is_that_of_the_standard():
    """The first example of GB/T 32905-2016, appendix A."""
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digester("sm3")(b"abc") == expected


@pytest.mark.parametrize("algorithm", ["md5", "SHA256", "sha512"])
def test_no_other_algorithm(algorithm):
    with pytest.raises(ValueError, match=algorithm):
        digester(algorithm)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_added():
    with pytest.raises(OutsideTransaction, match=r"transaction\.atomic"):
        append([note()])
    assert entries() == []


@pytest.mark.django_db(transaction=True)
def test_what_is_given_up_is_not_kept_and_leaves_no_gap():
    def give_up() -> None:
        with transaction.atomic():
            append([note(), note()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        give_up()
    assert entries() == []
    append_apart([note("x", kind="access.refused")])
    with transaction.atomic():
        assert append([note()]) == (2,) if lane_of("x") == lane_of("case:1") else (1,)
    assert verify().is_whole


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_not_kept_within_a_transaction_that_may_be_given_up():
    with transaction.atomic(), pytest.raises(RuntimeError):
        append_apart([note(kind="access.refused")])
    assert entries() == []


@pytest.mark.django_db
def test_a_read_of_personal_data():
    read_personal("user:7", "person:9", "办理", ["phone", "name", "phone"], AT)
    (entry,) = entries()
    assert (entry.kind, entry.who, entry.about) == ("read.personal", "user:7", "person:9")
    assert entry.content == '{"fields":["name","phone"],"purpose":"办理"}'


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"kind": "Case Event"}, "kind"),
        ({"kind": "a" * 61}, "kind"),
        ({"kind": "a\n"}, "kind"),
        ({"who": ""}, "who"),
        ({"who": "a\nb"}, "who"),
        ({"who": "甲" * 201}, "who"),
        ({"about": "a\x00"}, "about"),
        ({"about": "\ud800"}, "about"),
        ({"at": AT.replace(tzinfo=None)}, "at"),
        ({"content": {"x": "y" * LONGEST_CONTENT}}, "content"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(changes, where):
    with pytest.raises(NoteRefused, match=where):
        append([note(**changes)])
    assert entries() == []


@pytest.mark.django_db
@pytest.mark.parametrize("content", [{"x": float("nan")}, {"x": object()}])
def test_what_is_no_json_is_a_mistake_of_the_caller(content):
    with pytest.raises((ValueError, TypeError)):
        append([note(content=content)])


@pytest.mark.django_db
def test_hostile_content_comes_back_as_it_was():
    content = {"a": "\x00\n\u2028'\";--<script>\ud7ff", "b": "😀"}
    append([note(content=content)])
    assert entries()[0].content == canonical(content)
    assert verify().is_whole


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET who = 'x'",
        "UPDATE journal_entry SET number = 9",
        "DELETE FROM journal_entry",
        "UPDATE journal_lane SET number = number - 1",
        "UPDATE journal_lane SET number = number + 1",
        "UPDATE journal_lane SET digest = 'x'",
        "DELETE FROM journal_lane",
        "INSERT INTO journal_lane VALUES (99, 5, 'x')",
        "INSERT INTO journal_entry SELECT lane, number + 2, at, kind, who, about, content, digest, digest,"
        " algorithm FROM journal_entry",
        "INSERT INTO journal_entry SELECT lane, number + 1, at, kind, who, about, content, previous, digest,"
        " algorithm FROM journal_entry",
        "INSERT INTO journal_entry SELECT lane, number, at, kind, who, about, content, previous, digest,"
        " algorithm FROM journal_entry",
        "TRUNCATE journal_entry",
        "TRUNCATE journal_lane",
        "INSERT OR REPLACE INTO journal_entry SELECT lane, number, at, kind, 'x', about, content, previous,"
        " digest, algorithm FROM journal_entry",
        "INSERT OR REPLACE INTO journal_lane SELECT lane, 0, digest FROM journal_lane",
        "UPDATE OR REPLACE journal_entry SET who = 'x'",
    ],
)
def test_the_database_refuses(statement):
    """TRUNCATE is PostgreSQL's, OR REPLACE SQLite's: the other refuses them as no statement of its own."""
    append([note()])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().is_whole
    assert [entry.who for entry in entries()] == ["user:7"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("lanes", [1, 3])
def test_four_writers_at_once(settings, lanes):
    settings.JOURNAL_LANES = lanes

    def write(writer: int) -> None:
        try:
            for i in range(25):
                with transaction.atomic():
                    append([note(f"case:{writer}-{i}-{part}", who=f"user:{writer}") for part in range(3)])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    verdict = verify()
    assert verdict.is_whole
    assert verdict.entries == 4 * 25 * 3
    assert sum(Lane.objects.values_list("number", flat=True)) == verdict.entries


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-8))]), max_value=LAST))
def test_a_moment_has_one_text_and_texts_sort_as_moments(at):
    text = moment_text(at)
    assert datetime.fromisoformat(text).replace(tzinfo=UTC) == at
    assert len(text) == 26


line = st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=5)
fields = st.tuples(line, line, line, line)


@given(st.tuples(fields, st.integers(0, 3)), st.tuples(fields, st.integers(0, 3)))
def test_no_two_entries_are_digested_over_the_same_bytes(one, other):
    def digested_of(entry):
        (kind, who, about, content), number = entry
        return digested("sm3", 0, number, "t", kind, who, about, GENESIS, content)

    assert (digested_of(one) == digested_of(other)) == (one == other)
