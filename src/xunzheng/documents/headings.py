"""Headings: which lines of a report open a section, and which are items of a list or plain sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.documents.labels import BLANKS, read_label
from xunzheng.documents.model import Label, LabelStyle

LONGEST_TITLE = 60
LONGEST_RUN_IN = 45
LONGEST_BEFORE_COLON = 25

_OUTER = frozenset({LabelStyle.CHAPTER, LabelStyle.CJK, LabelStyle.CJK_PAREN})
_STOP = re.compile("[。！？!?；;]")
_COLON = re.compile("[：:]")
_ITEM_END = ("；", ";", "，", ",", "、")
_ATTACHMENT = re.compile(
    r"(附件|附表|附录|附)[ \u3000]?[0-9０-９一二三四五六七八九十]{0,3}([：:、.． \u3000]|$)[^。；;]*$"
)
_AMOUNT = re.compile("(?<![0-9０-９,，.．])[0-9０-９][0-9０-９,，.．]*[ \u3000]?(?:万|亿)?[元%％]")
_CITED = re.compile("《.{2,80}》")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line or paragraph of the file: `text[start:end]` without the blanks around it.

    `declared` is the heading level that the file itself states (Markdown `##`, a Word heading style),
    None where it states none. `follows_blank` says whether an empty line stands before it.
    """

    start: int
    end: int
    declared: int | None = None
    follows_blank: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line is: its label, and if it opens a section its title's offsets in the document.

    `opens` is False for list items and sentences; `title_end` and `body_start` then equal `start`.
    `is_attachment` marks the line that opens an attachment (`附件：…评价指标表`).
    """

    start: int
    end: int
    label: Label | None
    opens: bool
    title_start: int
    title_end: int
    body_start: int
    declared: int | None = None
    is_attachment: bool = False


def _skip_blanks(text: str, start: int, end: int) -> int:
    while start < end and text[start] in BLANKS:
        start += 1
    return start


def _plain(line: SourceLine, label: Label | None) -> Heading:
    return Heading(line.start, line.end, label, False, line.start, line.start, line.start)


def _opening(line: SourceLine, label: Label | None, title: tuple[int, int], body: int) -> Heading:
    is_attachment = label is None and line.declared is None
    return Heading(line.start, line.end, label, True, title[0], title[1], body, line.declared, is_attachment)


def _title_span(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The title in `text[start:end]` and where the body begins; None where the text is a mere sentence."""
    window = min(end, start + LONGEST_TITLE + 1)
    stop = _STOP.search(text, start, window)
    colon = _COLON.search(text, start, min(window, start + LONGEST_BEFORE_COLON + 1))
    if colon and (stop is None or colon.start() < stop.start()) and not _goes_on(text[start : colon.start()]):
        return start, colon.start(), _skip_blanks(text, colon.end(), end)
    if stop is None:
        return (start, end, end) if end - start <= LONGEST_TITLE else None
    body = _skip_blanks(text, stop.end(), end)
    if text[stop.start()] in "；;" or (body < end and stop.start() - start > LONGEST_RUN_IN):
        return None
    return start, stop.start(), body


def _goes_on(words: str) -> bool:
    """Whether a colon behind these words ends no title: a comma in them, or a bracket still open."""
    is_open = sum(map(words.count, "（(")) > sum(map(words.count, "）)"))
    return is_open or "，" in words or "," in words


def _is_sentence(text: str, label: Label, span: tuple[int, int, int], end: int) -> bool:
    """Whether what could be a title is rather a sentence or a citation of a list."""
    title = text[span[0] : span[1]]
    if label.style in _OUTER:
        return False
    is_whole = span[2] >= end
    ends_with_stop = text[end - 1] in "。！？!?"
    if is_whole and (ends_with_stop or title.startswith("《")):
        return True
    return bool(_AMOUNT.search(title)) or bool(_CITED.match(title))


def _classify(text: str, line: SourceLine) -> Heading:
    label = read_label(text[line.start : min(line.end, line.start + 80)], line.start)
    if label is None:
        if line.declared is not None:
            return _opening(line, None, (line.start, line.end), line.end)
        if line.end - line.start <= LONGEST_TITLE and _ATTACHMENT.match(text, line.start, line.end):
            return _opening(line, None, (line.start, line.end), line.end)
        return _plain(line, None)
    first = _skip_blanks(text, label.end, line.end)
    if line.declared is not None:
        span = _title_span(text, first, line.end) or (first, line.end, line.end)
        return _opening(line, label, (span[0], span[1]), span[2])
    if label.style is LabelStyle.ORDINAL or text[line.end - 1] in _ITEM_END:
        return _plain(line, label)
    found = _title_span(text, first, line.end)
    if found is None or _is_sentence(text, label, found, line.end):
        return _plain(line, label)
    return _opening(line, label, (found[0], found[1]), found[2])


def _runs(headings: Sequence[Heading]) -> list[tuple[int, int]]:
    """Half-open index ranges of consecutive lines that are labelled in one style."""
    runs: list[tuple[int, int]] = []
    start = 0
    for index in range(1, len(headings) + 1):
        if index < len(headings) and _style(headings[index]) == _style(headings[start]) is not None:
            continue
        if _style(headings[start]) is not None:
            runs.append((start, index))
        start = index
    return runs


def _style(heading: Heading) -> LabelStyle | None:
    return heading.label.style if heading.label else None


def _is_list(text: str, headings: Sequence[Heading], start: int, end: int) -> bool:
    """Whether consecutive lines of one style form a list: semicolons between, or a colon before it."""
    run = headings[start:end]
    if any(heading.declared is not None for heading in run):
        return False
    items = sum(text[heading.end - 1] in "；;" for heading in run)
    if items and items * 3 >= len(run):
        return True
    if len(run) < 2 or _style(run[0]) in _OUTER or start == 0:
        return False
    return text[headings[start - 1].end - 1] in "：:" and not headings[start - 1].opens


def read_headings(text: str, lines: Sequence[SourceLine]) -> tuple[Heading, ...]:
    """Tell headings from list items and sentences, one `Heading` for each of `lines`, in order.

    A labelled line opens a section when it is short or begins with a short title (`（一）基本情况。本
    单位…`, `1、存在的问题：…`). It is an item when it ends in a semicolon, when lines of the same style
    around it do, when its list is led in by a colon, or when it is a whole sentence under an inner label.
    A line `附件：…` opens a section too. Lines must not be empty.
    """
    headings = [_classify(text, line) for line in lines]
    for start, end in _runs(headings):
        if _is_list(text, headings, start, end):
            for index in range(start, end):
                headings[index] = _plain(lines[index], headings[index].label)
    return tuple(headings)
