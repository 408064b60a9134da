"""Grids: from the lines drawn on a page to rectangles of table cells with their spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xunzheng.formats.pdf_pages import Rule

_SNAP = 25  # tenths of a point: lines closer than this are one line (double rules)
_TOUCH = 30
_SHORTEST = 30
_OPEN = 60
_MOST_RULES = 20_000
_MOST_MEETINGS = 200_000
_MOST_POSITIONS = 250_000
_MOST_COLUMNS = 256
_MOST_GRIDS = 100
_COVERED = 0.6


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal or vertical line: at `at`, from `start` to `end` along the other axis."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Region:
    """One cell of a grid: its first row and column, and how many of each it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the places of its lines, and the cells that the lines leave.

    `owner[row][column]` is the index in `regions` of the cell that covers that position. `open_sides`
    says that an outer line is not drawn and was taken from where the others end.
    """

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    regions: tuple[Region, ...]
    owner: tuple[tuple[int, ...], ...]
    open_sides: bool = False

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def region_at(self, x: int, y: int) -> int | None:
        """The index of the cell that a point lies in; None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1:
            return self.owner[row][column]
        return None


class TooMany(Exception):
    """The page has more lines than any table could need."""


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page, from the top down.

    Lines that touch belong to one table; a table has at least two cells. Where the outer lines at the
    sides, above or below are missing, the ends of the other lines stand for them. A table drawn within a
    cell of another is not told apart. Raises `TooMany` for a page beyond the limits.
    """
    if len(rules) > _MOST_RULES:
        raise TooMany
    across, down = _strokes(rules, False), _strokes(rules, True)
    grids = [grid for lines, posts in _components(across, down) if (grid := _grid(lines, posts)) is not None]
    if len(grids) > _MOST_GRIDS:
        raise TooMany
    return _without_nested(sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])))


def _strokes(rules: Iterable[Rule], vertical: bool) -> list[Stroke]:
    """The lines of one direction, those at nearly one place and touching put together."""
    found: list[Stroke] = []
    for rule in rules:
        width, height = rule.right - rule.left, rule.bottom - rule.top
        if vertical and height >= width:
            found.append(Stroke((rule.left + rule.right) // 2, rule.top, rule.bottom))
        if not vertical and width >= height:
            found.append(Stroke((rule.top + rule.bottom) // 2, rule.left, rule.right))
    merged: list[Stroke] = []
    before = None
    for cluster in _clusters(sorted(found, key=lambda stroke: stroke.at)):
        middle = cluster[len(cluster) // 2].at
        at = middle if before is None or middle - before > _SNAP else before
        before = at
        for start, end in merge_spans(((s.start, s.end) for s in cluster), _TOUCH):
            if end - start >= _SHORTEST:
                merged.append(Stroke(at, start, end))
    return merged


def _clusters(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Runs of strokes each within `_SNAP` of the first of its run."""
    clusters: list[list[Stroke]] = []
    for stroke in strokes:
        if clusters and stroke.at - clusters[-1][0].at <= _SNAP:
            clusters[-1].append(stroke)
        else:
            clusters.append([stroke])
    return clusters


