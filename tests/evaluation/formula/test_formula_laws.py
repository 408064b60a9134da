"""What holds for every formula: reading undoes writing, and all ways to compute agree."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluation.formula.formula_trees import GIVEN_VALUES, NUMBER_TREES, WRITTEN_TREES, NoValue, compute
from xunzheng.evaluation.formula import (
    Formula,
    FormulaError,
    compile_formula,
    equivalent,
    evaluate,
    fold_name,
    parse,
    write,
)
from xunzheng.evaluation.formula.tree import Name, Node, Product

OFFICIAL = (
    "资金到位率=（实际到位资金/计划投入资金）×100%。",
    "完成及时率[ (计划完成时间-实际完成时间）/计划完成时间] ×100%。",
    "“三公经费”变动率＝[（本年－上年）÷上年]×100%",
    "得分＝若 完成率≥90% 且 满意度＞80% 则 10分 否则 平均（A，B、C）",
    "总分＝∑（单项得分×权重）",
)
SIGNS = (
    '（）()[]【】｛｝×÷/／*－-−—＋+％%‰＝=<>≥≤≠“”"、，,。；：·?？\u00a0 \u3000\n\tΣ∑'
    "若则否且或果合计平均最大小0189.,万元人分年x甲乙率A"
)


@given(WRITTEN_TREES, st.sampled_from([None, "资金到位率", "“三公经费”变动率", "部门（单位）支出率（%）"]))
@settings(max_examples=150, deadline=None)
def test_reading_undoes_writing(tree: Node, target: str | None) -> None:
    formula = Formula("", target, tree)
    read = parse(write(formula))
    assert read == formula
    assert hash(read) == hash(formula)
    assert write(read) == write(formula)


@given(NUMBER_TREES, GIVEN_VALUES)
@settings(max_examples=150, deadline=None)
def test_all_evaluations_agree(tree: Node, values: Mapping[str, int | Decimal]) -> None:
    formula = parse(write(Formula("", None, tree)))
    try:
        expected = compute(tree, values)
    except NoValue:
        expected = None
    traced, untraced = evaluate(formula, values), evaluate(formula, values, trace=False)
    assert traced.value == untraced.value == compile_formula(formula)(values) == expected
    assert (traced.undefined is None) == (expected is not None)
    assert traced.steps
    assert not untraced.steps


@given(NUMBER_TREES, GIVEN_VALUES)
@settings(max_examples=50, deadline=None)
def test_division_by_zero_is_never_a_number(tree: Node, values: Mapping[str, int | Decimal]) -> None:
    divided = Product(("×", "÷"), (tree, Product(("×", "×"), (Name("零"), Name("A")))))
    outcome = evaluate(Formula("", None, divided), {**values, "零": 0})
    assert outcome.value is None
    assert outcome.undefined
    assert compile_formula(Formula("", None, divided))({**values, "零": 0}) is None


@given(NUMBER_TREES)
@settings(max_examples=30, deadline=None)
def test_a_formula_is_never_shown_to_differ_from_itself(tree: Node) -> None:
    formula = Formula("", None, tree)
    assert equivalent(formula, formula) is not False


@given(NUMBER_TREES)
@settings(max_examples=50, deadline=None)
def test_a_node_knows_its_characters(tree: Node) -> None:
    formula = parse(write(Formula("", None, tree)))
    for node in formula.expression.walk():
        assert 0 <= node.start < node.end <= len(formula.source)
        if isinstance(node, Name):
            assert fold_name(formula.source[node.start : node.end].strip("（）")) == node.text


def read_or_refuse(text: str) -> Formula | FormulaError:
    """Whatever becomes of the text; any other exception is a crash."""
    try:
        return parse(text)
    except FormulaError as error:
        return error


def check_reading(text: str) -> None:
    """Either a formula that can be written and read again, or a sentence with a place in the text."""
    read = read_or_refuse(text)
    if isinstance(read, FormulaError):
        assert read.text == text
        assert 1 <= read.position <= len(text) + 1
        assert read.pointer().endswith("^")
        assert str(read).endswith("。")
    else:
        assert parse(write(read)) == read
        assert all(0 <= oddity.start <= oddity.end <= len(text) for oddity in read.oddities)


@given(st.text(SIGNS, max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_text_is_a_formula_or_is_refused_with_a_place(text: str) -> None:
    check_reading(text)


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_any_characters_at_all_are_refused_or_read(text: str) -> None:
    check_reading(text)


@given(st.sampled_from(OFFICIAL), st.data())
@settings(max_examples=300, deadline=None)
def test_a_damaged_formula_is_refused_with_a_place_or_read(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    until = data.draw(st.integers(at, min(len(text), at + 3)))
    check_reading(text[:at] + data.draw(st.text(SIGNS, max_size=3)) + text[until:])


@given(st.text(SIGNS, max_size=20))
def test_folding_a_folded_name_changes_nothing(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@pytest.mark.parametrize("text", OFFICIAL)
def test_blanks_and_widths_do_not_matter(text: str) -> None:
    half = str.maketrans("（）＝－＋÷", "()=-+/")
    spaced = text.replace("（", "\u00a0（ ").replace("×", " × ")
    assert parse(text.translate(half)) == parse(spaced) == parse(text)
