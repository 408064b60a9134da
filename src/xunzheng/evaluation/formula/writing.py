"""Writes a formula in the official notation, with no more brackets than its structure needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from xunzheng.evaluation.formula.keywords import STOP, THEN_WORD
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

_BREAKING = re.compile(f"、|{THEN_WORD}")
_AMBIGUOUS = re.compile(f"[且或]|{_BREAKING.pattern}")
_SPACED = frozenset(f" {sign} " for sign in "＋－×÷＞＜≥≤＝≠")
_LOOSE = (Conditional, Comparison, Logical)


def write(formula: Formula) -> str:
    """The formula with the signs of the 2013 tables: ＝ （ ） × ÷ ＋ －, and % in half width.

    Reading the result gives an equal formula.

    >>> from xunzheng.evaluation.formula import parse
    >>> write(parse("到位率=[及时到位资金/应到位资金]*100％"))
    '到位率＝（及时到位资金÷应到位资金）×100%'
    """
    expression = write_node(formula.expression)
    return expression if formula.target is None else f"{formula.target}＝{expression}"


def write_node(node: Node, leaf: Leaf = lambda node: None, *, spaced: bool = False) -> str:
    """One node as it is written; where `leaf` gives a text for a node, that stands in its place.

    `spaced` sets the signs between two operands apart, as in a written calculation.

    Works through a list of what is still to be written, so that nesting costs no recursion.
    """
    written: list[str] = []
    pending: list[str | _Part] = [_Part(node)]
    while pending:
        part = pending.pop()
        if isinstance(part, str):
            written.append(part.strip() if part in _SPACED and not spaced else part)
            continue
        replaced = leaf(part.node)
        if replaced is not None:
            written.append(replaced)
            continue
        pieces = _LAYOUTS[type(part.node)](part.node, part.guarded)
        if part.inner and isinstance(part.node, part.inner):
            pieces = ["（", *pieces, "）"]
        pending.extend(reversed(pieces))
    text = "".join(written)
    # A full-width bracket brings its own room.
    return text.replace("） ", "）").replace(" （", "（") if spaced else text


@dataclass(frozen=True, slots=True)
class _Part:
    """A node still to be written, in brackets if it is one of the `inner` kinds.

    `guarded` puts brackets around a name that holds 、 or a keyword's character, which would be read
    otherwise in a list or a condition.
    """

    node: Node
    guarded: bool = False
    inner: tuple[type[Node], ...] = ()


Pieces = list[str | _Part]


def _lay_literal(node: Literal, guarded: bool) -> Pieces:
    return [f"{node.value:f}{node.unit.symbol}"]


def _lay_name(node: Name, guarded: bool) -> Pieces:
    return [f"（{node.text}）" if guarded and _AMBIGUOUS.search(node.text) else node.text]


def _lay_sum(node: Sum, guarded: bool) -> Pieces:
    first = "" if node.signs[0] == PLUS else node.signs[0]
    return _lay(node.terms, (first, *_space(node.signs[1:])), guarded, (Sum, *_LOOSE))


def _lay_product(node: Product, guarded: bool) -> Pieces:
    return _lay(node.factors, ("", *_space(node.signs[1:])), guarded, (Sum, Product, *_LOOSE))


def _lay_aggregate(node: Aggregate, guarded: bool) -> Pieces:
    single = node.kind is AggregateKind.SUM and len(node.arguments) == 1
    commas = ("", *("，" for _ in node.arguments[1:]))
    return ["∑（" if single else f"{node.kind.value}（", *_lay(node.arguments, commas, True, ()), "）"]


def _lay_comparison(node: Comparison, guarded: bool) -> Pieces:
    # In front of a comparison 且 and 或 do not join: 社会公众或服务对象满意度≥90% needs no brackets.
    first = node.operands[0]
    plain = isinstance(first, Name) and not _BREAKING.search(first.text) and not STOP.search(f" {first.text}")
    return [_Part(first, not plain, _LOOSE), *_lay(node.operands[1:], _space(node.operators), True, _LOOSE)]


def _lay_logical(node: Logical, guarded: bool) -> Pieces:
    signs = ("", *(f" {node.operator} " for _ in node.operands[1:]))
    operands = []
    for sign, operand in zip(signs, node.operands, strict=True):
        looser = isinstance(operand, Logical) and (node.operator == "且" or operand.operator == "或")
        operands += _lay((operand,), (sign,), True, (Logical,) if looser else ())
    return operands


def _lay_conditional(node: Conditional, guarded: bool) -> Pieces:
    condition, chosen = _Part(node.condition, True), _Part(node.chosen, guarded)
    return ["若 ", condition, " 则 ", chosen, " 否则 ", _Part(node.otherwise, guarded)]


def _space(signs: Sequence[str]) -> list[str]:
    return [f" {sign} " for sign in signs]


def _lay(parts: Sequence[Node], signs: Sequence[str], guarded: bool, inner: tuple[type[Node], ...]) -> Pieces:
    """Each part behind its sign."""
    pieces: Pieces = []
    for sign, part in zip(signs, parts, strict=True):
        pieces += [sign, _Part(part, guarded, inner)]
    return pieces


_LAYOUTS: dict[type[Node], Callable[[Any, bool], Pieces]] = {
    Literal: _lay_literal,
    Name: _lay_name,
    Sum: _lay_sum,
    Product: _lay_product,
    Aggregate: _lay_aggregate,
    Comparison: _lay_comparison,
    Logical: _lay_logical,
    Conditional: _lay_conditional,
}
