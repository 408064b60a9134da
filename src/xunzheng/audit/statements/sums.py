"""Sums that a report states in words: a total, its parts, and how the two are tied."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from xunzheng.audit.statements.counted import read_counted
from xunzheng.audit.statements.facets import read_facets
from xunzheng.audit.statements.gathered import read_gathered
from xunzheng.audit.statements.levels import OUTSIDE, Levels
from xunzheng.audit.statements.lines import read_lines
from xunzheng.audit.statements.parts import INCLUDES, Link, SumClaim, is_addable, is_open, readings
from xunzheng.audit.statements.sentences import Bracket, Figure, Sentence
from xunzheng.audit.statements.stocks import OPENING
from xunzheng.audit.statements.totalled import read_totalled
from xunzheng.audit.statements.uniform import read_closed_behind, read_uniform
from xunzheng.audit.statements.vocabulary import (
    OF_WHICH,
    PER_UNIT,
    TOTAL_CUE,
    stage_of,
)

_MADE_OF = re.compile(r"组成|构成")
_DIVIDED = re.compile(r"其中|分别|包括")
_SPELLED_OUT = re.compile(
    r"\W*(?:具体是|具体为|具体包括|具体用于|分别是|分别为|主要用于|支出构成为|资金构成为)"
)
_CONSISTS = re.compile(
    r"分别为|分别是|分别|即(?![将使可日时刻便])|按[^,;:。]{1,8}?(?:分|划分|分类)(?=[,:为]|$)|构成如下|组成如下|具体为|具体是|明细为|包括|包含|由|(?:^|[,:(])(?:全部|均|分别)?用于"
)
_DIVIDES = re.compile(
    r"[两三四五六七八九十][大个]?[类项种块级]\S{0,4}$|(?:构成|组成|明细|来源|如下|按\S{1,8}分)(?:情况)?(?:如下)?$"
)
_AMONG = re.compile(r"[^,;:。、]{1,14}(?<![其集])(?:中|之中|当中|里头)(?:,|有(?!\d))")
_BRACKETED = re.compile(r"\([^()]*\)")
_NEXT = re.compile(r"[^,;:。、]{0,8},[^,;:。、]{1,12}$")
_KINDS = frozenset({"类", "项", "种", "块", "级", "大类", "部分", "方面"})
_STOPS = re.compile(r"[,;:。]")
_MARKED = re.compile(r"\W*(?:一是|其一|①|1[.、])")
_CHANGED = re.compile(r"(?:增加|减少|增长|下降|提高|降低|增|减|多|少)了?$")
_STATE = re.compile(r"目前|已有|完成后|达到|累计达?|原有?|调整[前后]|[年期]末")
_NEAR = 6
_HEADS = 12  # figures of a sentence among which its first of a base is looked for
_BACK = 500  # figures of an earlier sentence among which its last outside brackets are looked for
_LEAD = 12  # characters that may stand between a total and its bracket, or before a sentence's 其中
_LOOK_AHEAD = 8  # how many sentences a list may run on over
_LOOK_BACK = 3  # how many sentences of the paragraph 其中 may reach back for its total


def read_sums(sentences: Sequence[Sentence]) -> tuple[SumClaim, ...]:
    """All sums stated in the sentences, in reading order. Linear in the number of figures."""
    claims: list[SumClaim] = [*read_gathered(sentences), *read_lines(sentences)]
    for position, sentence in enumerate(sentences):
        if sentence.figures and position:
            claims.extend(read_closed_behind(sentence, _same_block(sentences, position, -1, 1)))
        if len(sentence.figures) < 2 and not (sentence.figures and OF_WHICH in sentence.folded):
            continue
        here = len(claims)
        before = _same_block(sentences, position, -1, _LOOK_BACK)
        behind = _same_block(sentences, position, 1, _LOOK_AHEAD) if OF_WHICH in sentence.folded else []
        levels = Levels(sentence)
        claims.extend(_of_which(sentence, before, behind, levels))
        claims.extend(_bracketed(sentence, levels))
        counted = list(read_counted(sentence, before))
        claims.extend(claim for _, found in counted for claim in found)
        claims.extend(read_totalled(sentence, levels, {figure.start for figure, _ in counted}))
        claims.extend(_consisting(sentence, levels))
        claims.extend(_continued(sentence, before, levels))
        told = {part.start for claim in claims[here:] for part in claim.parts}
        claims.extend(read_facets(sentences, position, levels, told))
        told.update(part.start for claim in claims[here:] for part in claim.parts)
        claims.extend(read_uniform(sentence, before, told))
        told.update(part.start for claim in claims[here:] for part in claim.parts)
        told.update(claim.totals[0].start for claim in claims[here:])
        implied = _implied(sentence, levels)
        claims.extend(c for c in implied if not told & {c.totals[0].start, c.parts[0].start})
    return tuple({_numbers(claim): claim for claim in claims[::-1]}.values())[::-1]


def _numbers(claim: SumClaim) -> tuple[int, ...]:
    """What a claim is the same as another by: two ties between the same numbers make one sum."""
    return claim.totals[0].start, *(part.start for part in claim.parts)


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


def _bases(figures: Sequence[Figure]) -> list[str]:
    """The bases of the figures in order of appearance."""
    return list(dict.fromkeys(figure.base for figure in figures if is_addable(figure)))


def _of_which(
    sentence: Sentence, before: Sequence[Sentence], behind: Sequence[Sentence], levels: Levels
) -> Iterator[SumClaim]:
    """`491万元。其中：人员449万元；公用43万元`: 其中 and the figures up to the next 其中 at its level."""
    for cue, level, stop in _of_which_cues(sentence, levels):
        listed = levels.listed(level, cue, stop)
        for base in _bases(listed):
            parts = [f for f in listed if f.base == base and is_addable(f)]
            totals = _totals_before(sentence, before, levels, cue, level, base)
            far = not totals and level == OUTSIDE and len(parts) > 1
            totals = totals or (_totals_behind(before, base) if far else ())
            if not totals:
                continue
            natural, others = readings(parts, levels, level, totals[0])
            if not natural:
                continue
            if len(natural) == 1 and level == OUTSIDE:
                others = (*others, *_over_sentences(natural[0], behind))
            lead = sentence.words(cue + len(OF_WHICH), parts[0].start)
            opened = is_open(natural, lead)
            link = Link.GATHERED if far else Link.OF_WHICH
            yield SumClaim(sentence, totals, natural, others, link, opened, OF_WHICH)


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
        fitting = (f for f in figures if f.base == base and is_addable(f))
        plain = tuple(f for f in fitting if not PER_UNIT.search(f.label))
        return tuple(f for f in plain if not _CHANGED.search(f.label)) or plain

    start = sentence.brackets[level].start if level != OUTSIDE else sentence.start
    own = fits([f for f in levels.before(level, cue) if f.start > start])
    if own:
        return own
    if level != OUTSIDE:
        bracket = sentence.brackets[level]
        return fits(levels.before(bracket.parent, bracket.start))[:2]
    if cue - sentence.start > _LEAD or sentence.words(sentence.start, cue).strip(" ,:;"):
        return ()
    return _totals_behind(before, base)


def _totals_behind(before: Sequence[Sentence], base: str) -> tuple[Figure, ...]:
    """The figures of a base in the nearest earlier sentence of the paragraph that has any."""
    fitting = (tuple(f for f in _outer(s) if f.base == base and is_addable(f)) for s in before)
    return next(filter(None, fitting), ())


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
        parts = [f for f in listed if f.base == total.base and is_addable(f)]
        if len(parts) < 2 or OPENING.search(parts[0].label) or _tells_states(parts):
            continue
        natural, others = readings(parts, levels, number, total)
        if len(natural) > 1:
            lead = sentence.words(bracket.start + 1, min(bracket.start + 1 + _LEAD, bracket.end))
            yield SumClaim(sentence, (total,), natural, others, Link.BRACKET, is_open(natural, lead), "（）")


def _tells_states(parts: Sequence[Figure]) -> bool:
    """Whether a bracket tells how things stood and stand: 目前已有12个，完成后达到18个."""
    return any(_STATE.search(part.label) for part in parts)


def _any_in(offsets: Sequence[int], start: int, end: int) -> bool:
    first = bisect_left(offsets, start)
    return first < len(offsets) and offsets[first] < end


def _just_before(sentence: Sentence, bracket: Bracket, levels: Levels) -> Figure | None:
    """The figure that a bracket explains: the last before it in the clause that the bracket interrupts."""
    for figure in levels.before(bracket.parent, bracket.start)[:1]:
        close = bracket.start - figure.end <= _LEAD and figure.clause == bracket.clause
        if close and is_addable(figure) and "(" not in sentence.words(figure.end, bracket.start):
            return figure
    return None


def _consisting(sentence: Sentence, levels: Levels) -> Iterator[SumClaim]:
    """`491万元，分别为449万元、43万元`, `由449万元和43万元组成`, `491万元：449万元、43万元`."""
    made_of = max((m.start() + sentence.start for m in _MADE_OF.finditer(sentence.folded)), default=0)
    for total, following in pairwise(f for f in sentence.figures if not _counts_kinds(f)):
        if not is_addable(total) or (following.bracket, following.base) != (total.bracket, total.base):
            continue
        between = _outside(sentence, total.end, following.start)
        word = _consists(between)
        if word is None or TOTAL_CUE.search(following.label) or (word == "由" and made_of < following.end):
            continue
        listed = levels.listed(total.bracket, following.start, sentence.end)
        parts = [f for f in listed if f.base == total.base and is_addable(f)]
        if len(parts) < 2 or _closed_otherwise(levels, total, between, parts[-1]):
            continue
        wholes = _wholes(levels, total, word, parts)
        if word.startswith("分别") and _respective(sentence, total, levels) == len(parts):
            continue
        natural, others = readings(parts, levels, total.bracket, total)
        if len(natural) > 1:
            opened = is_open(natural, "" if word in INCLUDES else between)
            link = Link.OF_WHICH if word == "中" else Link.CONSISTS
            yield SumClaim(sentence, wholes, natural, others, link, opened, word)


def _outside(sentence: Sentence, start: int, end: int) -> str:
    """The words between two offsets without the brackets among them."""
    return _BRACKETED.sub("", sentence.words(start, end))


def _wholes(levels: Levels, total: Figure, word: str, parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """What the parts may make: not the number before 分别 that only counts them (4个乡镇，分别为…)."""
    before = tuple(f for f in levels.before(total.bracket, total.start)[:2] if f.base == total.base)
    counts = word.startswith("分别") and total.quantity.value == len(parts) and before
    return before if counts else (total,)


def _counts_kinds(figure: Figure) -> bool:
    """Whether a figure only counts the kinds that a list divides something by (惠及三类主体：…)."""
    named = figure.quantity.unit.symbol in _KINDS or figure.tail.startswith(tuple(_KINDS))
    return named and not any(map(str.isdecimal, figure.text))


def _respective(sentence: Sentence, total: Figure, levels: Levels) -> int:
    """How many figures the list has that ends in a figure: 决策15分、过程25分，得分分别为14分、23分."""
    run = [total, *(f for f in levels.before(total.bracket, total.start) if f.base == total.base)]
    joined = takewhile(lambda pair: _joined_by_comma(sentence, *pair), pairwise(run))
    return 1 + sum(1 for _ in joined)


def _joined_by_comma(sentence: Sentence, later: Figure, earlier: Figure) -> bool:
    between = sentence.words(earlier.end, later.start)
    return "、" in between and not _STOPS.search(between)


def _closed_otherwise(levels: Levels, total: Figure, between: str, last: Figure) -> bool:
    """Whether the list has its own total, of another stage (预算90万元，实际支出如下：…，合计85万元)."""
    behind = next((f for f in levels.after(total.bracket, last.end) if f.base == total.base), None)
    closed = behind is not None and TOTAL_CUE.search(behind.label) is not None
    return closed and stage_of(between) not in (None, stage_of(total.label))


def _continued(sentence: Sentence, before: Sequence[Sentence], levels: Levels) -> Iterator[SumClaim]:
    """`…支出862万元。具体是养护531万元；维修212万元；补植119万元。`: the list has a sentence of its own."""
    cue = _SPELLED_OUT.match(sentence.folded) or _MARKED.match(sentence.folded)
    if cue is None or not before:
        return
    marked = cue.re is _MARKED
    listed = [f for f in levels.listed(OUTSIDE, sentence.start, sentence.end) if is_addable(f)]
    for base in _bases(listed):
        parts = [f for f in listed if f.base == base]
        totals = tuple(f for f in _outer(before[0]) if f.base == base and is_addable(f))
        if len(parts) < 2 or not totals:
            continue
        natural, others = readings(parts, levels, OUTSIDE, totals[0])
        if len(natural) > 1:
            opened = is_open(natural, "")
            link = Link.GATHERED if marked else Link.OF_WHICH
            yield SumClaim(sentence, totals, natural, others, link, opened, cue.group().strip())


def _consists(between: str) -> str | None:
    """The word (or colon) between a total and the next figure that makes it a list of the total's parts."""
    cue = _CONSISTS.search(between)
    if OF_WHICH in between or ";" in between:
        return None
    lead, colon, _ = between.partition(":")
    if colon and _DIVIDES.search(lead):
        return "："
    if cue and not (_AMONG.match(between) and cue.group() == "由"):
        return "用于" if cue.group().endswith("用于") else cue.group()
    if _AMONG.match(between):
        return "中"
    return "：" if colon and not lead else None


