"""Lists of things named in a sentence: the spans of their items, found by where a list begins or ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from xunzheng.audit.statements.levels import OUTSIDE, Levels
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.quantities.numerals import chinese_to_int

_MARKED = re.compile(r"(?:(?<=[,;:。、\s(是为即有括])|^)(?:[一二三四五六七八九十]{1,3}是|[①-⑳])")
_TITLE = re.compile(r"《[^》]*》")
_TITLES = re.compile(r"(?:《[^》]{1,40}》[、和及]?){2,}")

MOST = 200
"""How many items a list can have."""

LONGEST_RUN = 300
"""How many clauses or figures a list is followed over."""

_LEAD = 40  # characters between a colon and the first of the marks that head a list's items
_CLOSING = 8  # characters behind a list in which 等 is looked for

Span = tuple[int, int]
"""Start and end in the document's text."""


class List(NamedTuple):
    """The spans of a list's items, and the few characters behind it."""

    items: tuple[Span, ...]
    closing: str


class Lists:
    """The lists of a sentence, found by the offset that they begin or end at."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._levels = Levels(sentence)
        marks = list(_MARKED.finditer(sentence.folded))
        self._marks = [(m.start() + sentence.start, m.group()) for m in marks]
        self._figure_starts = [figure.start for figure in sentence.figures]
        self._mark_starts = [offset for offset, _ in self._marks]

    def tell_amounts(self, items: Sequence[Span]) -> bool:
        """Whether each item holds a number: it may then tell amounts or times, not what is counted."""
        starts = self._figure_starts
        return all(bisect_left(starts, end) > bisect_left(starts, start) for start, end in items)

    def ending(self, level: int, offset: int) -> list[Span]:
        """The items joined by 、 of which the last ends at an offset."""
        clauses = self._levels.clauses(level)
        position = self._levels.clause_at(level, offset)
        items = [(clauses[position].start, offset)]
        while position > 0 and clauses[position - 1].ends == "、" and len(items) <= MOST:
            position -= 1
            items.append((clauses[position].start, clauses[position].end))
        return items[::-1]

    def beginning(self, begin: int, counts: Sequence[int]) -> List:
        """The list that begins at an offset.

        A run of titles (《…》《…》) or of marks (一是, ①) is a list. Otherwise items are divided by 、 or by
        semicolons; where the list's level has both, that is a list only if one of the two divisions gives
        one of the counts.
        """
        level = self._levels.innermost(begin)
        stop = self._sentence.brackets[level].end - 1 if level != OUTSIDE else self._sentence.end
        found = self._titles(begin, stop) or self._marked(begin, stop)
        if found:
            return found
        semicolon = self._levels.next_semicolon(level, begin)
        plain = self._divided(level, begin, "、")
        if semicolon is None:
            return plain
        if len(plain.items) < 2:
            whole = self._divided(level, begin, ";")
            by_commas = (
                self._levels.clause_at(level, semicolon - 1) - self._levels.clause_at(level, begin) + 1
            )
            listed = any(by_commas - count in (0, 1) for count in counts)  # one more is their total
            return List((), "") if listed and len(whole.items) not in counts else whole
        divisions = (plain, self._divided(level, begin, ";、"))
        return next((each for each in divisions if len(each.items) in counts), List((), ""))

    def _titles(self, begin: int, stop: int) -> List | None:
        shift = self._sentence.start
        run = _TITLES.match(self._sentence.folded, begin - shift, stop - shift)
        if run is None:
            return None
        titles = _TITLE.finditer(self._sentence.folded, run.start(), run.end())
        items = tuple((m.start() + shift, m.end() + shift) for m in titles)
        return List(items, self._sentence.words(run.end() + shift, run.end() + shift + _CLOSING))

    def _marked(self, begin: int, stop: int) -> List | None:
        """The items headed 一是, 二是 … or ①, ② … whose first mark is near; the numbers never fall."""
        first = bisect_left(self._mark_starts, begin)
        run: list[int] = []
        last = ("", 0)
        for offset, mark in self._marks[first : first + MOST]:
            kind, ordinal = _ordinal(mark)
            if offset >= stop or (not run and offset > begin + _LEAD):
                break
            if run and kind != last[0]:
                continue
            if ordinal < last[1]:
                break
            last = (kind, ordinal)
            run.append(offset)
        return List(tuple(zip(run, [*run[1:], stop], strict=True)), "") if len(run) > 1 else None

    def _divided(self, level: int, begin: int, dividers: str) -> List:
        """The items up to the first clause that ends otherwise; `;` passes over commas, `;、` over 、 too."""
        clauses = self._levels.clauses(level)
        position = self._levels.clause_at(level, begin)
        items: list[Span] = []
        start = begin
        for clause in clauses[max(position, 0) : position + LONGEST_RUN]:
            if clause.end <= begin:
                continue
            divides = clause.ends == dividers[0]
            if not divides and clause.ends and clause.ends in {"、": "", ";": ",", ";、": ",、"}[dividers]:
                continue
            items.append((start, clause.end))
            start = clause.end + 1
            if not divides:
                return List(tuple(items), self._sentence.words(start, start + _CLOSING))
        return List(tuple(items), "")


def _ordinal(mark: str) -> tuple[str, int]:
    """The kind and number of a mark: (是, 2) for 二是, (①, 3) for ③."""
    if mark.endswith("是"):
        return "是", chinese_to_int(mark[:-1]) or 0
    return "①", ord(mark) - ord("①") + 1
