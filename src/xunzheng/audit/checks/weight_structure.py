"""The level-one weights are those that the regulation lays down for its self-evaluation table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.parameters import WeightPart, WeightStructure
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_reading import is_self_evaluation, unique, written
from xunzheng.audit.sheet_sums import add, funds_part, leaf_parts, ordinary, weight_of
from xunzheng.evaluation.naming import stem

_EXECUTION = "预算执行率"
_FULL = Decimal(100)
_EXECUTION_WEIGHT = Decimal(10)


@dataclass(frozen=True, slots=True)
class _Level:
    """A level-one indicator with its weight, stated or added up."""

    name: str
    weight: Decimal
    place: Place


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each self-evaluation table whose level-one names are those of a structure in the rule pack.

    It may follow any structure in force; where it follows none, that is a remark, for the regulations
    allow other weights in special cases. A table with other level-one names is of another kind; one whose
    weights do not add up is left to weight-sum. A layout may lay down weights of its own.
    """
    for sheet in reading.sheets:
        levels = _levels(sheet) if is_self_evaluation(sheet) else None
        if not levels:
            continue
        if _total(levels) not in (_FULL, _FULL - _EXECUTION_WEIGHT):
            continue
        known = [s for s in _structures(sheet, rules) if _in_force(s, reading) and _fits(s, levels)]
        followed = next((s for s in known if _distance(s, levels) == 0), None)
        if followed is not None:
            places = unique(level.place for level in levels)
            yield Held("weight-structure", places, f"{_written(levels)}，合“{followed.title}”", CHECK.id)
        elif known:
            yield _finding(min(known, key=lambda s: _distance(s, levels)), levels)


def _structures(sheet: Sheet, rules: Rules) -> tuple[WeightStructure, ...]:
    """The structure that the sheet's layout lays down, else all of the parameters."""
    layout = sheet.layout
    if layout is None or not layout.weights:
        return rules.parameters.weight_structures
    return (WeightStructure(layout.code, layout.title, layout.weights, cite(layout.basis)),)


def _levels(sheet: Sheet) -> list[_Level] | None:
    """The level-one indicators with their weights; None where one has none."""
    found: list[_Level] = []
    extra = funds_part(sheet, "weight")
    if extra is not None and extra.stated.value is not None:
        found.append(_Level(_EXECUTION, extra.stated.value, extra.stated.place))
    for node in ordinary(sheet.nodes):
        stated = node.weight
        parts = leaf_parts(node.children or (node,), weight_of)
        if stated is not None and stated.value is not None:
            found.append(_Level(node.name, stated.value, stated.place))
        elif parts:
            found.append(_Level(node.name, add(parts), node.place))
        else:
            return None
    return found


def _total(levels: list[_Level]) -> Decimal:
    return sum((level.weight for level in levels), Decimal(0))


def _in_force(structure: WeightStructure, reading: Reading) -> bool:
    """Whether the structure can be meant: a report of the year before it came is written under it."""
    year = reading.period.year
    return structure.valid_from is None or year is None or year + 1 >= structure.valid_from.year


def _part(structure: WeightStructure, level: _Level) -> WeightPart | None:
    wanted = stem(level.name)
    return next((part for part in structure.parts if any(stem(name) == wanted for name in part.names)), None)


def _fits(structure: WeightStructure, levels: list[_Level]) -> bool:
    return len(levels) > 1 and all(_part(structure, level) is not None for level in levels)


def _distance(structure: WeightStructure, levels: list[_Level]) -> Decimal:
    """How far the weights are from the structure's; a part that the table lacks counts whole.

    The execution rate may be scored outside the table, and does not count then.
    """
    parts = [(_part(structure, level), level) for level in levels]
    off = sum((abs(part.weight - level.weight) for part, level in parts if part is not None), Decimal(0))
    present = {id(part) for part, _ in parts}
    lacking = [part for part in structure.parts if id(part) not in present and _EXECUTION not in part.names]
    return off + sum((part.weight for part in lacking), Decimal(0))


def _written(levels: list[_Level]) -> str:
    return "、".join(f"{level.name} {written(level.weight)}" for level in levels)


def _finding(structure: WeightStructure, levels: list[_Level]) -> Finding:
    laid_down = "、".join(f"{part.names[0]} {written(part.weight)}" for part in structure.parts)
    return Finding(
        code="weight-structure",
        severity=Severity.ADVICE,
        where=unique(level.place for level in levels),
        claim=_written(levels),
        expected=f"{laid_down}（{structure.title}）",
        rule=structure.citation,
        advice="一级指标权重与规定的原则不同；确因特殊情况调整的，请注明依据。",
        check=CHECK.id,
    )


CHECK = Check("weight-structure", 2, ("weight-structure",), find)
