"""A stated share (占…%) is the part before it over some whole."""

from __future__ import annotations

from xunzheng.audit.arithmetic import write_rate
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.quantities.rounding import compare_rate


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each share whose part and possible wholes the paragraph gives; a misfit is a suspicion.

    The whole is not always named beside the share, so that no misfit is certain; with a single
    possible whole in the same sentence it is an error.
    """
    for claim in reading.shares:
        candidates = [w for w in claim.wholes if w.quantity.in_base >= claim.part.quantity.in_base]
        fitting = next(
            (
                whole
                for whole in reversed(candidates)
                if compare_rate(claim.figure.quantity, claim.part.quantity, whole.quantity).holds
            ),
            None,
        )
        if fitting is not None:
            where = tuple(
                reading.figure_place(claim.sentence, f) for f in (claim.figure, claim.part, fitting)
            )
            written = write_rate(claim.figure.quantity, claim.part.quantity, fitting.quantity)
            yield Held("rate", where, written, CHECK.id)
            continue
        own = [whole for whole in candidates if whole.start >= claim.sentence.start]
        if not own:
            continue
        whole = own[0]
        single = len({w.quantity.in_base for w in candidates}) == 1
        yield Finding(
            code="rate",
            severity=Severity.ERROR if single else Severity.SUSPICION,
            where=tuple(reading.figure_place(claim.sentence, f) for f in (claim.figure, claim.part, whole)),
            claim=f"占 {claim.figure.text}",
            expected=write_rate(claim.figure.quantity, claim.part.quantity, whole.quantity),
            arithmetic=write_rate(claim.figure.quantity, claim.part.quantity, whole.quantity),
            advice="请重新计算占比，并注明以什么为总数。",
            check=CHECK.id,
        )


CHECK = Check("share", 1, ("rate",), find)
