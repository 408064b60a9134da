"""The assessment: all that follows from a project under its form — rates, attainment, scores, losses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from xunzheng.audit.sheet_reading import DOWN, Attained
from xunzheng.authoring.amounts import plain, rounded
from xunzheng.authoring.fault import Fault, ProjectFaults, lacking
from xunzheng.authoring.forms import Form, FormRules, Layout
from xunzheng.authoring.indicator_values import actual_text, attained, node_of, read_counted
from xunzheng.authoring.project import Project, ProjectIndicator
from xunzheng.authoring.project_check import FUNDS_NAMES, check_project, formula_names, leaf_of
from xunzheng.evaluation.evidence import Evidence, EvidenceKind
from xunzheng.evaluation.formula import evaluate as evaluate_formula
from xunzheng.evaluation.formula import parse
from xunzheng.evaluation.framework import Framework, Indicator, execution_leaf
from xunzheng.evaluation.refusals import FrameworkError
from xunzheng.evaluation.rules import (
    BUDGET,
    EXECUTED,
    Direction,
    FormulaMargin,
    FormulaRate,
    PointsMet,
    Proportional,
    Qualitative,
    Rule,
)
from xunzheng.evaluation.scoresheet import IndicatorScore, Scoresheet, evaluate
from xunzheng.evaluation.trace import Step
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import WAN_YUAN

EXECUTION = "E"
_PLACES, _MOST_PLACES = 2, 8


@dataclass(frozen=True, slots=True)
class Assessed:
    """One indicator with what follows from it.

    `path` are the names from level one down, `leaf` the indicator as it is scored. `actual` is the actual
    value as printed; `pair` compares it with the target where both are numbers. `points` and `steps` are None
    and empty in a form without scores. `met` says whether the target is met; None where nobody can say.
    `quantities` are those of the indicator's formula, `computed` what it gives.
    """

    item: ProjectIndicator
    path: tuple[str, ...]
    leaf: Indicator
    actual: str
    pair: Attained | None
    met: bool | None
    points: Decimal | None
    steps: tuple[Step, ...]
    quantities: tuple[tuple[str, str], ...] = ()
    computed: Fraction | None = None

    @property
    def name(self) -> str:
        """The indicator's own name."""
        return self.path[-1]

    @property
    def weight(self) -> Decimal:
        """The most points it can earn; 0 in a form without scores."""
        return self.item.weight or Decimal(0)

    @property
    def lost(self) -> Decimal:
        """The points that it lost."""
        return Decimal(0) if self.points is None else self.weight - self.points

    @property
    def attainment(self) -> Fraction | None:
        """Actual over target, or the reciprocal where less is better; None where that cannot be said."""
        if self.pair is None or not self.pair.target_base or not self.pair.actual_base:
            return None
        share = self.pair.actual_base / self.pair.target_base
        return 1 / share if self.pair.target.operator in DOWN else share


@dataclass(frozen=True, slots=True)
class Assessment:
    """A project under its form, with all that was computed.

    `items` stand in the order of the table. `sheet` is the scoresheet with its traces, before points are
    rounded for print; None in a form without scores. `execution_points` are the points for the execution of
    the budget as printed, None where the form gives none.
    """

    project: Project
    rules: FormRules
    items: tuple[Assessed, ...]
    sheet: Scoresheet | None
    execution_weight: Decimal | None = None
    execution_points: Decimal | None = None

    @property
    def form(self) -> Form:
        """The form that the project is reported in."""
        return self.rules.form

    @property
    def execution(self) -> Fraction:
        """Spent over planned."""
        return Fraction(self.project.spent) / Fraction(self.project.budget)

    @property
    def arrival(self) -> Fraction:
        """Arrived over planned."""
        return Fraction(self.project.arrived) / Fraction(self.project.budget)

    @property
    def total(self) -> Decimal | None:
        """The sum of the points as printed; None in a form without scores."""
        if self.sheet is None:
            return None
        return sum((item.points or Decimal(0) for item in self.items), self.execution_points or Decimal(0))

    @property
    def grade(self) -> str:
        """The word of the total's grade; empty where there is none."""
        if self.total is None or self.rules.scale is None:
            return ""
        grade = self.rules.scale.grade(self.total).grade
        return grade.word if grade else ""

    def losses(self) -> tuple[Assessed, ...]:
        """The indicators that lost points, the most first; those that lost the same in the table's order."""
        return tuple(sorted((item for item in self.items if item.lost > 0), key=lambda item: -item.lost))

    def by_level(self) -> Iterator[tuple[str, tuple[Assessed, ...]]]:
        """The indicators by level one, in the table's order."""
        for name, group in groupby(self.items, key=lambda item: item.path[0]):
            yield name, tuple(group)


def assess(project: Project, rules: FormRules) -> Assessment:
    """Compute all that follows from the project. Raises ProjectFaults with every fault found."""
    faults = check_project(project, rules)
    if faults:
        raise ProjectFaults(faults)
    ordered = _ordered(project, rules)
    built = [_Built(item, path, *_leaf(item, path, code, project, rules)) for item, path, code in ordered]
    if rules.form.is_scored:
        assessment = _scored_assessment(project, rules, built)
    else:
        assessment = Assessment(project, rules, tuple(_assessed(each, None, rules) for each in built), None)
    unexplained = tuple(_unexplained(assessment))
    if unexplained:
        raise ProjectFaults(unexplained)
    return assessment


