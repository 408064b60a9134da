"""Total scores, grades and declared scales."""

# ruff: noqa: E501 (a case is one line)

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.statements.written import rows, sentences
from xunzheng.audit.statements.conclusions import (
    GRADE_WORDS,
    DeclaredBand,
    read_declared_scale,
    read_grades,
    read_total_scores,
)

TOTALS = """
综合评分为92分。 -> 92
项目自评总得分95.6分，等级为优。 -> 95.6
自评得分：98分。 -> 98
我单位自评96分。 -> 96
经综合评价得88分。 -> 88
本项目评价总分合计91分。 -> 91
得分89分。 -> 89
自评得分97.5分，较上年提高，得分率97.5%。 -> 97.5
指标满分100分。 ->
决策指标得分19分。 ->
综合满意度得分95分。 ->
自评扣分3分。 ->
平均得分92分。 ->
综合得分90分以上为优。 ->
综合得分80-90分。 ->
共扣3分。 ->
自评工作历时20天。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(TOTALS))
def test_total_scores(text: str, due: list[str]) -> None:
    assert [str(total.score) for total in read_total_scores(sentences(text))] == due


GRADES = """
综合评分92分，等级为“优”。 -> 优
评价等级：良好。 -> 良好
评价结果为“中”。 -> 中
该项目被评为“优秀”等次。 -> 优秀
项目评定为良好等级。 -> 良好
绩效评级达到优。 -> 优
自评结论：合格 -> 合格
评价等级            优 -> 优
等级为“优”，上年等级为“良”。 -> 优 ; 良
运行情况良好。 ->
等级评定工作优先开展。 ->
90分以上的等级为优，80-90分的等级为良。 ->
评价等级分为优（90-100分）、良（80-89分）。 ->
水质为优，绿化为差。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(GRADES))
def test_grades(text: str, due: list[str]) -> None:
    found = read_grades(sentences(text))
    assert [grade.word for grade in found] == due
    assert [text[grade.start : grade.end] for grade in found] == due


SCALES = """
90分（含）以上为优，80—90分（不含90分）为良，60-80分为中，60分以下为差。 -> 优[90,∞ ; 良[80,90) ; 中[60,80) ; 差[0,60)
90-100分为优秀，75至90分为良好，75分以下为较差。 -> 优秀[90,100] ; 良好[75,90) ; 较差[0,75)
优（90-100分）、良（80-89分）、中（60-79分）、差（60分以下）。 -> 优[90,100] ; 良[80,90) ; 中[60,80) ; 差[0,60)
优秀（95分以上）、良好（80-95分）、合格（60分及以下）。 -> 优秀[95,∞ ; 良好[80,95) ; 合格[0,60)
100-90分（含90分）为“优”，90分-80分（含80分）为“良”。 -> 优[90,100] ; 良[80,90)
90分（不含）以上为优，80-90（含90分）分为良。 -> 优(90,∞ ; 良[80,90]
80（不含80分）-90分为良，80分及以下为合格。 -> 良(80,90) ; 合格[0,80]
90分以上为优。 ->
综合评分92分，等级为优。 ->
温度80-90度为良，60-80度为差。 ->
"""


def _band(band: DeclaredBand) -> str:
    high = "∞" if band.high is None else f"{band.high}{')' if band.high_open else ']'}"
    return f"{band.word}{'(' if band.low_open else '['}{band.low},{high}"


@pytest.mark.parametrize(("text", "due"), rows(SCALES))
def test_declared_scales(text: str, due: list[str]) -> None:
    assert [_band(band) for band in read_declared_scale(sentences(text))] == due


@pytest.mark.parametrize(
    ("low_open", "high", "high_open", "held"),
    [
        (False, 90, True, {80, 85}),
        (True, 90, True, {85}),
        (False, 90, False, {80, 85, 90}),
        (True, None, False, {85, 90, 95}),
        (False, None, False, {80, 85, 90, 95}),
    ],
)
def test_a_band_holds_the_scores_between_its_ends(
    low_open: bool, high: int | None, high_open: bool, held: set[int]
) -> None:
    band = DeclaredBand("良", Decimal(80), None if high is None else Decimal(high), low_open, high_open)
    assert {score for score in (75, 80, 85, 90, 95) if band.holds(Decimal(score))} == held


@given(st.lists(st.integers(1, 99), min_size=2, max_size=4, unique=True))
def test_a_scale_written_out_holds_each_score_once(limits: list[int]) -> None:
    ends = sorted(limits, reverse=True)
    words = ("优", "良", "中", "差", "低")
    told = [f"{ends[0]}分以上为{words[0]}"]
    told += [f"{low}-{high}分为{word}" for high, low, word in zip(ends, ends[1:], words[1:], strict=False)]
    told += [f"{ends[-1]}分以下为{words[len(ends)]}"]
    bands = read_declared_scale(sentences("，".join(told) + "。"))
    assert [sum(band.holds(Decimal(score)) for band in bands) for score in range(101)] == [1] * 101


@given(st.sampled_from(GRADE_WORDS), st.integers(0, 100))
def test_score_and_grade_are_read_back(word: str, score: int) -> None:
    told = sentences(f"经综合评价，项目自评得分{score}分，评价等级为“{word}”。")
    assert [total.score for total in read_total_scores(told)] == [score]
    assert [grade.word for grade in read_grades(told)] == [word]
