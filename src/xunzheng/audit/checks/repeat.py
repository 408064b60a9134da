"""A quantity stated twice is the same both times."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each quantity named by the same words in two paragraphs.

    That the same words mean the same thing is likely, never certain: a difference is a suspicion.
    """
    for repeat in reading.repeats:
        where = tuple(reading.figure_place(s, f) for s, f in repeat.statements)
        texts = [figure.text for _, figure in repeat.statements]
        if not repeat.differs:
            written = f"“{repeat.key[:20]}”{len(texts)} 处均为 {texts[0]}"
            yield Held("repeat", where, written, CHECK.id)
            continue
        yield Finding(
            code="repeat",
            severity=Severity.SUSPICION,
            where=where,
            claim="、".join(dict.fromkeys(texts)),
            expected=f"“{repeat.key[:20]}”前后一致",
            arithmetic=" ≠ ".join(dict.fromkeys(texts)),
            advice="请核对同一数量在各处的数值，统一为正确的一个；口径不同的请写明。",
            check=CHECK.id,
        )


CHECK = Check("repeat", 1, ("repeat",), find)
