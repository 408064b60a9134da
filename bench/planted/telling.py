"""Telling: a report in which every stated figure and every statement remembers what it rests on.

Text carries invisible marks: a mark opens with two private characters, the second of which is its number,
and closes with one. Marks may hold one another. Mistakes are planted between the characters of a mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

OPEN, CLOSE = "\ue000", "\ue001"
_FIRST = 0xE100
_MOST = 0xF800 - _FIRST
_MARKUP = re.compile(f"{OPEN}[{chr(_FIRST)}-{chr(0xF7FF)}]|{CLOSE}")


class Told(str):
    """A piece of marked text that knows the number of its mark."""

    mark: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark stands for.

    `value` is the number as it is told, in the fact's base unit (万元, one thing, one per cent), `half`
    half a unit of its last digit where it was rounded and 0 where it is exact. `fact` names what is told:
    two figures of one fact must agree.
    """

    number: int
    kind: str
    fact: str = ""
    value: Fraction = Fraction(0)
    half: Fraction = Fraction(0)
    unit: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the report says that can be tested: `law` names how, `roles` which figures take part.

    `anchor` is the mark around its words, or -1; `extra` what else a law needs.
    """

    law: str
    anchor: int
    roles: dict[str, tuple[int, ...]]
    extra: tuple[str, ...] = ()

    def figures(self) -> tuple[int, ...]:
        """The marks of all figures that take part."""
        return tuple(mark for marks in self.roles.values() for mark in marks)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid at its upper left corner, its text with marks."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph (`level` 0), a heading, or a grid of slots; `tag` says what it is for."""

    text: str = ""
    level: int = 0
    tag: str = ""
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A told report. `context` holds the names that mistakes are made of (place, unit, year …)."""

    pieces: tuple[Piece, ...]
    marks: dict[int, Mark]
    statements: tuple[Statement, ...]
    context: dict[str, str]

    def texts(self) -> Iterator[str]:
        """The text of every paragraph and cell, with marks, in reading order."""
        for piece in self.pieces:
            if piece.slots:
                yield from (slot.text for slot in piece.slots)
            else:
                yield piece.text

    def inside(self, mark: int) -> str:
        """What stands inside a mark, with the marks that it holds; KeyError where it stands nowhere."""
        opening = opened(mark)
        for text in self.texts():
            at = text.find(opening)
            if at >= 0:
                start = at + len(opening)
                return text[start : _closing(text, start)]
        raise KeyError(mark)

    def stands(self, mark: int) -> bool:
        """Whether the mark still stands in the report."""
        opening = opened(mark)
        return any(opening in text for text in self.texts())

    def words(self, mark: int) -> str:
        """What stands inside a mark, as it is read."""
        return plain(self.inside(mark))

    def changed(self, change: Callable[[str], str]) -> Report:
        """The report with every text changed."""
        pieces = tuple(
            replace(piece, slots=tuple(replace(s, text=change(s.text)) for s in piece.slots))
            if piece.slots
            else replace(piece, text=change(piece.text))
            for piece in self.pieces
        )
        return replace(self, pieces=pieces)

    def rewritten(self, mark: int, text: str, value: Fraction | None = None) -> Report:
        """The report with other words inside a mark, which stays; `value` is what it then tells."""
        opening = opened(mark)

        def change(whole: str) -> str:
            at = whole.find(opening)
            if at < 0:
                return whole
            start = at + len(opening)
            return whole[:start] + text + whole[_closing(whole, start) :]

        told = self.marks[mark] if value is None else replace(self.marks[mark], value=value)
        return replace(self.changed(change), marks={**self.marks, mark: told})

    def piece_of(self, mark: int) -> int:
        """The index of the piece that a mark stands in."""
        opening = opened(mark)
        for index, piece in enumerate(self.pieces):
            texts = [slot.text for slot in piece.slots] or [piece.text]
            if any(opening in text for text in texts):
                return index
        raise KeyError(mark)

    def slot_of(self, mark: int) -> Slot | None:
        """The slot that a mark stands in, None in a paragraph."""
        opening = opened(mark)
        for slot in self.pieces[self.piece_of(mark)].slots:
            if opening in slot.text:
                return slot
        return None

    def tagged(self, tag: str) -> list[Mark]:
        """The marks of a tag that stand in the report, in order of their numbers."""
        return [mark for mark in self.marks.values() if mark.tag == tag and self.stands(mark.number)]


def opened(mark: int) -> str:
    """The characters that open a mark."""
    return OPEN + chr(_FIRST + mark)


def _closing(text: str, start: int) -> int:
    depth = 1
    for found in _MARKUP.finditer(text, start):
        depth += 1 if found[0] != CLOSE else -1
        if depth == 0:
            return found.start()
    raise ValueError("a mark does not close")


def plain(text: str) -> str:
    """The text without its marks."""
    return _MARKUP.sub("", text)


def spans(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """The text without its marks, and (mark, start, end) of each."""
    pieces: list[str] = []
    found: list[tuple[int, int, int]] = []
    open_marks: list[tuple[int, int]] = []
    length = at = 0
    for match in _MARKUP.finditer(text):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match[0] == CLOSE:
            mark, start = open_marks.pop()
            found.append((mark, start, length))
        else:
            open_marks.append((ord(match[0][1]) - _FIRST, length))
    pieces.append(text[at:])
    return "".join(pieces), found


@dataclass(slots=True)
class Telling:
    """A report in the making."""

    context: dict[str, str] = field(default_factory=dict)
    pieces: list[Piece] = field(default_factory=list)
    marks: dict[int, Mark] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def mark(
        self,
        text: str,
        kind: str = "anchor",
        fact: str = "",
        value: Fraction | int = 0,
        half: Fraction | int = 0,
        unit: str = "",
        tag: str = "",
    ) -> Told:
        """Mark a piece of text."""
        number = len(self.marks)
        assert number < _MOST, "too many marks"
        self.marks[number] = Mark(number, kind, fact, Fraction(value), Fraction(half), unit, tag)
        told = Told(opened(number) + text + CLOSE)
        told.mark = number
        return told

    def claim(self, law: str, text: str, *extra: str, **roles: str | Sequence[str]) -> Told:
        """Mark the words of a statement and remember what it rests on."""
        anchor = self.mark(text, tag=law)
        self.also(law, anchor, *extra, **roles)
        return anchor

    def also(self, law: str, anchor: Told | None, *extra: str, **roles: str | Sequence[str]) -> None:
        """Remember a further statement of words that are already marked."""
        numbers = {role: _numbers(figures) for role, figures in roles.items()}
        self.statements.append(Statement(law, -1 if anchor is None else anchor.mark, numbers, extra))

    def say(self, text: str, level: int = 0, tag: str = "") -> None:
        """Lay down a paragraph or heading."""
        self.pieces.append(Piece(text, level, tag))

    def lay(self, slots: Sequence[Slot], tag: str) -> None:
        """Lay down a grid."""
        self.pieces.append(Piece(tag=tag, slots=tuple(slots)))

    def report(self) -> Report:
        """The finished report."""
        return Report(tuple(self.pieces), dict(self.marks), tuple(self.statements), dict(self.context))


def _numbers(figures: str | Sequence[str]) -> tuple[int, ...]:
    told = [figures] if isinstance(figures, str) else figures
    return tuple(figure.mark for figure in told if isinstance(figure, Told))
