"""The unit of a sum, a comparison and a product, or the refusal with its place."""

from __future__ import annotations

from typing import NoReturn

from xunzheng.evaluation.formula.amounts import Amount
from xunzheng.evaluation.formula.dimensions import BARE, SHARE, describe, multiply, unit_of
from xunzheng.evaluation.formula.errors import DimensionError
from xunzheng.evaluation.formula.signs import TIMES
from xunzheng.evaluation.formula.tree import Formula, Literal, Node
from xunzheng.quantities.units import NUMBER, PERCENT, Dimension


def join_units(left: Amount, right: Amount, place: Node, formula: Formula, purpose: str) -> Amount:
    """Whichever of the two has the unit of their sum; its value means nothing.

    Money joins money of any size, shares join bare numbers, a bare number joins a score, and a bare
    zero joins anything. Everything else raises DimensionError at `place`: how many 元 or 人 a bare
    number means, nobody has said.
    """
    if left.dims.parts == right.dims.parts:
        return _join_alike(left, right)
    if _is_bare_zero(left) or _is_score_and_number(right, left):
        return right
    if _is_bare_zero(right) or _is_score_and_number(left, right):
        return left
    return _refuse(left, right, place, formula, purpose)


def _join_alike(left: Amount, right: Amount) -> Amount:
    if left.dims.parts:
        return left
    if left.unit == right.unit == PERCENT:
        return Amount(right.value, SHARE, PERCENT)
    dims = SHARE if left.dims.is_rate or right.dims.is_rate else BARE
    return Amount(right.value, dims, NUMBER, None if right.value or left.value else right.given)


def _is_bare_zero(amount: Amount) -> bool:
    return amount.dims == BARE and amount.value == 0 and amount.given is not None


def _is_score_and_number(score: Amount, number: Amount) -> bool:
    parts = score.dims.parts
    return number.dims == BARE and len(parts) == 1 and parts[0][1:] == (Dimension.SCORE, 1)


def _refuse(left: Amount, right: Amount, place: Node, formula: Formula, purpose: str) -> NoReturn:
    over, under = describe(left.dims), describe(right.dims)
    if left.dims.is_bare or right.dims.is_bare:
        advice = "请给没有单位的数写明单位，或核对公式。"
    else:
        advice = "请核对两个数的单位，或核对公式是否写错。"
    written = formula.source[place.start : place.end]
    shown = written if len(written) <= 40 else written[:39] + "…"
    message = (
        f"第{place.start + 1}个字符起的“{shown}”单位是{under}，前面的单位是{over}，不能{purpose}。{advice}"
    )
    raise DimensionError(message, formula.source, place.start + 1, over, under)


def scale_unit(so_far: Amount, amount: Amount, sign: str, factor: Node) -> Amount:
    """An amount with the unit of the product or quotient; its value means nothing.

    What ends in ×100% is shown as per cent; money times a share stays in its 万元.
    """
    dims = multiply(so_far.dims, amount.dims, 1 if sign == TIMES else -1)
    if dims.is_bare:
        percent = (
            sign == TIMES and isinstance(factor, Literal) and factor.unit == PERCENT and factor.value == 100
        )
        return Amount(amount.value, dims, PERCENT if percent else NUMBER)
    if amount.dims.is_bare:
        return Amount(amount.value, dims, so_far.unit)
    if so_far.dims.is_bare and sign == TIMES:
        return Amount(amount.value, dims, amount.unit)
    return Amount(amount.value, dims, unit_of(dims))
