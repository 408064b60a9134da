"""Numbers that differ by a slip of the pen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xunzheng.audit.statements.slips import is_slip

SLIPS = """
17.916 17.196
32.92 31.92
74.00 70.40
1234 124
124 1234
1234 123
"""
OTHERS = """
12 13
100 100
0 120
1234 4321
1234 1256
12345 678
1234 1300
5000000 4000000
12345 1245.5
1234 235
"""


def pairs(rows: str) -> list[list[str]]:
    return [row.split() for row in rows.strip().splitlines()]


@pytest.mark.parametrize(("stated", "right"), pairs(SLIPS))
def test_slips(stated: str, right: str) -> None:
    places = len(stated.partition(".")[2])
    assert is_slip(Decimal(stated), Decimal(right), places)


@pytest.mark.parametrize(("stated", "right"), pairs(OTHERS))
def test_others(stated: str, right: str) -> None:
    assert not is_slip(Decimal(stated), Decimal(right))
