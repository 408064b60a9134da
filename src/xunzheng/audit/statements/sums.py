"""Sums that a report states in words: a total, its parts, and how the two are tied."""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from xunzheng.audit.statements.levels import OUTSIDE, Levels
from xunzheng.audit.statements.sentences import Bracket, Figure, Sentence, segments
from xunzheng.audit.statements.vocabulary import (
    DETAIL,
    INCLUDING,
    OF_WHICH,
    OPEN_LIST,
    OTHER_TIME,
    PER_UNIT,
    TOTAL_CUE,
    Stage,
    name_of,
    stage_of,
)
from xunzheng.quantities.units import Dimension

_ADDABLE = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE, Dimension.SCORE})
_FACET = re.compile(r"使用上|用途上|来源上|按\S{1,6}分|从\S{1,6}看|支出方面|资金来源|资金用途|支出构成")
_MADE_OF = re.compile(r"组成|构成")
_DIVIDED = re.compile(r"其中|分别|包括")
_GAINED = re.compile(r"得分?(?:为|了)?$")
_SPELLED_OUT = re.compile(
    r"\W*(?:具体是|具体为|具体包括|具体用于|分别是|分别为|主要用于|支出构成为|资金构成为)"
)
_CONSISTS = re.compile(
    r"分别为|分别是|分别|构成如下|组成如下|具体为|具体是|明细为|包括|包含|由|(?:^|[,:(])(?:全部|均|分别)?用于"
)
_NEAR = 6
_HEADS = 12  # figures of a sentence among which its first of a base is looked for
_BACK = 500  # figures of an earlier sentence among which its last outside brackets are looked for
_LEAD = 12  # characters that may stand between a total and its bracket, or before a sentence's 其中
_LOOK_AHEAD = 8  # how many sentences a list may run on over
_LOOK_BACK = 3  # how many sentences of the paragraph 其中 may reach back for its total


INCLUDES = frozenset({"包括", "包含", "用于"})
"""The words of a consisting list that do not promise all of its parts."""


class Link(enum.StrEnum):
    """How a text ties the parts to the total; only some of the ties promise that the parts are all."""

    OF_WHICH = "of-which"  # 491万元。其中…449万元；…43万元
    BRACKET = "bracket"  # 61件（办结56件、在办5件）
    THEN_TOTAL = "then-total"  # …449万元、…43万元，共计491万元
    CONSISTS = "consists"  # 491万元，分别为449万元、43万元


@dataclass(frozen=True, slots=True)
class SumClaim:
    """A stated sum. `parts` is the natural reading; `others` are further lawful readings of the list.

    `totals` are the figures that may be the total, the nearest first. `open` says that the list ends
    in 等 or is introduced by 含, so that it may leave parts out.
    """

    sentence: Sentence
    totals: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    others: tuple[tuple[Figure, ...], ...]
    link: Link
    open: bool
    cue: str


def read_sums(sentences: Sequence[Sentence]) -> tuple[SumClaim, ...]:
    """All sums stated in the sentences, in reading order. Linear in the number of figures."""
    claims: list[SumClaim] = []
    for position, sentence in enumerate(sentences):
        if not sentence.figures:
            continue
        before = _same_block(sentences, position, -1, _LOOK_BACK)
        behind = _same_block(sentences, position, 1, _LOOK_AHEAD) if OF_WHICH in sentence.folded else []
        levels = Levels(sentence)
        claims.extend(_of_which(sentence, before, behind, levels))
        claims.extend(_bracketed(sentence, levels))
        claims.extend(_totalled(sentence, levels))
        claims.extend(_consisting(sentence, levels))
        claims.extend(_continued(sentence, before, levels))
        claims.extend(_facets(sentence, levels))
    return tuple(claims)


def _same_block(sentences: Sequence[Sentence], position: int, step: int, most: int) -> list[Sentence]:
    """The sentences just before (step −1) or behind in the same paragraph or cell, the nearest first."""
    here = sentences[position]
    found: list[Sentence] = []
    for index in range(position + step, position + step * (most + 1), step):
        if not 0 <= index < len(sentences):
            break
        other = sentences[index]
        if (other.block, other.row, other.column) != (here.block, here.row, here.column):
            break
        found.append(other)
    return found


def _addable(figure: Figure) -> bool:
    named = figure.quantity.unit.dimension in _ADDABLE or figure.base.startswith("·")
    return named and figure.quantity.upper is None


def _bases(figures: Sequence[Figure]) -> list[str]:
    """The bases of the figures in order of appearance."""
    return list(dict.fromkeys(figure.base for figure in figures if _addable(figure)))


