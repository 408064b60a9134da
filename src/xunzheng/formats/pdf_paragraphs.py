"""Paragraphs: the lines of a column put together, over page ends too, before anything is looked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xunzheng.documents.labels import read_label
from xunzheng.documents.model import LabelStyle
from xunzheng.formats.pdf_lines import Line, glued, goes_on

_INDENT = 1.3
_DEEPEST_INDENT = 3.0
_LEAST_INDENTED = 0.15
_OTHER_SIZE = 0.13
_WIDE_LEADING = 1.5
_SAME_EDGE = 40
_LEAST_FULL = 0.3
_MOST_BY_CHANCE = 6
_HANGING = (0.8, 5.0)
_SENTENCE_END = "。！？!?；;：:"
_OUTER = frozenset({LabelStyle.CHAPTER, LabelStyle.CJK, LabelStyle.CJK_PAREN})

Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with the column that it stands in and the width of its page."""

    line: Line
    column: int
    page_width: int

    @property
    def key(self) -> Key:
        """What lines with common margins share."""
        return self.page_width // 50, self.column, self.line.page % 2


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of a column begins and ends, how far its lines are apart, whether it is indented."""

    left: int
    right: int
    leading: int
    indents: bool


def margins_of(placed: Iterable[Placed]) -> dict[Key, Margins]:
    """The margins of each kind of column in the file, from where its lines end.

    The right margin is the outermost edge at which at least three lines end; in a file with too few lines
    to tell, it is taken to be as wide as the left one. The left margin is the outermost edge at which two
    lines begin, or one where the others stand in by an indent.
    """
    groups: dict[Key, list[Placed]] = defaultdict(list)
    for one in placed:
        groups[one.key].append(one)
    return {
        key: _margins([one.line for one in group], group[0].page_width if key[1] == 0 else 0)
        for key, group in groups.items()
    }


def _margins(lines: Sequence[Line], symmetric: int) -> Margins:
    rights, lefts = sorted(line.right for line in lines), sorted(line.left for line in lines)
    shared = [low for low, high in pairwise(lefts) if high - low <= _SAME_EDGE]
    left = min(shared or lefts)
    if _INDENT < (left - lefts[0]) / lines[0].size < _DEEPEST_INDENT:
        left = lefts[0]  # a short page: all lines but one are first lines
    steps = Counter(
        (below.top - above.top) // 10
        for above, below in pairwise(lines)
        if below.page == above.page and 0 < below.top - above.top < 6 * above.size
    )
    leading = 10 * steps.most_common(1)[0][0] + 10 if steps else 2 * lines[0].size
    indented = sum(_INDENT < (line.left - left) / line.size < _DEEPEST_INDENT for line in lines)
    indents = indented >= max(2, _LEAST_INDENTED * len(lines))
    return Margins(left, _right(rights, symmetric - left, lines[0].size), leading, indents)


def _right(rights: Sequence[int], symmetric: int, size: int) -> int:
    """Where lines end when they are full: lines that chance to end at one place give no margin."""
    outermost = rights[-1] - size
    for low, edge in zip(rights[-3::-1], rights[::-1], strict=False):
        if edge - low > _SAME_EDGE:
            continue
        there = bisect_right(rights, edge) - bisect_left(rights, edge - _SAME_EDGE)
        if edge >= min(outermost, symmetric - 3 * size) or there >= max(
            _MOST_BY_CHANCE, _LEAST_FULL * len(rights)
        ):
            return edge
    return max(rights[-1], symmetric)


def joined(placed: Sequence[Placed], margins: dict[Key, Margins]) -> list[tuple[Placed, str]]:
    """The paragraphs, each with its first line, of lines that follow one another without a table between.

    A line goes on with the one before if that is full (`goes_on`), of the same size, no more than the
    usual distance away, and this one neither stands further in nor opens with the number of a heading
    after a sentence has ended. Page and column ends part nothing by themselves.
    """
    paragraphs: list[tuple[Placed, str]] = []
    parts: list[str] = []
    before: Placed | None = None
    for one in placed:
        if before is not None and _continues(before, one, margins):
            parts[-1] = before.line.flowing
        else:
            if before is not None:
                paragraphs[-1] = (paragraphs[-1][0], glued(parts))
            paragraphs.append((one, ""))
            parts = []
        parts.append(one.line.text)
        before = one
    if before is not None:
        paragraphs[-1] = (paragraphs[-1][0], glued(parts))
    return paragraphs


def _continues(before: Placed, one: Placed, margins: dict[Key, Margins]) -> bool:
    line, following = before.line, one.line
    if line.is_row and following.is_row:
        return False
    if abs(line.size - following.size) > _OTHER_SIZE * max(line.size, following.size) + 6:
        return False
    edges, next_edges = margins[before.key], margins[one.key]
    if not goes_on(line, edges.right - line.right, following.text):
        return False
    if _is_apart(before, one, edges.leading):
        return False
    ended = line.text[-1] in _SENTENCE_END
    if ended and _opens(following.text, next_edges.indents):
        return False
    indent = following.left - next_edges.left
    further = indent - (line.left - edges.left)
    if indent <= _INDENT * following.size or further < -following.size // 2:
        return True
    return not ended and _opens(line.text, False) and _HANGING[0] < further / following.size < _HANGING[1]


def _is_apart(before: Placed, one: Placed, leading: int) -> bool:
    """Whether more than the usual distance lies between two lines of one column."""
    if before.line.page != one.line.page or before.column != one.column:
        return False
    step = one.line.top - before.line.top
    return step < 0 or step > _WIDE_LEADING * max(leading, before.line.size)


def _opens(text: str, indents: bool) -> bool:
    """Whether a line at the margin opens with a number; where paragraphs are indented, a heading's only."""
    label = read_label(text[:40])
    return label is not None and (label.style in _OUTER or not indents)
