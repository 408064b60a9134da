"""Scores told in words add up to the total told with them."""

from __future__ import annotations

from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_reading import is_empty
from xunzheng.audit.statements.prose_scores import ToldScores
from xunzheng.quantities.writing import write_number


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each total score with the indicator scores of its paragraph; leading ones may form the sum alone."""
    blank = {
        leaf.place.block for sheet in reading.told_sheets for leaf in sheet.leaves() if is_empty(leaf.score)
    }
    for told in reading.told_scores:
        if told.total.sentence.block in blank:
            continue  # the score left blank is the case of score-missing
        values = [figure.quantity.value for _, figure in told.parts]
        where = (
            reading.place(told.total.sentence, told.total.start, told.total.end),
            *(reading.figure_place(sentence, figure) for sentence, figure in told.parts),
        )
        if sum(values, Decimal(0)) == told.total.score:
            yield Held("score-sum", where, _written(told), CHECK.id)
        elif not _contains(values, told.total.score):
            yield Finding(
                code="score-sum",
                severity=Severity.ERROR if _close(values, told.total.score) else Severity.SUSPICION,
                where=where,
                claim=f"总分 {write_number(told.total.score)}分",
                expected=f"各项得分之和 {write_number(sum(values, Decimal(0)))}分",
                arithmetic=_written(told),
                advice="请核对各指标得分与总分。",
                check=CHECK.id,
            )


def _contains(values: list[Decimal], total: Decimal) -> bool:
    """Whether some of the first or last scores make the total: the rest then belong to something else."""
    return any(total in (sum(values[:cut]), sum(values[cut:])) for cut in range(1, len(values)))


def _close(values: list[Decimal], total: Decimal) -> bool:
    return abs(sum(values, Decimal(0)) - total) <= 10


def _written(told: ToldScores) -> str:
    values = [figure.quantity.value for _, figure in told.parts]
    total = sum(values, Decimal(0))
    left = " + ".join(write_number(value) for value in values)
    if total == told.total.score:
        return f"{left} = {write_number(total)}（分）"
    return f"{left} = {write_number(total)} ≠ {write_number(told.total.score)}（分）"


CHECK = Check("score-sum-told", 1, ("score-sum",), find)
