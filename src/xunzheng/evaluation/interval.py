"""Exact points that may be known only between two bounds, and ranges with open or closed ends."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.evaluation.notation import write, write_percent
from xunzheng.evaluation.refusals import RuleError


@dataclass(frozen=True, slots=True)
class Interval:
    """Points known to lie from `low` to `high`, both included; equal where they are known exactly."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    @property
    def is_exact(self) -> bool:
        """Whether the points are one number."""
        return self.low == self.high

    def clamp(self, floor: Fraction, cap: Fraction) -> Interval:
        """The interval with both ends brought between `floor` and `cap`."""
        return Interval(min(max(self.low, floor), cap), min(max(self.high, floor), cap))

    def __str__(self) -> str:
        if self.is_exact:
            return write(self.low)
        return f"{write(self.low)}～{write(self.high)}"


ZERO = Interval(Fraction(0), Fraction(0))


def exactly(points: Fraction | Decimal) -> Interval:
    """The interval that holds one number only."""
    return Interval(Fraction(points), Fraction(points))


_WRITTEN = re.compile(
    r"(?P<open>[\[(])(?P<low>-?\d{1,12}(?:\.\d{1,12})?%?|-∞),"
    r"(?P<high>-?\d{1,12}(?:\.\d{1,12})?%?|∞)(?P<close>[\])])"
)


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers between two ends, each of them in (`closed`) or out; None is without end.

    >>> Range.read("[80,90)").holds(Fraction(90))
    False
    """

    low: Fraction | None
    high: Fraction | None
    low_closed: bool = True
    high_closed: bool = False

    def __post_init__(self) -> None:
        if self.low is None or self.high is None or self.low < self.high:
            return
        if self.low == self.high and self.low_closed and self.high_closed:
            return
        raise RuleError(
            "区间里没有数",
            where="区间",
            expected="下端小于上端",
            found=str(self),
            advice="请核对两端的数与开闭符号。",
        )

    @classmethod
    def read(cls, text: str) -> Range:
        """The range as written in mathematics: `[80,90)`, `(-∞,60)`, `[70%,80%)`.

        Raises RuleError where the text is no range, or one that holds no number.
        """
        found = _WRITTEN.fullmatch(text[:80].replace(" ", "").replace("，", ",").replace("−", "-"))
        if found is None:
            raise RuleError(
                "看不懂的区间",
                where="区间",
                expected="形如 [80,90)、(-∞,60) 或 [70%,80%)",
                found=text,
                advice="方括号表示含端点，圆括号表示不含。",
            )
        low, high = _end(found["low"]), _end(found["high"])
        return cls(low, high, found["open"] == "[", found["close"] == "]")

    def holds(self, number: Fraction) -> bool:
        """Whether the number lies in the range."""
        return not self.lies_below(number) and not self.lies_above(number)

    def lies_above(self, number: Fraction) -> bool:
        """Whether the whole range lies above the number."""
        return self.low is not None and (number < self.low or (number == self.low and not self.low_closed))

    def lies_below(self, number: Fraction) -> bool:
        """Whether the whole range lies below the number."""
        return self.high is not None and (
            number > self.high or (number == self.high and not self.high_closed)
        )

    def __str__(self) -> str:
        return self._written(percent=False)

    def in_percent(self) -> str:
        """The range with its ends as per cent: `[70%,80%)`."""
        return self._written(percent=True)

    def _written(self, percent: bool) -> str:
        show = write_percent if percent else write
        low = "-∞" if self.low is None else show(self.low)
        high = "∞" if self.high is None else show(self.high)
        opening = "[" if self.low_closed and self.low is not None else "("
        return f"{opening}{low},{high}{']' if self.high_closed and self.high is not None else ')'}"


def _end(text: str) -> Fraction | None:
    if text.endswith("∞"):
        return None
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def gap_between(lower: Range, upper: Range) -> Range | None:
    """What two ranges, the lower first, leave between them; None where they meet.

    Raises RuleError where they overlap.
    """
    if lower.high is None or upper.low is None or lower.high > upper.low:
        raise _overlap(lower, upper)
    if lower.high < upper.low:
        return Range(lower.high, upper.low, not lower.high_closed, not upper.low_closed)
    if lower.high_closed and upper.low_closed:
        raise _overlap(lower, upper)
    if lower.high_closed or upper.low_closed:
        return None
    return Range(lower.high, upper.low, True, True)


def order(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The ranges from the lowest to the highest; a range without lower end comes first."""
    return tuple(sorted(ranges, key=_lower_end))


def gaps_of(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """What the ranges leave between them, from low to high. Raises RuleError where two overlap."""
    ordered = order(ranges)
    between = (gap_between(lower, upper) for lower, upper in itertools.pairwise(ordered))
    return tuple(gap for gap in between if gap is not None)


def _lower_end(item: Range) -> tuple[bool, Fraction, bool]:
    return (item.low is not None, item.low or Fraction(0), not item.low_closed)


def _overlap(lower: Range, upper: Range) -> RuleError:
    return RuleError(
        "两个区间重叠",
        where=f"{lower} 与 {upper}",
        expected="每个数至多落在一个区间里",
        found="有的数落在两个区间里",
        advice="请把其中一个区间的端点改为不含（圆括号）。",
    )
