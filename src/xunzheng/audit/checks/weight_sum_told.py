"""Weights told in words add up to the full score told with them, and no score told exceeds its weight."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xunzheng.audit.arithmetic import write_sum
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.prose_scores import ToldWeights
from xunzheng.quantities.writing import write, write_number


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each sentence that tells the weights; scores gained are looked for in the sentence behind it."""
    for told in reading.told_weights:
        parts = [(1, figure.quantity) for figure in told.parts]
        total = sum((figure.quantity.value for figure in told.parts), Decimal(0))
        where = tuple(reading.figure_place(told.sentence, f) for f in (told.full, *told.parts))
        written = write_sum(told.full.quantity, parts)
        if total == told.full.quantity.value:
            yield Held("weight-sum", where, written, CHECK.id)
        else:
            yield Finding(
                code="weight-sum",
                severity=Severity.ERROR,
                where=where,
                claim=f"满分 {write(told.full.quantity)}",
                expected=f"各项分值之和 {write_number(total)}分",
                arithmetic=written,
                advice="请核对各项分值，使其与满分相等。",
                check=CHECK.id,
            )
        yield from _over_weight(reading, told)


def _over_weight(reading: Reading, told: ToldWeights) -> Iterator[Finding]:
    weights = {figure.label.strip(" ,、:")[-4:]: figure for figure in told.parts}
    for sentence in reading.sentences[told.sentence.number : told.sentence.number + 2]:
        for figure in sentence.figures:
            name, gained, _ = figure.label.strip(" ,、:").rpartition("得")
            weight = weights.get(name[-4:]) if gained else None
            if weight is None or figure.quantity.value <= weight.quantity.value:
                continue
            yield Finding(
                code="score-over-weight",
                severity=Severity.ERROR,
                where=(reading.figure_place(sentence, figure), reading.figure_place(told.sentence, weight)),
                claim=f"{name}得 {write(figure.quantity)}",
                expected=f"不超过分值 {write(weight.quantity)}",
                arithmetic=f"{write(figure.quantity)} > {write(weight.quantity)}",
                advice="请核对该项得分与分值。",
                check=CHECK.id,
            )


CHECK = Check("weight-sum-told", 1, ("weight-sum", "score-over-weight"), find)