def _scored_assessment(project: Project, rules: FormRules, built: Sequence[_Built]) -> Assessment:
    weight = _execution_weight(project, rules)
    sheet = _scored(project, rules, built, weight)
    scores = {score.code: score for score in sheet.leaves()}
    items = tuple(_assessed(each, scores[each.leaf.code], rules) for each in built)
    execution = None if weight is None else _printed(scores[EXECUTION].points.low, weight)
    return Assessment(project, rules, items, sheet, weight, execution)


@dataclass(frozen=True, slots=True)
class _Built:
    """An indicator with the leaf and the evidence that it is scored by."""

    item: ProjectIndicator
    path: tuple[str, ...]
    leaf: Indicator
    evidence: Evidence


def _printed(points: Fraction, weight: Decimal) -> Decimal:
    """Points as they are printed: with two digits, or more where two would read as the full weight."""
    for places in range(_PLACES, _MOST_PLACES):
        shown = rounded(points, places)
        if points == weight or shown < weight:
            return shown.normalize()
    return rounded(points, _MOST_PLACES).normalize()


def _execution_weight(project: Project, rules: FormRules) -> Decimal | None:
    """The weight of the execution rate where the form has a row for it, the project's own before all."""
    if rules.form.layout is not Layout.SCORED:
        return None
    leaf = execution_leaf(rules.framework)
    return project.execution_weight or (leaf.weight if leaf else None)


def _ordered(project: Project, rules: FormRules) -> list[tuple[ProjectIndicator, tuple[str, ...], str]]:
    """The indicators in the table's order, each with its path and its code."""
    if rules.form.layout is Layout.ANNEX:
        located = list(rules.framework.leaves())
        by_code = {item.code: item for item in project.indicators}
        return [
            (by_code[each.indicator.code], each.path, each.indicator.code)
            for each in located
            if each.indicator.code in by_code
        ]
    found: list[tuple[ProjectIndicator, tuple[str, ...], str]] = []
    for one, level in enumerate(rules.form.levels, start=1):
        for two, dimension in enumerate(level.dimensions, start=1):
            own = [i for i in project.indicators if (i.level_one, i.level_two) == (level.name, dimension)]
            found += [
                (item, (level.name, dimension, item.name), f"{one}.{two}.{number}")
                for number, item in enumerate(own, start=1)
            ]
    return found


def _leaf(
    item: ProjectIndicator, path: tuple[str, ...], code: str, project: Project, rules: FormRules
) -> tuple[Indicator, Evidence]:
    """The leaf of an indicator with its rule, and its evidence."""
    own = leaf_of(item, rules.framework)
    if own is not None:
        leaf = Indicator(
            code,
            own.name,
            item.weight,
            own.explanation,
            own.points,
            own.formula,
            own.dimension,
            own.rule,
            notes=own.notes,
        )
        return leaf, _evidence(item, leaf.rule, _values(item, leaf, project))
    node = node_of(item, path, actual_text(item, rules.form.qualitative))
    pair = attained(node)
    rule: Rule | None = rules.form.qualitative
    if pair is not None:
        rule = Proportional(Direction.DOWN if pair.target.operator in DOWN else Direction.UP)
    leaf = Indicator(code, item.name, item.weight, rule=rule, dimension=item.level_two)
    return leaf, _evidence(item, rule, {}, pair)


def _values(item: ProjectIndicator, leaf: Indicator, project: Project) -> dict[str, Quantity]:
    if not isinstance(leaf.rule, FormulaRate | FormulaMargin):
        return {}
    values = {name: read_counted(text) for name, text in item.values.items()}
    for name in formula_names(leaf):
        if name in FUNDS_NAMES:
            values[name] = Quantity(getattr(project, FUNDS_NAMES[name]), WAN_YUAN)
    return {name: quantity for name, quantity in values.items() if quantity is not None}


def _evidence(
    item: ProjectIndicator, rule: Rule | None, values: dict[str, Quantity], pair: Attained | None = None
) -> Evidence:
    proof = item.proof
    target, actual = (pair.target.quantity, pair.actual.quantity) if pair else (None, None)
    if isinstance(rule, Proportional) and pair is None:
        own = attained(node_of(item, (item.name or item.code,), actual_text(item, None)))
        target, actual = (own.target.quantity, own.actual.quantity) if own else (None, None)
    if target is not None and actual is not None and not target.unit.adds_to(actual.unit):
        target, actual = _united(target, actual)
    band = rule.band(item.outcome) if isinstance(rule, Qualitative) else None
    position = None
    if band is not None and item.score is not None and item.weight:
        low, high = band.shares.low or Fraction(0), band.shares.high or Fraction(1)
        position = (Fraction(item.score) / Fraction(item.weight) - low) / (high - low)
    return Evidence(
        proof.kind,
        place=proof.place or ("" if proof.kind is EvidenceKind.JUDGED else item.key),
        text=item.actual,
        values=values,
        target=target,
        actual=actual,
        points_met=item.met if isinstance(rule, PointsMet) else None,
        band=band.word if band else None,
        position=position,
        by=proof.by,
        reason=proof.reason,
    )


