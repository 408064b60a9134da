"""No more is spent than arrived."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import is_plain
from xunzheng.audit.statements.vocabulary import Stage
from xunzheng.quantities.units import Dimension
from xunzheng.quantities.writing import write


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Sentences that state one amount arrived and one amount spent, the second the larger."""
    for paragraph in reading.flows:
        if any(flow.stage is Stage.CARRIED for _, here in paragraph.sentences for flow in here):
            continue
        for sentence, here in paragraph.sentences:
            money = [
                f for f in here if is_plain(f.figure) and f.figure.quantity.unit.dimension is Dimension.MONEY
            ]
            arrived = [f.figure for f in money if f.stage is Stage.ARRIVED]
            spent = [f.figure for f in money if f.stage is Stage.SPENT]
            if len(arrived) != 1 or len(spent) != 1:
                continue
            if spent[0].quantity.in_base <= arrived[0].quantity.in_base:
                continue
            yield Finding(
                code="over-limit",
                severity=Severity.SUSPICION,
                where=tuple(reading.figure_place(sentence, f) for f in (spent[0], arrived[0])),
                claim=f"支出 {spent[0].text}",
                expected=f"不超过到位 {arrived[0].text}",
                arithmetic=f"{write(spent[0].quantity)} > {write(arrived[0].quantity)}",
                advice="请核对到位与支出；超出部分另有来源的，请写明。",
                check=CHECK.id,
            )


CHECK = Check("overspent", 1, ("over-limit",), find)
