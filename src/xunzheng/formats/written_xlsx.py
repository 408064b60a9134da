"""The writer for workbooks: a sheet for the text, one for each table, charts beside their values."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter  # type: ignore[import-untyped]  # it brings no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it brings no types

from xunzheng.documents.manuscript import Chart, Grid, Heading, Manuscript, NewPage, Passage, Piece
from xunzheng.documents.manuscript_document import chart_grid
from xunzheng.formats.written_refusal import Unwritable
from xunzheng.formats.written_xlsx_charts import insert_chart
from xunzheng.formats.written_xlsx_names import sheet_name
from xunzheng.formats.written_xlsx_sheet import Looks, column_widths, write_grid, write_line

_LONGEST_TEXT = 32_767
_MOST_ROWS = 1_048_000
_MOST_COLUMNS = 16_384
_TEXT_WIDTH = 76.0
_LYING_WIDTH = 130.0
_CHART_WIDTH = 46.0
_NEUTRAL = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one sheet holds: lines of text above, then a grid with or without a chart, or text alone."""

    above: tuple[Piece, ...]
    grid: Grid | None = None
    chart: Chart | None = None
    lying: bool = False


def write_xlsx(manuscript: Manuscript) -> bytes:
    """The manuscript as a workbook.

    Headings and passages stand on a first sheet, in their order; each grid and each chart follows on a
    sheet of its own, named by its caption (`workbook_order` is that order as a manuscript). Without text
    the title stands above the first grid. Numbers are stored as numbers where Excel can show them in the
    digits that were written. A text is never a formula or a link.

    Raises `Unwritable` for what a workbook cannot hold: texts over 32,767 characters, too many rows.

    Example: ``write_xlsx(Manuscript("表", (Grid(((Slot("a"),),), (1,)),)))[:2] == b"PK"``.
    """
    _refuse_too_large(manuscript)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": manuscript.title[:255], "created": _NEUTRAL})
    looks = Looks(book)
    taken: set[str] = set()
    for leaf in _leaves(manuscript):
        _write_leaf(book, looks, leaf, manuscript, taken)
    book.close()
    return target.getvalue()


def workbook_order(manuscript: Manuscript) -> Manuscript:
    """The manuscript in the order in which a workbook has it: the text first, then the grids and charts."""
    pieces = (piece for leaf in _leaves(manuscript) for piece in (*leaf.above, leaf.chart or leaf.grid))
    kept = tuple(piece for piece in pieces if piece is not None)
    return Manuscript("", kept, language=manuscript.language)


def _leaves(manuscript: Manuscript) -> Iterator[Leaf]:
    titles = tuple(Passage(text) for text in (manuscript.title, manuscript.subtitle) if text)
    text = tuple(piece for piece in manuscript.pieces if isinstance(piece, Heading | Passage))
    lying, shown = False, False
    if text or not any(isinstance(piece, Grid | Chart) for piece in manuscript.pieces):
        yield Leaf(titles + text)
        shown = True
    for piece in manuscript.pieces:
        if isinstance(piece, NewPage):
            lying = piece.lying
        elif isinstance(piece, Grid | Chart):
            above = () if shown else titles
            shown = True
            grid = piece if isinstance(piece, Grid) else chart_grid(piece)
            yield Leaf(above, grid, piece if isinstance(piece, Chart) else None, lying)


def _write_leaf(
    book: xlsxwriter.Workbook, looks: Looks, leaf: Leaf, manuscript: Manuscript, taken: set[str]
) -> None:
    lines = [piece.text for piece in leaf.above if isinstance(piece, Heading | Passage)]
    caption = leaf.grid.caption if leaf.grid is not None else ""
    first = next((line for line in (*lines, caption) if line), "")
    sheet = book.add_worksheet(sheet_name(first, taken, "报告" if leaf.grid is None else ""))
    _set_up_page(sheet, leaf, manuscript)
    widths = [_TEXT_WIDTH] if leaf.grid is None else column_widths(leaf.grid, _whole_width(leaf))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    names = (["title"] if manuscript.title else []) + (["subtitle"] if manuscript.subtitle else [])
    for row, piece in enumerate(leaf.above):
        write_line(sheet, looks, row, widths, piece, names[row] if row < len(names) else "")
    if leaf.grid is not None:
        placed = write_grid(sheet, looks, len(leaf.above), leaf.grid, widths)
        if leaf.chart is not None:
            insert_chart(book, sheet, leaf.chart, placed.head_row, len(widths))


def _whole_width(leaf: Leaf) -> float:
    """The width of all columns together, in characters: what a page holds, or leaves beside a chart."""
    if leaf.chart is not None:
        return _CHART_WIDTH
    return _LYING_WIDTH if leaf.lying else _TEXT_WIDTH


def _set_up_page(sheet: Worksheet, leaf: Leaf, manuscript: Manuscript) -> None:
    sheet.set_paper(9)
    sheet.set_margins(left=0.7, right=0.7, top=0.9, bottom=0.9)
    sheet.fit_to_pages(1, 0)
    if leaf.lying or leaf.chart is not None or (leaf.grid is not None and len(leaf.grid.widths) > 9):
        sheet.set_landscape()
    if leaf.grid is not None:
        sheet.center_horizontally()
    if manuscript.header:
        sheet.set_header("&C" + manuscript.header.replace("&", "&&")[:200])
    sheet.set_footer("&C— &P —")


def _refuse_too_large(manuscript: Manuscript) -> None:
    for text in _texts(manuscript):
        if len(text) > _LONGEST_TEXT:
            found = (
                f"有一段文字长 {len(text):,} 个字符（“{text[:20]}…”），一个单元格最多 {_LONGEST_TEXT:,} 个"
            )
            raise Unwritable(" xlsx 文件", found, "分段，或写成 docx、pdf")
    for piece in manuscript.pieces:
        if isinstance(piece, Grid) and (len(piece.rows) > _MOST_ROWS or len(piece.widths) > _MOST_COLUMNS):
            found = f"表格“{piece.caption[:20]}”有 {len(piece.rows):,} 行 {len(piece.widths):,} 列"
            raise Unwritable(" xlsx 文件", found, f"拆成不超过 {_MOST_ROWS:,} 行、{_MOST_COLUMNS:,} 列的表")


def _texts(manuscript: Manuscript) -> Iterator[str]:
    yield from (manuscript.title, manuscript.subtitle)
    for piece in manuscript.pieces:
        if isinstance(piece, Heading | Passage):
            yield piece.text
        elif isinstance(piece, Grid):
            yield from (piece.caption, piece.note)
            yield from (slot.text for row in piece.rows for slot in row)
        elif isinstance(piece, Chart):
            yield from _chart_texts(piece)


def _chart_texts(chart: Chart) -> Sequence[str]:
    return (chart.title, *chart.labels, *(series.name for series in chart.series))
