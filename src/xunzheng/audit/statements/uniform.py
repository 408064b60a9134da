"""Lists that no word ties to their whole: 在校生1852人。高一638人，高二612人，高三602人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xunzheng.audit.statements.levels import OUTSIDE
from xunzheng.audit.statements.parts import LISTED, Link, SumClaim, is_addable
from xunzheng.audit.statements.sentences import Clause, Figure, Sentence
from xunzheng.audit.statements.stocks import CLOSING, OPENING
from xunzheng.audit.statements.vocabulary import (
    OF_WHICH,
    OVERLAPPING,
    PER_UNIT,
    SUBTRACTED,
    TOTAL_CUE,
    stage_of,
)
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_FEWEST = 3
_MOST = 40
_HANDFUL = 5
_LONGEST = 14  # characters of the name of a part
_NEAR = 10  # one part in so many that a list may differ by and still be meant
_OTHERWISE = re.compile(
    r"其中|比|较|增|减|超|达|每|平均|应|实际|计划|目标|原|约|近|同期|上年|完成|到位|另|还|又"
)
_OPPOSITES = (
    "男女",
    "横纵",
    "内外",
    "上下",
    "新老旧",
    "东西",
    "南北",
    "公私",
    "正副",
    "软硬",
    "高低",
    "城乡农",
    "大小",
    "已未",
)
_IN_ALL = re.compile(r"\W{0,2}(?:共|一共|总共|合计|累计|总计)[^,;:。\d]{0,8}\d")
_NOT = re.compile(r"^[不未非无]")


def read_uniform(sentence: Sentence, before: Sequence[Sentence], told: set[int]) -> Iterator[SumClaim]:
    """The runs of clauses that each name a thing and its number, with the number that they divide.

    Three of them or two opposites (男…、女…) are such a list; it is told of if it makes the number before
    it, or misses it by a tenth at most. Parts that are `told` have a total already.
    """
    for run in _runs(sentence):
        if any(figure.start in told for figure in run[1:]):
            continue
        best: tuple[Decimal, Figure, tuple[Figure, ...]] | None = None
        for total, parts in _readings(sentence, before, run):
            if _is_list(parts, [_name(sentence, part) for part in parts]):
                summed = sum((f.quantity.in_base for f in parts), Decimal(0))
                gap = abs(total.quantity.in_base - summed)
                if _is_near(gap, total, parts) and (best is None or gap < best[0]):
                    best = gap, total, parts
        if best is not None:
            yield SumClaim(sentence, (best[1],), best[2], (), Link.GATHERED, False, LISTED)


def read_closed_behind(sentence: Sentence, before: Sequence[Sentence]) -> Iterator[SumClaim]:
    """The total of the list that is the sentence before: 东片86人，西片74人，南片92人。共培训252人."""
    total = next(iter(sentence.figures), None)
    if total is None or not before or not _IN_ALL.match(sentence.folded) or not is_addable(total):
        return
    for run in _runs(before[0]):
        names = [_name(before[0], part) for part in run]
        gap = abs(total.quantity.in_base - sum((f.quantity.in_base for f in run), Decimal(0)))
        if (
            len(run) >= _FEWEST
            and run[0].base == total.base
            and _is_list(run, names)
            and _is_near(gap, total, run)
        ):
            yield SumClaim(sentence, (total,), run, (), Link.GATHERED, False, LISTED)


def _is_near(gap: Decimal, total: Figure, parts: tuple[Figure, ...]) -> bool:
    """Whether a list nearly makes a number: within a tenth, or one short where three and more are counted."""
    by_one = (
        gap == 1
        and len(parts) >= _FEWEST
        and total.quantity.is_whole_count
        and total.quantity.value >= _HANDFUL
    )
    return gap * _NEAR <= total.quantity.in_base or by_one


def _readings(
    sentence: Sentence, before: Sequence[Sentence], run: tuple[Figure, ...]
) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
    """The ways to take a run: its first number divided by the rest, or all of it dividing one before it."""
    if all(part.quantity.in_base < run[0].quantity.in_base for part in run[1:]):
        yield run[0], run[1:]
    own = [f for f in sentence.figures if f.start < run[0].start]
    earlier = own or (list(before[0].figures) if before else [])
    for total in earlier[-_MOST:][::-1]:
        whole = total.base == run[0].base and total.bracket == OUTSIDE and is_addable(total)
        if whole and not PER_UNIT.search(total.label) and total.quantity.precision is Precision.EXACT:
            yield total, run


def _runs(sentence: Sentence) -> Iterator[tuple[Figure, ...]]:
    """The runs of clauses outside brackets that hold nothing but a name and one number of one unit."""
    if len(sentence.figures) < _FEWEST - 1:
        return
    by_clause: dict[int, list[Figure]] = {}
    for figure in sentence.figures:
        by_clause.setdefault(figure.clause, []).append(figure)
    run: list[Figure] = []
    for index, clause in enumerate(sentence.clauses):
        if clause.bracket != OUTSIDE:
            continue
        item = _item(clause, by_clause.get(index, []))
        if item is None or (run and item.base != run[-1].base):
            yield from _closed(run, ended=item is not None or index not in by_clause)
            run = []
        if item is not None:
            run.append(item)
    yield from _closed(run, ended=True)


def _closed(run: list[Figure], *, ended: bool) -> Iterator[tuple[Figure, ...]]:
    if ended and _FEWEST - 1 <= len(run) <= _MOST:
        yield tuple(run)


def _item(clause: Clause, figures: Sequence[Figure]) -> Figure | None:
    """The number of a clause that names one thing and its number only (一级站2座)."""
    figures = [f for f in figures if any(map(str.isdecimal, f.text))]
    if len(figures) != 1:
        return None
    figure = figures[0]
    plain = is_addable(figure) and figure.quantity.precision is Precision.EXACT and not figure.tail
    return (
        figure if plain and figure.quantity.unit.dimension is not Dimension.SCORE and figure.label else None
    )


def _name(sentence: Sentence, part: Figure) -> str:
    """The words of a clause before its number."""
    return sentence.words(sentence.clauses[part.clause].start, part.start).strip(" ,:、")


def _is_list(parts: tuple[Figure, ...], names: Sequence[str]) -> bool:
    """Whether numbers divide something: three named alike, or two opposites."""
    fit = all(
        0 < len(name) <= _LONGEST
        and not _OTHERWISE.search(name)
        and not any(
            words.search(name) for words in (SUBTRACTED, OPENING, CLOSING, OVERLAPPING, PER_UNIT, TOTAL_CUE)
        )
        and OF_WHICH not in name
        for name in names
    )
    if not fit or len(set(names)) < len(names) or len({stage_of(name) for name in names}) > 1:
        return False
    return len(parts) >= _FEWEST or (len(parts) == _FEWEST - 1 and _are_opposites(*names))


def _are_opposites(first: str, second: str) -> bool:
    if _NOT.sub("", first) == _NOT.sub("", second):
        return True
    heads = [(a, b) for a, b in zip(first[:3], second[:3], strict=False) if a != b]
    return any(a in pair and b in pair for a, b in heads for pair in _OPPOSITES)
