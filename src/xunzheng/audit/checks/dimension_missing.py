"""The self-evaluation table covers every dimension that its form asks for."""

from __future__ import annotations

import re

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.parameters import RequiredDimension
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_reading import is_self_evaluation, unique
from xunzheng.evaluation.naming import plain

_FEWEST_LEVELS = 2
_COMMON = re.compile("指标|效益|影响|产出")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """One remark for each self-evaluation table that lacks dimensions, naming them.

    Only a table with two level-one indicators of the form (产出, 效益 …) at least, and a second level
    under them, is judged. A layout may ask for dimensions of its own.
    """
    for sheet in reading.sheets:
        own = sheet.layout.dimensions if sheet.layout is not None else ()
        required = own or rules.parameters.required_dimensions
        known = {dimension.level_one for dimension in required}
        levels = [node for node in sheet.nodes if any(level in plain(node.name) for level in known)]
        deep = any(node.children for level in levels for node in level.children)
        if len(levels) < _FEWEST_LEVELS or not deep or not is_self_evaluation(sheet):
            continue
        names = {plain(name) for leaf in sheet.leaves() for name in leaf.path}
        lacking = [each for each in required if not _is_covered(each, names)]
        if lacking:
            yield _finding(sheet, lacking)


def _is_covered(dimension: RequiredDimension, names: set[str]) -> bool:
    """Whether some name holds one of the dimension's words: 产出-数量 and 数量指标 are both 数量."""
    words = {_COMMON.sub("", name) for name in dimension.names}
    return any(word in name for name in names for word in words if word)


def _finding(sheet: Sheet, lacking: list[RequiredDimension]) -> Finding:
    wanted = "、".join(f"{each.level_one}—{each.names[0]}" for each in lacking)
    return Finding(
        code="dimension-missing",
        severity=Severity.ADVICE,
        where=unique(node.place for node in sheet.nodes),
        claim=f"缺少 {len(lacking)} 个维度",
        expected=wanted,
        rule=lacking[0].citation,
        advice=f"请补充相应的指标（{wanted}），或说明不设的理由。",
        check=CHECK.id,
    )


CHECK = Check("dimension-missing", 2, ("dimension-missing",), find)
