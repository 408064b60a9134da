"""若, 则, 否则, 且, 或: when they are keywords, and when they are characters of a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from xunzheng.evaluation.formula.signs import BLANK, CLOSING, OPENING, QUOTES

IF = re.compile("如果|若(?!干|羌|尔盖)")
SPLIT_WORDS = frozenset({"否则", "那么"})  # not put together over a blank: they would become keywords
_WORD = re.compile("否则|那么|则|并且|而且|且|或者|或")
_TYPES = {"否则": "ELSE", "则": "THEN", "那么": "THEN", "或": "OR", "或者": "OR"}
_BRANCH = re.compile(f"[{BLANK}]*(?:则|那么|否则)")
# 原则, 规则, 细则 … and 或有负债, 尚且 are words: the characters in them are no keywords.
_BEFORE_THEN = frozenset("规原守准细法通总附实学")
_AFTER_OR = frozenset("有许")
_BEFORE_AND = frozenset("尚况")
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}{''.join(QUOTES)}]|(?P<comparison>[<>＜＞=＝≥≤≠≧≦])")
THEN_WORD = rf"(?<![{''.join(_BEFORE_THEN)}])则|那么"
STOP = re.compile(rf"{THEN_WORD}|(?<=[{BLANK}）)\]］】%％‰\d])(?:且|或(?![{''.join(_AFTER_OR)}]))")
_PLACE = re.compile(f"{_BRACKET.pattern}|(?P<stop>{STOP.pattern})")
_OUTSIDE = -1


class Keywords:
    """The keywords of a text. Without a 若 in the text there are none, and nothing is searched.

    `closing` says where each bracket and quote closes.
    """

    __slots__ = ("_closing", "_comparisons", "_stops", "_text", "_thens", "present")

    def __init__(self, text: str, closing: Mapping[int, int]) -> None:
        self._text = text
        self._closing = closing
        self._comparisons: list[int] = []
        self._thens: list[int] = []
        self._stops: dict[int, list[int]] = {}  # by the bracket that they stand in
        self.present = IF.search(text) is not None
        if self.present:
            self._find_places()

    def _find_places(self) -> None:
        opened = [_OUTSIDE]
        position = 0
        while found := _PLACE.search(self._text, position):
            at, char = found.start(), found.group()
            position = found.end()
            if found.lastgroup == "comparison":
                self._comparisons.append(at)
            elif found.lastgroup == "stop":
                self._stops.setdefault(opened[-1], []).append(at)
                if char in {"则", "那么"}:
                    self._thens.append(at)
            elif char in QUOTES:
                position = self._closing[at] + 1
            elif char in OPENING:
                opened.append(at)
            else:
                opened.pop()

    def opening(self, at: int) -> int:
        """Where the 若 or 如果 at `at` ends; `at` itself if none is there.

        A 若 with neither a 则 nor a comparison behind it is the beginning of a name.
        """
        found = IF.match(self._text, at)
        if found is None:
            return at
        followed = _after(self._thens, at) is not None or _after(self._comparisons, at) is not None
        return found.end() if followed else at

    def branches(self, at: int) -> bool:
        """Whether 则 or 否则 comes next."""
        return _BRANCH.match(self._text, at) is not None

    def find(
        self, start: int, end: int, *, in_word: bool, awaits_then: bool, bracket: int | None
    ) -> tuple[str, int, int] | None:
        """The first keyword in `text[start:end]`: its token type and place.

        `in_word` says that the characters before `start` belong to the same word; `awaits_then` that
        a 则 is due. 且 and 或 join if a comparison stands before them in the condition — `bracket` is
        then the place of the bracket that they stand in, -1 for none — and another one follows.
        """
        for found in _WORD.finditer(self._text, start, end):
            word, at = found.group(), found.start()
            kind = _TYPES.get(word, "AND")
            before = self._text[at - 1] if at > start or in_word else ""
            if kind == "ELSE" or (kind == "THEN" and awaits_then and before not in _BEFORE_THEN):
                return kind, at, found.end()
            if kind in {"AND", "OR"} and self._joins(word, before, found.end(), bracket):
                return kind, at, found.end()
        return None

    def _joins(self, word: str, before: str, end: int, bracket: int | None) -> bool:
        if bracket is None:
            return False
        if word == "或" and self._text[end : end + 1] in _AFTER_OR:
            return False
        if word == "且" and before in _BEFORE_AND:
            return False
        comparison = _after(self._comparisons, end)
        stop = _after(self._stops.get(bracket, ()), end)
        close = self._closing.get(bracket)
        limits = [limit for limit in (stop, close) if limit is not None]
        return comparison is not None and all(comparison < limit for limit in limits)


def _after(places: Sequence[int], at: int) -> int | None:
    index = bisect_left(places, at)
    return places[index] if index < len(places) else None
