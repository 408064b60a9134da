"""Digits that are no number."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each run of digits, points and commas that can be read as no number (7,00.0,77).

    Several numbers that ran together are none: reading-notes says how they were parted.
    """
    for sentence in reading.sentences:
        for malformed in sentence.malformed:
            if any(glued.start <= malformed.start < glued.end for glued in reading.glued):
                continue
            yield Finding(
                code="malformed-number",
                severity=Severity.ERROR,
                where=(reading.place(sentence, malformed.start, malformed.end),),
                claim=malformed.text,
                expected="一个完整的数，千分位逗号每三位一个，小数点至多一个",
                advice="请核对原始凭证后重新录入该数。",
                check=CHECK.id,
            )


CHECK = Check("malformed-number", 1, ("malformed-number",), find)
