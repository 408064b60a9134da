"""Divisions of a whole that was told before: 按月份看，3月至5月13次，6月至8月24次，9月至11月9次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xunzheng.audit.statements.levels import OUTSIDE, Levels
from xunzheng.audit.statements.parts import Link, SumClaim, is_addable, is_open, readings
from xunzheng.audit.statements.sentences import Figure, Sentence, segments
from xunzheng.audit.statements.slips import is_slip
from xunzheng.audit.statements.vocabulary import PER_UNIT, TOTAL_CUE

_FACET = re.compile(
    r"\W{0,2}(?:[一二三四五六七八九十\d]{1,3}[).、]\W?)?(?:其中,?|若|如|再|又|另|同时|则)?"
    r"(?:(?:按|从|依|就|分)(?:照|开)?[^,;:。、\d]{1,12}?(?:看|分|划分|分类|统计|来说|而言|计|区分|算|汇总|归类|分布)?(?=[,:])"
    r"|[^,;:。、\d]{0,6}(?:来源|用途|结构|构成|方式|区域|类别|时间|方向|使用|性质|对象|品种|年龄|性别|分布|支出)(?:上|方面|看|上看)(?=[,:]))"
)
_OTHERS = re.compile(r"[^,;:。、]{0,4}[,;、](?:其余|剩余|其他|余款|结余)")
_REST = 12  # characters behind a list in which that stands
_BACK = 12  # sentences before a division among which its whole is looked for
_MOST = 60  # figures of them that are looked at
_NEAR = 20  # one part in so many that a whole may differ by to be meant


def read_facets(
    sentences: Sequence[Sentence], position: int, levels: Levels, told: set[int]
) -> Iterator[SumClaim]:
    """The lists of a sentence that divide something by a named aspect, with the whole told before them.

    The whole is the number that the sentence opens with, or one of the section's last sentences: one that
    the parts make or nearly make. `told` are the offsets of parts whose total is known already.
    """
    sentence = sentences[position]
    groups = segments(sentence)
    for index, group in enumerate(groups):
        begin = groups[index - 1][-1].end if index else sentence.start
        lead = sentence.words(begin, group[0].start).rpartition(";")[2]
        if not _FACET.match(lead.strip()) or not is_addable(group[0]):
            continue
        parts = [f for f in group if f.base == group[0].base and f.bracket == OUTSIDE and is_addable(f)]
        closed = any(TOTAL_CUE.search(f.label) or f.start in told for f in parts)
        if len(parts) < 2 or closed or _same_whole(sentence, groups[:index], parts):
            continue
        own = [groups[0][0]] if index and not _is_member(sentence, groups[0]) else []
        yield from _claims(sentence, own, [*_earlier(sentences, position)], parts, levels, lead)


def _leaves_out(sentence: Sentence, natural: Sequence[Figure], lead: str) -> bool:
    """Whether the list may leave parts out: 主要用于…, …等, …，其余为…."""
    behind = sentence.words(natural[-1].end, natural[-1].end + _REST)
    return is_open(natural, "") or "主要" in lead or _OTHERS.match(behind) is not None


def _claims(
    sentence: Sentence,
    own: list[Figure],
    earlier: list[Figure],
    parts: list[Figure],
    levels: Levels,
    lead: str,
) -> Iterator[SumClaim]:
    base = parts[0].base
    natural, others = readings(parts, levels, OUTSIDE, (own or parts)[0])
    if len(natural) < 2:
        return
    fitting = [f for f in own if f.base == base and is_addable(f)]
    opened = _leaves_out(sentence, natural, lead)
    if fitting:
        yield SumClaim(sentence, tuple(fitting), natural, others, Link.CONSISTS, opened, "；")
        return
    summed = sum((f.quantity.in_base for f in natural), Decimal(0))

    def gap(figure: Figure) -> Decimal:
        return abs(figure.quantity.in_base - summed)

    alike = (f for f in earlier if f.base == base and is_addable(f) and not PER_UNIT.search(f.label))
    near = [f for f in alike if gap(f) * _NEAR <= summed or is_slip(f.quantity.in_base, summed)]
    if near:
        totals = tuple(sorted(near, key=gap))
        yield SumClaim(sentence, totals, natural, others, Link.GATHERED, opened, "累计")


def _earlier(sentences: Sequence[Sentence], position: int) -> Iterator[Figure]:
    """The last figures of the same section before a sentence, those outside brackets."""
    here = sentences[position]
    for other in sentences[max(position - _BACK, 0) : position][::-1]:
        if other.section == here.section and (other.row, other.column) == (here.row, here.column):
            yield from (f for f in other.figures[:_MOST] if f.bracket == OUTSIDE)


def _is_member(sentence: Sentence, group: Sequence[Figure]) -> bool:
    """Whether the first figure of a group is one of a list itself (听力18人、肢体29人), no whole."""
    behind = [f for f in group[1:2] if f.base == group[0].base]
    return any(sentence.words(group[0].end, f.start).lstrip().startswith("、") for f in behind)


def _same_whole(sentence: Sentence, before: Sequence[Sequence[Figure]], parts: Sequence[Figure]) -> bool:
    """Whether a list before divides the same whole: both make the same sum."""
    summed = sum(f.quantity.in_base for f in parts)
    alike = ([f for f in group if f.base == parts[0].base and is_addable(f)] for group in before)
    return any(len(group) > 1 and sum(f.quantity.in_base for f in group) == summed for group in alike)
