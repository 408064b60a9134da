"""Full-width, half-width and look-alike characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xunzheng.quantities.width import fold

FOLDED = [
    ("０１２９", "0129"),
    ("ＡＺａｚ", "AZaz"),
    ("１００％", "100%"),
    ("，．：；（）", ",.:;()"),
    ("〔2012〕﹝2019﹞【】［］", "[2012][2019][][]"),
    ("－—−‐–", "-----"),
    ("～〜", "~~"),
    ("\u3000\u00a0\u2003\u200b\ufeff", "     "),
    ("≧≦═＝", "≥≤=="),
    ("＞＝", ">="),
    ("／＊×✕", "/*××"),
    ("￥•・", "¥··"),
    ("⼈⼀⽇", "人一日"),
    ("“5+2”《》、。\n\t", "“5+2”《》、。\n\t"),
    ("①㎡²‰", "①㎡²‰"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_variants_become_one_form(text: str, folded: str) -> None:
    assert fold(text) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
