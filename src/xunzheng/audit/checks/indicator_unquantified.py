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
_VAGUE = re.compile(
    r"(?:比较|非常|很|较|更|进一步|持续|不断|有效|显著|明显|基本|按时|及时|全面|稳步|逐步)*"
    r"(?:好|高|多|少|优|优秀|良好|到位|合理|控制|节约|提高|提升|增强|增加|改善|加强|完善|完成|达到|达标|达成|保障|落实|推进|开展|足[量额].{0,2})?"
    r"(?:目标|要求|任务|计划|预期|标准|水平|质量|指标|效果)*"
)
_PRAISE = re.compile(
    r"(?:非常|很|较|比较|相当)?(?:好|优|优秀|良好|满意|高)|(?:显著|明显|有效)(?:提高|提升|改善)?"
)
_NUMERAL = re.compile(r"\d|[一二两三四五六七八九十百千万半]|全部|全覆盖|全面|全额")
_SHOWN = 12


def find(reading: Reading, rules: Rules) -> Outcomes:
    """One remark for each sheet, naming the indicators whose target cannot be measured.

    Of quantity and cost: those with an empty target or mere words (完成, 有效提升); of quality: mere praise
    (非常好). A number in the indicator's own name is a target too. A sheet without any target is not
    judged.
    """
    for sheet in reading.sheets:
        leaves = [leaf for leaf in sheet.leaves() if leaf.target is not None and not is_bonus(leaf)]
        if not any(plain_text(leaf.target) for leaf in leaves):
            continue
        found = [leaf for leaf in leaves if _is_unquantified(leaf)]
        if found:
            yield _finding(found)


def _is_unquantified(leaf: SheetNode) -> bool:
    target = plain_text(leaf.target)[:60].strip(" 。.;,、")
    if _NUMERAL.search(target) or _NUMERAL.search(leaf.name):
        return False
    if any(word in parent for parent in leaf.path[:-1] for word in _QUANTITATIVE):
        return _VAGUE.fullmatch(target) is not None
    of_quality = any("质量" in parent for parent in leaf.path[:-1])
    return of_quality and _PRAISE.fullmatch(target) is not None


def _finding(found: list[SheetNode]) -> Finding:
    named = [f"{leaf.name}：{plain_text(leaf.target)[:20] or '（空）'}" for leaf in found[:_SHOWN]]
    cells = ((leaf.target.place, leaf.place) for leaf in found if leaf.target is not None)
    return Finding(
        code="indicator-unquantified",
        severity=Severity.ADVICE,
        where=unique(place for pair in cells for place in pair),
        claim="；".join(named) + ("等" if len(found) > _SHOWN else ""),
        expected="可以衡量的指标值，如“≥38所”",
        advice="请写出可以衡量的数值和单位，或可以核对的标准。",
        check=CHECK.id,
    )


CHECK = Check("indicator-unquantified", 1, ("indicator-unquantified",), find)
