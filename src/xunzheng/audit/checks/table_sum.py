"""The rows and columns of a table of amounts add up to their stated totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.arithmetic import sum_verdict, write_sum
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_reading import written
from xunzheng.audit.table_figures import Column, Figure, Figures, amount_tables, cell_place
from xunzheng.audit.table_readings import (
    Run,
    added,
    column_totals,
    groups,
    row_runs,
    sum_of,
)
from xunzheng.audit.table_relations import column_relations, is_derived
from xunzheng.documents.model import Cell, Table
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import compare_sum
from xunzheng.quantities.units import NUMBER, Dimension

_AVERAGED = re.compile(r"平均|均|单价|价格|标准|率|比|密度|强度|指数|天数|年限|时长|得分|评分")
_FEWEST_PARTS = 2
_FEWEST_SHOWING = 3  # rows that show what a column follows from, where its heading does not say so
_OVERLAPPING = ("涉及", "覆盖", "受益", "乡镇", "惠及")


@dataclass(frozen=True, slots=True)
class _Sum:
    """A stated total with the cells that it is the sum of, in a row or in a column.

    `sure` says that no other reading of the table is open; `signs` how the parts count, if not all added.
    """

    total: Figure
    parts: tuple[Figure, ...]
    name: str
    column: Column
    sure: bool
    signs: tuple[int, ...] = ()

    @property
    def signed(self) -> list[tuple[int, Figure]]:
        """The parts with their signs."""
        return list(zip(self.signs or (1,) * len(self.parts), self.parts, strict=True))

    @property
    def due(self) -> Decimal:
        """The sum of the parts."""
        return sum((sign * part.value for sign, part in self.signed), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """Stated total less the sum of the parts."""
        return self.total.value - self.due


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each total row and total column of each table that is no score sheet.

    A total is wrong only if no lawful reading of the table makes it right; an error only where the
    table leaves no choice or its other columns settle how it is read. What lies between its parts is a
    mean, and no sum. Where a row and a column fail by the same cell, that cell is named.
    """
    for figures in amount_tables(reading):
        yield from _of_table(reading, figures)


def _of_table(reading: Reading, figures: Figures) -> Outcomes:
    columns, held = _columns(figures)
    rows, also_held = _rows(figures)
    for each in (*held, *also_held):
        yield Held("table-sum", _places(reading, figures.table, each), _written(each), CHECK.id)
    named: set[int] = set()
    wanting = _by_cell(rows)
    for vertical in columns:
        common = _common(vertical, wanting)
        if common is None:
            yield _finding(reading, figures.table, vertical)
        else:
            named.add(id(common[0]))
            yield _reconciled(reading, figures.table, vertical, *common)
    for each in rows:
        if id(each) not in named:
            yield _finding(reading, figures.table, each)


def _columns(figures: Figures) -> tuple[list[_Sum], list[_Sum]]:
    """The failing and the holding totals of columns."""
    failing: list[_Sum] = []
    held: list[_Sum] = []
    for total in column_totals(figures):
        settled: set[tuple[int, ...]] = set()
        open_columns: list[Column] = []
        for column in figures.columns:
            stated = column.figures.get(total.row.number)
            if stated is None:
                continue
            fitting = next((r for r in total.readings if sum_of(added(column, r)) == stated.value), None)
            if fitting is None:
                open_columns.append(column)
            elif len(added(column, fitting)) >= _FEWEST_PARTS:
                settled.add(fitting)
                held.append(
                    _Sum(stated, tuple(added(column, fitting)), _name(column, total.row.label), column, True)
                )
        how = next((reading for reading in total.readings if reading in settled), total.readings[0])
        for column in open_columns:
            stated, parts = column.figures[total.row.number], tuple(added(column, how))
            if len(parts) >= _FEWEST_PARTS and not _is_mean(column, stated, parts):
                sure = total.plain or bool(settled)
                failing.append(_Sum(stated, parts, _name(column, total.row.label), column, sure))
    grouped = [
        each for parent, children in groups(figures) for each in _group(figures, parent.number, children)
    ]
    fitting_groups = [each for each in grouped if not each.gap]
    if len(fitting_groups) * 2 >= len(grouped):  # else the rows below are not all that the row consists of
        held += fitting_groups
        failing += [each for each in grouped if each.gap]
    return failing, held


def _group(figures: Figures, parent: int, children: Sequence[int]) -> Iterator[_Sum]:
    """A numbered row against the rows numbered below it, in each column."""
    for column in figures.columns:
        parts = tuple(added(column, children))
        if parent in column.figures and len(parts) == len(children):
            yield _Sum(column.figures[parent], parts, _name(column, figures.label(parent)), column, True)


def _rows(figures: Figures) -> tuple[list[_Sum], list[_Sum]]:
    """The failing and the holding totals of rows."""
    labels = {row.number: row.label for row in figures.rows}
    failing: list[_Sum] = []
    held: list[_Sum] = []
    runs = list(row_runs(figures))
    for run in (*runs, *column_relations(figures, runs)):
        sure = not run.signs or is_derived(run.total) or len(run.holding) > _FEWEST_SHOWING
        failing += [_row_sum(run, row, labels, sure=sure) for row in run.failing]
        held += [_row_sum(run, row, labels) for row in run.holding]
    return failing, held


