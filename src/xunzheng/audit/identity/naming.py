"""What a figure in a sentence counts: the words that name it, its own or borrowed from those around it."""

from __future__ import annotations

import re

from xunzheng.audit.identity.measured import Subject
from xunzheng.audit.identity.words import subject_of
from xunzheng.audit.statements.sentences import Sentence
from xunzheng.audit.statements.vocabulary import OF_WHICH, TOTAL_CUE
from xunzheng.quantities.units import Dimension

ALL_OF_IT = re.compile(r"全[年市县区镇乡省州校院局部]|共|合计|总计|累计|总|现有|目前")
"""Words that speak of the whole of a thing."""

_GENERIC = frozenset(("项目", "专项", "工程", "该", "本", "财政", "补助", "其中"))
_NAMES_END = re.compile(r"[,;:。(\[]")
_NAMES = re.compile(r"[、和及与]")
_RATE_NAME = re.compile(
    r"([\u4e00-\u9fff]{1,14}率)(?:一直)?(?:[为是达]|达到了?|均?为|仅|只有|仅有|仅为|[保维]持在|稳定在)?[:\s]*$"
)
_RATE_OPENS = re.compile(
    r"^(?:(?:20\d\d)?年?度?|全[年市县区镇乡省州校院局]|其中|项目|平均|总体|综合|实际|目标|计划|最终|达到|本|该|的|了|使|和|及|与|且|并)+"
)
_WHOLE_MONEY = re.compile(ALL_OF_IT.pattern + "|项目|实际|应到")
_WHOLE_YEAR = re.compile(r"12月|1[-—~至到]12月")
_LOOKED_AT = 12  # figures before a bracket that may be the one it explains
_BEFORE, _BEHIND, CLAUSE = 80, 8, 24


def name_figure(sentence: Sentence, number: int, label: str) -> Subject:
    """The subject of a figure: its own words, or else those around its bracket or of the clause before.

    A total behind its parts (共82间) borrows none: they are the parts'.
    """
    figure = sentence.figures[number]
    former = sentence.figures[number - 1] if number else None
    if figure.quantity.unit.dimension is Dimension.RATE:
        return rate_subject(label)
    if former is not None and former.end == figure.start and former.clause == figure.clause:
        label = former.label  # 18类4260件
    own = subject_of(label.rpartition(OF_WHICH)[2], figure.tail)
    money = figure.quantity.unit.dimension is Dimension.MONEY
    if money and own.noun in _GENERIC:
        return Subject("", own.acts, own.states)
    if len(own.noun) > 1:
        return own
    all_of_it = money and figure.bracket < 0 and _WHOLE_MONEY.search(label) is not None
    borrowed = None if (money and own.noun and own.states) or all_of_it else _borrowed(sentence, number)
    if borrowed is None or TOTAL_CUE.search(label):
        return own
    noun = "" if money and borrowed.noun in _GENERIC else borrowed.noun
    hard = any(state[0] == "!" for state in own.states)
    states = own.states if hard else own.states | borrowed.states
    return Subject(noun, own.acts or borrowed.acts, states, figure.bracket >= 0)


def part_named(words: str) -> str:
    """The sign of a part of the year or the works; none for the whole year. 第二标段 and 二标段 are one.

    >>> part_named("第二标段"), part_named("1-12月")
    ('二标', '')
    """
    return "" if _WHOLE_YEAR.fullmatch(words) else words.removeprefix("第").removesuffix("段")


def rate_subject(label: str) -> Subject:
    """The subject of a rate: its whole name, 早孕建册率; none where the words name no rate.

    >>> rate_subject("全县早孕建册率只有").noun
    '早孕建册率'
    """
    found = _RATE_NAME.search(label[-CLAUSE:])
    if found is None:
        return Subject("", frozenset(), frozenset())
    return Subject(_RATE_OPENS.sub("", found[1]), frozenset(), frozenset())


def _borrowed(sentence: Sentence, number: int) -> Subject | None:
    figure = sentence.figures[number]
    if figure.bracket >= 0:
        outer = sentence.brackets[figure.bracket]
        told = next(
            (
                f
                for f in reversed(sentence.figures[max(number - _LOOKED_AT, 0) : number])
                if f.end <= outer.start
            ),
            None,
        )
        if told is not None and told.clause == outer.clause and outer.start - told.end < _BEHIND:
            rate = told.quantity.unit.dimension is Dimension.RATE
            return None if rate else subject_of(told.label.rpartition(OF_WHICH)[2], told.tail)
        start = max(sentence.clauses[outer.clause].start, outer.start - CLAUSE)
        return subject_of(sentence.words(start, outer.start))
    if not figure.clause:
        return None
    former = sentence.figures[number - 1] if number else None
    if former is not None and former.clause == figure.clause - 1:
        return subject_of(former.label.rpartition(OF_WHICH)[2], former.tail)
    earlier = sentence.clauses[figure.clause - 1]
    return subject_of(sentence.words(earlier.start, min(earlier.end, earlier.start + CLAUSE)))


def distribute_names(sentence: Sentence) -> dict[int, str | None]:
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
