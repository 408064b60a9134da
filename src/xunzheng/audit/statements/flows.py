"""Flows: what came in, went out and is left, of money or of cases, and the rates stated over them."""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from xunzheng.audit.statements.sentences import Figure, Sentence, segments
from xunzheng.audit.statements.vocabulary import PER_UNIT, TOTAL_CUE, Stage, stage_of
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_RATE_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,12}?(?:率|进度|满意度|密度|知晓度|比例|(?<=[\u4e00-\u9fff])占比))"
    r"(?:均|仅|约|已|实际|合计|总体|只)*(?:为|达到了?|达|是|:|=|仅为|高达|有)?(?:了|约)?\s*$"
)
_COPULA = re.compile(r"^\W*(?:约|仅)?(?:为|达到?|是|即)(?:了|约)?$")
_PLAN_SHARE = re.compile(
    r"(?:完成|达到?|占|为|是|相当于|实现)了?(?:年度|全年|年初|当年|既定|预定|总|的)*(?:计划|任务|目标|预算|指标)(?:任务|总?数|总?量|值|总额)*的$"
)
_OF_AMOUNT_BEHIND = re.compile(r"^(?:金额|数额|人数|面积|数量)?(?:合计|共计?|即|计|为|达到?|约合|折合)+$")
_GIVEN = re.compile(r"^\W*的(?:比例|比重)?(?:为|达到?|约)?\s*$")
_GIVEN = re.compile(r"(?:占|为|是|达到?|相当于|完成)了?[^,:;、。]{0,16}$")
_SHARE = re.compile(r"^\W*占(?P<whole>\S{0,16}?)(?:的)?(?:比例|比重|比)?(?:为|达到?|约)?\s*$")
_ANY_WHOLE = re.compile(r"^(?:全部|总数?|总量|总额|总计|合计|其|总人数|总户数|的)*$")
_GROWTH = re.compile(
    r"(?P<direction>超额?(?:出|过)?(?:完成)?(?:年度|全年)?(?:任务|计划|目标)(?:任务|数|量|值)?|超额(?:完成)?|增长|增加|上升|提高|提升|增幅|涨幅|减少|下降|降低|减收|压减|减幅|降幅|压缩|缩减|缩短|缩小|削减|增收|上涨|上调|上浮|调[高增]|递增|回升|攀升|扩大|下调|下浮|调[低减]|递减|压降|减轻|节约|下滑|下跌|回落)"
    r"(?:了|幅度?|率|比例|约|为|达到?|近)*\s*$"
)
_MULTIPLE = re.compile(
    r"(?:是|为|相当于|达到?)(?:上年|去年|上一年|前一年|往年|同期|原来|以前|改造前|实施前|年初|20\d\d年)\S{0,6}的\s*$"
)
_DUE = re.compile(r"计划|任务|目标|应|要求|原定")
_DONE = re.compile(r"实际|完成|实现|已|建成|共|达")
_LATER = re.compile(r"到|至|为|增|降|减|升")
_TO_LEVEL = re.compile(r"[到至]$")
_EARLIER = re.compile(r"(?:比|较|与|同比)\S{0,12}$|上年|去年|上一年|同期|年初|原来|改造前|实施前")
_YEARS = re.compile(r"(20\d\d)年度?(?:比|较)(20\d\d)年")
_YEAR = re.compile(r"(20\d\d)年")
_AIMED = re.compile(r"超过|目标|要求|不低于|不少于|以上|任务")
_CHANGE = re.compile(r"(?:(?<!新)增加?|减少?|下降|上升|提高|降低|多|少)了?[^到至为]{0,2}$")
_FROM = re.compile(r"由|从|自")
_KINDS = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE})
_VALUES = _KINDS | {Dimension.DURATION}
_FELLOWS = 40
_BEHIND = 6  # sentences of the paragraph in which the values of named years are looked for
_FALLING = frozenset(
    {
        "减少",
        "下降",
        "降低",
        "减收",
        "压减",
        "减幅",
        "降幅",
        "压缩",
        "缩减",
        "缩短",
        "缩小",
        "削减",
        "节约",
        "下滑",
        "下跌",
        "下调",
        "下浮",
        "调低",
        "调减",
        "递减",
        "压降",
        "减轻",
        "回落",
    }
)


