"""The parts that the report's outline requires are there."""

from __future__ import annotations

from collections.abc import Sequence

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.parameters import Outline, OutlineSection
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.quantities.width import fold


def find(reading: Reading, rules: Rules) -> Outcomes:
    """The required sections of the one outline that the report plainly follows; advice, since outlines vary.

    A report follows an outline when at least half of its required sections are there under one of their
    usual titles; one that follows none is not judged.
    """
    titles = [fold(section.title) for section in reading.document.sections]
    fitting = [(o, _missing(o, titles)) for o in rules.parameters.outlines]
    followed = [(o, m) for o, m in fitting if 2 * len(m) <= _required(o) and _marked(o, reading)]
    if not followed or not titles:
        return
    outline, missing = min(followed, key=lambda pair: len(pair[1]))
    for section in missing:
        first = reading.document.sections[0]
        heading = reading.document.blocks[first.first_block]
        yield Finding(
            code="section-missing",
            severity=Severity.ADVICE,
            where=(reading.span_place(heading.index, heading.start, heading.end, first.path),),
            claim=f"没有“{section.titles[0]}”部分",
            expected=f"{outline.title}所列各部分",
            rule=outline.citation,
            advice=f"请补写“{section.titles[0]}”，或说明为何不设。",
            check=CHECK.id,
        )


def _required(outline: Outline) -> int:
    return sum(section.required for section in outline.sections)


def _marked(outline: Outline, reading: Reading) -> bool:
    head = reading.document.text[:400]
    return not outline.marks or any(mark in head for mark in outline.marks)


def _missing(outline: Outline, titles: Sequence[str]) -> list[OutlineSection]:
    return [s for s in outline.sections if s.required and not _present(s, titles)]


def _present(section: OutlineSection, titles: Sequence[str]) -> bool:
    return any(
        own in title or (len(title) > 3 and title in own) for own in section.titles for title in titles
    )


CHECK = Check("section-missing", 1, ("section-missing",), find)
