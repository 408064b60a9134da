"""Scoring rules as data: how an indicator's evidence turns into a share of its weight."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.evaluation.interval import Range, gaps_of, order
from xunzheng.evaluation.refusals import RuleError


class Direction(enum.StrEnum):
    """UP: the more the better (≥ target); DOWN: the less the better (≤ target)."""

    UP = "up"
    DOWN = "down"


class Measure(enum.StrEnum):
    """What a step rule looks at."""

    ATTAINMENT = "attainment"  # actual ÷ target
    ACTUAL = "actual"  # the actual value itself, in its unit's base
    FORMULA = "formula"  # the rate that the indicator's formula gives


class Denominator(enum.StrEnum):
    """What executed funds are divided by; regulations and regions differ, so each rule says it."""

    BUDGET = "budget"
    ADJUSTED = "adjusted"
    ARRIVED = "arrived"
    BUDGET_LESS_INTEGRATED = "budget-less-integrated"

    @property
    def label(self) -> str:
        """The name of the denominator in the tables."""
        return _DENOMINATORS[self]


EXECUTED = "全年执行数"
BUDGET = "全年预算数"
INTEGRATED = "统筹整合资金数"
_DENOMINATORS = {
    Denominator.BUDGET: BUDGET,
    Denominator.ADJUSTED: "调整后预算数",
    Denominator.ARRIVED: "实际到位资金",
    Denominator.BUDGET_LESS_INTEGRATED: f"{BUDGET}－{INTEGRATED}",
}


@dataclass(frozen=True, slots=True)
class Proportional:
    """Full weight where the target is met, else in proportion: by 财预〔2020〕10号 in common practice.

    UP: weight × actual ÷ target. DOWN: weight × target ÷ actual, the reciprocal, as the published
    tables print it (“按 B/A 或 A/B×分值”). Capped at the weight, never below 0. A target that is not
    positive admits no proportion: met is full, missed is 0.
    """

    direction: Direction = Direction.UP


@dataclass(frozen=True, slots=True)
class FormulaRate:
    """Weight × (the formula's rate ÷ `target`), or the reciprocal DOWN; capped at the weight, floor 0.

    A target in the evidence replaces the rule's own; where the rule has none, the evidence must.
    """

    direction: Direction = Direction.UP
    target: Fraction | None = Fraction(1)


@dataclass(frozen=True, slots=True)
class FormulaMargin:
    """For rates of the form (plan − actual) ÷ plan, where 0 % means: exactly as planned.

    A rate of 0 or more earns the full weight; below, weight × plan ÷ actual = weight ÷ (1 − rate),
    which is the reciprocal proportion of the rule `Proportional` DOWN.
    """


@dataclass(frozen=True, slots=True)
class Threshold:
    """Measured values in `range` earn `share` of the weight."""

    range: Range
    share: Fraction

    def __post_init__(self) -> None:
        _check_share(self.share, f"分档 {self.range}")


@dataclass(frozen=True, slots=True)
class Steps:
    """Thresholds on a measured value. A value in no threshold earns nothing, and the sheet says so."""

    measure: Measure
    thresholds: tuple[Threshold, ...]

    def __post_init__(self) -> None:
        if not self.thresholds:
            raise RuleError(
                "分档规则没有分档",
                where="计分规则 steps",
                expected="至少一档",
                found="空",
                advice="请补充各档的区间和得分比例。",
            )
        gaps_of(tuple(threshold.range for threshold in self.thresholds))


@dataclass(frozen=True, slots=True)
class PointsMet:
    """Weight × evaluation points met ÷ all evaluation points, each point counting the same."""


@dataclass(frozen=True, slots=True)
class DeductionPerCase:
    """Weight less `per_case` for every case found, not below `floor`."""

    per_case: Decimal
    floor: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.per_case <= 0 or self.floor < 0:
            raise RuleError(
                "扣分规则的数不对",
                where="计分规则 deduction-per-case",
                expected="每次扣分为正数，下限不为负数",
                found=f"每次扣 {self.per_case}，下限 {self.floor}",
                advice="扣分额写正数即可，不带负号。",
            )


@dataclass(frozen=True, slots=True)
class QualitativeBand:
    """A qualitative outcome and the shares of the weight that it may earn."""

    word: str
    shares: Range
    synonyms: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.shares.low is None or self.shares.high is None:
            raise RuleError(
                "定性档次的比例没有端点",
                where=f"档次“{self.word}”",
                expected="0% 到 100% 之间的区间",
                found=str(self.shares),
                advice="请写明上下两端。",
            )
        _check_share(self.shares.low, f"档次“{self.word}”")
        _check_share(self.shares.high, f"档次“{self.word}”")


@dataclass(frozen=True, slots=True)
class Qualitative:
    """Qualitative bands: an interval of points, narrowed to one number only by a judged position.

    财预〔2020〕10号: 达成 100 %–80 % (included), 部分达成 80 %–60 % (included), 未达成 60 %–0.
    """

    bands: tuple[QualitativeBand, ...]

    def __post_init__(self) -> None:
        gaps_of(tuple(band.shares for band in self.bands))
        words = [word for band in self.bands for word in (band.word, *band.synonyms)]
        if not words or len(set(words)) != len(words):
            raise RuleError(
                "定性档次的名称缺失或重复",
                where="计分规则 qualitative",
                expected="至少一档，各档名称互不相同",
                found="、".join(words) or "空",
                advice="请给每一档一个不同的名称。",
            )

    def band(self, word: str) -> QualitativeBand | None:
        """The band of that name or synonym."""
        for band in self.bands:
            if word.strip() in (band.word, *band.synonyms):
                return band
        return None


@dataclass(frozen=True, slots=True)
class ExecutionRate:
    """Weight × executed funds ÷ the named denominator, capped at the weight, floor 0.

    `executed` is the name under which the evidence has the executed funds.
    """

    denominator: Denominator
    executed: str = EXECUTED


@dataclass(frozen=True, slots=True)
class Judged:
    """A score that somebody gives, with the reason; kept between 0 and the weight."""


Rule = (
    Proportional
    | FormulaRate
    | FormulaMargin
    | Steps
    | PointsMet
    | DeductionPerCase
    | Qualitative
    | ExecutionRate
    | Judged
)


@dataclass(frozen=True, slots=True)
class Deviation:
    """Points off where the actual value exceeds the target by `threshold` of it or more.

    The threshold itself counts as a deviation (“超过年初指标值 30% 及以上”). Only targets that are to be
    reached (UP) deviate upwards; the indicator's points do not fall below 0.
    """

    threshold: Fraction
    points: Decimal

    def __post_init__(self) -> None:
        if self.threshold <= 0 or self.points <= 0:
            raise RuleError(
                "偏离扣分的数不对",
                where="偏离扣分",
                expected="偏离线和扣分都是正数",
                found=f"偏离线 {self.threshold}，扣 {self.points} 分",
                advice="扣分额写正数即可，不带负号。",
            )


@dataclass(frozen=True, slots=True)
class CapBand:
    """An execution rate in `range` caps the total at `limit`."""

    range: Range
    limit: Decimal


@dataclass(frozen=True, slots=True)
class ExecutionCap:
    """The total capped by the execution rate. A rate in no band caps nothing.

    Higher execution never caps lower. Where the execution rate is not proved, the lowest limit holds:
    what cannot be proved earns nothing.
    """

    bands: tuple[CapBand, ...]

    def __post_init__(self) -> None:
        ordered = order(tuple(band.range for band in self.bands))
        gaps = gaps_of(ordered)
        if not ordered or gaps or ordered[0].low is not None:
            raise RuleError(
                "执行率封顶没有覆盖所有低执行率",
                where="执行率封顶",
                expected="各段首尾相接，最低一段以 -∞ 开头",
                found="、".join(item.in_percent() for item in ordered) or "空",
                advice="请补上缺的一段，否则执行率更低反而不封顶。",
            )
        limits = [band.limit for item in ordered for band in self.bands if band.range == item]
        if limits != sorted(limits) or limits[0] < 0:
            raise RuleError(
                "封顶分数次序不对",
                where="执行率封顶",
                expected="执行率越高封顶分数越高，且不为负",
                found="、".join(str(limit) for limit in limits),
                advice="请核对各段执行率对应的封顶分数。",
            )

    def band_for(self, rate: Fraction | None) -> CapBand | None:
        """The band of the rate; the lowest one where the rate is unknown (None)."""
        if rate is None:
            return min(self.bands, key=lambda band: band.limit)
        for band in self.bands:
            if band.range.holds(rate):
                return band
        return None


@dataclass(frozen=True, slots=True)
class Adjustments:
    """What a platform does to the scores beyond the indicators' own rules."""

    cap: ExecutionCap | None = None
    deviation: Deviation | None = None


def _check_share(share: Fraction, where: str) -> None:
    if not 0 <= share <= 1:
        raise RuleError(
            "得分比例超出 0% 到 100%",
            where=where,
            expected="0% 到 100%",
            found=str(share),
            advice="比例是指占该指标分值的份额。",
        )
