"""What a column follows from: the columns before it, added and taken off as most rows of the table show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from xunzheng.audit.table_figures import Column, Figures, RowKind
from xunzheng.audit.table_readings import Run

_FEWEST_ROWS = 3
_MOST_COLUMNS = 24
_TELLING = 20  # smaller numbers agree by chance
_MOST_TERMS = 4
_DERIVED = re.compile(
    r"[年期季月]末|累计|结余|结存|余额|剩余|库存|[调变]整?[更动]?后|现有|现预算|净[增减额]|差额|增减|增加|变化|空缺|缺口|合计|小计|总[计额]"
)
_LEFT, _SPENT = re.compile(r"结余|余额|结存|剩余"), re.compile(r"支出|使用|执行")


def column_relations(figures: Figures, runs: Sequence[Run] = ()) -> Iterator[Run]:
    """Each column that follows from the two to four columns right before it: 年初 + 新增 − 减少 = 年末.

    The signs are learned: three rows without a total at least must show them, and three times as many as do
    not; or two, where the heading says that the column is derived (年末, 累计, 调整后). Small numbers, which
    agree by chance, show nothing where the heading does not say so. What is left of funds is the case of
    balance-table; `runs` are the sums that are known already, which are not told again the other way round.
    """
    details = [row.number for row in figures.rows if row.kind in (RowKind.DETAIL, RowKind.OF_WHICH)]
    known = [_numbers(run) for run in runs]
    for at, column in enumerate(figures.columns[:_MOST_COLUMNS]):
        before = figures.columns[max(0, at - _MOST_TERMS) : at]
        if _is_balance(column, before):
            continue
        found = [
            run
            for run in _relations(column, before)
            if not any(_numbers(run) <= each for each in known) and _is_learned(run, details)
        ]
        if found:
            best = min(found, key=lambda run: (len(run.failing), len(run.parts)))
            known.append(_numbers(best))
            yield best


def is_derived(column: Column) -> bool:
    """Whether the heading says that a column follows from others: 年末, 累计, 调整后."""
    return _DERIVED.search(column.header) is not None


def _numbers(run: Run) -> set[int]:
    return {run.total.number, *(part.number for part in run.parts)}


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
    """Which rows show the column to be that sum; what rounding explains is neither shown nor denied."""
    holding: list[int] = []
    failing: list[int] = []
    for row, stated in column.figures.items():
        terms = [(s, c.figures[row]) for s, c in zip(signs, parts, strict=True) if row in c.figures]
        if sum(figure.value != 0 for _, figure in terms) < 2:
            continue  # a row that holds by a single number shows nothing
        off = abs(sum((sign * figure.value for sign, figure in terms), Decimal(0)) - stated.value)
        places = min(figure.places for figure in (stated, *(figure for _, figure in terms)))
        if not off:
            holding.append(row)
        elif not places or off * 2 > (len(terms) + 1) * Decimal(1).scaleb(-places):
            failing.append(row)
    return Run(column, parts, tuple(failing), tuple(holding), signs)


def _is_learned(run: Run, details: Sequence[int]) -> bool:
    holding = [row for row in run.holding if row in details]
    failing = [row for row in run.failing if row in details]
    if not all(any(row in part.figures and part.figures[row].value for row in holding) for part in run.parts):
        return False
    if is_derived(run.total) and len(holding) >= _FEWEST_ROWS - 1 and len(failing) <= 1:
        return True
    telling = [
        row for row in holding if abs(run.total.figures[row].value) >= _TELLING or is_derived(run.total)
    ]
    return len(telling) >= max(_FEWEST_ROWS, 3 * len(failing))
