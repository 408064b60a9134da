"""A report of the corpus held against its expectations: what was found, missed, and reported in error."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.run import audit
from xunzheng.formats import read
from xunzheng.rulebook import standard_rules

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "src" / "xunzheng" / "samples"
DEVELOPMENT, JUDGING, SHIPPED = "development", "judging", "sample"
_UNSEEN = range(443, 453)  # the newest set; an older one becomes material for development once it was used

Span = tuple[int, int]
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """A report by its sheet of expectations; the text of the sample lies in the package."""

    sheet: Path
    text: Path
    entries: Mapping[str, Any] = field(repr=False)  # of the judging half nothing is to be shown

    @property
    def name(self) -> str:
        """`113-yangxi-laojiuxiaoqu`."""
        return self.sheet.stem

    @property
    def half(self) -> str:
        """Which half the report belongs to; the checks are built without looking at the judging half."""
        number = self.name.partition("-")[0]
        if not number.isdecimal():
            return SHIPPED
        return JUDGING if int(number) in _UNSEEN else DEVELOPMENT

    def of(self, key: str) -> list[Entry]:
        """The entries of `expect`, `allow` or `silent`, in order."""
        entries: list[Entry] = self.entries.get(key, [])
        return entries


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of a report's expectations.

    `false_errors` are findings at error level that nothing expects or allows; `extras` the milder ones.
    `breaches` are findings at error level on a correct statement (`silent`), unless one of `expect`
    explains them.
    """

    report: Report
    found: tuple[Entry, ...]
    missed: tuple[Entry, ...]
    false_errors: tuple[Finding, ...]
    extras: tuple[Finding, ...]
    breaches: tuple[Finding, ...]


@cache
def reports() -> tuple[Report, ...]:
    """All reports of the corpus, the sample last."""
    return tuple(_report(sheet) for sheet in sorted(HERE.glob("*.toml")))


def _report(sheet: Path) -> Report:
    beside = sheet.with_suffix(".txt")
    text = beside if beside.exists() else SAMPLE / beside.name
    return Report(sheet, text, tomllib.loads(sheet.read_text(encoding="utf-8")))


@cache
def tallies() -> tuple[Tally, ...]:
    """The tallies of all reports, under the standard rules."""
    return tuple(tally_of(report) for report in reports())


def tally_of(report: Report) -> Tally:
    """Audit a report and compare.

    A planted mistake is found by a finding of its code, or of one of its `or_code`, that touches its
    quote or one of its `also`. All findings that do so count for it.
    """
    document = read(report.text.read_bytes(), report.text.name)
    findings = audit(document, standard_rules()).findings
    hits = [(entry, _hits(entry, document.text, findings)) for entry in report.of("expect")]
    explained = {id(finding) for _, of in hits for finding in of}
    for entry in (*report.of("expect"), *report.of("allow")):
        spans = [_span(document.text, entry["quote"])]
        explained |= {id(f) for f in findings if f.code == entry["code"] and _touches(f, spans)}
    silent = [_span(document.text, entry["quote"]) for entry in report.of("silent")]
    unasked = [f for f in findings if id(f) not in explained]
    false_errors = tuple(f for f in unasked if f.severity is Severity.ERROR)
    return Tally(
        report,
        found=tuple(entry for entry, of in hits if of),
        missed=tuple(entry for entry, of in hits if not of),
        false_errors=false_errors,
        extras=tuple(f for f in unasked if f.severity is not Severity.ERROR),
        breaches=tuple(f for f in false_errors if _touches(f, silent)),
    )


def _hits(entry: Entry, text: str, findings: Iterable[Finding]) -> list[Finding]:
    codes = {entry["code"], *entry.get("or_code", [])}
    spans = [_span(text, quote) for quote in (entry["quote"], *entry.get("also", []))]
    return [f for f in findings if f.code in codes and _touches(f, spans)]


def _span(text: str, quote: str) -> Span:
    """The span of a quote, which verify_corpus.py holds to occur exactly once."""
    start = text.index(quote)
    return start, start + len(quote)


def _touches(finding: Finding, spans: Iterable[Span]) -> bool:
    """Whether one of the finding's places overlaps a span; an empty one (an empty cell) may lie beside it."""
    return any(
        (place.start < end and start < place.end)
        or (place.start == place.end and start <= place.start <= end)
        for place in finding.where
        for start, end in spans
    )


def codes_of(entries: Iterable[Entry]) -> Counter[str]:
    """How often each code is expected."""
    return Counter(entry["code"] for entry in entries)


def told(tally: Tally) -> Iterator[str]:
    """A tally's false alarms as lines; of the judging half no more than the codes are told."""
    for finding in tally.false_errors:
        if tally.report.half == JUDGING:
            yield finding.code
        else:
            line = finding.where[0].line
            yield f"第{line}行 {finding.code}: {finding.claim} | {finding.expected} | {finding.arithmetic}"
