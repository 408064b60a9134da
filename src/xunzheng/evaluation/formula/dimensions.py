"""Dimensions: which units come out of adding, multiplying and dividing quantities."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context
from fractions import Fraction

from xunzheng.quantities.units import NUMBER, Dimension, Unit

RATIO = Unit("", Dimension.RATE, "")

_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Dims:
    """Powers of base units: 元/人 is ((人, count, -1), (元, money, 1)); empty for a bare number.

    `is_rate` tells a share (元 ÷ 元, 98%) from a bare number; both add up.
    """

    parts: tuple[tuple[str, Dimension, int], ...] = ()
    is_rate: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether no unit is left."""
        return not self.parts


BARE = Dims()
SHARE = Dims(is_rate=True)


def dims_of(unit: Unit) -> Dims:
    """The dimensions of a unit; a composite base (元/人) is taken apart."""
    if not unit.base:
        return SHARE if unit.dimension is Dimension.RATE else BARE
    if unit.dimension is not Dimension.MEASURE or not ("/" in unit.base or "·" in unit.base):
        return Dims(((unit.base, unit.dimension, 1),))
    powers: dict[str, int] = {}
    over, *under = unit.base.split("/")
    for group, power in ((over, 1), *((text, -1) for text in under)):
        for base in filter(None, group.split("·")):
            powers[base] = powers.get(base, 0) + power
    return _from_powers({(base, _dimension(base)): power for base, power in powers.items()})


def multiply(left: Dims, right: Dims, power: int = 1) -> Dims:
    """The dimensions of a product (power 1) or quotient (power -1)."""
    if not right.parts:
        return left if left.parts or left.is_rate or not right.is_rate else SHARE
    if not left.parts and power == 1:
        return right
    powers = {(base, kind): exponent for base, kind, exponent in left.parts}
    for base, kind, exponent in right.parts:
        powers[base, kind] = powers.get((base, kind), 0) + power * exponent
    return _from_powers(powers)


def unit_of(dims: Dims) -> Unit:
    """The unit, with factor 1, of a result with these dimensions: 元, 元/人, or none."""
    if not dims.parts:
        return RATIO if dims.is_rate else NUMBER
    if len(dims.parts) == 1 and dims.parts[0][2] == 1:
        base, kind, _ = dims.parts[0]
        return Unit(base, kind, base)
    over = "·".join(base for base, _, power in dims.parts for _ in range(power))
    under = "".join(f"/{base}" for base, _, power in dims.parts for _ in range(-power))
    symbol = (over or "1") + under
    return Unit(symbol, Dimension.MEASURE, symbol if over else under)


def divide_units(over: Unit, under: Unit) -> Unit:
    """The composite unit as it is written: 万元/公里 has base 元/米 and factor 10."""
    factor = _EXACT.divide(over.factor, under.factor)
    if over.base == under.base and over.dimension is under.dimension:
        return Unit(f"{over.symbol}/{under.symbol}", Dimension.RATE, "", factor)
    return Unit(f"{over.symbol}/{under.symbol}", Dimension.MEASURE, f"{over.base}/{under.base}", factor)


def describe(dims: Dims) -> str:
    """The unit in words, for a sentence."""
    if not dims.parts:
        return "比率" if dims.is_rate else "没有单位的数"
    return unit_of(dims).symbol


def factor_of(unit: Unit) -> Fraction:
    """How many of its base one of the unit is."""
    return Fraction(unit.factor)


def _from_powers(powers: dict[tuple[str, Dimension], int]) -> Dims:
    parts = tuple(sorted((base, kind, power) for (base, kind), power in powers.items() if power))
    return Dims(parts) if parts else SHARE


def _dimension(base: str) -> Dimension:
    from xunzheng.evaluation.formula.signs import UNITS

    return next((unit.dimension for unit in UNITS.values() if unit.base == base), Dimension.COUNT)
