"""Counts of named things: “六大基础数据库”, “12个科室：…”, and the list that the count speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from xunzheng.audit.statements.levels import OUTSIDE, Levels
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.documents.model import Document, LabelStyle, Paragraph
from xunzheng.quantities.numerals import chinese_to_int
from xunzheng.quantities.units import Dimension

_LISTED = re.compile(
    r"^[^,;:。、()]{0,24}?(?:\((?!含|包括|如|其中)|:|——?"
    r"|,?\s*(?:分别是|分别为|分别有|(?<!立)即(?![将使日时刻可便])|包括|具体是|具体为|具体包括|依次为))"
)
_OPEN = re.compile(r"等(?![级次额同待候于])")
_JOIN = re.compile(r"[和及与]|以及")
_MARKED = re.compile(r"(?:(?<=[,;:。、\s(是为即有括])|^)(?:[一二三四五六七八九十]{1,3}是|[①-⑳])")
_TITLE = re.compile(r"《[^》]*》")
_TITLES = re.compile(r"(?:《[^》]{1,40}》[、和及]?){2,}")
_IN_ALL = re.compile(r"[^一]共\s*$")
_OPENED = re.compile(r"等\s*共?\s*$")
_BELOW = re.compile(r"(?:以下|如下|下列)\|[^,;。]{0,20}:|\|[^,;。]{0,20}(?:以下|如下|下列)[^,;。]{0,8}[:。]")
_COORDINATED = re.compile(r"\S{0,12}([和及与、])")
_SPEAKS = re.compile(r"研究|强调|要求|指出|提出|明确|决定|反映|认为|建议|讨论|审议")
_SLOGAN = re.compile(r"“(?P<count>[一二两三四五六七八九十]{1,2})(?P<word>[\u4e00-\u9fff]{1,2})”")
_QUOTED_LIST = re.compile(
    r"“(?P<list>[^“”。]{2,80}、[^“”。]{1,80})”(?:等)?(?P<count>[两三四五六七八九十]{1,2}|[2-9]|1\d)(?=[\u4e00-\u9fff])(?!年|月|日|分|成|期)"
)
_QUOTED_COUNT = re.compile(
    r"“(?P<count>[一二两三四五六七八九十]{1,2})[\u4e00-\u9fff]{1,8}”[^,;:。、(“]{0,8}(?::|\((?!含|包括|如|其中)|,?(?:即|分别是|分别为|包括|就是))"
)
_NOT_LISTS = re.compile(r"比例|平均|年度")
_NEARLY = 2  # by how many items a list that runs into 共N项 can be off and still be meant
_LONGEST_ITEM = 60
_LONGEST_RUN = 300  # clauses or figures that a list is followed over
_LEAD = 40  # characters between a colon and the first of the marks that head a list's items
_CLOSING = 8  # characters behind a list in which 等 is looked for
_MOST = 200

_Span = tuple[int, int]


class _List(NamedTuple):
    """The spans of a list's items, and the few characters behind it."""

    items: tuple[_Span, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A stated count with the list it speaks of.

    `listed` are the offsets of the items; the last may hold further ones joined by 和 or 及, so that
    the list has between `len(listed)` and `most` items. `open` says that it ends in 等. `loose` says
    that only the neighbourhood ties list and count, so that a difference is for a reader to decide.
    """

    count: int
    sentence: Sentence
    start: int
    end: int
    listed: tuple[tuple[int, int], ...]
    most: int
    open: bool
    loose: bool

    @property
    def holds(self) -> bool:
        """Whether the list can be read as having the stated number of items."""
        if self.open:
            return len(self.listed) <= self.count
        return len(self.listed) <= self.count <= self.most


def read_counts(document: Document, sentences: Sequence[Sentence]) -> tuple[CountClaim, ...]:
    """All counts with an adjoining list of two items or more, in the order of their sentences.

    Lists of more than 200 items are passed over, as are counts above 200. Time is linear in the text.

    Examples: `辖4个街道：东关、西关、南关、北关`, `“五比五看”` (silent: nothing is listed).
    """
    paragraphs = list(document.paragraphs())
    by_index = {p.index: position for position, p in enumerate(paragraphs)}
    found: list[CountClaim] = []
    for sentence in sentences:
        found.extend(_counts_of(sentence))
        if sentence.row is None and sentence.block in by_index:
            found.extend(_listed_below(sentence, paragraphs, by_index[sentence.block]))
    return tuple(claim for claim in found if len(claim.listed) > 1)


def _counts_of(sentence: Sentence) -> Iterator[CountClaim]:
    counted = [position for position, figure in enumerate(sentence.figures) if _countable(figure)]
    quoted = "“" in sentence.folded
    if not counted and not quoted:
        return
    lists = _Lists(sentence)
    for position in counted:
        yield from _listed_before(sentence, position, lists)
        yield from _listed_after(sentence, position, lists)
    if quoted:
        yield from _slogans(sentence)
        yield from _quoted_lists(sentence)
        yield from _quoted_counts(sentence, lists)


def _countable(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.unit.dimension is Dimension.COUNT
        and quantity.is_whole_count
        and 2 <= quantity.value <= _MOST
        and not _NOT_LISTS.search(figure.label[-4:])
    )


class _Lists:
    """The lists of a sentence, found by the offset that they begin or end at."""

    def __init__(self, sentence: Sentence) -> None:
        self._sentence = sentence
        self._levels = Levels(sentence)
        marks = list(_MARKED.finditer(sentence.folded))
        self._marks = [(m.start() + sentence.start, m.group()) for m in marks]
        self._figure_starts = [figure.start for figure in sentence.figures]
        self._mark_starts = [offset for offset, _ in self._marks]

    def tell_amounts(self, items: Sequence[_Span]) -> bool:
        """Whether each item holds a number: it may then tell amounts or times, not what is counted."""
        starts = self._figure_starts
        return all(bisect_left(starts, end) > bisect_left(starts, start) for start, end in items)

    def ending(self, level: int, offset: int) -> list[_Span]:
        """The items joined by 、 of which the last ends at an offset."""
        clauses = self._levels.clauses(level)
        position = self._levels.clause_at(level, offset)
        items = [(clauses[position].start, offset)]
        while position > 0 and clauses[position - 1].ends == "、" and len(items) <= _MOST:
            position -= 1
            items.append((clauses[position].start, clauses[position].end))
        return items[::-1]

    def beginning(self, begin: int, counts: Sequence[int]) -> _List:
        """The list that begins at an offset.

        A run of titles (《…》《…》) or of marks (一是, ①) is a list. Otherwise items are divided by 、 or by
        semicolons; where the list's level has both, that is a list only if one of the two divisions gives
        one of the counts.
        """
        level = self._levels.innermost(begin)
        stop = self._sentence.brackets[level].end - 1 if level != OUTSIDE else self._sentence.end
        found = self._titles(begin, stop) or self._marked(begin, stop)
        if found:
            return found
        semicolon = self._levels.next_semicolon(level, begin)
        plain = self._divided(level, begin, "、")
        if semicolon is None:
            return plain
        if len(plain.items) < 2:
            return self._divided(level, begin, ";")
        divisions = (plain, self._divided(level, begin, ";、"))
        return next((each for each in divisions if len(each.items) in counts), _List((), ""))

    def _titles(self, begin: int, stop: int) -> _List | None:
        shift = self._sentence.start
        run = _TITLES.match(self._sentence.folded, begin - shift, stop - shift)
        if run is None:
            return None
        titles = _TITLE.finditer(self._sentence.folded, run.start(), run.end())
        items = tuple((m.start() + shift, m.end() + shift) for m in titles)
        return _List(items, self._sentence.words(run.end() + shift, run.end() + shift + _CLOSING))

    def _marked(self, begin: int, stop: int) -> _List | None:
        """The items headed 一是, 二是 … or ①, ② … whose first mark is near; the numbers never fall."""
        first = bisect_left(self._mark_starts, begin)
        run: list[int] = []
        last = ("", 0)
        for offset, mark in self._marks[first : first + _MOST]:
            kind, ordinal = _ordinal(mark)
            if offset >= stop or (not run and offset > begin + _LEAD):
                break
            if run and kind != last[0]:
                continue
            if ordinal < last[1]:
                break
            last = (kind, ordinal)
            run.append(offset)
        return _List(tuple(zip(run, [*run[1:], stop], strict=True)), "") if len(run) > 1 else None

    def _divided(self, level: int, begin: int, dividers: str) -> _List:
        """The items up to the first clause that ends otherwise; `;` passes over commas, `;、` over 、 too."""
        clauses = self._levels.clauses(level)
        position = self._levels.clause_at(level, begin)
        items: list[_Span] = []
        start = begin
        for clause in clauses[max(position, 0) : position + _LONGEST_RUN]:
            if clause.end <= begin:
                continue
            divides = clause.ends == dividers[0]
            if not divides and clause.ends and clause.ends in {"、": "", ";": ",", ";、": ",、"}[dividers]:
                continue
            items.append((start, clause.end))
            start = clause.end + 1
            if not divides:
                return _List(tuple(items), self._sentence.words(start, start + _CLOSING))
        return _List(tuple(items), "")


def _ordinal(mark: str) -> tuple[str, int]:
    """The kind and number of a mark: (是, 2) for 二是, (①, 3) for ③."""
    if mark.endswith("是"):
        return "是", chinese_to_int(mark[:-1]) or 0
    return "①", ord(mark) - ord("①") + 1


def _listed_before(sentence: Sentence, position: int, lists: _Lists) -> Iterator[CountClaim]:
    """`人口、法人、空间地理、城市部件、房产房屋六大基础数据库`: the list runs straight into the count."""
    figure = sentence.figures[position]
    closed = bool(_IN_ALL.search(figure.label))
    items = lists.ending(figure.bracket, figure.start) if closed or figure.base == "大" else []
    if len(items) < 2:
        return
    numbered = position > 0 and sentence.figures[position - 1].start >= items[0][0]
    if closed and (
        numbered or "等" in figure.label or abs(len(items) - int(figure.quantity.value)) > _NEARLY
    ):
        return
    opened = bool(_OPENED.search(figure.label))
    yield _claim(sentence, figure, items, opened, loose=False, last=figure.label)


def _listed_after(sentence: Sentence, position: int, lists: _Lists) -> Iterator[CountClaim]:
    """`12个科室：办公室、财务科…`, `13座水库（…、…）`, `4项工作，分别是…`."""
    figure = sentence.figures[position]
    begin = _list_start(sentence, figure)
    following = sentence.figures[position + 1 : position + 2]
    if begin is None or (following and following[0].end <= begin):
        return
    counts = _coordinated(sentence, position)
    found = lists.beginning(begin, counts)
    if len(found.items) < 2 or _divides(sentence, position, found.items):
        return
    last = sentence.words(*found.items[-1])
    opened = bool(_OPEN.search(last)) or found.closing.lstrip().startswith("等")
    count = next((each for each in counts if each == len(found.items)), counts[0])
    loose = len(counts) > 1 or _is_loose(sentence, figure, begin) or lists.tell_amounts(found.items)
    yield _claim(sentence, figure, found.items, opened, loose=loose, last=last, count=count)


def _divides(sentence: Sentence, position: int, items: Sequence[_Span]) -> bool:
    """Whether the list divides the count in numbers (41个：甲9个、乙14个), not names what is counted."""
    base = sentence.figures[position].base
    behind = islice(sentence.figures, position + 1, position + 1 + _LONGEST_RUN)
    inside = takewhile(lambda figure: figure.start <= items[-1][1], behind)
    return sum(f.base == base and f.start >= items[0][0] for f in inside) >= len(items)


def _coordinated(sentence: Sentence, position: int) -> tuple[int, ...]:
    """How many items the list may have: the count, with the one before it in `1个副处级和4个正科级单位`.

    Where 、 joins the two (辖4个街道、2个镇), the list may be of both or of the second.
    """
    figure = sentence.figures[position]
    count = int(figure.quantity.value)
    before = sentence.figures[position - 1] if position else None
    if before is None or before.base != figure.base or before.bracket != figure.bracket:
        return (count,)
    joined = _COORDINATED.fullmatch(sentence.words(before.end, figure.start))
    if joined is None:
        return (count,)
    both = count + int(before.quantity.value)
    return (both, count) if joined.group(1) == "、" else (both,)


def _list_start(sentence: Sentence, figure: Figure) -> int | None:
    """Where the list behind a count begins: behind a colon, an opening bracket or 分别是."""
    match = _LISTED.match(sentence.words(figure.end, min(figure.end + 48, sentence.end)))
    return None if match is None else figure.end + match.end()


def _is_loose(sentence: Sentence, figure: Figure, begin: int) -> bool:
    """Whether the words between do not promise that the list is of what is counted, and whole."""
    between = sentence.words(figure.end, begin)
    return "(" in between or "包括" in between or bool(_SPEAKS.search(between))


def _claim(
    sentence: Sentence,
    figure: Figure,
    items: Sequence[_Span],
    opened: bool,
    *,
    loose: bool,
    last: str,
    count: int | None = None,
) -> CountClaim:
    kept = tuple((start, end) for start, end in items if sentence.words(start, end).strip())
    return CountClaim(
        count=count or int(figure.quantity.value),
        sentence=sentence,
        start=figure.start,
        end=figure.end,
        listed=kept,
        most=len(kept) + len(_JOIN.findall(last)),
        open=opened,
        loose=loose or any(end - start > _LONGEST_ITEM for start, end in kept),
    )


def _slogans(sentence: Sentence) -> Iterator[CountClaim]:
    """`政策最优、成本最低、服务最好、办事最快的“四最”`: each item holds the counted word."""
    for match in _SLOGAN.finditer(sentence.folded):
        count = chinese_to_int(match["count"])
        start = match.start("count") + sentence.start
        head = sentence.folded[max(match.start() - 120, 0) : match.start()]
        run = re.search(r"(?:[^,。;:、“”\s]{2,12}、)+[^,。;:、“”\s]{2,12}$", head)
        if count is None or run is None:
            continue
        begin = match.start() - len(run.group()) + sentence.start
        items = _slogan_items(run.group(), begin)
        words = [sentence.words(*item) for item in items]
        if len(items) > 1 and all(match["word"] in word for word in words):
            most = len(items) + len(_JOIN.findall(words[-1]))
            end = match.end("word") + sentence.start
            yield CountClaim(count, sentence, start, end, items, most, False, False)


def _quoted_lists(sentence: Sentence) -> Iterator[CountClaim]:
    """`“人员、设备、药品、制度”五个到位`: a quoted list with its count right behind it."""
    for match in _QUOTED_LIST.finditer(sentence.folded):
        word = match["count"]
        count = int(word) if word.isdecimal() else chinese_to_int(word)
        if count is None:
            continue
        items = _slogan_items(match["list"], match.start("list") + sentence.start)
        opened = match["list"].endswith("等") or sentence.folded[match.end("list") + 1] == "等"
        start, end = match.start("count") + sentence.start, match.end("count") + sentence.start
        most = len(items) + len(_JOIN.findall(match["list"].rpartition("、")[2]))
        yield CountClaim(count, sentence, start, end, items, most, opened, False)


def _quoted_counts(sentence: Sentence, lists: _Lists) -> Iterator[CountClaim]:
    """`“五类窗口”：信访窗口、妇联窗口…`: a count in quotation marks with its list behind it."""
    for match in _QUOTED_COUNT.finditer(sentence.folded):
        count = chinese_to_int(match["count"])
        found = lists.beginning(match.end() + sentence.start, (count or 0,))
        if count is None or count < 2 or len(found.items) < 2:
            continue
        last = sentence.words(*found.items[-1])
        opened = bool(_OPEN.search(last)) or found.closing.lstrip().startswith("等")
        start, end = match.start("count") + sentence.start, match.end("count") + sentence.start
        loose = any(stop - begin > _LONGEST_ITEM for begin, stop in found.items)
        most = len(found.items) + len(_JOIN.findall(last))
        yield CountClaim(count, sentence, start, end, found.items, most, opened, loose)


def _slogan_items(run: str, begin: int) -> tuple[tuple[int, int], ...]:
    items: list[tuple[int, int]] = []
    position = begin
    for item in run.split("、"):
        items.append((position, position + len(item)))
        position += len(item) + 1
    return tuple(items)


def _listed_below(sentence: Sentence, paragraphs: Sequence[Paragraph], position: int) -> Iterator[CountClaim]:
    """`主要做了以下五项工作：` with the numbered paragraphs below it; the tie is loose."""
    paragraph = paragraphs[position]
    if sentence.end < paragraph.end - 1 or not sentence.folded.rstrip().endswith((":", "如下。")):
        return
    figure = next((figure for figure in sentence.figures[-1:] if _countable(figure)), None)
    if figure is None or not _BELOW.search(f"{figure.label[-2:]}|{sentence.words(figure.end, sentence.end)}"):
        return
    items = _labelled_run(paragraphs, position + 1)
    if len(items) > 1:
        spans = tuple((p.start, min(p.end, p.start + _LONGEST_ITEM)) for p in items)
        count = int(figure.quantity.value)
        yield CountClaim(count, sentence, figure.start, figure.end, spans, len(spans), False, True)


def _labelled_run(paragraphs: Sequence[Paragraph], position: int) -> list[Paragraph]:
    """The paragraphs from a position on that are numbered 1, 2, 3 … in one style."""
    style: LabelStyle | None = None
    items: list[Paragraph] = []
    for paragraph in paragraphs[position : position + 300]:
        label = paragraph.label
        if label is None:
            if paragraph.text.strip() and not items:
                return []
            continue
        if items and label.style is not style:
            if paragraph.level and paragraph.level <= items[0].level:
                break
            continue
        if label.ordinal != len(items) + 1:
            break
        style = label.style
        items.append(paragraph)
    return items
