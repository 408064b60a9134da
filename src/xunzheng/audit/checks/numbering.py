"""Headings and lists are numbered 1, 2, 3 … without gaps, repeats or steps back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from xunzheng.audit.check import Check, Outcomes
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.reading import Reading
from xunzheng.audit.rules import Rules
from xunzheng.documents.labels import CIRCLED_CHARACTERS, cjk_ordinal
from xunzheng.documents.model import LabelStyle, Paragraph

_BEFORE = r"(?:(?<=[：:；;。，,、（(])|^)\s*"
_CONTENT = r"(?=[\u4e00-\u9fff《“][\u4e00-\u9fff\w《》“”]{2})"
_POINTS = (
    re.compile(rf"{_BEFORE}(\d{{1,2}})[.、．]{_CONTENT}"),
    re.compile(rf"{_BEFORE}[（(]([一二三四五六七八九十]{{1,3}})[）)]{_CONTENT}"),
    re.compile(rf"{_BEFORE}[（(](\d{{1,2}})[）)]{_CONTENT}"),
    re.compile(rf"{_BEFORE}([①-⑳]){_CONTENT}"),
    re.compile(rf"{_BEFORE}([一二三四五六七八九十]{{1,3}})是(?!否){_CONTENT}"),
)
_AROUND = " \t（()）"
_LONGEST = 4000  # characters of a paragraph in which points are looked for
_SHOWN = 12
_Key = tuple[LabelStyle, tuple[int, ...]]


@dataclass(slots=True)
class _Series:
    """A run of labels of one style under one heading."""

    key: _Key
    members: list[Paragraph] = field(default_factory=list)

    def ordinals(self) -> list[int]:
        return [p.label.ordinal for p in self.members if p.label is not None]


def find(reading: Reading, rules: Rules) -> Outcomes:
    """Each series of labels whose numbers are not 1, 2, 3 …: one finding with all its places."""
    for series in _series(reading):
        ordinals = series.ordinals()
        if ordinals == list(range(1, len(ordinals) + 1)):
            continue
        faults = _faults(ordinals)
        labels = [p.label for p in series.members if p.label is not None]
        yield Finding(
            code="numbering",
            severity=Severity.ADVICE,
            where=tuple(
                reading.span_place(p.index, label.start, label.end, p.section)
                for p, label in zip(series.members, labels, strict=True)
            ),
            claim=" → ".join(label.text.strip() for label in labels[:_SHOWN]),
            expected="、".join(str(number) for number in range(1, min(len(ordinals), _SHOWN) + 1)),
            arithmetic="；".join(faults),
            advice="请按顺序重新编号，并核对是否有遗漏的部分。",
            check=CHECK.id,
        )
    yield from _within(reading)


def _within(reading: Reading) -> Iterator[Finding]:
    """The points counted within one paragraph (1.…；2.…；4.…) that leave a number out or give it twice."""
    for paragraph in reading.document.paragraphs():
        for pattern in _POINTS:
            marks = [m for m in pattern.finditer(paragraph.text[:_LONGEST]) if m.end() < len(paragraph.text)]
            ordinals = [_ordinal(match[1]) for match in marks]
            listed = len(marks) > 2 and ordinals[0] == 1 and ordinals[1] == 2
            steps = [after - before for before, after in pairwise(ordinals)]
            if not listed or sorted(steps)[-1] > 2 or min(steps) < 0 or set(steps) == {1}:
                continue
            yield Finding(
                code="numbering",
                severity=Severity.ADVICE,
                where=tuple(
                    reading.span_place(
                        paragraph.index,
                        paragraph.start + m.start(1),
                        paragraph.start + m.end(),
                        paragraph.section,
                    )
                    for m in marks
                ),
                claim=" → ".join(m.group().strip(_AROUND) for m in marks[:_SHOWN]),
                expected="、".join(str(number) for number in range(1, min(len(ordinals), _SHOWN) + 1)),
                arithmetic="；".join(_faults(ordinals)),
                advice="请按顺序重新编号，并核对是否有遗漏的部分。",
                check=CHECK.id,
            )


def _ordinal(word: str) -> int:
    if word.isdecimal():
        return int(word)
    return CIRCLED_CHARACTERS.index(word) + 1 if word in CIRCLED_CHARACTERS else cjk_ordinal(word)


def _faults(ordinals: list[int]) -> list[str]:
    faults: list[str] = []
    if ordinals[0] != 1:
        faults.append(f"从 {ordinals[0]} 开始")
    for before, here in pairwise(ordinals):
        if here == before:
            faults.append(f"{here} 重号")
        elif here < before:
            faults.append(f"{before} 之后倒回 {here}")
        elif here > before + 1:
            faults.append(f"{before} 之后跳到 {here}")
    return faults[:_SHOWN]


def _series(reading: Reading) -> Iterator[_Series]:
    """The series of labels in the order in which they end.

    A label closes the series deeper than its own; one that starts again at 1 opens a new series. What
    is deeper shows in the text itself: a style that first appears under another is below it.
    """
    opened = _Open()
    for paragraph in reading.document.paragraphs():
        label = paragraph.label
        if label is None or label.style is LabelStyle.ORDINAL:
            continue
        key = (label.style, label.parents)
        position = opened.position(key)
        if position is None:
            yield from opened.close(_shallower_than(opened.series, paragraph))
            opened.add(_Series(key, [paragraph]))
        elif label.ordinal == 1:
            yield from opened.close(position)
            opened.add(_Series(key, [paragraph]))
        else:
            yield from opened.close(position + 1)
            opened.series[position].members.append(paragraph)
    yield from opened.close(0)


class _Open:
    """The series that may go on, the shallowest first, found by key without a search."""

    def __init__(self) -> None:
        self.series: list[_Series] = []
        self._positions: dict[_Key, int] = {}

    def position(self, key: _Key) -> int | None:
        """Where the series of a key stands; None if none is open."""
        return self._positions.get(key)

    def add(self, series: _Series) -> None:
        """Open a series below all others."""
        self._positions[series.key] = len(self.series)
        self.series.append(series)

    def close(self, position: int) -> list[_Series]:
        """Close the series from a position on; the deepest comes first."""
        closed = self.series[position:][::-1]
        del self.series[position:]
        for series in closed:
            del self._positions[series.key]
        return closed


def _shallower_than(open_series: list[_Series], paragraph: Paragraph) -> int:
    """Where a new series goes: above all open ones whose headings are at or below its own level."""
    if paragraph.level == 0:
        return len(open_series)
    for position, series in enumerate(open_series):
        level = series.members[-1].level
        if level == 0 or level >= paragraph.level:
            return position
    return len(open_series)


CHECK = Check("numbering", 1, ("numbering",), find)
