"""Declared rounding: how many places, and which way the half goes."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from xunzheng.evaluation.notation import nearest
from xunzheng.evaluation.refusals import RuleError

_MOST_PLACES = 6


class RoundingMode(enum.StrEnum):
    """HALF_UP is 四舍五入 (away from zero); DOWN cuts off (towards zero)."""

    HALF_UP = "half-up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rounding:
    """Round to `places` digits behind the point, 0 to 6.

    With `each_indicator` every indicator's points are rounded before they are added, so that a printed
    column adds up to its printed total; otherwise only the total is rounded.
    """

    places: int = 2
    mode: RoundingMode = RoundingMode.HALF_UP
    each_indicator: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.places <= _MOST_PLACES:
            raise RuleError(
                "小数位数不在允许范围",
                where="取整规则",
                expected=f"0 到 {_MOST_PLACES} 之间的整数",
                found=str(self.places),
                advice="请改为要保留的小数位数。",
            )

    def apply(self, number: Fraction | Decimal) -> Decimal:
        """The number with exactly `places` digits: 78.635 is 78.64 under (2, half-up).

        >>> Rounding(2).apply(Fraction(78635, 1000))
        Decimal('78.64')
        """
        scaled = Fraction(number) * 10**self.places
        whole = nearest(scaled) if self.mode is RoundingMode.HALF_UP else int(scaled)
        return Decimal(whole).scaleb(-self.places, Context(prec=len(str(whole)) + self.places + 1))

    def __str__(self) -> str:
        way = "四舍五入" if self.mode is RoundingMode.HALF_UP else "舍去尾数"
        return f"{way}，{'取整' if self.places == 0 else f'保留{self.places}位小数'}"
