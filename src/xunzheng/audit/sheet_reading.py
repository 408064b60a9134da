"""What the cells of a score sheet say: targets, actual values and scores as quantities that compare."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xunzheng.audit.finding import Place
from xunzheng.audit.sheet import FundsRow, Sheet, SheetNode, Stated
from xunzheng.quantities.quantity import Mention, Precision, Quantity
from xunzheng.quantities.scan import scan
from xunzheng.quantities.units import SCORE, Dimension
from xunzheng.quantities.width import fold
from xunzheng.quantities.writing import write_number

_LONGEST_VALUE = 60
_DASHES = frozenset({"-", "--", "---", "/", "\\", "*", "×", "不适用", "不涉及"})
_NOTHING = frozenset({"", "无", "暂无", "没有", "空", "略", "否", "无偏差", "不存在偏差"}) | _DASHES
_AROUND = re.compile(
    r"[\s≥≤><=()。,;:、]|不(?:少|低|小|高|大|多|超)[于过]?|至[少多]|超过|[大小等高低少多]于|以[上下内]|及|含"
    r"|已|达到?|完成|实现|实际|全年|共计?|合计|为|约|左右"
)
_BONUS = re.compile(r"加分|附加分?|奖励分|奖励得分|扣分项|减分项")
_EXECUTION = re.compile(r"执行率|预算执行|资金执行|预算完成率|支出进度")

UP = frozenset("≥>")
DOWN = frozenset("≤<")


@dataclass(frozen=True, slots=True)
class Value:
    """The one quantity that a cell states; `operator` is one of ≥ > ≤ < =, empty where there is none."""

    quantity: Quantity
    operator: str
    text: str


@dataclass(frozen=True, slots=True)
class Attained:
    """A leaf's target beside its actual value, which can be compared: the bases are of one unit.

    `unit` is the unit in which both are shown, `factor` how many of the base one of it is.
    """

    node: SheetNode
    target: Value
    actual: Value
    target_base: Fraction
    actual_base: Fraction
    factor: Fraction
    unit: str

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where no operator says which way it points."""
        match self.target.operator:
            case "≥":
                return self.actual_base >= self.target_base
            case ">":
                return self.actual_base > self.target_base
            case "≤":
                return self.actual_base <= self.target_base
            case "<":
                return self.actual_base < self.target_base
            case _:
                return True if self.actual_base == self.target_base else None

    @property
    def deviation(self) -> Fraction | None:
        """(actual − target) ÷ target; None for a target of 0."""
        return None if not self.target_base else self.actual_base / self.target_base - 1

    @property
    def proportion(self) -> Fraction | None:
        """The share that the proportional rule gives: actual ÷ target, or the reciprocal, at most 1."""
        if self.met is None:
            return None
        if self.met:
            return Fraction(1)
        if self.target_base <= 0 or self.actual_base <= 0:
            return Fraction(0)
        share = self.actual_base / self.target_base
        return share if self.target.operator in UP else 1 / share

    def write(self, base: Fraction) -> str:
        """A number of the base in the unit of the target, as `4604`, `88%`."""
        sign = self.unit if self.unit in ("%", "‰") else ""
        return written(base / self.factor) + sign


def plain_text(stated: Stated | None) -> str:
    """The text of a cell in half width without blanks at its ends; empty where there is no cell."""
    return fold(stated.text).strip() if stated else ""


def says_nothing(stated: Stated | None) -> bool:
    """Whether a cell is absent, empty, a dash, or says 无."""
    return plain_text(stated).strip(" 。.;,、") in _NOTHING


def is_dash(stated: Stated | None) -> bool:
    """Whether a cell holds a dash: not applicable."""
    return plain_text(stated) in _DASHES


def is_empty(stated: Stated | None) -> bool:
    """Whether the cell is there and holds no text."""
    return stated is not None and not plain_text(stated)


def read_value(stated: Stated | None) -> Value | None:
    """The quantity that a cell states and nothing else; None for a date, a sentence, several numbers.

    Words of comparison and completion around it are allowed: `不低于90%`, `完成38所`.
    """
    if stated is None or not 0 < len(stated.text) <= _LONGEST_VALUE:
        return None
    found = scan(stated.text)
    if len(found) != 1 or not isinstance(found[0], Mention):
        return None
    mention = found[0]
    folded = fold(stated.text)
    if _AROUND.sub("", folded[: mention.start] + " " + folded[mention.end :]):
        return None
    return Value(mention.quantity, mention.operator, stated.text.strip())


