"""The target's comparison sign points the way that the indicator means."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_directions import wrong_direction
from xunzheng.audit.sheet_reading import shown, unique


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf whose sign cannot be meant; judged by the indicator's name, and so only a suspicion."""
    for sheet in reading.all_sheets:
        for leaf in sheet.leaves():
            reason = wrong_direction(leaf)
            if reason is None or leaf.target is None:
                continue
            yield Finding(
                code="target-operator",
                severity=Severity.SUSPICION,
                where=unique((leaf.target.place, leaf.place)),
                claim=f"“{leaf.name}”目标 {shown(leaf.target)}",
                expected=reason,
                advice="请核对目标值的比较符号。",
                check=CHECK.id,
            )


CHECK = Check("target-operator", 2, ("target-operator",), find)
