"""Our reader of JSON against the standard one, and the counting of requests."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.site.api.kinds_of_text import mark, marked_number
from xunzheng.site.api.problems import Problem, to_bytes
from xunzheng.site.api.rates import Rates, wait
from xunzheng.site.api.strictness import DEEPEST, read_json

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    LEAVES | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_what_is_written_is_read(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.text())
def test_brackets_in_texts_nest_nothing(text: str) -> None:
    value = ["[" * 50 + text + "]{" * 50]
    assert read_json(json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")) == value


@given(st.integers(1, 3 * DEEPEST))
def test_nesting_is_refused_beyond_the_limit(depth: int) -> None:
    body = b"[" * depth + b"]" * depth
    if depth <= DEEPEST:
        assert read_json(body) is not None
    else:
        with pytest.raises(Problem):
            read_json(body)


@given(st.integers(0, 2**63 - 1))
def test_a_mark_is_read_again(number: int) -> None:
    assert marked_number(mark(number)) == number


@pytest.mark.parametrize("cursor", ["a", "____", "MTIz4", mark(2**63), mark(-1), mark("x"), mark("１")])
def test_what_is_no_mark_is_refused(cursor: str) -> None:
    with pytest.raises(Problem):
        marked_number(cursor)


def test_half_a_character_stays_as_it_was_sent() -> None:
    assert json.loads(to_bytes({"a": "\ud800永"})) == {"a": "\ud800永"}


@pytest.mark.parametrize(
    ("moments", "counts"),
    [([0.0, 1.0, 59.9], [1, 2, 3]), ([59.0, 60.0], [1, 1]), ([0.0, 61.0, 62.0, 180.0], [1, 1, 2, 1])],
)
def test_requests_are_counted_by_the_minute(moments: list[float], counts: list[int]) -> None:
    rates = Rates()
    assert [rates.add("a", at) for at in moments] == counts
    assert rates.count("b", moments[-1]) == 0


@pytest.mark.parametrize(("at", "seconds"), [(0.0, 60), (59.9, 1), (60.0, 60), (61.5, 59)])
def test_one_waits_for_the_next_minute(at: float, seconds: int) -> None:
    assert wait(at) == seconds
