"""Measured things told in sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xunzheng.audit.identity.measured import Measured, Source
from xunzheng.audit.identity.naming import ALL_OF_IT, distribute_names, name_figure, part_named
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import OF_WHICH, Stage, stage_of
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import Dimension

DIMENSIONS = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE})
"""What is compared by its words: amounts, counts and physical measures. Rates are read by their names."""

FULL_RATE = 100
"""Per cent that so many things reach that they say nothing of any."""

_COMPARED = re.compile(
    r"每|[人户均亩村校日月年]均|平均|单价|标准(?!化|农田|厂房|地名|规范|体系|文本)|最[高低多少大小]|各(?![类项级族界])|比|较|同比|由|从|原来|改革前"
    r"|(?:增|降)至|(?:增加|减少|提高|下降)到|翻|倍|超|差|占(?![地用])"
)
_CHANGED = re.compile(
    r"(?:扩大|发展|增[加长]|提[高升]|上升|降低|下降|减少|缩[短小]|压[缩减]|调[整减增]|[增降升变])(?:到了?|至|为|成)\s*"
)
_FROM = re.compile(r"[由从](?!业|事|于)")
_BACK = 40  # characters before the earlier value of a change that may name what changed
_LASTING = re.compile(r"(?:天数|日数|时间|时长|工期|周期)(?:[为是达]|达到)?$")
_REST = re.compile(r"^[,;]?(?:其余|余下|剩余|另有|另外)")
_ADVICE = re.compile(r"建议|下一步|下步|改进|打算|整改|措施")
_ADVISED = re.compile(r"建议|[调增修]整?[为到至]|约需|拟|力争|预计|达到|扩大|提高|完成")
_PER_BEHIND = re.compile(r"^(?:次|/|每(?![日天周])|的标准|标准)")
_PLANNED = re.compile(
    r"计划(?!惠及|受益|带动)|目标|任务|拟|应完成|预计|预期|力争|指标值|不少于|不低于|不超过|将(?!军)"
)
_DONE = re.compile(r"实际|已|(?<!计划)(?<!任务)(?<!目标)(?:完成|建成|达到)")
_GOALS = re.compile(r"目标|任务|计划(?!惠及|受益|带动)|预期")
_REACHED = re.compile(r"完成|实现|执行|达成")
_GOAL_LEAD = re.compile(r"^\W*[^,。;:]{0,8}目标(?:值|为|是)?:")
_GOAL_LINE = re.compile(r"^\W*(?:年度|总体|预期|绩效|目标)*目标\W*$")
_GOAL_LINE_LENGTH = 12
_YEAR = re.compile(r"(20\d\d)(?:年|-|—)")
_OTHER_YEAR = re.compile(r"上年|去年|前年|往年|历年|以前年度|上一年|同期|此前|以来")
_OF_MANY = re.compile(
    r"(?<![初高集])中$|[里内]$|20\d\d年?[和、及与至到—~-]+20\d\d年|近?[两三四五][个年]年?|十[二三四五]五"
)
_PART = re.compile(
    r"[一二三四1-4]季度|上半年|下半年|[前后][一二三四五六七八九十\d]+个?月"
    r"|(?<!\d)(?:1[0-2]|[1-9])(?:月?份?[-—~至到](?:1[0-2]|[1-9]))?月(?!\s?31)"
    r"|[一二三四五六七八九十\d]标段|第[一二三四五六七八九十\d]+[批期轮次标阶]|首批|[一二三四五六七八九十][期批](?=工程|项目|建设|资金)"
)
_OWNER = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:镇|(?<![下城回返故家])乡(?![镇村])|街道|社区|片区|片(?!区)|水库|小区|学校|中学|小学|医院|标段|院区|县"
    r"|市(?!场|政|民|级)|区(?!域|间|级|别))"
)
_NO_OWNER = re.compile(
    r"[全我本各个该每所有及和与在为对]|乡镇|城镇|农村|老旧|新建|改造|建成|实施|涉及|其中|完成|自治|景区|灌区|园区|校区|库区$"
)
_MOST_OWNERS = 3
_SCOPE = re.compile(r"全([市县区镇乡省州校])(?!域)")
STAGED = frozenset({Stage.ESTABLISHED, Stage.IN_POST, Stage.CLOSED, Stage.OPEN, Stage.CARRIED})
"""The stages of counts: of posts and of cases."""

_POSTS = frozenset({Stage.ESTABLISHED, Stage.IN_POST})

_NO_STAGE = re.compile(r"(?:基本|项目|公用|人员|三公|公业务)(?:经费)?支出")
_RATE = re.compile(r"[预算资金支付]{0,2}(?:完成|执行|到位|支出|支付|使用|结余|拨付)[率进]")
_NEAR, _BEFORE, _BEHIND, _SHOWN, _CLAUSE = 30, 80, 8, 20, 24
_LONGEST_LEAD = 12
_PLACE = 3  # signs of the name of a county, with which words before it can run together


@dataclass(frozen=True, slots=True)
class _Context:
    """What a sentence says of all its figures: years and places with their offsets, and what came before.

    `carried` is the year that the paragraph named last, `inherited` the stage of its last amount, `goal`
    whether goals are told here, `lead` the line above a paragraph that is one bare value.
    """

    sentence: Sentence
    title: str
    years: Sequence[tuple[int, int]]
    owners: Sequence[tuple[int, str]]
    carried: int | None
    inherited: Stage | None
    goal: bool
    lead: str = ""
    part: str = ""


def read_prose(sentences: Sequence[Sentence], head: str = "") -> Iterator[Measured]:
    """The measured things of sentences outside tables, in order.

    Left out are figures per something (每户500元), compared ones (比上年多12场), estimates (约, 余) and those
    of another time (上年): none of them is the same thing as another figure for certain. `head` is the
    head of the report, whose places are meant everywhere. Time is linear in the text.
    """
    block, goal_line = -1, -2
    year: int | None = None
    inherited: Stage | None = None
    part = ""  # that a short sentence opens the paragraph with: （二）第二标段。
    line = lead = ""  # the line above, where it can be the name of a value below it
    for sentence in sentences:
        if sentence.block != block:
            lead = line if sentence.block == block + 1 else ""
            block, year, inherited, part = sentence.block, None, None, ""
            bare = not sentence.figures and len(sentence.text) <= _LONGEST_LEAD
            line = sentence.folded.strip() if bare and sentence.folded[-1:] not in "。;:,、" else ""
        years = [(m.start() + sentence.start, int(m[1])) for m in _YEAR.finditer(sentence.folded)]
        if sentence.figures:
            goal = block == goal_line + 1 or _GOAL_LEAD.match(sentence.folded) is not None
            context = _context(sentence, head, years, year, inherited, goal=goal, lead=lead)
            for each in _of_sentence(replace(context, part=part)):
                inherited = each.stage if each.quantity.unit.dimension is Dimension.MONEY else inherited
                yield each
        elif sentence.opens and len(sentence.text) <= _LONGEST_LEAD:
            found = _PART.search(sentence.folded)
            part = part_named(found[0]) if found else ""
        if (
            not sentence.figures
            and len(sentence.text) < _GOAL_LINE_LENGTH
            and _GOAL_LINE.match(sentence.folded)
        ):
            goal_line = block
        year = years[-1][1] if years else year


def read_cell(sentence: Sentence, head: str = "") -> Iterator[Measured]:
    """The measured things of a sentence in a cell under such a head: 年度目标 plans."""
    years = [(m.start() + sentence.start, int(m[1])) for m in _YEAR.finditer(sentence.folded)]
    goal = bool(_GOALS.search(head) and not _REACHED.search(head))
    for each in _of_sentence(_context(sentence, "", years, None, None, goal=goal, lead="")):
        cell = (
            -1 if sentence.row is None else sentence.row,
            -1 if sentence.column is None else sentence.column,
        )
        yield replace(each, source=Source.SHEET, row=cell[0], column=cell[1])


def _context(
    sentence: Sentence,
    head: str,
    years: Sequence[tuple[int, int]],
    carried: int | None,
    inherited: Stage | None,
    *,
    goal: bool,
    lead: str,
) -> _Context:
    title = sentence.section[-1] if sentence.section else ""
    owners = [
        (match.start() + sentence.start, match[0])
        for match in _OWNER.finditer(sentence.folded)
        if not _NO_OWNER.search(match[0]) and match[0][-_PLACE:] not in head
    ]
    goal = goal or bool(_GOALS.search(title) and not _REACHED.search(title))
    alone = len(sentence.figures) == 1 and sentence.figures[0].text == sentence.text.strip()
    return _Context(sentence, title, years, owners, carried, inherited, goal, lead if alone else "")


def _of_sentence(context: _Context) -> Iterator[Measured]:
    sentence = context.sentence
    names = distribute_names(sentence)
    part_of = ""  # the measure of the whole that 其中 divides
    for number, figure in enumerate(sentence.figures):
        former = sentence.figures[number - 1].end if number else sentence.start
        if OF_WHICH in sentence.words(max(former, figure.start - _NEAR), figure.start):
            part_of = figure.base
        elif part_of != figure.base:
            part_of = ""
        told = _words_of(context, number, names)
        if told is None or _OTHER_YEAR.search(told.near) or _OF_MANY.search(told.label):
            continue
        measured = _measured(context, number, told, of_which=bool(part_of))
        if _is_unnamed_part(sentence, figure, measured):
            continue
        if figure.quantity.precision is Precision.EXACT or measured.stage is Stage.PLANNED:
            yield measured


def _is_unnamed_part(sentence: Sentence, figure: Figure, measured: Measured) -> bool:
    """Whether a count is a part that only what follows tells apart: 支管道84公里于6月完工，其余…."""
    if measured.subject.states or figure.quantity.unit.dimension is Dimension.MONEY:
        return False
    behind = figure.end + len(figure.tail)
    return _REST.match(sentence.words(behind, behind + _BEHIND)) is not None


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that name a figure, those near it in its clause, and the offset where they end."""

    label: str
    near: str
    at: int


