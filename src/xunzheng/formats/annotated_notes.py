"""Notes beside a report: each finding at its first place, with a pointer at those far from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.run import Audit
from xunzheng.authoring.findings_list_wording import LEVELS, fit, name_of, place_words, shortened, told

AUTHOR, INITIALS = "循证", "循"
COLOURS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "B3261E", Severity.SUSPICION: "9A5B00", Severity.ADVICE: "2F5D8A"}
)
"""The colours of the levels, red, green and blue in hexadecimal, dark enough to be read on white."""
_MOST_POINTERS = 5
_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Annotated:
    """A file that is given back: its bytes, how many notes it bears, and what is to be said about it."""

    content: bytes
    notes: int
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What is written beside a place.

    `number` counts the findings of the audit from 1; `place` is None for what concerns the whole report.
    `title` names level and kind, `lines` are labels with their texts. A pointer stands at a further place
    and refers to the note with the same number.
    """

    number: int
    severity: Severity
    place: Place | None
    title: str
    lines: tuple[tuple[str, str], ...]
    is_pointer: bool = False

    @property
    def text(self) -> str:
        """The note as plain lines."""
        return "\n".join([self.title, *(f"{label}：{text}" if label else text for label, text in self.lines)])


def notes_of(audit: Audit) -> Iterator[Note]:
    """The notes of an audit in the order of its findings, pointers directly behind their note.

    Places in the block of the first one get no pointer of their own: the arithmetic names them.
    """
    for number, finding in enumerate(audit.findings, 1):
        first = finding.where[0] if finding.where else None
        others = [place for place in finding.where[1:] if first is not None and place.block != first.block]
        yield Note(number, finding.severity, first, _title(number, finding), _lines(audit, finding, others))
        seen: set[int] = set()
        for place in others:
            if place.block not in seen and len(seen) < _MOST_POINTERS and first is not None:
                seen.add(place.block)
                where = place_words(audit.document, first)
                text = f"与 {where} 的“{_quoted(first)}”一并看，详见第 {number} 条。"
                title = f"【{LEVELS[finding.severity]}】{name_of(finding.code)}（第 {number} 条）"
                yield Note(number, finding.severity, place, title, (("", text),), is_pointer=True)


def _title(number: int, finding: Finding) -> str:
    return f"【{LEVELS[finding.severity]}】{number}. {name_of(finding.code)}"


def _lines(audit: Audit, finding: Finding, others: list[Place]) -> tuple[tuple[str, str], ...]:
    lines = [(label, fit(text)) for label, text in told(finding)]
    if others:
        named = [
            f"{place_words(audit.document, place)}“{_quoted(place)}”" for place in others[:_MOST_POINTERS]
        ]
        lines.append(("另见", "；".join(named) + ("等" if len(others) > _MOST_POINTERS else "")))
    return tuple(lines)


def _quoted(place: Place) -> str:
    return shortened(place.quote, _LONGEST_QUOTE) or "（空）"