@dataclass(frozen=True, slots=True)
class Flow:
    """A figure with the stage that its words name; `total` if they announce a total (共支出)."""

    figure: Figure
    sentence: Sentence
    stage: Stage | None
    total: bool


@dataclass(frozen=True, slots=True)
class RateClaim:
    """A stated rate by its name (资金到位率), with the flows of its paragraph up to its sentence's end.

    `near` are those of its own sentence up to a semicolon on either side, `around` those before it in the
    paragraph.
    """

    name: str
    figure: Figure
    sentence: Sentence
    near: tuple[Flow, ...]
    around: tuple[Flow, ...]


@dataclass(frozen=True, slots=True)
class ShareClaim:
    """A stated share (占总数的40%): the figure before it, and the figures that may be the whole.

    `named` are the words for the whole (调整后预算), empty where the text only says 占 or 占总数; `fellows`
    are the parts of the sentence that have shares of their own, which together can be the whole. `given`
    says that the whole is written out between the two (占下达资金1500万元的40%): it is the only one.
    """

    figure: Figure
    sentence: Sentence
    part: Figure
    wholes: tuple[Figure, ...]
    named: str
    fellows: tuple[Figure, ...]
    given: bool = False


class GrowthKind(enum.Enum):
    """What a stated growth is: the change over the earlier value, in points, or one over the other."""

    RATE = enum.auto()  # 增长12%
    POINTS = enum.auto()  # 提高4.2个百分点
    MULTIPLE = enum.auto()  # 是上年的1.25倍


@dataclass(frozen=True, slots=True)
class GrowthClaim:
    """A stated growth (`falling`: reduction) with the figures of one base in its sentence, in order.

    `pair` is (later, earlier) where the words say which two values are meant: 由…到…, 比上年的…; None
    where they do not. `subject` are the words before the growth, which may name something else than the
    values do (办理时限由10天缩短到5天，效率提高50%). `loose` says that only years tie the values to it.
    """

    figure: Figure
    sentence: Sentence
    falling: bool
    values: tuple[Figure, ...]
    pair: tuple[Figure, Figure] | None
    kind: GrowthKind = GrowthKind.RATE
    subject: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Flows:
    """All flows of a paragraph, sentence by sentence."""

    sentences: tuple[tuple[Sentence, tuple[Flow, ...]], ...]


def read_flows(sentences: Sequence[Sentence]) -> tuple[Flows, ...]:
    """The flows of each paragraph or cell that has any, in reading order."""
    found: list[Flows] = []
    current: list[tuple[Sentence, tuple[Flow, ...]]] = []
    place: tuple[int, int | None, int | None] | None = None
    for sentence in sentences:
        here = (sentence.block, sentence.row, sentence.column)
        if here != place and current:
            found.append(Flows(tuple(current)))
            current = []
        place = here
        pairs = pairwise((*sentence.figures, None))
        current.append((sentence, tuple(_flow(f, sentence, behind) for f, behind in pairs if f is not None)))
    if current:
        found.append(Flows(tuple(current)))
    return tuple(found)


def _flow(figure: Figure, sentence: Sentence, behind: Figure | None) -> Flow:
    """A figure's stage by the words before it, else by those behind it that lead to no other figure."""
    leads = behind is not None and behind.clause == figure.clause
    stage = stage_of(figure.label) or (None if leads else _stage_behind(figure))
    return Flow(figure, sentence, stage, bool(TOTAL_CUE.search(figure.label)))


