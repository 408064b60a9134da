"""The lawful ways to read a total of a table: which rows, or which columns, it may be the sum of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from xunzheng.audit.table_figures import Column, Figure, Figures, Row, RowKind

MOST_TOTALS = 20
_LONGEST_RUN = 24
_FEWEST_ROWS = 3
_MOST_TERMS = 4
_DERIVED = re.compile(
    r"[年期季月]末|累计|结余|结存|余额|剩余|库存|[调变]整?[更动]?后|现有|净[增减额]|差额|增减|增加|变化|空缺|缺口|合计|小计|总[计额]"
)
_LEFT, _SPENT = re.compile(r"结余|余额|结存|剩余"), re.compile(r"支出|使用|执行")


@dataclass(frozen=True, slots=True)
class Total:
    """A total row with the rows that each lawful reading adds up, the most usual first.

    `plain` says that nothing in the table leaves a choice: no subtotals, no 其中, no numbered levels.
    """

    row: Row
    readings: tuple[tuple[int, ...], ...]
    plain: bool


def column_totals(figures: Figures) -> Iterator[Total]:
    """Each total row below or above its details, at most 20 of them, with its lawful readings.

    Readings: all details; those since the last total; the subtotals with the details behind the last
    one; without the rows of 其中; the rows numbered as the first is; without the first row, which may
    be the whole itself.
    """
    totals = [at for at, row in enumerate(figures.rows) if row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL)]
    plain = len(totals) == 1 and not any(row.kind is RowKind.OF_WHICH or row.style for row in figures.rows)
    for at in totals[:MOST_TOTALS]:
        above = figures.rows[:at]
        below = _block_below(figures.rows[at + 1 :])
        found = [*_readings(above), *(_readings(below) if not above or _has_no_details(above) else [])]
        if figures.rows[at].kind is RowKind.SUBTOTAL:
            found += _readings(below)
        readings = tuple(dict.fromkeys(reading for reading in found if len(reading) > 1))
        if readings:
            yield Total(figures.rows[at], readings, plain)


def groups(figures: Figures) -> Iterator[tuple[Row, tuple[int, ...]]]:
    """Each numbered row with the rows below it that are numbered one way deeper: 一、 over （一）（二）.

    Only tables of exactly two ways of numbering have such groups.
    """
    styles = list(dict.fromkeys(row.style for row in figures.rows if row.style))
    if len(styles) != 2:
        return
    outer, inner = styles
    parent: Row | None = None
    children: list[int] = []
    for row in (*figures.rows, None):
        if row is not None and row.style == inner and row.kind is RowKind.DETAIL:
            children.append(row.number)
            continue
        if parent is not None and len(children) > 1:
            yield parent, tuple(children)
        parent = row if row is not None and row.style == outer and row.kind is RowKind.DETAIL else None
        children = []


def _has_no_details(rows: Sequence[Row]) -> bool:
    return all(row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL) for row in rows)


def _block_below(rows: Sequence[Row]) -> Sequence[Row]:
    end = next((at for at, row in enumerate(rows) if row.kind is RowKind.TOTAL), len(rows))
    return rows[:end]


def _readings(rows: Sequence[Row]) -> list[tuple[int, ...]]:
    details = [row for row in rows if row.kind in (RowKind.DETAIL, RowKind.OF_WHICH)]
    own = [row for row in details if row.kind is RowKind.DETAIL]
    since = _since_last_total(rows)
    style = details[0].style if details else ""
    candidates: list[Sequence[Row]] = [
        details,
        own,
        since,
        [row for row in since if row.kind is RowKind.DETAIL],
        _subtotals(rows),
        [row for row in rows if row.kind is RowKind.TOTAL],
        [row for row in details if row.style == style] if style else [],
        [row for row in own if not row.style] if any(row.style for row in own) else [],
        details[1:],
        since[1:],
    ]
    return [tuple(row.number for row in candidate) for candidate in candidates]


def _since_last_total(rows: Sequence[Row]) -> list[Row]:
    found: list[Row] = []
    for row in reversed(rows):
        if row.kind in (RowKind.TOTAL, RowKind.SUBTOTAL):
            break
        found.append(row)
    return found[::-1]


def _subtotals(rows: Sequence[Row]) -> list[Row]:
    subtotals = [row for row in rows if row.kind is RowKind.SUBTOTAL]
    return [*subtotals, *_since_last_total(rows)] if subtotals else []


def added(column: Column, rows: Sequence[int]) -> list[Figure]:
    """The figures of a column in the given rows; empty cells add nothing."""
    return [column.figures[row] for row in rows if row in column.figures]


def sum_of(figures: Sequence[Figure]) -> Decimal:
    """The exact sum."""
    return sum((figure.value for figure in figures), Decimal(0))


@dataclass(frozen=True, slots=True)
class Run:
    """A total column with the neighbouring columns that most rows show it to be the sum of."""

    total: Column
    parts: tuple[Column, ...]
    failing: tuple[int, ...]
    holding: tuple[int, ...]
    signs: tuple[int, ...] = ()


def row_runs(figures: Figures) -> Iterator[Run]:
    """Each column headed 合计 or 小计 with the run of columns beside it that it adds up in most rows.

    The run is learned from the table: the one right beside the total under which at least three rows,
    and three quarters of all, add up; or all but two rows that are off by the same amount each way, as two
    cells of a column in each other's place are. Where no run does, the table says nothing.
    """
    for total in [column for column in figures.columns if column.is_total][:8]:
        left = [column for column in figures.columns if column.number < total.number][::-1][:_LONGEST_RUN]
        right = [column for column in figures.columns if column.number > total.number][:_LONGEST_RUN]
        runs = [run for side in (left, right) for run in _runs(total, side)]
        best = min(runs, key=lambda run: len(run.failing), default=None)
        if best is None:
            continue
        learned = len(best.holding) >= max(_FEWEST_ROWS, 3 * len(best.failing))
        if learned or (len(best.holding) >= 2 and _are_swapped(best)):
            yield best


def _are_swapped(run: Run) -> bool:
    gaps = [
        run.total.figures[row].value - sum_of([c.figures[row] for c in run.parts if row in c.figures])
        for row in run.failing
    ]
    return len(gaps) == 2 and sum(gaps) == 0


def column_relations(figures: Figures, totals: Sequence[Column] = ()) -> Iterator[Run]:
    """Each column that follows from the two to four columns right before it: 年初 + 新增 − 减少 = 年末.

    The signs are learned: rows without a total must show them, three at least and three times as many as
    do not, or two where the heading says that the column is derived (年末, 累计, 调整后). What is left of funds
    is the case of balance-table. `totals` are columns that are explained already.
    """
    details = [row.number for row in figures.rows if row.kind in (RowKind.DETAIL, RowKind.OF_WHICH)]
    explained = {column.number for column in totals}
    for at, column in enumerate(figures.columns[:_LONGEST_RUN]):
        before = figures.columns[max(0, at - _MOST_TERMS) : at]
        if column.number in explained or _is_balance(column, before):
            continue
        named = _DERIVED.search(column.header) is not None
        found = [run for run in _relations(column, before) if _is_learned(run, details, named)]
        if found:
            yield min(found, key=lambda run: (len(run.failing), len(run.parts)))


def _is_balance(column: Column, before: Sequence[Column]) -> bool:
    return _LEFT.search(column.header) is not None and any(_SPENT.search(each.header) for each in before)


def _relations(column: Column, before: Sequence[Column]) -> Iterator[Run]:
    for length in range(2, len(before) + 1):
        parts = tuple(before[len(before) - length :])
        for rest in product((1, -1), repeat=length - 1):
            yield _related(column, parts, (1, *rest))
        if length == 2:
            yield _related(column, parts, (-1, 1))  # last year, this year, the change


def _related(column: Column, parts: tuple[Column, ...], signs: tuple[int, ...]) -> Run:
    holding: list[int] = []
    failing: list[int] = []
    for row, stated in column.figures.items():
        values = [
            sign * part.figures[row].value
            for sign, part in zip(signs, parts, strict=True)
            if row in part.figures
        ]
        if len(values) < 2 or sum(value != 0 for value in values) < 2:
            continue  # a row that holds by a single number shows nothing
        off = abs(sum(values) - stated.value)
        places = min(
            f.places for f in (stated, *(part.figures[row] for part in parts if row in part.figures))
        )
        rounded = places > 0 and off * 2 <= len(parts) * Decimal(1).scaleb(-places) + Decimal(1).scaleb(
            -places
        )
        if not off:
            holding.append(row)
        elif not rounded:
            failing.append(row)
    return Run(column, parts, tuple(failing), tuple(holding), signs)


def _is_learned(run: Run, details: Sequence[int], named: bool) -> bool:
    holding = [row for row in run.holding if row in details]
    failing = [row for row in run.failing if row in details]
    uses_all = all(any(part.figures.get(row) for row in holding) for part in run.parts)
    if not uses_all:
        return False
    if len(holding) >= max(_FEWEST_ROWS, 3 * len(failing)):
        return True
    return named and len(holding) >= 2 and len(failing) <= 1


def _runs(total: Column, side: Sequence[Column]) -> Iterator[Run]:
    sums: dict[int, Decimal] = dict.fromkeys(total.figures, Decimal(0))
    seen: dict[int, int] = dict.fromkeys(total.figures, 0)
    for length, column in enumerate(side, start=1):
        for row, figure in column.figures.items():
            if row in sums:
                sums[row] += figure.value
                seen[row] += 1
        if length > 1:
            judged = [row for row in sums if seen[row] > 1 or sums[row] == total.figures[row].value]
            failing = tuple(row for row in judged if sums[row] != total.figures[row].value)
            holding = tuple(row for row in judged if sums[row] == total.figures[row].value)
            parts = sorted(side[:length], key=lambda each: each.number)
            yield Run(total, tuple(parts), failing, holding)
