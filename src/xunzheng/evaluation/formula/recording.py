"""Writes down the steps of a calculation, each with the values put in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xunzheng.evaluation.formula.amounts import Amount
from xunzheng.evaluation.formula.figures import write_operand, write_result
from xunzheng.evaluation.formula.tree import Aggregate, AggregateKind, Formula, Name, Node
from xunzheng.evaluation.formula.writing import write, write_node
from xunzheng.evaluation.trace import Step

_SHOWN = 12


class Recorder:
    """The steps of one evaluation, in the order in which a person would take them.

    Each step but the last has the results of earlier steps put in; the last is the whole formula with
    the given values put in.
    """

    __slots__ = ("_formula", "_lists", "_results", "_steps", "amounts")

    def __init__(self, formula: Formula) -> None:
        self.amounts: Mapping[str, Amount | list[Amount]] = {}
        self._formula = formula
        self._steps: list[Step] = []
        self._results: dict[int, str] = {}
        self._lists: dict[int, str] = {}

    def add(self, node: Node, result: str = "", *, amount: Amount | None = None) -> None:
        """One operation done; `amount` if it gave one, else `result` in words."""
        if amount is not None:
            result = write_result(amount.value, amount.unit)
            self._results[id(node)] = write_operand(amount.value, amount.unit)
        if node is not self._formula.expression:
            how = write_node(node, lambda part: None if part is node else self._known(part), spaced=True)
            self._steps.append(Step(write_node(node), how, result))

    def add_aggregate(self, node: Aggregate, items: Sequence[str], amount: Amount) -> None:
        """An aggregate done, over `items` as they are written."""
        result = write_result(amount.value, amount.unit)
        self._results[id(node)] = write_operand(amount.value, amount.unit)
        self._lists[id(node)] = how = _write_items(node.kind, items)
        if node is not self._formula.expression:
            self._steps.append(Step(write_node(node), how, result))

    def finish(self, result: str) -> tuple[Step, ...]:
        """All steps, closed by the whole formula with the values put in."""
        root = self._formula.expression
        how = self._lists.get(id(root)) or write_node(root, self._given, spaced=True)
        return (*self._steps, Step(write(self._formula), how, result))

    def finish_with(self, amount: Amount) -> tuple[Step, ...]:
        """All steps, closed by the formula and what it gave."""
        return self.finish(write_result(amount.value, amount.unit))

    def _known(self, node: Node) -> str | None:
        return self._results.get(id(node)) or self._given(node)

    def _given(self, node: Node) -> str | None:
        if isinstance(node, Name):
            found = self.amounts[node.text]
            return found.written if isinstance(found, Amount) else None
        # Values of a list cannot be put in for its name; what was made of them can.
        return self._results.get(id(node)) if isinstance(node, Aggregate) else None


def _write_items(kind: AggregateKind, items: Sequence[str]) -> str:
    cut = len(items) > _SHOWN
    shown = [*items[: _SHOWN - 1], "……", items[-1]] if cut else list(items)
    if kind in {AggregateKind.LARGEST, AggregateKind.SMALLEST}:
        return f"{kind.value}（{'，'.join(shown)}）"
    total = " ＋ ".join(shown)
    return total if kind is AggregateKind.SUM else f"（{total}）÷ {len(items)}"
