"""Totals behind parts that stand in sentences or paragraphs of their own: 以上六项合计2064万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from xunzheng.audit.statements.levels import OUTSIDE
from xunzheng.audit.statements.parts import Link, SumClaim, is_addable
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import PER_UNIT, TOTAL_CUE
from xunzheng.quantities.numerals import chinese_to_int
from xunzheng.quantities.units import Dimension

_ABOVE = re.compile(r"\W*(?:以上|上述|前述|综上|各项|[两三四五六七八九十]{1,2}[项类笔个]|\d{1,2}[项类笔个])")
_COUNTED = re.compile(
    r"\W*(?:以上|上述|前述|综上)?(?P<count>[两二三四五六七八九十]{1,3}|\d{1,2})大?[项类笔个块部种]"
)
_SUMMED = re.compile(r"累计|合计|共计|总计|总共|全年共")
_FEWEST = 3
_MOST = 20  # sentences or paragraphs that a total can gather
_FAR = 4  # characters from the start of a sentence within which its total must be announced


def read_gathered(sentences: Sequence[Sentence]) -> Iterator[SumClaim]:
    """The totals whose parts stand before them, one in each sentence of the paragraph or each paragraph.

    `第一季度45万元。第二季度60万元。第三季度55万元。全年累计160万元。` Where the words say how many parts
    there are (以上六项), those are taken; else all sentences running up to the total that name one amount.
    """
    opening = _openings(sentences)
    for position, sentence in enumerate(sentences):
        total = _announced(sentence)
        if total is None:
            continue
        above = _ABOVE.match(sentence.folded) is not None
        behind = sentences[max(position - _MOST, 0) : position][::-1]
        inside = _run(behind, sentence, total, same_block=True)
        parts = inside
        if above and len(inside) < _FEWEST:
            here = _at(opening, sentence)
            parts = _run(opening[max(here - _MOST, 0) : here][::-1], sentence, total, same_block=False)
        count = _count(sentence) if above else None
        if above and len(parts) < _FEWEST and position:
            listed = _listed(sentences[position - 1], sentence, total)
            if count is None and len(listed) == _FEWEST - 1:
                yield SumClaim(sentence, (total,), tuple(listed), (), Link.GATHERED, False, "以上")
            parts = listed or parts
        if count and len(parts) > count > 1:
            parts = parts[-count:]
        if len(parts) >= _FEWEST or (count == len(parts) and count > 1):
            counted = count == len(parts)
            yield SumClaim(
                sentence, (total,), tuple(parts), (), Link.GATHERED, False, "以上" if counted else "累计"
            )


def _openings(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The first sentence of each paragraph of prose."""
    return [s for s in sentences if s.opens and s.row is None]


def _at(opening: Sequence[Sentence], sentence: Sentence) -> int:
    """How many of the opening sentences stand before the paragraph of a sentence."""
    low, high = 0, len(opening)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if opening[middle].block < sentence.block else (low, middle)
    return low


def _announced(sentence: Sentence) -> Figure | None:
    """The first figure of a sentence that is announced as a total and has no part before it there."""
    if sentence.row is not None or not _SUMMED.search(sentence.folded[:60]):
        return None
    for figure in sentence.figures[:3]:
        if (
            figure.quantity.unit.dimension is Dimension.COUNT
            and _ABOVE.match(sentence.words(sentence.start, figure.end))
            and not _SUMMED.search(figure.label)
        ):
            continue  # 以上六项
        if figure.bracket == OUTSIDE and is_addable(figure) and _SUMMED.search(figure.label):
            return None if PER_UNIT.search(figure.label) else figure
        break
    return None


def _count(sentence: Sentence) -> int | None:
    """How many parts the words before the total say: 以上六项."""
    match = _COUNTED.match(sentence.folded)
    if match is None:
        return None
    return int(match["count"]) if match["count"].isdecimal() else chinese_to_int(match["count"])


def _listed(before: Sentence, sentence: Sentence, total: Figure) -> list[Figure]:
    """The figures of a list that is the sentence before: 3月120万元；7月150万元。上述两笔共计270万元."""
    if (before.block, before.row) != (sentence.block, sentence.row):
        return []
    own = [f for f in before.figures if f.base == total.base and f.bracket == OUTSIDE and is_addable(f)]
    return [f for f in own if not PER_UNIT.search(f.label) and not TOTAL_CUE.search(f.label)]


def _run(sentences: Sequence[Sentence], after: Sentence, total: Figure, *, same_block: bool) -> list[Figure]:
    """One figure of the total's unit from each sentence running back from the total, in reading order."""
    near = takewhile(lambda s: not same_block or (s.block, s.row) == (after.block, after.row), sentences)
    found: list[Figure] = []
    for sentence in near:
        own = [f for f in sentence.figures if f.base == total.base and f.bracket == OUTSIDE and is_addable(f)]
        plain = [f for f in own if not PER_UNIT.search(f.label)]
        if not plain or TOTAL_CUE.search(plain[0].label) or (same_block and len(plain) > 1):
            break
        found.append(plain[0])
    return found[::-1]
