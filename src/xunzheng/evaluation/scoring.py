"""From one indicator and its evidence to points, with the steps that a person would write down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from xunzheng.evaluation.evidence import Evidence
from xunzheng.evaluation.framework import Indicator
from xunzheng.evaluation.interval import ZERO, Interval, exactly
from xunzheng.evaluation.notation import write, write_percent
from xunzheng.evaluation.rules import (
    BUDGET,
    INTEGRATED,
    DeductionPerCase,
    Denominator,
    Deviation,
    Direction,
    ExecutionRate,
    FormulaMargin,
    FormulaRate,
    Judged,
    Measure,
    PointsMet,
    Proportional,
    Qualitative,
    QualitativeBand,
    Rule,
    Steps,
)
from xunzheng.evaluation.trace import Step
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import Dimension, Unit

if TYPE_CHECKING:
    from xunzheng.evaluation.formula import Formula


@dataclass(frozen=True, slots=True)
class Earned:
    """Points with their steps; `note` says what a reader must know (hedged numbers, a given score)."""

    points: Interval
    steps: tuple[Step, ...]
    note: str = ""
    proved: bool = True


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate that was computed, with its steps; `note` says what is odd about it."""

    value: Fraction
    steps: tuple[Step, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unproved:
    """Why the evidence does not carry the rule."""

    reason: str
    steps: tuple[Step, ...] = ()


def score(indicator: Indicator, evidence: Evidence, deviation: Deviation | None = None) -> Earned:
    """The points of a weighted leaf under its rule; between 0 and its weight.

    Evidence that does not carry the rule (missing fields, 0 as divisor, units that cannot be compared)
    earns nothing and the note says why, unless somebody gave a score: then that counts, and the note
    says that it was not computed. `deviation` takes points off attainment far over target.
    """
    weight = Fraction(indicator.weight or 0)
    earned = _apply(indicator, weight, evidence)
    if isinstance(earned, Unproved) and evidence.score is not None:
        given = _given(weight, evidence)
        note = given.note if isinstance(indicator.rule, Judged) else f"{earned.reason}；{given.note}"
        earned = Earned(given.points, given.steps, note)
    if isinstance(earned, Unproved):
        return Earned(ZERO, earned.steps, f"{earned.reason}，不得分", proved=False)
    if deviation is not None:
        earned = _take_deviation(indicator.rule, evidence, deviation, earned)
    note = "；".join(filter(None, (earned.note, _hedges(indicator.rule, evidence))))
    return Earned(earned.points, earned.steps, note)


def execution_rate(rule: ExecutionRate, evidence: Evidence) -> Rate | Unproved:
    """Executed funds over the rule's denominator, from the evidence's values by their official names."""
    names = _divisor_names(rule.denominator)
    lacking = [name for name in (rule.executed, *names) if name not in evidence.values]
    if lacking:
        return Unproved("缺" + "、".join(f"“{name}”" for name in lacking))
    executed = evidence.values[rule.executed]
    quantities = [executed, *(evidence.values[name] for name in names)]
    if trouble := _incomparable(quantities):
        return Unproved(trouble)
    divisor = _less([_base(quantity) for quantity in quantities[1:]])
    what = f"预算执行率＝{rule.executed}÷{_bracket(rule.denominator.label, names)}×100%"
    under = _bracket("－".join(_written(quantity) for quantity in quantities[1:]), names)
    how = f"{_written(executed)} ÷ {under} × 100%"
    if divisor <= 0:
        reason = f"执行率的分母为{write(divisor)}，无法确定"
        return Unproved(reason, (Step(what, how, f"无法确定：分母为{write(divisor)}"),))
    rate = _base(executed) / divisor
    return Rate(rate, (Step(what, how, write_percent(rate)),))


def _apply(indicator: Indicator, weight: Fraction, evidence: Evidence) -> Earned | Unproved:
    match indicator.rule:
        case Proportional(direction):
            return _proportional(weight, direction, evidence)
        case FormulaRate(direction, target):
            return _formula_rate(indicator, weight, direction, target, evidence)
        case FormulaMargin():
            return _formula_margin(indicator, weight, evidence)
        case Steps() as rule:
            return _by_steps(indicator, weight, rule, evidence)
        case PointsMet():
            return _points_met(indicator, weight, evidence)
        case DeductionPerCase() as rule:
            return _deduct(weight, rule, evidence)
        case Qualitative() as rule:
            return _qualitative(weight, rule, evidence)
        case ExecutionRate() as rule:
            rate = execution_rate(rule, evidence)
            return rate if isinstance(rate, Unproved) else _share_of(weight, rate.value, "执行率", rate.steps)
        case Judged():
            return Unproved("没有评定的得分")
    return Unproved("指标没有计分规则")


def _proportional(weight: Fraction, direction: Direction, evidence: Evidence) -> Earned | Unproved:
    if evidence.target is None or evidence.actual is None:
        return Unproved("按完成比例计分须有目标值和实际值")
    if trouble := _incomparable([evidence.target, evidence.actual]):
        return Unproved(trouble)
    target, actual = _base(evidence.target), _base(evidence.actual)
    sign = "≥" if direction is Direction.UP else "≤"
    met = actual >= target if direction is Direction.UP else actual <= target
    compared = f"实际 {_written(evidence.actual)}，目标 {sign} {_written(evidence.target)}"
    if met:
        return Earned(exactly(weight), (Step("达到目标得满分", compared, f"{write(weight)}分"),))
    if target <= 0 or actual <= 0:
        step = Step("未达到目标，目标值或实际值不为正，不能按比例折算", compared, "0分")
        return Earned(ZERO, (step,))
    names, (upper, lower) = ("实际值÷目标值", (evidence.actual, evidence.target))
    if direction is Direction.DOWN:
        names, (upper, lower) = ("目标值÷实际值", (evidence.target, evidence.actual))
    points = weight * _base(upper) / _base(lower)
    how = f"{write(weight)} × {_written(upper)} ÷ {_written(lower)}"
    return Earned(exactly(points), (Step(f"得分＝分值×{names}", how, f"{write(points)}分"),))


def _formula_rate(
    indicator: Indicator,
    weight: Fraction,
    direction: Direction,
    target: Fraction | None,
    evidence: Evidence,
) -> Earned | Unproved:
    rate = _formula_value(indicator, evidence.values)
    if isinstance(rate, Unproved):
        return rate
    if evidence.target is not None:
        if evidence.target.unit.dimension not in (Dimension.RATE, Dimension.NUMBER):
            return Unproved("公式算出的是比率，目标值却带单位，不能比较")
        target = _base(evidence.target)
    if target is None:
        return Unproved("规则没有统一的目标值，须给出目标值", rate.steps)
    up = direction is Direction.UP
    if (rate.value >= target) if up else (rate.value <= target):
        share = Fraction(1)
    elif target <= 0 or rate.value <= 0:
        share = Fraction(0)
    else:
        share = rate.value / target if up else target / rate.value
    what = "得分＝分值×比率÷目标，不超过分值" if up else "得分＝分值×目标÷比率，不超过分值"
    pair = (rate.value, target) if up else (target, rate.value)
    how = f"{write(weight)} × {write_percent(pair[0])} ÷ {write_percent(pair[1])}"
    step = Step(what, how, f"{write(weight * share)}分")
    return Earned(exactly(weight * share), (*rate.steps, step), rate.note)


def _formula_margin(indicator: Indicator, weight: Fraction, evidence: Evidence) -> Earned | Unproved:
    rate = _formula_value(indicator, evidence.values)
    if isinstance(rate, Unproved):
        return rate
    if rate.value >= 0:
        step = Step("不差于计划得满分", f"{write_percent(rate.value)} ≥ 0", f"{write(weight)}分")
        return Earned(exactly(weight), (*rate.steps, step), rate.note)
    points = weight / (1 - rate.value)
    how = f"{write(weight)} ÷ （1 ＋ {write_percent(-rate.value)}）"
    step = Step("差于计划，得分＝分值×计划÷实际＝分值÷（1－比率）", how, f"{write(points)}分")
    return Earned(exactly(points), (*rate.steps, step), rate.note)


def _by_steps(indicator: Indicator, weight: Fraction, rule: Steps, evidence: Evidence) -> Earned | Unproved:
    measured = _measure(indicator, rule.measure, evidence)
    if isinstance(measured, Unproved):
        return measured
    show = write if rule.measure is Measure.ACTUAL and not _is_rate(evidence.actual) else write_percent
    for threshold in rule.thresholds:
        if threshold.range.holds(measured.value):
            points = weight * threshold.share
            bounds = str(threshold.range) if show is write else threshold.range.in_percent()
            how = f"{show(measured.value)} 在 {bounds} 内，{write(weight)} × {write_percent(threshold.share)}"
            step = Step("按所在分档计分", how, f"{write(points)}分")
            return Earned(exactly(points), (*measured.steps, step), measured.note)
    return Unproved(f"{show(measured.value)} 不在任何分档内", measured.steps)


def _measure(indicator: Indicator, measure: Measure, evidence: Evidence) -> Rate | Unproved:
    if measure is Measure.FORMULA:
        return _formula_value(indicator, evidence.values)
    if evidence.actual is None or (measure is Measure.ATTAINMENT and evidence.target is None):
        return Unproved("按分档计分缺少实际值" if evidence.actual is None else "按分档计分缺少目标值")
    if measure is Measure.ACTUAL or evidence.target is None:
        trouble = _incomparable([evidence.actual])
        return Unproved(trouble) if trouble else Rate(_base(evidence.actual), ())
    if trouble := _incomparable([evidence.target, evidence.actual]):
        return Unproved(trouble)
    target = _base(evidence.target)
    if target <= 0:
        return Unproved("目标值不为正，完成比例无法确定")
    rate = _base(evidence.actual) / target
    how = f"{_written(evidence.actual)} ÷ {_written(evidence.target)} × 100%"
    return Rate(rate, (Step("完成比例＝实际值÷目标值×100%", how, write_percent(rate)),))


def _points_met(indicator: Indicator, weight: Fraction, evidence: Evidence) -> Earned | Unproved:
    if evidence.points_met is None:
        return Unproved("没有逐条核对评价要点")
    count = len(indicator.points)
    strange = sorted(number for number in evidence.points_met if not 1 <= number <= count)
    if strange:
        return Unproved(f"评价要点只有 {count} 条，没有第 {'、'.join(map(str, strange))} 条")
    met = len(evidence.points_met)
    points = weight * met / count
    how = f"{write(weight)} × {met} ÷ {count}"
    step = Step("得分＝分值×符合的要点数÷要点总数", how, f"{write(points)}分")
    return Earned(exactly(points), (step,))


def _deduct(weight: Fraction, rule: DeductionPerCase, evidence: Evidence) -> Earned | Unproved:
    if evidence.deductions is None:
        return Unproved("没有核查扣分事项")
    cases = sum(deduction.cases for deduction in evidence.deductions)
    floor = min(Fraction(rule.floor), weight)
    points = max(weight - cases * Fraction(rule.per_case), floor)
    named = "、".join(f"{item.reason} {item.cases} 次" for item in evidence.deductions) or "未发现"
    how = f"{write(weight)} － {cases} × {write(rule.per_case)}（{named}），不低于 {write(floor)}"
    return Earned(exactly(points), (Step("得分＝分值－次数×每次扣分", how, f"{write(points)}分"),))


def _qualitative(weight: Fraction, rule: Qualitative, evidence: Evidence) -> Earned | Unproved:
    words = "、".join(band.word for band in rule.bands)
    if evidence.band is None:
        return Unproved(f"没有评定档次（{words}）")
    band = rule.band(evidence.band)
    if band is None:
        return Unproved(f"没有“{evidence.band}”这一档（{words}）")
    if evidence.position is not None:
        return _placed(weight, band, evidence.position)
    points = Interval(weight * (band.shares.low or 0), weight * (band.shares.high or 0))
    how = f"{write(weight)} × {band.shares.in_percent()}"
    step = Step(f"“{band.word}”档，未评定档内位置，只能定出范围", how, f"{points}分")
    note = "定性档次只定出得分范围，须评定档内位置"
    return Earned(points, (step,), note)


def _placed(weight: Fraction, band: QualitativeBand, position: Fraction) -> Earned | Unproved:
    low, high = band.shares.low or Fraction(0), band.shares.high or Fraction(0)
    share = low + position * (high - low)
    if not band.shares.holds(share):
        return Unproved(f"档内位置 {write(position)} 使比例落在 {band.shares.in_percent()} 之外")
    points = weight * share
    how = f"{write(weight)} ×（{write_percent(low)} ＋ {write(position)} × {write_percent(high - low)}）"
    return Earned(exactly(points), (Step(f"“{band.word}”档，评定档内位置", how, f"{write(points)}分"),))


def _given(weight: Fraction, evidence: Evidence) -> Earned:
    stated = Fraction(evidence.score or 0)
    points = min(max(stated, Fraction(0)), weight)
    who = f"，{evidence.by}：{evidence.reason}" if evidence.by else ""
    steps = [Step("给定得分", f"{evidence.kind.label}{who}", f"{write(stated)}分")]
    if points != stated:
        steps.append(Step("得分不得低于 0 或超过分值", f"0 ≤ 得分 ≤ {write(weight)}", f"{write(points)}分"))
    note = "得分由人评定" if evidence.by else "采用报告自述的得分，未经计算"
    return Earned(exactly(points), tuple(steps), note)


def _share_of(weight: Fraction, rate: Fraction, name: str, steps: tuple[Step, ...]) -> Earned:
    points = exactly(weight * rate).clamp(Fraction(0), weight)
    how = f"{write(weight)} × {write_percent(rate)}"
    if points.low != weight * rate:
        how += f"，限于 0 到 {write(weight)}"
    return Earned(points, (*steps, Step(f"得分＝分值×{name}", how, f"{points}分")))


def _take_deviation(rule: Rule | None, evidence: Evidence, deviation: Deviation, earned: Earned) -> Earned:
    upward = isinstance(rule, Proportional) and rule.direction is Direction.UP
    if not upward or evidence.target is None or evidence.actual is None:
        return earned
    target, actual = _base(evidence.target), _base(evidence.actual)
    if target <= 0 or _incomparable([evidence.target, evidence.actual]):
        return earned
    over = (actual - target) / target
    if over < deviation.threshold:
        return earned
    points = exactly(earned.points.low - Fraction(deviation.points)).clamp(Fraction(0), earned.points.low)
    how = (
        f"（{_written(evidence.actual)} － {_written(evidence.target)}）÷ {_written(evidence.target)}"
        f" ＝ {write_percent(over)} ≥ {write_percent(deviation.threshold)}，扣 {write(deviation.points)} 分"
    )
    return Earned(points, (*earned.steps, Step("偏离目标扣分", how, f"{points}分")), earned.note)


def _formula_value(indicator: Indicator, values: Mapping[str, Quantity]) -> Rate | Unproved:
    from xunzheng.evaluation.formula import FormulaError, evaluate

    try:
        outcome = evaluate(_parsed(indicator.formula or ""), values)
    except FormulaError as error:
        return Unproved(f"公式无法计算：{error}")
    if outcome.value is None:
        return Unproved(f"公式的值无法确定：{outcome.undefined}", outcome.steps)
    if outcome.unit.base:
        return Unproved(f"公式算出的是“{outcome.unit.symbol}”，不是比率", outcome.steps)
    return Rate(outcome.value, outcome.steps, "；".join(outcome.warnings))


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Formula:
    from xunzheng.evaluation.formula import parse

    return parse(text)


def _divisor_names(denominator: Denominator) -> list[str]:
    if denominator is Denominator.BUDGET_LESS_INTEGRATED:
        return [BUDGET, INTEGRATED]
    return [denominator.label]


def _bracket(text: str, names: list[str]) -> str:
    return f"（{text}）" if len(names) > 1 else text


def _less(amounts: list[Fraction]) -> Fraction:
    return amounts[0] - sum(amounts[1:], Fraction(0))


def _incomparable(quantities: list[Quantity]) -> str | None:
    first = quantities[0]
    for quantity in quantities:
        if quantity.upper is not None:
            return f"{_written(quantity)} 是一个范围，不能用来计分"
        if not quantity.unit.adds_to(first.unit):
            return f"单位不能比较：{_unit_name(first.unit)}与{_unit_name(quantity.unit)}"
    return None


def _hedges(rule: Rule | None, evidence: Evidence) -> str:
    named = dict(evidence.values) if isinstance(rule, ExecutionRate) else {}
    if evidence.actual is not None:
        named["实际值"] = evidence.actual
    hedged = [name for name, quantity in named.items() if quantity.precision is not Precision.EXACT]
    return f"{'、'.join(hedged)}是约数，按所写数字计算" if hedged else ""


def _base(quantity: Quantity) -> Fraction:
    return Fraction(quantity.value) * Fraction(quantity.unit.factor)


def _written(quantity: Quantity) -> str:
    end = "" if quantity.upper is None else f"～{write(quantity.upper)}"
    return f"{write(quantity.value)}{end}{quantity.unit.symbol}"


def _is_rate(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.unit.dimension is Dimension.RATE


def _unit_name(unit: Unit) -> str:
    return f"“{unit.symbol}”" if unit.symbol else "无单位的数"
