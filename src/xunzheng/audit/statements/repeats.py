"""Quantities that a report states more than once: the same words, the same year, the same unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.quantities.dates import dates
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_KINDS = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE})
_FILLER = re.compile(
    r"其中|共计|合计|总计|总共|累计|全年|本年度?|当年|截[止至]\S{0,12}?[日底末]|目前|现有|现|共有|共|均|约|已|为|达到?|了|的"
    r"|我[市县区镇乡局委院校办单位中心站]{1,2}|本[市县区镇乡局委院校办单位中心站]{1,2}|[,:;、\s“”\"]|\d+"
)
_SHORTEST = 4
_VAGUE = re.compile(
    r"^(?:项目|资金|金额|人数|数量|完成|投入|支出|发放|补助|新增|建设|安排|下达|使用|其他|每|人均|平均|比|较|增|减|占)+$"
)


@dataclass(frozen=True, slots=True)
class Repeat:
    """One quantity with its statements, in order; `key` are the words that name it."""

    key: str
    statements: tuple[tuple[Sentence, Figure], ...]

    @property
    def differs(self) -> bool:
        """Whether the statements disagree."""
        return len({figure.quantity.in_base for _, figure in self.statements}) > 1


def read_repeats(sentences: Sequence[Sentence]) -> tuple[Repeat, ...]:
    """Quantities named by the same words of four characters and more in two paragraphs at least.

    Words that recur with three values and more name a column, not a quantity, and are left out.
    """
    groups: dict[tuple[str, str, str], list[tuple[Sentence, Figure]]] = {}
    for sentence in sentences:
        year = _year(sentence)
        for figure in sentence.figures:
            key = _key(sentence, figure)
            if key:
                groups.setdefault((key, figure.base, year), []).append((sentence, figure))
    return tuple(
        Repeat(key, tuple(statements))
        for (key, _, _), statements in groups.items()
        if len({(s.block, s.row) for s, _ in statements}) > 1
        and len({f.quantity.in_base for _, f in statements}) < 3
    )


def _year(sentence: Sentence) -> str:
    years = {str(mention.year) for mention in dates(sentence.text) if mention.year}
    return years.pop() if len(years) == 1 else "/".join(sorted(years))


def _key(sentence: Sentence, figure: Figure) -> str:
    quantity = figure.quantity
    if quantity.unit.dimension not in _KINDS or quantity.precision is not Precision.EXACT or quantity.upper:
        return ""
    words = figure.label
    if figure.bracket >= 0:
        bracket = sentence.brackets[figure.bracket]
        clause = sentence.clauses[bracket.clause]
        words = sentence.words(max(clause.start, bracket.start - 16), bracket.start) + words
    key = _FILLER.sub("", words)
    return key if len(key) >= _SHORTEST and not _VAGUE.match(key) else ""
