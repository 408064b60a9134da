"""The parts that the report's outline requires are there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.parameters import Outline, OutlineSection
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.documents.model import Section
from xunzheng.quantities.width import fold

_TELLING = re.compile(r"(?=.*(?:绩效|评价|自评)).{6}")
_HEAD = 400  # characters in which the marks of an outline are looked for
_MOST = 2  # sections that may be missing where an outline is plainly followed, and
_MANY = 4  # so many are there; where fewer are, one


def find(reading: Reading, rules: Rules) -> Outcomes:
    """The required sections that are missing of an outline that the report plainly follows otherwise.

    It follows an outline when all required sections but one (of many, but two) are there under their usual
    titles, three of them telling ones (绩效目标分解下达情况, not 项目概况, which is everywhere), or two
    where its head has the outline's marks; that of the report's layout is tried first. Advice, since
    outlines vary.
    """
    titles = [fold(section.title) for section in reading.document.sections]
    known = rules.parameters.outlines
    layout = reading.report_layout
    own = [outline for outline in known if layout is not None and outline.code == layout.outline]
    for outline in [outline for outline in (*own, *known) if _follows(outline, titles, reading)][:1]:
        for section in _missing(outline, titles):
            yield _finding(reading, outline, section)


def _follows(outline: Outline, titles: Sequence[str], reading: Reading) -> bool:
    telling = sum(
        any(_TELLING.match(own) and _named(own, titles) for own in s.titles) for s in outline.sections
    )
    marked = not outline.marks or any(mark in reading.document.text[:_HEAD] for mark in outline.marks)
    missing, required = len(_missing(outline, titles)), sum(s.required for s in outline.sections)
    is_near = missing < _MOST or (missing == _MOST and required - missing >= _MANY)
    return is_near and (telling > 2 or (marked and telling > 1))


def _named(own: str, titles: Sequence[str]) -> bool:
    return any(own in title for title in titles)


def _missing(outline: Outline, titles: Sequence[str]) -> list[OutlineSection]:
    return [s for s in outline.sections if s.required and not any(_is_under(s, title) for title in titles)]


def _is_under(section: OutlineSection, title: str) -> bool:
    """Whether the title is the section's, or half of it, or its beginning.

    绩效目标 is 绩效目标分解下达情况, and not 偏离绩效目标的原因.
    """
    return _has_title(section, title) or any(_shortens(title, own) for own in section.titles)


def _has_title(section: OutlineSection, title: str) -> bool:
    return any(own in title for own in section.titles)


def _shortens(title: str, own: str) -> bool:
    return len(title) > 3 and (own.startswith(title) or (2 * len(title) >= len(own) and title in own))


def _before(reading: Reading, outline: Outline, section: OutlineSection) -> Section:
    """The section of the report behind which the missing one belongs; its first where it comes first."""
    earlier = outline.sections[: outline.sections.index(section)]
    there = reading.document.sections
    behind = (
        s
        for own in reversed(earlier)
        for is_meant in (_has_title, _is_under)
        for s in there
        if is_meant(own, fold(s.title))
    )
    return next(behind, there[0])


def _finding(reading: Reading, outline: Outline, section: OutlineSection) -> Finding:
    before = _before(reading, outline, section)
    heading = reading.document.blocks[before.first_block]
    name = section.titles[0]
    return Finding(
        code="section-missing",
        severity=Severity.ADVICE,
        where=(reading.span_place(heading.index, heading.start, heading.end, before.path),),
        claim=f"没有“{name}”部分",
        expected=f"{outline.title}所列各部分",
        rule=outline.citation,
        advice=f"请补写“{name}”，或说明为何不设。",
        check=CHECK.id,
    )


CHECK = Check("section-missing", 4, ("section-missing",), find)
