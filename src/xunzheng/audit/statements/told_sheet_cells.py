"""What sentences tell of an indicator: its numbers with their places, as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.told_sheet_words import sign_before, sign_behind
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

LARGEST_WEIGHT = 60
_NEAR = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A number told of an indicator: the span with its signs of comparison, and the figure.

    `value` is the number of a weight or score, None where its place is left blank (得　　分).
    """

    start: int
    end: int
    sentence: Sentence
    figure: Figure | None = None
    value: Decimal | None = None


@dataclass(slots=True)
class Item:
    """An indicator while it is read. `sure` says that its weight stands with a word such as 满分.

    `lead` is a plain number behind the name, `by` a rate that the score follows (按95%计); `far` says that
    numbers of something else came since the target. The name stands in `named`, the rest in `sentence`.
    """

    name: str
    start: int
    end: int
    sentence: Sentence
    dimensions: tuple[str, ...]
    named: Sentence | None = None
    lead: Figure | None = None
    by: Cell | None = None
    target: Cell | None = None
    actual: Cell | None = None
    weight: Cell | None = None
    score: Cell | None = None
    sure: bool = False
    far: bool = False

    @property
    def told(self) -> int:
        """How many of target, actual value, weight and score are told."""
        return sum(cell is not None for cell in (self.target, self.actual, self.weight, self.score))


@dataclass(slots=True)
class Items:
    """The indicators of one paragraph, and the totals told with them."""

    items: list[Item] = field(default_factory=list)
    totals: list[tuple[Sentence, Figure]] = field(default_factory=list)


def cell_of(sentence: Sentence, figure: Figure) -> Cell:
    """A figure with the signs of comparison before and behind it: `不低于90%`, `90%以上`."""
    before = sign_before(sentence.words(figure.start - _NEAR, figure.start))
    behind = sign_behind(sentence.words(figure.end, figure.end + _NEAR))
    return Cell(figure.start - before, figure.end + behind, sentence, figure)


def points_of(sentence: Sentence, figure: Figure) -> Cell:
    """A weight or score as a cell with its value."""
    return Cell(figure.start, figure.end, sentence, figure, figure.quantity.value)


def is_exact(figure: Figure) -> bool:
    """Whether a figure is one number without a hedge."""
    return figure.quantity.upper is None and figure.quantity.precision is Precision.EXACT


def can_be_weight(figure: Figure) -> bool:
    """Whether a number of 分 can be the weight of one indicator: what is larger is the score of a whole."""
    return is_exact(figure) and 0 < figure.quantity.value <= LARGEST_WEIGHT


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one unit; bare numbers are told apart by the sign behind them."""
    return one.quantity.unit.dimension is other.quantity.unit.dimension and one.base == other.base


def differ_in_kind(one: Figure, other: Figure) -> bool:
    """Whether one figure is a share and the other an amount of things: 目标1200吨，实际完成96%."""
    kinds = {one.quantity.unit.dimension, other.quantity.unit.dimension}
    return Dimension.RATE in kinds and kinds & {Dimension.COUNT, Dimension.MEASURE} != set()
