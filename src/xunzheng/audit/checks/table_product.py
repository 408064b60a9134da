"""In a table, price times quantity is the amount beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.documents.model import Cell, Table
from xunzheng.quantities.scan import mentions
from xunzheng.quantities.width import fold
from xunzheng.quantities.writing import write_number

_PRICE = re.compile(r"单价|标准|每\S{1,3}(?:补助|补贴|投资)")
_COUNT = re.compile(r"数量|人数|户数|面积|工程量|里程|台数|套数|规模")
_AMOUNT = re.compile(r"金额|合价|总价|投资|资金|小计|支出|补助额")
_SCALES = {Decimal(1): "", Decimal("0.0001"): " ÷ 10000", Decimal(10000): " × 10000"}


@dataclass(frozen=True, slots=True)
class _Columns:
    price: int
    count: int
    amount: int


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Tables with a price, a quantity and an amount column: rows that break the scale of the others.

    Units need not be stated: most rows must agree on one power of ten between product and amount; a
    row that does not is wrong. With no two rows in agreement, nothing is said.
    """
    for table in reading.document.tables():
        columns = _columns(table)
        if columns is not None:
            yield from _rows(reading, table, columns)


def _columns(table: Table) -> _Columns | None:
    heads = {cell.column: fold(cell.text) for cell in table.cells if cell.row == 0}
    price = next((c for c, text in heads.items() if _PRICE.search(text)), None)
    count = next((c for c, text in heads.items() if _COUNT.search(text) and c != price), None)
    amounts = [c for c, text in heads.items() if _AMOUNT.search(text) and c not in (price, count)]
    if price is None or count is None or len(amounts) != 1:
        return None
    return _Columns(price, count, amounts[0])


def _rows(reading: Reading, table: Table, columns: _Columns) -> Outcomes:
    rows = list(_read(table, columns))
    scale = _scale([values for values, _ in rows])
    if scale is None:
        return
    for (price, count, amount), cells in rows:
        where = tuple(_place(reading, table, cell) for cell in (cells[2], cells[0], cells[1]))
        product = price * count * scale
        left = f"{write_number(price)} × {write_number(count)}{_SCALES[scale]}"
        step = Decimal(1).scaleb(int(amount.as_tuple().exponent))
        if abs(product - amount) * 2 <= step:
            yield Held("product", where, f"{left} = {write_number(amount)}", CHECK.id)
            continue
        yield Finding(
            code="product",
            severity=Severity.ERROR,
            where=where,
            claim=cells[2].text.strip(),
            expected=write_number(product.normalize()),
            arithmetic=f"{left} = {write_number(product.normalize())} ≠ {write_number(amount)}",
            advice="请核对该行的单价、数量与金额。",
            check=CHECK.id,
        )


def _read(
    table: Table, columns: _Columns
) -> Iterator[tuple[tuple[Decimal, Decimal, Decimal], tuple[Cell, Cell, Cell]]]:
    by_row: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, {})[cell.column] = cell
    for row in by_row.values():
        cells = [row.get(c) for c in (columns.price, columns.count, columns.amount)]
        values = [_number(cell) for cell in cells]
        price, count, amount = cells
        if price and count and amount and all(value is not None and value > 0 for value in values):
            yield (
                (values[0] or Decimal(0), values[1] or Decimal(0), values[2] or Decimal(0)),
                (price, count, amount),
            )


def _number(cell: Cell | None) -> Decimal | None:
    found = mentions(cell.text) if cell else ()
    return found[0].quantity.value if len(found) == 1 and found[0].quantity.upper is None else None


def _scale(rows: list[tuple[Decimal, Decimal, Decimal]]) -> Decimal | None:
    """The power of ten by which most rows agree."""
    for scale in _SCALES:
        agreeing = sum(price * count * scale == amount for price, count, amount in rows)
        if agreeing > 1 and 2 * agreeing > len(rows):
            return scale
    return None


def _place(reading: Reading, table: Table, cell: Cell) -> Place:
    return Place(
        table.section,
        table.index,
        cell.start,
        cell.end,
        reading.line(cell.start),
        cell.text,
        cell.row,
        cell.column,
    )


CHECK = Check("table-product", 2, ("product",), find)
