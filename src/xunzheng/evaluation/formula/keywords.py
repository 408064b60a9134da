"""若, 则, 否则, 且, 或: when they are keywords, and when they are characters of a name."""

from __future__ import annotations

import re
from bisect import bisect_left

from xunzheng.evaluation.formula.signs import BLANK

_IF = re.compile("如果|若(?!干|羌|尔盖)")
_THEN = re.compile("则|那么")
_WORD = re.compile("否则|那么|则|并且|而且|且|或者|或")
_TYPES = {"否则": "ELSE", "则": "THEN", "那么": "THEN", "或": "OR", "或者": "OR"}
_BRANCH = re.compile(f"[{BLANK}]*(?:则|那么|否则)")
_COMPARING = re.compile("[<>＜＞=＝≥≤≠≧≦]")
_STOP = re.compile(rf"则|(?<=[{BLANK}）)\]］】%％‰\d])[且或]")
# 原则, 规则, 细则 … and 或有负债, 尚且 are words: the characters in them are no keywords.
_BEFORE_THEN = frozenset("规原守准细法通总附实学")
_AFTER_OR = frozenset("有许")
_BEFORE_AND = frozenset("尚况")


class Keywords:
    """The keywords of a text. Without a 若 in the text there are none, and nothing is searched."""

    __slots__ = ("_comparisons", "_stops", "_text", "_thens", "present")

    def __init__(self, text: str) -> None:
        self._text = text
        self.present = _IF.search(text) is not None
        if self.present:
            self._thens = [found.start() for found in _THEN.finditer(text)]
            self._comparisons = [found.start() for found in _COMPARING.finditer(text)]
            self._stops = [found.start() for found in _STOP.finditer(text)]

    def opening(self, at: int) -> int:
        """Where the 若 or 如果 at `at` ends; `at` itself if none is there.

        A 若 with neither a 则 nor a comparison behind it is the beginning of a name.
        """
        found = _IF.match(self._text, at)
        if found is None:
            return at
        followed = _after(self._thens, at) is not None or _after(self._comparisons, at) is not None
        return found.end() if followed else at

    def branches(self, at: int) -> bool:
        """Whether 则 or 否则 comes next."""
        return _BRANCH.match(self._text, at) is not None

    def find(
        self, start: int, end: int, *, in_word: bool, awaits_then: bool, joins: bool
    ) -> tuple[str, int, int] | None:
        """The first keyword in `text[start:end]`: its token type and place.

        `in_word` says that the characters before `start` belong to the same word; `awaits_then` that
        a 则 is due; `joins` that 且 and 或 may join, for a comparison stands before them. They do join
        if another comparison follows before the condition ends.
        """
        for found in _WORD.finditer(self._text, start, end):
            word, at = found.group(), found.start()
            kind = _TYPES.get(word, "AND")
            before = self._text[at - 1] if at > start or in_word else ""
            if (
                kind == "ELSE"
                or (kind == "THEN" and awaits_then and before not in _BEFORE_THEN)
                or (kind in {"AND", "OR"} and joins and self._joins(word, before, found.end()))
            ):
                return kind, at, found.end()
        return None

    def _joins(self, word: str, before: str, end: int) -> bool:
        if (word == "或" and self._text[end : end + 1] in _AFTER_OR) or (
            word == "且" and before in _BEFORE_AND
        ):
            return False
        comparison, stop = _after(self._comparisons, end), _after(self._stops, end)
        return comparison is not None and (stop is None or comparison < stop)


def _after(places: list[int], at: int) -> int | None:
    index = bisect_left(places, at)
    return places[index] if index < len(places) else None
