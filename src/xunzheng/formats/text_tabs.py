"""Tables with tabs: rows of tab-separated cells, or one cell per line with the tab at its beginning."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from xunzheng.documents.labels import read_label
from xunzheng.documents.outline import SourceTable
from xunzheng.formats.text_alignment import aligned
from xunzheng.formats.text_grid import Grids, Row, Span
from xunzheng.formats.text_lines import LineKind, TextLine, trim

_WINDOW = 64
_MOST_PIECES = 4
_LONG_CELL = 40
_LONGEST_CONTENTS_PAGE = re.compile("[0-9０-９]{1,4}|[ivxIVX]{1,6}")
_TABBED = (LineKind.TAB_CELL, LineKind.TAB_ROW)


def is_cell_per_line(lines: Sequence[TextLine], first: int) -> bool:
    """Whether the tabbed run at `first` has one cell on each line rather than one row on each line."""
    cells = rows = 0
    for line in lines[first : first + _WINDOW]:
        if line.kind not in _TABBED and line.blanks:
            break
        cells += line.kind is LineKind.TAB_CELL
        rows += line.kind is LineKind.TAB_ROW
    return cells > rows


def tab_run_end(lines: Sequence[TextLine], first: int) -> int:
    """The index after the last line of the tabbed run at `first`.

    A line without a tab directly below a line of the run goes on with its cell. Blank lines part rows.
    """
    at = first + 1
    while at < len(lines) and (lines[at].kind in _TABBED or lines[at].blanks == 0):
        at += 1
    return at


def row_run_end(lines: Sequence[TextLine], first: int) -> int:
    """The index after the last of the lines with tabs, at most one blank line apart, from `first` on."""
    at = first + 1
    while at < len(lines) and lines[at].kind in _TABBED and lines[at].blanks <= 1:
        at += 1
    return at


def _split_at_tabs(text: str, start: int, end: int) -> Row:
    """The cells between tabs; a tab at the very beginning opens the first cell."""
    if text[start] == "\t":
        start += 1
    cells: Row = []
    while True:
        tab = text.find("\t", start, end)
        cells.append(trim(text, start, tab if tab >= 0 else end))
        if tab < 0:
            return cells
        start = tab + 1


def _line_groups(lines: Sequence[TextLine]) -> list[Span]:
    """The spans of lines that no blank line parts."""
    groups: list[Span] = []
    for line in lines:
        if groups and line.blanks == 0:
            groups[-1] = (groups[-1][0], line.end)
        else:
            groups.append((line.start, line.end))
    return groups


def _usual_count(rows: Sequence[Row]) -> int:
    """The most frequent number of cells of a row; of two equally frequent the larger."""
    counts = Counter(len(row) for row in rows)
    return max(counts, key=lambda count: (counts[count], count))


def _joined(rows: Sequence[Row], columns: int) -> tuple[list[Row], list[Row]]:
    """The rows, neighbours that make up exactly one row of `columns` put together, and which those are."""
    result: list[Row] = []
    joined: list[Row] = []
    at = 0
    while at < len(rows):
        row, width = list(rows[at]), 1
        while len(row) < columns and at + width < len(rows) and width < _MOST_PIECES:
            following = rows[at + width]
            if len(following) >= columns or len(row) + len(following) > columns:
                break
            row += following
            width += 1
        if width > 1 and len(row) == columns:
            joined.append(row)
            result.append(row)
            at += width
        else:
            result.append(rows[at])
            at += 1
    return result, joined


def _halved(rows: Sequence[Row], columns: int) -> list[Row]:
    """Rows of twice or more the usual width, which have lost the blank line between them, parted again."""
    parted: list[Row] = []
    for row in rows:
        if columns >= 3 and len(row) > columns and len(row) % columns == 0:
            parted += [row[at : at + columns] for at in range(0, len(row), columns)]
        else:
            parted.append(row)
    return parted


def _is_regular(rows: Sequence[Row], columns: int) -> bool:
    return all(len(row) == columns for row in rows)


def read_cell_lines(text: str, lines: Sequence[TextLine], grids: Grids) -> SourceTable | None:
    """The table in lines that hold one cell each, each cell opening with a tab, rows parted by blank lines.

    The usual number of cells of a row is the number of columns. Where a stray blank line has broken a
    row in two, or a missing one has run rows together, and every row is of that width once this is put
    right, it is put right and said. Otherwise the rows are kept as they stand, filled from the left.
    None where this is no table (indented text: rows of one cell, or a single row).
    """
    rows = [_split_at_tabs(text, start, end) for start, end in _line_groups(lines)]
    full = [row for row in rows if len(row) >= 2]
    if len(full) < 2 or _is_indented_text(text, full):
        return None
    columns = _usual_count(full)
    start, end = lines[0].start, lines[-1].end
    parted = _halved(rows, columns)
    mended, joined = _joined(parted, columns)
    changes = len(joined) + len(parted) - len(rows)
    if _is_regular(mended, columns) and 0 < changes <= max(1, len(mended) // 5):
        return grids.table(text, mended, start, end, _mended_doubt(text, grids, joined, columns))
    if _is_regular(rows, columns):
        return grids.table(text, rows, start, end)
    doubt = f"表格各行的单元格数不一（多数为 {columns} 个），合并单元格的位置原文没有给出，各行按左对齐放置。"
    grids.doubt(doubt, start, end)
    return grids.table(text, rows, start, end, doubt)


def _is_indented_text(text: str, rows: Sequence[Row]) -> bool:
    """Whether the cells are rather paragraphs indented with a tab: nearly all are long sentences."""
    cells = [cell for row in rows for cell in row]
    sentences = sum(end - start > _LONG_CELL and text[end - 1] in "。；：" for start, end in cells)
    return sentences * 10 >= len(cells) * 7


def _mended_doubt(text: str, grids: Grids, joined: Sequence[Row], columns: int) -> str:
    for row in joined:
        first = next((text[s:e] for s, e in row if e > s), "")[:12].replace("\n", "")
        message = f"以“{first}”开头的一行被空行断开，已按每行 {columns} 个单元格拼回。"
        grids.doubt(message, row[0][0], row[-1][1])
    return f"个别行被空行断开或连在一起，已按每行 {columns} 个单元格还原。"


def _is_list_or_contents(text: str, rows: Sequence[Row]) -> bool:
    """Whether two-column rows are a numbered list with tabs or a table of contents."""
    if max(len(row) for row in rows) > 2:
        return False
    if all(_is_bare_label(text, row[0]) for row in rows):
        return True
    pages = [text[row[-1][0] : row[-1][1]] for row in rows]
    labelled = any(read_label(text[row[0][0] : row[0][1]]) is not None for row in rows)
    return labelled and all(_LONGEST_CONTENTS_PAGE.fullmatch(page) for page in pages)


def _is_bare_label(text: str, cell: Span) -> bool:
    label = read_label(text[cell[0] : cell[1]])
    return label is not None and label.end == cell[1] - cell[0]


def read_tab_rows(text: str, lines: Sequence[TextLine], grids: Grids) -> SourceTable | None:
    """The table in consecutive lines of tab-separated cells; None for one line, a list or a contents page.

    The tabs state the grid: rows with fewer cells end early, and the table says so where they may stand
    elsewhere.
    """
    rows = [_tab_row(text, line) for line in lines]
    if len(rows) < 2 or max(len(row) for row in rows) < 2 or _is_list_or_contents(text, rows):
        return None
    counts = {len(row) for row in rows}
    start, end = lines[0].start, lines[-1].end
    doubt = None
    rows, certain = aligned(text, rows)
    if not certain:
        doubt = f"表格各行的列数不一（{min(counts)}～{max(counts)} 列），短行按左对齐放置。"
        grids.doubt(doubt, start, end)
    return grids.table(text, rows, start, end, doubt)


def _tab_row(text: str, line: TextLine) -> Row:
    """The cells of one line; here a tab at the beginning parts an empty first cell."""
    cells: Row = []
    start = line.start
    while True:
        tab = text.find("\t", start, line.end)
        cells.append(trim(text, start, tab if tab >= 0 else line.end))
        if tab < 0:
            return cells
        start = tab + 1


def read_wrapped_rows(text: str, lines: Sequence[TextLine], grids: Grids) -> SourceTable | None:
    """The table in tab-separated rows whose cells hold line breaks, as copied from a word processor.

    The first line gives the number of columns; each row goes on over the lines until it has as many.
    None where this does not come out even.
    """
    columns = text.count("\t", lines[0].start, lines[0].end) + 1
    rows: list[Row] = []
    start, tabs = -1, 0
    for line in lines:
        start = line.start if start < 0 else start
        tabs += text.count("\t", line.start, line.end)
        if tabs == columns - 1:
            rows.append(_tab_row(text, TextLine(start, line.end, 0, LineKind.TAB_ROW)))
            start, tabs = -1, 0
        elif tabs > columns - 1:
            return None
    if start >= 0 or len(rows) < 2 or columns < 3 or text[lines[-1].start : lines[-1].end].find("\t") < 0:
        return None
    doubt = f"单元格内有换行，已按首行的 {columns} 列把各行拼回。"
    grids.doubt(doubt, lines[0].start, lines[-1].end)
    return grids.table(text, rows, lines[0].start, lines[-1].end, doubt)
