"""The writer for PDF: a fixed typst page that is handed the manuscript as data, never as markup."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from xunzheng.documents.manuscript import (
    RESULT_MARK,
    Alignment,
    Chart,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
)
from xunzheng.documents.manuscript_grid import Spot, header_end, place
from xunzheng.formats.chart_pictures import draw_charts
from xunzheng.formats.charts import shape_of
from xunzheng.formats.typesetting import typesetter
from xunzheng.formats.written_refusal import Unwritable
from xunzheng.formats.written_widths import break_title, cell_size, fit_columns

_LEAST_CONTENTS = 3
_TITLE_ROOM = 20.0  # characters
_WIDTHS = {
    False: 442.2,
    True: 637.8,
}  # of the type area, upright and lying, in points; the one is as high as the other is wide
_TITLE_HEIGHT = 40.0  # of a chart, with the space around it
_PADDING = 8.0
_MANY_ROWS = 300
_MOST_ROWS = 20_000
_WHAT = " PDF 文件"
_FEW = 25  # lines, or characters in the narrowest column
Told = dict[str, object]


def write_pdf(manuscript: Manuscript) -> bytes:
    """The manuscript in the layout of GB/T 9704-2012, tagged, with bookmarks, contents and page numbers.

    Faces that the standard names are used where the machine has them, otherwise Noto's. Nothing in a text
    is read as markup or code: the page is fixed, the texts are data. Raises `Unwritable` where typst or a
    Chinese font is missing, where the tables have more than 20,000 rows, and where one has more columns than
    the page has room for.

    Example: ``write_pdf(Manuscript("报告", ())).startswith(b"%PDF")``.
    """
    setter = typesetter()
    rows = sum(len(piece.rows) for piece in manuscript.pieces if isinstance(piece, Grid))
    if rows > _MOST_ROWS:
        found = f"表格共有 {rows} 行，一份 PDF 最多写 {_MOST_ROWS} 行"
        raise Unwritable(_WHAT, found, "写成 xlsx，或分成几份")
    drawn = draw_charts((piece for piece in manuscript.pieces if isinstance(piece, Chart)), "svg")
    pictures = {chart: f"picture{number}" for number, chart in enumerate(drawn)}
    told = {
        "title": manuscript.title,
        "keywords": [RESULT_MARK] if manuscript.is_result else [],
        "title-cut": len(manuscript.title[: break_title(manuscript.title, _TITLE_ROOM)].encode()),
        "subtitle": manuscript.subtitle,
        "header": manuscript.header,
        "language": manuscript.language if manuscript.language in ("zh", "en") else "zh",
        "families": setter.families,
        "plain-title": setter.has("title"),
        "pieces": list(_told_pieces(manuscript, pictures)),
    }
    inputs = {"manuscript": json.dumps(told, ensure_ascii=False)}
    inputs |= {pictures[chart]: picture.decode() for chart, picture in drawn.items()}
    return setter.make(_page(), "pdf", inputs, is_long=rows > _MANY_ROWS)


@lru_cache(maxsize=1)
def _page() -> bytes:
    return files("xunzheng.formats").joinpath("written_pdf.typ").read_bytes()


def _kept(manuscript: Manuscript) -> list[Piece]:
    """The pieces without contents that would list next to nothing."""
    headings = [piece for piece in manuscript.pieces if isinstance(piece, Heading)]

    def is_kept(piece: Piece) -> bool:
        if not isinstance(piece, Contents):
            return True
        return sum(heading.level <= piece.depth for heading in headings) >= _LEAST_CONTENTS

    return [piece for piece in manuscript.pieces if is_kept(piece)]


def _told_pieces(manuscript: Manuscript, pictures: Mapping[Chart, str]) -> Iterator[Told]:
    lying = False
    for piece in _kept(manuscript):
        lying = piece.lying if isinstance(piece, NewPage) else lying
        if isinstance(piece, Grid):
            yield _told_grid(piece, _WIDTHS[lying])
        else:
            yield _told(piece, pictures, lying)


def _told(
    piece: Heading | Passage | Chart | NewPage | Contents, pictures: Mapping[Chart, str], lying: bool
) -> Told:
    if isinstance(piece, Heading):
        return {"is": "heading", "level": piece.level, "text": piece.text}
    if isinstance(piece, Passage):
        return {"is": "passage", "role": piece.role.value, "text": piece.text}
    if isinstance(piece, Chart):
        said = piece.alternative or piece.title
        share = min(1.0, (_WIDTHS[not lying] - _TITLE_HEIGHT) * shape_of(piece) / _WIDTHS[lying])
        drawn = {"picture": pictures[piece], "share": round(share, 4)}
        return {"is": "chart", **drawn, "title": piece.title, "said": said}
    if isinstance(piece, NewPage):
        return {"is": "page", "lying": piece.lying}
    return {"is": "contents", "depth": piece.depth}


def _told_grid(grid: Grid, width: float) -> Told:
    rows = place(grid)
    head = header_end(grid, rows)
    size = cell_size(len(grid.widths))
    _refuse_too_many_columns(grid, int(width / (size + _PADDING)), width == _WIDTHS[True])
    widths = fit_columns(grid, rows, width, size, _PADDING)
    sides = _sides(rows, len(grid.widths))
    cells = [_told_cell(spot, sides, number < head) for number, spots in enumerate(rows) for spot in spots]
    return {
        "is": "grid",
        "caption": grid.caption,
        "note": grid.note,
        "widths": [round(each, 2) for each in widths],
        "whole-rows": all(_is_short(spot, widths, size) for spots in rows for spot in spots),
        "size": size,
        "sides": [side.value for side in sides],
        "head": head,
        "head-cells": sum(len(spots) for spots in rows[:head]),
        "cells": cells,
    }


def _refuse_too_many_columns(grid: Grid, most: int, lying: bool) -> None:
    """Refuse a grid with columns that would not hold a character, whose texts would lie on one another."""
    if len(grid.widths) > most:
        table = f"表“{grid.caption[:30]}”" if grid.caption else "一张表"
        found = f"{table}有 {len(grid.widths)} 列，{'横排' if lying else '竖排'}的页面最多放 {most} 列"
        advice = "分成几张表，或写成 xlsx" if lying else "改为横排、分成几张表，或写成 xlsx"
        raise Unwritable(_WHAT, found, advice)


def _sides(rows: Sequence[Sequence[Spot]], columns: int) -> list[Alignment]:
    """The side on which most of each column's cells stand."""
    seen: list[Counter[Alignment]] = [Counter() for _ in range(columns)]
    for spots in rows:
        for spot in spots:
            seen[spot.column][spot.slot.align] += 1
    return [counts.most_common(1)[0][0] if counts else Alignment.LEFT for counts in seen]


def _told_cell(spot: Spot, sides: Sequence[Alignment], in_head: bool) -> object:
    """The text alone where the cell is like its column; long tables are mostly such cells."""
    slot = spot.slot
    is_single = slot.row_span == slot.column_span == 1
    if is_single and slot.align is sides[spot.column] and not (slot.heading or in_head):
        return slot.text
    return (slot.text, slot.row_span, slot.column_span, slot.align.value, slot.heading)


def _is_short(spot: Spot, widths: Sequence[float], size: float) -> bool:
    """Whether a cell fills no more than a part of the page, so that its row need not break."""
    text = spot.slot.text
    if len(text) < _FEW:
        return True
    lines = len(text) * size / (sum(widths[spot.column : spot.end_column]) - _PADDING)
    return lines + text.count("\n") < _FEW
