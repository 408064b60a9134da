"""Whether an action's conditions hold, and the sentence that says what is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Collection
from decimal import Decimal, InvalidOperation

from xunzheng.processes.case import Token, Value
from xunzheng.processes.command import Reason
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
    Leaf,
    Not,
    PaperGiven,
    Quantity,
    ValueIs,
)
from xunzheng.processes.definition import Action, Definition
from xunzheng.processes.situation import Situation

_STANDINGS = {
    ClockStanding.NEVER_STARTED: "尚未开始",
    ClockStanding.RUNNING: "正在计时",
    ClockStanding.PAUSED: "已暂停",
    ClockStanding.STOPPED: "已停止",
    ClockStanding.OVERDUE: "已逾期",
    ClockStanding.EXTENDED: "已延长",
}
_QUANTITIES = {Quantity.ALL: "全部", Quantity.ANY: "至少一个", Quantity.NONE: "没有一个"}


def unmet(action: Action, situation: Situation, token: Token) -> tuple[Reason, ...]:
    """Why the action's guard does not hold; empty where it does."""
    if action.guard is None:
        return ()
    parts = action.guard.parts if isinstance(action.guard, All) else (action.guard,)
    failing = [part for part in parts if not holds(part, situation, token)]
    if not failing:
        return ()
    if action.why:
        return (Reason("guard", action.why, action.code),)
    definition = situation.definition
    return tuple(
        Reason("guard", f"条件不符：须{sentence(part, definition)}。", action.code) for part in failing
    )


def holds(condition: Condition, situation: Situation, token: Token) -> bool:
    """Whether the condition holds for the token in the situation."""
    if isinstance(condition, All):
        return all(holds(part, situation, token) for part in condition.parts)
    if isinstance(condition, Any):
        return any(holds(part, situation, token) for part in condition.parts)
    if isinstance(condition, Not):
        return not holds(condition.part, situation, token)
    return _leaf_holds(condition, situation, token)


def _leaf_holds(leaf: Leaf, situation: Situation, token: Token) -> bool:
    case = situation.case
    if isinstance(leaf, ValueIs):
        return value_is(leaf, case.values.get(leaf.field))
    if isinstance(leaf, CountIs):
        return count_is(leaf, case.counts.get(leaf.action, 0))
    if isinstance(leaf, ClockStands):
        return _clock_stands(leaf, situation, token)
    if isinstance(leaf, ChildrenAre):
        good = [
            child.is_closed and (not leaf.outcomes or child.outcome in leaf.outcomes)
            for child in case.children.values()
        ]
        return _so_many(leaf.quantity, good)
    if isinstance(leaf, BranchesAre):
        return _so_many(leaf.quantity, [t.state in leaf.states for t in _latest(situation, leaf.fork)])
    return leaf.material in case.materials


def _latest(situation: Situation, fork: str) -> list[Token]:
    """The branches of the fork as it was opened last."""
    tokens = [t for t in situation.case.tokens.values() if t.fork == fork and not t.is_withdrawn]
    newest = max((t.round for t in tokens), default=0)
    return [t for t in tokens if t.round == newest]


def _so_many(quantity: Quantity, good: Collection[bool]) -> bool:
    if quantity is Quantity.ALL:
        return bool(good) and all(good)
    return any(good) if quantity is Quantity.ANY else not any(good)


def value_is(leaf: ValueIs, value: Value | None) -> bool:
    """Whether a value stands as the leaf says; parties are compared by how many they are."""
    if leaf.comparison is Comparison.GIVEN:
        return bool(value)
    if leaf.comparison is Comparison.IS_NOT:
        return value != leaf.values[0]
    if not value:
        return False
    if leaf.comparison in (Comparison.IS, Comparison.AMONG):
        return value in leaf.values
    at_least = leaf.comparison is Comparison.AT_LEAST
    return _not_below(value, leaf.values[0]) if at_least else _not_below(leaf.values[0], value)


