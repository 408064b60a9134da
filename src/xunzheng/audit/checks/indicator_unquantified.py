"""A quantitative indicator has a measurable target."""

from __future__ import annotations

import re

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import SheetNode
from xunzheng.audit.sheet_reading import is_bonus, plain_text, unique

_QUANTITATIVE = ("数量", "成本")
_NUMERAL = re.compile(r"\d|[一二两三四五六七八九十百千万半]|全部|全覆盖|全面|全额")
_SHOWN = 12


def find(reading: Reading, rules: Rules) -> Outcomes:
    """One remark for each sheet, naming the indicators of quantity and cost whose target has no number.

    A number in the indicator's own name, and words for all (全部, 全覆盖), are targets too. A sheet
    without any target is not judged.
    """
    for sheet in reading.sheets:
        leaves = [leaf for leaf in sheet.leaves() if leaf.target is not None and not is_bonus(leaf)]
        if not any(plain_text(leaf.target) for leaf in leaves):
            continue
        found = [leaf for leaf in leaves if _is_unquantified(leaf)]
        if found:
            yield _finding(found)


def _is_unquantified(leaf: SheetNode) -> bool:
    if not any(word in parent for parent in leaf.path[:-1] for word in _QUANTITATIVE):
        return False
    return not _NUMERAL.search(plain_text(leaf.target)) and not _NUMERAL.search(leaf.name)


def _finding(found: list[SheetNode]) -> Finding:
    named = [f"{leaf.name}：{plain_text(leaf.target)[:20] or '（空）'}" for leaf in found[:_SHOWN]]
    cells = ((leaf.target.place, leaf.place) for leaf in found if leaf.target is not None)
    return Finding(
        code="indicator-unquantified",
        severity=Severity.ADVICE,
        where=unique(place for pair in cells for place in pair),
        claim="；".join(named) + ("等" if len(found) > _SHOWN else ""),
        expected="可以衡量的指标值，如“≥38所”",
        advice="数量和成本指标请写出数值和单位。",
        check=CHECK.id,
    )


CHECK = Check("indicator-unquantified", 1, ("indicator-unquantified",), find)
