"""Records as lines: what is written is read back, and what is no record is told."""

from __future__ import annotations

import json
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.batch.reports import make_record, unreadable_record
from xunzheng.batch.record import Record, State
from xunzheng.batch.record_json import Malformed, from_line, is_record, to_json, to_line
from xunzheng.formats.result_json import schema

texts = st.one_of(st.none(), st.text(max_size=20).filter(lambda text: text.isprintable()))
numbers = st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=3))
records = st.builds(
    Record,
    path=st.text(st.characters(codec="utf-8"), max_size=20),
    state=st.sampled_from(State),
    title=texts,
    stated_score=numbers,
    planned=numbers,
    size=st.one_of(st.none(), st.integers(0, 2**40)),
    codes=st.dictionaries(st.sampled_from(["rate", "balance"]), st.integers(1, 9)),
    counts=st.just(make_record().counts),
    findings=st.sampled_from([(), make_record().findings]),
)


@given(records)
def test_a_record_is_read_back_as_it_was(record):
    line = to_line(record)
    assert from_line(line) == record
    assert line.count(b"\n") == 1


@pytest.mark.parametrize("record", [make_record(), unreadable_record()])
def test_all_that_a_record_has_is_kept(record):
    assert from_line(to_line(record)).findings == record.findings
    assert is_record(json.loads(to_line(record)))
    assert to_json(from_line(to_line(record))) == to_json(record)


def test_findings_keep_to_the_schema_of_results():
    whole = schema()
    form = {"$defs": whole["$defs"], "$ref": "#/$defs/finding"}
    for finding in json.loads(to_line(make_record()))["findings"]:
        jsonschema.Draft202012Validator(form).validate(finding)


def test_half_a_character_is_replaced():
    assert from_line(to_line(make_record(title="a\ud800"))).title == "a?"


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]\n", b"null\n", b"{}\n", b'{"path": 1}\n', b"[" * 100_000,
     to_line(make_record()).replace(b'"audited"', b'"other"'),
     to_line(make_record(stated_score=Decimal(1))).replace(b'"stated_score":"1"', b'"stated_score":"x"')],
)  # fmt: skip
def test_what_is_no_record_is_told(line):
    with pytest.raises(Malformed):
        from_line(line)


def test_scores_that_are_bounds_are_no_score():
    record = make_record(lowest_score=Decimal(90), highest_score=Decimal(95))
    assert record.computed_score is None
    assert record.score_difference is None
    assert make_record().score_difference == Decimal("2.5")
