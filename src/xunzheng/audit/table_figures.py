"""A table of amounts as figures: which rows are totals, which columns add up, and what the cells hold."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.finding import Place
from xunzheng.audit.reading import Reading
from xunzheng.documents.model import Cell, Table
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import NUMBER, Dimension, Unit
from xunzheng.quantities.width import fold

_FIGURE = re.compile(
    r"(?P<number>[+-]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,8})?)(?P<unit>%|‰|[a-zA-Z㎡\u4e00-\u9fff]{1,4})?"
)
_BEFORE = 60  # characters before a table that may give its unit
_NOTHING = frozenset({"", "-", "--", "---", "/", "\\", "无", "——", "*", "0元"})
_TOTAL = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{0,3}[)）、.]?)?.{0,8}(?:合计|总计|共计|总和)(?:数|金额|资金|[(].{0,12}[)])?"
)
_SUBTOTAL = re.compile(r".{0,12}小计(?:数|金额)?(?:[(].{0,12}[)])?")
_OF_WHICH = re.compile(r"(?:其中|其:|含:|包括)")
_LABEL = re.compile(
    r"(?P<cjk>[一二三四五六七八九十]{1,3}、)|(?P<paren>[(][一二三四五六七八九十]{1,3}[)])|(?P<arabic>\d{1,2}[.、](?!\d))"
    r"|(?P<half>[(]?\d{1,2}[)])|(?P<decimal>\d{1,2}\.\d{1,2})"
)
_NOT_ADDED = re.compile(
    r"率|占比|比例|比重|%|％|序号|编号|编码|代码|科目|单价|均价|标准|人均|户均|亩均|平均|均值|增幅|增长|同比|环比|排名|名次|得分"
    r"|分值|权重|评分|电话|日期|时间|年份|年限|^年度?$|等级|倍|系数|满意度|备注|说明"
)
_MONEY = re.compile(r"元|金额|资金|支出|收入|预算|决算|经费|投资|拨款|款|执行数|到位|结余|下达")
_MONEY_UNIT = re.compile(r"单位.{0,6}元|[(][万亿千百]?元[)]")
_COUNTED = re.compile(r"人数?|户数?|个数|件数?|次数|村|项目数|数量|宗|批次|起数")
_RATE_HEADER = re.compile(r"(?:率|进度|比例)(?:[(\[].{0,8}[)\]]|%)*$")
_SHARE_HEADER = re.compile(
    r"(?:占比|比重|比例|构成比?|所占份额|占(?:总|全)[^率]{0,8})(?:[(\[].{0,8}[)\]]|%)*$"
)
_COLUMN_NUMBERS = re.compile(r"[栏行列]?[次数]|序号|栏目|[甲乙A]|\d*")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年?度?|年[^\d万亿]{1,10})|\d{1,2}月份?|第?\d季度?")


class RowKind(enum.Enum):
    """What a row of the body is."""

    DETAIL = "detail"
    OF_WHICH = "of-which"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body: its kind, its label and the style in which the label is numbered."""

    number: int
    kind: RowKind
    label: str
    style: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's number, with the unit that is written behind it."""

    cell: Cell
    value: Decimal
    places: int
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures that may be added: its header and its figures by row number."""

    number: int
    header: str
    unit: Unit
    figures: dict[int, Figure]

    def quantity(self, figure: Figure) -> Quantity:
        """A figure of this column as a quantity."""
        return Quantity(figure.value, self.unit, figure.places)

    @property
    def is_total(self) -> bool:
        """Whether the column is headed as the total of others."""
        words = re.sub(r"[(\[][^()\[\]]{0,12}[)\]]$", "", self.header)[-12:]
        return _TOTAL.fullmatch(words) is not None or _SUBTOTAL.fullmatch(words) is not None


@dataclass(frozen=True, slots=True)
class Figures:
    """A table's body: its rows in order and its columns of figures.

    `mixed` are columns that hold figures of several units, one to a row: they compare, and never add up.
    """

    table: Table
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    first: int
    mixed: tuple[Column, ...] = ()

    def label(self, row: int) -> str:
        """The label of a row of the body."""
        return next((each.label for each in self.rows if each.number == row), "")


@dataclass(frozen=True, slots=True)
class RateColumn:
    """A column of percentages: its header and its figures, in per cent, by row number."""

    number: int
    header: str
    figures: dict[int, Figure]
    unit: Unit = NUMBER


def read_figures(table: Table, before: str = "") -> Figures | None:
    """The figures of a table; None where it has no body of figures.

    A table without a header has one only where its last row is a total.
    The header ends before the first row with a number that is no year and no column number. Left out
    are columns of rates, prices, years and serial numbers, by their headers, columns that hold text,
    and columns in several units. Empty cells and dashes are no figures. `before` is the text right
    before the table, which may give its unit: whole numbers are counts, which never round, only where
    neither it nor the table speaks of money.
    """
    grid = table.grid()
    first = next((number for number, row in enumerate(grid) if _opens_body(row, number)), None)
    if first is None or (first == 0 and not _ends_in_total(grid)):
        return None
    rows = tuple(row for number in range(first, len(grid)) if (row := _row(grid[number], number)) is not None)
    heads = "".join(_text(cell) for row in grid[:first] for cell in row)
    money = _MONEY.search(heads + fold(table.title or "")) or _MONEY_UNIT.search(fold(before))
    found = [_column(grid, first, number, rows, money is not None) for number in range(1, table.columns)]
    columns = [column for column in found if column is not None]
    return Figures(
        table,
        rows,
        tuple(column for column in columns if not _is_mixed(column)),
        first,
        tuple(column for column in columns if _is_mixed(column)),
    )


def _is_mixed(column: Column) -> bool:
    return len({figure.symbol for figure in column.figures.values()}) > 1


def amount_tables(reading: Reading) -> Iterator[Figures]:
    """The figures of each table of the report that is no score sheet and holds no funds block."""
    sheets = {sheet.table for sheet in reading.sheets}
    sheets |= {row.place.block for sheet in reading.sheets for row in sheet.funds}
    for table in reading.document.tables():
        before = reading.document.text[max(0, table.start - _BEFORE) : table.start]
        figures = None if table.index in sheets else read_figures(table, before)
        if figures is not None:
            yield figures


def read_shares(figures: Figures) -> tuple[RateColumn, ...]:
    """The columns of a table headed as the shares of a whole (占比, 比重) whose cells are percentages."""
    return _percentages(figures, _SHARE_HEADER)


def read_rates(figures: Figures) -> tuple[RateColumn, ...]:
    """The columns of a table whose header ends in 率, 进度 or 比例 and whose cells are percentages."""
    return _percentages(figures, _RATE_HEADER)


def _percentages(figures: Figures, headed: re.Pattern[str]) -> tuple[RateColumn, ...]:
    grid = figures.table.grid()
    found: list[RateColumn] = []
    for number in range(1, figures.table.columns):
        header = _header(grid, figures.first, number)
        if not headed.search(header):
            continue
        cells = {row.number: _percentage(grid[row.number][number], header) for row in figures.rows}
        known = {row: figure for row, figure in cells.items() if figure is not None}
        if known:
            found.append(RateColumn(number, header, known))
    return tuple(found)


def _percentage(cell: Cell | None, header: str) -> Figure | None:
    match = _FIGURE.fullmatch(_text(cell))
    if cell is None or match is None or match["unit"] not in (("%", None) if "%" in header else ("%",)):
        return None
    value = Decimal(match["number"].replace(",", ""))
    return Figure(cell, value, max(0, -int(value.as_tuple().exponent)))


def _header(grid: tuple[tuple[Cell | None, ...], ...], first: int, number: int) -> str:
    return "".join(dict.fromkeys(_text(grid[row][number]) for row in range(first)))


def cell_place(reading: Reading, table: Table, cell: Cell) -> Place:
    """The place of a cell of a table."""
    line = reading.line(cell.start)
    return Place(table.section, table.index, cell.start, cell.end, line, cell.text, cell.row, cell.column)


def _text(cell: Cell | None) -> str:
    return re.sub(r"\s", "", fold(cell.text[:80])) if cell is not None else ""


def _opens_body(row: tuple[Cell | None, ...], number: int) -> bool:
    """Whether a row holds numbers, and no mere years or column numbers (栏次 | 1 | 2 | 3)."""
    texts = [_text(cell) for cell in row if cell is not None and cell.row == number]
    numbers = [text for text in texts[1:] if _FIGURE.fullmatch(text) and not _YEAR.fullmatch(text)]
    counting = [str(each) for each in range(1, len(numbers) + 1)]
    counts = len(numbers) > 1 and numbers in (counting, [str(int(each) + 1) for each in counting])
    return bool(numbers) and not (counts and _COLUMN_NUMBERS.fullmatch(texts[0]))


def _ends_in_total(grid: tuple[tuple[Cell | None, ...], ...]) -> bool:
    last = _row(grid[-1], len(grid) - 1)
    return last is not None and last.kind is RowKind.TOTAL


def _row(row: tuple[Cell | None, ...], number: int) -> Row | None:
    labels = [_text(cell) for cell in row[:3] if cell is not None and cell.row == number]
    words = [text for text in labels if text and (not _FIGURE.fullmatch(text) or _YEAR.fullmatch(text))]
    if not any(_text(cell) for cell in row if cell is not None and cell.row == number):
        return None
    label = words[0] if words else ""
    kind = RowKind.DETAIL
    if any(_SUBTOTAL.fullmatch(word) for word in words):
        kind = RowKind.SUBTOTAL
    elif any(_TOTAL.fullmatch(word) for word in words):
        kind = RowKind.TOTAL
    elif any(_OF_WHICH.match(word) for word in words):
        kind = RowKind.OF_WHICH
    numbered = _LABEL.match(label)
    return Row(number, kind, label, numbered.lastgroup or "" if numbered else "")


def _column(
    grid: tuple[tuple[Cell | None, ...], ...], first: int, number: int, rows: tuple[Row, ...], money: bool
) -> Column | None:
    header = _header(grid, first, number)
    if _NOT_ADDED.search(header):
        return None
    figures: dict[int, Figure] = {}
    units: set[str] = set()
    for row in rows:
        cell = grid[row.number][number]
        text = _text(cell)
        if cell is None or cell.row != row.number or cell.column != number or text in _NOTHING:
            continue
        match = _FIGURE.fullmatch(text)
        if match is None:
            return None
        units.add(match["unit"] or "")
        value = Decimal(match["number"].replace(",", ""))
        figures[row.number] = Figure(
            cell, value, max(0, -int(value.as_tuple().exponent)), match["unit"] or ""
        )
    if not units or units & {"%", "‰"} or (len(units) > 1 and "" in units):
        return None
    unit = _unit(header, units.pop(), figures, money) if len(units) == 1 else NUMBER
    return Column(number, header, unit, figures)


def _unit(header: str, symbol: str, figures: dict[int, Figure], money: bool) -> Unit:
    """The unit of a column: money and measures may be rounded, counts of people and things never are."""
    if symbol:
        unit = unit_named(symbol)
        return unit if unit is not None else Unit(symbol, Dimension.MEASURE, symbol)
    whole = all(figure.places == 0 for figure in figures.values())
    counted = _COUNTED.search(header) is not None and not _MONEY.search(header)
    if whole and (counted or not money):
        return Unit("", Dimension.COUNT, "个")
    return NUMBER
