"""Columns: whether a page is set in two columns, and the order in which its lines are read then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xunzheng.formats.pdf_lines import Line, Piece, read_lines

_LEAST_LINES = 6
_LEAST_GUTTER = 80
_FULL = 0.55
_MIDDLE = (0.3, 0.7)
_CROSSING = 0.08
_NARROWEST = 8  # of the size: what is narrower is a column of a table
_STEP = 10


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines read one below the other; `column` is 0 on pages of one column and for lines over both."""

    column: int
    lines: tuple[Line, ...]


def read_flows(lines: Sequence[Line], gutter: int | None) -> list[Flow]:
    """The lines of a page, or of the part of it between two tables, in the order of reading.

    `gutter` is what `find_gutter` says of them: then those left of it come before those right of it, each
    run of them between lines over the full width. Without one the lines stay as they are, in one flow.
    """
    if gutter is None:
        return [Flow(0, tuple(lines))] if lines else []
    flows: list[Flow] = []
    band: list[Line] = []
    for line in lines:
        if any(piece.left < gutter < piece.right for piece in line.pieces):
            flows += _parted(band, gutter)
            band = []
            flows.append(Flow(0, (line,)))
        else:
            band.append(line)
    return flows + _parted(band, gutter)


def _parted(band: Sequence[Line], gutter: int) -> list[Flow]:
    """The lines left of the gutter, then those right of it."""
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for line in band:
        for piece in line.words or line.pieces:
            sides[piece.left >= gutter].append(piece)
    page = band[0].page if band else 0
    return [Flow(number, tuple(read_lines(side, page))) for number, side in enumerate(sides, 1) if side]


def find_gutter(lines: Sequence[Line], known: int | None = None) -> int | None:
    """The middle of the gutter between two columns; None where there is one column.

    A gutter is a strip in the middle that hardly any line crosses, with at least six lines on either side
    that fill most of their column, which is wide enough for text. After a page that has one (`known`),
    lines that all stand left of it are the end of its first column.
    """
    if known is not None and all(line.right <= known for line in lines):
        return known
    pieces = [piece for line in lines for piece in line.pieces]
    if len(pieces) < 2 * _LEAST_LINES:
        return None
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    strip = _emptiest(pieces, left, right)
    if strip is None:
        return None
    size = sorted(piece.size for piece in pieces)[len(pieces) // 2]
    if min(strip[0] - left, right - strip[1]) < _NARROWEST * size:
        return None
    before = [_extent(p for p in line.pieces if p.right <= strip[0] + _STEP) for line in lines]
    after = [_extent(p for p in line.pieces if p.left >= strip[1] - _STEP) for line in lines]
    if not _fills(before, strip[0] - left) or not _fills(after, right - strip[1]):
        return None
    return (strip[0] + strip[1]) // 2


def _extent(pieces: Iterable[Piece]) -> int:
    """How far pieces of one line reach from left to right; 0 for none."""
    found = list(pieces)
    return max(piece.right for piece in found) - min(piece.left for piece in found) if found else 0


def _emptiest(pieces: Sequence[Piece], left: int, right: int) -> tuple[int, int] | None:
    """The widest strip in the middle that hardly any piece touches, if it is wide enough."""
    steps = (right - left) // _STEP + 2
    changes = [0] * (steps + 1)
    for piece in pieces:
        changes[(piece.left - left) // _STEP] += 1
        changes[min((piece.right - left) // _STEP + 1, steps)] -= 1
    most = _CROSSING * len(pieces)
    touching, start = 0, None
    best: tuple[int, int] | None = None
    for step in range(steps):
        touching += changes[step]
        is_clear = touching <= most and _MIDDLE[0] <= step / steps <= _MIDDLE[1]
        if is_clear and start is None:
            start = step
        if not is_clear and start is not None:
            if best is None or step - start > best[1] - best[0]:
                best = (start, step)
            start = None
    if best is None or (best[1] - best[0]) * _STEP < _LEAST_GUTTER:
        return None
    return left + best[0] * _STEP, left + best[1] * _STEP


def _fills(extents: Sequence[int], width: int) -> bool:
    """Whether these are lines of a column of text, not the cells of a table without rules."""
    lines = [extent for extent in extents if extent]
    long = sum(extent >= _FULL * width for extent in lines)
    return len(lines) >= _LEAST_LINES and 2 * long >= len(lines)
