"""Figures of the whole report by the words that name them, for what a paragraph leaves to another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from xunzheng.audit.statements.flows import is_plain
from xunzheng.audit.statements.sentences import Figure, Sentence

_GENERAL = re.compile(
    r"其中|共计|合计|总计|累计|全年|本年度?|当年|年度|年初|年末|截[至止]|目前|已|为|了|的|实际|计划|目标|任务|预算|安排|下达|核定|批复|应|共"
    r"|支出|支付|使用|执行|拨付|完成|到位|发放|资金|经费|金额|用于|年|月底?|日|项目|总额|总|财政|拨款|专项|各级|全部|[^\u4e00-\u9fff]"
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


class Named:
    """The plain figures of a report by their base and the thing that they name."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._by_name: dict[tuple[str, str], list[Figure]] = {}
        for sentence in sentences:
            for figure in sentence.figures:
                if is_plain(figure):
                    key = (figure.base, name_of_thing(figure.label))
                    named = self._by_name.setdefault(key, [])
                    if len(named) < _MOST:
                        named.append(figure)

    def alike(self, figure: Figure) -> Sequence[Figure]:
        """The other figures of one unit that name the same thing; none where the words name nothing."""
        name = name_of_thing(figure.label)
        if len(name) < _SHORTEST:
            return ()
        return [other for other in self._by_name.get((figure.base, name), ()) if other is not figure]

    def unnamed(self, base: str) -> Sequence[Figure]:
        """The figures of a unit whose words name no thing, only a stage or the whole: 全年预算."""
        return self._by_name.get((base, ""), ())


def once(sentences: Sequence[Sentence]) -> Callable[[], Named]:
    """The named figures, gathered when they are first asked for."""
    return cache(lambda: Named(sentences))
