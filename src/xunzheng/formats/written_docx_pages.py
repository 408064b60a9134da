"""The pages on which headings come to stand, counted ahead, for contents that are right when first opened."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import accumulate

from xunzheng.documents.manuscript import (
    Chart,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Role,
)
from xunzheng.documents.manuscript_document import chart_grid
from xunzheng.documents.manuscript_grid import Spot, header_end, place
from xunzheng.formats.written_widths import cell_size, fit_columns

WIDTH = {False: 8_844, True: 12_756}  # of the type area, upright and lying, in twips
_HEIGHT = {False: 12_756, True: 8_844}
_LINE = 579
_TITLE_LINE = 720
_TWIPS = 20  # of one point
_CHARACTER = 315  # of the text, with its spacing
_SMALL = 210
_CELL_LINE = 1.3
_CELL_PADDING = 140
_CAPTION = 520
_HANGS = frozenset("，。、；：！？）》”’」』】％%,.;:!?)]}")
_GAP = 0.25  # between Chinese and other letters, of a character
_NARROW = 0.5


def heading_pages(manuscript: Manuscript, pictures: Mapping[Chart, int]) -> list[int]:
    """The page of each heading as our styles lay it out; `pictures` are the heights of charts in twips.

    Empty where no contents ask for them. A reckoning by lines: 22 to a page, 28 characters to a line. Text
    comes out as Word sets it, tables nearly so; Word counts anew when its contents are updated.
    """
    if not any(isinstance(piece, Contents) for piece in manuscript.pieces):
        return []
    reckoning = _Reckoning(manuscript.pieces, pictures)
    if manuscript.title:
        reckoning.take(_TITLE_LINE * count_lines(manuscript.title, WIDTH[False] / 440))
        reckoning.take(_LINE * (1 + bool(manuscript.subtitle)))
    for number in range(len(manuscript.pieces)):
        reckoning.piece(number)
    return reckoning.found


class _Reckoning:
    """The page, and how far it is filled."""

    def __init__(self, pieces: Sequence[Piece], pictures: Mapping[Chart, int]) -> None:
        self.found: list[int] = []
        self._pieces = pieces
        self._pictures = pictures
        self._page = 1
        self._used = 0
        self._lying = False
        self._kept_from = -1  # the first heading of a chain that has found its page

    def take(self, height: int) -> None:
        """Put something on the page that does not break; on the next one where it has no room."""
        if self._used and self._used + height > _HEIGHT[self._lying]:
            self._turn()
        self._used += height

    def piece(self, number: int) -> None:
        """Put the piece of that number on the page."""
        piece = self._pieces[number]
        if isinstance(piece, Heading):
            self._heading(number, piece)
        elif isinstance(piece, Passage):
            self._lines(piece)
        elif isinstance(piece, Grid):
            self._grid(piece)
        elif isinstance(piece, Chart):
            self._chart(piece)
        elif isinstance(piece, Contents):
            listed = sum(isinstance(each, Heading) and each.level <= piece.depth for each in self._pieces)
            for _ in range(listed + 1 if listed > 2 else 0):
                self.take(_LINE)
        else:
            self._lying = piece.lying
            self._turn()

    def _turn(self) -> None:
        self._page, self._used = self._page + 1, 0

    def _heading(self, number: int, heading: Heading) -> None:
        """Headings stay with one another and with the beginning of what follows."""
        if number > self._kept_from:
            need, self._kept_from = self._chain(number)
            if self._used and self._used + need > _HEIGHT[self._lying]:
                self._turn()
        self.found.append(self._page)
        for _ in range(self._text_lines(heading.text, 2)):
            self.take(_LINE)

    def _chain(self, number: int) -> tuple[int, int]:
        """The height of the headings from `number` on with what must follow them; the last one's number."""
        need = 0
        while number < len(self._pieces):
            piece = self._pieces[number]
            if not isinstance(piece, Heading):
                return need + self._beginning(piece), number - 1
            need += _LINE * self._text_lines(piece.text, 2)
            number += 1
        return need, number - 1

    def _beginning(self, piece: Piece) -> int:
        if isinstance(piece, Chart) and piece in self._pictures:
            return self._pictures[piece] + 600
        if isinstance(piece, Grid):
            heights, head = self._row_heights(piece)
            return (_CAPTION if piece.caption else 0) + sum(heights[: head + 1])
        return 0 if isinstance(piece, NewPage) else _LINE

    def _text_lines(self, text: str, indent: float) -> int:
        return count_lines(text, WIDTH[self._lying] / _CHARACTER, indent)

    def _lines(self, passage: Passage) -> None:
        if passage.role is Role.NOTE:
            self._note(passage.text)
            return
        indent = 2.0 if passage.role in (Role.BODY, Role.QUOTE) else 0.0
        for _ in range(self._text_lines(passage.text, indent)):
            self.take(_LINE)

    def _note(self, text: str) -> None:
        self.take(280 * count_lines(text, WIDTH[self._lying] / _SMALL) + 180)

    def _chart(self, chart: Chart) -> None:
        if chart in self._pictures:
            self.take(self._pictures[chart] + 600)
        else:
            self._grid(chart_grid(chart))

    def _grid(self, grid: Grid) -> None:
        heights, head = self._row_heights(grid)
        if grid.caption:
            need = _CAPTION + sum(heights[: head + 1])
            if self._used and self._used + need > _HEIGHT[self._lying]:
                self._turn()
            self.take(_CAPTION)
        repeated = sum(heights[:head])
        for height in heights:
            page = self._page
            self.take(height)
            self._used += repeated if self._page > page else 0
        if grid.note:
            self._note(grid.note)
        else:
            self.take(290)

    def _row_heights(self, grid: Grid) -> tuple[list[int], int]:
        rows = place(grid)
        size = cell_size(len(grid.widths)) * _TWIPS
        widths = fit_columns(grid, rows, WIDTH[self._lying], size, _CELL_PADDING + 10)
        edges = list(accumulate(widths, initial=0.0))
        return [_row_height(spots, edges, size) for spots in rows], header_end(grid, rows)


def _row_height(spots: Sequence[Spot], edges: Sequence[float], size: float) -> int:
    most = 1
    for spot in spots:
        if spot.slot.text:
            room = (edges[spot.end_column] - edges[spot.column] - _CELL_PADDING) / size
            lines = sum(count_lines(line, room) for line in spot.slot.text.split("\n"))
            most = max(most, math.ceil(lines / spot.slot.row_span))
    return most * int(size * _CELL_LINE) + 90


def count_lines(text: str, room: float, indent: float = 0.0) -> int:
    """How many lines a text fills, `room` characters wide, the first one `indent` characters in.

    Numbers and words stay whole, a mark that may not begin a line hangs over or takes its neighbour along.

    >>> count_lines("绩效自评报告", 3), count_lines("共计1,250.00万元", 4)
    (2, 3)
    """
    lines, used = 1, indent
    word = 0.0  # of letters and digits that must stay together
    was_wide: bool | None = None
    for character in text:
        is_wide = unicodedata.east_asian_width(character) in "WFA"
        if character == " ":
            used, word, was_wide = used + _NARROW, 0.0, None
            continue
        step = 1.0 if is_wide else _NARROW
        if was_wide is not None and is_wide != was_wide:
            used += _GAP
        word = 0.0 if is_wide else word + step
        used, was_wide = used + step, is_wide
        if used > room and not (character in _HANGS and used <= room + step):
            lines += 1
            word = word if word <= room else step
            used = word or step
    return lines
