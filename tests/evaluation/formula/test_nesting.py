"""The deepest and longest formulas allowed: no recursion error, no slow growth."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from xunzheng.evaluation.formula import compare, compile_formula, evaluate, names, parse, write

VALUES = {"A": 3, "B": 5, "C": 7, "D": 2}


def nest(before: str, after: str, times: int) -> str:
    return before * times + "A" + after * times


DEEP = {
    "brackets": nest("（", "）", 100),
    "sums in products": nest("（2＋3×", "）", 100),
    "else after else": nest("若 B＞A 则 1 否则 ", "", 100),
    "conditions in conditions": nest("（若 2＋3×", "＞0 或 C＞1 且 D＞2 则 1 否则 2）", 50),
    "conditions at the end": nest("（若 B＜1 或 C＞1 且 0＜2＋3×", " 则 1 否则 2）", 50),
    "aggregates": nest("合计（1，2＋3×", "）", 100),
    "long sum": "A＋" * 4_999 + "A",
    "long quotient": "1÷" * 4_000 + "A",
    "many brackets": "（A＋B）×" * 500 + "C",
    "long name": "名" * 10_000,
    "blanks": "A" + " " * 9_000 + "B÷C",
    "words that are no keywords": "若 A＞B 则 1 否则 " + "或且则" * 3_000,
    "keywords that do not join": "若 A＞B" + "或甲" * 3_000 + "则 1 否则 2",
    "units that overlap": "A（" + "人次/" * 2_000 + "x－1）",
    "letters for times": "A" + "x" * 9_000,
}


@contextmanager
def at_most(frames: int) -> Iterator[None]:
    """Allow so many frames more than are in use."""
    frame, used = sys._getframe(), 0
    while frame.f_back:
        frame, used = frame.f_back, used + 1
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(used + frames)
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


@pytest.mark.parametrize("kind", DEEP)
def test_deep_and_long_formulas_need_few_frames(kind: str) -> None:
    parse("A÷B")  # the grammar itself is built with as many frames as it likes
    with at_most(500):
        formula = parse(DEEP[kind])
        assert parse(write(formula)) == formula
        assert repr(formula)
        if set(names(formula)) <= set(VALUES):
            outcome = evaluate(formula, VALUES)
            assert outcome.value == compile_formula(formula)(VALUES)
            assert compare(formula, formula).same is not False
