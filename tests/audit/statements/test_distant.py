"""Figures of the whole report by the words that name them."""

from __future__ import annotations

import pytest

from tests.audit.statements.written import figures, quoted, sentences
from xunzheng.audit.statements.distant import Named, name_of_thing, once


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("其中：农村公路养护支出", "农村公路养护"),
        ("2022年财政拨款", ""),
        ("年度计划安装人脸卡口", "安装人脸卡口"),
        ("截至12月底，累计支付", ""),
    ],
)
def test_names(label: str, name: str) -> None:
    assert name_of_thing(label) == name


def test_figures_are_alike_by_unit_and_name() -> None:
    text = "公路养护48万元。\n水利维修40万元。\n公路养护支出46万元。\n公路养护48公里。"
    named = Named(sentences(text))
    spent = next(figure for figure in figures(text) if figure.text == "46万元")
    assert quoted(named.alike(spent)) == ["48万元", "46万元"]
    (first, *_) = named.alike(spent)
    assert quoted(named.alike(first)) == ["46万元"]


def test_what_names_nothing_is_like_nothing() -> None:
    text = "全年预算200万元。支出180万元。约20万元。"
    named = once(sentences(text))()
    assert quoted(named.unnamed("元")) == ["200万元", "180万元"]
    assert named.alike(named.unnamed("元")[0]) == ()
    assert named.unnamed("人") == ()


def test_only_the_first_figures_of_a_name_are_kept() -> None:
    named = Named(sentences("。".join(f"支出{number}元" for number in range(1, 60))))
    assert len(named.unnamed("元")) == 24
