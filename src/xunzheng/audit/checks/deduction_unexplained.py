"""Where points are lost, the report says why."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet, SheetNode
from xunzheng.audit.sheet_directions import judged
from xunzheng.audit.sheet_reading import is_execution, places_of, scored_leaves, unique, written
from xunzheng.audit.sheet_reasons import detailed_in_prose, explained, scored_by_share
from xunzheng.audit.sheet_sums import detailed, rounds_to

_Row = tuple[SheetNode, Decimal, Decimal]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """One finding for each sheet, naming every indicator whose lost points nobody explains.

    A reason is text in the reason column, or a sentence of the prose that names the indicator. A target that
    is met is the case of attainment-score; an execution rate explains its own score, and so does the share
    of its target that a missed indicator reached, where the report says that it scores so. A level-one
    indicator is explained by the items below its own heading. A summary beside the sheet itself is passed
    over, and so are scores told in words beside a sheet.
    """
    by_share = scored_by_share(reading)
    for sheet in detailed(reading.sheets) or reading.told_sheets:
        lost = [
            row
            for row in scored_leaves(sheet)
            if row[2] < row[1] and not _shows_why(row[0]) and not (by_share and _is_share(*row))
        ]
        reasons = explained(reading, [row[0] for row in lost])
        reasons |= detailed_in_prose(reading, [row[0] for row in lost])
        silent = [row for position, row in enumerate(lost) if position not in reasons]
        told = [row for position, row in enumerate(lost) if position in reasons]
        if told and not silent:
            yield Held("deduction-unexplained", tuple(row[0].place for row in told), _written(told), CHECK.id)
        if silent:
            yield _finding(sheet, silent)


def _shows_why(node: SheetNode) -> bool:
    if is_execution(node.name):
        return True
    pair = judged(node)
    return pair is not None and pair.met is True


def _is_share(node: SheetNode, weight: Decimal, score: Decimal) -> bool:
    """Whether a score is the share of the target that was reached; where no target stands, odd hundredths."""
    pair = judged(node)
    if pair is None or pair.proportion is None:
        return node.target is None and places_of(score.normalize()) > 1
    return rounds_to(pair.proportion * Fraction(weight), score)


def _written(rows: list[_Row]) -> str:
    return "；".join(
        f"{node.name} {written(weight)} − {written(score)} = {written(weight - score)} 分"
        for node, weight, score in rows
    )


def _finding(sheet: Sheet, rows: list[_Row]) -> Finding:
    lost = sum((weight - score for _, weight, score in rows), Decimal(0))
    cells = ((node.place, node.score.place) for node, _, _ in rows if node.score is not None)
    column = "原因栏为空，" if sheet.has_reasons else ""
    return Finding(
        code="deduction-unexplained",
        severity=Severity.SUSPICION,
        where=unique(place for pair in cells for place in pair),
        claim=f"{len(rows)} 项指标共扣 {written(lost)} 分，{column}正文也未说明原因",
        expected="逐项写明扣分原因",
        arithmetic=_written(rows),
        advice="请在评分表或正文中逐项说明扣分的原因。",
        check=CHECK.id,
    )


CHECK = Check("deduction-unexplained", 2, ("deduction-unexplained",), find)
