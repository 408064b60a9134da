"""What the reader of the file could not read, or read in one of several ways, is said."""

from __future__ import annotations

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.documents.model import Doubt

_SHOWN = 80  # characters quoted of a place that is not certain


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each doubt of the reader as a finding: `unreadable` a suspicion, `reading-doubt` advice."""
    for doubt in reading.document.doubts:
        unreadable = doubt.code == "unreadable"
        yield Finding(
            code=doubt.code,
            severity=Severity.SUSPICION if unreadable else Severity.ADVICE,
            where=(_place(reading, doubt),),
            claim=doubt.message,
            expected="可以确定的读法",
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


CHECK = Check("reading-notes", 1, ("unreadable", "reading-doubt"), find)