def _not_below(one: Value, other: Value) -> bool:
    """Whether one is not below the other: as numbers where both are, else as text, which orders dates."""
    first, second = _number(one), _number(other)
    if first is None or second is None:
        return str(one) >= str(other)
    return first >= second


def _number(value: Value) -> Decimal | None:
    if isinstance(value, tuple):
        return Decimal(len(value))
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def count_is(leaf: CountIs, number: int) -> bool:
    """Whether an action has been taken so often."""
    if leaf.comparison is Comparison.AT_LEAST:
        return number >= leaf.number
    return number <= leaf.number if leaf.comparison is Comparison.AT_MOST else number == leaf.number


def _clock_stands(leaf: ClockStands, situation: Situation, token: Token) -> bool:
    clock = situation.clock(leaf.clock, token)
    if leaf.standing is ClockStanding.NEVER_STARTED or clock is None:
        return leaf.standing is ClockStanding.NEVER_STARTED and clock is None
    if leaf.standing is ClockStanding.STOPPED:
        return clock.is_stopped
    if leaf.standing is ClockStanding.EXTENDED:
        return bool(clock.extensions)
    if leaf.standing is ClockStanding.OVERDUE:
        standing = situation.standing(clock)
        return standing.is_overdue or standing.is_late_stopped
    return not clock.is_stopped and clock.is_paused is (leaf.standing is ClockStanding.PAUSED)


def sentence(condition: Condition, definition: Definition) -> str:
    """The condition in words, as it follows on “须”."""
    if isinstance(condition, All):
        return "且".join(sentence(part, definition) for part in condition.parts)
    if isinstance(condition, Any):
        return "（" + "，或者".join(sentence(part, definition) for part in condition.parts) + "）"
    if isinstance(condition, Not):
        return f"不是{sentence(condition.part, definition)}"
    writer: Callable[[Leaf, Definition], str] = _SENTENCES[type(condition)]
    return writer(condition, definition)


def _value_sentence(leaf: ValueIs, definition: Definition) -> str:
    field = definition.field[leaf.field]
    titles = {choice.code: choice.title for choice in field.choices} | {"yes": "是", "no": "否"}
    values = "、".join(titles.get(value, value) for value in leaf.values)
    return f"“{field.title}”{_COMPARISONS[leaf.comparison].format(values)}"


def _count_sentence(leaf: CountIs, definition: Definition) -> str:
    words = {Comparison.AT_LEAST: "不少于", Comparison.AT_MOST: "不多于"}.get(leaf.comparison, "恰好")
    return f"“{definition.action[leaf.action].title}”的次数{words}{leaf.number}次"


def _clock_sentence(leaf: ClockStands, definition: Definition) -> str:
    return f"“{definition.clock[leaf.clock].title}”{_STANDINGS[leaf.standing]}"


def _children_sentence(leaf: ChildrenAre, definition: Definition) -> str:
    as_wanted = f"以{'、'.join(leaf.outcomes)}办结" if leaf.outcomes else "办结"
    return f"{_QUANTITIES[leaf.quantity]}子案件已{as_wanted}"


def _branches_sentence(leaf: BranchesAre, definition: Definition) -> str:
    states = "、".join(definition.state[state].title for state in leaf.states)
    return f"“{definition.fork[leaf.fork].title}”{_QUANTITIES[leaf.quantity]}处于“{states}”"


def _paper_sentence(leaf: PaperGiven, definition: Definition) -> str:
    return f"已有材料“{definition.material[leaf.material].title}”"


_COMPARISONS = {
    Comparison.IS: "为“{}”",
    Comparison.IS_NOT: "不为“{}”",
    Comparison.AMONG: "为其中之一：{}",
    Comparison.AT_LEAST: "不小于{}",
    Comparison.AT_MOST: "不大于{}",
    Comparison.GIVEN: "已填",
}
_SENTENCES: dict[type[Leaf], Callable[..., str]] = {
    ValueIs: _value_sentence,
    CountIs: _count_sentence,
    ClockStands: _clock_sentence,
    ChildrenAre: _children_sentence,
    BranchesAre: _branches_sentence,
    PaperGiven: _paper_sentence,
}
