"""The score sheet scored again, from what the report itself gives as evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from xunzheng.audit.framework_index import index_of
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode, Stated
from xunzheng.audit.sheet_bands import banded
from xunzheng.audit.sheet_directions import judged, wrong_direction
from xunzheng.audit.sheet_evidence import find_inputs
from xunzheng.audit.sheet_formulas import parsed
from xunzheng.audit.sheet_frameworks import known_framework
from xunzheng.audit.sheet_reading import (
    DOWN,
    Attained,
    funds_total,
    is_bonus,
    is_execution,
    says_nothing,
)
from xunzheng.audit.sheet_scale import scale_of
from xunzheng.audit.sheet_sums import funds_part
from xunzheng.basis import Basis
from xunzheng.evaluation.evidence import Evidence, EvidenceKind
from xunzheng.evaluation.formula import names
from xunzheng.evaluation.framework import Framework, Indicator, Located
from xunzheng.evaluation.rules import (
    BUDGET,
    EXECUTED,
    Denominator,
    Direction,
    ExecutionRate,
    FormulaMargin,
    FormulaRate,
    Judged,
    Proportional,
    Rule,
)
from xunzheng.evaluation.scoresheet import Scoresheet, evaluate
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import WAN_YUAN, YI_YUAN, YUAN, Dimension

_LEVELS = 3
_BY = "自评单位"
_NO_REASON = "报告未写明理由"
_MONEY_UNITS = {unit.symbol: unit for unit in (YUAN, WAN_YUAN, YI_YUAN)}
_OWN = Basis("报告所附评分表", verified=False, note="指标和分值照报告所列。")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How one indicator is scored again: its rule, the formula that the rule needs, and the evidence."""

    rule: Rule
    evidence: Evidence | None
    formula: str | None = None


def rescore(reading: Reading, sheet: Sheet, rules: Rules) -> Scoresheet | None:
    """The sheet under its own weights, each indicator scored from the evidence that the report gives.

    Targets and actual values, the funds row and amounts stated in prose are *stated* evidence and are
    computed with; what only has a score is *judged* by the reporting unit, with the reason that it
    gives, or the remark that it gives none. A missing score has no evidence and earns nothing. The
    framework that the indicators belong to is named where one is known. None where the sheet states no
    weights to score under.
    """
    framework = known_framework(sheet, rules.frameworks)
    builder = _Builder(reading, sheet, framework)
    indicators = builder.indicators()
    if not indicators:
        return None
    own = Framework(
        code=framework.code if framework else "as-stated",
        title=f"{framework.title}（指标和分值照报告所列）" if framework else "报告所附评分表的指标和分值",
        indicators=indicators,
        full_score=sum((item.weight or Decimal(0) for item in indicators), Decimal(0)),
        basis=framework.basis if framework else _OWN,
    )
    return evaluate(own, builder.evidence, scale_of(reading, rules))


class _Builder:
    """Builds the indicators of the sheet's tree and gathers the evidence by their codes."""

    def __init__(self, reading: Reading, sheet: Sheet, framework: Framework | None) -> None:
        self.reading = reading
        self.sheet = sheet
        self.framework = framework
        self.evidence: dict[str, Evidence] = {}

    def indicators(self) -> tuple[Indicator, ...]:
        """The level-one indicators, the execution rate of the funds block first."""
        found: list[Indicator] = []
        part, row = funds_part(self.sheet, "weight"), funds_total(self.sheet)
        if part is not None and row is not None and part.stated.value is not None and part.stated.value > 0:
            found.append(
                self._leaf(
                    "0", part.name, part.stated.value, _execution(row, self.sheet) or _given(row.score, None)
                )
            )
        for number, node in enumerate(self.sheet.nodes, start=1):
            indicator = None if is_bonus(node) else self._node(node, str(number), 1)
            if indicator is not None:
                found.append(indicator)
        return tuple(found)

    def _node(self, node: SheetNode, code: str, level: int) -> Indicator | None:
        if not node.children:
            weight = node.weight.value if node.weight is not None else None
            return (
                None
                if weight is None or weight <= 0
                else self._leaf(code, node.name, weight, self._plan(node), node)
            )
        below = node.children if level + 1 < _LEVELS else tuple(node.leaves())
        numbered = [self._node(child, f"{code}.{n}", level + 1) for n, child in enumerate(below, start=1)]
        children = tuple(child for child in numbered if child is not None)
        if not children:
            return None
        weight = sum((child.weight or Decimal(0) for child in children), Decimal(0))
        return Indicator(code, node.name or "（未命名）", weight, children=children)

    def _leaf(
        self, code: str, name: str, weight: Decimal, plan: _Plan, node: SheetNode | None = None
    ) -> Indicator:
        if plan.evidence is not None:
            self.evidence[code] = plan.evidence
        return Indicator(
            code,
            name or "（未命名）",
            weight,
            explanation=node.explanation if node else "",
            points=node.points if node else (),
            formula=plan.formula,
            rule=plan.rule,
        )

    def _plan(self, node: SheetNode) -> _Plan:
        row = funds_total(self.sheet)
        executed = _execution(row, self.sheet) if row is not None and is_execution(node.name) else None
        return (
            executed
            or _attainment(node)
            or self._by_formula(node)
            or _banded(node, self.sheet)
            or _given(node.score, node.reason)
        )

    def _by_formula(self, node: SheetNode) -> _Plan | None:
        """The rate recomputed from amounts in prose; a misprinted formula is the framework's own."""
        located = self._located(node)
        own = parsed(node.formula.text if node.formula else "")
        known = parsed(located.indicator.formula or "") if located else None
        same = own is None or (known is not None and set(names(own)) == set(names(known)))
        formula = known if same else own
        inputs = find_inputs(self.reading, node.name, formula) if formula else None
        if formula is None or inputs is None:
            return None
        rule = located.indicator.rule if located else None
        line = self.reading.line(inputs.sentence.start)
        quote = " ".join(inputs.sentence.text.split())
        evidence = Evidence(EvidenceKind.STATED, f"第{line}行", quote[:120], inputs.values)
        return _Plan(
            rule if isinstance(rule, FormulaRate | FormulaMargin) else FormulaRate(), evidence, formula.source
        )

    def _located(self, node: SheetNode) -> Located | None:
        found = index_of(self.framework).candidates(node.path) if self.framework else ()
        return found[0] if len(found) == 1 else None