def _stage_behind(figure: Figure) -> Stage | None:
    """The stage named right behind the number: `56件已办结`, `5件正在办理`."""
    return stage_of(figure.tail[:6]) if figure.tail else None


def is_plain(figure: Figure) -> bool:
    """Whether a figure is an exact amount or count that arithmetic can be done with."""
    quantity = figure.quantity
    return (
        quantity.precision is Precision.EXACT
        and quantity.upper is None
        and (quantity.unit.dimension in _KINDS or figure.base.startswith("·"))
        and not PER_UNIT.search(figure.label[-12:])
    )


def is_percentage(figure: Figure) -> bool:
    """Whether a figure is a rate in % or ‰ (not percentage points), stated exactly."""
    quantity = figure.quantity
    return (
        quantity.unit.dimension is Dimension.RATE
        and not quantity.unit.base
        and quantity.precision is Precision.EXACT
        and quantity.upper is None
    )


def read_rates(flows: Sequence[Flows]) -> tuple[RateClaim, ...]:
    """The rates stated by name, with the flows that they may be made of."""
    found: list[RateClaim] = []
    for paragraph in flows:
        before: list[Flow] = []
        for sentence, here in paragraph.sentences:
            by_figure = {id(flow.figure): flow for flow in here}
            for group in segments(sentence):
                near = _plain([by_figure[id(figure)] for figure in group])
                for figure in group:
                    name = _rate_name(figure, sentence)
                    if name:
                        found.append(RateClaim(name, figure, sentence, near, tuple(before[-24:])))
                before.extend(near)
    return tuple(found)


def _rate_name(figure: Figure, sentence: Sentence) -> str:
    """What a percentage is called: 预算执行率, or 完成率 where it is put as a share of the plan."""
    if not is_percentage(figure):
        return ""
    if _COPULA.match(figure.label):
        return _topic(figure, sentence)
    match = _RATE_NAME.search(figure.label[-30:])
    return match["name"] if match else "完成率" if _PLAN_SHARE.search(figure.label[-24:]) else ""


def _topic(figure: Figure, sentence: Sentence) -> str:
    """The rate that the clause before a colon names (资金支付率:批复520万元,已付468万元,为90%)."""
    before = [c for c in sentence.clauses[: figure.clause] if c.bracket == figure.bracket and c.ends in ":;"]
    if not before or before[-1].ends != ":":
        return ""
    match = _RATE_NAME.search(sentence.words(before[-1].start, before[-1].end)[-30:])
    return match["name"] if match else ""


def _plain(flows: Sequence[Flow]) -> tuple[Flow, ...]:
    return tuple(flow for flow in flows if is_plain(flow.figure))[:40]


def read_shares(flows: Sequence[Flows]) -> tuple[ShareClaim, ...]:
    """The shares stated with 占, with the part (the figure just before) and what it may be a part of."""
    found: list[ShareClaim] = []
    for paragraph in flows:
        before: list[Figure] = []
        for sentence, _ in paragraph.sentences:
            last: Figure | None = None
            fellows = _with_shares(sentence)
            for figure in sentence.figures:
                match = _SHARE.search(figure.label[-24:]) if is_percentage(figure) else None
                if match and last and is_plain(last):
                    wholes = tuple(f for f in before[-16:-1] if f.base == last.base)
                    named = "" if _ANY_WHOLE.match(match["whole"]) else match["whole"]
                    found.append(ShareClaim(figure, sentence, last, wholes, named, fellows))
                elif last and is_percentage(figure) and _of_given(figure, last):
                    told = [f for f in before[-2:-6:-1] if f.base == last.base and f.start >= sentence.start]
                    part = told[0] if told else _amount_behind(sentence, figure, last)
                    if part is not None:
                        found.append(ShareClaim(figure, sentence, part, (last,), "", (), given=True))
                elif is_plain(figure):
                    before.append(figure)
                last = figure
    return tuple(found)


