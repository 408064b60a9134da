"""Dimensions: which units come out of adding, multiplying and dividing quantities."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.units import NUMBER, Dimension, Unit

_SEPARATORS = frozenset("/·*")

RATIO = Unit("", Dimension.RATE, "")


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
    """The dimensions of a unit; a composite one (元/人, 元/人·月) is taken apart."""
    if unit.dimension is Dimension.RATE:
        return SHARE  # per cent and percentage points alike: both are hundredths
    if not unit.base:
        return BARE
    if not _is_composite(unit):
        return Dims(((unit.base, unit.dimension, 1),))
    return _take_apart(unit.base)[0]


def factor_of(unit: Unit) -> Fraction:
    """How many of the base units one of the unit is: 10000 for 万元, 1/1000 for 元/公里 (base 元/米)."""
    if not _is_composite(unit):
        return Fraction(unit.factor)
    return Fraction(unit.factor) * _take_apart(unit.base)[1]


def shown_unit(unit: Unit) -> Unit:
    """The unit in which results of this unit are shown: itself, or the base units of a composite one."""
    return unit_of(dims_of(unit)) if _is_composite(unit) else unit


def _is_composite(unit: Unit) -> bool:
    return unit.dimension is Dimension.MEASURE and not _SEPARATORS.isdisjoint(unit.base)


@lru_cache(maxsize=512)
def _take_apart(base: str) -> tuple[Dims, Fraction]:
    """The dimensions of a composite base, and what its parts that are no bases themselves come to."""
    powers: dict[tuple[str, Dimension], int] = {}
    factor = Fraction(1)
    over, *under = base.split("/")
    for group, power in ((over, 1), *((text, -1) for text in under)):
        for symbol in group.replace("*", "·").split("·"):
            if symbol:
                part = unit_named(symbol) or Unit(symbol, Dimension.COUNT, symbol)
                powers[part.base, part.dimension] = powers.get((part.base, part.dimension), 0) + power
                factor *= Fraction(part.factor) ** power
    return _from_powers(powers), factor


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
    symbol = over + under
    return Unit(symbol, Dimension.MEASURE, symbol)


def describe(dims: Dims) -> str:
    """The unit in words, for a sentence."""
    if not dims.parts:
        return "比率" if dims.is_rate else "没有单位的数"
    return unit_of(dims).symbol


def _from_powers(powers: dict[tuple[str, Dimension], int]) -> Dims:
    parts = tuple(sorted((base, kind, power) for (base, kind), power in powers.items() if power))
    return Dims(parts) if parts else SHARE
