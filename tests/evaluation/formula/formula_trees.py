"""Formulas made at random, and the plain arithmetic that they mean."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from xunzheng.evaluation.formula.tree import (
    Aggregate,
    AggregateKind,
    Comparison,
    Conditional,
    Literal,
    Logical,
    Name,
    Node,
    Product,
    Sum,
)
from xunzheng.quantities.units import NUMBER, PERCENT, PERSON, SCORE, WAN_YUAN, Unit

PLAIN_NAMES = ("计划成本", "实际成本", "A", "权重", "单项得分")
STRANGE_NAMES = (
    "“三公经费”总额",
    "部门（单位）支出",
    "项目支出（含结转、结余）",
    "社会公众或服务对象满意度",
    "文书、档案数",
    "规则数",
    "甲则乙",
    "甲且乙",
    "或有负债",
    "2019年支出",
    "GDP total",
    "人均成本（元/人）",
    "支出（1-7月）",
    "合计",
    "“5+2”工作日",
    "若干项目数",
)
_COMPARISONS: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "＞": operator.gt,
    "＜": operator.lt,
    "≥": operator.ge,
    "≤": operator.le,
    "＝": operator.eq,
    "≠": operator.ne,
}


@st.composite
def trees(draw: st.DrawFn, names: tuple[str, ...], units: tuple[Unit, ...], depth: int = 3) -> Node:
    """An expression as the parser could make it, over the names and over literals in the units."""
    kind = (
        draw(st.sampled_from(["leaf", "sum", "product", "sum", "product", "aggregate", "conditional"]))
        if depth
        else "leaf"
    )

    def part() -> Node:
        return draw(trees(names, units, depth - 1))

    if kind == "leaf":
        return _leaf(draw, names, units)
    if kind == "sum":
        terms = tuple(part() for _ in range(draw(st.integers(1, 4))))
        first = "－" if len(terms) == 1 else draw(st.sampled_from("＋－"))
        return Sum((first, *(draw(st.sampled_from("＋－")) for _ in terms[1:])), terms)
    if kind == "product":
        factors = tuple(part() for _ in range(draw(st.integers(2, 4))))
        return Product(("×", *(draw(st.sampled_from("×÷")) for _ in factors[1:])), factors)
    if kind == "aggregate":
        arguments = tuple(part() for _ in range(draw(st.integers(1, 3))))
        return Aggregate(draw(st.sampled_from(list(AggregateKind))), arguments)
    return Conditional(_condition(draw, part, 2), part(), part())


def _leaf(draw: st.DrawFn, names: tuple[str, ...], units: tuple[Unit, ...]) -> Node:
    if draw(st.booleans()):
        return Name(draw(st.sampled_from(names)))
    number = st.one_of(st.integers(0, 5).map(Decimal), st.decimals(0, 10_000, places=2))
    return Literal(draw(number), draw(st.sampled_from(units)))


def _condition(draw: st.DrawFn, part: Callable[[], Node], depth: int) -> Node:
    if depth and draw(st.booleans()):
        operands = tuple(_condition(draw, part, depth - 1) for _ in range(draw(st.integers(2, 3))))
        return Logical(draw(st.sampled_from("且或")), operands)
    compared = tuple(part() for _ in range(draw(st.integers(2, 3))))
    return Comparison(tuple(draw(st.sampled_from(list(_COMPARISONS))) for _ in compared[1:]), compared)


WRITTEN_TREES = trees(PLAIN_NAMES + STRANGE_NAMES, (NUMBER, PERCENT, PERSON, SCORE, WAN_YUAN))
NUMBER_TREES = trees(PLAIN_NAMES, (NUMBER, PERCENT))
GIVEN_VALUES = st.fixed_dictionaries(
    {name: st.one_of(st.integers(-5, 5), st.decimals(-1000, 1000, places=2)) for name in PLAIN_NAMES}
)


class NoValue(Exception):
    """A division by zero."""


def compute(node: Node, values: Mapping[str, int | Decimal]) -> Fraction:
    """What the tree means, in the plainest way; raises NoValue where that is nothing."""
    if isinstance(node, Name):
        return Fraction(values[node.text])
    if isinstance(node, Literal):
        return Fraction(node.value) * Fraction(node.unit.factor)
    if isinstance(node, Conditional):
        return compute(node.chosen if holds(node.condition, values) else node.otherwise, values)
    numbers = [compute(child, values) for child in node.children]
    if isinstance(node, Sum):
        return sum(
            (-n if sign == "－" else n for sign, n in zip(node.signs, numbers, strict=True)), Fraction(0)
        )
    if isinstance(node, Product):
        return _multiply(node.signs, numbers)
    assert isinstance(node, Aggregate)
    return _AGGREGATES[node.kind](numbers)


def _multiply(signs: tuple[str, ...], numbers: list[Fraction]) -> Fraction:
    result = Fraction(1)
    for sign, number in zip(signs, numbers, strict=True):
        if sign == "÷" and number == 0:
            raise NoValue
        result = result * number if sign == "×" else result / number
    return result


_AGGREGATES: dict[AggregateKind, Callable[[list[Fraction]], Fraction]] = {
    AggregateKind.SUM: lambda numbers: sum(numbers, Fraction(0)),
    AggregateKind.MEAN: lambda numbers: sum(numbers, Fraction(0)) / len(numbers),
    AggregateKind.LARGEST: max,
    AggregateKind.SMALLEST: min,
}


def holds(node: Node, values: Mapping[str, int | Decimal]) -> bool:
    """Whether the condition is true."""
    if isinstance(node, Logical):
        decisions = (holds(operand, values) for operand in node.operands)
        return all(decisions) if node.operator == "且" else any(decisions)
    assert isinstance(node, Comparison)
    numbers = [compute(operand, values) for operand in node.operands]
    pairs = zip(node.operators, numbers, numbers[1:], strict=False)
    return all(_COMPARISONS[sign](left, right) for sign, left, right in pairs)
