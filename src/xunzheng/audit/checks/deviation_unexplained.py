"""An actual value far off its target has a reason beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.parameters import Limit
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_directions import wrong_direction
from xunzheng.audit.sheet_reading import DOWN, Attained, attained, unique, written
from xunzheng.audit.sheet_reasons import explained
from xunzheng.quantities.units import Dimension


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf whose actual value is off its target by the threshold or more, either way, unexplained.

    An upper bound that was undercut counts only for money: fewer accidents need no explanation.
    """
    limit = rules.parameters.deviation_threshold
    for sheet in reading.all_sheets:
        far = [(pair, by) for pair, by in _deviations(sheet) if abs(by) >= Fraction(limit.value)]
        reasons = explained(reading, [pair.node for pair, _ in far])
        named = explained(reading, [pair.node for pair, _ in far], general=False)
        for position, (pair, by) in enumerate(far):
            if position not in (reasons if by < 0 else named):
                yield _finding(pair, by, limit)


def _deviations(sheet: Sheet) -> Iterator[tuple[Attained, Fraction]]:
    for leaf in sheet.leaves():
        pair = attained(leaf)
        by = pair.deviation if pair else None
        if pair is None or by is None or wrong_direction(leaf) is not None:
            continue
        money = pair.target.quantity.unit.dimension is Dimension.MONEY
        if by < 0 and pair.target.operator in DOWN and not money:
            continue
        yield pair, by


def _finding(pair: Attained, by: Fraction, limit: Limit) -> Finding:
    node = pair.node
    actual, target = pair.write(pair.actual_base), pair.write(pair.target_base)
    threshold = written(Fraction(limit.value) * 100)
    return Finding(
        code="deviation-unexplained",
        severity=Severity.SUSPICION,
        where=unique((node.place, *(cell.place for cell in (node.target, node.actual) if cell is not None))),
        claim=f"“{node.name}”目标 {pair.target.text}，实际 {pair.actual.text}，未说明原因",
        expected=f"偏离 {threshold}% 及以上的，应说明原因和改进措施",
        arithmetic=f"（{actual} − {target}）÷ {target} = {written(round(by * 100, 2))}%",
        rule=limit.citation,
        advice="请说明偏离的原因；若年初指标值定得过低或过高，下年应予调整。",
        check=CHECK.id,
    )


CHECK = Check("deviation-unexplained", 1, ("deviation-unexplained",), find)