def _row_sum(run: Run, row: int, labels: dict[int, str], *, sure: bool = True) -> _Sum:
    signs = run.signs or (1,) * len(run.parts)
    found = [(s, c.figures[row]) for s, c in zip(signs, run.parts, strict=True) if row in c.figures]
    parts = tuple(figure for _, figure in found)
    own = tuple(sign for sign, _ in found)
    return _Sum(run.total.figures[row], parts, _name(run.total, labels[row]), run.total, sure, own)


def _name(column: Column, label: str) -> str:
    header = f"“{column.header[:20]}”" if column.header else ""
    return f"{label or '合计'}行{header}"


def _is_mean(column: Column, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a total that lies between its parts is a mean or a price and no sum.

    The header says so, or it is the parts' mean itself to a hundredth of it.
    """
    values = [part.value for part in parts]
    if not min(values) >= 0 or not min(values) < total.value < max(values):
        return False
    mean = sum(values, Decimal(0)) / len(values)
    return bool(_AVERAGED.search(column.header)) or abs(total.value - mean) * 100 <= mean


def _by_cell(rows: Sequence[_Sum]) -> dict[tuple[int, int], list[tuple[_Sum, Decimal]]]:
    """For each cell of the failing rows, the rows and what would have to be added to the cell."""
    found: dict[tuple[int, int], list[tuple[_Sum, Decimal]]] = {}
    for each in rows:
        found.setdefault(_at(each.total), []).append((each, -each.gap))
        for sign, part in each.signed:
            found.setdefault(_at(part), []).append((each, each.gap * sign))
    return found


def _at(figure: Figure) -> tuple[int, int]:
    return figure.cell.row, figure.cell.column


def _common(
    vertical: _Sum, wanting: dict[tuple[int, int], list[tuple[_Sum, Decimal]]]
) -> tuple[_Sum, Cell] | None:
    """The failing row that one cell reconciles together with this column, and that cell."""
    for part in vertical.parts:
        for horizontal, missing in wanting.get(_at(part), []):
            if missing == vertical.gap:
                return horizontal, part.cell
    return None


def _quantities(each: _Sum) -> tuple[Quantity, list[tuple[int, Quantity]]]:
    return each.column.quantity(each.total), [
        (sign, each.column.quantity(part)) for sign, part in each.signed
    ]


def _written(each: _Sum) -> str:
    return write_sum(*_quantities(each))


def _places(reading: Reading, table: Table, each: _Sum) -> tuple[Place, ...]:
    return tuple(cell_place(reading, table, figure.cell) for figure in (each.total, *each.parts))


def _severity(each: _Sum, explained: bool) -> Severity:
    counted = each.column.unit.dimension is Dimension.COUNT
    overlaps = counted and each.gap < 0 and any(word in each.column.header for word in _OVERLAPPING)
    return Severity.ERROR if each.sure and not explained and not overlaps else Severity.SUSPICION


def _finding(reading: Reading, table: Table, each: _Sum) -> Finding:
    whole, parts = _quantities(each)
    compared = compare_sum(whole, parts)
    return Finding(
        code="table-sum",
        severity=_severity(each, compared.explained_by_rounding),
        where=_places(reading, table, each),
        claim=f"{each.name}为 {each.total.cell.text.strip()}",
        expected=f"各项之和 {written(each.due)}",
        arithmetic=write_sum(whole, parts),
        verdict=sum_verdict(compared, whole.unit),
        advice="差额可由四舍五入解释；请统一小数位数。"
        if compared.explained_by_rounding
        else "请核对合计与各项，改正其中有误的一个。",
        check=CHECK.id,
    )


def _reconciled(reading: Reading, table: Table, vertical: _Sum, horizontal: _Sum, cell: Cell) -> Finding:
    value = next(part.value for part in vertical.parts if part.cell is cell) + vertical.gap
    whole, parts = _quantities(vertical)
    at = f"第{cell.row + 1}行第{cell.column + 1}列为 {cell.text.strip()}"
    places = (
        cell_place(reading, table, cell),
        *_places(reading, table, horizontal),
        *_places(reading, table, vertical),
    )
    return Finding(
        code="table-sum",
        severity=Severity.ERROR,
        where=tuple(dict.fromkeys(places)),
        claim=f"{horizontal.name}与{vertical.name}都不平：{at}",
        expected=f"该格为 {written(value)}，行、列合计同时相符",
        arithmetic=f"{_written(horizontal)}；{write_sum(whole, parts)}",
        verdict=sum_verdict(compare_sum(whole, parts), whole.unit if whole.unit.symbol else NUMBER),
        advice=f"请核对该格，改为 {written(value)} 后行、列合计同时相符。",
        check=CHECK.id,
    )


CHECK = Check("table-sum", 1, ("table-sum",), find)
