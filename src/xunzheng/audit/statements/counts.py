"""Counts of named things: “六大基础数据库”, “12个科室：…”, and the list that the count speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from xunzheng.audit.statements.lists import LONGEST_RUN, MOST, Lists, Span
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.tallied import read_tallies
from xunzheng.documents.model import Document, LabelStyle, Paragraph
from xunzheng.quantities.numerals import chinese_to_int
from xunzheng.quantities.units import Dimension

_LISTED = re.compile(
    r"^[^,;:。、()]{0,24}?(?:\((?!含|包括|如|其中)|:|——?"
    r"|[,。]?\s*(?=一是|①|其一)|,?\s*(?:分别是|分别为|分别有|(?<!立)即(?![将使日时刻可便])|包括|具体是|具体为|具体包括|依次为))"
)
_OPEN = re.compile(r"等(?![级次额同待候于])")
_JOIN = re.compile(r"[和及与]|以及")
_IN_ALL = re.compile(r"[^一]共\s*$")
_OPENED = re.compile(r"等\s*共?\s*$")
_BELOW = re.compile(r"(?:以下|如下|下列)\|[^,;。]{0,20}:|\|[^,;。]{0,20}(?:以下|如下|下列)[^,;。]{0,8}[:。]")
_COORDINATED = re.compile(r"\S{0,12}([和及与、])")
_SPEAKS = re.compile(r"研究|强调|要求|指出|提出|明确|决定|反映|认为|建议|讨论|审议")
_SLOGAN = re.compile(r"“(?P<count>[一二两三四五六七八九十]{1,2})(?P<word>[\u4e00-\u9fff]{1,2})”")
_QUOTED_LIST = re.compile(
    r"“(?P<list>[^“”。]{2,80}、[^“”。]{1,80})”(?:等)?(?P<count>[两三四五六七八九十]{1,2}|[2-9]|1\d)(?=[\u4e00-\u9fff])(?!年|月|日|分|成|期)"
)
_QUOTED = re.compile(r"“[^“”]{1,30}”")
_QUOTED_NAMES = re.compile(
    r"(?P<run>(?:“[^“”]{1,30}”(?:[、和及与]|以及)?){2,20})(?P<open>等)?(?:共)?(?P<count>[两二三四五六七八九]|十[一二三四五]?|[2-9]|1\d)(?=[个项大类种条款家场支档部本]|平台|系统)"
)
_QUOTED_COUNT = re.compile(
    r"“(?P<count>[一二两三四五六七八九十]{1,2})[\u4e00-\u9fff]{1,8}”[^,;:。、(“]{0,8}(?::|\((?!含|包括|如|其中)|,?(?:即|分别是|分别为|包括|就是))"
)
_KINDS = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:方面|环节|乡镇|镇|乡|街道|村|社区|县|市|区|县区|县市|部门|单位|科室|股室|处室|阶段|层面|维度|领域|类别|板块|工程|指标|制度|办法"
    r"|文件|步骤|要素|渠道|片区|园区|标段|系统|平台|中心|学院|专业|学科|课题|专题|等级|档次|险种|流程)(?:[^\u4e00-\u9fff]|$|进行|开展|实施|为|的|和|中|内|均|都|全部|纳入|参与|作为|列入|共|分别|已|未|所|等)"
)
_VERBS = re.compile(r"新建|改建|扩建|维修|改造|建设|采购|安装|完成|涉及")
_MARK = re.compile(r"[一①其]")  # 一是, ①, 其一
_TITLE = re.compile(r"《[^》]*》")
_TITLED = re.compile(r"(?P<run>(?:《[^》]{1,40}》[、和及与]?){2,12})等?\s*共?\s*$")
_NOT_LISTS = re.compile(r"比例|平均|年度")
_LONGEST_TITLES = 500  # characters before a count in which the titles are looked for that it counts
_JOINED = re.compile(r"(?<!协)(?<!总)[和及与](?!谐|平|睦)")
_LONG_ITEM = 5
_NEARLY = 2  # by how many items a list that runs into 共N项 can be off and still be meant
_LONGEST_ITEM = 60


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A stated count with the list it speaks of.

    `listed` are the offsets of the items; the last may hold further ones joined by 和 or 及, so that
    the list has between `len(listed)` and `most` items. `open` says that it ends in 等. `loose` says
    that only the neighbourhood ties list and count, so that a difference is for a reader to decide. `split`
    says that the last item plainly is two.
    """

    count: int
    sentence: Sentence
    start: int
    end: int
    listed: tuple[Span, ...]
    most: int
    open: bool
    loose: bool
    split: bool = False

    @property
    def holds(self) -> bool:
        """Whether the list can be read as having the stated number of items."""
        if self.open:
            return len(self.listed) <= self.count
        return len(self.listed) + self.split <= self.count <= self.most


