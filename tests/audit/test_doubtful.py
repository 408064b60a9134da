"""Findings that rest on a doubtful reading."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.audit.sheets import document, reading, sheet
from xunzheng.audit.doubtful import doubtful_parts
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading, read
from xunzheng.documents.model import Cell, Document, Doubt, Table


def finding(place: Place, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("weight-sum", severity, (place,), "甲", "乙", "请核对。", "weight-sum/1")


def place(start: int, row: int | None = None, block: int = 0) -> Place:
    return Place((), block, start, start + 1, 1, "甲", row, 0 if row is not None else None)


def table_of(doubt: str | None, broken: bool) -> Reading:
    """A table of two rows, the second one short; its cells are parted by tabs or by line breaks."""
    gap = "\n" if broken else "\t"
    text = f"甲{gap}乙{gap}丙\n丁{gap}戊\n"
    cells: tuple[Cell, ...] = (
        Cell(0, 0, "甲", 0, 1),
        Cell(0, 1, "乙", 2, 3),
        Cell(0, 2, "丙", 4, 5),
        Cell(1, 0, "丁", 6, 7),
    )
    cells += (Cell(1, 1, "戊", 8, 9),)
    return read(Document("a.txt", text, (Table(0, 2, 3, cells, 0, 9, doubt=doubt),)))


@pytest.mark.parametrize(
    ("doubt", "broken", "lowered"),
    [(None, False, []), ("左对齐", False, [1]), ("每行一个", True, [0, 1]), (None, True, [])],
)
def test_rows_of_a_table_in_doubt(doubt: str | None, broken: bool, lowered: list[int]) -> None:
    doubtful = doubtful_parts(table_of(doubt, broken))
    found = [row for row in (0, 1) if doubtful.lowered(finding(place(0, row))).severity == "suspicion"]
    assert found == lowered


def test_a_sheet_that_was_put_together_is_in_doubt_as_a_whole() -> None:
    made = sheet(
        "产出/甲 | 40 | 38\n效益/乙 | 60 | 60", funds="总额 | ~ | 10 | 9 | 10 | 90% | 9\n其中 | ~ | ~ | ~"
    )
    first = next(made.leaves()).place
    amount = made.funds[0].executed
    assert amount is not None
    doubtful = doubtful_parts(reading("文", replace(made, doubtful=True)))
    for at in (first.start, amount.place.start, made.funds[1].place.start):
        lowered = doubtful.lowered(finding(place(at)))
        assert lowered.severity is Severity.SUSPICION
        assert lowered.advice.endswith("请核对。")
    assert doubtful.lowered(finding(place(0))).severity is Severity.ERROR
    assert doubtful.lowered(finding(place(first.start), Severity.ADVICE)).severity is Severity.ADVICE
    certain = doubtful_parts(reading("文", made))
    assert certain.lowered(finding(place(first.start))).severity is Severity.ERROR


def test_weights_that_close_take_the_doubt_away() -> None:
    text = "| 指标 | 分值 | 得分 |\n| 甲 | 40 | 38 |\n| 乙 | 60 |\n"
    made = document(text)
    (table,) = made.tables()
    doubted = Document("a.txt", made.text, (replace(table, doubt="左对齐"),))
    assert doubtful_parts(read(doubted)).rows == frozenset()
    open_ = Document("a.txt", made.text.replace("40", "44"), (replace(table, doubt="左对齐"),))
    cells = tuple(replace(cell, text=open_.text[cell.start : cell.end]) for cell in table.cells)
    open_ = replace(open_, blocks=(replace(table, cells=cells, doubt="左对齐"),))
    assert doubtful_parts(read(open_)).rows == frozenset({(0, 2)})


@pytest.mark.parametrize(
    ("start", "length", "lowered"), [(0, 4, False), (12, 4, True), (8, 6, True), (24, 4, False)]
)
def test_nothing_on_a_recognised_page_is_an_error(start: int, length: int, lowered: bool) -> None:
    """A page whose text was recognised from an image runs from 10 to 20."""
    doubts = (Doubt("reading-doubt", "这一页是扫描件", 10, 20, recognised=True),)
    read_from = read(Document("a.pdf", "字" * 30, (), doubts=doubts))
    where = Place((), 0, start, start + length, 1, "字" * length)
    found = doubtful_parts(read_from).lowered(finding(where))
    assert (found.severity is Severity.SUSPICION) == lowered
    assert ("扫描件" in found.advice) == lowered


def test_another_doubt_over_a_page_lowers_nothing() -> None:
    doubts = (Doubt("reading-doubt", "有修订", 0, 30),)
    read_from = read(Document("a.docx", "字" * 30, (), doubts=doubts))
    assert doubtful_parts(read_from).lowered(finding(place(3))).severity is Severity.ERROR
