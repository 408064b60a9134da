"""The line that a place stands in, cut to the width of the page around the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len

from xunzheng.audit.finding import Place
from xunzheng.documents.model import Cell, Document, Table

_LONGEST_CELL = 14


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is printed: the text before the place, the place itself, and the text after it."""

    before: str
    quote: str
    after: str


def grouped(document: Document, places: Sequence[Place], width: int) -> list[tuple[Place, ...]]:
    """The places in groups that are shown in one quotation: in one line and near each other."""
    groups: list[tuple[Place, ...]] = []
    for place in places:
        for index, group in enumerate(groups):
            if _fits(document, (*group, place), width):
                groups[index] = (*group, place)
                break
        else:
            groups.append((place,))
    return groups


def spanned(document: Document, group: Sequence[Place]) -> Place:
    """The place from the first character of the group to its last."""
    start, end = min(place.start for place in group), max(place.end for place in group)
    return replace(group[0], start=start, end=end, quote=document.text[start:end])


def split_marks(shown: Quotation, group: Sequence[Place]) -> list[tuple[str, bool]]:
    """The quote cut into what is marked and what stands between; one marked piece if it was shortened."""
    start, end = min(place.start for place in group), max(place.end for place in group)
    if len(shown.quote) != end - start:
        return [(shown.quote, True)]
    marked = [False] * len(shown.quote)
    for place in group:
        marked[place.start - start : place.end - start] = [True] * (place.end - place.start)
    pieces: list[tuple[str, bool]] = []
    for character, mark in zip(shown.quote, marked, strict=True):
        if pieces and pieces[-1][1] is mark:
            pieces[-1] = (pieces[-1][0] + character, mark)
        else:
            pieces.append((character, mark))
    return pieces


def _fits(document: Document, group: Sequence[Place], width: int) -> bool:
    if len({(place.block, place.line) for place in group}) > 1 or any(
        place.row is not None for place in group
    ):
        return False
    place = spanned(document, group)
    near = place.end - place.start <= width
    return near and "\n" not in place.quote and cell_len(place.quote) <= width - 8


def quotation(document: Document, place: Place, width: int) -> Quotation:
    """The place in its line, or in its row for a place in a table, in at most `width` columns."""
    table = _table_of(document, place)
    if table is not None and place.row is not None:
        return _fit(_in_row(table, place), width)
    return _fit(_in_line(document.text, place.start, place.end, width), width)


def place_name(document: Document, place: Place) -> str:
    """Where a place is, as a person looks it up: line, section, and row and column in a table."""
    path = " ＞ ".join(_short(title, 24) for title in place.section[-2:])
    parts = [f"第{place.line}行", path]
    if _table_of(document, place) is not None and place.row is not None:
        column = "" if place.column is None else f"第{place.column + 1}列"
        parts.append(f"表内第{place.row + 1}行{column}")
    return " · ".join(part for part in parts if part)


def _table_of(document: Document, place: Place) -> Table | None:
    block = document.blocks[place.block] if 0 <= place.block < len(document.blocks) else None
    return block if isinstance(block, Table) else None


def _in_row(table: Table, place: Place) -> Quotation:
    row = (cell for cell in table.cells if place.row is not None and _covers(cell, place.row))
    cells = [cell for cell in row if cell.text.strip()]
    before = "".join(f"{_short(cell.text, _LONGEST_CELL)} │ " for cell in cells if cell.end < place.end)
    after = "".join(f" │ {_short(cell.text, _LONGEST_CELL)}" for cell in cells if cell.start > place.start)
    return Quotation(before, place.quote or "（空）", after)


def _covers(cell: Cell, row: int) -> bool:
    return cell.row <= row < cell.row + cell.row_span


def _in_line(text: str, start: int, end: int, width: int) -> Quotation:
    left, right = max(0, start - width), end + width
    line_start = text.rfind("\n", left, start) + 1 or left
    line_end = text.find("\n", end, right)
    before = text[line_start:start]
    after = text[end : right if line_end < 0 else line_end]
    quote = text[start : min(end, start + 2 * width)]
    return Quotation(before, quote, after)


def _fit(shown: Quotation, width: int) -> Quotation:
    """Cut the sides, and the quote where it alone is too long, each cut shown by an ellipsis."""
    quote = _cut_end(shown.quote, width)
    room = max(0, width - cell_len(quote))
    after = _cut_end(shown.after, max(room // 2, room - cell_len(shown.before)))
    before = _cut_end(shown.before[::-1], room - cell_len(after))[::-1]
    return Quotation(before.lstrip("\u3000 "), quote, after.rstrip())


def _cut_end(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    kept, used = 0, 2  # the ellipsis takes up to two columns
    for character in text:
        used += cell_len(character)
        if used > width:
            break
        kept += 1
    return text[:kept] + "…" if width >= 2 else ""


def _short(text: str, longest: int) -> str:
    flat = " ".join(text[: 4 * longest].split())
    return flat if len(flat) <= longest else flat[: longest - 1] + "…"