def _amount_behind(sentence: Sentence, share: Figure, whole: Figure) -> Figure | None:
    """The part that is told right behind its share: 占事业经费2,400万元的16%，金额为384万元."""
    at = bisect_left(sentence.figures, share.end, key=attrgetter("start"))
    behind = sentence.figures[at : at + 1]
    fits = bool(behind) and behind[0].base == whole.base and is_plain(behind[0])
    return behind[0] if fits and _AMOUNT_BEHIND.match(behind[0].label) else None


def _of_given(figure: Figure, last: Figure) -> bool:
    """Whether a percentage is one of the amount right before it: 占下达资金1500万元的40%."""
    return is_plain(last) and bool(_OF_GIVEN.match(figure.label) and _GIVEN.search(last.label[-24:]))


def _with_shares(sentence: Sentence) -> tuple[Figure, ...]:
    """The figures of a sentence that a share follows directly, the first forty."""
    return tuple(
        part
        for part, share in pairwise(sentence.figures)
        if is_plain(part) and is_percentage(share) and _SHARE.search(share.label[-24:])
    )[:_FELLOWS]


def read_growths(flows: Sequence[Flows]) -> tuple[GrowthClaim, ...]:
    """The growth rates of sentences that also state the values which they should follow from."""
    found: list[GrowthClaim] = []
    for paragraph in flows:
        for sentence, _ in paragraph.sentences:
            for position, figure in enumerate(sentence.figures):
                kind = _growth_kind(figure)
                if kind is not None:
                    by_years = list(_by_years(paragraph, sentence, figure))
                    own = list(_growth(sentence, position, kind))
                    found.extend(by_years if by_years and not (own and own[0].pair) else own)
    return tuple(found)


def _growth_kind(figure: Figure) -> GrowthKind | None:
    quantity = figure.quantity
    exact = quantity.precision is Precision.EXACT and quantity.upper is None
    if quantity.unit.dimension is not Dimension.RATE or not exact:
        return None
    if quantity.unit.base:
        return GrowthKind.POINTS
    if quantity.unit.symbol == "倍" and _MULTIPLE.search(figure.label[-24:]):
        return GrowthKind.MULTIPLE
    return GrowthKind.RATE


def _by_years(paragraph: Flows, sentence: Sentence, figure: Figure) -> Iterator[GrowthClaim]:
    """A growth of one named year over another (2023年比2022年增长9.7%), whose values are told by year."""
    years = _YEARS.search(figure.label)
    match = _GROWTH.search(figure.label[-16:])
    if years is None or match is None or _growth_kind(figure) is not GrowthKind.RATE:
        return
    first = max(sentence.number - paragraph.sentences[0][0].number - _BEHIND, 0)
    near = [s for s, _ in paragraph.sentences[first : first + _BEHIND + 1] if s.number <= sentence.number]
    by_year: dict[str, Figure] = {}
    for each in (f for s in near for f in s.figures[:_FELLOWS] if f.start < figure.start):
        dated = _YEAR.findall(each.label)
        if dated and is_plain(each) and each.bracket == -1:
            by_year.setdefault(dated[-1], each)
    later, earlier = (by_year.get(year) for year in years.groups())
    if later is not None and earlier is not None and later.base == earlier.base:
        falling = match["direction"] in _FALLING
        pair = (later, earlier)
        yield GrowthClaim(figure, sentence, falling, pair, pair, GrowthKind.RATE, "", loose=True)


def _growth(sentence: Sentence, position: int, kind: GrowthKind) -> Iterator[GrowthClaim]:
    figure = sentence.figures[position]
    match = _GROWTH.search(figure.label[-16:])
    if kind is not GrowthKind.MULTIPLE:
        aimed = _AIMED.search(figure.label[-8:] + figure.tail[:6])
        if match is None or (aimed and not match["direction"].startswith("超")):
            return
    values = _values_near(sentence, position, kind)
    if values:
        direction = match["direction"] if match and kind is not GrowthKind.MULTIPLE else ""
        subject = figure.label[: -len(match.group())] if match and len(figure.label) <= 16 else ""
        pair = _planned(values) if direction.startswith("超") else _pair(values)
        yield GrowthClaim(figure, sentence, direction in _FALLING, values, pair, kind, subject)


