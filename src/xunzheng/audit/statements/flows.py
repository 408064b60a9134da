"""Flows: what came in, went out and is left, of money or of cases, and the rates stated over them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
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
_AMOUNT_BEHIND = re.compile(r"^(?:金额|数额|人数|面积|数量)?(?:合计|共计?|即|计|为|达到?|约合|折合)+$")
_OF_GIVEN = re.compile(r"^\W*的(?:比例|比重)?(?:为|达到?|约)?\s*$")
_GIVEN = re.compile(r"(?:占|为|是|达到?|相当于|完成)了?[^,:;、。]{0,16}$")
_SHARE = re.compile(r"^\W*占(?P<whole>\S{0,16}?)(?:的)?(?:比例|比重|比)?(?:为|达到?|约)?\s*$")
_ANY_WHOLE = re.compile(r"^(?:全部|总数?|总量|总额|总计|合计|其|总人数|总户数|的)*$")
_KINDS = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE})
_VALUES = _KINDS | {Dimension.DURATION}
_FELLOWS = 40


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


def segment_around(sentence: Sentence, figure: Figure) -> tuple[int, int]:
    """The offsets of the part of a sentence, between semicolons outside brackets, that a figure stands in."""
    ends = sentence.semicolons
    at = bisect_left(ends, figure.start)
    return ends[at - 1] if at else sentence.start, ends[at] if at < len(ends) else sentence.end


def is_value(figure: Figure) -> bool:
    """Whether a figure is an exact amount, number of things, measure or span of time."""
    quantity = figure.quantity
    exact = quantity.precision is Precision.EXACT and quantity.upper is None
    known = quantity.unit.dimension in _VALUES or figure.base.startswith("·")
    return exact and known
