"""What is odd about a formula that can be read: the misprints and slips of published tables."""

from __future__ import annotations

from collections.abc import Iterator

from xunzheng.evaluation.formula.signs import CLOSING, DIVIDE, TIMES
from xunzheng.evaluation.formula.tree import Aggregate, Formula, Literal, Name, Node, Oddity, Product
from xunzheng.quantities.units import Dimension

DIVIDES_BY_100_PERCENT = "divides-by-100%"
MISSING_TIMES_100 = "missing-times-100"
TIMES_100_WITHOUT_PERCENT = "times-100-without-percent"
BARE_SUM = "bare-sum"
DEFINES_ITSELF = "defines-itself"


def find_oddities(formula: Formula) -> Iterator[Oddity]:
    """The oddities that show in the tree; those of the writing are noted while it is read."""
    nodes = list(formula.expression.walk())
    yield from _divisions_by_100_percent(nodes)
    yield from _bare_sums(formula, nodes)
    if formula.target is not None:
        yield from _scale_of_rate(formula, formula.target, nodes)
        yield from _own_target(formula.target, nodes)


def _divisions_by_100_percent(nodes: list[Node]) -> Iterator[Oddity]:
    for node in nodes:
        if isinstance(node, Product):
            for sign, factor in zip(node.signs, node.factors, strict=True):
                if sign == DIVIDE and _is_100_percent(factor):
                    message = "写成了“÷100%”，应为“×100%”；两者数值相同，但不合公式的写法。"
                    yield Oddity(DIVIDES_BY_100_PERCENT, message, factor.start, factor.end)


def _scale_of_rate(formula: Formula, target: str, nodes: list[Node]) -> Iterator[Oddity]:
    """A …率 that is a quotient and is not multiplied by 100%."""
    expression = formula.expression
    if not target.partition("（")[0].endswith("率") or not isinstance(expression, Product):
        return
    if any(isinstance(node, Literal) and node.unit.dimension is Dimension.RATE for node in nodes):
        return
    factors = list(zip(expression.signs, expression.factors, strict=True))
    plain = [factor for sign, factor in factors if sign == TIMES and _is_plain_100(factor)]
    if plain:
        message = f"“{target}”是比率，却乘以100而不是100%，结果会大100倍。"
        yield Oddity(TIMES_100_WITHOUT_PERCENT, message, plain[-1].start, plain[-1].end)
    elif any(sign == DIVIDE for sign, _ in factors):
        message = f"“{target}”是比率，末尾缺少“×100%”。"
        yield Oddity(MISSING_TIMES_100, message, expression.start, expression.end)


def _bare_sums(formula: Formula, nodes: list[Node]) -> Iterator[Oddity]:
    for node in nodes:
        if isinstance(node, Aggregate) and formula.source[node.end - 1] not in CLOSING:
            message = "∑后面没有括号，按“到这一项的乘除为止”理解；请用括号写明求和的范围。"
            yield Oddity(BARE_SUM, message, node.start, node.end)


def _own_target(target: str, nodes: list[Node]) -> Iterator[Oddity]:
    for node in nodes:
        if isinstance(node, Name) and node.text == target:
            message = f"“{target}”用它自己来计算自己。"
            yield Oddity(DEFINES_ITSELF, message, node.start, node.end)


def _is_100_percent(node: Node) -> bool:
    return isinstance(node, Literal) and node.unit.symbol == "%" and node.value == 100


def _is_plain_100(node: Node) -> bool:
    return isinstance(node, Literal) and node.unit.symbol == "" and node.value == 100