def _planned(values: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """What was done and what was due, where the last two values are those."""
    for due, done in pairwise(values[-2:]):
        if _DUE.search(due.label[-10:]) and _DONE.search(done.label[-10:]):
            return done, due
    return None


def _values_near(sentence: Sentence, position: int, kind: GrowthKind) -> tuple[Figure, ...]:
    """The values of one base just before a rate, with those just behind it where only one stands before."""
    fits = is_percentage if kind is GrowthKind.POINTS else is_value
    begin, end = segment_around(sentence, sentence.figures[position])
    before = [f for f in sentence.figures[max(position - 6, 0) : position] if fits(f) and f.start >= begin]
    after = [f for f in sentence.figures[position + 1 : position + 3] if fits(f) and f.start < end]
    if not before:
        pair = tuple(after[:2])
        return (
            pair
            if len(pair) > 1 and _FROM.search(pair[0].label[-8:]) and pair[0].base == pair[1].base
            else ()
        )
    values = tuple(f for f in before if f.base == before[-1].base)
    if len(values) < 2:
        values += tuple(f for f in after if f.base == before[-1].base)
    return values


def segment_around(sentence: Sentence, figure: Figure) -> tuple[int, int]:
    """The offsets of the part of a sentence, between semicolons outside brackets, that a figure stands in."""
    ends = [c.end for c in sentence.clauses if c.bracket == -1 and c.ends == ";"]
    at = bisect_left(ends, figure.start)
    return ends[at - 1] if at else sentence.start, ends[at] if at < len(ends) else sentence.end


def is_value(figure: Figure) -> bool:
    """Whether a figure is an exact amount, number of things, measure or span of time."""
    quantity = figure.quantity
    exact = quantity.precision is Precision.EXACT and quantity.upper is None
    known = quantity.unit.dimension in _VALUES or figure.base.startswith("·")
    return exact and known


def _pair(values: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The last two values that the words set against each other, as (later, earlier)."""
    levels = [f for f in values if not is_change(f)]
    for first, second in reversed(list(pairwise(levels))):
        led = _FROM.search(first.label[-16:]) and not _EARLIER.search(second.label[-16:])
        if led and _LATER.search(second.label[-8:]):
            return second, first
        if _year_after(first, second):
            return second, first
        if _year_after(second, first):
            return first, second
        if is_earlier(second) and not is_earlier(first):
            return first, second
        if is_earlier(first) and not is_earlier(second):
            return second, first
    return None


def is_from_to(claim: GrowthClaim) -> bool:
    """Whether the words lead from the earlier value to the later one (由63分钟减少到58分钟)."""
    if claim.pair is None:
        return False
    later, earlier = claim.pair
    return bool(_FROM.search(earlier.label[-16:]) and _TO_LEVEL.search(later.label[-8:]))


def _year_after(first: Figure, second: Figure) -> bool:
    """Whether the words date the second value to the year after the first (2022年…30万，2023年…36万)."""
    years = [_YEAR.search(figure.label) for figure in (first, second)]
    return years[0] is not None and years[1] is not None and int(years[1][1]) == int(years[0][1]) + 1


def is_earlier(figure: Figure) -> bool:
    """Whether the words say that a value is the one before the change (比上年的35万元)."""
    return bool(_EARLIER.search(figure.label[-16:]) or _FROM.search(figure.label[-12:]))


def is_change(figure: Figure) -> bool:
    """Whether a value is the change itself (减少3.5万元), not a level (减少至31.5万元)."""
    return bool(_CHANGE.search(figure.label[-8:]))
