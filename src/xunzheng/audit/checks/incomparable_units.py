"""Target and actual value are in units that can be compared."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_reading import read_value, shown, unique
from xunzheng.quantities.units import Dimension, Unit

_TOLD = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.RATE, Dimension.DURATION, Dimension.MEASURE})
_PEOPLE = frozenset({"人", "名", "人次", "户", "户次", "位"})
_EVENTS = frozenset({"场", "场次", "期", "届", "批次", "轮"})
_UNLIKE = ((_PEOPLE, _EVENTS), (_EVENTS, _PEOPLE))
_AREAS = frozenset({"亩", "公顷", "平方米"})


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf whose target and actual value are of different kinds, such as a share and a count.

    Different measure words (38 所, 38 个) and numbers without unit are let pass, but not people beside
    events (80 场, 2 万人次).
    """
    for sheet in reading.all_sheets:
        for leaf in sheet.leaves():
            target, actual = read_value(leaf.target), read_value(leaf.actual)
            if target is None or actual is None or leaf.target is None or leaf.actual is None:
                continue
            if not _differ(target.quantity.unit, actual.quantity.unit):
                continue
            yield Finding(
                code="incomparable-units",
                severity=Severity.SUSPICION,
                where=unique((leaf.actual.place, leaf.target.place, leaf.place)),
                claim=f"“{leaf.name}”目标 {shown(leaf.target)}，实际 {shown(leaf.actual)}",
                expected=f"实际值的单位与目标值相同（{target.quantity.unit.symbol}）",
                advice="请把目标值和实际值写成同一单位，否则无法判断是否完成。",
                check=CHECK.id,
            )


def _differ(one: Unit, other: Unit) -> bool:
    if not {one.dimension, other.dimension} <= _TOLD:
        return False
    if one.dimension is other.dimension is Dimension.COUNT:
        return any(one.base in first and other.base in second for first, second in _UNLIKE)
    if one.dimension is not other.dimension:
        return not {one.dimension, other.dimension} <= {Dimension.COUNT, Dimension.MEASURE}
    same_kind = one.base == other.base or {one.base, other.base} <= _AREAS
    return one.dimension is Dimension.MEASURE and not same_kind


CHECK = Check("incomparable-units", 2, ("incomparable-units",), find)