def attained(node: SheetNode) -> Attained | None:
    """A leaf's target and actual value where both are single numbers in one unit, else None.

    A number without unit takes the unit of the other, except a share without % beside a percentage.
    """
    target, actual = read_value(node.target), read_value(node.actual)
    if target is None or actual is None or actual.quantity.precision is not Precision.EXACT:
        return None
    if target.quantity.upper is not None or actual.quantity.upper is not None:
        return None
    if target.quantity.precision is Precision.ABOUT:
        return None
    return _pair(node, target, actual)


def _pair(node: SheetNode, target: Value, actual: Value) -> Attained | None:
    wanted, got = target.quantity, actual.quantity
    if wanted.unit.adds_to(got.unit):
        factor = Fraction(wanted.unit.factor)
        return Attained(
            node, target, actual, Fraction(wanted.in_base), Fraction(got.in_base), factor, wanted.unit.symbol
        )
    bare = next((each for each in (wanted, got) if each.unit.dimension is Dimension.NUMBER), None)
    united = got if bare is wanted else wanted
    if bare is None or (united.unit.dimension is Dimension.RATE and bare.value <= 1):
        return None
    return Attained(
        node, target, actual, Fraction(wanted.value), Fraction(got.value), Fraction(1), united.unit.symbol
    )


def read_share(stated: Stated | None) -> Fraction | None:
    """A rate cell as a share of one: 91.23%, 91.23 and 0.9123 are all 0.9123; None where it is no number."""
    value = read_value(stated)
    if value is None or value.quantity.unit.dimension not in (Dimension.RATE, Dimension.NUMBER):
        return None
    base = Fraction(value.quantity.in_base)
    bare = value.quantity.unit.dimension is Dimension.NUMBER
    return base / 100 if bare and base > 2 else base


def is_bonus(node: SheetNode) -> bool:
    """Whether a row gives points beyond the total (加分项, 附加分)."""
    return any(_BONUS.search(name) for name in (node.name, *node.path))


def is_execution(name: str) -> bool:
    """Whether a row of the sheet is the one scored by budget execution."""
    return _EXECUTION.search(name) is not None


def funds_total(sheet: Sheet) -> FundsRow | None:
    """The row of the funds block that carries weight and score: the first with a number in either."""
    for row in sheet.funds:
        if _number(row.weight) is not None or _number(row.score) is not None:
            return row
    return None


def _number(stated: Stated | None) -> Decimal | None:
    return stated.value if stated else None


def is_self_evaluation(sheet: Sheet) -> bool:
    """Whether this is the table of 财预〔2020〕10号: with a funds block, or targets and actual values."""
    return bool(sheet.funds) or any(leaf.target and leaf.actual for leaf in sheet.leaves())


def points(stated: Stated) -> Quantity:
    """A weight or score of the sheet as a quantity of 分, with the digits that it was stated with."""
    value = stated.value or Decimal(0)
    return Quantity(value, SCORE, places_of(value))


def places_of(value: Decimal) -> int:
    """How many digits a number shows behind the point.

    >>> places_of(Decimal("9.10"))
    2
    """
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shown(stated: Stated | None) -> str:
    """A cell as written, for a claim; （空） where nothing stands in it."""
    return (stated.text.strip() if stated else "") or "（空）"


def written(value: Decimal | Fraction) -> str:
    """An exact number in decimal digits, at most four behind the point."""
    exact = Fraction(value)
    rounded = Decimal(round(exact * 10_000)).scaleb(-4)
    text = write_number(rounded.normalize() if rounded else Decimal(0))
    return text if Fraction(rounded) == exact else f"≈{text}"


def scored_leaves(sheet: Sheet) -> Iterator[tuple[SheetNode, Decimal, Decimal]]:
    """The leaves with both weight and score, as (leaf, weight, score); bonus rows left out."""
    for leaf in sheet.leaves():
        weight, score = _number(leaf.weight), _number(leaf.score)
        if weight is not None and score is not None and not is_bonus(leaf):
            yield leaf, weight, score


def unique(places: Iterable[Place]) -> tuple[Place, ...]:
    """The places, each once, in order."""
    return tuple(dict.fromkeys(places))
