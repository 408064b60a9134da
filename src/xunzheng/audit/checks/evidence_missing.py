"""A quantified effect has figures behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.audit.statements.sentences import Figure, Sentence, segments
from xunzheng.quantities.quantity import Precision
from xunzheng.quantities.units import Dimension

_EFFECT = re.compile(
    r"(?:减少|压缩|压减|缩减|缩短|精简|提高|提升|提速|降低|下降|节约|节省|增长|增加|改善|上升|减排|增收)(?:了|近|约|达到?|幅度?为?|率)*[约近超达]*\s*$"
)
_EFFECT_ON = re.compile(r"(?:减少|压缩|缩短|提高|提升|降低|下降|节约|节省|减轻)[^,;。到至达\d]{2,10}$")
_DIGIT = re.compile(r"\d")
_CLAUSE = re.compile(r"[,;。]")
_SUBJECT = re.compile(
    r"减少|压缩|压减|缩减|缩短|精简|提高|提升|提速|降低|下降|节约|节省|增长|增加|改善|上升|减轻|平均|比上年|[^\u4e00-\u9fff]|[了年约近]"
)
_HEDGE = re.compile(r"以上|左右|以内|多")
_BASES = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.MEASURE, Dimension.DURATION})
_BASE_GIVEN = re.compile(r"[由从自]\S{0,20}?\d\S{0,24}?(?:至|到|为)|原来|上年\S{0,6}\d|去年\S{0,6}\d")
_TARGET = re.compile(r"目标|力争|计划|预期|预计|要求|指标值|应|≥|≤|不低于|不少于")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Sentences of prose that claim changes in per cent while no figure near them bears the claim."""
    for position, sentence in enumerate(reading.prose):
        effects = [figure for figure in sentence.figures if _is_effect(figure)]
        bearing = [group for group in segments(sentence) if _has_base(group)] if effects else []
        effects = [figure for figure in effects if not _is_borne(sentence, bearing, figure)]
        if not effects or _TARGET.search(sentence.folded):
            continue
        neighbours = reading.prose[max(position - 1, 0) : position + 2]
        if any(s.block == sentence.block and _bears(s, effects) for s in neighbours):
            continue
        yield Finding(
            code="evidence-missing",
            severity=Severity.SUSPICION,
            where=tuple(reading.figure_place(sentence, figure) for figure in effects),
            claim="、".join(_told(figure) for figure in effects),
            expected="给出变化前后的数值、统计口径和来源",
            advice="请补充该成效的基础数据（变化前、变化后、统计口径），否则不宜作为得分依据。",
            check=CHECK.id,
        )


def _bears(other: Sentence, effects: Sequence[Figure]) -> bool:
    """Whether a sentence gives the two values of what an effect is told of (投诉由150件减少到120件)."""
    clauses = [clause for clause in _CLAUSE.split(other.folded) if _BASE_GIVEN.search(clause)]
    words = {word for effect in effects for word in _pairs(effect)}
    return any(not words or any(word in clause for word in words) for clause in clauses)


def _told(figure: Figure) -> str:
    """The claim in the report's words: `办理环节压缩70%以上`."""
    hedge = _HEDGE.match(figure.tail)
    return f"{figure.label.strip(' ,:、;')[-14:]}{figure.text}{hedge.group() if hedge else ''}"


def _is_effect(figure: Figure) -> bool:
    if figure.quantity.unit.dimension is not Dimension.RATE:
        return False
    vague = figure.quantity.precision is not Precision.EXACT
    return bool(_EFFECT.search(figure.label)) or (vague and bool(_EFFECT_ON.search(figure.label)))


def _is_borne(sentence: Sentence, bearing: Sequence[Sequence[Figure]], effect: Figure) -> bool:
    """Whether figures between the same semicolons bear a change, or others that are of the same thing."""
    words = _pairs(effect)
    for group in bearing:
        within = group[0].start <= effect.start <= group[-1].start
        told = sentence.words(group[0].start - len(group[0].label) - 2, group[-1].end)
        if within or not words or any(word in told for word in words):
            return True
    return False


def _pairs(effect: Figure) -> set[str]:
    """The pairs of signs in the words for what changed."""
    name = _SUBJECT.sub("", effect.label)
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _has_base(figures: Sequence[Figure]) -> bool:
    """Whether amounts or counts stand beside the rates, or two rates that the change lies between."""
    rates = [f for f in figures if f.quantity.unit.dimension is Dimension.RATE and not _is_effect(f)]
    return len(rates) > 1 or any(map(_is_base, figures))


def _is_base(figure: Figure) -> bool:
    """Whether a figure can bear a change: no 六类 or 三方面, which only count kinds."""
    named = figure.quantity.unit.dimension is Dimension.COUNT and not _DIGIT.search(figure.text)
    return figure.quantity.unit.dimension in _BASES and not named


CHECK = Check("evidence-missing", 3, ("evidence-missing",), find)
