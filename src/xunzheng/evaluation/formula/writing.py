"""Writes a formula in the official notation, with no more brackets than its structure needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from xunzheng.evaluation.formula.signs import PLUS
from xunzheng.evaluation.formula.tree import (
    Aggregate,
    AggregateKind,
    Comparison,
    Conditional,
    Formula,
    Literal,
    Logical,
    Name,
    Node,
    Product,
    Sum,
)

Leaf = Callable[[Node], str | None]

Inner = tuple[type[Node], ...]

_AMBIGUOUS = re.compile("[、则且或]|那么")
_THEN = re.compile("[、则]|那么")
_LOOSE = (Conditional, Comparison, Logical)


def write(formula: Formula) -> str:
    """The formula with the signs of the 2013 tables: ＝ （ ） × ÷ ＋ －, and % in half width.

    Reading the result gives an equal formula.

    >>> from xunzheng.evaluation.formula import parse
    >>> write(parse("到位率=[及时到位资金/应到位资金]*100％"))
    '到位率＝及时到位资金÷应到位资金×100%'
    """
    expression = write_node(formula.expression)
    return expression if formula.target is None else f"{formula.target}＝{expression}"


def write_node(node: Node, leaf: Leaf = lambda node: None, *, guarded: bool = False) -> str:
    """One node as it is written; where `leaf` gives a text for a node, that stands in its place.

    `guarded` puts brackets around names that hold 、 or a keyword's character, which would be read
    otherwise in a list or a condition.
    """
    replaced = leaf(node)
    if replaced is not None:
        return replaced
    if isinstance(node, Literal):
        return f"{node.value:f}{node.unit.symbol}"
    if isinstance(node, Name):
        return f"（{node.text}）" if guarded and _AMBIGUOUS.search(node.text) else node.text
    return _WRITERS[type(node)](node, leaf, guarded)


def _join(signs: Sequence[str], parts: Sequence[Node], inner: Inner, leaf: Leaf, guarded: bool) -> str:
    """Each part behind its sign, in brackets if it is one of the `inner` kinds."""
    pieces = []
    for sign, part in zip(signs, parts, strict=True):
        written = write_node(part, leaf, guarded=guarded)
        bracketed = isinstance(part, inner) and leaf(part) is None
        pieces.append(f"{sign}（{written}）" if bracketed else sign + written)
    return "".join(pieces)


def _write_sum(node: Sum, leaf: Leaf, guarded: bool) -> str:
    first = "" if node.signs[0] == PLUS else node.signs[0]
    return _join((first, *node.signs[1:]), node.terms, (Sum, *_LOOSE), leaf, guarded)


def _write_product(node: Product, leaf: Leaf, guarded: bool) -> str:
    return _join(("", *node.signs[1:]), node.factors, (Sum, Product, *_LOOSE), leaf, guarded)


def _write_aggregate(node: Aggregate, leaf: Leaf, guarded: bool) -> str:
    single = node.kind is AggregateKind.SUM and len(node.arguments) == 1
    separators = ("", *("，" for _ in node.arguments[1:]))
    return f"{'∑' if single else node.kind.value}（{_join(separators, node.arguments, (), leaf, True)}）"


def _write_comparison(node: Comparison, leaf: Leaf, guarded: bool) -> str:
    first, *others = node.operands
    # In front of a comparison sign 且 and 或 do not join: 社会公众或服务对象满意度≥90% needs no brackets.
    plain = isinstance(first, Name) and not _THEN.search(first.text)
    written = _join(("",), (first,), _LOOSE, leaf, not plain)
    return written + _join(node.operators, others, _LOOSE, leaf, True)


def _write_logical(node: Logical, leaf: Leaf, guarded: bool) -> str:
    pieces = []
    for operand in node.operands:
        written = write_node(operand, leaf, guarded=True)
        loose = isinstance(operand, Logical) and (node.operator == "且" or operand.operator == "或")
        pieces.append(f"（{written}）" if loose else written)
    return f" {node.operator} ".join(pieces)


def _write_conditional(node: Conditional, leaf: Leaf, guarded: bool) -> str:
    condition = write_node(node.condition, leaf, guarded=True)
    chosen = write_node(node.chosen, leaf, guarded=guarded)
    otherwise = write_node(node.otherwise, leaf, guarded=guarded)
    return f"若 {condition} 则 {chosen} 否则 {otherwise}"


_WRITERS: dict[type[Node], Callable[[Any, Leaf, bool], str]] = {
    Sum: _write_sum,
    Product: _write_product,
    Aggregate: _write_aggregate,
    Comparison: _write_comparison,
    Logical: _write_logical,
    Conditional: _write_conditional,
}
