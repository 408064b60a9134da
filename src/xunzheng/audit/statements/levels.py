"""The levels of a sentence: its figures and clauses by the bracket that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import takewhile

from xunzheng.audit.statements.sentences import Clause, Figure, Sentence
from xunzheng.audit.statements.vocabulary import TOTAL_CUE

OUTSIDE = -1
"""The level of what stands in no bracket."""

# The whole is divided a second time, by another aspect: its parts are no further parts of the first list.
_ANEW = re.compile(
    r"\s*(?:按(?:照)?[^,;:。、\d]{1,12}?(?:看|分|划分|分类|统计|计|区分)"
    r"|(?:从[^,;:。、\d]{0,6})?[^,;:。、\d]{0,4}(?:来源|用途|投向|使用方向|支出方向|经济分类)(?:上|方面|看|上看|来看))(?=[,:])"
)
_LONGEST_LIST = 500
_SHORTEST_LIST = 24
_WORK = 50_000
_NEAR = 6


class Levels:
    """The figures and clauses of a sentence at each bracket level, found by offset without a search.

    A level is the index of a bracket in `sentence.brackets`, or `OUTSIDE`.
    """

    def __init__(self, sentence: Sentence) -> None:
        self._figures: dict[int, list[Figure]] = {}
        self._clauses: dict[int, list[Clause]] = {}
        for figure in sentence.figures:
            self._figures.setdefault(figure.bracket, []).append(figure)
        for clause in sentence.clauses:
            self._clauses.setdefault(clause.bracket, []).append(clause)
        self._starts = {level: [f.start for f in of] for level, of in self._figures.items()}
        self._clause_starts = {level: [c.start for c in of] for level, of in self._clauses.items()}
        self._semicolons = {
            level: [c.end for c in of if c.ends == ";"] for level, of in self._clauses.items()
        }
        self._anew = [
            end
            for end in self._semicolons.get(OUTSIDE, [])
            if _ANEW.match(sentence.folded, end + 1 - sentence.start)
        ]
        self._commas = {level: [c.end for c in of if c.ends == ","] for level, of in self._clauses.items()}
        opened = [(bracket.start, 1, level) for level, bracket in enumerate(sentence.brackets)]
        closed = [(bracket.end, 0, bracket.parent) for bracket in sentence.brackets]
        changes = sorted(opened + closed)
        self._changes = [offset for offset, _, _ in changes]
        self._level_from = [level for _, _, level in changes]
        shared = _WORK // max(len(sentence.figures), 1)
        self._longest = max(_SHORTEST_LIST, min(_LONGEST_LIST, shared))

    def listed(self, level: int, start: int, end: int) -> list[Figure]:
        """The figures at a level that start in [start, end), up to one that announces a total of its own.

        Or to a semicolon behind which the whole is divided anew (；资金用途上，…).

        None where they are too many for a list (500, and fewer in a sentence of hundreds): what is longer
        is no prose, and cut short it would not add up.
        """
        starts = self._starts.get(level, [])
        anew = self._anew[bisect_left(self._anew, start) :][:1] if level == OUTSIDE else []
        first, last = bisect_left(starts, start), bisect_left(starts, min(end, *anew, end))
        window = self._figures[level][first : min(last, first + self._longest + 1)] if first < last else []
        found = list(takewhile(lambda figure: not TOTAL_CUE.search(figure.label), window))
        return found if len(found) <= self._longest else []

    def before(self, level: int, offset: int) -> list[Figure]:
        """The few figures at a level that start before an offset, the nearest first."""
        last = bisect_left(self._starts.get(level, []), offset)
        return self._figures[level][max(last - _NEAR, 0) : last][::-1] if last else []

    def after(self, level: int, offset: int) -> list[Figure]:
        """The few figures at a level that start at an offset or behind it, the nearest first."""
        first = bisect_left(self._starts.get(level, []), offset)
        return self._figures.get(level, [])[first : first + _NEAR]

    def clauses(self, level: int) -> list[Clause]:
        """The clauses at a level, in order."""
        return self._clauses.get(level, [])

    def clause_at(self, level: int, offset: int) -> int:
        """The position in `clauses(level)` of the last one that starts at or before an offset, -1 if none."""
        return bisect_right(self._clause_starts.get(level, []), offset) - 1

    def semicolons(self, level: int, start: int, end: int) -> list[int]:
        """The offsets in [start, end) of the semicolons at a level."""
        found = self._semicolons.get(level, [])
        return found[bisect_left(found, start) : bisect_left(found, end)]

    def commas(self, level: int, start: int, end: int) -> list[int]:
        """The offsets in [start, end) of the commas at a level."""
        found = self._commas.get(level, [])
        return found[bisect_left(found, start) : bisect_left(found, end)]

    def next_semicolon(self, level: int, offset: int) -> int | None:
        """The first semicolon at a level from an offset on; None if there is none."""
        found = self._semicolons.get(level, [])
        position = bisect_left(found, offset)
        return found[position] if position < len(found) else None

    def item_end(self, level: int, offset: int, lead: int) -> int | None:
        """Where the item of a list with semicolons ends that an offset stands in.

        None where no semicolon stands before the offset and another behind it, or where the offset is
        no more than `lead` characters behind the one before it, so that it opens the item.
        """
        ends = self._semicolons.get(level, [])
        behind = bisect_left(ends, offset)
        inside = 0 < behind < len(ends) and offset - ends[behind - 1] > lead
        return ends[behind] if inside else None

    def innermost(self, offset: int) -> int:
        """The innermost bracket around an offset, its opening sign included; `OUTSIDE` where none is."""
        position = bisect_right(self._changes, offset) - 1
        return self._level_from[position] if position >= 0 else OUTSIDE