def _words_of(context: _Context, number: int, names: dict[int, str | None]) -> _Words | None:
    """The words of a figure; None where it is not to be compared with others."""
    sentence = context.sentence
    figure = sentence.figures[number]
    if not _is_measured(figure):
        return None
    if _CHANGED.fullmatch(figure.label):
        return _changed(sentence, number)
    label = names.get(number, _specified(sentence, number))
    if label is None or _COMPARED.search(figure.label[-_CLAUSE:]):
        return None
    near = sentence.words(max(sentence.clauses[figure.clause].start, figure.start - _NEAR), figure.start)
    if _ADVISED.search(near) and (_ADVICE.search(context.title) or "建议" in sentence.folded[:_NEAR]):
        return None
    return _Words(context.lead or label, near, figure.start)


def _changed(sentence: Sentence, number: int) -> _Words | None:
    """The words of a new value: what stands before 由 or 从 of 由12万元增加到15万元."""
    figure = sentence.figures[number]
    former = sentence.figures[number - 1] if number else None
    if former is None or figure.start - former.end > _NEAR or former.base != figure.base:
        return None
    begin = max(sentence.clauses[former.clause].start, former.start - _BACK)
    words = sentence.words(begin, former.start)
    found = _FROM.search(words)
    if found is None:
        return None
    label = words[: found.start()]
    return _Words(label, label, begin + found.start())


