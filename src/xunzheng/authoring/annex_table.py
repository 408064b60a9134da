"""The table 专项（项目）资金绩效评价表: indicators with weights in their names, explanations, scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from xunzheng.authoring.amounts import plain
from xunzheng.authoring.assessment import Assessed, Assessment
from xunzheng.authoring.table_slots import centred, head, runs, score, words
from xunzheng.documents.manuscript import Grid, Slot
from xunzheng.evaluation.framework import Indicator

_WIDTHS = (9, 10, 13, 26, 34, 8)
_TITLES = ("一级指标", "二级指标", "三级指标", "指标解释", "指标说明", "得分")
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

Row = tuple[Slot, ...]


def annex_table(assessment: Assessment) -> Grid:
    """The table in the layout of the score sheets made after 财预〔2013〕53号, a weight behind each name."""
    items = assessment.items
    weights = dict(_weights(items))
    full = sum((item.weight for item in items), Decimal(0))
    rows = [tuple(map(head, _TITLES))]
    for item, one, two in zip(items, runs(items, 0), runs(items, 1), strict=True):
        rows.append((*_names(item, (one, two), weights), *_explained(item)))
    rows.append((head(f"合计（{plain(full)}分）", columns=5), score(assessment.total)))
    return Grid(tuple(rows), _WIDTHS, header_rows=1, note="\n".join(assessment.form.notes))


def _weights(items: tuple[Assessed, ...]) -> Iterator[tuple[tuple[str, ...], Decimal]]:
    for depth in (1, 2):
        for path, group in groupby(items, key=lambda item: item.path[:depth]):
            yield path, sum((item.weight for item in group), Decimal(0))


def _names(
    item: Assessed, spans: tuple[int, int], weights: Mapping[tuple[str, ...], Decimal]
) -> Iterator[Slot]:
    for depth, span in enumerate(spans, start=1):
        if span:
            path = item.path[:depth]
            yield centred(_weighed(path[-1], weights[path]), rows=span)
    yield centred(_weighed(item.name, item.weight))


def _weighed(name: str, weight: Decimal) -> str:
    return f"{name}\n（{plain(weight)}分）"


def _explained(item: Assessed) -> Row:
    return words(item.leaf.explanation), words(pointed(item.leaf)), score(item.points)


def pointed(leaf: Indicator) -> str:
    """What the column 指标说明 says: the evaluation points, or the formula with its terms."""
    if leaf.points:
        last = len(leaf.points)
        lines = [
            f"{_NUMBERS[number]}{point}{'。' if number + 1 == last else '；'}"
            for number, point in enumerate(leaf.points)
        ]
        return "\n".join(["评价要点：", *lines])
    formula = [f"{leaf.formula}。"] if leaf.formula else []
    return "\n".join([*formula, *leaf.notes])
