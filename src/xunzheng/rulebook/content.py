"""What packs hold, out of their TOML tables: frameworks, weights, grade scales, adjustments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.evaluation.framework import Framework, Indicator
from xunzheng.evaluation.grades import Grade, GradeScale
from xunzheng.evaluation.rounding import Rounding, RoundingMode
from xunzheng.evaluation.rules import Adjustments, CapBand, Deviation, ExecutionCap, Rule
from xunzheng.rulebook.fields import Fields
from xunzheng.rulebook.header import Header
from xunzheng.rulebook.rule_table import read_rule

_MODES = {mode.value: mode for mode in RoundingMode}
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights by indicator code, to be laid on the framework of the code `extends`.

    `scale` and `rounding` replace the framework's own where they are given.
    """

    extends: str
    weights: Mapping[str, Decimal]
    scale: str | None = None
    rounding: Rounding | None = None


def read_framework(top: Fields, header: Header) -> Framework:
    """The tables `[framework]`, `[rules.*]` and `[[indicators]]`."""
    table = top.table("framework")
    rules = _read_rules(top)
    framework = Framework(
        code=header.code,
        title=header.title,
        indicators=tuple(_read_indicator(item, rules, 1) for item in top.tables("indicators")),
        kind=header.kind,
        scale=table.optional_text("scale"),
        rounding=_read_rounding(table) or Rounding(),
        full_score=table.number("full_score"),
        basis=header.basis,
        aliases=table.texts("aliases"),
    )
    table.close()
    return framework


def read_weights(top: Fields, _header: Header) -> Weights:
    """The tables `[weights]` and `[weights.by_code]`."""
    table = top.table("weights")
    by_code = table.table("by_code")
    weights = {code: by_code.number(code) for code in by_code.keys()}  # noqa: SIM118 (not a mapping)
    laid = Weights(
        extends=table.text("extends"),
        weights=weights,
        scale=table.optional_text("scale"),
        rounding=_read_rounding(table),
    )
    if not weights:
        raise table.refusal("by_code", "没有一条权重", "指标编码和分值", "空", "请补上权重。")
    table.close()
    return laid


def read_scale(top: Fields, header: Header) -> GradeScale:
    """The table `[scale]` with its grades, the best first."""
    table = top.table("scale")
    scale = GradeScale(
        code=header.code,
        title=header.title,
        grades=tuple(_read_grade(item) for item in table.tables("grades")),
        integers_only=table.flag("integers_only", default=False),
        round_first=_read_rounding(table),
        basis=header.basis,
    )
    table.close()
    return scale


def read_adjustments(top: Fields, _header: Header) -> Adjustments:
    """The tables `[adjustments.deviation]` and `[[adjustments.caps]]`."""
    table = top.table("adjustments")
    bands = tuple(_read_cap(item) for item in table.tables("caps"))
    deviation = table.optional_table("deviation")
    adjustments = Adjustments(
        cap=ExecutionCap(bands) if bands else None,
        deviation=_read_deviation(deviation) if deviation else None,
    )
    if adjustments == Adjustments():
        raise table.refusal("caps", "既没有封顶也没有偏离扣分", "至少一项", "空", "请补上。")
    table.close()
    return adjustments


def _read_rules(top: Fields) -> dict[str, Rule]:
    table = top.optional_table("rules")
    if table is None:
        return {}
    return {name: read_rule(table.table(name)) for name in table.keys()}  # noqa: SIM118 (not a mapping)


def _read_indicator(table: Fields, rules: Mapping[str, Rule], level: int) -> Indicator:
    children = table.tables("children")
    if children and level == _LEVELS:
        found = f"第 {level + 1} 级"
        raise table.refusal("children", "指标层级过多", f"至多 {_LEVELS} 级", found, "请写成评价要点。")
    indicator = Indicator(
        code=table.text("code"),
        name=table.text("name"),
        weight=table.optional_number("weight"),
        explanation=table.optional_text("explanation") or "",
        points=table.texts("points"),
        formula=table.optional_text("formula"),
        dimension=table.optional_text("dimension"),
        notes=table.texts("notes"),
        rule=rules[table.choice("rule", rules)] if "rule" in table else None,
        children=tuple(_read_indicator(child, rules, level + 1) for child in children),
        aliases=table.texts("aliases"),
    )
    table.close()
    return indicator


def _read_rounding(table: Fields) -> Rounding | None:
    rounding = table.optional_table("rounding")
    if rounding is None:
        return None
    mode = RoundingMode(rounding.choice("mode", _MODES, default=RoundingMode.HALF_UP.value))
    each = rounding.flag("each_indicator", default=False)
    declared = Rounding(rounding.whole("places", 2), mode, each)
    rounding.close()
    return declared


def _read_grade(table: Fields) -> Grade:
    band = table.range("range") if "range" in table else None
    grade = Grade(table.text("word"), band, table.texts("synonyms"))
    table.close()
    return grade


def _read_cap(table: Fields) -> CapBand:
    band = CapBand(table.range("range"), table.number("limit"))
    table.close()
    return band


def _read_deviation(table: Fields) -> Deviation:
    deviation = Deviation(table.share("threshold"), table.number("points"))
    table.close()
    return deviation