def merge_spans(spans: Iterable[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """The spans in order, those that overlap or lie at most `gap` apart put together.

    Example: ``merge_spans([(5, 9), (0, 4)], 1) == [(0, 9)]``.
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _components(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """The horizontal and vertical lines of each connected figure."""
    parent = list(range(len(across) + len(down)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    order = sorted(range(len(down)), key=lambda index: down[index].at)
    places = [down[index].at for index in order]
    meetings = 0
    for number, line in enumerate(across):
        first, last = bisect_left(places, line.start - _TOUCH), bisect_right(places, line.end + _TOUCH)
        meetings += last - first
        if meetings > _MOST_MEETINGS:
            raise TooMany
        for index in order[first:last]:
            post = down[index]
            if post.start - _TOUCH <= line.at <= post.end + _TOUCH:
                parent[root(number)] = root(len(across) + index)
    figures: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for item in range(len(parent)):
        lines, posts = figures.setdefault(root(item), ([], []))
        if item < len(across):
            lines.append(across[item])
        else:
            posts.append(down[item - len(across)])
    return list(figures.values())


def _places(strokes: Sequence[Stroke], others: Sequence[Stroke]) -> tuple[list[int], bool]:
    """Where lines of one direction stand, the ends of the other direction's added where they go beyond."""
    places = sorted({stroke.at for stroke in strokes})
    low, high = min(other.start for other in others), max(other.end for other in others)
    opened = False
    if not places or low < places[0] - _OPEN:
        places.insert(0, low)
        opened = True
    if high > places[-1] + _OPEN:
        places.append(high)
        opened = True
    return places, opened


def _grid(lines: Sequence[Stroke], posts: Sequence[Stroke]) -> Grid | None:
    """The grid of one figure; None where it is no table."""
    if not lines or not posts or len(lines) + len(posts) < 4:
        return None
    xs, open_x = _places(posts, lines)
    ys, open_y = _places(lines, posts)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2:
        return None
    if columns > _MOST_COLUMNS or rows * columns > _MOST_POSITIONS:
        raise TooMany
    beneath = _drawn(ys, xs, lines)
    beside = _drawn(xs, ys, posts)
    regions, owner = _regions(rows, columns, beneath, beside)
    if len(regions) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(regions), tuple(map(tuple, owner)), open_x or open_y)


def _drawn(places: Sequence[int], crossing: Sequence[int], strokes: Sequence[Stroke]) -> list[list[bool]]:
    """For each place, between which of the crossing places a line is drawn there."""
    at = {place: index for index, place in enumerate(places)}
    drawn = [[False] * (len(crossing) - 1) for _ in places]
    for stroke in strokes:
        row = drawn[at[stroke.at]]
        first = max(bisect_right(crossing, stroke.start) - 1, 0)
        last = min(bisect_left(crossing, stroke.end), len(crossing) - 1)
        for index in range(first, last):
            low, high = crossing[index], crossing[index + 1]
            if min(stroke.end, high) - max(stroke.start, low) >= _COVERED * (high - low):
                row[index] = True
    return drawn


def _regions(
    rows: int, columns: int, beneath: Sequence[Sequence[bool]], beside: Sequence[Sequence[bool]]
) -> tuple[list[Region], list[list[int]]]:
    """The cells: positions with no line between them, as the largest rectangles from the upper left."""
    owner = [[-1] * columns for _ in range(rows)]
    regions: list[Region] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            right = column + 1
            while right < columns and owner[row][right] < 0 and not beside[right][row]:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_on(bottom, column, right, beneath, beside, owner):
                bottom += 1
            for covered in range(row, bottom):
                owner[covered][column:right] = [len(regions)] * (right - column)
            regions.append(Region(row, column, bottom - row, right - column))
    return regions, owner


def _goes_on(
    row: int,
    left: int,
    right: int,
    beneath: Sequence[Sequence[bool]],
    beside: Sequence[Sequence[bool]],
    owner: Sequence[Sequence[int]],
) -> bool:
    """Whether a cell over these columns goes on into `row`: no line above it, none within it."""
    if any(beneath[row][left:right]) or any(owned >= 0 for owned in owner[row][left:right]):
        return False
    return not any(beside[column][row] for column in range(left + 1, right))


def _without_nested(grids: Sequence[Grid]) -> list[Grid]:
    """The grids that lie in no other."""
    return [grid for grid in grids if not any(_within(grid, other) for other in grids if other is not grid)]


def _within(grid: Grid, other: Grid) -> bool:
    left, top, right, bottom = grid.box
    outer = other.box
    return outer[0] <= left and outer[1] <= top and right <= outer[2] and bottom <= outer[3]
