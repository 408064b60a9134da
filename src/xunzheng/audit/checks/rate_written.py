"""A quotient that is written out gives the rate behind its sign of equality."""

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
from xunzheng.audit.statements.sentences import Sentence

_AMOUNT = r"\d{1,12}(?:,\d{3}){0,4}(?:\.\d{1,6})?"
_UNIT = r"(?:[\u4e00-\u9fff㎡]{1,4})?"
_WRITTEN = re.compile(
    rf"(?<![\d.,+*×/÷-])(?:[(]\s*(?P<more>{_AMOUNT}){_UNIT}\s*[-－—–−]\s*(?P<less>{_AMOUNT}){_UNIT}\s*[)]|(?P<over>{_AMOUNT}){_UNIT})"
    rf"\s*[/÷]\s*(?P<under>{_AMOUNT}){_UNIT}\s*[)]?\s*(?:[×*xX]\s*100\s*%?\s*)?=\s*(?P<rate>-?\d{{1,6}}(?:\.\d{{1,6}})?)\s*%"
)


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each quotient of two numbers, or of a difference and a number, with the percentage that follows it.

    In prose and in cells alike. Digits cut off are a suspicion. 0 in the denominator is left to others.
    """
    for sentence in reading.sentences:
        if "=" in sentence.folded and "%" in sentence.folded:
            for match in _WRITTEN.finditer(sentence.folded):
                yield from _judge(reading, sentence, match)


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


def _read(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


CHECK = Check("rate-written", 1, ("rate",), find)
