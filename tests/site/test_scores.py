"""The sheet beside the re-scored sheet: which score belongs where, what differs, on what the points stand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.site.records import audit, document, rescored, sheet
from xunzheng.audit.finding import Place, Verdict
from xunzheng.audit.sheet import FundsRow, Stated
from xunzheng.documents.model import Document, Paragraph
from xunzheng.evaluation.interval import Interval, exactly
from xunzheng.formats.html.conclusion import conclude_from_text
from xunzheng.formats.html.findings import view_verdict, write_number, write_signed
from xunzheng.formats.html.page import lay_out
from xunzheng.formats.html.rescoring import (
    Rescoring,
    lay_beside,
    list_funds,
    percent,
    share_evidence,
    write_points,
)
from xunzheng.formats.html.scores import view_score, view_sheet

HERE = Place((), 0, 0, 0, 1, "")


def stated(text: str, value: int | None = None) -> Stated:
    return Stated(text, HERE, None if value is None else Decimal(value))


# the cell, the recomputed points, and what is shown: stated, kind, computed, difference, differs
SCORES = [
    (stated("7", 7), exactly(Fraction(7)), ("7", "number", "7", "0", False)),
    (stated("10", 10), exactly(Fraction(786, 100)), ("10", "number", "7.86", "−2.14", True)),
    (stated("9", 9), exactly(Fraction(97778, 10000)), ("9", "number", "≈9.78", "≈+0.78", True)),
    (stated("15", 15), exactly(Fraction(145446, 10000)), ("15", "number", "≈14.54", "≈−0.46", True)),
    (stated("6", 6), exactly(Fraction(8)), ("6", "number", "8", "+2", True)),
    (stated(""), exactly(Fraction(7)), ("", "empty", "7", None, True)),
    (stated(""), None, ("", "empty", None, None, False)),
    (stated("未评"), exactly(Fraction(7)), ("未评", "text", "7", None, False)),
    (None, exactly(Fraction(7)), ("", "none", "7", None, False)),
    (stated("7", 7), None, ("7", "number", None, None, False)),
    (stated("7", 7), Interval(Fraction(6), Fraction(8)), ("7", "number", "6～8", None, False)),
    (stated("9", 9), Interval(Fraction(6), Fraction(8)), ("9", "number", "6～8", None, True)),
]


@pytest.mark.parametrize(("cell", "points", "expected"), SCORES)
def test_scores(cell, points, expected):
    view = view_score(cell, points)
    assert (view.stated, view.kind, view.computed, view.difference, view.differs) == expected


def test_the_tree_shows_each_indicator_beside_its_recomputed_score():
    page = lay_out(audit(), "zh")
    (view,) = page.sheets
    (top,) = view.nodes
    leaves = top.children[0].children
    assert [leaf.score.computed for leaf in leaves] == ["11.06", "0"]
    assert [leaf.evidence for leaf in leaves] == ["stated", "none"]
    assert [leaf.score.kind for leaf in leaves] == ["empty", "number"]
    assert leaves[1].reason == "无证据，不得分"
    assert (view.total.stated, view.total.computed, view.total.difference) == ("29", "11.06", "−17.94")
    assert (view.grade, view.computed_grade) == ("良", "差")
    assert top.bar is not None
    assert (top.bar.length, top.bar.filled) == ("100.00", "36.87")


def test_names_are_matched_by_their_stem_where_the_path_differs():
    read, again = sheet(document()), rescored()
    moved = tuple(replace(parent, path=("别的", parent.name)) for parent in again.scores[0].children)
    (beside,) = lay_beside([read], replace(again, scores=(replace(again.scores[0], children=moved),)))
    assert [beside.score_of(leaf) is not None for leaf in read.leaves()] == [True, True]


def test_the_rescored_sheet_goes_to_the_sheet_that_it_belongs_to():
    read = sheet(document())
    other = replace(read, nodes=(replace(read.nodes[0], name="别的", path=("别的",), children=()),))
    beside = lay_beside([other, read], rescored())
    assert [found.sheet is not None for found in beside] == [False, True]


def test_without_a_rescored_sheet_nothing_is_recomputed():
    view = view_sheet(sheet(document()), 1, Rescoring(), lambda block: None)
    assert (view.total.computed, view.shares, view.steps, view.framework) == (None, (), (), None)
    assert view.nodes[0].score.computed is None


def test_the_funds_block_shows_the_columns_that_there_are():
    row = FundsRow("年度资金总额", HERE, budget=stated("43.2", 43), rate=stated("86%"))
    view = view_sheet(replace(sheet(document()), funds=(row,)), 1, Rescoring(), lambda block: None)
    assert view.funds_columns == ("budget", "rate")
    assert view.funds[0].cells == ("43", "86%")


def test_an_execution_rate_scored_in_the_funds_block_is_the_first_indicator():
    row = FundsRow("年度资金总额", HERE, weight=stated("10", 10), rate=stated("95%"), score=stated("9", 9))
    read, again = replace(sheet(document()), funds=(row,)), rescored()
    leaf = replace(again.scores[0].children[0].children[0], name="预算执行率", path=("预算执行率",))
    again = replace(again, scores=(leaf, *again.scores))
    listed = list_funds(read, again)
    assert [node.name for node in listed.nodes] == ["预算执行率", "产出"]
    (beside,) = lay_beside([listed], again)
    view = view_sheet(listed, 1, beside, lambda block: None).nodes[0]
    assert (view.score.stated, view.score.computed, view.evidence) == ("9", "11.06", "stated")
    assert list_funds(sheet(document()), again) == sheet(document())
    assert list_funds(read, None) == read


POINTS = [
    (Fraction(0), "0"),
    (Fraction(7), "7"),
    (Fraction(23, 2), "11.5"),
    (Fraction(145446, 10000), "≈14.54"),
    (Fraction(-4554, 10000), "≈−0.46"),
    (Fraction(1, 1000), "≈0"),
    (Fraction(-1, 1000), "≈0"),
    (Fraction(995, 1000), "≈1"),
]


@pytest.mark.parametrize(("points", "expected"), POINTS)
def test_points_are_written_with_two_digits(points, expected):
    assert write_points(points) == expected


def test_the_evidence_adds_up_to_the_full_score():
    shares = share_evidence(rescored())
    assert [(share.kind, share.points, share.indicators) for share in shares] == [
        ("stated", "11.06", 1), ("lost", "2.94", None), ("none", "16", 1),
    ]  # fmt: skip
    assert sum(Decimal(share.length) for share in shares) == pytest.approx(Decimal(100), abs=Decimal("0.05"))


@given(st.integers(-50, 200), st.integers(-5, 100))
def test_a_share_is_between_nothing_and_all(part, whole):
    assert 0 <= Decimal(percent(Decimal(part), Decimal(whole))) <= 100


NUMBERS = [
    ("0", "0", "0"),
    ("7.00", "7", "+7"),
    ("-1234567.50", "−1,234,567.5", "−1,234,567.5"),
    ("-0.0", "0", "0"),
    ("1E+3", "1,000", "+1,000"),
    ("0.0050", "0.005", "+0.005"),
    ("NaN", "NaN", "NaN"),
    ("1E+999999", "1E+999999", "+1E+999999"),
]


@pytest.mark.parametrize(("value", "plain", "signed"), NUMBERS)
def test_numbers(value, plain, signed):
    assert write_number(Decimal(value)) == plain
    assert write_signed(Decimal(value)) == signed


def test_a_verdict_without_bounds():
    view = view_verdict(Verdict(Decimal("-7"), "分", False))
    assert (view.difference, view.low, view.high) == ("−7 分", None, None)


def conclude(text: str) -> tuple[str | None, str | None]:
    """The total and the grade of the records' sheet, without its own, under a report with this text."""
    own = sheet(document())
    report = Document("a", text, (Paragraph(0, text, 0, len(text)),))
    (found,) = conclude_from_text([replace(own, total_score=None, grade=None)], report)
    return found.total_score and found.total_score.text, found.grade and found.grade.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("综合评分为29分，绩效评价等级为“良”。", ("29分", "良")),
        ("综合评分为29分。自评得分29分。", ("29分", None)),
        ("综合评分为29分。自评得分30分。", (None, None)),
        ("等级为“良”。后又写等级为“优”。", (None, None)),
        ("没有结论。", (None, None)),
    ],
)
def test_the_text_gives_the_total_and_the_grade_that_the_sheet_lacks(text, expected):
    assert conclude(text) == expected


def test_the_sheet_s_own_total_and_grade_stand():
    own = sheet(document())
    text = "综合评分为28分，绩效评价等级为“优”。"
    report = Document("a", text, (Paragraph(0, text, 0, len(text)),))
    assert conclude_from_text([own], report) == (own,)
    assert conclude_from_text([own, own], report) == (own, own)
