"""Sentences, clauses, brackets and figures with their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.statements.written import document, figures, rows, sentences
from xunzheng.audit.statements.levels import OUTSIDE, Levels
from xunzheng.audit.statements.sentences import read_sentences, segments

SPLIT = """
工程完工。已验收！是否移交？未移交 -> 工程完工。 | 已验收！ | 是否移交？ | 未移交
坚持“先建。后补。”的办法。成效好。 -> 坚持“先建。后补。”的办法。 | 成效好。
下拨（省级。市级。）两笔。 -> 下拨（省级。市级。）两笔。
下拨（省级。市级两笔。 -> 下拨（省级。 | 市级两笔。
下拨）省级。市级 -> 下拨）省级。 | 市级
增长3.5%。下降2% -> 增长3.5%。 | 下降2%
印发《方案。试行》。执行 -> 印发《方案。试行》。 | 执行
第一段。\\n第二段 -> 第一段。 | 第二段
。 -> 。
"""


@pytest.mark.parametrize(
    ("text", "due"),
    rows(SPLIT.replace("|", ";")),
)
def test_sentences(text: str, due: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == due


WORDS = """
省级资金500万元 -> 省级资金|500万元|
购置电脑50台并安装 -> 购置电脑|50台|并安装
甲5人乙6人丙 -> 甲|5人|乙 ; 乙|6人|丙
县级（含乡镇）投入30万元（已到账）整 -> 县级投入|30万元|整
自评得分：98分 -> 自评得分|98分|
自评得分：其中98分 -> 其中|98分|
得分，98分 -> |98分|
（得分：98分） -> 得分|98分|
投入（其中甲5人）和乙6人 -> 其中甲|5人| ; 投入和乙|6人|
《方案》5条 -> 《方案》|5条|
支出29.6万 -> 支出|29.6万|
覆盖人口29.6万，支出8万元 -> 覆盖人口|29.6万| ; 支出|8万元|
"""


@pytest.mark.parametrize(("text", "due"), rows(WORDS))
def test_figures_have_their_words(text: str, due: list[str]) -> None:
    assert [f"{f.label}|{f.text}|{f.tail}" for f in figures(text)] == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("支出29.6万", ["元"]),
        ("覆盖人口29.6万", [""]),
        ("覆盖人口29.6万，支出8万元", ["元", "元"]),
        ("路灯318路", ["·路"]),
        ("数值318", [""]),
        ("职工31名、病人20位", ["人", "人"]),
        ("完成率98%", [""]),
    ],
)
def test_the_base_of_a_figure(text: str, due: list[str]) -> None:
    assert [figure.base for figure in figures(text)] == due


def test_clauses_go_on_behind_a_bracket() -> None:
    (sentence,) = sentences("投入资金（省级5万元，市级6万元）及设备，共11万元。")
    assert [(sentence.words(c.start, c.end), c.bracket, c.after, c.ends) for c in sentence.clauses] == [
        ("投入资金(省级5万元,市级6万元)及设备", -1, "", ","),
        ("省级5万元", 0, "(", ","),
        ("市级6万元", 0, ",", ")"),
        ("共11万元", -1, ",", "。"),
    ]
    (bracket,) = sentence.brackets
    assert (sentence.words(bracket.start, bracket.end), bracket.parent, bracket.clause) == (
        "(省级5万元,市级6万元)",
        -1,
        0,
    )


def test_segments_are_divided_by_semicolons_outside_brackets() -> None:
    (sentence,) = sentences("甲5人；乙6人（丙7人；丁8人）；戊9人；")
    assert [[f.text for f in group] for group in segments(sentence)] == [
        ["5人"],
        ["6人", "7人", "8人"],
        ["9人"],
    ]


def test_cells_are_read_behind_each_other_and_blank_ones_are_passed_over() -> None:
    made = document("概况", "支出5万元。\n结余1万元", " ", "备注")
    found = read_sentences(made)
    assert [(s.row, s.column, s.text, s.opens) for s in found] == [
        (None, None, "概况", True),
        (0, 0, "支出5万元。", True),
        (0, 0, "结余1万元", False),
        (2, 0, "备注", True),
    ]
    assert [s.number for s in found] == [0, 1, 2, 3]


def test_what_is_no_quantity_is_kept_with_its_place() -> None:
    (sentence,) = sentences("一、依据：按永政发〔2013〕24号下达7,00.0,77元。")
    assert [sentence.words(e.start, e.end) for e in sentence.exclusions] == ["一、", "[2013]24号"]
    assert [m.text for m in sentence.malformed] == ["7,00.0,77"]


def test_a_quotation_in_a_quotation_divides_nothing() -> None:
    (sentence,) = sentences("推行“一网、‘一门’、“一次””改革，办件5件。")
    assert [sentence.words(c.start, c.end) for c in sentence.clauses][1:] == ["办件5件"]


def test_levels_of_nested_brackets() -> None:
    (sentence,) = sentences("甲（乙（丙）丁）（戊）己")
    levels = Levels(sentence)
    assert [levels.innermost(sentence.start + at) for at in range(12)] == [
        -1, 0, 0, 1, 1, 1, 0, 0, 2, 2, 2, -1,
    ]  # fmt: skip
    assert levels.clause_at(5, 3) == OUTSIDE


signs = st.sampled_from(list("，。；：、（）()“”《》【】万亿元人个其中共占率合计增长一二三①②12.5%\n —"))
hostile = st.text(signs, max_size=60) | st.text(max_size=40)


@given(hostile)
def test_every_span_quotes_the_text(text: str) -> None:
    made = document(text)
    for sentence in read_sentences(made):
        assert made.text[sentence.start : sentence.end] == sentence.text
        assert len(sentence.folded) == len(sentence.text)
        spans = [(f.start, f.end, f.text) for f in sentence.figures]
        spans += [(e.start, e.end, e.text) for e in sentence.exclusions]
        spans += [(m.start, m.end, m.text) for m in sentence.malformed]
        for start, end, quote in spans:
            assert made.text[start:end] == quote
            assert sentence.start <= start < end
        for clause in sentence.clauses:
            assert sentence.start <= clause.start <= clause.end <= sentence.end
        for bracket in sentence.brackets:
            assert sentence.folded[bracket.start - sentence.start] in "([【{"


@given(hostile)
def test_sentences_cover_their_paragraph_in_order(text: str) -> None:
    made = document(text)
    found = read_sentences(made)
    assert [s.number for s in found] == list(range(len(found)))
    for paragraph in made.paragraphs():
        inside = [s for s in found if s.block == paragraph.index]
        assert [s.start for s in inside] == sorted(s.start for s in inside)
        assert (
            "".join(s.text for s in inside).replace(" ", "").split()
            == paragraph.text.replace(" ", "").split()
        )


@given(hostile)
def test_levels_agree_with_the_clauses(text: str) -> None:
    for sentence in read_sentences(document(text)):
        levels = Levels(sentence)
        for figure in sentence.figures:
            assert levels.innermost(figure.start) == figure.bracket


@given(hostile)
def test_segments_hold_every_figure_once(text: str) -> None:
    for sentence in read_sentences(document(text)):
        assert [f for group in segments(sentence) for f in group] == list(sentence.figures)
