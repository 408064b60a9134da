"""How the rows of one code change: tables first, then laws that hold for any row of changes."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.site.registry.periods import PeriodRefused, Span, close, put

A, B = {"name": "甲", "successor": ""}, {"name": "乙", "successor": ""}


def day(text: str) -> date:
    return date.fromisoformat(f"20{text}")


def span(fields, start, end=None, key=None) -> Span:
    return Span(fields, day(start), day(end) if end else None, key)


OPEN = [span(A, "20-01-01", key=1)]
PAST = [span(A, "20-01-01", "22-01-01", key=1), span(B, "23-01-01", key=2)]


@pytest.mark.parametrize(
    ("spans", "given", "expected"),
    [
        ([], span(A, "20-01-01"), [span(A, "20-01-01")]),
        ([], span(A, "20-01-01", "21-01-01"), [span(A, "20-01-01", "21-01-01")]),
        # the same again changes nothing
        (OPEN, span(A, "20-01-01"), OPEN),
        (OPEN, span(A, "21-05-01"), OPEN),
        # a change closes the old row and opens a new one
        (OPEN, span(B, "21-05-01"), [span(A, "20-01-01", "21-05-01", 1), span(B, "21-05-01")]),
        # on its own first day the row was mistaken
        (OPEN, span(B, "20-01-01"), [span(B, "20-01-01")]),
        # a stated end closes, or corrects an end that was too early
        (OPEN, span(A, "20-01-01", "21-01-01"), [span(A, "20-01-01", "21-01-01", 1)]),
        (PAST, span(A, "20-01-01", "22-06-01"), [span(A, "20-01-01", "22-06-01"), PAST[1]]),
        # before, between and within known rows
        (PAST, span(B, "19-01-01"), [span(B, "19-01-01", "20-01-01"), *PAST]),
        (PAST, span(B, "22-03-01"), [PAST[0], span(B, "22-03-01", "23-01-01"), PAST[1]]),
        (
            PAST,
            span(B, "21-01-01"),
            [span(A, "20-01-01", "21-01-01", 1), span(B, "21-01-01", "22-01-01"), PAST[1]],
        ),
    ],
)
def test_put(spans, given, expected):
    edit = put(spans, given.fields, given.start, given.end)
    assert edit.applied_to(spans) == expected
    assert edit.changes_nothing == (expected == spans)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (span(A, "20-01-01", "20-01-01"), "失效日期"),
        (span(A, "20-01-01", "19-01-01"), "失效日期"),
        (span(B, "21-01-01", "24-01-01"), "重叠"),
        (span(B, "22-06-01", "23-01-02"), "重叠"),
    ],
)
def test_what_runs_into_another_row_is_refused(given, says):
    with pytest.raises(PeriodRefused, match=says):
        put(PAST, given.fields, given.start, given.end)


def test_close_ends_the_row_and_names_the_successor():
    edit = close(OPEN, day("24-01-01"), "B1")
    assert edit.applied_to(OPEN) == [span({**A, "successor": "B1"}, "20-01-01", "24-01-01", 1)]


@pytest.mark.parametrize(
    ("spans", "on"), [([], "24-01-01"), (OPEN, "20-01-01"), (PAST, "21-01-01"), (PAST, "22-06-01")]
)
def test_there_must_be_something_to_close(spans, on):
    with pytest.raises(PeriodRefused):
        close(spans, day(on))


FIRST = date(2020, 1, 1)
days = st.integers(0, 30).map(lambda n: FIRST + timedelta(n))
wishes = st.lists(st.tuples(st.sampled_from([A, B]), days, st.none() | days), max_size=8)


def kept(given):
    spans = []
    for fields, start, end in given:
        try:
            edit = put(spans, fields, start, end)
        except PeriodRefused:
            continue
        before, spans = spans, edit.applied_to(spans)
        yield before, (fields, start, end), spans


@given(wishes)
def test_rows_never_overlap_and_stand_in_order(given):
    for _, _, spans in kept(given):
        assert all(span.end is None or span.start < span.end for span in spans)
        for one, following in itertools.pairwise(spans):
            assert one.end is not None
            assert one.end <= following.start


@given(wishes)
def test_what_was_put_holds_and_putting_it_again_changes_nothing(given):
    for _, (fields, start, end), spans in kept(given):
        assert next(span.fields for span in spans if span.holds_on(start)) == fields
        assert put(spans, fields, start, end).changes_nothing


@given(wishes, days)
def test_days_before_the_change_stay_as_they_were(given, on):
    for before, (_, start, _), spans in kept(given):
        if on < start:
            assert [s.fields for s in before if s.holds_on(on)] == [s.fields for s in spans if s.holds_on(on)]
