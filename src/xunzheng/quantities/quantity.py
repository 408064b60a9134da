"""A quantity: an exact number with a unit, knowing how precisely it was stated."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.quantities.units import Dimension, Unit


class Precision(enum.StrEnum):
    """How a number is hedged where it is stated."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 近, 左右, 大约
    OVER = "over"  # 余, 多, 以上, 超过, 不低于, ≥: the true value is at least the stated one
    UNDER = "under"  # 以下, 不足, 以内, 不超过, ≤: at most the stated one


@dataclass(frozen=True, slots=True)
class Quantity:
    """`value` in `unit`, as stated.

    `places` is the number of digits stated behind the point (0 for 491, 2 for 2.00); it says how far
    the writer may have rounded. `step` is one unit of the last stated digit, so that the true value
    lies within half a step of `value`. `upper` is the end of a range (2-4个: value 2, upper 4).
    """

    value: Decimal
    unit: Unit
    places: int = 0
    precision: Precision = Precision.EXACT
    upper: Decimal | None = None

    @property
    def in_base(self) -> Decimal:
        """The value in the unit's base: 491万元 is 4910000 (元), 78.64% is 0.7864."""
        return self.value * self.unit.factor

    @property
    def step(self) -> Decimal:
        """The weight of the last stated digit, in the unit's base: 10000 for 491万元, 0.01 for 2.00元."""
        return Decimal(1).scaleb(-self.places) * self.unit.factor

    @property
    def is_whole_count(self) -> bool:
        """Whether this is an exact count of people or cases, which never rounds."""
        return (
            self.unit.dimension is Dimension.COUNT
            and self.unit.factor == 1
            and self.places == 0
            and self.precision is Precision.EXACT
            and self.upper is None
        )


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity found in a text: `text[start:end]` are the characters it was read from.

    They run from the sign or first digit to the end of the unit (`6万余人`); words of hedging around
    them (约, 不低于, 以上) are read into `quantity.precision` and stay outside. `operator` is the
    comparison that such a word or sign makes, one of `≥ > ≤ < =` (不低于 and 以上 are ≥, 超过 is >,
    不足 is <), and empty where none is made.
    """

    start: int
    end: int
    text: str
    quantity: Quantity
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Malformed:
    """Digits that are no number: separators out of place (7,00.0,77), or two numbers run together."""

    start: int
    end: int
    text: str


class NotQuantity(enum.StrEnum):
    """What looks like a quantity and is none."""

    DOCUMENT_NUMBER = "document-number"  # 湘政发〔2012〕33号
    DATE = "date"  # 2019年12月31日, 2020年2月, 2019-12-31, 2019年度, 10月份
    TIME = "time"  # 15:30
    PHONE = "phone"  # 0746-8888888, 12345热线
    ACCOUNT = "account"  # 预算科目 2081199, 凭证号, 统一社会信用代码
    PAGE = "page"  # - 15 -, 第3页
    LIST_NUMBER = "list-number"  # （一）, 1、, ①, 第一批
    SIZE = "size"  # 3.0m×3.0m, Ф160, stake number K12+300
    NAME = "name"  # digits that belong to a name: “5+2”, 三证合一, 12345平台


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Digits or numerals in a text that are not a quantity, and what they are instead."""

    start: int
    end: int
    text: str
    kind: NotQuantity
