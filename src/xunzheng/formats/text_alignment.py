"""Rows of unequal length in a table that states its columns: which of them stand where they must."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.formats.text_grid import Row
from xunzheng.formats.text_regular import EITHER, FIGURE, kind_of

_TOTAL = re.compile(r"合\s*计|总\s*计|共\s*计|总分|总得分")
_LONGEST_CELL = 40


def aligned(text: str, rows: Sequence[Row]) -> tuple[list[Row], bool]:
    """The rows, evened by leaving out empty cells at their ends, and whether all stand where they must.

    A short row is certain above the first full one (labels with what they are for, no figures), with a
    single cell, and where its cells suit their columns: figures below figures, words below words, and
    no column of figures left out. The
    numbers of a short total row that are as many as the columns of figures are put below these.
    """
    width = max(min(len(row) for row in rows), *(_used(row) for row in rows))
    cut = [row[:width] for row in rows]
    full = [at for at, row in enumerate(cut) if len(row) == width]
    numeric = _numeric(text, [cut[at] for at in full[1:]], width)
    result: list[Row] = []
    certain = True
    for at, row in enumerate(cut):
        placed = row if len(row) == width else _placed(text, row, numeric, width)
        if placed is None:
            certain = certain and at < full[0] and _has_no_figures(text, row)
        result.append(placed or row)
    return result, certain


def _used(row: Row) -> int:
    return next((at + 1 for at in range(len(row) - 1, -1, -1) if row[at][1] > row[at][0]), 0)


def _kinds(text: str, row: Row) -> list[str]:
    """The kind of each cell; a long one is words, an empty one suits any column."""
    return [
        EITHER if start == end else "W" if end - start > _LONGEST_CELL else kind_of(text[start:end])
        for start, end in row
    ]


def _numeric(text: str, rows: Sequence[Row], width: int) -> list[bool]:
    """For each column whether it holds figures: two thirds of its cells that are not empty."""
    figures, filled = [0] * width, [0] * width
    for row in rows:
        for column, kind in enumerate(_kinds(text, row)):
            figures[column] += kind == FIGURE
            filled[column] += kind != EITHER
    return [3 * count >= 2 * of > 0 for count, of in zip(figures, filled, strict=True)]


def _placed(text: str, row: Row, numeric: Sequence[bool], width: int) -> Row | None:
    """The short row as it must stand; None where that is not told."""
    kinds = _kinds(text, row)
    if sum(end > start for start, end in row) <= 1:
        return row
    if (
        any(numeric)
        and not any(numeric[len(row) :])
        and all(
            kind == EITHER or (kind == FIGURE) == is_figure
            for kind, is_figure in zip(kinds, numeric, strict=False)
        )
    ):
        return row
    numbers = [span for kind, span in zip(kinds, row, strict=True) if kind == FIGURE]
    columns = [column for column, is_figure in enumerate(numeric) if is_figure]
    words = [span for kind, span in zip(kinds, row, strict=True) if kind not in (FIGURE, EITHER)]
    is_total = len(words) == 1 and _TOTAL.search(text[words[0][0] : words[0][1]]) is not None
    if not is_total or len(numbers) != len(columns) or columns[:1] == [0]:
        return None
    end = row[-1][1]
    placed: Row = [(end, end)] * width
    placed[0] = words[0]
    for column, span in zip(columns, numbers, strict=True):
        placed[column] = span
    return placed


def _has_no_figures(text: str, row: Row) -> bool:
    return FIGURE not in _kinds(text, row)