def _execution(row: FundsRow, sheet: Sheet) -> _Plan | None:
    if row.executed is None or row.executed.value is None or row.budget is None or row.budget.value is None:
        return None
    unit = _MONEY_UNITS.get(sheet.money_unit, WAN_YUAN)
    values = {EXECUTED: Quantity(row.executed.value, unit), BUDGET: Quantity(row.budget.value, unit)}
    place = f"评分表“{row.name}”行（第{row.place.line}行）"
    evidence = Evidence(EvidenceKind.STATED, place, f"{row.executed.text}／{row.budget.text}", values)
    return _Plan(ExecutionRate(Denominator.BUDGET), evidence)


def _attainment(node: SheetNode) -> _Plan | None:
    pair = judged(node)
    if pair is None or pair.met is None or wrong_direction(node) is not None:
        return None
    target, actual = _united(pair)
    direction = Direction.DOWN if pair.target.operator in DOWN else Direction.UP
    place = f"评分表“{node.name}”（第{node.place.line}行）"
    text = f"目标 {pair.target.text}，实际 {pair.actual.text}"
    return _Plan(
        Proportional(direction), Evidence(EvidenceKind.STATED, place, text, target=target, actual=actual)
    )


def _banded(node: SheetNode, sheet: Sheet) -> _Plan | None:
    """A qualitative outcome in the band of its word: where the score lies in it, or anywhere in it."""
    outcome = banded(node, sheet.layout)
    if outcome is None:
        return None
    place = f"评分表“{node.name}”（第{node.place.line}行）"
    text = outcome.word
    if outcome.position is None:
        return _Plan(outcome.rule, Evidence(EvidenceKind.STATED, place, text, band=outcome.word))
    why = _why(node.reason)
    evidence = Evidence(
        EvidenceKind.JUDGED, place, text, band=outcome.word, position=outcome.position, by=_BY, reason=why
    )
    return _Plan(outcome.rule, evidence)


def _united(pair: Attained) -> tuple[Quantity, Quantity]:
    """Target and actual value in one unit: a bare number takes the other's."""
    target, actual = pair.target.quantity, pair.actual.quantity
    if target.unit.adds_to(actual.unit):
        return target, actual
    bare = target.unit.dimension is Dimension.NUMBER
    unit = actual.unit if bare else target.unit
    return replace(target, unit=unit), replace(actual, unit=unit)


def _why(reason: Stated | None) -> str:
    return _NO_REASON if reason is None or says_nothing(reason) else " ".join(reason.text.split())


def _given(score: Stated | None, reason: Stated | None) -> _Plan:
    """A score that the reporting unit gives, with its reason; no evidence where there is no score."""
    if score is None or score.value is None:
        return _Plan(Judged(), None)
    why = _why(reason)
    place = f"评分表得分栏（第{score.place.line}行）"
    evidence = Evidence(EvidenceKind.JUDGED, place, score.text.strip(), score=score.value, by=_BY, reason=why)
    return _Plan(Judged(), evidence)
