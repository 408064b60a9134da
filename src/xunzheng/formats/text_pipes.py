"""Tables drawn with vertical bars: Markdown, box drawing, and bars alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from xunzheng.documents.outline import SourceTable
from xunzheng.formats.text_alignment import aligned
from xunzheng.formats.text_grid import Grids, Row
from xunzheng.formats.text_lines import LineKind, TextLine, trim

_BAR = re.compile(r"(?<!\\)[|｜│┃∣]")
_RULE = re.compile(r"[-:=+_—─━┄┈┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝═|｜│┃∣ \t\u3000]+")
_STROKE = re.compile(r"[-=_—─━═]{2}|^[|:+]*-[|:+-]*$")
_MOST_WRAPPED = 20


def is_rule(raw: str) -> bool:
    """Whether a line only draws: `|---|:-:|`, `+----+`, `├──┼──┤`."""
    return _RULE.fullmatch(raw) is not None and _STROKE.search(raw) is not None


def pipe_run_end(text: str, lines: Sequence[TextLine], first: int) -> int:
    """The index after the last line of the run of bar lines that begins at `first`.

    Lines that only draw belong to it, and one blank line between rows that both begin with a bar.
    """
    at = first + 1
    while at < len(lines):
        line = lines[at]
        is_row = line.kind is LineKind.PIPE
        if not is_row and not (line.blanks == 0 and is_rule(text[line.start : line.end])):
            if not _is_wrapped(text, lines, at):
                break
        elif line.blanks > 1 or (line.blanks == 1 and not _begins_with_bar(text, line)):
            break
        at += 1
    return at


def _begins_with_bar(text: str, line: TextLine) -> bool:
    return _BAR.match(text[line.start : line.end].lstrip()) is not None


def _ends_with_bar(text: str, line: TextLine) -> bool:
    raw = text[line.start : line.end].rstrip()
    return bool(raw) and _BAR.search(raw[-2:]) is not None and _BAR.match(raw[-1]) is not None


def _is_wrapped(text: str, lines: Sequence[TextLine], at: int) -> bool:
    """Whether a plain line goes on with a cell: the row above is open, a row with bars follows."""
    before = lines[at - 1]
    if lines[at].blanks or at + 1 >= len(lines) or before.kind is not LineKind.PIPE:
        return False
    is_open = _begins_with_bar(text, before) and not _ends_with_bar(text, before)
    return is_open and lines[at + 1].kind is LineKind.PIPE and lines[at + 1].blanks == 0


def _logical_rows(text: str, lines: Sequence[TextLine]) -> list[tuple[int, int]]:
    """The spans of the rows: a row that opens with a bar goes on until a line that closes with one."""
    rows: list[tuple[int, int]] = []
    joins = _begins_with_bar(text, lines[0]) and _ends_with_bar(text, lines[0])
    open_lines = 0
    for line in lines:
        if is_rule(text[line.start : line.end]):
            open_lines = 0
            continue
        if 0 < open_lines < _MOST_WRAPPED and not _begins_with_bar(text, line):
            rows[-1] = (rows[-1][0], line.end)
        else:
            rows.append((line.start, line.end))
        is_open = joins and not _ends_with_bar(text, line)
        open_lines = open_lines + 1 if is_open else 0
    return rows


def _bars(text: str, start: int, end: int) -> list[int]:
    return [start + match.start() for match in _BAR.finditer(text[start:end])]


def _is_framed(text: str, rows: Sequence[tuple[int, int]]) -> tuple[bool, bool]:
    """Whether bars stand at the left and at the right edge of the table, parting no cells there."""
    spans = [trim(text, start, end) for start, end in rows]
    left = _BAR.match(text, spans[0][0]) is not None
    right = left or all(_BAR.match(text, end - 1) is not None for _, end in spans)
    return left, right


def _cells(text: str, start: int, end: int, framed: tuple[bool, bool]) -> Row:
    start, end = trim(text, start, end)
    bars = _bars(text, start, end)
    if framed[0] and bars and bars[0] == start:
        start, bars = start + 1, bars[1:]
    if framed[1] and bars and bars[-1] == end - 1:
        end, bars = end - 1, bars[:-1]
    edges = [start - 1, *bars, end]
    return [trim(text, left + 1, right) for left, right in pairwise(edges)]


def read_pipes(text: str, lines: Sequence[TextLine], grids: Grids) -> SourceTable | None:
    """The table in a run of bar lines; None where they are no table (fewer than two rows or columns).

    An escaped bar (`\\|`) belongs to its cell. Rows of unequal length are kept as they are, filled from
    the left; where they may stand elsewhere, the table says so.
    """
    spans = _logical_rows(text, lines)
    if len(spans) < 2:
        return None
    framed = _is_framed(text, spans)
    rows = [_cells(text, start, end, framed) for start, end in spans]
    if max(len(row) for row in rows) < 2:
        return None
    counts = {len(row) for row in rows}
    doubt = None
    rows, certain = aligned(text, rows)
    if not certain:
        doubt = (
            f"表格各行的列数不一（{min(counts)}～{max(counts)} 列），短行按左对齐放置，合并单元格可能错位。"
        )
        grids.doubt(doubt, lines[0].start, lines[-1].end)
    return grids.table(text, rows, lines[0].start, lines[-1].end, doubt)