def _specified(sentence: Sentence, number: int) -> str:
    """The words before a figure, with the measure that they open with: 10千伏线路."""
    figure = sentence.figures[number]
    former = sentence.figures[number - 1] if number else None
    if (
        former is None
        or former.clause != figure.clause
        or former.quantity.unit.dimension is not Dimension.MEASURE
    ):
        return figure.label
    return f"{former.text}{figure.label}" if former.base != figure.base else figure.label


def _is_measured(figure: Figure) -> bool:
    quantity = figure.quantity
    dimension = quantity.unit.dimension
    if dimension is Dimension.RATE and quantity.value == FULL_RATE:
        return False
    counted = (
        dimension in DIMENSIONS
        or (dimension is Dimension.DURATION and _LASTING.search(figure.label))
        or dimension is Dimension.RATE
        or figure.base[:1] == "·"
    )
    if not counted or "/" in quantity.unit.symbol or quantity.upper is not None or not quantity.value:
        return False
    return not _PER_BEHIND.match(figure.tail)


def _measured(context: _Context, number: int, told: _Words, *, of_which: bool) -> Measured:
    sentence, figure, near = context.sentence, context.sentence.figures[number], told.near
    before = sentence.words(max(sentence.start, told.at - _BEFORE), told.at)
    parts = _PART.findall(before)
    scope = _SCOPE.search(near)
    behind = bisect_left(context.years, (told.at, 0))
    seen = bisect_left(context.owners, (told.at, ""))
    quantity, base = _counted(figure)
    shown = max(sentence.clauses[figure.clause].start, figure.start - _SHOWN)
    return Measured(
        subject=name_figure(sentence, number, told.label),
        quantity=quantity,
        base=base,
        stage=_stage(context, figure, near, before),
        year=context.years[behind - 1][1] if behind else context.carried,
        part=part_named(parts[-1]) if parts else context.part,
        owners=frozenset(name for _, name in context.owners[max(seen - _MOST_OWNERS, 0) : seen]),
        of_which=of_which,
        whole=bool(ALL_OF_IT.search(near)),
        scope=scope[1] if scope else "",
        source=Source.PROSE,
        words=sentence.text[shown - sentence.start : figure.start - sentence.start].strip(),
        start=figure.start,
        end=figure.end,
        block=sentence.block,
        section=sentence.section,
        sentence=sentence.number,
    )


