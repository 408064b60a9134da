"""The writer for text files: Markdown as the text reader reads it, tables with bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xunzheng.documents.manuscript import Chart, Grid, Heading, Manuscript, Passage, Piece
from xunzheng.documents.manuscript_document import chart_grid
from xunzheng.documents.manuscript_grid import Spot, place

_SIGNS = "|｜│┃∣"
_BARS = str.maketrans(_SIGNS, "¦" * len(_SIGNS))  # readers of text part cells at the others


def write_text(manuscript: Manuscript) -> bytes:
    """The manuscript as UTF-8 text, an empty line between its parts.

    Headings are marked with `#` for each level. A text file knows no merged cells: the text stands in the
    first of the cells that a slot covers, the others are empty; the lines of a slot are put side by side,
    and a bar within a cell is written as the broken one (¦), which parts no cells. Charts are tables of
    their values.

    Example: ``write_text(Manuscript("", (Heading(1, "一、概况"),))).decode() == "# 一、概况\\n"``.
    """
    parts = [manuscript.title, manuscript.subtitle]
    for piece in manuscript.pieces:
        parts.extend(_parts(piece))
    return ("".join(_joined([part for part in parts if part])) + "\n").encode()


def _joined(parts: Sequence[str]) -> Iterator[str]:
    """The parts with an empty line between them; two where lines with bars would look like one table."""
    for number, part in enumerate(parts):
        if number:
            has_bars = _has_bars(part) and _has_bars(parts[number - 1])
            yield "\n\n\n" if has_bars else "\n\n"
        yield part


def _has_bars(part: str) -> bool:
    return any(sign in part for sign in _SIGNS)


def _parts(piece: Piece) -> Iterator[str]:
    if isinstance(piece, Heading):
        yield f"{'#' * piece.level} {piece.text}"
    elif isinstance(piece, Passage):
        yield piece.text
    elif isinstance(piece, Grid):
        yield from _grid(piece)
    elif isinstance(piece, Chart):
        yield from _grid(chart_grid(piece))


def _grid(grid: Grid) -> Iterator[str]:
    columns = len(grid.widths)
    lines = [_row(spots, columns) for spots in place(grid)]
    lines.insert(1, "|" + " --- |" * columns)
    yield grid.caption
    yield "\n".join(lines)
    yield grid.note


def _row(spots: Sequence[Spot], columns: int) -> str:
    texts = [""] * columns
    for spot in spots:
        texts[spot.column] = spot.slot.text.replace("\n", " ").translate(_BARS)
    return "| " + " | ".join(texts) + " |"
