"""Cuts a text at the places of findings, so that overlapping places become segments side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from xunzheng.audit.finding import Severity

MOST_PER_SEGMENT = 12
_RANK = {Severity.ERROR: 0, Severity.SUSPICION: 1, Severity.ADVICE: 2}


@dataclass(frozen=True, slots=True)
class Span:
    """A place to be marked: `start`…`end` in the document's text, for finding or held statement `number`.

    `severity` is None for a statement that holds. Numbers count from 1, findings and statements apart;
    `place` counts all places together, and the one segment that opens it is where links lead.
    `cell` is the row and column of the table cell that the place names, if it names one.
    """

    start: int
    end: int
    number: int
    place: int
    severity: Severity | None
    cell: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under one and the same set of places.

    `findings` and `held` are the numbers of what covers it (at most `MOST_PER_SEGMENT` in all), the
    gravest finding first; `opens` the places that begin here, `ends` the findings whose place ends
    here, so that their number is printed behind it. `mark` numbers the marked segments for links; None
    where nothing covers it. An empty text with a `mark` is a place where something is missing.
    """

    text: str
    start: int
    findings: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    severity: Severity | None = None
    mark: int | None = None


def cut(text: str, offset: int, spans: Sequence[Span], numbers: Iterator[int]) -> tuple[Segment, ...]:
    """The segments of `text`, which stands at `offset` in the document; joined they give it back.

    Spans may overlap, nest, be empty or reach beyond the text, where they are clipped; one that goes on
    behind the text does not end in it. Takes time linear in the text and, but for sorting, in the spans.
    """
    opens, closes, points = _group([_clip(span, offset, offset + len(text)) for span in spans])
    going_on = {span.number for span in spans if span.severity and span.end > offset + len(text)}
    bounds = sorted({offset, offset + len(text), *opens, *closes, *points})
    active: dict[Span, None] = {}
    segments: list[Segment] = []
    for here, there in pairwise([*bounds, bounds[-1]]):
        for span in closes[here]:
            active.pop(span, None)
        if points[here]:
            segments.append(_segment("", here, points[here], points[here], points[here], next(numbers)))
        active.update(dict.fromkeys(opens[here]))
        if here < there:
            covering = tuple(islice(active, MOST_PER_SEGMENT))
            mark = next(numbers) if covering else None
            piece = text[here - offset : there - offset]
            ending = [span for span in closes[there] if span.number not in going_on]
            segments.append(_segment(piece, here, covering, opens[here], ending, mark))
    return tuple(segments)


def _clip(span: Span, low: int, high: int) -> Span:
    start = min(max(span.start, low), high)
    return replace(span, start=start, end=min(max(span.end, start), high))


def _group(
    spans: Sequence[Span],
) -> tuple[defaultdict[int, list[Span]], defaultdict[int, list[Span]], defaultdict[int, list[Span]]]:
    opens: defaultdict[int, list[Span]] = defaultdict(list)
    closes: defaultdict[int, list[Span]] = defaultdict(list)
    points: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        if span.start == span.end:
            points[span.start].append(span)
        else:
            opens[span.start].append(span)
            closes[span.end].append(span)
    return opens, closes, points


def _segment(
    text: str,
    start: int,
    covering: Sequence[Span],
    opening: Sequence[Span],
    ending: Sequence[Span],
    mark: int | None,
) -> Segment:
    findings = sorted(
        (span for span in covering[:MOST_PER_SEGMENT] if span.severity is not None),
        key=lambda span: _RANK[span.severity] if span.severity else len(_RANK),
    )
    return Segment(
        text=text,
        start=start,
        findings=tuple(dict.fromkeys(span.number for span in findings)),
        held=tuple(dict.fromkeys(span.number for span in covering if span.severity is None)),
        opens=tuple(span.place for span in opening),
        ends=tuple(dict.fromkeys(span.number for span in ending if span.severity)),
        severity=findings[0].severity if findings else None,
        mark=mark,
    )
