"""The table of the actual values that follow from other numbers, each with its sum written out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xunzheng.authoring.assessment import Assessed
from xunzheng.authoring.table_slots import centred, head, words
from xunzheng.documents.manuscript import Grid

_TITLES = ("指标名称", "计算过程", "实际完成值")


def derivation_table(items: Sequence[Assessed]) -> Iterator[Grid]:
    """One grid with a row for each computed value; none where no value was computed."""
    rows = [(words(item.name), words(_sum(item)), centred(item.actual)) for item in items if _sum(item)]
    if rows:
        yield Grid((tuple(map(head, _TITLES)), *rows), (3, 6, 2), caption="实际完成值的计算")


def _sum(item: Assessed) -> str:
    if item.item.share is not None:
        part, whole = item.item.share
        return f"{part.name}{part.value}÷{whole.name}{whole.value}×100%"
    return "＋".join(f"{part.name}{part.value}" for part in item.item.parts)
