"""Where the characters of a PDF's document stand on its pages: the text found again, block by block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xunzheng.documents.model import Document, Table
from xunzheng.formats.pdf_pages import Page, Report
from xunzheng.formats.pdf_text import repair

_NEAR = 6_000  # characters of the pages in which the next block is looked for
_SHORT, _VERY_NEAR = 6, 300
_LONG, _MOST_FAR = 10, 500  # characters of a block that is looked for everywhere, and how often that is done
_AROUND = (60, 30, 15, 8, 4, 0)
_GAP = 30  # tenths of a point between two characters of one line


class Box(NamedTuple):
    """A box on a page, in tenths of a point from its upper left corner, as it is read."""

    page: int
    left: int
    top: int
    right: int
    bottom: int


class _Unit(NamedTuple):
    """A paragraph or cell: its start, its characters without blanks, and where each stands in the text."""

    start: int
    end: int
    text: str
    offsets: Sequence[int]


class PagePlaces:
    """Finds the boxes of spans of the document. Time grows with the text, not with its square."""

    def __init__(self, document: Document, report: Report) -> None:
        self._boxes: list[Box] = []
        self._text = "".join(self._characters(report.read))
        self._units = list(_units(document))
        self._starts = [unit.start for unit in self._units]
        self._found = list(self._align())

    def boxes(self, start: int, end: int) -> list[Box]:
        """The boxes of the characters of a span, one for each line; none where they are not found."""
        found: list[Box] = []
        number = max(bisect_right(self._starts, start) - 1, 0)
        while number < len(self._units) and self._units[number].start < max(end, start + 1):
            found += self._in_unit(number, start, end)
            number += 1
        return list(_joined(found))

    def near(self, start: int) -> Box | None:
        """A box near an offset: of its block, or of the nearest block before or behind that was found."""
        number = max(bisect_right(self._starts, start) - 1, 0)
        for step in range(len(self._units)):
            for at in (number - step, number + step):
                if 0 <= at < len(self._units) and self._found[at] >= 0 and self._units[at].text:
                    return self._boxes[self._found[at]]
        return None

    def _characters(self, pages: Sequence[Page]) -> Iterator[str]:
        """The characters of all pages without blanks, in the order in which the file draws them."""
        for page in pages:
            for run in page.runs:
                for at, character in enumerate(run.text):
                    shown = repair(character)
                    if not shown or shown.isspace():
                        continue
                    edges = run.edges if not run.turned else None
                    left, right = (edges[at], edges[at + 1]) if edges else (run.edges[0], run.edges[1])
                    for _ in shown:
                        self._boxes.append(Box(page.number, left, run.top, right, run.bottom))
                    yield shown

    def _align(self) -> Iterator[int]:
        """Where each unit begins among the characters, -1 where it is not found as a whole."""
        at, far = 0, _MOST_FAR
        for unit in self._units:
            if not unit.text:
                yield -1
                continue
            near = _VERY_NEAR if len(unit.text) < _SHORT else _NEAR
            found = self._text.find(unit.text, at, at + near + len(unit.text))
            if found < 0 and len(unit.text) >= _LONG and far > 0:
                # Some files draw their pages in another order than they are read in.
                far -= 1
                found = self._text.find(unit.text)
            if found >= 0:
                at = found + len(unit.text)
            elif len(unit.text) > 2 * _SHORT:
                at = self._behind(unit, at)
            yield found

    def _behind(self, unit: _Unit, at: int) -> int:
        """Where to go on behind a unit that is broken by a page end: behind its last characters."""
        tail = unit.text[-2 * _SHORT :]
        found = self._text.find(tail, at, at + _NEAR + len(unit.text))
        return found + len(tail) if found >= 0 else at

    def _in_unit(self, number: int, start: int, end: int) -> list[Box]:
        unit = self._units[number]
        inside = [at for at, offset in enumerate(unit.offsets) if start <= offset < end]
        if not inside:
            return []
        first, last = inside[0], inside[-1] + 1
        begun = self._found[number]
        if begun >= 0:
            return self._boxes[begun + first : begun + last]
        return self._in_pieces(unit, self._expected(number), first, last)

    def _expected(self, number: int) -> int:
        """About where a unit should begin: behind the nearest one before it that was found."""
        for at in range(number - 1, max(number - 40, -1), -1):
            if self._found[at] >= 0:
                return self._found[at] + len(self._units[at].text)
        return 0

    def _in_pieces(self, unit: _Unit, expected: int, first: int, last: int) -> list[Box]:
        """The characters of a unit that is not in one piece: found by what is around them, or halved."""
        for around in _AROUND:
            left, right = max(first - around, 0), min(last + around, len(unit.text))
            wanted = unit.text[left:right]
            if around == 0 and len(wanted) < _SHORT:
                break
            found = self._text.find(wanted, expected, expected + _NEAR + len(unit.text))
            if found >= 0:
                return self._boxes[found + first - left : found + last - left]
        if last - first < 2 * _SHORT:
            return []
        middle = (first + last) // 2
        return self._in_pieces(unit, expected, first, middle) + self._in_pieces(unit, expected, middle, last)


def _units(document: Document) -> Iterator[_Unit]:
    for block in document.blocks:
        for part in block.cells if isinstance(block, Table) else (block,):
            kept = [
                (part.start + at, character)
                for at, character in enumerate(part.text)
                if not character.isspace()
            ]
            text = "".join(character for _, character in kept)
            yield _Unit(part.start, part.end, text, [offset for offset, _ in kept])


def _joined(boxes: Sequence[Box]) -> Iterator[Box]:
    """Neighbours on one line as one box."""
    last: Box | None = None
    for box in boxes:
        if last is not None and _is_beside(last, box):
            last = Box(
                last.page,
                min(last.left, box.left),
                min(last.top, box.top),
                max(last.right, box.right),
                max(last.bottom, box.bottom),
            )
            continue
        if last is not None:
            yield last
        last = box
    if last is not None:
        yield last


def _is_beside(last: Box, box: Box) -> bool:
    middle = (box.top + box.bottom) // 2
    return (
        box.page == last.page
        and last.top <= middle <= last.bottom
        and -_GAP < box.left - last.right < 4 * _GAP
    )
