"""Targets whose sign and unit stand in columns of their own (指标性质, 度量单位), put together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.documents.model import Document, Table
from xunzheng.quantities.width import fold

_SIGN_HEADER = re.compile(r"指标(?:性质|方向|符号)|(?:计算|比较|运算)?符号|运算符")
_UNIT_HEADER = re.compile(r"(?:度量|计量|指标)?单位")
_SIGN = re.compile(r"[≥≤><=]|>=|<=|(?:大于|小于)(?:等于)?|等于")
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,8})?")
_MOST_HEADER_ROWS = 30
_LONGEST_UNIT = 8


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of signs and units, None where the table has none, and their cells by row."""

    signs: dict[int, str]
    units: dict[int, str]


def complete_targets(document: Document, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The sheets with the sign and unit of such columns written into the targets; others unchanged.

    Only targets that are bare numbers are completed: `12` between ≥ and 次 becomes `≥12次`, at the
    place of the number. Time is linear in the tables.
    """
    tables = {table.index: table for table in document.tables()}
    return tuple(_complete(sheet, tables.get(sheet.table)) for sheet in sheets)


def _complete(sheet: Sheet, table: Table | None) -> Sheet:
    columns = _columns(table) if table is not None else None
    if columns is None:
        return sheet
    return replace(sheet, nodes=tuple(_completed(node, columns) for node in sheet.nodes))


def _columns(table: Table) -> _Columns | None:
    header = [cell for cell in table.cells if cell.row < _MOST_HEADER_ROWS and len(cell.text) < 12]
    sign = next((cell for cell in header if _SIGN_HEADER.fullmatch(_bare(cell.text))), None)
    if sign is None:
        return None
    unit = next(
        (cell for cell in header if cell.row == sign.row and _UNIT_HEADER.fullmatch(_bare(cell.text))), None
    )
    signs = {c.row: _bare(c.text) for c in table.cells if c.column == sign.column and c.row > sign.row}
    if unit is None:
        return _Columns(signs, {})
    units = {c.row: _bare(c.text) for c in table.cells if c.column == unit.column and c.row > unit.row}
    return _Columns(signs, units)


def _bare(text: str) -> str:
    return re.sub(r"\s", "", fold(text[:40]))


def _completed(node: SheetNode, columns: _Columns) -> SheetNode:
    children = tuple(_completed(child, columns) for child in node.children)
    target = node.target
    if target is None or target.place.row is None or not _NUMBER.fullmatch(_bare(target.text)):
        return replace(node, children=children)
    sign, unit = columns.signs.get(target.place.row, ""), columns.units.get(target.place.row, "")
    written = (
        (sign if _SIGN.fullmatch(sign) else "")
        + _bare(target.text)
        + (unit if len(unit) <= _LONGEST_UNIT else "")
    )
    return replace(node, children=children, target=Stated(written, target.place, target.value))
