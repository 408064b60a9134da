"""Figures of the whole report by the words that name them, for what a paragraph leaves to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from xunzheng.audit.statements.flows import is_plain
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import Stage, stage_of

_GENERAL = re.compile(
    r"其中|共计|合计|总计|累计|全年|本年度?|当年|年度|年初|年末|截[至止]|目前|已|为|了|的|实际|计划|目标|任务|预算|安排|下达|核定|批复|应|共"
    r"|支出|支付|使用|执行|拨付|完成|到位|发放|资金|经费|金额|用于|年|月底?|日|项目|总额|总|财政|拨款|专项|各级|全部|[^\u4e00-\u9fff]"
)
_WHOLES = (Stage.PLANNED, Stage.ARRIVED)
_WHOLE = re.compile(
    r"总额|总投资|总(?:预算|资金|经费)|(?:预算|资金|经费|投资|拨款)(?:总额|总计|合计|共计?)|财政拨款"
)
_WHOLE = re.compile(
    r"总(?:计|额|量|数|投资|盘子|规模|预算|收入|支出)?(?:为|是|达)?$|合计$|可用(?:资金)?$|全部支出$|^支出$"
)
_SHORTEST = 2
_MOST = 24  # figures of one name that are kept, so that no text makes the search long
_LONGEST = 12  # characters of a name that are compared, its last ones


def name_of_thing(label: str) -> str:
    """What a label names when the words for stages, times and totals are taken off it.

    >>> name_of_thing("其中：农村公路养护支出")
    '农村公路养护'
    """
    return _GENERAL.sub("", label)[-_LONGEST:]


_PART_OF = re.compile(
    r"其中|其他|[省市县区州乡镇]级|中央|自筹|配套|上年|上一?年度|去年|年初结转|追加|调[增减]|结余|[每均]|\d{4}年\S*20\d\d|分别|其余"
)
_MOST_MAIN = 40


def main_money(sentences: Iterable[Sentence]) -> tuple[tuple[Figure, Stage | None], ...]:
    """The amounts that speak of the whole of the money, with their stages: 全年预算, 共到位资金, 总投资.

    Not those said to be parts (其中, 县级), of another year, or in brackets; the first forty.
    """
    found: list[tuple[Figure, Stage | None]] = []
    for sentence in sentences:
        for figure in sentence.figures:
            if figure.base == "元" and figure.bracket == -1 and is_plain(figure):
                stage = stage_of(figure.label)
                whole = stage in _WHOLES or _WHOLE.search(figure.label)
                if whole and not _PART_OF.search(figure.label) and len(found) < _MOST_MAIN:
                    found.append((figure, stage))
    return tuple(found)


class Named:
    """The plain figures of a report by their base and the thing that they name."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._main: tuple[tuple[Figure, Stage | None], ...] | None = None
        self._by_name: dict[tuple[str, str], list[Figure]] = {}
        self._totals: dict[str, list[Figure]] = {}
        for sentence in sentences:
            for figure in sentence.figures:
                if is_plain(figure):
                    key = (figure.base, name_of_thing(figure.label))
                    totals = self._totals.setdefault(figure.base, [])
                    if _WHOLE.search(figure.label[-10:]) and len(totals) < _MOST:
                        totals.append(figure)
                    named = self._by_name.setdefault(key, [])
                    if len(named) < _MOST:
                        named.append(figure)

    def alike(self, figure: Figure) -> Sequence[Figure]:
        """The other figures of one unit that name the same thing; none where the words name nothing."""
        name = name_of_thing(figure.label)
        if len(name) < _SHORTEST:
            return ()
        return [other for other in self._by_name.get((figure.base, name), ()) if other is not figure]

    def main(self) -> tuple[tuple[Figure, Stage | None], ...]:
        """The amounts of the whole money of the report, gathered once."""
        if self._main is None:
            self._main = main_money(self._sentences)
        return self._main

    def unnamed(self, base: str) -> Sequence[Figure]:
        """The figures of a unit whose words name no thing, only a stage or the whole: 全年预算."""
        return self._by_name.get((base, ""), ())

    def wholes(self, base: str) -> Sequence[Figure]:
        """The figures of a unit that stand for all of it: unnamed ones, and those told as a total."""
        return (*self._by_name.get((base, ""), ()), *self._totals.get(base, ()))


def once(sentences: Sequence[Sentence]) -> Callable[[], Named]:
    """The named figures, gathered when they are first asked for."""
    return cache(lambda: Named(sentences))
