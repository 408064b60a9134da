"""The formula as a tree of frozen nodes, each knowing the characters it was read from."""

from __future__ import annotations

import enum
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from xunzheng.evaluation.formula.dimensions import factor_of
from xunzheng.quantities.units import NUMBER, Unit


class Node:
    """A part of a formula. `source[start:end]` are its characters, with the brackets around it.

    Two nodes are equal if they have the same structure, wherever they stand. Comparing, hashing and
    printing do not recurse, so a deeply nested formula is as safe as a flat one.
    """

    __slots__ = ()
    start: int
    end: int

    @property
    def children(self) -> tuple[Node, ...]:
        """The parts of this node, in the order in which they are written."""
        return ()

    @property
    def label(self) -> Hashable:
        """What the node is apart from its children."""
        return ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order in which they are written, without recursion."""
        pending: list[Node] = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))

    @property
    def shape(self) -> tuple[Hashable, ...]:
        """The structure as a flat tuple."""
        return tuple((type(node), node.label, len(node.children)) for node in self.walk())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self.shape == other.shape

    def __hash__(self) -> int:
        return hash(self.shape)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.start}:{self.end}>"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Name(Node):
    """A quantity's name, in its folded form (see `fold_name`)."""

    text: str
    start: int = 0
    end: int = 0

    @property
    def label(self) -> Hashable:
        return self.text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Literal(Node):
    """A number written in the formula: `value` in `unit`; 100% is Decimal(100) in PERCENT.

    `exact` is the value in the unit's base: 1 for 100%.
    """

    value: Decimal
    unit: Unit = NUMBER
    start: int = 0
    end: int = 0
    exact: Fraction = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "exact", Fraction(self.value) * factor_of(self.unit))

    @property
    def label(self) -> Hashable:
        return (self.value, self.unit.symbol)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sum(Node):
    """Terms added and subtracted: `signs[i]` (＋ or －) stands before `terms[i]`.

    A leading ＋ is not written; a single term with － is a negation.
    """

    signs: tuple[str, ...]
    terms: tuple[Node, ...]
    start: int = 0
    end: int = 0

    @property
    def children(self) -> tuple[Node, ...]:
        return self.terms

    @property
    def label(self) -> Hashable:
        return self.signs


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Product(Node):
    """Factors from left to right: `signs[i]` (× or ÷) stands before `factors[i]`; the first is ×."""

    signs: tuple[str, ...]
    factors: tuple[Node, ...]
    start: int = 0
    end: int = 0

    @property
    def children(self) -> tuple[Node, ...]:
        return self.factors

    @property
    def label(self) -> Hashable:
        return self.signs


class AggregateKind(enum.StrEnum):
    """What is made of several values."""

    SUM = "合计"
    MEAN = "平均"
    LARGEST = "最大"
    SMALLEST = "最小"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Aggregate(Node):
    """合计（A，B）, ∑（单项得分×权重）, 平均, 最大, 最小: over its arguments and over lists in them."""

    kind: AggregateKind
    arguments: tuple[Node, ...]
    start: int = 0
    end: int = 0

    @property
    def children(self) -> tuple[Node, ...]:
        return self.arguments

    @property
    def label(self) -> Hashable:
        return self.kind


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comparison(Node):
    """A condition `A＞B`, or a chain `60%≤A＜80%`: `operators[i]` stands between operands i and i+1."""

    operators: tuple[str, ...]
    operands: tuple[Node, ...]
    start: int = 0
    end: int = 0

    @property
    def children(self) -> tuple[Node, ...]:
        return self.operands

    @property
    def label(self) -> Hashable:
        return self.operators


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Logical(Node):
    """Conditions joined by 且 or by 或, decided from left to right, no further than needed."""

    operator: str
    operands: tuple[Node, ...]
    start: int = 0
    end: int = 0

    @property
    def children(self) -> tuple[Node, ...]:
        return self.operands

    @property
    def label(self) -> Hashable:
        return self.operator


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Conditional(Node):
    """若 condition 则 chosen 否则 otherwise; the branch not taken is not computed."""

    condition: Node
    chosen: Node
    otherwise: Node
    start: int = 0
    end: int = 0

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.condition, self.chosen, self.otherwise)


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is strange about a formula that could be read: `source[start:end]` is the place."""

    kind: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as it was read.

    `target` is the name on the left of the equals sign, None where there is none. Two formulas are
    equal if target and structure are; source and oddities do not count.
    """

    source: str = field(compare=False)
    target: str | None
    expression: Node
    oddities: tuple[Oddity, ...] = field(default=(), compare=False)


def names(formula: Formula) -> tuple[str, ...]:
    """The names whose values the formula needs, each once, in order of appearance.

    >>> from xunzheng.evaluation.formula import parse
    >>> names(parse("成本节约率＝（计划成本－实际成本）÷计划成本×100%"))
    ('计划成本', '实际成本')
    """
    found = (node.text for node in formula.expression.walk() if isinstance(node, Name))
    return tuple(dict.fromkeys(found))
