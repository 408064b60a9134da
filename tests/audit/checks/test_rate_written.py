"""Quotients that are written out."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.rate_written import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
right, in several ways of writing
    text 到位率=491/491×100%=100%，完成率＝1,279÷1,323＝96.67%。
    -> held: 491 ÷ 491 = 100%
    -> held: 1,279 ÷ 1,323 = 96.67%
with units and brackets
    text 节约率＝（60万元－57万元）/60万元×100%＝5%。
    -> held: （60 − 57） ÷ 60 = 5%
wrong
    text 预算完成率=1176/1200×100%=97%
    -> error: 1176/1200×100%=97% | 1176 ÷ 1200 = 98.00% ≠ 97%
cut off
    text 完成率=1279/1323=96.6%
    -> suspicion: 1279/1323=96.6% | 1279 ÷ 1323 = 96.67% ≠ 96.6%
negative
    text 变动率=（12－15）/15=-20%
    -> held: （12 − 15） ÷ 15 = -20%
in a cell
    | 指标 | 过程 |
    | 甲 | 49/50=99% |
    -> error: 49/50=99% | 49 ÷ 50 = 98.00% ≠ 99%
nothing divided by nothing
    text 到位率=0/0=100%
part of a longer sum
    text 得分=3+49/50=99%
no quotient
    text 完成率=98%，达标率100%。
a digit's place off, which may be a conversion
    text 维护53件×80元=42400元。
ten thousand off, where no amount of money stands on both sides
    text 补助53户×80公斤=42400000公斤。
a sum beside a product
    text 合计3+4=7元，约5×3=15元。
    -> held: 5×3 = 15元
a sum beside a quotient without brackets
    text 维护3+49÷50=3.98元。
a stroke that need not divide
    text 时间为18/20=0.9。
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
