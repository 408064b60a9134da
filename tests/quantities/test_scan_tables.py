"""What is read out of a text: one row a phrase, with everything found in it and nothing else."""

from __future__ import annotations

import pytest

from tests.quantities import lookalike_rows, quantity_rows
from tests.quantities.readings import describe
from xunzheng.quantities.scan import exclusions, mentions, scan

EVERY = [
    *quantity_rows.AMOUNTS,
    *quantity_rows.COUNTS,
    *quantity_rows.HEDGES,
    *quantity_rows.RANGES,
    *quantity_rows.RATES,
    *quantity_rows.CHINESE,
    *lookalike_rows.DOCUMENTS,
    *lookalike_rows.DATES,
    *lookalike_rows.CODES,
    *lookalike_rows.PAGES,
    *lookalike_rows.LABELS,
    *lookalike_rows.NAMES,
    *quantity_rows.MARKED,
    *quantity_rows.EDGES,
]


@pytest.mark.parametrize(("text", "expected"), EVERY)
def test_a_text_gives_what_its_row_says(text: str, expected: list[str]) -> None:
    assert [describe(found) for found in scan(text)] == expected


@pytest.mark.parametrize(("text", "expected"), EVERY)
def test_every_span_quotes_the_text_in_order(text: str, expected: list[str]) -> None:
    end = 0
    for found in scan(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        end = found.end


def test_mentions_and_exclusions_part_what_was_found() -> None:
    text = "湘政发〔2012〕33号安排491万元，其中7,00.0,77元"
    assert [each.text for each in mentions(text)] == ["491万元"]
    assert [each.text for each in exclusions(text)] == ["〔2012〕33号"]


def test_stated_digits_are_counted() -> None:
    places = [
        each.quantity.places for each in mentions("491万元，2.00万元，52.800000，1,370,042.75元，三点五亿元")
    ]
    assert places == [0, 2, 6, 2, 1]
