"""Sums and quotients written out as a person would check them by hand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.finding import Verdict
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import SumComparison, round_half_up
from xunzheng.quantities.units import Unit
from xunzheng.quantities.writing import write, write_number

_SHOWN = 24  # longer sums are written with their middle left out


def write_sum(total: Quantity, parts: Sequence[tuple[int, Quantity]]) -> str:
    """A sum with its outcome: `449 + 43 = 492 ≠ 491（万元）`, or `9 + 14 = 23（人）` where it holds.

    All numbers in one unit are written bare with the unit at the end; otherwise each with its own.
    """
    units = {total.unit.symbol, *(quantity.unit.symbol for _, quantity in parts)}
    bare = len(units) == 1 or len({_person(symbol) for symbol in units}) == 1
    written = [_signed(sign, quantity, bare, first=i == 0) for i, (sign, quantity) in enumerate(parts)]
    if len(written) > _SHOWN:
        left_out = len(written) - _SHOWN
        written = [*written[: _SHOWN - 2], f" + …（略{left_out}项）", *written[-2:]]
    outcome = sum((sign * quantity.in_base for sign, quantity in parts), Decimal(0))
    actual = outcome / total.unit.factor
    right = write_number(total.value, total.places) if bare else write(total)
    left = write_number(actual) + ("" if bare else total.unit.symbol)
    tail = f" = {right}" if outcome == total.in_base else f" = {left} ≠ {right}"
    unit = f"（{total.unit.symbol}）" if bare and total.unit.symbol else ""
    return "".join(written) + tail + unit


def _person(symbol: str) -> str:
    return "人" if symbol in ("人", "名", "位") else symbol


def _signed(sign: int, quantity: Quantity, bare: bool, *, first: bool) -> str:
    text = write_number(quantity.value, quantity.places) if bare else write(quantity)
    if first:
        return text if sign > 0 else f"−{text}"
    return f" + {text}" if sign > 0 else f" − {text}"


def sum_verdict(comparison: SumComparison, unit: Unit) -> Verdict:
    """The verdict of a comparison, its numbers in the unit that the total is stated in."""
    return Verdict(
        difference=comparison.difference / unit.factor,
        unit=unit.symbol,
        explained_by_rounding=comparison.explained_by_rounding,
        low=None if comparison.low is None else comparison.low / unit.factor,
        high=None if comparison.high is None else comparison.high / unit.factor,
    )


def in_unit(value: Decimal, unit: Unit) -> str:
    """A value of the base, written in a unit: 4920000 in 万元 is `492万元`."""
    return write_number(value / unit.factor) + unit.symbol


def rate_fits(stated: Quantity, exact: Fraction) -> bool:
    """Whether a stated rate is an exact one, rounded half up or cut off at the digits that are stated."""
    shown = exact / Fraction(stated.unit.factor)
    rounded = round_half_up(shown, stated.places)
    cut = Fraction(math.floor(shown * 10**stated.places), 10**stated.places)
    return stated.value == rounded or Fraction(stated.value) == cut


def write_rate(stated: Quantity, numerator: Quantity, denominator: Quantity) -> str:
    """A quotient with its outcome: `66.86万元 ÷ 200万元 = 33.43% ≠ 100%`."""
    left = f"{write(numerator)} ÷ {write(denominator)}"
    if denominator.in_base == 0:
        return f"{left} 无法计算（分母为零），写作 {write(stated)}"
    exact = Fraction(numerator.in_base) / Fraction(denominator.in_base)
    shown = round_half_up(exact / Fraction(stated.unit.factor), max(stated.places, 2))
    if rate_fits(stated, exact):
        return f"{left} = {write(stated)}"
    return f"{left} = {write_number(shown)}{stated.unit.symbol} ≠ {write(stated)}"
