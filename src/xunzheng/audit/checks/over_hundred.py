"""A rate that cannot exceed 100 % does not."""

from __future__ import annotations

import re
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules

_UNBOUNDED = re.compile(
    r"完成|负荷|产能|开工|增|减|超|变动|利用|使用|周转|负债|回报|收益|保障|自给|上座|投入产出|覆盖倍|汇|利率|税率|倍|密度|控制|达产|实现"
)
_BOUNDED = re.compile(r"(?:按时|按期|及时|如期|准时|限时|达标|合格)(?:完成|竣工|完工|办结|实现)率$")
"""Rates of a part of what was done, whatever else their names hold."""


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each rate named in prose that is stated above 100 %: an error where the rule pack says it cannot be.

    A rate that the pack does not know is a suspicion, unless its name says that it has no upper end.
    """
    for claim in reading.rates:
        definition = rules.parameters.rate(claim.name)
        if claim.figure.quantity.in_base <= Decimal(1) or (definition and not definition.at_most_one):
            continue
        if definition is None and not _is_bounded(claim.name):
            continue
        yield Finding(
            code="over-hundred",
            severity=Severity.ERROR if definition else Severity.SUSPICION,
            where=(reading.figure_place(claim.sentence, claim.figure),),
            claim=f"{claim.name}{claim.figure.text}",
            expected="不超过 100%",
            rule=definition.citation if definition else None,
            advice="请核对分子与分母；预算有调整的，以调整后的数为分母并说明。",
            check=CHECK.id,
        )


def _is_bounded(name: str) -> bool:
    """Whether a rate that no rule pack knows is by its name one of a part of a whole."""
    unbounded = not name.endswith("率") or _UNBOUNDED.search(name) is not None
    return not unbounded or _BOUNDED.search(name) is not None


CHECK = Check("over-hundred", 1, ("over-hundred",), find)
