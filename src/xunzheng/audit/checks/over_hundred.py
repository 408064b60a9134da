"""A rate that cannot exceed 100 % does not."""

from __future__ import annotations

from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each rate named in prose that the rule pack says is at most 100 % and that is stated above it."""
    for claim in reading.rates:
        definition = rules.parameters.rate(claim.name)
        if definition is None or not definition.at_most_one:
            continue
        if claim.figure.quantity.in_base <= Decimal(1):
            continue
        yield Finding(
            code="over-hundred",
            severity=Severity.ERROR,
            where=(reading.figure_place(claim.sentence, claim.figure),),
            claim=f"{claim.name}{claim.figure.text}",
            expected="不超过 100%",
            rule=definition.citation,
            advice="请核对分子与分母；预算有调整的，以调整后的数为分母并说明。",
            check=CHECK.id,
        )


CHECK = Check("over-hundred", 1, ("over-hundred",), find)
