"""Settling: a manuscript whose texts every format can carry, and give back as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xunzheng.documents.labels import BLANKS
from xunzheng.documents.manuscript import Chart, Grid, Heading, Manuscript, Passage, Piece, Slot

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Control and joining characters, marks that turn the direction of writing, halves of pairs: none can be seen,
# some cannot be written, and some would make a reader see another text than a program.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff]"
)
_LARGEST = 30  # powers of ten: what is plotted are amounts and counts
_ODD_BLANKS = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")


def settled(manuscript: Manuscript) -> Manuscript:
    """The manuscript as all writers take it.

    Blanks around texts, control characters and unseen marks are dropped; tabs and odd blanks become
    blanks. A passage with line breaks becomes several, one of nothing but blanks none; line breaks in
    headings and captions become blanks, blank lines in slots are dropped. A grid without rows keeps its
    caption and note as passages. A chart's values that are no finite numbers below 10^30 are left out.

    Example: ``settled(Manuscript("表\\t一", ())).title == "表 一"``.
    """
    return replace(
        manuscript,
        title=_line(manuscript.title),
        subtitle=_line(manuscript.subtitle),
        header=_line(manuscript.header),
        pieces=tuple(part for piece in manuscript.pieces for part in _settled(piece)),
        fields=tuple((name, _line(value)) for name, value in manuscript.fields),
    )


def _lines(text: str) -> list[str]:
    seen = _ODD_BLANKS.sub(" ", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    return [line for part in seen.split("\n") if (line := part.strip(BLANKS))]


def _line(text: str) -> str:
    return " ".join(_lines(text))


def _settled(piece: Piece) -> Iterator[Piece]:
    if isinstance(piece, Passage):
        yield from (replace(piece, text=line) for line in _lines(piece.text))
    elif isinstance(piece, Heading):
        text = _line(piece.text)
        if text:
            yield Heading(min(max(piece.level, 1), 4), text)
    elif isinstance(piece, Grid):
        yield from _settled_grid(piece)
    elif isinstance(piece, Chart):
        yield _settled_chart(piece)
    else:
        yield piece


def _settled_grid(grid: Grid) -> Iterator[Piece]:
    caption, note = _line(grid.caption), _line(grid.note)
    if grid.rows:
        rows = tuple(tuple(map(_settled_slot, row)) for row in grid.rows)
        yield replace(grid, rows=rows, caption=caption, note=note)
    else:
        yield from (Passage(text) for text in (caption, note) if text)


def _settled_slot(slot: Slot) -> Slot:
    text = slot.text
    if text.isprintable() and (not text or (text[0] not in BLANKS and text[-1] not in BLANKS)):
        return slot  # the common case: isprintable holds no control character and no blank but the plain one
    return replace(slot, text="\n".join(_lines(text)))


def _plottable(value: Decimal | None) -> Decimal | None:
    """The value, or None where there is no place for it on a scale."""
    return value if value is not None and value.is_finite() and value.adjusted() < _LARGEST else None


def _settled_chart(chart: Chart) -> Chart:
    return replace(
        chart,
        title=_line(chart.title),
        labels=tuple(map(_line, chart.labels)),
        series=tuple(
            replace(series, name=_line(series.name), values=tuple(map(_plottable, series.values)))
            for series in chart.series
        ),
        unit=_line(chart.unit),
        alternative=_line(chart.alternative),
    )
