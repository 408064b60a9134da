"""Counts of named things: “六大基础数据库”, “12个科室：…”, and the list that the count speaks of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xunzheng.audit.statements.sentences import Clause, Figure, Sentence
from xunzheng.documents.model import Document, LabelStyle, Paragraph
from xunzheng.quantities.numerals import chinese_to_int
from xunzheng.quantities.units import Dimension

_LISTED = re.compile(
    r"^[^,;:。、(]{0,24}?(?:\((?!含|包括|如|其中)|:|——?|,?\s*(?:分别是|分别为|分别有|即|包括|具体是|具体为|具体包括|依次为))"
)
_OPEN = re.compile(r"等(?![级次额同待候于])")
_JOIN = re.compile(r"[和及与]|以及")
_MARKED = re.compile(r"(?:(?<=[,;:。、\s(])|^)(?:[一二三四五六七八九十]{1,3}是|[①-⑳])")
_TITLES = re.compile(r"(?:《[^》]{1,40}》[、和及]?){2,}")
_SLOGAN = re.compile(r"“(?P<count>[一二两三四五六七八九十]{1,2})(?P<word>[\u4e00-\u9fff]{1,2})”")
_QUOTED_LIST = re.compile(
    r"“(?P<list>[^“”。]{2,80}、[^“”。]{1,80})”(?:等)?(?P<count>[两三四五六七八九十]{1,2}|[2-9]|1\d)(?=[\u4e00-\u9fff])(?!年|月|日|分|成|期)"
)
_QUOTED_COUNT = re.compile(
    r"“(?P<count>[一二两三四五六七八九十]{1,2})[\u4e00-\u9fff]{1,8}”[^,;:。、(“]{0,8}(?::|\((?!含|包括|如|其中)|,?(?:即|分别是|分别为|包括|就是))"
)
_NOT_LISTS = re.compile(r"比例|大约|以上|以下|平均|不足|左右|年度|近")
_NEARLY = 2  # by how many items a list that runs into 共N项 can be off and still be meant
_LONGEST_ITEM = 60


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
    """All counts with an adjoining list, in reading order."""
    paragraphs = list(document.paragraphs())
    by_index = {p.index: position for position, p in enumerate(paragraphs)}
    found: list[CountClaim] = []
    for sentence in sentences:
        found.extend(_listed_before(sentence))
        found.extend(_listed_after(sentence))
        found.extend(_slogans(sentence))
        found.extend(_quoted_lists(sentence))
        found.extend(_quoted_counts(sentence))
        if sentence.row is None and sentence.block in by_index:
            found.extend(_listed_below(sentence, paragraphs, by_index[sentence.block]))
    return tuple(claim for claim in found if len(claim.listed) > 1)


def _countable(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.unit.dimension is Dimension.COUNT
        and quantity.is_whole_count
        and 2 <= quantity.value <= 200
        and not _NOT_LISTS.search(figure.label[-4:])
    )


def _clauses_at(sentence: Sentence, bracket: int) -> list[Clause]:
    return [clause for clause in sentence.clauses if clause.bracket == bracket]


def _listed_before(sentence: Sentence) -> Iterator[CountClaim]:
    """`人口、法人、空间地理、城市部件、房产房屋六大基础数据库`: the list runs straight into the count."""
    for figure in sentence.figures:
        closed = bool(re.search(r"[^一]共\s*$", figure.label))
        if not _countable(figure) or not (closed or figure.base == "大"):
            continue
        items = _run_before(sentence, figure)
        numbered = (
            any(f.start >= items[0][0] for f in sentence.figures if f.end <= figure.start) if items else False
        )
        if closed and abs(len(items) - int(figure.quantity.value)) > _NEARLY:
            continue
        if len(items) > 1 and not (closed and numbered):
            opened = bool(re.search(r"等\s*共?\s*$", figure.label))
            yield _claim(sentence, figure, items, opened, loose=False, last=figure.label)


def _run_before(sentence: Sentence, figure: Figure) -> list[tuple[int, int]]:
    """The items joined by 、 that end where the figure begins."""
    clauses = _clauses_at(sentence, figure.bracket)
    starts = [clause.start for clause in clauses]
    position = bisect_left(starts, figure.start + 1) - 1
    last = clauses[position]
    if not sentence.words(last.start, figure.start).strip():
        return []
    items = [(last.start, figure.start)]
    while position > 0 and clauses[position - 1].ends == "、" and clauses[position].after == "、":
        position -= 1
        items.append((clauses[position].start, clauses[position].end))
    return items[::-1]


def _listed_after(sentence: Sentence) -> Iterator[CountClaim]:
    """`12个科室：办公室、财务科…`, `13座水库（…、…）`, `4项工作，分别是…`."""
    for position, figure in enumerate(sentence.figures):
        if not _countable(figure):
            continue
        begin = _list_start(sentence, figure)
        if begin is None:
            continue
        items, closing = _items_from(sentence, begin)
        following = sentence.figures[position + 1 : position + 2]
        if len(items) < 2 or (following and following[0].end <= begin):
            continue
        if _divides(sentence, figure, begin, items):
            continue
        last = sentence.words(*items[-1])
        opened = bool(_OPEN.search(last)) or bool(re.match(r"\s*等", closing))
        count = _coordinated(sentence, position)
        yield _claim(
            sentence, figure, items, opened, loose=_is_loose(sentence, figure, begin), last=last, count=count
        )


def _divides(sentence: Sentence, figure: Figure, begin: int, items: Sequence[tuple[int, int]]) -> bool:
    """Whether the list divides the count in numbers (41个：甲9个、乙14个) and does not name what is counted."""
    same = sum(f.base == figure.base and begin <= f.start <= items[-1][1] for f in sentence.figures)
    return same >= len(items)


def _coordinated(sentence: Sentence, position: int) -> int:
    """The count, with the one before it added in `1个副处级和4个正科级…单位`."""
    figure = sentence.figures[position]
    count = int(figure.quantity.value)
    if position:
        before = sentence.figures[position - 1]
        joined = re.fullmatch(r"\S{0,12}[和及与、]", sentence.words(before.end, figure.start))
        if joined and before.base == figure.base and before.clause == figure.clause:
            return count + int(before.quantity.value)
    return count


def _list_start(sentence: Sentence, figure: Figure) -> int | None:
    """Where the list behind a count begins: behind a colon, an opening bracket or 分别是."""
    rest = sentence.words(figure.end, min(figure.end + 48, sentence.end))
    match = _LISTED.match(rest)
    if match is None or re.search(r"[、;。]", match.group()):
        return None
    return figure.end + match.end()


def _is_loose(sentence: Sentence, figure: Figure, begin: int) -> bool:
    between = sentence.words(figure.end, begin)
    return "(" in between or "," in between[:-3]


def _items_from(sentence: Sentence, begin: int) -> tuple[list[tuple[int, int]], str]:
    """The items of the list that begins at an offset, and the text behind it.

    Items are divided by semicolons if there are any at the list's level, else by 、; marks such as
    一是 or ① at their heads take precedence.
    """
    level = next((c.bracket for c in sentence.clauses if c.start <= begin <= c.end), -1)
    level = max((c.bracket for c in sentence.clauses if c.start == begin), default=level)
    clauses = [c for c in _clauses_at(sentence, level) if c.end > begin]
    stop = sentence.brackets[level].end - 1 if level >= 0 else sentence.end
    text = sentence.words(begin, stop)
    titles = _TITLES.match(text)
    if titles:
        found = [(m.start() + begin, m.end() + begin) for m in re.finditer(r"《[^》]*》", titles.group())]
        return found, text[titles.end() :]
    marks = [m.start() + begin for m in _MARKED.finditer(text)]
    if len(marks) > 1:
        return list(zip(marks, [*marks[1:], stop], strict=True)), ""
    divider = ";" if any(c.ends == ";" for c in clauses) else "、"
    return _divided(sentence, clauses, begin, divider)


def _divided(
    sentence: Sentence, clauses: Sequence[Clause], begin: int, divider: str
) -> tuple[list[tuple[int, int]], str]:
    items: list[tuple[int, int]] = []
    start = begin
    for clause in clauses:
        if clause.ends == divider:
            items.append((start, clause.end))
            start = clause.end + 1
            continue
        if clause.ends == "," and divider == ";":
            continue
        items.append((start, clause.end))
        return items, sentence.words(clause.end + 1, clause.end + 8)
    return items, ""


def _claim(
    sentence: Sentence,
    figure: Figure,
    items: Sequence[tuple[int, int]],
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
            yield CountClaim(
                count, sentence, start, match.end("word") + sentence.start, items, len(items), False, False
            )


def _quoted_lists(sentence: Sentence) -> Iterator[CountClaim]:
    """`“人员、设备、药品、制度”五个到位`: a quoted list with its count right behind it."""
    if "”" not in sentence.folded:
        return
    for match in _QUOTED_LIST.finditer(sentence.folded):
        word = match["count"]
        count = int(word) if word.isdecimal() else chinese_to_int(word)
        if count is None:
            continue
        begin = match.start("list") + sentence.start
        items = _slogan_items(match["list"], begin)
        opened = match["list"].endswith("等") or sentence.folded[match.end("list") + 1] == "等"
        start, end = (match.start("count") + sentence.start, match.end("count") + sentence.start)
        most = len(items) + len(_JOIN.findall(match["list"].rpartition("、")[2]))
        yield CountClaim(count, sentence, start, end, items, most, opened, False)


def _quoted_counts(sentence: Sentence) -> Iterator[CountClaim]:
    """`“五类窗口”：信访窗口、妇联窗口…`: a count in quotation marks with its list behind it."""
    for match in _QUOTED_COUNT.finditer(sentence.folded) if "”" in sentence.folded else ():
        count = chinese_to_int(match["count"])
        items, closing = _items_from(sentence, match.end() + sentence.start)
        if count is None or count < 2 or len(items) < 2:
            continue
        last = sentence.words(*items[-1])
        opened = bool(_OPEN.search(last)) or closing.lstrip().startswith("等")
        span = (match.start("count") + sentence.start, match.end("count") + sentence.start)
        kept = tuple(items)
        loose = any(end - start > _LONGEST_ITEM for start, end in kept)
        yield CountClaim(count, sentence, *span, kept, len(kept) + len(_JOIN.findall(last)), opened, loose)


def _slogan_items(run: str, begin: int) -> tuple[tuple[int, int], ...]:
    items: list[tuple[int, int]] = []
    position = begin
    for item in run.split("、"):
        items.append((position, position + len(item)))
        position += len(item) + 1
    return tuple(items)


def _listed_below(sentence: Sentence, paragraphs: Sequence[Paragraph], position: int) -> Iterator[CountClaim]:
    """`主要做了以下五项工作：` with the numbered paragraphs below it."""
    paragraph = paragraphs[position]
    if sentence.end < paragraph.end - 1 or not sentence.folded.rstrip().endswith((":", "如下。")):
        return
    counted = [figure for figure in sentence.figures if _countable(figure)]
    if not counted or not re.search(r"以下|如下|下列", sentence.folded[-40:]):
        return
    items = _labelled_run(paragraphs, position + 1)
    if len(items) > 1:
        spans = [(p.start, min(p.end, p.start + _LONGEST_ITEM)) for p in items]
        yield _claim(sentence, counted[-1], spans, False, loose=True, last="")


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
