"""Narrow tables: rows whose cells stand a little more than a blank apart, in columns that line up."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from xunzheng.formats.pdf_lines import Line, Piece
from xunzheng.formats.pdf_pages import Rule

Strip = tuple[int, int]

LEAST_ROWS = 3
LONGEST_CELL = 40
MOST_COLUMNS = 40
_FARTHEST = 4  # of the size, from the top of one row to that of the next
_ALIGNED = 0.6
_SAME_PLACE = 0.3  # of the size
_NUMERIC_ROWS = 0.6
_MOST_RULES = 2_000
_SAME_EDGE = 40
_NEAR = 1.5  # of the size: how far the outer rules of a table stand from its text
_NUMBER = re.compile(
    r"[-－+＋¥￥]?[0-9０-９][0-9０-９,，.．]{0,20}\s?(?:[%％‰]|[\u4e00-\u9fff]{1,4})?|[-—–/／]{1,2}"
)
_ITEM = re.compile(r"[(（]?[0-9一二三四五六七八九十百①-⑳a-zA-Z]{1,4}[)）.．、]?|[•·●○◆◇■□▪–—*\-‣√☑☐]")


def strip_of(piece: Piece, strips: Sequence[Strip]) -> int:
    """The number of the strip that a piece begins in; every piece lies in one."""
    return bisect_right(strips, piece.left, key=lambda strip: strip[0]) - 1


def united(strips: Sequence[Strip], pieces: Sequence[Piece]) -> list[Strip]:
    """The strips with those of the pieces, the ones that overlap put together.

    Example: strips (0, 10) and (20, 30) with a piece from 5 to 25 are the one strip (0, 30).
    """
    result: list[Strip] = []
    for left, right in sorted([*strips, *((piece.left, piece.right) for piece in pieces)]):
        if result and left < result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], right))
        else:
            result.append((left, right))
    return result


def narrow_run(lines: Sequence[Line], first: int) -> tuple[int, list[Strip]]:
    """The index after the last line that stands in columns with the line at `first`, and the columns.

    The first line may have gaps within a cell (`项  目`), later ones only where three rows have shown the
    columns. A line with a single cell belongs to the run where a row follows it.
    """
    strips = united([], lines[first].words)
    if not _is_row(lines[first]):
        return first, []
    at = first + 1
    while at < len(lines) and _is_near(lines[at - 1], lines[at]):
        line = lines[at]
        is_single = len(line.words) == 1 and at + 1 < len(lines) and _is_row(lines[at + 1])
        if not (_is_row(line) or is_single):
            break
        wider = united(strips, line.words)
        found = {strip_of(piece, wider) for piece in line.words}
        is_torn = len(found) < len(line.words) and at - first < LEAST_ROWS
        is_merging = len(wider) < (2 if at == first + 1 else len(strips))
        if is_torn or is_merging or len(wider) > MOST_COLUMNS or (is_single and len(wider) > len(strips)):
            break
        if len(found) < 2 and not is_single:
            break
        strips = wider
        at += 1
    return at, strips


def are_rows(lines: Sequence[Line], strips: Sequence[Strip]) -> bool:
    """Whether a run may be a table at all: columns that line up, and no list of numbered items."""
    heads = [line.words[0].text for line in lines if len(line.words) > 1]
    if len(strips) == 2 and all(_ITEM.fullmatch(head.strip()) for head in heads):
        return False
    size = max(line.size for line in lines)
    return all(_line_up(column, size) for column in _by_column(lines, strips))


def has_numbers(lines: Sequence[Line], strips: Sequence[Strip]) -> bool:
    """Whether one of the columns but the first holds numbers, below its heading."""
    return any(
        len(column) >= 2
        and sum(_NUMBER.fullmatch(piece.text.strip()) is not None for piece in column)
        >= _NUMERIC_ROWS * len(column)
        for column in _by_column(lines[1:], strips)[1:]
    )


def is_ruled(lines: Sequence[Line], rules: Sequence[Rule]) -> bool:
    """Whether rules of one width stand directly above and below the lines, over all of them (三线表)."""
    size = lines[0].size
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    flat = [
        rule
        for rule in rules[:_MOST_RULES]
        if rule.right - rule.left > rule.bottom - rule.top
        and rule.left <= left + size // 2
        and rule.right >= right - size // 2
    ]
    above = [rule for rule in flat if -size // 2 <= lines[0].top - rule.bottom <= _NEAR * size]
    below = [rule for rule in flat if -size // 2 <= rule.top - lines[-1].bottom <= _NEAR * size]
    return any(
        abs(one.left - other.left) <= _SAME_EDGE and abs(one.right - other.right) <= _SAME_EDGE
        for one in above[:10]
        for other in below[:10]
    )


def _is_row(line: Line) -> bool:
    return 2 <= len(line.words) <= MOST_COLUMNS and all(
        len(piece.text) <= LONGEST_CELL for piece in line.words
    )


def _is_near(line: Line, following: Line) -> bool:
    return line.page == following.page and following.top - line.top <= _FARTHEST * line.size


def _by_column(lines: Sequence[Line], strips: Sequence[Strip]) -> list[list[Piece]]:
    """The first piece of each line in each column, taken together with further ones in the same."""
    columns: list[list[Piece]] = [[] for _ in strips]
    for line in lines:
        cells: dict[int, Piece] = {}
        for piece in line.words:
            at = strip_of(piece, strips)
            first = cells.get(at, piece)
            cells[at] = Piece(piece.text, first.left, piece.right, piece.top, piece.bottom)
        for at, cell in cells.items():
            columns[at].append(cell)
    return columns


def _line_up(column: Sequence[Piece], size: int) -> bool:
    """Whether most cells of a column begin, end, or have their middle at one place."""
    edges = (
        [piece.left for piece in column],
        [piece.right for piece in column],
        [(piece.left + piece.right) // 2 for piece in column],
    )
    return any(_most_at_one(sorted(places), _SAME_PLACE * size) >= _ALIGNED * len(column) for places in edges)


def _most_at_one(places: Sequence[int], reach: float) -> int:
    """How many of the places, in order, lie within `reach` of one of them and behind it."""
    return max(bisect_right(places, place + reach) - bisect_left(places, place) for place in places)
