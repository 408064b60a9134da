"""Two stated values side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.audit.identity.values import Nearness, agree, nearness
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.scan import mentions
from xunzheng.quantities.units import PERSON, WAN_YUAN

VALUES = """
31264人，31624人   -> SWAPPED 42
5612户，5621户     -> SWAPPED 40
1960.5万元，9160.5万元 -> SWAPPED 42
148场，184场       -> SWAPPED 34
640亩，460亩       -> SWAPPED 22
128人，821人       -> FAR -10
328人，823人       -> FAR -10
328人，238人       -> SWAPPED 34
12340人，14320人   -> NEAR 22
36件，63件         -> NEAR 12
26家，62家         -> NEAR 2
8868场，8848场     -> DIGIT 28
138台，128台       -> DIGIT 24
138台，168台       -> DIGIT 18
61家，64家         -> DIGIT 16
9条，8条           -> DIGIT 8
352处，652处         -> DIGIT 10
9条，2条           -> FAR -10
126人，1260人      -> SHIFTED 22
12人，120人        -> FAR -10
99名，101名        -> NEAR 16
99名，110名        -> NEAR 13
99名，120名        -> NEAR 6
99名，200名        -> FAR -10
1.286亿元，12680万元 -> SWAPPED 40
"""


@pytest.mark.parametrize("line", VALUES.strip().split("\n"))
def test_nearness(line: str) -> None:
    text, _, due = line.partition("->")
    one, other = (mention.quantity for mention in mentions(text))
    look, points = nearness(one, other)
    assert f"{look.name} {points}" == due.strip()
    assert nearness(other, one) == (look, points)
    assert not agree(one, other)


AGREEING = """
9.6万人次，96318人次 yes
9.6万人次，96818人次 yes
9.5万人次，96818人次 no
9.7万人次，96818人次 yes
1.29亿元，12860万元 yes
449万元，449万元 yes
449.00万元，449万元 yes
23人，24人 no
"""


@pytest.mark.parametrize("line", AGREEING.strip().split("\n"))
def test_agreement(line: str) -> None:
    text, _, due = line.partition(" ")
    one, other = (mention.quantity for mention in mentions(text))
    assert agree(one, other) is agree(other, one) is (due == "yes")


VALUE = st.decimals(min_value="0.01", max_value="99999999", places=2)


@given(VALUE, VALUE)
def test_order_does_not_matter(first: Decimal, second: Decimal) -> None:
    one, other = Quantity(first, WAN_YUAN, 2), Quantity(second, WAN_YUAN, 2)
    assert agree(one, other) is agree(other, one) is (first == second)
    if first != second:
        assert nearness(one, other) == nearness(other, one)


@given(st.integers(min_value=1000, max_value=10**7), st.integers(min_value=0, max_value=2))
def test_two_neighbours_exchanged_are_seen(number: int, at: int) -> None:
    digits = list(str(number))
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    other = int("".join(digits))
    if other == number or digits[0] == "0" or number % 10 == 0 or other % 10 == 0:
        return
    look, _ = nearness(Quantity(Decimal(number), PERSON), Quantity(Decimal(other), PERSON))
    assert look is Nearness.SWAPPED
