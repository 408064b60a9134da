"""The lines of a text file: what is blank, what is a page number, what can belong to a table."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from xunzheng.documents.labels import BLANKS

MOST_LINES = 200_000

_LINE = re.compile(r"[^\n]+")
_PAGE = re.compile(
    r"[-—–―－~～·•]{1,3} ?[0-9０-９]{1,4} ?[-—–―－~～·•]{1,3}|"
    r"第 ?[0-9０-９]{1,4} ?页(?:[ ，,/]{0,2}共 ?[0-9０-９]{1,4} ?页)?"
)
_PIPES = re.compile("[|｜│┃∣]")
_GAP = re.compile(r"(?<=\S)[ \u00a0]*(?:[ \u00a0]{2}|\u3000)[ \u00a0\u3000]*(?=\S)")


class LineKind(enum.Enum):
    """How a line can take part in a table."""

    PLAIN = "plain"
    TAB_CELL = "tab-cell"  # one tab, at its beginning
    TAB_ROW = "tab-row"  # tabs within
    PIPE = "pipe"
    GAPPED = "gapped"  # words two or more blanks apart


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line that is not blank: `text[start:end]` with its tabs; `blanks` blank lines stand before it."""

    start: int
    end: int
    blanks: int
    kind: LineKind


def _kind(raw: str) -> LineKind:
    tabs = raw.count("\t")
    if tabs:
        return LineKind.TAB_CELL if tabs == 1 and raw[0] == "\t" else LineKind.TAB_ROW
    if _PIPES.search(raw):
        return LineKind.PIPE
    if "  " in raw or "\u3000" in raw or "\u00a0" in raw:
        return LineKind.GAPPED if _GAP.search(raw.strip(BLANKS)) else LineKind.PLAIN
    return LineKind.PLAIN


def is_page_number(raw: str) -> bool:
    """Whether a line is a page number (`- 15 -`, `第3页`) and nothing else."""
    return len(raw) <= 40 and _PAGE.fullmatch(raw.strip(BLANKS)) is not None


def split_lines(text: str) -> list[TextLine]:
    """The lines of `text` that are not blank and no page numbers, in order.

    A line of tabs alone is an empty cell, not blank. At most `MOST_LINES` are returned.
    """
    lines: list[TextLine] = []
    at, blanks = 0, -1
    for match in _LINE.finditer(text):
        start, end = match.span()
        blanks += start - at
        at = end
        raw = match[0]
        if not raw.strip(" \u00a0\u3000\ufeff"):
            continue
        if is_page_number(raw):
            blanks -= 1
            continue
        lines.append(TextLine(start, end, max(blanks, 0), _kind(raw)))
        blanks = -1
        if len(lines) > MOST_LINES:
            break
    return lines


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks (tabs and line ends too) at its ends; empty spans stay at `start`."""
    raw = text[start:end]
    lead = len(raw) - len(raw.lstrip(BLANKS))
    if lead == len(raw):
        return start, start
    return start + lead, start + len(raw.rstrip(BLANKS))
