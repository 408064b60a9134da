"""Units: what a number counts, and how large one of it is."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal


class Dimension(enum.StrEnum):
    """What kind of thing a unit measures. Only quantities of one dimension and one base add up."""

    MONEY = "money"
    COUNT = "count"
    RATE = "rate"
    DURATION = "duration"
    SCORE = "score"
    MEASURE = "measure"  # physical units and units made of two (元/人), told apart by their base
    NUMBER = "number"  # a bare number


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a Chinese office writes it.

    `symbol` is the written form (万元), `base` the unit that it is a multiple of (元), `factor` how
    many of the base one of it is (10000). Counts have their measure word as base, with the words for
    persons (人, 名, 位) folded into 人. A unit made of two keeps both: 万元/人 has the base 元/人.
    """

    symbol: str
    dimension: Dimension
    base: str
    factor: Decimal = Decimal(1)

    def adds_to(self, other: Unit) -> bool:
        """Whether quantities in the two units may be added: same dimension, same base."""
        return self.dimension is other.dimension and self.base == other.base


NUMBER = Unit("", Dimension.NUMBER, "")
YUAN = Unit("元", Dimension.MONEY, "元")
WAN_YUAN = Unit("万元", Dimension.MONEY, "元", Decimal(10_000))
YI_YUAN = Unit("亿元", Dimension.MONEY, "元", Decimal(100_000_000))
PERCENT = Unit("%", Dimension.RATE, "", Decimal("0.01"))
PER_MILLE = Unit("‰", Dimension.RATE, "", Decimal("0.001"))
SCORE = Unit("分", Dimension.SCORE, "分")
PERSON = Unit("人", Dimension.COUNT, "人")