def _counted(figure: Figure) -> tuple[Quantity, str]:
    """The quantity and its base; a bare number takes the measure word behind it, where that is known."""
    unit = unit_named(figure.base[1:]) if figure.base[:1] == "·" else None
    if unit is None:
        return figure.quantity, figure.base
    return replace(figure.quantity, unit=unit), unit.base


def _stage(context: _Context, figure: Figure, near: str, before: str) -> Stage | None:
    """The stage that a figure stands in: a count is planned, or one of the stages of cases and posts."""
    found = list(_PLANNED.finditer(near))
    planned = context.goal or (bool(found) and not _DONE.search(near, found[-1].end()))
    if figure.quantity.unit.dimension is Dimension.MONEY:
        before = _RATE.sub("", before)
        if OF_WHICH in before:  # a part stands in the stage of its whole: 预算…，其中基本支出…
            whole = stage_of(before.partition(OF_WHICH)[0]) or context.inherited
            return whole or stage_of(context.title) or stage_of(figure.label)
        headed = stage_of(context.title)
        told = stage_of(_NO_STAGE.sub("", figure.label)) or stage_of(before)
        told = told or (
            headed if headed is not Stage.ARRIVED else None
        )  # what was to arrive stands there too
        return told or (Stage.PLANNED if planned else stage_of(figure.tail[:_BEHIND]))
    aimed = _GOALS.search(before[-40:]) and not _REACHED.search(before[-40:])
    if planned or (aimed and "实际" not in near):
        return Stage.PLANNED
    stage = stage_of(near)
    if stage not in STAGED and OF_WHICH in before:  # 核定编制186名，其中局机关48名
        stage = stage_of(before.partition(OF_WHICH)[0])
        return stage if stage in _POSTS and figure.base == "人" else None
    if stage is Stage.ESTABLISHED and figure.base != "人":
        return None  # 编制规划 is no post
    return stage if stage in STAGED else None
