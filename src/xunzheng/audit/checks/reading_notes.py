"""What could not be read, or was read in one of several ways, is said."""

from __future__ import annotations

from collections.abc import Iterator

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet import Sheet
from xunzheng.audit.statements.glued import Glued
from xunzheng.documents.model import Doubt, Paragraph

_SHOWN = 80  # characters quoted of a place that is not certain


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each doubt of the reader as a finding: `unreadable` a suspicion, `reading-doubt` advice.

    What the audit put together itself is declared likewise: tables told line by line, weights and scores
    parted in one cell, numbers that ran together.
    """
    blocks = reading.document.blocks
    own = [(sheet, blocks[sheet.table]) for sheet in reading.sheets if sheet.doubtful]
    laid = [sheet for sheet, block in own if isinstance(block, Paragraph)]
    parted = [sheet for sheet, block in own if isinstance(block, Paragraph) or block.doubt is None]
    for doubt in reading.document.doubts:
        unreadable = doubt.code == "unreadable"
        if unreadable and any(_within(sheet, doubt) for sheet in laid):
            continue
        yield Finding(
            code=doubt.code,
            severity=Severity.SUSPICION if unreadable else Severity.ADVICE,
            where=(_place(reading, doubt),),
            claim=doubt.message,
            expected="可以确定的读法",
            advice="请对照原件核对这一处。",
            check=CHECK.id,
        )
    for sheet in parted:
        yield _of_sheet(sheet, "每行一个单元格" if sheet in laid else "的分值和得分粘在一起")
    for glued in reading.glued:
        yield from _of_glued(reading, glued)


def _within(sheet: Sheet, doubt: Doubt) -> bool:
    """Whether the doubt is about lines that the sheet was put together from."""
    places = [node.place for node in sheet.walk()] + [row.place for row in sheet.funds]
    return any(doubt.start <= place.start < doubt.end for place in places)


def _of_sheet(sheet: Sheet, how: str) -> Finding:
    leaves = list(sheet.leaves())
    return Finding(
        code="reading-doubt",
        severity=Severity.ADVICE,
        where=(leaves[0].place,),
        claim=f"评分表{how}，已按各列的内容和合计重新读成 {len(leaves)} 项指标",
        expected="可以确定的读法",
        advice="据此得出的发现至多是疑点，请对照原件核对。",
        check=CHECK.id,
    )


def _of_glued(reading: Reading, glued: Glued) -> Iterator[Finding | Held]:
    place = reading.place(glued.sentence, glued.start, glued.end)
    read = (
        f"读作 {'、'.join(glued.parts)}（{glued.arithmetic}）" if glued.parts else "没有唯一的读法，未予核对"
    )
    yield Finding(
        code="reading-doubt",
        severity=Severity.ADVICE,
        where=(place,),
        claim=f"几个数字粘在一起：{glued.text}，{read}",
        expected="分开的数字",
        advice="请对照原件核对这一处。",
        check=CHECK.id,
    )


def _place(reading: Reading, doubt: Doubt) -> Place:
    """The beginning of what the doubt is about; it may run over many paragraphs."""
    blocks = reading.document.blocks
    first = reading.block_place(doubt.start, doubt.start)
    if not blocks:
        return first
    end = min(doubt.end, doubt.start + _SHOWN, blocks[first.block].end)
    return reading.block_place(doubt.start, max(end, doubt.start))


CHECK = Check("reading-notes", 2, ("unreadable", "reading-doubt"), find)
