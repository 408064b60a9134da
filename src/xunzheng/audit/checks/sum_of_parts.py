"""Parts stated as making up a total add up to it."""

from __future__ import annotations

from xunzheng.audit.arithmetic import in_unit, sum_verdict
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.judging import Judgement, Ruling, judge
from xunzheng.audit.sums import sum_places, written_sum

_SEVERITIES = {
    Ruling.BROKEN: Severity.ERROR,
    Ruling.ROUNDED: Severity.SUSPICION,
    Ruling.DOUBTFUL: Severity.SUSPICION,
}
_ADVICE = {
    Ruling.BROKEN: "请核对合计数与各分项数，改正其中有误的一个。",
    Ruling.ROUNDED: "差额可由四舍五入解释；请说明各数的取整方式，或改用更精确的数。",
    Ruling.DOUBTFUL: "请核实各分项是否已列全、是否有交叉，并核对合计数。",
}


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated sum once, as held or as a finding.

    A sum is wrong only if no lawful reading of its words makes it right; one that rounding of the
    stated digits explains, and one whose parts may not be all, is a suspicion.
    """
    seen: set[tuple[int, ...]] = set()
    for claim in reading.sums:
        judgement = judge(claim)
        key = (judgement.total.start, *(part.start for _, part in judgement.parts))
        if key in seen:
            continue
        seen.add(key)
        if judgement.ruling is Ruling.HOLDS:
            yield Held("sum-of-parts", sum_places(reading, judgement), written_sum(judgement), CHECK.id)
        elif judgement.ruling in _SEVERITIES:
            yield _finding(reading, judgement)


def _finding(reading: Reading, judgement: Judgement) -> Finding:
    assert judgement.comparison is not None
    total = judgement.total.quantity
    expected = total.in_base - judgement.comparison.difference
    return Finding(
        code="sum-of-parts",
        severity=_SEVERITIES[judgement.ruling],
        where=sum_places(reading, judgement),
        claim=judgement.total.text,
        expected=in_unit(expected, total.unit),
        arithmetic=written_sum(judgement),
        verdict=sum_verdict(judgement.comparison, total.unit),
        advice=_ADVICE[judgement.ruling],
        check=CHECK.id,
    )


CHECK = Check("sum-of-parts", 1, ("sum-of-parts",), find)
