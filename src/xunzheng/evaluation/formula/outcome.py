"""The outcome of a formula: an exact value or the reason why there is none, with its calculation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from xunzheng.evaluation.formula.figures import write_result
from xunzheng.evaluation.trace import Step
from xunzheng.quantities.units import PERCENT, Unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a formula gives for some values.

    `value` is exact and in `unit`, which always has factor 1 (元 for money; no symbol and dimension
    RATE for a ratio). It is None where the result is undefined, and `undefined` then says why. `shown`
    is the unit in which the result is written (万元, %). `steps` is the calculation, empty if it was
    not asked for.
    """

    value: Fraction | None
    unit: Unit
    shown: Unit
    steps: tuple[Step, ...] = ()
    undefined: str | None = None
    warnings: tuple[str, ...] = ()
    target: str | None = None

    @property
    def written(self) -> str:
        """The result in the official notation, or 无法确定 with the reason."""
        return f"无法确定：{self.undefined}" if self.value is None else write_result(self.value, self.shown)

    def as_percent(self) -> Fraction | None:
        """The number in front of the % sign: 98.5 for a ratio of 0.985.

        None if the result is undefined. Raises ValueError if it is no ratio but has a unit.
        """
        if self.unit.base:
            raise ValueError(f"结果的单位是“{self.unit.symbol}”，不是比率，不能写成百分数。")
        return None if self.value is None else self.value * 100


@dataclass(frozen=True, slots=True)
class Bounds:
    """The values that a rate can take, both ends included; None is no bound."""

    low: Fraction | None = None
    high: Fraction | None = None


_LONGEST_KEY = 40
_ZERO, _ONE = Fraction(0), Fraction(1)
_SHARE = Bounds(_ZERO, _ONE)
_POSITIVE = Bounds(_ZERO)

COMMON_BOUNDS: Mapping[str, Bounds] = {
    "到位率": _POSITIVE,
    "及时率": _SHARE,
    "完成及时率": Bounds(None, _ONE),
    "完成率": _POSITIVE,
    "控制率": _POSITIVE,
    "进度率": _POSITIVE,
    "执行率": _SHARE,
    "达标率": _SHARE,
    "合格率": _SHARE,
    "覆盖率": _SHARE,
    "利用率": _SHARE,
    "办结率": _SHARE,
    "安排率": _SHARE,
    "满意率": _SHARE,
    "节约率": Bounds(None, _ONE),
    "变动率": Bounds(Fraction(-1)),
}
"""Bounds by the end of the target's name, for those who have no rule pack at hand.

完成及时率 may be negative: in the project framework (财预〔2013〕53号) it measures how early, not how much.
"""


def find_bounds(target: str, bounds: Mapping[str, Bounds]) -> Bounds | None:
    """The bounds under the longest key that the target, without its bracketed part, ends in."""
    name = target.partition("（")[0]
    keys = (name[start:] for start in range(max(0, len(name) - _LONGEST_KEY), len(name)))
    return next((bounds[key] for key in keys if key in bounds), None)


def check_bounds(
    outcome: Outcome, low: Fraction | int | None = 0, high: Fraction | int | None = 1
) -> str | None:
    """The warning if a ratio lies outside `low` … `high` (shares: 1 is 100%), else None.

    An undefined outcome, and one with a unit, is outside of nothing.
    """
    if outcome.value is None or outcome.unit.base:
        return None
    if low is not None and outcome.value < low:
        broken = f"低于最小值{write_result(Fraction(low), PERCENT)}"
    elif high is not None and outcome.value > high:
        broken = f"超过最大值{write_result(Fraction(high), PERCENT)}"
    else:
        return None
    name = f"“{outcome.target}”的" if outcome.target else ""
    return f"{name}结果{write_result(outcome.value, PERCENT)}{broken}；请核对各项数值和公式。"
