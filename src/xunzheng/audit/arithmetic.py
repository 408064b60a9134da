"""Sums and quotients written out as a person would check them by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from xunzheng.audit.finding import Verdict
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.rounding import SumComparison, round_half_up, truncate
from xunzheng.quantities.units import Unit
from xunzheng.quantities.writing import write, write_number

_SHOWN = 24  # longer sums are written with their middle left out
_PLACES = 6  # digits shown behind the point where a value in a unit has no end
_EXACT = Context(prec=2000)


def write_sum(total: Quantity, parts: Sequence[tuple[int, Quantity]]) -> str:
    """A sum with its outcome: `449 + 43 = 492 ≠ 491（万元）`, or `9 + 14 = 23（人）` where it holds.

    All numbers in one unit (人 and 名 are one) are written bare with the total's unit at the end; otherwise
    each with its own: `0.5亿元 + 43万元 = 5043万元 ≠ 5000万元`. Exact, whatever the digits.
    """
    with localcontext(_EXACT):
        outcome = sum((sign * quantity.in_base for sign, quantity in parts), Decimal(0))
        holds = outcome == total.in_base
    units = {(q.unit.dimension, q.unit.base, q.unit.factor) for q in (total, *(q for _, q in parts))}
    bare = len(units) == 1
    written = [_signed(sign, quantity, bare, first=i == 0) for i, (sign, quantity) in enumerate(parts)]
    if len(written) > _SHOWN:
        left_out = len(written) - _SHOWN
        written = [*written[: _SHOWN - 2], f" + …（略{left_out}项）", *written[-2:]]
    right = write_number(total.value, total.places) if bare else write(total)
    reached = _scaled(outcome, total.unit)
    left = write_number(reached) if bare else write_number(reached.normalize(_EXACT)) + total.unit.symbol
    tail = f" = {right}" if holds else f" = {left} ≠ {right}"
    unit = f"（{total.unit.symbol}）" if bare and total.unit.symbol else ""
    return "".join(written) + tail + unit


def _scaled(value: Decimal, unit: Unit) -> Decimal:
    """A value of the base in a unit: exact where it ends, else rounded half up."""
    exact = Fraction(value) / Fraction(unit.factor)
    rounded = round_half_up(exact, _PLACES)
    with localcontext(_EXACT):
        divided = value / unit.factor
    return divided if Fraction(divided) == exact else rounded


def _signed(sign: int, quantity: Quantity, bare: bool, *, first: bool) -> str:
    text = write_number(quantity.value, quantity.places) if bare else write(quantity)
    if first:
        return text if sign > 0 else f"−{text}"
    return f" + {text}" if sign > 0 else f" − {text}"


def sum_verdict(comparison: SumComparison, unit: Unit) -> Verdict:
    """The verdict of a comparison, its numbers in the unit that the total is stated in.

    `low` and `high` are None where a hedge (50人以上) leaves that end open.
    """
    return Verdict(
        difference=_scaled(comparison.difference, unit),
        unit=unit.symbol,
        explained_by_rounding=comparison.explained_by_rounding,
        low=_bound(comparison.low, unit),
        high=_bound(comparison.high, unit),
    )


def _bound(value: Decimal, unit: Unit) -> Decimal | None:
    return _scaled(value, unit) if value.is_finite() else None


def in_unit(value: Decimal, unit: Unit) -> str:
    """A value of the base, written in a unit: 4920000 in 万元 is `492万元`; six places if it has no end."""
    return write_number(_scaled(value, unit)) + unit.symbol


def rate_fits(stated: Quantity, exact: Fraction) -> bool:
    """Whether a stated rate is an exact one, rounded half up or cut off at the digits that are stated.

    46 ÷ 148 = 31.081…% fits 31.08%, 31.1% and 31%, but not 31.00%. A hedge does not count.
    """
    shown = exact / Fraction(stated.unit.factor)
    return stated.value in (round_half_up(shown, stated.places), truncate(shown, stated.places))


_UNIT_STEPS = tuple(Fraction(10) ** power for power in (4, -4, 8, -8))


def is_unit_step(stated: Quantity, exact: Fraction) -> bool:
    """Whether a quotient of two amounts is a stated rate but for a unit: 元, 万元 or 亿元 for another."""
    return any(rate_fits(stated, exact * step) for step in _UNIT_STEPS)


def write_rate(stated: Quantity, numerator: Quantity, denominator: Quantity) -> str:
    """A quotient with its outcome: `66.86万元 ÷ 200万元 = 33.43% ≠ 100%`.

    The outcome has two digits behind the point, or as many as the stated rate if those are more. A zero
    divisor is said to be one, and a rate whose further digits were cut off.
    """
    return write_rate_of(stated, [(1, numerator)], [(1, denominator)])


def write_rate_of(
    stated: Quantity, over: Sequence[tuple[int, Quantity]], under: Sequence[tuple[int, Quantity]]
) -> str:
    """A quotient of sums with its outcome: `361万元 ÷ （500万元 − 120万元） = 95%`, else as `write_rate`."""
    left = f"{_written_out(over)} ÷ {_written_out(under)}"
    top, bottom = (sum((sign * q.in_base for sign, q in side), Decimal(0)) for side in (over, under))
    if bottom == 0:
        return f"{left} 无法计算（分母为零），写作 {write(stated)}"
    exact = Fraction(top) / Fraction(bottom)
    shown = round_half_up(exact / Fraction(stated.unit.factor), max(stated.places, 2))
    if rate_fits(stated, exact):
        cut = round_half_up(exact / Fraction(stated.unit.factor), stated.places) != stated.value
        note = f"（未四舍五入，实为{write_number(shown)}{stated.unit.symbol}）" if cut else ""
        return f"{left} = {write(stated)}{note}"
    return f"{left} = {write_number(shown)}{stated.unit.symbol} ≠ {write(stated)}"


def _written_out(signed: Sequence[tuple[int, Quantity]]) -> str:
    """A quantity, or several with their signs in brackets."""
    if len(signed) == 1:
        return write(signed[0][1])
    return f"（{''.join(_signed(sign, q, False, first=i == 0) for i, (sign, q) in enumerate(signed))}）"
