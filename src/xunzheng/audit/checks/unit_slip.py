"""A money figure of a sum is written in the wrong unit (元 for 万元)."""

from __future__ import annotations

from xunzheng.audit.arithmetic import sum_verdict
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.judging import Ruling, judge
from xunzheng.audit.sums import sum_places, written_sum
from xunzheng.quantities.writing import write


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated sum that is off by a power of ten which another unit of one of its figures explains."""
    seen: set[int] = set()
    for claim in reading.sums:
        judgement = judge(claim)
        if judgement.ruling is not Ruling.SLIPPED or judgement.slipped is None:
            continue
        figure, right = judgement.slipped
        if figure.start in seen or judgement.comparison is None:
            continue
        seen.add(figure.start)
        yield Finding(
            code="unit-slip",
            severity=Severity.ERROR,
            where=(reading.figure_place(claim.sentence, figure), *sum_places(reading, judgement)),
            claim=figure.text,
            expected=write(right),
            arithmetic=written_sum(judgement),
            verdict=sum_verdict(judgement.comparison, judgement.total.quantity.unit),
            advice=f"请核对单位：改为“{write(right)}”后各分项与合计相符。",
            check=CHECK.id,
        )


CHECK = Check("unit-slip", 1, ("unit-slip",), find)
