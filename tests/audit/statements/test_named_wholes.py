"""Amounts that a report names as its whole money, and stocks of many figures."""

from __future__ import annotations

from tests.audit.statements.written import sentences
from xunzheng.audit.statements.distant import Named
from xunzheng.audit.statements.stocks import read_stocks


def test_only_so_many_wholes_are_kept() -> None:
    named = Named(sentences("\n".join(f"第{n}期总投资{n}万元。" for n in range(1, 60))))
    assert 0 < len(named.wholes("元")) < 50


def test_a_paragraph_of_many_figures_is_no_stock() -> None:
    text = "年初5个。" + "新增3个。" * 60 + "年末185个。"
    assert read_stocks(sentences(text)) == ()


def test_hedged_figures_are_no_stock() -> None:
    assert read_stocks(sentences("年初约5个。新增3个。年末8个。")) == ()
