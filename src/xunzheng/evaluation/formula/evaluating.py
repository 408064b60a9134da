"""Evaluates a formula exactly, checks its units, and writes down each step."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from xunzheng.evaluation.formula.amounts import Amount, Given, Undefined, check_length, pair_values, to_amount
from xunzheng.evaluation.formula.combining import join_units, scale_unit
from xunzheng.evaluation.formula.dimensions import dims_of, shown_unit, unit_of
from xunzheng.evaluation.formula.errors import ValueRefused
from xunzheng.evaluation.formula.outcome import COMMON_BOUNDS, Bounds, Outcome, check_bounds, find_bounds
from xunzheng.evaluation.formula.recording import Recorder
from xunzheng.evaluation.formula.signs import MINUS, TIMES
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
from xunzheng.evaluation.formula.writing import write_node
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import NUMBER

_HEDGES = {
    Precision.ABOUT: "约数",
    Precision.OVER: "下限（“以上”“余”）",
    Precision.UNDER: "上限（“以下”“不足”）",
}
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "＞": operator.gt,
    "＜": operator.lt,
    "≥": operator.ge,
    "≤": operator.le,
    "＝": operator.eq,
    "≠": operator.ne,
}


def evaluate(
    formula: Formula,
    values: Mapping[str, Given],
    *,
    trace: bool = True,
    bounds: Mapping[str, Bounds] = COMMON_BOUNDS,
) -> Outcome:
    """The exact outcome of the formula for `values`, with every step unless `trace` is off.

    A value is a Quantity, or a bare int, Decimal or Fraction; a list of them is allowed for a name
    inside 合计, ∑, 平均, 最大, 最小, and `∑（单项得分×权重）` then goes over both lists side by side. 且 and
    或 are decided from left to right, and 若 computes only the branch that it takes.

    Division by zero, and the 平均 of nothing, is undefined: value None and a sentence. `bounds` maps
    the end of a target's name to the values it can take; outside of them the outcome has a warning.
    Raises UnknownName if a value is missing, DimensionError where unlike units are added or
    compared, ValueRefused for a number that is not exact or a list out of place.

    >>> from xunzheng.evaluation.formula import parse
    >>> formula = parse("成本节约率＝（计划成本－实际成本）÷计划成本×100%")
    >>> evaluate(formula, {"计划成本": 500, "实际成本": 492}).written
    '1.6%'
    """
    run = _Run(formula, pair_values(formula, values), Recorder(formula) if trace else None)
    root = formula.expression
    try:
        amount = _EVALUATE[type(root)](root, run)
    except Undefined as reason:
        steps = run.recorder.finish(f"无法确定：{reason}") if run.recorder else ()
        return Outcome(None, NUMBER, NUMBER, steps, str(reason), run.hedges(), formula.target)
    steps = run.recorder.finish_with(amount) if run.recorder else ()
    unit = unit_of(amount.dims)
    outcome = Outcome(amount.value, unit, amount.unit, steps, None, run.hedges(), formula.target)
    return _warn(outcome, bounds)


def _warn(outcome: Outcome, bounds: Mapping[str, Bounds]) -> Outcome:
    found = find_bounds(outcome.target, bounds) if outcome.target else None
    warning = check_bounds(outcome, found.low, found.high) if found else None
    return replace(outcome, warnings=(*outcome.warnings, warning)) if warning else outcome


class _Run:
    """One evaluation: the amounts given, the recorder, and where in the lists it stands."""

    __slots__ = ("aggregates", "amounts", "formula", "index", "loud", "recorder")

    def __init__(self, formula: Formula, values: Mapping[str, Given], recorder: Recorder | None) -> None:
        self.formula = formula
        self.amounts = {name: _amounts(name, given) for name, given in values.items()}
        self.recorder = self.loud = recorder  # `recorder` is None while a list is gone through
        self.index: int | None = None
        self.aggregates: dict[int, Amount] = {}
        if recorder:
            recorder.amounts = self.amounts

    def hedges(self) -> tuple[str, ...]:
        """A warning for each value that was stated as an approximation or a bound."""
        return tuple(
            f"“{name}”（{amount.written}）是{_HEDGES[amount.precision]}，结果也只是大约。"
            for name, found in self.amounts.items()
            for amount in (found if isinstance(found, list) else (found,))
            if amount.precision is not Precision.EXACT
        )


def _amounts(name: str, given: Given) -> Amount | list[Amount]:
    if isinstance(given, (list, tuple)):
        return [to_amount(name, one) for one in given]
    return to_amount(name, given)


def _name(node: Name, run: _Run) -> Amount:
    found = run.amounts[node.text]
    if not isinstance(found, list):
        return found
    if run.index is None:
        raise ValueRefused(
            f"第{node.start + 1}个字符起的“{node.text}”是一列数（{len(found)}个），这里应为一个数。"
            f"请把它放进合计、∑、平均、最大或最小的括号里。",
            run.formula.source,
            node.start + 1,
        )
    return found[run.index]


def _literal(node: Literal, run: _Run) -> Amount:
    return Amount(node.exact, dims_of(node.unit), shown_unit(node.unit), given=node.value)


def _sum(node: Sum, run: _Run) -> Amount:
    so_far = _EVALUATE[type(node.terms[0])](node.terms[0], run)
    total = -so_far.value if node.signs[0] == MINUS else so_far.value
    for sign, term in zip(node.signs[1:], node.terms[1:], strict=True):
        amount = _EVALUATE[type(term)](term, run)
        so_far = join_units(so_far, amount, term, run.formula, "相加减")
        total = total - amount.value if sign == MINUS else total + amount.value
        check_length(total.numerator, total.denominator)
    return _record(node, Amount(total, so_far.dims, so_far.unit), run)


def _product(node: Product, run: _Run) -> Amount:
    so_far = _EVALUATE[type(node.factors[0])](node.factors[0], run)
    value = so_far.value
    for sign, factor in zip(node.signs[1:], node.factors[1:], strict=True):
        amount = _EVALUATE[type(factor)](factor, run)
        if sign == TIMES:
            value *= amount.value
        elif amount.value:
            value /= amount.value
        else:
            raise _division_by_zero(node, factor, run)
        check_length(value.numerator, value.denominator)
        so_far = scale_unit(so_far, amount, sign, factor)
    return _record(node, Amount(value, so_far.dims, so_far.unit), run)


def _division_by_zero(node: Product, divisor: Node, run: _Run) -> Undefined:
    reason = f"除数“{write_node(divisor)}”等于0，不能做除法。"
    if run.recorder:
        run.recorder.add(node, f"无法确定：{reason}")
    return Undefined(reason)


def _aggregate(node: Aggregate, run: _Run) -> Amount:
    """Its lists are its own, so an aggregate is the same wherever the lists around it stand."""
    if id(node) in run.aggregates:
        return run.aggregates[id(node)]
    outer = run.index, run.recorder
    run.index, run.recorder = None, run.loud
    items: list[tuple[Node, Amount]] = []
    for argument in node.arguments:
        _gather(argument, run, items)
    if not items:
        raise Undefined(f"“{write_node(node)}”里一个数也没有。")
    amount = run.aggregates[id(node)] = _aggregate_items(node, items, run)
    if run.recorder:
        run.recorder.add_aggregate(node, [item.written for _, item in items], amount)
    run.index, run.recorder = outer
    return amount


def _gather(argument: Node, run: _Run, items: list[tuple[Node, Amount]]) -> None:
    """Add the argument's amounts: one, or one for each place of the lists in it."""
    length = _common_length(argument, run)
    if length is None:
        items.append((argument, _EVALUATE[type(argument)](argument, run)))
        return
    recorder, run.recorder = run.recorder, None
    for index in range(length):
        run.index = index
        items.append((argument, _EVALUATE[type(argument)](argument, run)))
    run.index, run.recorder = None, recorder


