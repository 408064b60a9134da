"""A quantity stated twice, in sentences, tables or the score sheet, is the same each time."""

from __future__ import annotations

from itertools import islice

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Held, Place, Severity
from xunzheng.audit.identity.matching import matches
from xunzheng.audit.identity.measured import Measured
from xunzheng.audit.identity.prose import read_prose
from xunzheng.audit.identity.tables import read_tables
from xunzheng.audit.identity.things import Exchange, Thing, exchanges, things
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.documents.model import Document

_COVER = 3  # paragraphs from the top that can hold the title
_LONGEST_TITLE = 60
_SHOWN = 20
_DIGITS = frozenset("0123456789０１２３４５６７８９")


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each thing measured in two places and more.

    That two figures measure one thing is told with a confidence. A difference is a suspicion, and an error
    only where nothing but a slip of the pen explains it: the same words, two neighbouring digits of a long
    number exchanged.
    """
    measured = (
        *read_prose(reading.prose, _head(reading.document)),
        *read_tables(reading.document, reading.sentences, reading.sheets),
    )
    found = matches(measured, reading.period.year)
    swapped = list(exchanges(found))
    yield from (_exchanged(reading, exchange) for exchange in swapped)
    explained = {
        figure.start
        for exchange in swapped
        for match in (exchange.first, exchange.second)
        for figure in (match.one, match.other)
    }
    for thing in things(found):
        if thing.likeness.agree:
            yield _held(reading, thing)
        elif not explained & {figure.start for figure in thing.figures}:
            yield _differing(reading, thing)


def _head(document: Document) -> str:
    """The lines above the first heading, which name the report's own place."""
    lines: list[str] = []
    for paragraph in islice(document.paragraphs(), _COVER):
        if paragraph.level or len(paragraph.text) > _LONGEST_TITLE:
            break
        lines.append(paragraph.text)
    return "\n".join(lines)


def _held(reading: Reading, thing: Thing) -> Held:
    where = _places(reading, thing.figures)
    texts = "、".join(dict.fromkeys(_value(*told) for told in zip(thing.figures, where, strict=True)))
    written = f"“{_name(thing.figures[0])}”{len(where)} 处均为 {texts}"
    return Held("repeat", where, written, CHECK.id)


def _differing(reading: Reading, thing: Thing) -> Finding:
    where = _places(reading, thing.figures)
    values = [_value(figure, place) for figure, place in zip(thing.figures, where, strict=True)]
    told = [f"{figure.words} {value}".strip() for figure, value in zip(thing.figures, values, strict=True)]
    reasons = "、".join(thing.likeness.reasons)
    return Finding(
        code="repeat",
        severity=Severity.ERROR if thing.certain else Severity.SUSPICION,
        where=where,
        claim="；".join(dict.fromkeys(told)),
        expected=f"同一数量前后一致（{reasons}；把握 {thing.likeness.confidence}%）",
        arithmetic=" ≠ ".join(dict.fromkeys(values)),
        advice="请核对同一数量在各处的数值，统一为正确的一个；口径不同的请写明。",
        check=CHECK.id,
    )


def _exchanged(reading: Reading, exchange: Exchange) -> Finding:
    first, second = exchange.first, exchange.second
    figures = sorted((first.one, second.one, first.other, second.other), key=lambda figure: figure.start)
    where = _places(reading, figures)
    quotes = {figure.start: _value(figure, place) for figure, place in zip(figures, where, strict=True)}
    lines = [
        f"{_name(match.one)}：{quotes[match.one.start]} ≠ {quotes[match.other.start]}"
        for match in (first, second)
    ]
    return Finding(
        code="repeat",
        severity=Severity.SUSPICION,
        where=where,
        claim="；".join(lines),
        expected="两处的名称与数值对应一致（两个数值恰好互换，疑为名称或数值填写错位）",
        arithmetic="；".join(lines),
        advice="请核对两处的名称与数值，把填写错位的一处改正。",
        check=CHECK.id,
    )


def _places(reading: Reading, figures: tuple[Measured, ...] | list[Measured]) -> tuple[Place, ...]:
    return tuple(reading.block_place(figure.start, figure.end) for figure in figures)


def _value(figure: Measured, place: Place) -> str:
    """A figure as it stands, with the unit that its table gives it."""
    return place.quote if place.quote[-1:] not in _DIGITS else f"{place.quote}{figure.quantity.unit.symbol}"


def _name(figure: Measured) -> str:
    return figure.words[-_SHOWN:].strip() or figure.subject.noun[:_SHOWN]


CHECK = Check("repeat", 3, ("repeat",), find)
