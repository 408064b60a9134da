"""Nesting: the level of each heading, from how the numbering styles of this document nest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.documents.headings import Heading
from xunzheng.documents.model import LabelStyle

# From outside in: the order in official writing (GB/T 9704), used where the document shows no other.
_USUAL = (
    "编",
    "篇",
    "部分",
    "章",
    "节",
    "一、",
    "（一）",
    "1、",
    "1.1",
    "1.1.1",
    "（1）",
    "1）",
    "①",
    "一是",
)
_LOOKAHEAD = 60
_SWAP_VOTES = 2

Kind = str


def kind_of(heading: Heading) -> Kind:
    """The kind of numbering that decides the nesting: `1、` and `1.` are one, `第一章` and `第一节` two."""
    label = heading.label
    if label is None:
        return ""
    if label.style is LabelStyle.CHAPTER:
        return next((unit for unit in _USUAL[:5] if label.text.endswith(unit)), "章")
    if label.style is LabelStyle.ARABIC_DOT:
        return LabelStyle.ARABIC.value
    if label.style is LabelStyle.DECIMAL:
        return "1.1" if len(label.parents) == 1 else "1.1.1"
    return label.style.value


def _order(kinds: Sequence[Kind], ordinals: Sequence[int]) -> dict[Kind, int]:
    """Rank the kinds from outside in; a kind that repeatedly restarts below another stands inside it."""
    votes: Counter[tuple[Kind, Kind]] = Counter()
    for before, after, ordinal in zip(kinds, kinds[1:], ordinals[1:], strict=False):
        if before and after and before != after and ordinal == 1:
            votes[before, after] += 1
    order = list(_USUAL)
    for _ in order:
        for index in range(len(order) - 1):
            outer, inner = order[index], order[index + 1]
            against, for_usual = votes[inner, outer], votes[outer, inner]
            if against >= _SWAP_VOTES and against > 2 * for_usual:
                order[index], order[index + 1] = inner, outer
                votes[inner, outer] = 0
    return {kind: rank for rank, kind in enumerate(order)}


@dataclass(slots=True)
class _Open:
    rank: int
    ordinal: int
    declared: int | None
    nested: bool = False
    labelled: bool = True


def _restarts_inside(
    top: _Open, stack: Sequence[_Open], sequence: Sequence[tuple[int, int]], following: int
) -> bool:
    """Whether a label 1 opens a list inside the open heading of its own style, rather than repeats it."""
    if top.nested or len(stack) < 2:
        return False
    if top.ordinal >= 2:
        return True
    twos = 0
    for rank, ordinal in sequence[following : following + _LOOKAHEAD]:
        if rank < top.rank:
            break
        twos += rank == top.rank and ordinal == 2
    return twos >= 2


def _pop_labelled(
    stack: list[_Open], current: _Open, sequence: Sequence[tuple[int, int]], following: int
) -> None:
    while stack and _is_over(stack, current):
        stack.pop()
    if not stack or stack[-1].rank != current.rank or not stack[-1].labelled:
        return
    if current.ordinal == 1 and _restarts_inside(stack[-1], stack, sequence, following):
        current.nested = True
        return
    if stack[-1].nested and current.ordinal != 1:
        inner, outer = stack[-1].ordinal, stack[-2].ordinal
        if current.ordinal != inner + 1 and current.ordinal == outer + 1:
            stack.pop()
        else:
            current.nested = True
    elif stack[-1].nested:
        current.nested = True
    stack.pop()


def _is_over(stack: Sequence[_Open], current: _Open) -> bool:
    """Whether the innermost open heading ends where a labelled heading stands."""
    top = stack[-1]
    if top.labelled:
        return top.rank > current.rank
    return _closes(top, current) or any(o.labelled and o.rank >= current.rank for o in stack[:-1])


def _closes(opened: _Open, current: _Open) -> bool:
    """Whether an unlabelled heading is closed by a heading whose level the file declares."""
    if opened.declared is None or current.declared is None:
        return False
    return opened.declared >= current.declared


def _pop_declared(stack: list[_Open], current: _Open) -> None:
    while stack and any(_closes(opened, current) for opened in stack):
        stack.pop()


def read_levels(headings: Sequence[Heading]) -> tuple[int, ...]:
    """The level, from 1, of each of `headings` (all of which open a section), in order.

    Styles nest as they do in this document, in doubt as in official writing: 一、 > （一） > 1、 > （1）
    > ①. A style that is missing leaves no gap: where nothing stands above （一） it is level 1. A list
    that starts again at 1 inside a heading of its own style (（一） under （二）) is one level deeper,
    once. An attachment closes everything before it.
    """
    kinds = [kind_of(heading) for heading in headings]
    ordinals = [heading.label.ordinal if heading.label else 0 for heading in headings]
    ranks = _order(kinds, ordinals)
    sequence = [(ranks.get(kind, -1), ordinal) for kind, ordinal in zip(kinds, ordinals, strict=True)]
    stack: list[_Open] = []
    levels: list[int] = []
    for index, heading in enumerate(headings):
        rank, ordinal = sequence[index]
        current = _Open(rank, ordinal, heading.declared, labelled=heading.label is not None)
        if heading.is_attachment:
            stack.clear()
        elif heading.label is None:
            _pop_declared(stack, current)
        else:
            _pop_labelled(stack, current, sequence, index + 1)
        stack.append(current)
        levels.append(len(stack))
    return tuple(levels)
