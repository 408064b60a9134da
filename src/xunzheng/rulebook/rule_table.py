"""Scoring rules out of their TOML tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xunzheng.evaluation.rules import (
    DeductionPerCase,
    Denominator,
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
    Threshold,
)
from xunzheng.rulebook.fields import Fields


def read_rule(table: Fields) -> Rule:
    """The rule of a table with a `kind`. Raises RulePackError, and RuleError where the rule is none."""
    kind = table.choice("kind", _KINDS)
    rule = _KINDS[kind](table)
    table.close()
    return rule


def _proportional(table: Fields) -> Rule:
    return Proportional(_direction(table))


def _formula_rate(table: Fields) -> Rule:
    return FormulaRate(_direction(table), table.share("target") if "target" in table else None)


def _formula_margin(_table: Fields) -> Rule:
    return FormulaMargin()


def _steps(table: Fields) -> Rule:
    measure = Measure(table.choice("measure", {measure.value: measure for measure in Measure}))
    return Steps(measure, tuple(_threshold(item) for item in table.tables("thresholds")))


def _threshold(table: Fields) -> Threshold:
    threshold = Threshold(table.range("range"), table.share("share"))
    table.close()
    return threshold


def _points_met(_table: Fields) -> Rule:
    return PointsMet()


def _deduction(table: Fields) -> Rule:
    floor = table.optional_number("floor")
    per_case = table.number("per_case")
    return DeductionPerCase(per_case) if floor is None else DeductionPerCase(per_case, floor)


def read_bands(table: Fields) -> Qualitative:
    """The bands of a qualitative rule. Raises RulePackError, RuleError."""
    return Qualitative(tuple(_band(item) for item in table.tables("bands")))


def _band(table: Fields) -> QualitativeBand:
    band = QualitativeBand(table.text("word"), table.range("shares"), table.texts("synonyms"))
    table.close()
    return band


def _execution_rate(table: Fields) -> Rule:
    known = {denominator.value: denominator for denominator in Denominator}
    denominator = Denominator(table.choice("denominator", known))
    executed = table.optional_text("executed")
    return ExecutionRate(denominator) if executed is None else ExecutionRate(denominator, executed)


def _judged(_table: Fields) -> Rule:
    return Judged()


def _direction(table: Fields) -> Direction:
    return Direction(table.choice("direction", {direction.value: direction for direction in Direction}))


_KINDS: Mapping[str, Callable[[Fields], Rule]] = {
    "proportional": _proportional,
    "formula-rate": _formula_rate,
    "formula-margin": _formula_margin,
    "steps": _steps,
    "points-met": _points_met,
    "deduction-per-case": _deduction,
    "qualitative": read_bands,
    "execution-rate": _execution_rate,
    "judged": _judged,
}