def _common_length(argument: Node, run: _Run) -> int | None:
    named = ((name.text, run.amounts[name.text]) for name in _own_names(argument))
    lists = [(name, len(found)) for name, found in named if isinstance(found, list)]
    for name, length in lists:
        if length != lists[0][1]:
            raise ValueRefused(
                f"第{argument.start + 1}个字符起，“{lists[0][0]}”有{lists[0][1]}个数，“{name}”有{length}个，"
                f"不能一一对应。请核对两列。",
                run.formula.source,
                argument.start + 1,
            )
    return lists[0][1] if lists else None


def _own_names(argument: Node) -> Iterator[Name]:
    """The names in an argument that are not in an aggregate within it."""
    pending = [argument]
    while pending:
        node = pending.pop()
        if isinstance(node, Name):
            yield node
        elif not isinstance(node, Aggregate):
            pending.extend(reversed(node.children))


def _aggregate_items(node: Aggregate, items: Sequence[tuple[Node, Amount]], run: _Run) -> Amount:
    so_far = items[0][1]
    for place, amount in items[1:]:
        so_far = join_units(so_far, amount, place, run.formula, f"一起求{node.kind.value}")
    numbers = [amount.value for _, amount in items]
    if node.kind is AggregateKind.LARGEST:
        value = max(numbers)
    elif node.kind is AggregateKind.SMALLEST:
        value = min(numbers)
    else:
        value = Fraction(0)
        for number in numbers:
            value += number
            check_length(value.numerator, value.denominator)
        value = value / len(numbers) if node.kind is AggregateKind.MEAN else value
    return Amount(value, so_far.dims, so_far.unit)


def _conditional(node: Conditional, run: _Run) -> Amount:
    holds = _DECIDE[type(node.condition)](node.condition, run)
    branch = node.chosen if holds else node.otherwise
    amount = _EVALUATE[type(branch)](branch, run)
    if run.recorder:
        run.recorder.add(node, amount=amount)
    return Amount(amount.value, amount.dims, amount.unit)


def _comparison(node: Comparison, run: _Run) -> bool:
    left = _EVALUATE[type(node.operands[0])](node.operands[0], run)
    holds = True
    for sign, operand in zip(node.operators, node.operands[1:], strict=True):
        right = _EVALUATE[type(operand)](operand, run)
        join_units(left, right, operand, run.formula, "比较")
        holds = holds and _COMPARE[sign](left.value, right.value)
        left = right
    if run.recorder:
        run.recorder.add(node, "成立" if holds else "不成立")
    return holds


def _logical(node: Logical, run: _Run) -> bool:
    awaited = node.operator == "或"
    for operand in node.operands:
        if _DECIDE[type(operand)](operand, run) is awaited:
            return awaited
    return not awaited


def _record(node: Node, amount: Amount, run: _Run) -> Amount:
    if run.recorder:
        run.recorder.add(node, amount=amount)
    return amount


_EVALUATE: dict[type[Node], Callable[[Any, _Run], Amount]] = {
    Name: _name,
    Literal: _literal,
    Sum: _sum,
    Product: _product,
    Aggregate: _aggregate,
    Conditional: _conditional,
}
_DECIDE: dict[type[Node], Callable[[Any, _Run], bool]] = {Comparison: _comparison, Logical: _logical}
