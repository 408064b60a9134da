"""An actual value far off its target has a reason beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.parameters import Limit
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules, cite
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.sheet_directions import wrong_direction
from xunzheng.audit.sheet_reading import DOWN, Attained, attained, unique, written
from xunzheng.audit.sheet_reasons import explained
from xunzheng.quantities.units import Dimension

_SPENDING = re.compile(r"执行率|支出进度|未支[付出]|结转|结余|未执行|收回")
_REASON = re.compile(r"原因|因|由于|主要是|受.{1,16}影响|所致|导致")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each leaf whose actual value is off its target by the threshold or more, either way, unexplained.

    An upper bound that was undercut counts only for money: fewer accidents need no explanation. A layout
    may ask for the reason of a low execution rate too.
    """
    limit = rules.parameters.deviation_threshold
    for sheet in reading.all_sheets:
        far = [(pair, by) for pair, by in _deviations(sheet) if abs(by) >= Fraction(limit.value)]
        reasons = explained(reading, [pair.node for pair, _ in far])
        named = explained(reading, [pair.node for pair, _ in far], general=False)
        for position, (pair, by) in enumerate(far):
            if position not in (reasons if by < 0 else named):
                yield _finding(pair, by, limit)
        yield from _execution(reading, sheet)


def _execution(reading: Reading, sheet: Sheet) -> Iterator[Finding]:
    """The execution rate of the funds block, where the layout asks for a reason below a rate."""
    part = sheet.layout.execution if sheet.layout is not None else None
    row = sheet.funds[0] if sheet.funds else None
    if part is None or part.reason_below is None or sheet.layout is None or row is None:
        return
    budget, executed = (cell.value if cell is not None else None for cell in (row.budget, row.executed))
    if (
        not budget
        or budget < 0
        or executed is None
        or Fraction(executed) / Fraction(budget) >= part.reason_below
    ):
        return
    if any(_SPENDING.search(s.folded) and _REASON.search(s.folded) for s in reading.sentences):
        return
    share = Fraction(executed) / Fraction(budget)
    cells = (row.rate, row.executed, row.budget)
    yield Finding(
        code="deviation-unexplained",
        severity=Severity.SUSPICION,
        where=unique((*(cell.place for cell in cells if cell is not None and cell.text), row.place)),
        claim=f"“{row.name}”执行率 {written(round(share * 100, 2))}%，未说明原因",
        expected=f"执行率低于 {written(part.reason_below * 100)}% 的，应说明原因",
        arithmetic=f"{written(executed)} ÷ {written(budget)} = {written(round(share * 100, 2))}%",
        rule=cite(sheet.layout.basis),
        advice="请说明执行率偏低的原因和处理办法。",
        check=CHECK.id,
    )


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


CHECK = Check("deviation-unexplained", 2, ("deviation-unexplained",), find)