def read_counts(document: Document, sentences: Sequence[Sentence]) -> tuple[CountClaim, ...]:
    """All counts with an adjoining list of two items or more, in the order of their sentences.

    Counts below 2 and above 200 are passed over, and a list is followed over 300 clauses at most. Time is
    linear in the text.

    Examples: `辖4个街道：东关、西关、南关、北关`, `“五比五看”` (silent: nothing is listed).
    """
    paragraphs = list(document.paragraphs())
    by_index = {p.index: position for position, p in enumerate(paragraphs)}
    found: list[CountClaim] = []
    for sentence in sentences:
        found.extend(_counts_of(sentence))
        if sentence.row is None and sentence.block in by_index:
            found.extend(_listed_below(sentence, paragraphs, by_index[sentence.block]))
    counted = {claim.start for claim in found if len(claim.listed) > 1}
    for sentence, count, start, end, items in read_tallies(sentences):
        if start not in counted:
            found.append(CountClaim(count, sentence, start, end, items, len(items), False, True))
    return tuple(claim for claim in found if len(claim.listed) > 1)


def _counts_of(sentence: Sentence) -> Iterator[CountClaim]:
    counted = [position for position, figure in enumerate(sentence.figures) if _countable(figure)]
    quoted = "“" in sentence.folded
    if not counted and not quoted:
        return
    lists = Lists(sentence)
    for position in counted:
        yield from _listed_before(sentence, position, lists)
        yield from _listed_after(sentence, position, lists)
    if quoted:
        yield from _quoted_names(sentence)
        yield from _slogans(sentence)
        yield from _quoted_lists(sentence)
        yield from _quoted_counts(sentence, lists)


def _countable(figure: Figure) -> bool:
    quantity = figure.quantity
    return (
        quantity.unit.dimension is Dimension.COUNT
        and quantity.is_whole_count
        and 2 <= quantity.value <= MOST
        and not _NOT_LISTS.search(figure.label[-4:])
    )


def _listed_before(sentence: Sentence, position: int, lists: Lists) -> Iterator[CountClaim]:
    """`人口、法人、空间地理、城市部件、房产房屋六大基础数据库`: the list runs straight into the count."""
    figure = sentence.figures[position]
    begin = max(figure.start - _LONGEST_TITLES, sentence.start)
    titled = _TITLED.search(sentence.words(begin, figure.start)) if "》" in figure.label else None
    if titled is not None:
        yield _titled(sentence, figure, titled, begin)
        return
    closed = bool(_IN_ALL.search(figure.label))
    listed = (
        bool(_OPENED.search(figure.label)) and "、" in sentence.words(begin, figure.start)[-_LONGEST_ITEM:]
    )
    named = figure.base == "大" or closed or listed or _names_kind(sentence, position)
    items = lists.ending(figure.bracket, figure.start) if named else []
    if len(items) < 2:
        return
    numbered = position > 0 and sentence.figures[position - 1].start >= items[0][0]
    if closed and (
        numbered or "等" in figure.label or abs(len(items) - int(figure.quantity.value)) > _NEARLY
    ):
        return
    opened = bool(_OPENED.search(figure.label))
    loose = figure.base != "大" and not closed
    inner = position > 0 and sentence.figures[position - 1].start >= items[1][0]
    if loose and (
        inner
        or _VERBS.match(sentence.words(*items[-1]))
        or abs(len(items) - int(figure.quantity.value)) > _NEARLY
    ):
        return
    yield _claim(sentence, figure, items, opened, loose=loose, last=figure.label)


