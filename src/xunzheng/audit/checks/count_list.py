"""A stated count is the number of the items that are listed with it."""

from __future__ import annotations

import re

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.counts import CountClaim

_COUNTED = re.compile(r"\w+")
_WORDS = 6  # characters shown of what is counted
_SLIP = 2  # items by which a list falls short of its count by mistake


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each count with its list; a list ending in 等 may be shorter than the count, never longer."""
    for claim in reading.counts:
        where = _where(reading, claim)
        if claim.holds:
            yield Held("count-list", where, _written(claim, reading.document.text, "="), CHECK.id)
            continue
        yield Finding(
            code="count-list",
            severity=Severity.ERROR if _certain(claim) else Severity.SUSPICION,
            where=where,
            claim=f"“{_said(claim, reading.document.text)}”，即 {claim.count} 项",
            expected=f"列出 {len(claim.listed)} 项",
            arithmetic=_written(claim, reading.document.text, "≠"),
            advice="请核对所列项目是否齐全，或改正声明的个数。",
            check=CHECK.id,
        )


def _said(claim: CountClaim, text: str) -> str:
    """The count with the words that it counts: `六大基础数据库`."""
    return "".join(_COUNTED.findall(text[claim.start : claim.end + _WORDS])[:1])


def _certain(claim: CountClaim) -> bool:
    """Whether the list must be the counted things: the two stand together and differ by an item or two."""
    nearest = min(abs(claim.count - len(claim.listed)), abs(claim.count - claim.most))
    return not claim.loose and nearest <= _SLIP


def _where(reading: Reading, claim: CountClaim) -> tuple[Place, ...]:
    """The count and its list; items that are paragraphs of their own are places of their own."""
    said = reading.place(claim.sentence, claim.start, claim.end)
    start, end = claim.listed[0][0], claim.listed[-1][1]
    if end <= claim.sentence.end:
        return said, reading.place(claim.sentence, start, end)
    return (said, *(reading.block_place(*item) for item in claim.listed))


def _written(claim: CountClaim, text: str, sign: str) -> str:
    """The items numbered out: `列出5项（①人口 ②法人 …）≠ 声明6项`."""
    marks = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    items = [text[start:end].strip(" :：，、")[:12] for start, end in claim.listed]
    shown = " ".join(f"{mark}{item}" for mark, item in zip(marks, items, strict=False))
    most = f"至{claim.most}" if claim.most > len(items) else ""
    return f"列出{len(items)}{most}项（{shown}）{sign} 声明{claim.count}项"


CHECK = Check("count-list", 2, ("count-list",), find)
