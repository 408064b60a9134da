"""Tally: a sample rendered, read and audited; what was found, missed, and reported in error."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from bench.planted.catalogue import Sample, sample
from bench.planted.planting import Planted
from bench.planted.rendering import Span, located, rendered
from bench.planted.rivals import Flag, check_tables, match_rules
from bench.planted.telling import plain

from xunzheng.audit.finding import Finding, Place, Severity
from xunzheng.audit.run import audit
from xunzheng.documents.model import Document
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules

FORMS = ("txt",) * 50 + ("docx",) * 25 + ("html",) * 14 + ("xlsx",) * 10 + ("pdf",)


@dataclass(frozen=True, slots=True)
class Rival:
    """What another way of checking made of a sample: found it or not, and its flags right and false."""

    found: bool = False
    right: int = 0
    false: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a sample. `own` says whether the code itself found it, `level` how severe at most.

    `right` are the codes of explained findings at error level, `false` those of unexplained ones, `extra`
    the codes of unexplained milder ones; `shown` are lines for developing.
    """

    seed: int
    code: str | None
    kind: str
    layout: str
    form: str
    found: bool
    own: bool
    level: str
    right: tuple[str, ...]
    false: tuple[str, ...]
    extra: tuple[str, ...]
    tables: Rival
    rules: Rival
    unlocated: bool = False
    seconds: float = 0.0
    shown: tuple[str, ...] = field(default=(), repr=False)


def run(seed: int, code: str | None, form: str | None = None, *, show: bool = False) -> Result:
    """Make a sample, audit it, and hold the findings against what was planted."""
    made = sample(seed, code)
    chance = random.Random(f"form {seed} {code}")
    form = form or chance.choice(FORMS)
    content, name = rendered(made.report, form, chance)
    begun = time.process_time()
    document = read(content, name)
    findings = audit(document, standard_rules()).findings
    spent = time.process_time() - begun
    spans = located(made.report, document.text)
    return replace(judge(made, form, document, spans, findings, show=show), seconds=spent)


def judge(
    made: Sample,
    form: str,
    document: Document,
    spans: dict[int, Span],
    findings: Sequence[Finding],
    *,
    show: bool = False,
) -> Result:
    """Hold findings against the sample."""
    planted = made.planted
    fair = [f for f in findings if planted and _is_fair(planted, spans, f)]
    linked = [f for f in findings if planted and f not in fair and _is_linked(planted, spans, f)]
    rest = [f for f in findings if f not in fair and f not in linked]
    errors = [f.code for f in (*fair, *linked) if f.severity is Severity.ERROR]
    false = [f for f in rest if f.severity is Severity.ERROR]
    milder = [f for f in rest if f.severity is not Severity.ERROR]
    levels = [level for level in Severity if any(f.severity is level for f in fair)]
    return Result(
        seed=made.seed,
        code=planted.code if planted else None,
        kind=planted.kind if planted else "",
        layout=made.layout,
        form=form,
        found=bool(fair),
        own=any(planted and f.code == planted.code for f in fair),
        level=levels[0].value if levels else "",
        right=tuple(errors),
        false=tuple(f.code for f in false),
        extra=tuple(f.code for f in milder),
        tables=rival_of(planted, spans, check_tables(document)),
        rules=rival_of(planted, spans, match_rules(document.text)),
        unlocated=bool(planted and planted.places and not any(m in spans for m in planted.places)),
        shown=tuple(_shown(made, false, milder, findings, bool(fair))) if show else (),
    )


def _is_fair(planted: Planted, spans: dict[int, Span], finding: Finding) -> bool:
    told = f"{finding.claim} {finding.expected} {finding.advice}"
    named = not planted.words or any(word in told for word in planted.words)
    return finding.code in planted.fair and named and touches(finding.where, planted.places, spans)


def _is_linked(planted: Planted, spans: dict[int, Span], finding: Finding) -> bool:
    codes = planted.collateral if planted.words else planted.collateral | planted.fair
    return finding.code in codes and touches(finding.where, (*planted.around, *planted.places), spans)


def touches(where: Iterable[Place], marks: Sequence[int], spans: dict[int, Span]) -> bool:
    """Whether a place overlaps a mark; without marks, or without places, it does."""
    places = list(where)
    return (
        not marks
        or not places
        or any(
            overlaps((place.start, place.end), spans[mark])
            for place in places
            for mark in marks
            if mark in spans
        )
    )


def overlaps(one: Span, two: Span) -> bool:
    """Whether spans share a character; an empty one may lie beside the other."""
    if one[0] == one[1] or two[0] == two[1]:
        return one[0] <= two[1] and two[0] <= one[1]
    return one[0] < two[1] and two[0] < one[1]


def rival_of(planted: Planted | None, spans: dict[int, Span], flags: Sequence[Flag]) -> Rival:
    """A rival's flag counts whatever it is called, as long as it touches what was planted."""
    if planted is None:
        return Rival(False, 0, len(flags))
    marks = (*planted.places, *planted.around)
    hits = [
        flag
        for flag in flags
        if (
            flag.code in planted.fair
            if not marks
            else any(overlaps(flag.span, spans[m]) for m in marks if m in spans)
        )
    ]
    return Rival(bool(hits), len(hits), len(flags) - len(hits))


def _shown(
    made: Sample,
    false: Sequence[Finding],
    milder: Sequence[Finding],
    findings: Sequence[Finding],
    found: bool,
) -> list[str]:
    planted = made.planted
    lines = [_line("FALSE", finding) for finding in false] + [_line("extra", finding) for finding in milder]
    if planted is not None and not found:
        lines.append(f"MISSED {planted.code} [{planted.kind}] {planted.note}")
        lines += [f"    {words}" for words in _words(made, planted)[:4]]
        lines += [_line("    had", finding) for finding in findings if finding.code in planted.fair][:3]
    return lines


def _words(made: Sample, planted: Planted) -> list[str]:
    found: dict[str, None] = {}
    for mark in planted.places:
        if made.report.stands(mark):
            slot = made.report.slot_of(mark)
            words = _row(made, mark) if slot is not None else _sentence(made, mark)
            found[words] = None
    return sorted(found, key=len, reverse=True)


def _row(made: Sample, mark: int) -> str:
    slot = made.report.slot_of(mark)
    assert slot is not None
    slots = made.report.pieces[made.report.piece_of(mark)].slots
    covering = [s for s in slots if s.row <= slot.row < s.row + s.row_span]
    return " | ".join(plain(s.text).replace("\n", "") for s in sorted(covering, key=lambda s: s.column))


def _sentence(made: Sample, mark: int) -> str:
    words = plain(made.report.pieces[made.report.piece_of(mark)].text)
    return words if len(words) < 160 else made.report.words(mark)[:160]


def _line(label: str, finding: Finding) -> str:
    quotes = " / ".join(place.quote[:50].replace("\n", "") for place in finding.where[:3])
    told = f"{finding.claim} | {finding.expected} | {finding.arithmetic or ''}"
    return f"{label} {finding.code} ({finding.severity.value}) {told} @ {quotes}"
