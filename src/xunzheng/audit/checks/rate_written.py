"""A quotient or product that is written out gives the outcome beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity, Verdict
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_sums import cut_to, rounds_to
from xunzheng.audit.statements.expressions import Expression, read_expressions
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.quantities.rounding import round_half_up, truncate
from xunzheng.quantities.writing import write_number

_AMOUNT = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_UNIT = r"(?:[\u4e00-\u9fff㎡]{1,4})?"
_WRITTEN = re.compile(
    rf"(?<![\d.,+*×/÷-])(?:[(]\s*(?P<more>{_AMOUNT}){_UNIT}\s*[-－—–−]\s*(?P<less>{_AMOUNT}){_UNIT}\s*[)]|(?P<over>{_AMOUNT}){_UNIT})"
    rf"\s*[/÷]\s*(?P<under>{_AMOUNT}){_UNIT}\s*[)]?\s*(?:[×*xX]\s*100\s*%?\s*)?=\s*(?P<rate>-?\d{{1,6}}(?:\.\d{{1,6}})?)\s*%"
)


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each quotient of two numbers, or of a difference and a number, with the percentage that follows it.

    Likewise other products and quotients (`6.41万元（295万元÷48人）`, `53件×80元=4240元`). In prose
    and in cells alike. Digits cut off are a suspicion. 0 in the denominator is left to others.
    """
    for sentence in reading.sentences:
        covered = -1
        if "=" in sentence.folded and "%" in sentence.folded:
            for match in _WRITTEN.finditer(sentence.folded):
                covered = sentence.start + match.end()
                yield from _judge(reading, sentence, match)
        for expression in read_expressions(sentence):
            if expression.start >= covered:
                yield from _worked_out(reading, sentence, expression)


def _judge(reading: Reading, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding | Held]:
    over = match["over"] or match["more"]
    dividend = _read(over) - (_read(match["less"]) if match["less"] else 0)
    divisor, rate = _read(match["under"]), _read(match["rate"])
    if not divisor:
        return
    exact = Fraction(dividend) / Fraction(divisor) * 100
    place = reading.place(sentence, sentence.start + match.start(), sentence.start + match.end())
    upper = f"（{over} − {match['less']}）" if match["less"] else over
    due = round(Decimal(exact.numerator) / Decimal(exact.denominator), 2)
    if rounds_to(exact, rate):
        yield Held("rate", (place,), f"{upper} ÷ {match['under']} = {match['rate']}%", CHECK.id)
        return
    yield Finding(
        code="rate",
        severity=Severity.SUSPICION if cut_to(exact, rate) else Severity.ERROR,
        where=(place,),
        claim=f"{place.quote.strip()}",
        expected=f"{due}%",
        arithmetic=f"{upper} ÷ {match['under']} = {due}% ≠ {match['rate']}%",
        verdict=Verdict(rate - due, "百分点", cut_to(exact, rate)),
        advice="请按所列的数重新计算，或核对所列的数。",
        check=CHECK.id,
    )


_STEPS = tuple(Fraction(10) ** power for power in (4, -4, 8, -8))
_OTHER_STEPS = tuple(Fraction(10) ** power for power in (1, -1, 2, -2, 3, -3))


def _worked_out(reading: Reading, sentence: Sentence, told: Expression) -> Iterator[Finding | Held]:
    """An expression against its outcome; what a conversion of units explains is left alone."""
    place = reading.place(sentence, told.start, told.end)
    if _comes_to(told, told.value):
        written = f"{told.run} = {write_number(told.outcome.value)}{told.outcome.unit}"
        yield Held("rate" if told.divides else "product", (place,), written, CHECK.id)
        return
    if any(_comes_to(told, told.value * step) for step in _OTHER_STEPS):
        return
    slipped = any(_comes_to(told, told.value * step) for step in _STEPS)
    units = [term.unit for term in (told.outcome, *told.terms)]
    if slipped and not ("元" in units[0] and any("元" in unit for unit in units[1:])):
        return
    due = write_number(
        round_half_up(told.value / told.outcome.scale, max(told.outcome.places, 2)).normalize()
    )
    yield Finding(
        code="unit-slip" if slipped else "rate" if told.divides else "product",
        severity=Severity.ERROR,
        where=(place,),
        claim=place.quote.strip(),
        expected=f"{due}{told.outcome.unit}",
        arithmetic=f"{told.run} = {due}{told.outcome.unit}"
        f" ≠ {write_number(told.outcome.value, told.outcome.places)}{told.outcome.unit}",
        advice="请核对两边的单位。" if slipped else "请按所列的数重新计算，或核对所列的数。",
        check=CHECK.id,
    )


def _comes_to(told: Expression, value: Fraction) -> bool:
    """Whether a value is the stated outcome, rounded or cut off, or within the rounding of the terms."""
    shown, places = value / told.outcome.scale, told.outcome.places
    if told.outcome.value in (round_half_up(shown, places), truncate(shown, places)):
        return True
    off = abs(shown - Fraction(told.outcome.value))
    half = Fraction(Decimal(5).scaleb(-places - 1))
    return off <= abs(shown) * told.slack + (half if told.slack else 0)


def _read(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


CHECK = Check("rate-written", 2, ("rate", "product", "unit-slip"), find)
