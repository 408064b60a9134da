"""A finding as the page shows it: numbered, named, with its places as links and its numbers set out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.catalogue import CATALOGUE, held_name
from xunzheng.audit.finding import Citation, Finding, Held, Place, Severity, Verdict
from xunzheng.formats.html.marks import Span
from xunzheng.formats.html.words import Language

LONGEST_QUOTE = 120
LARGEST_EXPONENT = 40


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place in words: its quotation, cut at 120 characters, its line, and the id that shows it."""

    quote: str
    line: int
    section: str
    target: str | None


@dataclass(frozen=True, slots=True)
class VerdictView:
    """The difference with its sign and unit, and the bounds within which rounding would explain it."""

    difference: str
    explained: bool
    low: str | None
    high: str | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding; `name`, `meaning` and `general_advice` come from the catalogue in the page's language."""

    number: int
    code: str
    name: str
    meaning: str
    general_advice: str | None
    severity: Severity
    places: tuple[PlaceView, ...]
    claim: str
    expected: str
    arithmetic: str | None
    verdict: VerdictView | None
    rule: Citation | None
    advice: str
    check: str


@dataclass(frozen=True, slots=True)
class HeldView:
    """A statement that was examined and holds."""

    number: int
    code: str
    name: str
    places: tuple[PlaceView, ...]
    arithmetic: str
    check: str


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many findings bear the code."""

    code: str
    name: str
    count: int


def spans_of(findings: Sequence[Finding], held: Sequence[Held]) -> list[Span]:
    """One span for every place, findings first; the places are counted from 0 in this order."""
    spans: list[Span] = []
    for number, finding in enumerate(findings, start=1):
        spans += [
            _span(place, number, len(spans) + n, finding.severity) for n, place in enumerate(finding.where)
        ]
    for number, statement in enumerate(held, start=1):
        spans += [_span(place, number, len(spans) + n, None) for n, place in enumerate(statement.where)]
    return spans


def _span(place: Place, number: int, ordinal: int, severity: Severity | None) -> Span:
    cell = None if place.row is None or place.column is None else (place.row, place.column)
    return Span(place.start, place.end, number, ordinal, severity, cell)


def view_findings(
    findings: Sequence[Finding], targets: Mapping[int, str], language: Language
) -> tuple[FindingView, ...]:
    """The findings, numbered from 1 in the order given; `targets` as `MarkedDocument.targets`."""
    views: list[FindingView] = []
    first = 0
    for number, finding in enumerate(findings, start=1):
        views.append(_view_finding(number, finding, first, targets, language))
        first += len(finding.where)
    return tuple(views)


def _view_finding(
    number: int, finding: Finding, first: int, targets: Mapping[int, str], language: Language
) -> FindingView:
    entry = CATALOGUE.get(finding.code)
    return FindingView(
        number=number,
        code=finding.code,
        name=name_of(finding.code, language),
        meaning="" if entry is None else entry.meaning_zh if language == "zh" else entry.meaning_en,
        general_advice=entry.advice_en if entry and language == "en" else None,
        severity=finding.severity,
        places=_view_places(finding.where, first, targets),
        claim=finding.claim,
        expected=finding.expected,
        arithmetic=finding.arithmetic,
        verdict=view_verdict(finding.verdict) if finding.verdict else None,
        rule=finding.rule,
        advice=finding.advice,
        check=finding.check,
    )


def view_held(
    held: Sequence[Held], first: int, targets: Mapping[int, str], language: Language
) -> tuple[HeldView, ...]:
    """The statements that hold, numbered from 1; `first` is the count of the first place among all."""
    views: list[HeldView] = []
    for number, statement in enumerate(held, start=1):
        places = _view_places(statement.where, first, targets)
        name = held_name(statement.code, english=language == "en")
        views.append(HeldView(number, statement.code, name, places, statement.arithmetic, statement.check))
        first += len(statement.where)
    return tuple(views)


def _view_places(places: Sequence[Place], first: int, targets: Mapping[int, str]) -> tuple[PlaceView, ...]:
    return tuple(
        PlaceView(shorten(place.quote), place.line, " › ".join(place.section), targets.get(first + n))
        for n, place in enumerate(places)
    )


def shorten(text: str) -> str:
    """The text on one line, at most 120 characters.

    >>> shorten(" 第一行\\n 第二行 ")
    '第一行 第二行'
    """
    line = " ".join(text[: LONGEST_QUOTE * 4].split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"


def name_of(code: str, language: Language) -> str:
    """The code's name in the catalogue; a code that is not in it is its own name."""
    entry = CATALOGUE.get(code)
    if entry is None:
        return code
    return entry.name_zh if language == "zh" else entry.name_en


def view_verdict(verdict: Verdict) -> VerdictView:
    """The verdict with its numbers written out.

    >>> view_verdict(Verdict(Decimal("-1.50"), "万元", True, Decimal(491), Decimal(493))).difference
    '−1.5 万元'
    """
    low = None if verdict.low is None else write_number(verdict.low)
    high = None if verdict.high is None else write_number(verdict.high)
    difference = f"{write_signed(verdict.difference)} {verdict.unit}".strip()
    return VerdictView(difference, verdict.explained_by_rounding, low, high)


def write_number(value: Decimal) -> str:
    """The number in plain digits, thousands apart, without idle zeros, with a true minus sign.

    >>> write_number(Decimal("-12345.60"))
    '−12,345.6'
    """
    if not value.is_finite() or abs(value.adjusted()) > LARGEST_EXPONENT:
        return str(value)
    text = f"{abs(value) if value == 0 else value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def write_signed(value: Decimal) -> str:
    """The number with its sign; zero has none.

    >>> write_signed(Decimal("7.00")), write_signed(Decimal(0))
    ('+7', '0')
    """
    return f"+{write_number(value)}" if not value.is_nan() and value > 0 else write_number(value)


def count_codes(findings: Iterable[FindingView]) -> tuple[CodeCount, ...]:
    """The codes that occur with their numbers, the most frequent first."""
    views = list(findings)
    names = {view.code: view.name for view in views}
    return tuple(CodeCount(code, names[code], n) for code, n in Counter(v.code for v in views).most_common())
