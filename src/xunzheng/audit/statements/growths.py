"""Growth and reduction as a report states them, with the values that they should follow from."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from xunzheng.audit.statements.flows import Flows, is_percentage, is_plain, is_value, segment_around
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

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
_FELLOWS = 40


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
    own = sentence.figures[position]
    begin, end = segment_around(sentence, own)
    begin = sentence.start if _YEAR.search(own.label) else begin
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
