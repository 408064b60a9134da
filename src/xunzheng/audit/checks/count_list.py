"""A stated count is the number of the items that are listed with it."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.counts import CountClaim


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each count with its list; a list ending in 等 may be shorter than the count, never longer."""
    for claim in reading.counts:
        where = (
            reading.place(claim.sentence, claim.start, claim.end),
            reading.place(claim.sentence, claim.listed[0][0], claim.listed[-1][1]),
        )
        if claim.holds:
            yield Held("count-list", where, _written(claim, reading.document.text, "="), CHECK.id)
            continue
        yield Finding(
            code="count-list",
            severity=Severity.SUSPICION if claim.loose else Severity.ERROR,
            where=where,
            claim=f"“{where[0].quote}”，即 {claim.count} 项",
            expected=f"列出 {len(claim.listed)} 项",
            arithmetic=_written(claim, reading.document.text, "≠"),
            advice="请核对所列项目是否齐全，或改正声明的个数。",
            check=CHECK.id,
        )


def _written(claim: CountClaim, text: str, sign: str) -> str:
    """The items numbered out: `列出5项（①人口 ②法人 …）≠ 声明6项`."""
    marks = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    items = [text[start:end].strip()[:12] for start, end in claim.listed]
    shown = " ".join(f"{mark}{item}" for mark, item in zip(marks, items, strict=False))
    most = f"至{claim.most}" if claim.most > len(items) else ""
    return f"列出{len(items)}{most}项（{shown}）{sign} 声明{claim.count}项"


CHECK = Check("count-list", 2, ("count-list",), find)
