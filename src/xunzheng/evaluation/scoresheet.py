"""The scoresheet: each indicator's points with trace and evidence, the total, the cap and the grade."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.basis import Basis
from xunzheng.evaluation.evidence import Evidence, EvidenceKind
from xunzheng.evaluation.framework import Framework, Indicator, execution_leaf
from xunzheng.evaluation.grades import GradeScale, Grading
from xunzheng.evaluation.interval import ZERO, Interval
from xunzheng.evaluation.notation import write, write_percent
from xunzheng.evaluation.refusals import EvidenceError, FrameworkError
from xunzheng.evaluation.rounding import Rounding
from xunzheng.evaluation.rules import CapBand, ExecutionCap, ExecutionRate
from xunzheng.evaluation.scoring import Rate, execution_rate, score
from xunzheng.evaluation.trace import Step

NO_EVIDENCE = "无证据，不得分"


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """The points of one indicator. A leaf has the trace of its own rule, a parent the sum of its children.

    `kind` and `place` are those of the evidence; None and empty where there is none or for a parent.
    `note` says what a reader must know. `proved` is False for a leaf without (usable) evidence.
    """

    code: str
    name: str
    path: tuple[str, ...]
    weight: Decimal
    points: Interval
    steps: tuple[Step, ...]
    kind: EvidenceKind | None = None
    place: str = ""
    note: str = ""
    proved: bool = True
    children: tuple[IndicatorScore, ...] = ()

    def walk(self) -> Iterator[IndicatorScore]:
        """This score and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Scoresheet:
    """The result of an evaluation.

    `added` is the sum of the indicators, `low` and `high` the total after the cap, rounded as the
    framework declares: equal unless a qualitative band has no judged position. `steps` explain how the
    total came about, `grading` the grade (None where no scale was given; `steps` then say so).
    """

    framework: str
    title: str
    basis: Basis
    scores: tuple[IndicatorScore, ...]
    added: Interval
    low: Decimal
    high: Decimal
    full_score: Decimal
    steps: tuple[Step, ...]
    capped_at: Decimal | None = None
    grading: Grading | None = None

    @property
    def total(self) -> Decimal | None:
        """The total where it is one number, None where only bounds are known."""
        return self.low if self.low == self.high else None

    def walk(self) -> Iterator[IndicatorScore]:
        """All indicators, parents before children."""
        for item in self.scores:
            yield from item.walk()

    def leaves(self) -> Iterator[IndicatorScore]:
        """The leaf indicators in order."""
        return (item for item in self.walk() if not item.children)

    @property
    def missing(self) -> tuple[IndicatorScore, ...]:
        """The leaves that earned nothing for want of usable evidence; each note says what is wanting."""
        return tuple(item for item in self.leaves() if not item.proved)

    @property
    def points_by_kind(self) -> dict[EvidenceKind, Interval]:
        """How many points, before the cap, stand on each kind of evidence; all kinds, strongest first."""
        totals = dict.fromkeys(EvidenceKind, ZERO)
        for item in self.leaves():
            if item.kind is not None:
                totals[item.kind] += item.points
        return totals


def evaluate(
    framework: Framework, evidence: Mapping[str, Evidence], scale: GradeScale | None = None
) -> Scoresheet:
    """Score the framework's indicators, whose evidence is given by indicator code.

    An indicator without evidence, or whose evidence does not carry its rule, earns nothing and stands
    in `missing`. The total never exceeds the full score, and further evidence never lowers it.

    Raises FrameworkError where the framework has no weights yet, EvidenceError where evidence is given
    for a code that is no leaf of it.
    """
    _check_weights(framework)
    _check_codes(framework, evidence)
    scores = tuple(_score_node(framework, item, (), evidence) for item in framework.indicators)
    added = sum((item.points for item in scores), ZERO)
    steps = [_sum_step("总分", scores, added)]
    capped, band, cap_steps = _cap_total(framework, evidence, added)
    steps += cap_steps
    low, high = framework.rounding.apply(capped.low), framework.rounding.apply(capped.high)
    shown = str(low) if low == high else f"{low}～{high}"
    steps.append(Step(f"总分取整：{framework.rounding}", str(capped), f"{shown}分"))
    grading = scale.grade_interval(Interval(Fraction(low), Fraction(high))) if scale else None
    steps += grading.steps if grading else [Step("定级", "未指定等级标准", "不定级")]
    return Scoresheet(
        framework.code,
        framework.title,
        framework.basis,
        scores,
        added,
        low,
        high,
        framework.full_score,
        tuple(steps),
        capped_at=band.limit if band else None,
        grading=grading,
    )