def _same_base(pair: tuple[Figure, str]) -> bool:
    figure, base = pair
    return figure.base == base and is_addable(figure)


def _implied(sentence: Sentence, levels: Levels) -> Iterator[SumClaim]:
    """`收到诉求1856件，热线1204件、网络452件、来访200件`: a list right behind a number.

    Only numbers that come close to their list can be meant for it; see `Link.GATHERED`.
    """
    for total, following in pairwise(sentence.figures):
        same = (following.bracket, following.base) == (total.bracket, total.base)
        between = sentence.words(total.end, following.start)
        named = _NEXT.match(between) and not _CONSISTS.search(between) and OF_WHICH not in between
        if not same or not is_addable(total) or not named or TOTAL_CUE.search(following.label):
            continue
        listed = levels.listed(total.bracket, following.start, sentence.end)
        parts = [f for f, base in takewhile(_same_base, ((f, total.base) for f in listed))]
        ends = [sentence.words(a.end, b.start) for a, b in pairwise(parts)]
        run = 1 + sum(1 for _ in takewhile(lambda words: _STOPS.search(words) is None, ends))
        if run > 1 and not any(PER_UNIT.search(f.label) for f in (total, *parts[:run])):
            opened = is_open(parts[:run], "")
            yield SumClaim(sentence, (total,), tuple(parts[:run]), (), Link.GATHERED, opened, "，")
