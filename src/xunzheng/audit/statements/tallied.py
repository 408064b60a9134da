"""Counts that stand apart from their list: 一是…。二是…。上述三个问题, 存在以下四个方面的问题。⏎一是…."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from xunzheng.audit.statements.sentences import Sentence
from xunzheng.documents.labels import cjk_ordinal
from xunzheng.quantities.numerals import chinese_to_int

_NOUNS = (
    r"问题|方面|措施|建议|情况|原因|不足|短板|困难|事项|工作|矛盾|经验|做法|意见|点|条|任务|举措|环节|因素"
)
_COUNT = r"(?P<count>[两二三四五六七八九]|十[一二三四五]?|[2-9]|1[0-5])(?:大|个|项|点|类|条|种|方面)"
_ABOVE = re.compile(rf"(?:以上|上述|前述|如上|上面|综上|针对这|对这|这)(?:的)?{_COUNT}\w{{0,6}}?(?:{_NOUNS})")
_BELOW = re.compile(
    rf"(?:以下|下列|下面|如下|[有为了在出现抓做](?:主要|突出|着重|重点)?){_COUNT}[^,;:。\d]{{0,8}}?(?:{_NOUNS})\w{{0,6}}(?:如下)?[:。;]?\s*$"
)
_MARK = re.compile(
    r"(?:(?<=[,;:。、\s(!])|^)(?:([一二三四五六七八九十]{1,3})是(?!否)|其([一二三四五六七八九十]{1,2})[是,:]|([①-⑳])|(\d{1,2})[.、](?![\d、]))"
)
_LABEL = re.compile(
    r"\W?(?:第?(?P<cjk>[一二三四五六七八九十]{1,3})(?P<tail>是(?!否)|[,、)])|(?P<digit>\d{1,2})(?P<dot>[).、](?!\d)))"
)
_MOST = 40

_Item = tuple[int, int]
Tally = tuple[Sentence, int, int, int, tuple[_Item, ...]]
"""The sentence, the count with its offsets, and the offsets of the list's items."""


def read_tallies(sentences: Sequence[Sentence]) -> Iterator[Tally]:
    """The counts of points, with the marked points of the paragraph or the numbered paragraphs beside it."""
    prose = [s for s in sentences if s.row is None]
    blocks = [list(group) for _, group in groupby(prose, key=lambda s: s.block)]
    for position, block in enumerate(blocks):
        for at, sentence in enumerate(block):
            for pattern, back in ((_ABOVE, True), (_BELOW, False)):
                match = pattern.search(sentence.folded)
                if match is None:
                    continue
                own = block[: at + 1] if back else block[at + 1 :]
                end = sentence.start + match.start() if back else block[-1].end
                items = _marked(own, end)
                alone = at == 0 if back else at == len(block) - 1
                if not items and alone:
                    beside = (
                        blocks[max(position - _MOST, 0) : position][::-1] if back else blocks[position + 1 :]
                    )
                    items = _numbered(beside[:_MOST], back=back)
                    if not items and beside:
                        items = _marked(beside[0], beside[0][-1].end)
                if len(items) > 1:
                    word = match["count"]
                    count = int(word) if word.isdecimal() else chinese_to_int(word) or 0
                    start, stop = (sentence.start + offset for offset in match.span("count"))
                    yield sentence, count, start, stop, items


def _marked(sentences: Sequence[Sentence], end: int) -> tuple[_Item, ...]:
    """The last run of marks 一是, 二是 … before an offset; none where they are not 1, 2, 3 …."""
    found: list[_Item] = []
    for sentence in sentences:
        for match in _MARK.finditer(sentence.folded):
            ordinal = _ordinal(match)
            if sentence.start + match.start() >= end or ordinal not in (1, len(found) + 1):
                continue
            found = [] if ordinal == 1 else found
            found.append(
                (sentence.start + match.start(), min(sentence.start + match.end() + 12, sentence.end))
            )
    return tuple(found)


def _ordinal(match: re.Match[str]) -> int:
    return (
        ord(match[3]) - ord("①") + 1
        if match[3]
        else int(match[4])
        if match[4]
        else cjk_ordinal(match[1] or match[2])
    )


def _numbered(blocks: Sequence[Sequence[Sentence]], *, back: bool) -> tuple[_Item, ...]:
    """The paragraphs of one numbering that stand nearest, 1, 2, 3 … or counted down to 1."""
    found: list[tuple[int, _Item]] = []
    style = ""
    for block in blocks:
        match = _LABEL.match(block[0].folded.strip())
        here = "" if match is None else (match["tail"] or match["dot"])
        if match is None or (style and here != style):
            break
        style = here
        ordinal = int(match["digit"]) if match["digit"] else cjk_ordinal(match["cjk"])
        due = found[-1][0] + (-1 if back else 1) if found else ordinal if back else 1
        if ordinal != due:
            return ()
        found.append((ordinal, (block[0].start, min(block[0].start + 16, block[0].end))))
        if back and ordinal == 1:
            break
    whole = found and (found[-1][0] == 1 if back else True)
    return tuple(item for _, item in sorted(found)) if whole else ()
