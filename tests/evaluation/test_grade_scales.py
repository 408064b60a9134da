"""Grades: which score earns which, gaps and overlaps, and the words of a report."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.given_quantities import f
from xunzheng.evaluation.grades import Grade, GradeScale
from xunzheng.evaluation.interval import Interval, Range
from xunzheng.evaluation.refusals import ScaleError
from xunzheng.evaluation.rounding import Rounding


def make_scale(*bands: str, **fields: object) -> GradeScale:
    """A scale of `word range synonym…` texts, the range `-` where there is none."""
    grades = []
    for band in bands:
        word, written, *synonyms = band.split()
        grades.append(Grade(word, None if written == "-" else Range.read(written), tuple(synonyms)))
    return GradeScale("s", "测试标准", tuple(grades), **fields)  # type: ignore[arg-type]  # the scale's own fields


NATIONAL = make_scale("优 [90,100] 优秀", "良 [80,90) 良好", "中 [60,80) 合格", "差 [0,60) 低")
WHOLE = make_scale("优 [90,100]", "良 [80,89]", "中 [60,79]", "差 [0,59]", integers_only=True)
ROUNDED = make_scale("优 [90,100]", "良 [80,89]", integers_only=True, round_first=Rounding(0))
TENTHS = make_scale("优 [90,100]", "良 [80,89]", integers_only=True, round_first=Rounding(1))
WORDS = make_scale("一等 -", "二等 -")


@pytest.mark.parametrize(
    ("scale", "score", "word"),
    [
        (NATIONAL, "100", "优"),
        (NATIONAL, "92", "优"),
        (NATIONAL, "90", "优"),
        (NATIONAL, "89.99", "良"),
        (NATIONAL, "80", "良"),
        (NATIONAL, "60", "中"),
        (NATIONAL, "59.99", "差"),
        (NATIONAL, "0", "差"),
        (NATIONAL, "100.01", None),
        (NATIONAL, "-1", None),
        (WHOLE, "89", "良"),
        (WHOLE, "89.5", None),
        (ROUNDED, "89.5", "优"),
        (ROUNDED, "89.49", "良"),
        (WORDS, "95", None),
    ],
)
def test_grade_of_a_score(scale: GradeScale, score: str, word: str | None) -> None:
    grading = scale.grade(f(score))
    assert (grading.grade.word if grading.grade else None) == word


@pytest.mark.parametrize(
    ("scale", "score", "explanation"),
    [
        (NATIONAL, "92", "92 分在 [90,100] 内，为“优”"),
        (NATIONAL, "110", "110 分超出“测试标准”的分数范围，不能定级"),
        (WHOLE, "89.5", "89.5 分落在两档之间的空档 (89,90)，标准未规定取整办法，不能定级"),
        (TENTHS, "89.54", "89.5 分落在两档之间的空档 (89,90)，不能定级"),
        (WORDS, "95", "“测试标准”只有等级名称，没有分数段，不能定级"),
    ],
)
def test_grading_explains_itself(scale: GradeScale, score: str, explanation: str) -> None:
    assert scale.grade(f(score)).explanation == explanation


def test_rounding_before_grading_is_a_step() -> None:
    steps = ROUNDED.grade(Decimal("89.5")).steps
    assert [(step.what, step.how, step.result) for step in steps] == [
        ("定级前取整", "89.5，四舍五入，取整", "90"),
        ("定级", "90 分在 [90,100] 内", "优"),
    ]


@pytest.mark.parametrize(
    ("scale", "gaps"),
    [
        (NATIONAL, []),
        (WHOLE, ["(59,60)", "(79,80)", "(89,90)"]),
        (ROUNDED, []),
        (TENTHS, ["(89,90)"]),
        (WORDS, []),
    ],
)
def test_gaps_are_said(scale: GradeScale, gaps: list[str]) -> None:
    assert [str(gap) for gap in scale.gaps] == gaps


@pytest.mark.parametrize(
    ("bands", "integers_only", "gaps"),
    [
        ("优 [90,100]|良 [80,89)", False, "[89,90)"),
        ("优 [90,100]|良 [80,89]", False, "(89,90)"),
        ("优 (90,100]|良 [80,90)", False, "[90,90]"),
        ("优 [90,100]|良 [75,85)|差 [0,60)", False, "[60,75)、[85,90)"),
        ("优 [90,100]|良 [80,88]", True, "(88,90)"),
        ("优 [90,100]|良 [80,89)", True, "[89,90)"),
        ("优 (90,100]|良 [80,90)", True, "[90,90]"),
        ("优 [90.5,100]|良 [80,89.5]", True, "(89.5,90.5)"),
    ],
)
def test_a_scale_with_gaps_is_refused(bands: str, integers_only: bool, gaps: str) -> None:
    with pytest.raises(ScaleError) as refusal:
        make_scale(*bands.split("|"), integers_only=integers_only)
    assert (
        f"分数段之间有空档。应为：最低到最高之间每个{'整数分' if integers_only else '分数'}都有等级"
        in str(refusal.value)
    )
    assert f"实为：{gaps} 内的分数没有等级。" in str(refusal.value)
    assert "integers_only = true" in refusal.value.advice


@given(st.lists(st.integers(0, 100), min_size=2, max_size=5, unique=True), st.booleans())
def test_law_every_whole_score_between_the_bands_has_a_grade(ends: list[int], whole: bool) -> None:
    ends.sort()
    less = 1 if whole else 0
    bands = [f"第{n}档 [{a},{b - less}{']' if whole else ')'}" for n, (a, b) in enumerate(pairwise(ends))]
    scale = make_scale(*bands, integers_only=whole)
    assert all(scale.grade(Fraction(score)).grade for score in range(ends[0], ends[-1]))


@pytest.mark.parametrize(
    ("low", "high", "word", "explanation"),
    [
        ("91", "95", "优", "91 分在 [90,100] 内，为“优”"),
        ("85", "85", "良", "85 分在 [80,90) 内，为“良”"),
        ("85", "95", None, "总分在 85～95 之间，等级在“良”与“优”之间，尚不能定"),
        ("85", "101", None, "总分在 85～101 之间，等级在“良”与“无等级”之间，尚不能定"),
    ],
)
def test_grade_of_bounds(low: str, high: str, word: str | None, explanation: str) -> None:
    grading = NATIONAL.grade_interval(Interval(f(low), f(high)))
    assert (grading.grade.word if grading.grade else None, grading.explanation) == (word, explanation)


@pytest.mark.parametrize(
    ("word", "grade"),
    [
        ("优", "优"),
        ("“优秀”", "优"),
        ("优秀等级", "优"),
        (" 优 等 ", "优"),
        ("良好。", "良"),
        ("低", "差"),
        ("卓越", None),
        ("", None),
    ],
)
def test_words_of_a_report(word: str, grade: str | None) -> None:
    found = NATIONAL.named(word)
    assert (found.word if found else None) == grade


@pytest.mark.parametrize(
    ("word", "score", "agrees", "words"),
    [
        ("良", "92", False, "92 分在 [90,100] 内，为“优”，与所写“良”不符"),
        ("“优秀”", "92", True, "与所写“优”相符"),
        ("卓越", "92", None, "没有“卓越”这个等级（优、良、中、差）"),
        ("优", "101", None, "超出"),
    ],
)
def test_stated_grade_against_the_score(word: str, score: str, agrees: bool | None, words: str) -> None:
    match = NATIONAL.matches(word, f(score))
    assert match.agrees is agrees
    assert words in match.explanation


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (["优 [90,100]", "良 [80,90]"], ["分数段重叠", "[80,90] 与 [90,100]"]),
        (["优 [90,100]", "良 -"], ["等级的分数段不全", "良"]),
        ([], ["没有等级"]),
        (["优 [90,100]", "良 [80,90) 优秀 优"], ["等级名称缺失或重复", "优"]),
        (["优 [90,100]", "“” [80,90)"], ["等级名称缺失或重复"]),
    ],
)
def test_faulty_scales_are_refused(bands: list[str], words: list[str]) -> None:
    with pytest.raises(ScaleError) as refusal:
        make_scale(*bands)
    assert all(word in str(refusal.value) for word in ["测试标准", *words])


@given(st.fractions(min_value=0, max_value=100), st.fractions(min_value=0, max_value=100))
def test_law_a_higher_score_is_never_graded_lower(one: Fraction, other: Fraction) -> None:
    low, high = (NATIONAL.grade(score).grade for score in sorted((one, other)))
    assert low is not None
    assert high is not None
    assert NATIONAL.grades.index(high) <= NATIONAL.grades.index(low)
