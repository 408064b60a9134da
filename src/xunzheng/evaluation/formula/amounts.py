"""What is given for a name, made exact: any number becomes a fraction in its base unit, or is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from xunzheng.evaluation.formula.dimensions import BARE, Dims, dims_of, factor_of, shown_unit
from xunzheng.evaluation.formula.errors import UnknownName, ValueRefused
from xunzheng.evaluation.formula.figures import write_operand, write_stated
from xunzheng.evaluation.formula.naming import fold_name
from xunzheng.evaluation.formula.tree import Formula, Name, names
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import NUMBER, Dimension, Unit

Number = Quantity | Decimal | Fraction | int
Given = Number | Sequence[Number]

LARGEST_EXPONENT = 60
_MOST_BITS = 1_024
_MOST_RESULT_BITS = 1 << 14
_SHOWN = 12
_COMPARED = 200
_COMPARED_LENGTH = 60
_KINDS = {"float": "二进制浮点数", "str": "文字", "NoneType": "空值", "bool": "真假值"}


class Undefined(Exception):
    """The result cannot be determined; the sentence says why."""


class Amount(NamedTuple):
    """An exact value in base units, its dimensions, and the unit in which it is shown.

    `given` is what it was made of if it is no result.
    """

    value: Fraction
    dims: Dims = BARE
    unit: Unit = NUMBER
    given: object = None

    @property
    def written(self) -> str:
        """The amount as an operand, in the digits stated if it was given as a quantity."""
        if isinstance(self.given, Quantity):
            return write_stated(self.given)
        return write_operand(self.value, self.unit)

    @property
    def precision(self) -> Precision:
        """How the amount was hedged where it was stated."""
        return self.given.precision if isinstance(self.given, Quantity) else Precision.EXACT


def pair_values(formula: Formula, values: Mapping[str, Given]) -> dict[str, Given]:
    """The values under the formula's own names; widths, brackets and blanks of the keys do not matter.

    Raises UnknownName if one is missing.
    """
    needed = names(formula)
    if all(name in values for name in needed):
        return {name: values[name] for name in needed}
    folded = {fold_name(key): value for key, value in values.items()}
    missing = tuple(name for name in needed if name not in values and name not in folded)
    if missing:
        raise _unknown(formula, needed, missing, list(values))
    return {name: values[name] if name in values else folded[name] for name in needed}


def _unknown(
    formula: Formula, needed: Sequence[str], missing: tuple[str, ...], given: list[str]
) -> UnknownName:
    nodes = formula.expression.walk()
    place = next(node.start for node in nodes if isinstance(node, Name) and node.text == missing[0])
    nearest = _nearest(missing[0], given)
    advice = f"是否应为“{nearest}”？" if nearest else "请补上它的数值。"
    message = (
        f"第{place + 1}个字符起的“{missing[0]}”没有给出数值：公式需要{_listed(needed)}，"
        f"给出的有{_listed(given)}，缺少{_listed(missing)}。{advice}"
    )
    return UnknownName(message, formula.source, place + 1, missing, given)


def _nearest(name: str, given: Sequence[str]) -> str | None:
    from difflib import get_close_matches  # only in trouble

    candidates = [word for word in given[:_COMPARED] if len(word) <= _COMPARED_LENGTH]
    found = get_close_matches(name[:_COMPARED_LENGTH], candidates, n=1, cutoff=0.5)
    return found[0] if found else None


def _listed(words: Sequence[str]) -> str:
    if not words:
        return "（无）"
    shown = "、".join(f"“{word[:40]}”" for word in words[:_SHOWN])
    return f"{shown}等{len(words)}个" if len(words) > _SHOWN else shown


def to_amount(name: str, given: object) -> Amount:
    """The exact amount of one number. Raises ValueRefused for what is no finite exact number."""
    value = Fraction(*to_ratio(name, given))
    if isinstance(given, Quantity):
        return Amount(value, dims_of(given.unit), shown_unit(given.unit), given)
    return Amount(value, given=given)


def to_ratio(name: str, given: object) -> tuple[int, int]:
    """Numerator and denominator in the base unit, not always in lowest terms: 491万元 is (4910000, 1).

    Raises ValueRefused like `to_amount`.
    """
    if isinstance(given, Quantity):
        over, under = _quantity_ratio(name, given)
    elif isinstance(given, Decimal):
        over, under = _decimal_ratio(name, given)
    elif isinstance(given, (int, Fraction)) and not isinstance(given, bool):
        over, under = given.as_integer_ratio()
    else:
        kind = type(given).__name__
        raise _refused(name, f"是{_KINDS.get(kind, kind)}", "带单位的数、Decimal 或整数", "请改用精确的数。")
    if over.bit_length() > _MOST_BITS or under.bit_length() > _MOST_BITS:
        raise _too_large(name)
    return over, under


def _quantity_ratio(name: str, given: Quantity) -> tuple[int, int]:
    if given.upper is not None:
        raise _refused(name, f"是一个范围（到{given.upper}）", "一个确定的数", "请先确定用哪一端。")
    over, under = _decimal_ratio(name, given.value)
    factor = given.unit.factor
    if given.unit.dimension is Dimension.MEASURE:
        times, parts = factor_of(given.unit).as_integer_ratio()
    elif factor == 1:
        return over, under
    else:
        times, parts = factor.as_integer_ratio()
    return over * times, under * parts


def _decimal_ratio(name: str, given: Decimal) -> tuple[int, int]:
    if not -LARGEST_EXPONENT <= given.adjusted() <= LARGEST_EXPONENT and given:
        raise _too_large(name)
    try:
        return given.as_integer_ratio()
    except (ValueError, OverflowError):
        raise _refused(name, f"是{given}", "有限的数", "请核对数字。") from None


def _too_large(name: str) -> ValueRefused:
    expected = f"10的正负{LARGEST_EXPONENT}次方之内、三百位以内的数"
    return _refused(name, "大得或小得不可能", expected, "请核对数字和单位。")


def check_length(over: int, under: int) -> None:
    """Refuse a result of some 5,000 digits, which no formula about money and people comes to."""
    if over.bit_length() > _MOST_RESULT_BITS or under.bit_length() > _MOST_RESULT_BITS:
        raise ValueRefused("计算中出现了五千位以上的数，不能继续：请核对公式里相乘相除的各项。")


def _refused(name: str, found: str, expected: str, advice: str) -> ValueRefused:
    return ValueRefused(f"“{name}”的数值{found}，不能计算：应为{expected}。{advice}", name, 1)
