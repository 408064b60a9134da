"""The lawful ways to read a total of a table: which rows, or which columns, it may be the sum of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.table_figures import Column, Figure, Figures, Row, RowKind

MOST_TOTALS = 20
_LONGEST_RUN = 24
_FEWEST_ROWS = 3


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
