"""Weights and scores that ran together in one cell, parted where exactly one way makes the totals close."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xunzheng.audit.sheet import Sheet, SheetNode, Stated
from xunzheng.audit.sheet_reading import plain_text

_DIGITS = re.compile(r"\d{2,6}(?:\.\d{1,2})?")
_NUMBER = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?")
_FULL = Decimal(100)
_MOST_LEAVES = 60
_MOST_STATES = 20_000

_Pair = tuple[Decimal, Decimal]
_Ways = Mapping[_Pair, tuple[int, tuple[_Pair, ...]]]


def split_scores(sheet: Sheet) -> Sheet:
    """The sheet with weights and scores that stand in one cell parted (`3028` is 30 and 28), in doubt.

    Only where every leaf can be parted or read, and exactly one choice adds up to the stated totals, or to
    100 where the weights have none. Otherwise the sheet as it was. Bounded: 60 leaves, 20,000 sums.
    """
    leaves = list(sheet.leaves())
    glued = any(_is_glued(leaf) and not _can_be_weight(leaf) for leaf in leaves)
    if not glued or not 1 < len(leaves) <= _MOST_LEAVES:
        return sheet
    choices = [list(_choices(leaf)) for leaf in leaves]
    total = sheet.total_weight.value if sheet.total_weight is not None else None
    chosen = _only(
        choices, total or _FULL, sheet.total_score.value if sheet.total_score is not None else None
    )
    if chosen is None:
        return sheet
    pairs = iter(chosen)
    return replace(sheet, nodes=tuple(_parted(node, pairs) for node in sheet.nodes), doubtful=True)


def _is_glued(leaf: SheetNode) -> bool:
    """Whether the weight's cell holds more than a weight while the score's is empty."""
    empty = leaf.score is None or not plain_text(leaf.score)
    return empty and _DIGITS.fullmatch(plain_text(leaf.weight)) is not None


def _can_be_weight(leaf: SheetNode) -> bool:
    return leaf.weight is not None and leaf.weight.value is not None and leaf.weight.value <= _FULL


def _choices(leaf: SheetNode) -> Iterator[_Pair]:
    if not _is_glued(leaf):
        if leaf.weight is not None and leaf.weight.value is not None:
            yield leaf.weight.value, leaf.score.value or Decimal(0) if leaf.score is not None else Decimal(0)
        return
    text = plain_text(leaf.weight)
    if _can_be_weight(leaf):
        yield Decimal(text), Decimal(0)
    for at in range(1, len(text)):
        one, other = text[:at], text[at:]
        if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other) and Decimal(other) <= Decimal(one) <= _FULL:
            yield Decimal(one), Decimal(other)


def _only(
    choices: Sequence[Sequence[_Pair]], weight: Decimal, score: Decimal | None
) -> tuple[_Pair, ...] | None:
    """The one way to choose a pair of each leaf that gives the totals; None unless there is just one."""
    ways: _Ways = {(Decimal(0), Decimal(0)): (1, ())}
    for pairs in choices:
        following: dict[_Pair, tuple[int, tuple[_Pair, ...]]] = {}
        for (weights, scores), (count, way) in ways.items():
            for pair in pairs:
                key = (weights + pair[0], scores + pair[1])
                if key[0] <= weight and (score is None or key[1] <= score):
                    before = following.get(key, (0, ()))[0]
                    following[key] = (before + count, (*way, pair))
        if len(following) > _MOST_STATES:
            return None
        ways = following
    ends = [
        found for (weights, scores), found in ways.items() if weights == weight and score in (None, scores)
    ]
    return ends[0][1] if len(ends) == 1 and ends[0][0] == 1 else None


def _parted(node: SheetNode, pairs: Iterator[_Pair]) -> SheetNode:
    if node.children:
        return replace(node, children=tuple(_parted(child, pairs) for child in node.children))
    weight, score = next(pairs)
    if not _is_glued(node) or node.weight is None or node.weight.value == weight:
        return node
    length = next(n for n in range(1, len(node.weight.text)) if _reads(node.weight.text[:n], weight))
    return replace(
        node, weight=_piece(node.weight, 0, length, weight), score=_piece(node.weight, length, None, score)
    )


def _reads(text: str, value: Decimal) -> bool:
    return _NUMBER.fullmatch(text.strip()) is not None and Decimal(text.strip()) == value


def _piece(stated: Stated, start: int, end: int | None, value: Decimal) -> Stated:
    text, place = stated.text[start:end], stated.place
    moved = replace(place, start=place.start + start, end=place.start + start + len(text), quote=text)
    return Stated(text, moved, value)
