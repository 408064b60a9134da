"""Staff in post of the units of one paragraph add up to the number stated for all."""

from __future__ import annotations

from xunzheng.audit.arithmetic import in_unit, sum_verdict, write_sum
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.quantities.rounding import compare_sum
from xunzheng.quantities.writing import write


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each such number; which units it covers is for a reader to say, so that a difference is a suspicion."""
    for claim in reading.post_sums:
        parts = [(1, part.quantity) for part in claim.parts]
        comparison = compare_sum(claim.total.quantity, parts)
        where = tuple(reading.figure_place(claim.sentence, f) for f in (claim.total, *claim.parts))
        written = write_sum(claim.total.quantity, parts)
        if comparison.holds:
            yield Held("sum-of-parts", where, written, CHECK.id)
        else:
            yield Finding(
                code="sum-of-parts",
                severity=Severity.SUSPICION,
                where=where,
                claim=write(claim.total.quantity),
                expected=in_unit(comparison.sum, claim.total.quantity.unit),
                arithmetic=written,
                verdict=sum_verdict(comparison, claim.total.quantity.unit),
                advice="请核对各单位在编人数与合计人数的口径。",
                check=CHECK.id,
            )


CHECK = Check("post-sum", 1, ("sum-of-parts",), find)
