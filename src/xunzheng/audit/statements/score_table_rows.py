"""The rows of a score table put in their columns, and what each row is."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xunzheng.audit.layout import Role
from xunzheng.audit.statements.score_table_cells import read_points
from xunzheng.audit.statements.score_table_columns import Columns, Grid, bare
from xunzheng.audit.statements.score_table_placing import place
from xunzheng.documents.model import Cell

_TOTAL = re.compile(
    r"(?:自评|评价|考核|综合|最终|绩效|指标|项目)*(?:合计|总计|总分|总得分|总评分|得分合计|分值合计|综合得分|综合评分|自评得分|评价得分)"
    r"(?:值|得分|分值)?(?:\d{1,4}(?:\.\d+)?分?)?"
)
_SUBTOTAL = re.compile(r".{0,10}小计")
_GRADE = re.compile(r"(?:综合|自评|绩效|考核|评定|评价|结果|结论)*(?:等级|等次|评级)\S{0,4}")
_END = re.compile(
    r"(?:备注|注|说明|填表|填报|填写|审核|负责人|联系|其他|其它|评价结论|自评结论|评价结果|自评结果|结论|存在|改进|评价人|"
    r"评价组|专家|主管部门|实施单位|单位|日期|年度总体目标|总体目标|佐证|附件|表格|审批)"
)


class RowKind(enum.Enum):
    """What a row below the header is."""

    INDICATOR = "indicator"
    TOTAL = "total"
    SUBTOTAL = "subtotal"
    GRADE = "grade"
    OTHER = "other"  # remarks and signatures


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its own cells by column; cells that merely reach down into it from above are left out."""

    kind: RowKind
    cells: dict[int, Cell]
    in_order: tuple[Cell, ...]

    def text(self, column: int | None) -> str:
        """The text of the cell in a column, empty where there is none."""
        cell = self.cells.get(column) if column is not None else None
        return cell.text if cell is not None else ""


def _own_cells(grid: Grid, row: int) -> list[Cell]:
    cells: list[Cell] = []
    for cell in grid[row]:
        if cell is not None and cell.row == row and (not cells or cells[-1] is not cell):
            cells.append(cell)
    return cells


def _placed(grid: Grid, row: int, columns: Columns) -> dict[int, Cell]:
    """The row's cells by column; those of a row with fewer cells than the header go where they suit."""
    cells = _own_cells(grid, row)
    used = grid[row][: columns.width]
    missing = columns.width - max((at + 1 for at, cell in enumerate(used) if cell is not None), default=0)
    if missing <= 0 or not cells or any(cell is not None and cell.row != row for cell in used):
        return {cell.column: cell for cell in cells}
    return place(cells, columns)


def is_total_label(text: str) -> bool:
    """Whether a cell opens a row of totals: 合计, 总分, 自评得分 …"""
    return _TOTAL.fullmatch(bare(text)) is not None


def _labelled_kind(own: Sequence[Cell]) -> RowKind | None:
    """The kind of a row that opens with 合计, 小计 or 等级; None for others."""
    words = bare(next(cell.text for cell in own if cell.text))
    if _TOTAL.fullmatch(words):
        return RowKind.TOTAL
    if _SUBTOTAL.fullmatch(words):
        return RowKind.SUBTOTAL
    return RowKind.GRADE if _GRADE.fullmatch(words) else None


def _is_remark(cells: dict[int, Cell], own: Sequence[Cell], columns: Columns) -> bool:
    """Whether a row below the indicators is a remark or a signature: no number, no target of its own."""
    first = next(cell for cell in own if cell.text)
    if not _END.match(bare(first.text)) or first.column > columns.levels[0]:
        return False
    if any(column in cells and read_points(cells[column].text) is not None for column in columns.numeric()):
        return False
    target = columns.places.get(Role.TARGET)
    has_name = any(level in cells and cells[level].text for level in columns.levels[1:])
    return not (has_name and target in cells and cells[target].text)


def sheet_rows(grid: Grid, columns: Columns) -> Iterator[SheetRow]:
    """The rows below the header, in order, each with its kind; blank rows and repeated headers left out."""
    header = [_words(_own_cells(grid, row)) for row in range(columns.first_row, columns.body_row)]
    for row in range(columns.body_row, len(grid)):
        own = _own_cells(grid, row)
        if not any(cell.text for cell in own) or _words(own) in header:
            continue
        kind = _labelled_kind(own)
        # The cells of a total stand where they stand: with one number missing they would fit anywhere.
        cells = {cell.column: cell for cell in own} if kind else _placed(grid, row, columns)
        if kind is None:
            kind = RowKind.OTHER if _is_remark(cells, own, columns) else RowKind.INDICATOR
        yield SheetRow(kind, cells, tuple(own))


def _words(cells: Sequence[Cell]) -> list[str]:
    return [bare(cell.text) for cell in cells if cell.text]
