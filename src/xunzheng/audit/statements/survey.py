"""Surveys of satisfaction told in a paragraph: how many answered, and how many chose which answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xunzheng.audit.statements.flows import Flow, RateClaim
from xunzheng.audit.statements.sentences import Figure
from xunzheng.quantities.units import Dimension

_NAMES = ("满意度", "满意率", "好评率")
_ANSWER = re.compile(
    r"(?P<no>(?:很|非常|极)?不(?:太)?满意|差评|一般|无所谓|不了解|不清楚|中立)|(?P<yes>(?:很|非常|十分|比较|较|基本|较为)?满意|好评|较好|很好)"
)
_ASKED = re.compile(r"发放|发出|回收|收回|有效|问卷|调查|访谈|走访|受访|抽取|抽样|测评|评价|评议|样本|接受")
_MOST = 12


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers that speak for and against (in between counts as against), and the numbers of those asked.

    `asked` are those that may be the whole: given out, returned, valid. All are of one unit.
    """

    content: tuple[Figure, ...]
    others: tuple[Figure, ...]
    asked: tuple[Figure, ...]


def is_satisfaction(name: str) -> bool:
    """Whether a rate is one of satisfaction by its name."""
    return name.endswith(_NAMES) and not name.endswith("不满意率")


def read_survey(claim: RateClaim) -> Survey | None:
    """The survey that a rate of satisfaction was made of; None where fewer than two answers are told.

    Example: 回收288份，其中满意251份、基本满意28份、不满意9份，满意率96.88%.
    """
    flows = [flow for flow in (*claim.around, *claim.near) if flow.figure.start < claim.figure.start]
    counted = [f.figure for f in flows if _is_count(f)][-_MOST:]
    answers = [(figure, match) for figure in counted if (match := _answer(figure)) is not None]
    if len(answers) < 2 or not any(match["yes"] for _, match in answers):
        return None
    base = answers[-1][0].base
    told = [figure for figure, _ in answers]
    return Survey(
        content=tuple(f for f, match in answers if match["yes"] and f.base == base),
        others=tuple(f for f, match in answers if match["no"] and f.base == base),
        asked=tuple(f for f in counted if f not in told and f.base == base and _ASKED.search(f.label)),
    )


def _is_count(flow: Flow) -> bool:
    return flow.figure.quantity.is_whole_count or flow.figure.quantity.unit.dimension is Dimension.COUNT


def _answer(figure: Figure) -> re.Match[str] | None:
    """The answer that a figure counts, told before it (满意251份) or behind it (251份表示满意)."""
    behind = _ANSWER.search(figure.tail[:10])
    found = list(_ANSWER.finditer(figure.label))
    return found[-1] if found else behind
