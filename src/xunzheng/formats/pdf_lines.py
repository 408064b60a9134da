"""Lines: from characters with places to lines of text, and where a line that follows goes on with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xunzheng.formats.pdf_pages import Run

_WIDE_GAP = 1.15  # of the size: beyond this two pieces of a line are set apart
_NARROW_GAP = 0.45  # beyond this they may be cells of a narrow table: a blank is about a quarter
_LEFT_OPEN = 0.7
_STRETCHED = 1.8
_LATIN_GAP = 0.18
_SAME_PLACE = 0.25
_OPENING = "（(《〈“‘【〔［[{「『"
_CLOSING = "）)》〉”’】〕］]}」』，。、；：？！,.;:?!%％‰…—"
_HALF_BLANK = "，。、；：！？）》”’】〕］」』"
_WORD = r"[A-Za-z0-9+\-*/=.,:%‰％_@&'#~<>≤≥±×℃$¥￥]+"
_TOKEN = re.compile(f"[{re.escape(_OPENING)}]*(?:{_WORD}|.)(?:[{re.escape(_CLOSING)}]+(?:{_WORD})?)*")
_BEFORE_BRACKET = re.compile(f"{_WORD}[{re.escape(_OPENING)}]+.")
_LONGEST_TOKEN = 60
_LONGEST_MARK = 3
_SMALL, _HIGH = 0.75, 0.25  # of the size of what stands before
_UPPER_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LATIN = re.compile("[A-Za-z]")
_NARROW = re.compile("[\u0020-\u024f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text without a wide gap in it, and its box."""

    text: str
    left: int
    right: int
    top: int
    bottom: int

    @property
    def size(self) -> int:
        """The height of the characters, at least one tenth of a point."""
        return max(self.bottom - self.top, 1)

    @property
    def middle(self) -> int:
        """The height at which the piece stands."""
        return (self.top + self.bottom) // 2


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its pieces from left to right, and the page that it stands on.

    `words` are the same parted at gaps that are only a little wider than a blank. A line that is a row of
    its own (`is_row`) is never joined with another that is one.
    """

    pieces: tuple[Piece, ...]
    page: int
    top: int
    bottom: int
    words: tuple[Piece, ...] = ()
    is_row: bool = False

    @property
    def text(self) -> str:
        """The text, wide gaps as two blanks."""
        return "  ".join(piece.text for piece in self.pieces)

    @property
    def flowing(self) -> str:
        """The text of a full line: gaps that come from stretching it to the margin are none."""
        texts = [self.pieces[0].text]
        for last, piece in pairwise(self.pieces):
            gap = piece.left - last.right
            is_stretched = gap < _STRETCHED * self.size
            texts += [_between(last.text, piece.text, gap, self.size) if is_stretched else "  ", piece.text]
        return "".join(texts)

    @property
    def left(self) -> int:
        """The left edge."""
        return self.pieces[0].left

    @property
    def right(self) -> int:
        """The right edge."""
        return self.pieces[-1].right

    @property
    def size(self) -> int:
        """The height of its largest characters."""
        return max(piece.size for piece in self.pieces)


def pieces_of(runs: Iterable[Run]) -> Iterator[Piece]:
    """Each run as a piece, its box without the blanks at its ends; runs of blanks alone give none."""
    for run in runs:
        text = run.text
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if start >= end:
            continue
        if run.turned:
            yield Piece(text.strip(), run.edges[0], run.edges[1], run.top, run.bottom)
        else:
            yield Piece(text, run.edges[start], run.edges[end], run.top, run.bottom)


def read_lines(pieces: Iterable[Piece], page: int) -> list[Line]:
    """The lines that pieces stand in, from the top down; text drawn twice at one place is taken once."""
    lines: list[Line] = []
    for row in _rows(sorted(pieces, key=lambda piece: (piece.middle, piece.left))):
        ordered = sorted(row, key=lambda piece: piece.left)
        joined, words = tuple(_joined(ordered)), tuple(_joined(ordered, is_narrow=True))
        lines.append(Line(joined, page, min(p.top for p in joined), max(p.bottom for p in joined), words))
    return lines


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    row: list[Piece] = []
    for piece in pieces:
        if row and piece.middle - row[0].middle > 0.5 * max(row[0].size, piece.size * 0.8):
            yield row
            row = []
        row.append(piece)
    if row:
        yield row


def _joined(row: Sequence[Piece], is_narrow: bool = False) -> Iterator[Piece]:
    """The pieces of a row, close neighbours put together."""
    near: list[Piece] = []
    texts: list[str] = []
    for piece in row:
        if near:
            last, size = near[-1], max(near[-1].size, piece.size)
            gap = piece.left - last.right
            if _is_repeated(last, piece):
                continue
            # The right half of such a mark is blank, and is set over the margin when a line is squeezed.
            blank = size // 2 if last.text[-1] in _HALF_BLANK else 0
            if gap + blank > _WIDE_GAP * size or (is_narrow and not blank and gap > _NARROW_GAP * size):
                yield _merged(near, texts)
                near, texts = [], []
            else:
                texts.append(_between(last.text, piece.text, gap, size))
                piece = _raised(last, piece)
        near.append(piece)
        texts.append(piece.text)
    if near:
        yield _merged(near, texts)


def _raised(last: Piece, piece: Piece) -> Piece:
    """The piece, raised digits written as such: the mark of a note behind 100 makes no 1001 of it."""
    digits = piece.text.strip()
    is_small = len(digits) <= _LONGEST_MARK and piece.size < _SMALL * last.size
    if not is_small or last.bottom - piece.bottom < _HIGH * last.size:
        return piece
    if not (digits.isascii() and digits.isdigit()):
        return piece
    return replace(piece, text=piece.text.translate(_UPPER_DIGITS))


def _merged(near: Sequence[Piece], texts: Sequence[str]) -> Piece:
    right, bottom = max(piece.right for piece in near), max(piece.bottom for piece in near)
    return Piece("".join(texts).strip(), near[0].left, right, min(piece.top for piece in near), bottom)


def _is_repeated(last: Piece, piece: Piece) -> bool:
    """Whether the piece is the last one drawn once more a little aside, as imitated bold is."""
    near = _SAME_PLACE * piece.size
    same_place = abs(last.left - piece.left) < near and abs(last.right - piece.right) < near
    return same_place and last.text.strip() == piece.text.strip()


def _between(before: str, after: str, gap: int, size: int) -> str:
    """A blank where two pieces stand apart in Latin text, two at a gap left open in Chinese; else none."""
    if before[-1] == " " or after[0] == " ":
        return ""
    narrow = (_NARROW.match(before[-1]) is not None) + (_NARROW.match(after[0]) is not None)
    if narrow == 0:
        return "  " if gap > _LEFT_OPEN * size else ""
    return " " if narrow == 2 and gap > _LATIN_GAP * size else ""


def goes_on(line: Line, room: int, following: str) -> bool:
    """Whether the line is full: what comes first in the following one would not have fitted in `room`.

    A line of a paragraph ends where the next character, word or number, with the marks that must stay
    with it, no longer fits; a line with room for it was ended on purpose.
    """
    head = following[:_LONGEST_TOKEN]
    match = _BEFORE_BRACKET.match(head) or _TOKEN.match(head)
    token = match[0] if match else following[:1]
    needed = sum(0.55 if _NARROW.match(character) else 1.0 for character in token) * line.size
    return room < needed + 0.6 * line.size


def glue(before: str, after: str) -> str:
    """Two lines of one paragraph as one: Chinese without a blank, Latin words with one.

    A hyphen between small letters at the end of the line goes; a number broken at the end of a line, which
    narrow cells do, is put together.

    Example: ``glue("绩效", "评价") == "绩效评价"``, ``glue("word", "count") == "word count"``.
    """
    last, first = before[-1:], after[:1]
    if last == "-" and before[-2:-1].islower() and first.islower() and first.isascii():
        return before[:-1] + after
    if (_LATIN.match(last) or last in ",.;:") and _LATIN.match(first):
        return f"{before} {after}"
    return before + after


def glued(parts: Iterable[str]) -> str:
    """The lines of one paragraph as one text; each is looked at once, for a file can be one paragraph."""
    pieces: list[str] = []
    for part in parts:
        if pieces:
            whole = glue(pieces[-1], part)
            pieces[-1] = whole[: len(whole) - len(part)]
        pieces.append(part)
    return "".join(pieces)


def wrapped(lines: Sequence[Line], width: int) -> str:
    """The text of lines that had `width` to stand in: wrapped ones joined, others after a line end."""
    paragraphs: list[list[str]] = [[line.text] for line in lines[:1]]
    for line, following in pairwise(lines):
        if goes_on(line, width - (line.right - line.left), following.text):
            paragraphs[-1].append(following.text)
        else:
            paragraphs.append([following.text])
    return "\n".join(map(glued, paragraphs))
