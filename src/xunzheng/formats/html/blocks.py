"""The document as the page shows it: paragraphs, headings and tables with the places of findings marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from xunzheng.documents.model import Block, Cell, Document, Paragraph, Table
from xunzheng.formats.html.marks import Segment, Span, cut

MARGIN_LENGTH = 60
COVER_LENGTH = 40
FIRST_LEVEL = 3
LAST_LEVEL = 6
_STOPS = ("。", "：", ":", "；", "，")
_NUMBER = re.compile(r"[-−+]?[\d,，.．]{1,40}\s?[%％‰分]?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph. `tag` is `p` or the heading's tag; `rest` the body that goes on after a run-in heading.

    `is_cover` is True for the short lines (title, unit, date) that stand before the first heading.
    `margin` are the places that cover the whole paragraph: drawn as a line in the margin.
    """

    index: int
    tag: str
    segments: tuple[Segment, ...]
    rest: tuple[Segment, ...] = ()
    margin: Segment | None = None
    is_cover: bool = False


@dataclass(frozen=True, slots=True)
class CellView:
    """A table cell; `numeric` cells are set flush right with aligned digits."""

    segments: tuple[Segment, ...]
    row_span: int = 1
    column_span: int = 1
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """A table, row by row; each cell stands in the row and column where it begins."""

    index: int
    title: str | None
    doubt: str | None
    rows: tuple[tuple[CellView, ...], ...]
    margin: Segment | None = None


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """The blocks in reading order, and for each place (as its span counts it) the id of the mark."""

    blocks: tuple[ParagraphView | TableView, ...]
    targets: Mapping[int, str]


def mark_document(document: Document, spans: Sequence[Span]) -> MarkedDocument:
    """The document's blocks with the places marked, each in the block that its start lies in.

    A place that reaches into the next block is marked up to the end of its own; one that lies in no
    block has no target. Time is linear in the text and, but for sorting, in the places.
    """
    owned = _spans_by_block(document, spans)
    numbers = count(1)
    views: list[ParagraphView | TableView] = []
    level, opening = FIRST_LEVEL - 1, True
    for position, block in enumerate(document.blocks):
        whole, inner = _split_whole(block, owned[position])
        margin = _margin(block, whole, numbers)
        if isinstance(block, Table):
            views.append(_table(block, inner, margin, numbers))
            continue
        opening = opening and block.level < 1
        level, tag = _tag(block, level)
        is_cover = opening and len(block.text) <= COVER_LENGTH and not block.text.endswith(_STOPS)
        views.append(replace(_paragraph(block, tag, inner, margin, numbers), is_cover=is_cover))
    return MarkedDocument(tuple(views), _targets(views))


def _spans_by_block(document: Document, spans: Sequence[Span]) -> defaultdict[int, list[Span]]:
    starts = [block.start for block in document.blocks]
    owned: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        position = bisect_right(starts, span.start) - 1
        if position < 0 or span.start > document.blocks[position].end:
            continue
        end = max(span.start, min(span.end, document.blocks[position].end))
        owned[position].append(replace(span, end=end))
    return owned


