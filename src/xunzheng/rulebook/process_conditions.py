"""Reading the conditions of a process: one table for each, `all`, `any` and `not` around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xunzheng.processes.conditions import (
    All,
    Any,
    BranchesAre,
    ChildrenAre,
    ClockStanding,
    ClockStands,
    Comparison,
    Condition,
    CountIs,
    Not,
    PaperGiven,
    Quantity,
    ValueIs,
)
from xunzheng.rulebook.fields import Fields

_VALUE_COMPARISONS = ("is", "is-not", "at-least", "at-most")
_COUNT_COMPARISONS = ("is", "at-least", "at-most")
_DEEPEST = 8


def read_conditions(item: Fields, key: str) -> Condition | None:
    """The conditions of a list, all of which must hold; None where the key is not there."""
    if key not in item:
        return None
    parts = tuple(read_condition(part) for part in item.tables(key))
    return parts[0] if len(parts) == 1 else All(parts)


def read_condition(item: Fields, depth: int = 0) -> Condition:
    """One condition. Raises RulePackError where it is none that is known, or nested too deep."""
    kinds = [kind for kind in _READERS if kind in item]
    if len(kinds) != 1 or depth > _DEEPEST:
        found = "嵌套过深" if depth > _DEEPEST else ("、".join(kinds) or "没有")
        raise item.refusal("条件", "看不懂的条件", f"{'、'.join(_READERS)} 之一", found, "一个表写一个条件。")
    condition = _READERS[kinds[0]](item, depth)
    item.close()
    return condition


def _all(item: Fields, depth: int) -> Condition:
    return All(tuple(read_condition(part, depth + 1) for part in item.tables("all")))


def _any(item: Fields, depth: int) -> Condition:
    return Any(tuple(read_condition(part, depth + 1) for part in item.tables("any")))


def _not(item: Fields, depth: int) -> Condition:
    return Not(read_condition(item.table("not"), depth + 1))


def _value(item: Fields, depth: int) -> Condition:
    code = item.text("value")
    if "among" in item:
        return ValueIs(code, Comparison.AMONG, item.texts("among"))
    if "given" in item:
        given = ValueIs(code, Comparison.GIVEN)
        return given if item.flag("given") else Not(given)
    key = _comparison(item, _VALUE_COMPARISONS)
    return ValueIs(code, Comparison(key), (item.text(key),))


def _count(item: Fields, depth: int) -> Condition:
    key = _comparison(item, _COUNT_COMPARISONS)
    return CountIs(item.text("count"), Comparison(key), item.whole(key, 0))


def _clock(item: Fields, depth: int) -> Condition:
    known = {standing.value: standing for standing in ClockStanding}
    return ClockStands(item.text("clock"), ClockStanding(item.choice("stands", known)))


def _children(item: Fields, depth: int) -> Condition:
    return ChildrenAre(_quantity(item, "children"), item.texts("outcomes"))


def _branches(item: Fields, depth: int) -> Condition:
    return BranchesAre(item.text("branches"), _quantity(item, "are"), item.texts("in"))


def _paper(item: Fields, depth: int) -> Condition:
    return PaperGiven(item.text("paper"))


def _quantity(item: Fields, key: str) -> Quantity:
    return Quantity(item.choice(key, {quantity.value: quantity for quantity in Quantity}))


def _comparison(item: Fields, known: tuple[str, ...]) -> str:
    found = [key for key in known if key in item]
    if len(found) != 1:
        raise item.refusal(
            "条件", "没有写怎样比较", "、".join(known), "、".join(found) or "没有", "写一种比较。"
        )
    return found[0]


_READERS: Mapping[str, Callable[[Fields, int], Condition]] = {
    "all": _all,
    "any": _any,
    "not": _not,
    "value": _value,
    "count": _count,
    "clock": _clock,
    "children": _children,
    "branches": _branches,
    "paper": _paper,
}
