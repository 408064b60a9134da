"""A rate of satisfaction is one that the answers of its survey allow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from xunzheng.audit.arithmetic import rate_fits
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.flows import RateClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.audit.statements.survey import Survey, is_satisfaction, read_survey
from xunzheng.quantities.rounding import round_half_up
from xunzheng.quantities.writing import write, write_number


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each rate of satisfaction behind the answers of a survey.

    Lawful are the answers that speak for it, the first or all of them, over those asked, returned or
    answering. Where degrees are weighed (基本满意 as 0.8) it may lie between; above all of them over the
    fewest asked, or below the least of them over the most, nothing makes it.
    """
    for claim in reading.rates:
        survey = read_survey(claim) if is_satisfaction(claim.name) else None
        if survey is None:
            continue
        quotients = list(_quotients(survey))
        fitting = next((q for q in quotients if rate_fits(claim.figure.quantity, q[2])), None)
        if fitting is not None:
            yield Held("rate", _where(reading, claim, survey), _written(claim, fitting), CHECK.id)
        elif quotients and not _between(claim, quotients):
            yield _finding(reading, claim, survey, quotients)


_Quotient = tuple[tuple[Figure, ...], Decimal, Fraction]


def _quotients(survey: Survey) -> Iterator[_Quotient]:
    """Each lawful number of content answers over each lawful number of those asked."""
    answered = sum((f.quantity.in_base for f in (*survey.content, *survey.others)), Decimal(0))
    wholes = [*dict.fromkeys((*(f.quantity.in_base for f in survey.asked), answered))]
    runs = [survey.content[:end] for end in range(len(survey.content), 0, -1)]
    for run, part in zip(
        runs, reversed(list(accumulate(f.quantity.in_base for f in survey.content))), strict=True
    ):
        for whole in wholes:
            if whole >= part > 0:
                yield run, whole, Fraction(part) / Fraction(whole)


def _between(claim: RateClaim, quotients: list[_Quotient]) -> bool:
    stated = Fraction(claim.figure.quantity.in_base)
    rates = [rate for _, _, rate in quotients]
    return min(rates) <= stated <= max(rates)


def _where(reading: Reading, claim: RateClaim, survey: Survey) -> tuple[Place, ...]:
    figures = (claim.figure, *survey.content, *survey.others, *survey.asked)
    return tuple(reading.block_place(figure.start, figure.end) for figure in figures)


def _written(claim: RateClaim, quotient: _Quotient) -> str:
    """The quotient written out: `（251份 + 28份） ÷ 288份 = 96.88% ≠ 98.6%`."""
    run, whole, rate = quotient
    stated, symbol = claim.figure.quantity, run[0].quantity.unit.symbol
    top = " + ".join(write(figure.quantity) for figure in run)
    shown = write_number(round_half_up(rate / Fraction(stated.unit.factor), max(stated.places, 2)))
    over = f"（{top}）" if len(run) > 1 else top
    left = f"{over} ÷ {write_number(whole)}{symbol} = {shown}{stated.unit.symbol}"
    return left if rate_fits(stated, rate) else f"{left} ≠ {write(stated)}"


def _finding(reading: Reading, claim: RateClaim, survey: Survey, quotients: list[_Quotient]) -> Finding:
    stated = Fraction(claim.figure.quantity.in_base)
    nearest = min(quotients, key=lambda quotient: abs(quotient[2] - stated))
    shown = write_number(round_half_up(nearest[2] * 100, max(claim.figure.quantity.places, 2)))
    return Finding(
        code="rate",
        severity=Severity.SUSPICION,
        where=_where(reading, claim, survey),
        claim=f"{claim.name}{claim.figure.text}",
        expected=f"{'不高于' if stated > nearest[2] else '不低于'} {shown}%",
        arithmetic=_written(claim, nearest),
        advice="请按问卷结果重新计算满意度，并注明计算口径。",
        check=CHECK.id,
    )


CHECK = Check("satisfaction", 1, ("rate",), find)
