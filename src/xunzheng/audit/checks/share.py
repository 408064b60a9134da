"""A stated share (占…%) is the part before it over some whole."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.arithmetic import rate_fits, write_rate
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import ShareClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.rounding import compare_rate, round_half_up
from xunzheng.quantities.writing import write_number

_FAR = Fraction(1, 5)


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each share whose part and possible wholes the paragraph gives.

    It is wrong only if the text names its whole, or its sentence holds just one figure that can be it.
    """
    for claim in reading.shares:
        candidates = [w for w in claim.wholes if w.quantity.in_base >= claim.part.quantity.in_base > 0]
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
        if _of_fellows(claim):
            continue
        whole = _meant(claim, candidates)
        if whole is not None and _close(claim, whole):
            yield _finding(reading, claim, whole)


def _of_fellows(claim: ShareClaim) -> bool:
    """Whether the part has its share of the sum of all parts that have shares in the sentence."""
    same = [f.quantity.in_base for f in claim.fellows if f.base == claim.part.base]
    whole = sum(same, Decimal(0))
    if len(same) < 2 or not whole:
        return False
    return rate_fits(claim.figure.quantity, Fraction(claim.part.quantity.in_base) / Fraction(whole))


def _meant(claim: ShareClaim, candidates: Sequence[Figure]) -> Figure | None:
    """The one whole that the text can mean: the one that it names, else the only one in the sentence."""
    if claim.named:
        named = [w for w in candidates if claim.named in w.label or _tail_of(claim.named, w.label)]
        return named[-1] if len({w.quantity.in_base for w in named}) == 1 else None
    own = [w for w in candidates if w.start >= claim.sentence.start]
    return own[0] if len({w.quantity.in_base for w in own}) == 1 else None


def _tail_of(named: str, label: str) -> bool:
    """Whether a label ends with the last words of the whole's name (调整后预算 in …调整后预算)."""
    return len(named) >= 4 and label.endswith(named[-4:])


def _close(claim: ShareClaim, whole: Figure) -> bool:
    """Whether the quotient is near enough to the stated share to be what was meant."""
    exact = Fraction(claim.part.quantity.in_base) / Fraction(whole.quantity.in_base)
    return abs(exact - Fraction(claim.figure.quantity.in_base)) <= _FAR


def _finding(reading: Reading, claim: ShareClaim, whole: Figure) -> Finding:
    written = write_rate(claim.figure.quantity, claim.part.quantity, whole.quantity)
    figures = (claim.figure, claim.part, whole)
    exact = Fraction(claim.part.quantity.in_base) / Fraction(whole.quantity.in_base)
    return Finding(
        code="rate",
        severity=Severity.ERROR,
        where=tuple(reading.figure_place(claim.sentence, figure) for figure in figures),
        claim=f"占 {claim.figure.text}",
        expected=f"占 {write_number(round_half_up(exact * 100, max(claim.figure.quantity.places, 2)))}%",
        arithmetic=written,
        advice="请重新计算占比，并注明以什么为总数。",
        check=CHECK.id,
    )


CHECK = Check("share", 1, ("rate",), find)
