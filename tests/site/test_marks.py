"""Marks: places that overlap, nest, touch, are empty or reach too far become segments side by side."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.audit.finding import Severity
from xunzheng.formats.html.marks import MOST_PER_SEGMENT, Segment, Span, cut

E, S, A = Severity.ERROR, Severity.SUSPICION, Severity.ADVICE

# text, its offset, spans (start, end, severity), and the segments as (text, findings, number printed behind)
TABLE = [
    ("甲乙丙", 0, [], [("甲乙丙", (), ())]),
    ("甲乙丙", 0, [(0, 3, E)], [("甲乙丙", (1,), (1,))]),
    ("甲乙丙", 10, [(11, 12, E)], [("甲", (), ()), ("乙", (1,), (1,)), ("丙", (), ())]),
    ("甲乙丙丁", 0, [(0, 3, S), (1, 4, E)], [("甲", (1,), ()), ("乙丙", (2, 1), (1,)), ("丁", (2,), (2,))]),
    ("甲乙丙", 0, [(0, 3, A), (1, 2, E)], [("甲", (1,), ()), ("乙", (2, 1), (2,)), ("丙", (1,), (1,))]),
    ("甲乙", 0, [(0, 1, E), (1, 2, E)], [("甲", (1,), (1,)), ("乙", (2,), (2,))]),
    ("甲乙", 0, [(1, 1, E)], [("甲", (), ()), ("", (1,), (1,)), ("乙", (), ())]),
    ("", 5, [(5, 5, E)], [("", (1,), (1,))]),
    ("甲乙", 0, [(0, 2, E), (0, 2, E)], [("甲乙", (1, 2), (1, 2))]),
    ("甲乙", 5, [(0, 6, E)], [("甲", (1,), (1,)), ("乙", (), ())]),
    ("甲乙", 5, [(6, 99, E)], [("甲", (), ()), ("乙", (1,), ())]),
    ("甲乙", 0, [(0, 2, None), (0, 1, E)], [("甲", (2,), (2,)), ("乙", (), ())]),
]


@pytest.mark.parametrize(("text", "offset", "spans", "expected"), TABLE)
def test_cuts(text, offset, spans, expected):
    made = [Span(start, end, n, n, severity) for n, (start, end, severity) in enumerate(spans, start=1)]
    found = cut(text, offset, made, count(1))
    assert [(part.text, part.findings, part.ends) for part in found] == expected


def test_the_gravest_finding_gives_the_colour_and_the_link():
    spans = [Span(0, 2, 1, 0, A), Span(0, 2, 2, 1, S), Span(0, 2, 3, 2, E)]
    (part,) = cut("甲乙", 0, spans, count(1))
    assert (part.severity, part.findings) == (E, (3, 2, 1))


def test_a_held_statement_is_marked_apart():
    (part,) = cut("甲乙", 0, [Span(0, 2, 4, 0, None)], count(7))
    assert part == Segment("甲乙", 0, held=(4,), opens=(0,), mark=7)


def test_a_thousand_places_on_one_word_stay_readable_and_all_have_their_target():
    spans = [Span(0, 2, n, n, E) for n in range(1, 1001)]
    (part,) = cut("甲乙", 0, spans, count(1))
    assert len(part.findings) == MOST_PER_SEGMENT
    assert part.opens == tuple(range(1, 1001))


SPANS = st.lists(
    st.builds(
        lambda start, length, severity: (start, start + length, severity),
        st.integers(0, 40),
        st.integers(0, 20),
        st.sampled_from([E, S, A, None]),
    ),
    max_size=12,
)


@given(text=st.text(max_size=30), offset=st.integers(0, 20), places=SPANS)
def test_the_segments_give_the_text_back_and_cover_exactly_what_was_marked(text, offset, places):
    spans = [Span(start, end, n, n, severity) for n, (start, end, severity) in enumerate(places, start=1)]
    found = cut(text, offset, spans, count(1))
    assert "".join(part.text for part in found) == text
    for part in found:
        for position in range(part.start, part.start + len(part.text)):
            covering = {s.number for s in spans if s.severity and s.start <= position < s.end}
            assert set(part.findings) == covering
    marks = [part.mark for part in found if part.mark is not None]
    assert marks == list(range(1, len(marks) + 1))


@given(text=st.text(max_size=30), places=SPANS)
def test_every_place_opens_in_exactly_one_segment(text, places):
    spans = [Span(start, end, n, n, severity) for n, (start, end, severity) in enumerate(places, start=1)]
    opened = [place for part in cut(text, 0, spans, count(1)) for place in part.opens]
    assert sorted(opened) == [span.place for span in spans]
