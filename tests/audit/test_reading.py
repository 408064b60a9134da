"""The reading of a document, and the places of what is read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.statements.written import document
from xunzheng.audit.finding import Place
from xunzheng.audit.reading import read
from xunzheng.audit.statements.judging import judge

TEXT = (
    "供水局2022年度绩效自评报告\n一、概况\n到位860万元，其中省级500万元、市级360万元。\n"
    "自评得分95分，等级为“优”。"
)


def test_every_kind_of_statement_is_read_once() -> None:
    reading = read(document(TEXT, "支出850万元，执行率98.84%"))
    assert [(claim.totals[0].text, len(claim.parts)) for claim in reading.sums] == [("860万元", 2)]
    assert [claim.name for claim in reading.rates] == ["执行率"]
    assert [total.score for total in reading.total_scores] == [95]
    assert [grade.word for grade in reading.grades] == ["优"]
    assert reading.period.year == 2022
    assert [s.row for s in reading.sentences] == [None, None, None, None, 0]
    assert len(reading.prose) == 4
    assert reading.all_sheets == (*reading.sheets, *reading.told_sheets)


def test_an_empty_document_says_nothing() -> None:
    reading = read(document(""))
    assert (reading.sentences, reading.sums, reading.counts, reading.flows) == ((), (), (), ())
    assert reading.block_place(0, 0) == Place((), 0, 0, 0, 1, "")


def test_the_place_of_a_figure() -> None:
    reading = read(document(TEXT, "支出850万元"))
    sentence = reading.sentences[2]
    place = reading.figure_place(sentence, sentence.figures[1])
    assert (place.quote, place.line, place.section, place.block, place.row) == (
        "500万元",
        3,
        ("概况",),
        2,
        None,
    )
    cell = reading.sentences[-1]
    place = reading.figure_place(cell, cell.figures[0])
    assert (place.quote, place.line, place.block, place.row, place.column) == ("850万元", 5, 4, 0, 0)


@pytest.mark.parametrize(
    ("quote", "until", "block", "row"),
    [
        ("供水局", "供水局", 0, None),
        ("自评得分", "自评得分", 3, None),
        ("甲", "甲", 4, 0),
        ("乙", "乙", 4, 1),
        ("甲", "乙", 4, None),
    ],
)
def test_a_place_is_found_by_its_offsets(quote: str, until: str, block: int, row: int | None) -> None:
    made = document(TEXT, "甲", "乙")
    start, end = made.text.index(quote), made.text.index(until) + len(until)
    place = read(made).block_place(start, end)
    assert (place.quote, place.block, place.row) == (made.text[start:end], block, row)


def test_a_place_before_the_first_cell_of_a_table_has_no_cell() -> None:
    made = document("", "甲")
    table = next(made.tables())
    shifted = replace(
        made, blocks=(replace(table, start=0, cells=(replace(table.cells[0], start=1, end=1),)),)
    )
    assert read(shifted).block_place(0, 0).row is None


def test_the_place_of_a_block() -> None:
    place = read(document(TEXT)).span_place(1, 16, 20, ("概况",))
    assert (place.section, place.block, place.quote, place.line) == (("概况",), 1, "一、概况", 2)


signs = st.sampled_from(list("，。；：、（）“”《》万元人个分其中共占率合计增长一二①2.5%\n"))


@given(st.text(signs, max_size=80))
def test_any_text_can_be_read_and_its_sums_judged(text: str) -> None:
    made = document(text)
    reading = read(made)
    for claim in reading.sums:
        judge(claim)
    for sentence in reading.sentences:
        for figure in sentence.figures:
            place = reading.figure_place(sentence, figure)
            assert place.quote == figure.text
            assert place.line == made.line_of(figure.start)