def _score_node(
    framework: Framework, indicator: Indicator, parents: tuple[str, ...], evidence: Mapping[str, Evidence]
) -> IndicatorScore:
    path, weight = (*parents, indicator.name), indicator.weight or Decimal(0)
    if not indicator.children:
        return _score_leaf(framework, indicator, path, weight, evidence.get(indicator.code))
    children = tuple(_score_node(framework, child, path, evidence) for child in indicator.children)
    points = sum((child.points for child in children), ZERO)
    step = _sum_step("小计", children, points)
    return IndicatorScore(indicator.code, indicator.name, path, weight, points, (step,), children=children)


def _score_leaf(
    framework: Framework,
    indicator: Indicator,
    path: tuple[str, ...],
    weight: Decimal,
    evidence: Evidence | None,
) -> IndicatorScore:
    code, name = indicator.code, indicator.name
    if evidence is None:
        return IndicatorScore(code, name, path, weight, ZERO, (), note=NO_EVIDENCE, proved=False)
    earned = score(indicator, evidence, framework.adjustments.deviation)
    points, steps = earned.points, earned.steps
    if framework.rounding.each_indicator and earned.proved:
        points, steps = _round_points(points, Fraction(weight), framework.rounding, steps)
    return IndicatorScore(
        code, name, path, weight, points, steps, evidence.kind, evidence.place, earned.note, earned.proved
    )


def _round_points(
    points: Interval, weight: Fraction, rounding: Rounding, steps: tuple[Step, ...]
) -> tuple[Interval, tuple[Step, ...]]:
    ends = (Fraction(rounding.apply(end)) for end in (points.low, points.high))
    rounded = Interval(*ends).clamp(Fraction(0), weight)
    if rounded == points:
        return points, steps
    return rounded, (*steps, Step(f"指标得分取整：{rounding}", str(points), f"{rounded}分"))


def _sum_step(name: str, scores: tuple[IndicatorScore, ...], points: Interval) -> Step:
    written = (str(item.points) if item.points.is_exact else f"（{item.points}）" for item in scores)
    how = " + ".join(written)
    return Step(f"{name}＝各指标得分之和", how, f"{points}分")


def _cap_total(
    framework: Framework, evidence: Mapping[str, Evidence], added: Interval
) -> tuple[Interval, CapBand | None, list[Step]]:
    cap, leaf = framework.adjustments.cap, execution_leaf(framework)
    if cap is None or leaf is None:
        return added, None, []
    rate = _known_rate(leaf, evidence)
    band = cap.band_for(rate)
    if band is None:
        return added, None, []
    capped = added.clamp(Fraction(0), Fraction(band.limit))
    return capped, band if capped != added else None, [_cap_step(cap, band, rate, added, capped)]


def _cap_step(
    cap: ExecutionCap, band: CapBand, rate: Fraction | None, added: Interval, capped: Interval
) -> Step:
    if rate is None:
        how = f"执行率无据，按最严一档封顶：总分不超过 {write(band.limit)} 分，{added}分"
    else:
        where = f"执行率 {write_percent(rate)} 在 {band.range.in_percent()} 内"
        how = f"{where}，总分不超过 {write(band.limit)} 分，{added}分"
    return Step(f"执行率封顶（共 {len(cap.bands)} 档）", how, f"{capped}分")


def _known_rate(leaf: Indicator, evidence: Mapping[str, Evidence]) -> Fraction | None:
    given = evidence.get(leaf.code)
    if given is None or not isinstance(leaf.rule, ExecutionRate):
        return None
    rate = execution_rate(leaf.rule, given)
    return rate.value if isinstance(rate, Rate) else None


def _check_weights(framework: Framework) -> None:
    bare = [" › ".join(item.path) for item in framework.leaves() if item.indicator.weight is None]
    if bare:
        raise FrameworkError(
            "指标体系还没有分值，不能计分",
            where=f"指标体系“{framework.title}”",
            expected="每个末级指标都有分值",
            found=f"{len(bare)} 个没有，如“{bare[0]}”",
            advice="请先叠加一个权重规则包，或补上本单位的指标和分值。",
        )


def _check_codes(framework: Framework, evidence: Mapping[str, Evidence]) -> None:
    known = [item.indicator.code for item in framework.leaves()]
    strange = sorted(set(evidence) - set(known))
    if strange:
        raise EvidenceError(
            "证据对不上任何末级指标",
            where=f"指标体系“{framework.title}”",
            expected="、".join(known),
            found="、".join(strange),
            advice="请按末级指标的编码提供证据。",
        )
