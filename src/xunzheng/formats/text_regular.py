"""Tables of one cell to a line, without any mark, whose rows show in where the numbers come back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from xunzheng.documents.labels import read_label
from xunzheng.documents.outline import SourceTable
from xunzheng.formats.text_grid import Grids, Row, Span
from xunzheng.formats.text_lines import LineKind, TextLine, trim
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.width import fold

_LONGEST_CELL = 40
_LONGEST_HEADING = 20
_MOST_COLUMNS = 12
_FEWEST_LINES = 8
_SLIP = 4  # a wrong total is off by less than a quarter of the sum
_NUMBER = re.compile(
    r"(?:[≥≤<>=]|不低于|不超过)?\s?(?P<value>[+-]?\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,8})?|[+-]?\d{1,12}(?:\.\d{1,8})?)\s?"
    r"(?P<unit>[^\d\s()]{0,8})(?:\([^()]{0,12}\))?"
)
_TIME = re.compile(r"(?:19|20)\d\d年|\d{1,2}月|\d{1,2}日|第?\d季度")
_NOTHING = frozenset({"-", "--", "—", "——", "/", "／", "无", "*", "－", "×"})
_NO_HEADING = re.compile(r"[。；;：:]$|单位[：:]|^注[：:]|^[（(].*[)）]$|^表\s?\d")
_CAPTION = re.compile("表|情况|明细|清单|构成|如下|统计")
_SHORTEST_CAPTION = 8
_TOTAL = re.compile(r"合\s*计|总\s*计|共\s*计")
_WORD, FIGURE, EITHER = "W", "N", "-"


@dataclass(frozen=True, slots=True)
class RegularTable:
    """A table found among lines: the first of its lines, the index after the last, and its rows."""

    first: int
    end: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Layout:
    """Rows of `columns` cells from cell `body` on up to cell `end`; `headed` if headings stand above."""

    columns: int
    body: int
    end: int
    headed: bool


def short_run_end(lines: Sequence[TextLine], first: int) -> int:
    """The index after the last of the short lines, evenly spaced, that begin at `first`.

    A line with lines close below it belongs to those, not to the lines set wider above it.
    """
    if first + 1 >= len(lines) or not _is_short(lines[first]) or lines[first + 1].blanks > 1:
        return first + 1
    at = first + 1
    spacing = lines[at].blanks
    while at < len(lines) and _is_short(lines[at]) and lines[at].blanks == spacing:
        at += 1
    closer = at < len(lines) and lines[at].blanks < spacing
    return max(at - closer, first + 1)


def _is_short(line: TextLine) -> bool:
    return line.kind is LineKind.PLAIN and line.end - line.start <= _LONGEST_CELL


def find_regular(text: str, lines: Sequence[TextLine], first: int, end: int) -> RegularTable | None:
    """The table in the short lines from `first` to `end`; None where its rows are not certain.

    A layout is taken only if every number of the run stands in it and each column holds figures alone or
    words alone in every row, the first of them words; a total row may lack cells. Of several layouts the
    one whose headings open the run goes before one that ends with the last number; what is left open is
    not decided. Without headings it takes a total row, or four rows. Linear in the lines.
    """
    if end - first < _FEWEST_LINES:
        return None
    cells = [trim(text, line.start, line.end) for line in lines[first:end]]
    kinds = "".join(kind_of(text[start:stop]) for start, stop in cells)
    if kinds.count(FIGURE) * 4 < len(kinds):
        return None
    layout = _layout(text, cells, kinds)
    if layout is not None:
        return _table(cells, layout, first, ())
    return _with_short_total(text, cells, kinds, first)


def kind_of(raw: str) -> str:
    """W for words, N for a figure with or without its unit, - for a dash or a date, which suit any column."""
    word = fold(raw)
    if word in _NOTHING or raw in _NOTHING:
        return EITHER
    if _TIME.match(word):
        return EITHER if "日" in word else _WORD
    match = _NUMBER.fullmatch(word)
    if match is None:
        return _WORD
    unit = match["unit"]
    return FIGURE if not unit or unit in "%‰" or unit_named(unit) is not None or "/" in unit else _WORD


def _layout(text: str, cells: Sequence[Span], kinds: str) -> _Layout | None:
    """The one layout of the run; None where there is none or several are left."""
    opening, closing = kinds.find(FIGURE), kinds.rfind(FIGURE) + 1
    found: dict[int, list[_Layout]] = {}
    for columns in range(2, _MOST_COLUMNS + 1):
        for body in range(max(0, opening - columns + 1), opening + 1):
            end = body + -(-(closing - body) // columns) * columns
            if end > len(kinds) or not _holds(text, cells, kinds, columns, body, end):
                continue
            headed = _is_headed(text, cells, columns, body)
            if not headed and not _speaks_for_itself(text, cells, columns, body, end):
                continue
            rank = 0 if headed and body == columns else 1 if end == closing else 2
            found.setdefault(rank, []).append(_Layout(columns, body, end, headed))
    if not found:
        return None
    best = found[min(found)]
    narrow = best[0]
    alike = all(each.columns % narrow.columns == 0 for each in best)
    same = sum(each.columns == narrow.columns for each in best) == 1
    return narrow if alike and same else None


def _holds(text: str, cells: Sequence[Span], kinds: str, columns: int, body: int, end: int) -> bool:
    """Whether each column holds one kind in all of two or more rows, and the first one words."""
    if (end - body) // columns < 2:
        return False
    held = [set(kinds[body + column : end : columns]) - {EITHER} for column in range(columns)]
    if any(len(each) > 1 for each in held) or {FIGURE} not in held[1:]:
        return False
    if held[0] == {_WORD}:
        return True
    serial = [text[slice(*cells[at])].strip() for at in range(body, end, columns)]
    return held[1] == {_WORD} and serial == [str(number + 1) for number in range(len(serial))]


def _is_headed(text: str, cells: Sequence[Span], columns: int, body: int) -> bool:
    if body < columns or not _is_caption(text, cells, body - columns):
        return False
    words = [text[start:end] for start, end in cells[body - columns : body]]
    return len(set(words)) == columns and all(
        len(word) <= _LONGEST_HEADING and not _NO_HEADING.search(word) and read_label(word) is None
        for word in words
    )


def _is_caption(text: str, cells: Sequence[Span], first: int) -> bool:
    """Whether nothing stands right before cell `first` that could be one heading more."""
    if first == 0:
        return True
    word = text[slice(*cells[first - 1])]
    said = _NO_HEADING.search(word) or _CAPTION.search(word) or read_label(word) is not None
    return bool(said) or len(word) >= _SHORTEST_CAPTION


def _speaks_for_itself(text: str, cells: Sequence[Span], columns: int, body: int, end: int) -> bool:
    """Whether rows without headings are a table nonetheless: few columns, a total below, or many rows."""
    rows = (end - body) // columns
    last = text[slice(*cells[end - columns])]
    return (
        columns <= 4
        and _is_caption(text, cells, body)
        and (rows >= 4 or (rows >= 3 and _TOTAL.search(last) is not None))
    )


def _table(cells: Sequence[Span], layout: _Layout, first: int, more: Sequence[Row]) -> RegularTable:
    start = layout.body - layout.columns if layout.headed else layout.body
    rows = [list(cells[at : at + layout.columns]) for at in range(start, layout.end, layout.columns)]
    behind = layout.end + sum(stop > begin for row in more for begin, stop in row)
    return RegularTable(first + start, first + behind, (*rows, *more))


def _with_short_total(text: str, cells: Sequence[Span], kinds: str, first: int) -> RegularTable | None:
    """The table whose total row lacks cells, where only one way to place its numbers is left."""
    closing = kinds.rfind(FIGURE) + 1
    label = next(
        (
            at
            for at in range(closing - 2, max(closing - _MOST_COLUMNS, 0), -1)
            if _TOTAL.search(text[slice(*cells[at])]) and len(text[slice(*cells[at])]) <= _LONGEST_HEADING
        ),
        None,
    )
    if label is None or _WORD in kinds[label + 1 : closing]:
        return None
    layout = _layout(text, cells[:label], kinds[:label])
    if layout is None or layout.end != label:
        return None
    row = _placed(text, cells, kinds, layout, range(label, closing))
    return _table(cells, layout, first, [row]) if row else None


def _placed(text: str, cells: Sequence[Span], kinds: str, layout: _Layout, total: range) -> Row | None:
    """The total row with its numbers below the columns that they add up, or one below each figure column."""
    columns, body = layout.columns, layout.body
    numeric = [c for c in range(1, columns) if FIGURE in set(kinds[body + c : layout.end : columns])]
    numbers = [cells[at] for at in total[1:]]
    if len(numbers) > len(numeric):
        return None
    sums = {c: sum(_values(text, cells[body + c : layout.end : columns]), Decimal(0)) for c in numeric}
    fitting = [
        chosen
        for chosen in combinations(numeric, len(numbers))
        if all(_value(text[slice(*span)]) in (None, sums[c]) for c, span in zip(chosen, numbers, strict=True))
    ]
    places = fitting[0] if len(fitting) == 1 else tuple(numeric) if len(numeric) == len(numbers) else None
    if places is None and not fitting and len(numbers) == 1:
        places = _nearest(_value(text[slice(*numbers[0])]), sums)
    if places is None:
        return None
    empty = cells[total[-1]][1]
    row: Row = [(empty, empty)] * columns
    row[0] = cells[total[0]]
    for column, span in zip(places, numbers, strict=True):
        row[column] = span
    return row


def _nearest(total: Decimal | None, sums: dict[int, Decimal]) -> tuple[int] | None:
    """The one column whose sum the number comes near to, a slip apart."""
    near = [c for c, each in sums.items() if total is not None and abs(each - total) * _SLIP <= abs(each)]
    return (near[0],) if len(near) == 1 else None


def _values(text: str, spans: Sequence[Span]) -> Iterator[Decimal]:
    for start, end in spans:
        value = _value(text[start:end])
        if value is not None:
            yield value


def _value(raw: str) -> Decimal | None:
    match = _NUMBER.fullmatch(fold(raw))
    return Decimal(match["value"].replace(",", "")) if match else None


def regular_table(text: str, found: RegularTable, grids: Grids) -> SourceTable | None:
    """The table on its grid, without a doubt: its own numbers say where the rows begin."""
    spans = [span for row in found.rows for span in row]
    return grids.table(text, found.rows, min(spans)[0], max(end for _, end in spans))
