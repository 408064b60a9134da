"""Totals that say how many parts they have: 前两项合计285户, 两块结余41.68万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xunzheng.audit.statements.levels import OUTSIDE
from xunzheng.audit.statements.parts import LISTED, Link, SumClaim, is_addable
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import PER_UNIT, TOTAL_CUE
from xunzheng.quantities.numerals import chinese_to_int
from xunzheng.quantities.units import Dimension

_COUNT = re.compile(
    r"(?P<side>前|后)?面?(?<![第每另其])(?P<count>[两二三四五六七八九]|十[一二三四五]?|\d{1,2})"
    r"(?P<kind>者|[大个]?(?:项|类|块|部分|方面|批|笔|期|级|种|年|季度?|处|家|地|片|段|次|层|档|条|头|组|路|边|院|标段?|镇|乡|村|县|区|科|站|队|点|班))"
    r"(?P<rest>[^,;:。、()\d]{0,12})$"
)
_FIRM = re.compile(r"合计|共计|总计|共|之和|相加|加起来|加总|总|合起来|累计|合在一起|计$")
_NAMED = frozenset("年期次批季")  # kinds that the parts must be named after
_ORDINALS = frozenset("级期季班档段")  # kinds that a number ranks as often as it counts
_CLAUSE = re.compile(r"[,;:。、]")
_ONCE = re.compile(r"重复|去重|剔|交叉|扣除")  # of classes that overlap
_TIMES = re.compile(r"[×xX*÷/]")
_MOST = 40
_BACK = 3


def count_before(sentence: Sentence, since: int, figure: Figure) -> re.Match[str] | None:
    """The words in a figure's own clause that say how many numbers it is the total of."""
    words = _CLAUSE.split(sentence.words(max(since, figure.start - 30), figure.start))[-1]
    found = _COUNT.search(words)
    if found is None or PER_UNIT.search(found["rest"]) or found["count"] == "二":  # 二级 is an ordinal
        return None
    ordinal = found["kind"][-1] in _ORDINALS and found["count"] != "两"
    return None if ordinal and not _FIRM.search(found["rest"]) else found


def read_counted(
    sentence: Sentence, before: Sequence[Sentence]
) -> Iterator[tuple[Figure, tuple[SumClaim, ...]]]:
    """Each figure told with the number of its parts, and the sum that this states if the parts are there.

    前 and 后 take the first or last of the list, else the last so many figures before it count; where the
    sentence has fewer, those of the sentences before it in the paragraph.
    """
    pending: dict[tuple[int, str], list[Figure]] = {}
    for figure in sentence.figures:
        if not is_addable(figure) or figure.quantity.unit.dimension is Dimension.SCORE:
            continue
        key = (figure.bracket, figure.base)
        earlier = pending.setdefault(key, [])
        since = earlier[-1].end if earlier else sentence.start
        match = count_before(sentence, since, figure)
        if match is not None and match["kind"][-1] in _NAMED:
            named = [match["kind"][-1] in part.label for part in earlier]
            match = match if len(named) == _number(match["count"]) and all(named) else None
        if match is not None:
            counted_once = _ONCE.search(match["rest"]) is not None
            claim = None if counted_once else _claim(sentence, figure, match, earlier, before)
            yield figure, () if claim is None else (claim,)
        if match is None and not TOTAL_CUE.search(figure.label):
            if not _is_factor(sentence, figure):
                earlier.append(figure)
        elif match is None or not match["side"]:
            pending[key] = []


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else chinese_to_int(word) or 0


def _is_factor(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure is an amount for one of something, or multiplied, and so no part of a sum."""
    beside = sentence.words(figure.start - 1, figure.start) + sentence.words(figure.end, figure.end + 1)
    return bool(PER_UNIT.search(figure.label) or _TIMES.search(beside))


def _claim(
    sentence: Sentence,
    total: Figure,
    match: re.Match[str],
    earlier: Sequence[Figure],
    before: Sequence[Sentence],
) -> SumClaim | None:
    count = _number(match["count"])
    firm = _FIRM.search(match["rest"]) is not None
    listed = list(earlier[-_MOST:])
    reached = False
    if len(listed) < count and total.bracket == OUTSIDE and (firm or not listed):
        reached = True
        for other in before[:_BACK]:
            own = [f for f in other.figures if f.base == total.base and f.bracket == OUTSIDE]
            plain = [f for f in own if is_addable(f) and not _is_factor(other, f)]
            listed = [f for f in plain if not TOTAL_CUE.search(f.label)] + listed
            if len(listed) >= count:
                break
    if not 1 < count <= len(listed):
        return None
    parts = tuple(listed[:count] if match["side"] == "前" else listed[-count:])
    whole = len(listed) == count or match["side"]
    others = [tuple(listed)[k : k + count] for k in range(len(listed) - count)] + [tuple(listed)]
    others = [other for other in others if other != parts]
    if firm and whole and not reached:
        return SumClaim(sentence, (total,), parts, tuple(others), Link.THEN_TOTAL, False, "合计")
    if not firm and not whole:
        return None
    cue = LISTED if firm and len(listed) == count else "累计"
    return SumClaim(sentence, (total,), parts, tuple(others), Link.GATHERED, False, cue)