def _names_kind(sentence: Sentence, position: int) -> bool:
    """Whether a count is of the kind of things that a list before it names (东山、西河两个乡镇, 四个方面).

    Where a number stands right behind (上片四个村460吨), the count tells of what that number is.
    """
    figure = sentence.figures[position]
    following = sentence.figures[position + 1 : position + 2]
    if following and following[0].start <= figure.end + len(figure.tail):
        return False
    return _KINDS.match(figure.tail) is not None or figure.quantity.unit.symbol in ("方面", "街道", "乡镇")


def _titled(sentence: Sentence, figure: Figure, titled: re.Match[str], begin: int) -> CountClaim:
    """`《甲办法》《乙办法》2项制度`: titles, then their count."""
    shift = titled.start("run") + begin
    items = [(m.start() + shift, m.end() + shift) for m in _TITLE.finditer(titled["run"])]
    opened = _OPENED.search(figure.label[-4:]) is not None
    return _claim(sentence, figure, items, opened, loose=True, last="")


def _listed_after(sentence: Sentence, position: int, lists: Lists) -> Iterator[CountClaim]:
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
    loose = loose or (
        ":" not in sentence.words(figure.end, begin)
        and _MARK.match(sentence.words(begin, begin + 2)) is not None
    )
    yield _claim(sentence, figure, found.items, opened, loose=loose, last=last, count=count)


def _divides(sentence: Sentence, position: int, items: Sequence[Span]) -> bool:
    """Whether the list divides the count in numbers (41个：甲9个、乙14个), not names what is counted."""
    base = sentence.figures[position].base
    behind = islice(sentence.figures, position + 1, position + 1 + LONGEST_RUN)
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
    items: Sequence[Span],
    opened: bool,
    *,
    loose: bool,
    last: str,
    count: int | None = None,
) -> CountClaim:
    kept = tuple((start, end) for start, end in items if sentence.words(start, end).strip())
    split = _is_two([sentence.words(*item).strip() for item in kept])
    return CountClaim(
        count=count or int(figure.quantity.value),
        sentence=sentence,
        start=figure.start,
        end=figure.end,
        listed=kept,
        most=len(kept) + len(_JOIN.findall(last)),
        open=opened,
        split=split,
        loose=loose or split or any(end - start > _LONGEST_ITEM for start, end in kept),
    )


def _is_two(items: Sequence[str]) -> bool:
    """Whether the last of several long items is two, as long as they are: 反恐处突装备和刑事技术设备."""
    halves = _JOINED.split(items[-1]) if len(items) > 2 else []
    shortest = min((len(item) for item in items[:-1]), default=0)
    return len(halves) == 2 and shortest >= _LONG_ITEM and min(map(len, halves)) >= _LONG_ITEM


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


def _quoted_names(sentence: Sentence) -> Iterator[CountClaim]:
    """`“海川讲坛”“亲子故事会”两个品牌`: names in quotation marks of their own, then their count."""
    for match in _QUOTED_NAMES.finditer(sentence.folded):
        shift = sentence.start + match.start("run")
        spans = [m.span() for m in _QUOTED.finditer(match["run"])]
        items = tuple((shift + start, shift + end) for start, end in spans)
        word = match["count"]
        count = int(word) if word.isdecimal() else chinese_to_int(word) or 0
        start, end = (sentence.start + offset for offset in match.span("count"))
        yield CountClaim(count, sentence, start, end, items, len(items), bool(match["open"]), False)


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


def _quoted_counts(sentence: Sentence, lists: Lists) -> Iterator[CountClaim]:
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
