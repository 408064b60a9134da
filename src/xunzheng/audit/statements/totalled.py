"""Totals behind their parts in one sentence: 甲449万元、乙43万元，共计491万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xunzheng.audit.statements.levels import Levels
from xunzheng.audit.statements.parts import Link, SumClaim, is_addable, readings
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import OF_WHICH, PER_UNIT, TOTAL_CUE
from xunzheng.quantities.units import Dimension

_ALL_OF = re.compile(
    r"(?:^|[,;])(?:总[^,;:。、总\d]{1,3}|全[年县市区镇村校院局系部省乡站][^,;:。、\d]{0,4})$"
)
_CUMULATED = re.compile(r"累计")
_TESTED = re.compile(r"收回|回收|有效|合格|通过|满意|成活|达标|实际|完成|支付|支出")
_LONGEST = 40  # figures before a total among which its parts are looked for


def read_totalled(sentence: Sentence, levels: Levels, counted: set[int]) -> Iterator[SumClaim]:
    """`甲449万元、乙43万元，共计491万元`: the figures since the last total of their level and base.

    Those in `counted` say how many parts they have. A total of what came back or passed (合计收回490份) is
    no total of what was sent out.
    """
    pending: dict[tuple[int, str], list[Figure]] = {}
    for figure in sentence.figures:
        if not is_addable(figure):
            continue
        key = (figure.bracket, figure.base)
        cue = TOTAL_CUE.search(figure.label) or _CUMULATED.search(figure.label)
        cue = cue or (_ALL_OF.search(figure.label) if len(pending.get(key, [])) > 1 else None)
        if cue is None or PER_UNIT.search(figure.label):
            pending.setdefault(key, []).append(figure)
            continue
        earlier = pending.pop(key, [])
        listed = _run_of(figure, earlier) or _behind_of_which(earlier)
        if figure.start not in counted and len(listed) > 1 and not _is_subset(figure, listed):
            if len(earlier) < len(sentence.figures) - 1 and _makes_of_all(sentence, figure, earlier):
                continue
            natural, others = readings(listed, levels, figure.bracket, figure)
            if len(listed) < len(earlier):
                others = (*others, tuple(earlier))
            word = "累计" if cue.re is _ALL_OF else cue.group()
            if len(natural) > 1:
                yield SumClaim(sentence, (figure,), natural, others, Link.THEN_TOTAL, False, word)


def _run_of(total: Figure, earlier: list[Figure]) -> list[Figure]:
    """The last figures before a total that make it, if some do: what stands before them is another's."""
    summed = total.quantity.in_base * 0
    for position in range(len(earlier) - 1, max(len(earlier) - _LONGEST, -1), -1):
        summed += earlier[position].quantity.in_base
        if summed == total.quantity.in_base and position < len(earlier) - 1:
            return earlier[position:]
    return []


def _makes_of_all(sentence: Sentence, total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether things counted in several measure words make the total (牛4215头、羊7906只，合计12121头)."""
    between = (f for f in sentence.figures if listed[0].start <= f.start < total.start)
    counted = [f for f in between if f.quantity.unit.dimension is Dimension.COUNT and is_addable(f)]
    return sum(f.quantity.in_base for f in counted[:_LONGEST]) == total.quantity.in_base


def _is_subset(total: Figure, listed: Sequence[Figure]) -> bool:
    """Whether a total counts only those of its parts that passed some test: fewer, by their words."""
    tested = _TESTED.search(total.label)
    told = tested is not None and not any(tested.group() in part.label for part in listed)
    return told and total.quantity.in_base < sum(part.quantity.in_base for part in listed)


def _behind_of_which(listed: list[Figure]) -> list[Figure]:
    """The figures behind the last 其中 among them: what stands before it is their whole, not their fellow."""
    for position in range(len(listed) - 1, 0, -1):
        if OF_WHICH in listed[position].label:
            return listed[position:]
    return listed