def _split_whole(block: Block, spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The spans that cover a table or a long paragraph entirely, and the others."""
    large = isinstance(block, Table) or block.end - block.start > MARGIN_LENGTH
    whole: list[Span] = []
    inner: list[Span] = []
    for span in spans:
        covers = large and span.cell is None and span.start <= block.start and span.end >= block.end
        (whole if covers else inner).append(span)
    return whole, inner


def _margin(block: Block, whole: Sequence[Span], numbers: Iterator[int]) -> Segment | None:
    if not whole:
        return None
    points = [replace(span, start=block.start, end=block.start) for span in whole]
    return cut("", block.start, points, numbers)[0]


def _tag(paragraph: Paragraph, level: int) -> tuple[int, str]:
    """The heading tag; the page's outline never skips a level, whatever the document does."""
    if paragraph.level < 1:
        return level, "p"
    wanted = FIRST_LEVEL - 1 + paragraph.level
    level = max(FIRST_LEVEL, min(wanted, level + 1, LAST_LEVEL))
    return level, f"h{level}"


def _paragraph(
    paragraph: Paragraph, tag: str, spans: Sequence[Span], margin: Segment | None, numbers: Iterator[int]
) -> ParagraphView:
    runs_in = tag != "p" and paragraph.start < paragraph.body_start < paragraph.end
    turn = paragraph.body_start if runs_in else paragraph.end
    head = [span for span in spans if span.start < turn or not runs_in]
    tail = [span for span in spans if runs_in and (span.end > turn or span.start >= turn)]
    text = paragraph.text
    segments = cut(text[: turn - paragraph.start], paragraph.start, head, numbers)
    rest = cut(text[turn - paragraph.start :], turn, tail, numbers) if runs_in else ()
    return ParagraphView(paragraph.index, tag, segments, rest, margin)


def _table(table: Table, spans: Sequence[Span], margin: Segment | None, numbers: Iterator[int]) -> TableView:
    owned = _spans_by_cell(table, spans)
    rows: list[list[CellView]] = [[] for _ in range(table.rows)]
    for row, line in enumerate(table.grid()):
        for column, cell in enumerate(line):
            if cell is None:
                rows[row].append(CellView(()))
            elif (cell.row, cell.column) == (row, column):
                rows[row].append(_cell(cell, owned.get((row, column), ()), numbers))
    return TableView(table.index, table.title, table.doubt, tuple(tuple(row) for row in rows), margin)


def _cell(cell: Cell, spans: Sequence[Span], numbers: Iterator[int]) -> CellView:
    segments = cut(cell.text, cell.start, spans, numbers)
    numeric = _NUMBER.fullmatch(cell.text.strip()[:50]) is not None
    return CellView(segments, cell.row_span, cell.column_span, numeric)


def _spans_by_cell(table: Table, spans: Sequence[Span]) -> defaultdict[tuple[int, int], list[Span]]:
    cells = sorted(table.cells, key=lambda cell: (cell.end, cell.start))
    ends = [cell.end for cell in cells]
    corners = {(cell.row, cell.column): cell for cell in cells}
    owned: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in spans:
        named = corners.get(span.cell) if span.cell else None
        met = [named] if named and _within(span, named) else _cells_met(cells, ends, span)
        for cell in met:
            owned[cell.row, cell.column].append(span)
        if met:
            owned[met[-1].row, met[-1].column][-1] = replace(span, end=min(span.end, met[-1].end))
    return owned


def _within(span: Span, cell: Cell) -> bool:
    return cell.start <= span.start and span.end <= cell.end


def _cells_met(cells: Sequence[Cell], ends: Sequence[int], span: Span) -> list[Cell]:
    """The cells that share characters with the span; for an empty span the one cell that it stands in."""
    position = bisect_left(ends, span.start)
    met: list[Cell] = []
    while position < len(cells) and cells[position].start <= span.end:
        cell = cells[position]
        position += 1
        if span.start == span.end and cell.start <= span.start:
            return [cell]
        if cell.start < span.end and cell.end > span.start and cell.start < cell.end:
            met.append(cell)
    return met


def _targets(views: Sequence[ParagraphView | TableView]) -> dict[int, str]:
    targets: dict[int, str] = {}
    for segment in _segments(views):
        for place in segment.opens:
            targets.setdefault(place, f"mark-{segment.mark}")
    return targets


def _segments(views: Sequence[ParagraphView | TableView]) -> Iterator[Segment]:
    for view in views:
        if view.margin:
            yield view.margin
        if isinstance(view, ParagraphView):
            yield from view.segments
            yield from view.rest
        else:
            for row in view.rows:
                for cell in row:
                    yield from cell.segments
