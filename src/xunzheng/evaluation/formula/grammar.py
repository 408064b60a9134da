"""The grammar of the notation, for Lark's LALR(1) parser; imported when the first formula is parsed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lark import Lark, Transformer, UnexpectedToken
from lark.lexer import Lexer as LarkLexer

from xunzheng.evaluation.formula.lexer import Token
from xunzheng.evaluation.formula.signs import AGGREGATES, DIVIDE, MINUS, PLUS, TIMES
from xunzheng.evaluation.formula.tree import (
    Aggregate,
    AggregateKind,
    Comparison,
    Conditional,
    Logical,
    Node,
    Oddity,
    Product,
    Sum,
)

GRAMMAR = r"""
formula: expression                                        -> untitled
       | NAME DEFINE expression                            -> defined
       | DEFINE expression                                 -> nameless
?expression: sum
           | IF disjunction THEN expression ELSE expression -> conditional
?sum: term
    | term ((PLUS|MINUS) term)+                            -> signed
    | MINUS term ((PLUS|MINUS) term)*                      -> signed
?term: product
     | SIGMA product                                       -> bare_sum
?product: atom
        | atom ((TIMES|DIVIDE) right)+                     -> scaled
?right: atom
      | SIGMA atom                                         -> bare_sum
?atom: NAME | NUMBER
     | LPAR expression RPAR                                -> bracketed
     | FUNC LPAR expression (COMMA expression)* RPAR       -> aggregate
?disjunction: conjunction
            | conjunction (OR conjunction)+                -> logical
?conjunction: test
            | test (AND test)+                             -> logical
?test: sum (COMPARE sum)+                                  -> comparison
     | LPAR disjunction RPAR                               -> bracketed
%declare NAME NUMBER DEFINE PLUS MINUS TIMES DIVIDE LPAR RPAR FUNC SIGMA COMMA IF THEN ELSE AND OR COMPARE
"""

_SIGNS = {"PLUS": PLUS, "MINUS": MINUS, "TIMES": TIMES, "DIVIDE": DIVIDE}


class _Ready(LarkLexer):
    """Hands on the tokens that were cut before."""

    __future_interface__ = 1

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Any:
        return iter(lexer_state.text)


def _node(child: Node | Token) -> Node:
    if isinstance(child, Token):
        assert child.node is not None  # only names and numbers stand where an operand is due
        return child.node
    return child


class _Builder(Transformer[Any, Any]):
    """Makes the tree while the parser runs; the result is target, expression and oddities."""

    def untitled(self, children: list[Any]) -> tuple[str | None, Node, list[Oddity]]:
        return None, _node(children[0]), []

    def defined(self, children: list[Any]) -> tuple[str | None, Node, list[Oddity]]:
        return children[0].text, _node(children[2]), []

    def nameless(self, children: list[Any]) -> tuple[str | None, Node, list[Oddity]]:
        sign = children[0]
        oddity = Oddity("empty-target", "等号左边没有指标名称。", sign.start, sign.end)
        return None, _node(children[1]), [oddity]

    def signed(self, children: list[Any]) -> Sum:
        first = children[0].start
        if not (isinstance(children[0], Token) and children[0].type == "MINUS"):
            children = [None, *children]
        signs = tuple(_SIGNS[sign.type] if sign else PLUS for sign in children[::2])
        terms = tuple(_node(term) for term in children[1::2])
        return Sum(signs, terms, first, terms[-1].end)

    def scaled(self, children: list[Any]) -> Product:
        factors = tuple(_node(factor) for factor in children[::2])
        signs = (TIMES, *(_SIGNS[sign.type] for sign in children[1::2]))
        return Product(signs, factors, factors[0].start, factors[-1].end)

    def bracketed(self, children: list[Any]) -> Node:
        opening, inner, closing = children
        # Every node is a dataclass; that the base class is none is all that mypy sees.
        return replace(_node(inner), start=opening.start, end=closing.end)  # type: ignore[type-var]

    def aggregate(self, children: list[Any]) -> Aggregate:
        kind = AGGREGATES.get(children[0].text, AggregateKind.SUM)  # ∑ is no word
        arguments = tuple(_node(argument) for argument in children[2:-1:2])
        return Aggregate(kind, arguments, children[0].start, children[-1].end)

    def bare_sum(self, children: list[Any]) -> Aggregate:
        inner = _node(children[1])
        return Aggregate(AggregateKind.SUM, (inner,), children[0].start, inner.end)

    def conditional(self, children: list[Any]) -> Conditional:
        condition, chosen, otherwise = (_node(children[index]) for index in (1, 3, 5))
        return Conditional(condition, chosen, otherwise, children[0].start, otherwise.end)

    def comparison(self, children: list[Any]) -> Comparison:
        operands = tuple(_node(operand) for operand in children[::2])
        signs = tuple(sign.text for sign in children[1::2])
        return Comparison(signs, operands, operands[0].start, operands[-1].end)

    def logical(self, children: list[Any]) -> Logical:
        operands = tuple(children[::2])
        operator = "且" if children[1].type == "AND" else "或"
        return Logical(operator, operands, operands[0].start, operands[-1].end)


class Parser:
    """The LALR(1) parser, built once. `parse` takes tokens and gives target, expression and oddities."""

    def __init__(self) -> None:
        self._lark = Lark(GRAMMAR, parser="lalr", lexer=_Ready, start="formula", transformer=_Builder())

    def parse(self, tokens: list[Token]) -> tuple[str | None, Node, list[Oddity]]:
        """Raises Unexpected where the grammar allows no such token."""
        try:
            # Lark's stubs know neither ready-made tokens nor a transformer's result.
            return self._lark.parse(tokens)  # type: ignore[return-value]
        except UnexpectedToken as failure:
            found = failure.token if isinstance(failure.token, Token) else None
            raise Unexpected(found, frozenset(failure.accepts or failure.expected)) from None


class Unexpected(Exception):
    """The grammar allows one of `expected` where `found` stands; None is the end of the formula."""

    def __init__(self, found: Token | None, expected: frozenset[str]) -> None:
        super().__init__(found, expected)
        self.found = found
        self.expected = expected
