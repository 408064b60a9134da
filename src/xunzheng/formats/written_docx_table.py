"""Grids as tables of a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape

from xunzheng.documents.manuscript import Alignment, Grid
from xunzheng.documents.manuscript_grid import Spot, header_end, place
from xunzheng.formats.written_refusal import Unwritable
from xunzheng.formats.written_widths import cell_size, fit_columns

_SIDES = {
    Alignment.LEFT: "",
    Alignment.CENTRE: '<w:jc w:val="center"/>',
    Alignment.RIGHT: '<w:jc w:val="right"/>',
}
_EDGE = 'w:val="single" w:sz="4" w:space="0" w:color="333333"'
_BORDERS = "".join(
    f"<w:{side} {_EDGE}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_HEAD_FACE = '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体"/>'
_TWIPS = 20  # of one point
_PADDING = 150
_USUAL_SIZE = 21  # of the style, in half points
_MOST_COLUMNS = 63  # more are no table to Word
_WHOLE_ROW = 600  # characters: a row with a longer text may break over pages


def table(grid: Grid, width: int, style: str) -> Iterator[str]:
    """The table over `width` twips, row by row, with its head repeated; `style` is that of its paragraphs."""
    if len(grid.widths) > _MOST_COLUMNS:
        found = f"表格“{grid.caption[:20]}”有 {len(grid.widths)} 列，Word 的表格最多 {_MOST_COLUMNS} 列"
        raise Unwritable(" Word 文件", found, "拆成几张表，或写成 xlsx、html")
    rows = place(grid)
    head = header_end(grid, rows)
    size = cell_size(len(grid.widths))
    widths = whole_widths(fit_columns(grid, rows, width, size * _TWIPS, _PADDING), width)
    columns = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        '<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        f"{columns}</w:tblGrid>"
    )
    writer = _Rows(widths, style, round(2 * size))
    for number, spots in enumerate(rows):
        yield writer.row(number, spots, number < head)
    yield "</w:tbl>"


def whole_widths(widths: Sequence[float], width: int) -> list[int]:
    """The widths of the columns in whole twips, together exactly `width`.

    >>> whole_widths([33.4, 33.3, 33.3], 100)
    [33, 34, 33]
    """
    edges = [round(edge) for edge in accumulate(widths, initial=0)]
    edges[-1] = width
    return [right - left for left, right in pairwise(edges)]


class _Rows:
    """Writes rows; what a cell covers in the rows below goes on there."""

    def __init__(self, widths: Sequence[int], style: str, half_points: int) -> None:
        self._edges = list(accumulate(widths, initial=0))
        self._style = style
        self._over: dict[int, Spot] = {}
        size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        self._size = size if half_points != _USUAL_SIZE else ""

    def row(self, number: int, spots: Sequence[Spot], is_head: bool) -> str:
        going_on = {column: spot for column, spot in self._over.items() if spot.end_row > number}
        begun = {spot.column: spot for spot in spots}
        cells = []
        for column, spot in sorted((going_on | begun).items()):
            cells.append(self._cell(spot, column in going_on, is_head))
        self._over = going_on | {spot.column: spot for spot in spots if spot.slot.row_span > 1}
        whole = "<w:cantSplit/>" if all(len(spot.slot.text) < _WHOLE_ROW for spot in spots) else ""
        repeated = "<w:tblHeader/>" if is_head else ""
        return f"<w:tr><w:trPr>{whole}{repeated}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell(self, spot: Spot, goes_on: bool, in_head: bool) -> str:
        slot = spot.slot
        width = self._edges[spot.end_column] - self._edges[spot.column]
        span = f'<w:gridSpan w:val="{slot.column_span}"/>' if slot.column_span > 1 else ""
        merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if slot.row_span > 1 else ""
        is_head = in_head or slot.heading
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="F0F0F0"/>' if is_head else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}'
            '<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{self._style}"/>{_SIDES[slot.align]}</w:pPr>'
            f"{self._run('' if goes_on else slot.text, is_head)}</w:p></w:tc>"
        )

    def _run(self, text: str, is_head: bool) -> str:
        if not text:
            return ""
        look = (_HEAD_FACE if is_head else "") + self._size
        look = f"<w:rPr>{look}</w:rPr>" if look else ""
        return f'<w:r>{look}<w:t xml:space="preserve">{escape(text).replace(chr(10), _BREAK)}</w:t></w:r>'
