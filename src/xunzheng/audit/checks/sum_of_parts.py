"""Parts stated as making up a total add up to it."""

from __future__ import annotations

from xunzheng.audit.arithmetic import in_unit, sum_verdict
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.judging import Judgement, Ruling, judge
from xunzheng.audit.sums import sum_places, written_sum
from xunzheng.quantities.rounding import SumComparison
from xunzheng.quantities.writing import write

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
_PART = "“其中”的数不能大于总数，请核对两个数及其口径。"


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each stated sum once, as held or as a finding.

    A sum is wrong only if no lawful reading of its words makes it right; one that rounding of the
    stated digits explains, and one whose parts may not be all, is a suspicion.
    """
    judgements = [judge(claim, rules.parameters.tolerances) for claim in reading.sums]
    # Two ties between the same numbers (其中, and a bracket) make one sum.
    by_numbers = {(j.total.start, *(part.start for _, part in j.parts)): j for j in reversed(judgements)}
    for judgement in reversed(by_numbers.values()):
        if judgement.ruling is Ruling.HOLDS:
            yield Held("sum-of-parts", sum_places(reading, judgement), written_sum(judgement), CHECK.id)
        elif judgement.ruling in _SEVERITIES and judgement.comparison is not None:
            yield _finding(reading, judgement, judgement.comparison)


def _finding(reading: Reading, judgement: Judgement, comparison: SumComparison) -> Finding:
    total = judgement.total.quantity
    alone = len(judgement.parts) == 1
    return Finding(
        code="sum-of-parts",
        severity=_SEVERITIES[judgement.ruling],
        where=sum_places(reading, judgement),
        claim=judgement.total.text,
        expected=("不少于其中的 " if alone else "") + in_unit(comparison.sum, total.unit),
        arithmetic=_larger(judgement) if alone else written_sum(judgement),
        verdict=sum_verdict(comparison, total.unit),
        advice=_PART if alone else _ADVICE[judgement.ruling],
        check=CHECK.id,
    )


def _larger(judgement: Judgement) -> str:
    """A part that is larger than its whole: `61件 > 52件`."""
    (_, part), total = judgement.parts[0], judgement.total
    return f"{write(part.quantity)} > {write(total.quantity)}"


CHECK = Check("sum-of-parts", 3, ("sum-of-parts",), find)
