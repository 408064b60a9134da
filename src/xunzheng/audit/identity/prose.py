"""Measured things told in sentences."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xunzheng.audit.identity.measured import Measured, Source, Subject
from xunzheng.audit.identity.words import subject_of
from xunzheng.audit.statements.sentences import Figure, Sentence
from xunzheng.audit.statements.vocabulary import OF_WHICH, TOTAL_CUE, Stage, stage_of
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.units import Dimension

DIMENSIONS = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE})
"""What is compared: amounts, counts and physical measures. Rates and scores have checks of their own."""

_COMPARED = re.compile(
    r"每|[人户均亩村校日月年]均|平均|单价|标准(?!化|农田|厂房|地名|规范|体系|文本)|最[高低多少大小]|各|比|较|同比|由|从|原来|改革前"
    r"|(?:增|降)至|(?:增加|减少|提高|下降)到|翻|倍|超|差|占(?![地用])"
)
_PER_BEHIND = re.compile(r"^(?:/|每(?![日天周])|的标准|标准)")
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
    r"|第[一二三四五六七八九十\d]+[批期轮次标阶]|首批|[一二三四五六七八九十][期批](?=工程|项目|建设|资金)"
)
_WHOLE_YEAR = re.compile(r"12月|1[-—~至到]12月")
_OWNER = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:镇|(?<![下城回返故家])乡(?![镇村])|街道|社区|片区|片(?!区)|水库|小区|学校|中学|小学|医院|标段|院区|县"
    r"|市(?!场|政|民|级)|区(?!域|间|级|别))"
)
_NO_OWNER = re.compile(
    r"[全我本各个该每所有及和与在为对]|乡镇|城镇|农村|老旧|新建|改造|建成|实施|涉及|其中|完成|自治|景区|灌区|园区|校区|库区$"
)
_MOST_OWNERS = 3
_ALL = re.compile(r"全[年市县区镇乡省州校院局部]|共|合计|总计|累计|总|现有|目前")
_SCOPE = re.compile(r"全([市县区镇乡省州校])(?!域)")
_STAGED = frozenset({Stage.ESTABLISHED, Stage.IN_POST, Stage.CLOSED, Stage.OPEN, Stage.CARRIED})
_NO_STAGE = re.compile(r"(?:基本|项目|公用|人员|三公|公业务)(?:经费)?支出")
_RATE = re.compile(r"[预算资金支付]{0,2}(?:完成|执行|到位|支出|支付|使用|结余|拨付)[率进]")
_GENERIC = frozenset(("项目", "专项", "工程", "该", "本", "财政", "补助", "其中"))
_NAMES_END = re.compile(r"[,;:。(\[]")
_NAMES = re.compile(r"[、和及与]")
_NEAR, _BEFORE, _BEHIND, _SHOWN, _CLAUSE = 30, 80, 8, 20, 24


@dataclass(frozen=True, slots=True)
class _Context:
    """What a sentence says of all its figures: years and places with their offsets, and what came before.

    `carried` is the year that the paragraph named last, `inherited` the stage of its last amount, `goal`
    whether goals are told here.
    """

    sentence: Sentence
    title: str
    years: Sequence[tuple[int, int]]
    owners: Sequence[tuple[int, str]]
    carried: int | None
    inherited: Stage | None
    goal: bool


def read_prose(sentences: Sequence[Sentence], head: str = "") -> Iterator[Measured]:
    """The measured things of sentences outside tables, in order.

    Left out are figures per something (每户500元), compared ones (比上年多12场), estimates (约, 余) and those
    of another time (上年): none of them is the same thing as another figure for certain. `head` is the
    head of the report, whose places are meant everywhere. Time is linear in the text.
    """
    block, goal_line = -1, -2
    year: int | None = None
    inherited: Stage | None = None
    for sentence in sentences:
        if sentence.block != block:
            block, year, inherited = sentence.block, None, None
        years = [(m.start() + sentence.start, int(m[1])) for m in _YEAR.finditer(sentence.folded)]
        if sentence.figures:
            goal = block == goal_line + 1 or _GOAL_LEAD.match(sentence.folded) is not None
            for each in _of_sentence(_context(sentence, head, years, year, inherited, goal)):
                inherited = each.stage if each.quantity.unit.dimension is Dimension.MONEY else inherited
                yield each
        elif len(sentence.text) < _GOAL_LINE_LENGTH and _GOAL_LINE.match(sentence.folded):
            goal_line = block
        year = years[-1][1] if years else year


def _context(
    sentence: Sentence,
    head: str,
    years: Sequence[tuple[int, int]],
    carried: int | None,
    inherited: Stage | None,
    goal: bool,
) -> _Context:
    title = sentence.section[-1] if sentence.section else ""
    owners = [
        (match.start() + sentence.start, match[0])
        for match in _OWNER.finditer(sentence.folded)
        if not _NO_OWNER.search(match[0]) and match[0] not in head
    ]
    goal = goal or bool(_GOALS.search(title) and not _REACHED.search(title))
    return _Context(sentence, title, years, owners, carried, inherited, goal)


def _of_sentence(context: _Context) -> Iterator[Measured]:
    sentence = context.sentence
    names = _distributed(sentence)
    part_of = ""  # the measure of the whole that 其中 divides
    for number, figure in enumerate(sentence.figures):
        former = sentence.figures[number - 1].end if number else sentence.start
        if OF_WHICH in sentence.words(max(former, figure.start - _NEAR), figure.start):
            part_of = figure.base
        elif part_of != figure.base:
            part_of = ""
        label = names.get(number, _specified(sentence, number))
        if label is None or not _is_measured(figure):
            continue
        near = sentence.words(max(sentence.clauses[figure.clause].start, figure.start - _NEAR), figure.start)
        if _OTHER_YEAR.search(near) or _OF_MANY.search(label):
            continue
        measured = _measured(context, number, label, near, of_which=bool(part_of))
        if figure.quantity.precision is Precision.EXACT or measured.stage is Stage.PLANNED:
            yield measured


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
    counted = quantity.unit.dimension in DIMENSIONS or figure.base[:1] == "·"
    if not counted or "/" in quantity.unit.symbol or quantity.upper is not None or not quantity.value:
        return False
    return not _COMPARED.search(figure.label[-_CLAUSE:]) and not _PER_BEHIND.match(figure.tail)


def _measured(context: _Context, number: int, label: str, near: str, *, of_which: bool) -> Measured:
    sentence, figure = context.sentence, context.sentence.figures[number]
    before = sentence.words(max(sentence.start, figure.start - _BEFORE), figure.start)
    parts = _PART.findall(before)
    scope = _SCOPE.search(near)
    behind = bisect_left(context.years, (figure.start, 0))
    seen = bisect_left(context.owners, (figure.start, ""))
    quantity, base = _counted(figure)
    shown = max(sentence.clauses[figure.clause].start, figure.start - _SHOWN)
    return Measured(
        subject=_subject(sentence, number, label),
        quantity=quantity,
        base=base,
        stage=_stage(context, figure, near, before),
        year=context.years[behind - 1][1] if behind else context.carried,
        part="" if not parts or _WHOLE_YEAR.fullmatch(parts[-1]) else parts[-1],
        owners=frozenset(name for _, name in context.owners[max(seen - _MOST_OWNERS, 0) : seen]),
        of_which=of_which,
        whole=bool(_ALL.search(near)),
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
    if planned or (_GOALS.search(before[-40:]) and not _REACHED.search(before[-40:])):
        return Stage.PLANNED
    stage = stage_of(near)
    return stage if stage in _STAGED else None


def _subject(sentence: Sentence, number: int, label: str) -> Subject:
    """The subject of a figure: its own words, or else those around its bracket or of the clause before.

    A total behind its parts (共82间) borrows none: they are the parts'.
    """
    figure = sentence.figures[number]
    former = sentence.figures[number - 1] if number else None
    if former is not None and former.end == figure.start and former.clause == figure.clause:
        label = former.label  # 18类4260件
    own = subject_of(label.rpartition(OF_WHICH)[2], figure.tail)
    money = figure.quantity.unit.dimension is Dimension.MONEY
    if money and own.noun in _GENERIC:
        return Subject("", own.acts, own.states)
    if len(own.noun) > 1:
        return own
    borrowed = _borrowed(sentence, number)
    if borrowed is None or TOTAL_CUE.search(label):
        return own
    noun = "" if money and borrowed.noun in _GENERIC else borrowed.noun
    return Subject(noun, own.acts or borrowed.acts, own.states | borrowed.states, figure.bracket >= 0)


def _borrowed(sentence: Sentence, number: int) -> Subject | None:
    figure = sentence.figures[number]
    if figure.bracket >= 0:
        outer = sentence.brackets[figure.bracket]
        start = max(sentence.clauses[outer.clause].start, outer.start - _CLAUSE)
        return subject_of(sentence.words(start, outer.start))
    if not figure.clause:
        return None
    former = sentence.figures[number - 1] if number else None
    if former is not None and former.clause == figure.clause - 1:
        return subject_of(former.label.rpartition(OF_WHICH)[2], former.tail)
    earlier = sentence.clauses[figure.clause - 1]
    return subject_of(sentence.words(earlier.start, min(earlier.end, earlier.start + _CLAUSE)))


def _distributed(sentence: Sentence) -> dict[int, str | None]:
    """The names of figures told 分别: 甲、乙分别为3户、4户. None for a figure whose name cannot be told."""
    names: dict[int, str | None] = {}
    for number, figure in enumerate(sentence.figures):
        if "分别" not in figure.label:
            continue
        last = number + 1
        while last < len(sentence.figures) and not sentence.figures[last].label.strip("、,和及与 "):
            last += 1
        words = sentence.words(max(sentence.start, figure.start - _BEFORE), figure.start).rpartition("分别")[
            0
        ]
        listed = [name for name in _NAMES.split(_NAMES_END.split(words)[-1]) if name]
        if len(listed) != last - number:
            names |= dict.fromkeys(range(number, last))
        else:
            names |= dict(zip(range(number, last), listed, strict=True))
    return names