def _split_at(figures: Sequence[Figure], offsets: Sequence[int]) -> list[list[Figure]]:
    """The figures grouped by the dividing offsets between them; both in ascending order."""
    groups: list[list[Figure]] = [[]]
    upcoming = 0
    for figure in figures:
        while upcoming < len(offsets) and offsets[upcoming] <= figure.start:
            upcoming += 1
            if groups[-1]:
                groups.append([])
        groups[-1].append(figure)
    return groups


def _readings(
    figures: Sequence[Figure], levels: Levels, level: int, total: Figure
) -> tuple[tuple[Figure, ...], tuple[tuple[Figure, ...], ...]]:
    """The natural reading of a list of figures of one base, and the other lawful ones.

    Where semicolons divide the list, each item speaks with its first figure, and the rest are
    details of it; where the items give two aspects each (编制18名、实有21人), those of the total's
    aspect speak; otherwise every figure that is not introduced as a detail.
    """
    plain = tuple(f for f in figures if not _is_detail(f, figures[0]))
    semicolons = levels.semicolons(level, figures[0].start, figures[-1].start)
    heads = tuple(group[0] for group in _split_at(figures, semicolons) if group)
    aspects = _by_aspect(plain)
    natural = heads if len(heads) > 1 else plain
    if len(aspects) > 1:
        wanted = _wanted(total)
        natural = aspects.get(wanted) or next(iter(aspects.values()))
    first_item = tuple(f for f in plain if not semicolons or f.start < semicolons[0])
    last_item = tuple(f for f in plain if not semicolons or f.start > semicolons[-1])
    candidates = [plain, heads, *aspects.values(), first_item, last_item, tuple(figures)]
    others = [reading for reading in candidates if reading != natural and len(reading) > 1]
    return natural, tuple(each for i, each in enumerate(others) if each not in others[:i])


def _wanted(total: Figure) -> Stage | None:
    """The aspect that the parts of a total must have: a total score is made of points gained."""
    score = total.quantity.unit.dimension is Dimension.SCORE
    return Stage.ARRIVED if score and "满分" not in total.label else stage_of(total.label)


def _aspect(figure: Figure) -> Stage | None:
    """What a figure tells of its item: the stage of money or work, or points gained beside points due."""
    if figure.quantity.unit.dimension is Dimension.SCORE:
        return Stage.ARRIVED if _GAINED.search(figure.label) else Stage.PLANNED
    return stage_of(figure.label)


