"""The shares in a column of a table are those of the amounts beside them in their total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.sheet_reading import written
from xunzheng.audit.table_figures import (
    Column,
    Figure,
    Figures,
    RateColumn,
    RowKind,
    amount_tables,
    cell_place,
    read_shares,
)
from xunzheng.quantities.rounding import round_half_up

_FEWEST = 2
_MOST_COLUMNS = 8
_HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class _Share:
    """A stated share with the amount and the whole that it is the share of."""

    row: int
    stated: Figure
    part: Figure
    whole: Decimal

    @property
    def exact(self) -> Fraction:
        """The share in per cent."""
        return Fraction(self.part.value) * _HUNDRED / Fraction(self.whole)

    @property
    def off(self) -> Fraction:
        """By how much the stated share is off the exact one rounded, in per cent."""
        return abs(Fraction(self.stated.value) - Fraction(round_half_up(self.exact, self.stated.places)))

    @property
    def holds(self) -> bool:
        """Whether it is the share, the last digit raised or lowered so that all add up to 100 allowed."""
        return self.off <= Fraction(Decimal(1).scaleb(-self.stated.places))


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each share of each table that is no score sheet.

    Which amounts it is the share of is learned: the column of which two rows at least, and twice as many as
    not, show it. The whole is the one total row, or else the sum of the rows. A share that is off by the last
    digit holds; shares are often made to add up to 100.
    """
    for figures in amount_tables(reading):
        for shares in read_shares(figures):
            near = sorted(figures.columns, key=lambda each: abs(each.number - shares.number))[:_MOST_COLUMNS]
            tried = [_of(figures, shares, column) for column in near]
            best = max(tried, key=_held_count, default=())
            held = _held_count(best)
            if held >= _FEWEST and held >= 2 * (len(best) - held):
                for share in best:
                    yield _outcome(reading, figures, shares, share)


def _held_count(shares: Sequence[_Share]) -> int:
    return sum(share.holds for share in shares)


def _of(figures: Figures, shares: RateColumn, column: Column) -> tuple[_Share, ...]:
    whole = _whole(figures, column)
    if whole is None or whole <= 0:
        return ()
    details = {row.number for row in figures.rows if row.kind in (RowKind.DETAIL, RowKind.OF_WHICH)}
    return tuple(
        _Share(row, stated, column.figures[row], whole)
        for row, stated in shares.figures.items()
        if row in details and row in column.figures
    )


def _whole(figures: Figures, column: Column) -> Decimal | None:
    """The figure of the one total row; the sum of the rows where there is none; None where several are."""
    totals = [
        row.number for row in figures.rows if row.kind is RowKind.TOTAL and row.number in column.figures
    ]
    if len(totals) > 1:
        return None
    if totals:
        return column.figures[totals[0]].value
    return sum(
        (column.figures[r.number].value for r in figures.rows if r.number in column.figures), Decimal(0)
    )


def _outcome(reading: Reading, figures: Figures, shares: RateColumn, share: _Share) -> Finding | Held:
    where = tuple(cell_place(reading, figures.table, each.cell) for each in (share.stated, share.part))
    due = round_half_up(share.exact, share.stated.places)
    arithmetic = f"{written(share.part.value)} ÷ {written(share.whole)} = {due}%"
    if share.holds:
        return Held("rate", where, arithmetic, CHECK.id)
    return Finding(
        code="rate",
        severity=Severity.ERROR,
        where=where,
        claim=f"{figures.label(share.row)}“{shares.header[:20]}”{share.stated.cell.text.strip()}",
        expected=f"{due}%",
        arithmetic=f"{arithmetic} ≠ {share.stated.value}%",
        advice="请按该项占合计的比例重新计算。",
        check=CHECK.id,
    )


CHECK = Check("share-table", 1, ("rate",), find)
