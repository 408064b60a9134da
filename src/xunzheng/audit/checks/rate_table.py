"""The rates in a column of a table follow from the amounts in the columns beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from xunzheng.audit.arithmetic import write_rate
from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.vocabulary import Stage, stage_of
from xunzheng.audit.table_figures import (
    Column,
    Figure,
    Figures,
    RateColumn,
    amount_tables,
    cell_place,
    read_rates,
)
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import RateComparison, RateMatch, compare_rate, round_half_up
from xunzheng.quantities.units import PERCENT
from xunzheng.quantities.writing import write

_LAWFUL = {
    Stage.ARRIVED: (Stage.PLANNED,),
    Stage.SPENT: (Stage.PLANNED, Stage.ARRIVED),
    Stage.LEFT: (Stage.PLANNED, Stage.ARRIVED),
    Stage.CLOSED: (Stage.ACCEPTED,),
}
_OTHER_RATES = re.compile(r"增|降|占比|同比|环比|比重|税率|利率")
_FITTING = frozenset({RateMatch.EXACT, RateMatch.ROUNDED, RateMatch.OPERANDS})
_MOST_COLUMNS = 8
_FEWEST_ROWS = 3

_Pair = tuple[Column, Column]


@dataclass(frozen=True, slots=True)
class _Trial:
    """A row's rate over one pair of its amounts."""

    stated: Quantity
    numerator: Figure
    denominator: Figure
    compared: RateComparison

    @property
    def fits(self) -> bool:
        return self.compared.by in _FITTING and not self.padded

    @property
    def padded(self) -> bool:
        """Whether the rate was rounded to fewer digits than it shows."""
        exact = self.compared.by in (RateMatch.EXACT, RateMatch.ROUNDED)
        return self.compared.shorter_places is not None and not exact


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each rate of each table that is no score sheet.

    Which columns it divides is told by the headers (支付率: paid over planned or arrived), or else
    learned: the pair that twice as many rows, and three at least, confirm as deny. A rate is wrong only
    where no pair yields it; 0 ÷ 0 stated as a number is undefined.
    """
    for figures in amount_tables(reading):
        for rates in read_rates(figures):
            yield from _of_column(reading, figures, rates)


def _of_column(reading: Reading, figures: Figures, rates: RateColumn) -> Outcomes:
    if _OTHER_RATES.search(rates.header):
        return
    pairs = _by_stage(figures, rates)
    trials = {row: _trials(rates, pairs, row) for row in rates.figures} if pairs else {}
    if not any(trial.fits for tried in trials.values() for trial in tried):
        learned = _learned(figures, rates)
        trials = {row: _trials(rates, [learned], row) for row in rates.figures} if learned else {}
    for row, tried in trials.items():
        if tried:
            yield _outcome(reading, figures, rates, row, tried)


def _by_stage(figures: Figures, rates: RateColumn) -> list[_Pair]:
    over = stage_of(rates.header)
    if over not in _LAWFUL:
        return []
    stages = [(column, stage_of(column.header)) for column in (*figures.columns, *figures.mixed)]
    uppers = [column for column, stage in stages if stage is over]
    lowers = [column for column, stage in stages if stage in _LAWFUL[over]]
    return [(upper, lower) for upper in uppers[:_MOST_COLUMNS] for lower in lowers[:_MOST_COLUMNS]]


def _learned(figures: Figures, rates: RateColumn) -> _Pair | None:
    columns = sorted((*figures.columns, *figures.mixed), key=lambda column: column.number)
    near = [column for column in columns if column.number < rates.number][-_MOST_COLUMNS:]
    best: tuple[int, _Pair] | None = None
    for pair in ((upper, lower) for upper in near for lower in near if upper is not lower):
        tried = [trial for row in rates.figures for trial in _trials(rates, [pair], row)]
        fitting = sum(trial.fits for trial in tried)
        confirmed = fitting >= _FEWEST_ROWS and fitting >= 2 * (len(tried) - fitting)
        if confirmed and (best is None or fitting > best[0]):
            best = (fitting, pair)
    return best[1] if best else None


def _trials(rates: RateColumn, pairs: Sequence[_Pair], row: int) -> list[_Trial]:
    return list(_tried(rates, pairs, row))


def _tried(rates: RateColumn, pairs: Sequence[_Pair], row: int) -> Iterator[_Trial]:
    rate = rates.figures[row]
    stated = Quantity(rate.value, PERCENT, rate.places)
    for upper, lower in pairs:
        numerator, denominator = upper.figures.get(row), lower.figures.get(row)
        if numerator is not None and denominator is not None and numerator.symbol == denominator.symbol:
            amounts = [
                Quantity(figure.value, rates.unit, figure.places) for figure in (numerator, denominator)
            ]
            yield _Trial(stated, numerator, denominator, compare_rate(stated, *amounts))


def _outcome(
    reading: Reading, figures: Figures, rates: RateColumn, row: int, tried: Sequence[_Trial]
) -> Finding | Held:
    best = min(tried, key=lambda trial: (not trial.fits, not trial.padded))
    numerator, denominator = (
        Quantity(f.value, rates.unit, f.places) for f in (best.numerator, best.denominator)
    )
    arithmetic = write_rate(best.stated, numerator, denominator)
    cells = (rates.figures[row].cell, best.numerator.cell, best.denominator.cell)
    where = tuple(cell_place(reading, figures.table, cell) for cell in cells)
    if best.fits:
        return Held("rate", where, arithmetic, CHECK.id)
    undefined = best.compared.exact is None
    doubtful = best.compared.by is RateMatch.TRUNCATED or best.padded
    due = "无法计算（分母为零）" if best.compared.exact is None else f"{best.compared.rounded}%"
    return Finding(
        code="undefined-rate" if undefined else "rate",
        severity=Severity.SUSPICION if doubtful or (undefined and not best.stated.value) else Severity.ERROR,
        where=where,
        claim=f"{figures.label(row)}“{rates.header[:20]}”{rates.figures[row].cell.text.strip()}",
        expected=due,
        arithmetic=_unrounded(best, arithmetic) if doubtful else arithmetic,
        advice="分母为零时没有比率，请填“—”。" if undefined else "请按所用口径重新计算该比率。",
        check=CHECK.id,
    )


def _unrounded(trial: _Trial, arithmetic: str) -> str:
    """The quotient with two digits more than were stated, which cannot show the difference."""
    exact = round_half_up(Fraction(trial.compared.exact or 0) * 100, trial.stated.places + 2)
    return f"{arithmetic.split(' = ')[0]} = {exact}% ≠ {write(trial.stated)}"


CHECK = Check("rate-table", 1, ("rate", "undefined-rate"), find)