def _by_aspect(figures: Sequence[Figure]) -> dict[Stage | None, tuple[Figure, ...]]:
    """The figures by the stage that their words name, where at least two stages have two figures each."""
    groups: dict[Stage | None, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(_aspect(figure), []).append(figure)
    repeated = {stage: tuple(of) for stage, of in groups.items() if len(of) > 1}
    return repeated if len(repeated) > 1 else {}


def _is_detail(figure: Figure, first: Figure) -> bool:
    if PER_UNIT.search(figure.label):
        return True
    if figure is not first and OTHER_TIME.search(figure.label) and not OTHER_TIME.search(first.label):
        return True
    return figure is not first and bool(DETAIL.match(figure.label)) and not DETAIL.match(name_of(first.label))


def _is_open(parts: Sequence[Figure], lead: str) -> bool:
    return bool(parts and OPEN_LIST.match(parts[-1].tail)) or bool(INCLUDING.match(lead))


def _of_which(
    sentence: Sentence, before: Sequence[Sentence], behind: Sequence[Sentence], levels: Levels
) -> Iterator[SumClaim]:
    """`491万元。其中：人员449万元；公用43万元`: 其中 and the figures up to the next 其中 at its level."""
    for cue, level, stop in _of_which_cues(sentence, levels):
        listed = levels.listed(level, cue, stop)
        for base in _bases(listed):
            parts = [f for f in listed if f.base == base and _addable(f)]
            totals = _totals_before(sentence, before, levels, cue, level, base)
            if not totals:
                continue
            natural, others = _readings(parts, levels, level, totals[0])
            if not natural:
                continue
            if len(natural) == 1 and level == OUTSIDE:
                others = (*others, *_over_sentences(natural[0], behind))
            lead = sentence.words(cue + len(OF_WHICH), parts[0].start)
            opened = _is_open(natural, lead)
            yield SumClaim(sentence, totals, natural, others, Link.OF_WHICH, opened, OF_WHICH)


def _of_which_cues(sentence: Sentence, levels: Levels) -> Iterator[tuple[int, int, int]]:
    """Each 其中 of a sentence with its level and the offset where its list must end.

    That is the next 其中 at the level, or the end of its own item where it stands inside a list with
    semicolons: in `其中：甲100万元，其中…；乙50万元，其中a 20万元、b 30万元；丙…` the third divides 乙 alone.
    The first, whose colon opens that list, goes on over the others.
    """
    cues = [m.start() + sentence.start for m in re.finditer(OF_WHICH, sentence.folded)]
    found = [(cue, levels.innermost(cue)) for cue in cues]
    following: dict[int, int] = {}
    next_at: dict[int, int] = {}
    for cue, level in reversed(found):
        following[cue] = next_at.get(level, sentence.end)
        next_at[level] = cue
    spanned: set[int] = set()
    for cue, level in found:
        semicolon = levels.next_semicolon(level, cue)
        colon = sentence.words(cue + len(OF_WHICH), cue + len(OF_WHICH) + 1) == ":"
        if level in spanned:
            item_end = semicolon
        elif colon and semicolon is not None and following[cue] < semicolon:
            spanned.add(level)
            following[cue], item_end = sentence.end, None
        else:
            item_end = levels.item_end(level, cue, len(OF_WHICH))
        yield cue, level, following[cue] if item_end is None else min(following[cue], item_end)


def _over_sentences(first: Figure, behind: Sequence[Sentence]) -> Iterator[tuple[Figure, ...]]:
    """The list that 其中 opens where each part has a sentence of its own: the first figures of those."""
    heads = (
        next((f for f in s.figures[:_HEADS] if f.base == first.base and f.bracket == OUTSIDE), None)
        for s in behind
    )
    run = tuple(head for head in takewhile(lambda head: head is not None, heads) if head is not None)
    if len(run) > 1:
        yield (first, *run)


def _totals_before(
    sentence: Sentence, before: Sequence[Sentence], levels: Levels, cue: int, level: int, base: str
) -> tuple[Figure, ...]:
    """The figures of a base that 其中 may divide: at its own level, else around its bracket, else earlier."""

    def fits(figures: Sequence[Figure]) -> tuple[Figure, ...]:
        return tuple(f for f in figures if f.base == base and _addable(f))

    start = sentence.brackets[level].start if level != OUTSIDE else sentence.start
    own = fits([f for f in levels.before(level, cue) if f.start > start])
    if own:
        return own
    if level != OUTSIDE:
        bracket = sentence.brackets[level]
        return fits(levels.before(bracket.parent, bracket.start))[:2]
    if cue - sentence.start > _LEAD or sentence.words(sentence.start, cue).strip(" ,:;"):
        return ()
    return next(filter(None, (fits(_outer(earlier)) for earlier in before)), ())


def _outer(sentence: Sentence) -> list[Figure]:
    """The last figures of a sentence that stand outside brackets, the last first."""
    return [figure for figure in sentence.figures[-_BACK:] if figure.bracket == OUTSIDE][::-1][:_NEAR]


def _bracketed(sentence: Sentence, levels: Levels) -> Iterator[SumClaim]:
    """`61件（办结56件、在办5件）`: a bracket of two figures or more right behind one of their base."""
    divided = [m.start() + sentence.start for m in _DIVIDED.finditer(sentence.folded)]
    for number, bracket in enumerate(sentence.brackets):
        total = _just_before(sentence, bracket, levels)
        if total is None or _any_in(divided, bracket.start, bracket.end):
            continue
        listed = levels.listed(number, bracket.start, bracket.end)
        parts = [f for f in listed if f.base == total.base and _addable(f)]
        if len(parts) < 2:
            continue
        natural, others = _readings(parts, levels, number, total)
        if len(natural) > 1:
            lead = sentence.words(bracket.start + 1, min(bracket.start + 1 + _LEAD, bracket.end))
            yield SumClaim(sentence, (total,), natural, others, Link.BRACKET, _is_open(natural, lead), "（）")


def _any_in(offsets: Sequence[int], start: int, end: int) -> bool:
    first = bisect_left(offsets, start)
    return first < len(offsets) and offsets[first] < end


def _just_before(sentence: Sentence, bracket: Bracket, levels: Levels) -> Figure | None:
    """The figure that a bracket explains: the last before it in the clause that the bracket interrupts."""
    for figure in levels.before(bracket.parent, bracket.start)[:1]:
        close = bracket.start - figure.end <= _LEAD and figure.clause == bracket.clause
        if close and _addable(figure) and "(" not in sentence.words(figure.end, bracket.start):
            return figure
    return None


def _totalled(sentence: Sentence, levels: Levels) -> Iterator[SumClaim]:
    """`甲449万元、乙43万元，共计491万元`: the figures since the last total of their level and base."""
    pending: dict[tuple[int, str], list[Figure]] = {}
    for figure in sentence.figures:
        if not _addable(figure):
            continue
        key = (figure.bracket, figure.base)
        cue = TOTAL_CUE.search(figure.label)
        if cue is None or PER_UNIT.search(figure.label):
            pending.setdefault(key, []).append(figure)
            continue
        earlier = pending.pop(key, [])
        listed = _behind_of_which(earlier)
        if len(listed) > 1:
            natural, others = _readings(listed, levels, figure.bracket, figure)
            if len(listed) < len(earlier):
                others = (*others, tuple(earlier))
            if len(natural) > 1:
                yield SumClaim(sentence, (figure,), natural, others, Link.THEN_TOTAL, False, cue.group())


def _behind_of_which(listed: list[Figure]) -> list[Figure]:
    """The figures behind the last 其中 among them: what stands before it is their whole, not their fellow."""
    for position in range(len(listed) - 1, 0, -1):
        if OF_WHICH in listed[position].label:
            return listed[position:]
    return listed


def _consisting(sentence: Sentence, levels: Levels) -> Iterator[SumClaim]:
    """`491万元，分别为449万元、43万元`, `由449万元和43万元组成`, `491万元：449万元、43万元`."""
    made_of = max((m.start() + sentence.start for m in _MADE_OF.finditer(sentence.folded)), default=0)
    for total, following in pairwise(sentence.figures):
        if not _addable(total) or (following.bracket, following.base) != (total.bracket, total.base):
            continue
        between = sentence.words(total.end, following.start)
        word = _consists(between)
        if word is None or TOTAL_CUE.search(following.label) or (word == "由" and made_of < following.end):
            continue
        listed = levels.listed(total.bracket, following.start, sentence.end)
        parts = [f for f in listed if f.base == total.base and _addable(f)]
        if len(parts) < 2:
            continue
        natural, others = _readings(parts, levels, total.bracket, total)
        if len(natural) > 1:
            opened = _is_open(natural, "" if word in INCLUDES else between)
            yield SumClaim(sentence, (total,), natural, others, Link.CONSISTS, opened, word)


def _continued(sentence: Sentence, before: Sequence[Sentence], levels: Levels) -> Iterator[SumClaim]:
    """`…支出862万元。具体是养护531万元；维修212万元；补植119万元。`: the list has a sentence of its own."""
    cue = _SPELLED_OUT.match(sentence.folded)
    if cue is None or not before:
        return
    listed = [f for f in levels.listed(OUTSIDE, sentence.start, sentence.end) if _addable(f)]
    for base in _bases(listed):
        parts = [f for f in listed if f.base == base]
        totals = tuple(f for f in _outer(before[0]) if f.base == base and _addable(f))
        if len(parts) < 2 or not totals:
            continue
        natural, others = _readings(parts, levels, OUTSIDE, totals[0])
        if len(natural) > 1:
            opened = _is_open(natural, "")
            yield SumClaim(sentence, totals, natural, others, Link.OF_WHICH, opened, cue.group().strip())


def _consists(between: str) -> str | None:
    """The word (or colon) between a total and the next figure that makes it a list of the total's parts."""
    cue = _CONSISTS.search(between)
    if OF_WHICH in between:
        return None
    if cue:
        return "用于" if cue.group().endswith("用于") else cue.group()
    return "：" if between[:1] == ":" else None


def _facets(sentence: Sentence, levels: Levels) -> Iterator[SumClaim]:
    """A total divided again behind a semicolon: `全年412万元，来源为…；使用上，人员268万元、装备94万元…`.

    A sentence that divides from its first word on has its total elsewhere; a list with a total of its own
    is that total's.
    """
    groups = segments(sentence) if not _FACET.match(sentence.folded.strip()) else []
    for before, group in pairwise(groups):
        total = groups[0][0]
        lead = sentence.words(before[-1].end, group[0].start).rpartition(";")[2]
        if not _FACET.match(lead.strip()) or not _addable(total):
            continue
        parts = [f for f in group if f.base == total.base and f.bracket == OUTSIDE and _addable(f)]
        if len(parts) < 2 or any(TOTAL_CUE.search(f.label) for f in parts):
            continue
        natural, others = _readings(parts, levels, OUTSIDE, total)
        if len(natural) > 1:
            yield SumClaim(sentence, (total,), natural, others, Link.CONSISTS, _is_open(natural, ""), "；")
