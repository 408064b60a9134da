"""Targets told in one place and their actual values in another: 绩效目标：培训600人 … 完成：培训612人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.told_sheet_cells import Item, cell_of
from xunzheng.audit.statements.told_sheet_words import Role, name_of, role_of
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_TITLE = re.compile(r"(?:绩效|年度|总体|预期|项目)?目标$")
_LEAD = re.compile(r"(?:绩效|年度|主要|预期|总体)目标(?:任务)?(?:为|是|如下|有)?:")
_OTHER_TIME = re.compile(r"20\d\d年|上年|去年|同期|上半年|下半年|季度|\d月|其中|每|平均|累计")
_PLANNED = re.compile(r"目标|计划|拟|任务|要求|不足")
_COUNTED = re.compile(r"(?:天数|人数|次数|场次|数量|人次|数)$")
_KINDS = frozenset({Dimension.COUNT, Dimension.RATE, Dimension.DURATION, Dimension.MEASURE})
_SHORTEST_KEY = 2

_Key = tuple[str, str]
_Found = tuple[Sentence, Figure]


def read_goals(prose: Sequence[Sentence]) -> list[Item]:
    """The indicators of a list of targets whose actual value another place tells under the same name.

    A list stands under a title that ends in 目标, or behind 绩效目标：. Names are the same where they are
    written with the same characters in whatever order, and their units agree. A name told twice with
    different numbers is left out, and so is money.
    """
    goals: dict[_Key, list[_Found]] = {}
    done: dict[_Key, list[_Found]] = {}
    for sentence in prose:
        start = _goals_from(sentence)
        for figure in _figures(sentence):
            if start is not None and figure.start >= start:
                _add(goals, sentence, figure)
            elif start is None and goals and not _PLANNED.search(figure.label):
                _add(done, sentence, figure)
    return [
        _item(key, goal, actual)
        for key, found in goals.items()
        if (goal := _only(found)) is not None and (actual := _only(done.get(key, []))) is not None
    ]


def _goals_from(sentence: Sentence) -> int | None:
    """Where the targets of a sentence begin; None where it has none."""
    lead = _LEAD.search(sentence.folded)
    if lead is not None:
        return sentence.start + lead.end()
    title = sentence.section[-1].strip() if sentence.section else ""
    return sentence.start if _TITLE.search(title) and len(title) < 12 else None


def _figures(sentence: Sentence) -> Iterator[Figure]:
    for figure in sentence.figures:
        kind = figure.quantity.unit.dimension
        end = figure.start - sentence.start
        begin = max(sentence.folded.rfind(sign, 0, end) for sign in ";。")
        if sentence.folded.find("其中", begin + 1, end) >= 0:
            continue  # a part's name says what it is only together with its whole
        if figure.bracket == -1 and kind in _KINDS and figure.quantity.precision is not Precision.ABOUT:
            yield figure


def _add(found: dict[_Key, list[_Found]], sentence: Sentence, figure: Figure) -> None:
    if _OTHER_TIME.search(figure.label):
        return
    told = role_of(figure.label, score=False)
    name = name_of(told.name) if told.role is Role.PLAIN else ""
    key = "".join(sorted(_COUNTED.sub("", name)))
    if len(key) >= _SHORTEST_KEY:
        found.setdefault((key, figure.base), []).append((sentence, figure))


def _only(found: Sequence[_Found]) -> _Found | None:
    """The first of a name's figures, if all say the same."""
    values = {(figure.quantity.value, figure.quantity.upper) for _, figure in found}
    return found[0] if len(values) == 1 else None


def _item(key: _Key, goal: _Found, actual: _Found) -> Item:
    sentence, figure = goal
    name = name_of(role_of(figure.label, score=False).name)
    offset = sentence.folded.rfind(name, 0, figure.start - sentence.start)
    start = sentence.start + offset if offset >= 0 else figure.start
    item = Item(name, start, start + len(name) if offset >= 0 else figure.end, actual[0], ())
    item.named = sentence
    item.target, item.actual = cell_of(sentence, figure), cell_of(*actual)
    return item