def _united(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity]:
    """Two numbers of which one has no unit, in the unit of the other."""
    unit = actual.unit if not target.unit.symbol else target.unit
    return Quantity(target.value, unit), Quantity(actual.value, unit)


def _scored(
    project: Project, rules: FormRules, built: Sequence[_Built], weight: Decimal | None
) -> Scoresheet:
    evidence = {each.leaf.code: each.evidence for each in built}
    indicators: list[Indicator] = []
    leaf = execution_leaf(rules.framework)
    if weight is not None and leaf is not None:
        indicators.append(Indicator(EXECUTION, leaf.name, weight, formula=leaf.formula, rule=leaf.rule))
        values = {EXECUTED: Quantity(project.spent, WAN_YUAN), BUDGET: Quantity(project.budget, WAN_YUAN)}
        evidence[EXECUTION] = Evidence(EvidenceKind.STATED, "funds", values=values)
    indicators += _tree(built)
    try:
        framework = Framework(
            code=rules.form.code,
            title=rules.form.table_title,
            indicators=tuple(indicators),
            basis=rules.form.basis,
        )
    except FrameworkError as error:
        added = sum((item.weight or Decimal(0) for item in indicators), Decimal(0))
        own = f"（其中预算执行率 {plain(weight)}）" if weight is not None else ""
        advice = "请调整各指标的 weight。"
        fault = Fault("indicators", "分值相加不等于满分", f"100{own}", plain(added), advice)
        raise ProjectFaults([fault]) from error
    return evaluate(framework, evidence, rules.scale)


def _tree(built: Sequence[_Built]) -> list[Indicator]:
    """The leaves under their level-one and level-two indicators, whose weights are the sums."""
    roots: list[Indicator] = []
    for number, (one, group) in enumerate(groupby(built, key=lambda each: each.path[0]), start=1):
        below: list[Indicator] = []
        for place, (two, leaves) in enumerate(groupby(group, key=lambda each: each.path[1]), start=1):
            below.append(_parent(f"L{number}-{place}", two, [each.leaf for each in leaves]))
        roots.append(_parent(f"L{number}", one, below))
    return roots


def _parent(code: str, name: str, children: list[Indicator]) -> Indicator:
    weight = sum((child.weight or Decimal(0) for child in children), Decimal(0))
    return Indicator(code, name, weight, children=tuple(children))


def _assessed(built: _Built, score: IndicatorScore | None, rules: FormRules) -> Assessed:
    item, leaf = built.item, built.leaf
    by_number = isinstance(leaf.rule, Proportional)
    actual = (
        actual_text(item, rules.form.qualitative) if by_number or isinstance(leaf.rule, Qualitative) else ""
    )
    pair = attained(node_of(item, built.path, actual)) if by_number else None
    points = None if score is None else _printed(score.points.low, leaf.weight or Decimal(0))
    if pair is not None:
        met = pair.met
    elif isinstance(leaf.rule, Qualitative):
        met = leaf.rule.band(item.outcome) == leaf.rule.bands[0]
    else:
        met = points == item.weight
    steps = score.steps if score else ()
    quantities = tuple((name, _written(quantity)) for name, quantity in built.evidence.values.items())
    formula = parse(leaf.formula or "") if quantities else None
    computed = evaluate_formula(formula, built.evidence.values).value if formula else None
    if score is not None and not score.proved:
        raise ProjectFaults(
            [Fault(item.key, "不能计分", "能按规则计分的数值", score.note, "请核对各数和单位。")]
        )
    return Assessed(item, built.path, leaf, actual, pair, met, points, steps, quantities, computed)


def _written(quantity: Quantity) -> str:
    return f"{plain(quantity.value)}{quantity.unit.symbol}"


def _unexplained(assessment: Assessment) -> Iterator[Fault]:
    """Points lost, targets missed and large deviations that nobody gave a reason for."""
    limit = Fraction(assessment.rules.rules.parameters.deviation_threshold.value)
    for each in assessment.items:
        by = each.pair.deviation if each.pair else None
        far = by is not None and abs(by) >= limit and not _undercut(each)
        if each.item.reason or not (each.lost > 0 or each.met is False or far):
            continue
        what = (
            f"“{each.name}”失 {plain(each.lost)} 分的原因"
            if each.lost > 0
            else f"“{each.name}”偏离指标值的原因"
        )
        yield lacking(f"{each.item.key}.reason", what, "请写明原因和改进措施。")


def _undercut(each: Assessed) -> bool:
    """Whether an upper bound that is no amount of money was kept by a wide margin: that needs no reason."""
    pair = each.pair
    if pair is None or pair.target.operator not in DOWN or not each.met:
        return False
    return pair.target.quantity.unit.base != "元"
