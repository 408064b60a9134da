"""The summary page of a batch: what it shows, laid out for the templates, and written as one HTML file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from xunzheng import __version__
from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.batch.plots import Plot, draw
from xunzheng.batch.record import Record
from xunzheng.batch.results import replacing
from xunzheng.batch.tally import CodeTally, Group, Summary
from xunzheng.batch.words import SUMMARY_WORDS
from xunzheng.formats.html.words import RESULT_WORDS, Language, Speaker
from xunzheng.formats.result_html import known_language

MOST_UNITS = 300
_PRINTABLE_ROWS = 80


@dataclass(frozen=True, slots=True)
class RowView:
    """One report in a table; `href` is where its result is, empty where nowhere."""

    path: str
    name: str
    title: str
    unit: str
    year: str
    errors: int
    suspicions: int
    advice: int
    stated: str
    computed: str
    difference: str
    grade: str
    layout: str
    codes: str
    reason: str
    href: str
    unlisted: int


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code with its name in the page's language, and its counts."""

    code: str
    name: str
    tally: CodeTally


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """Everything that the summary templates show."""

    summary: Summary
    version: str
    at: str
    plots: tuple[Plot, ...]
    codes: tuple[CodeView, ...]
    units: tuple[Group, ...]
    years: tuple[str, ...]
    worst: tuple[RowView, ...]
    rows: tuple[RowView, ...]
    unreadable: tuple[RowView, ...]
    same: int
    higher: int
    lower: int
    planned: str
    spent: str
    rate: str
    passed_over: int
    passed_over_kinds: str
    expected: int
    prints_rows: bool


def lay_out_summary(
    summary: Summary,
    language: Language,
    *,
    at: datetime | None = None,
    passed_over: Mapping[str, int] | None = None,
    expected: int | None = None,
    href: Callable[[Record], str] = lambda record: "",
) -> SummaryPage:
    """The summary as a page in the language.

    `at` is when it was made, None to leave that out; `passed_over` the files that were left out, by ending;
    `expected` how many files the batch has, where not all are finished. `href` gives the address of a
    record's own result.
    """
    passed_over = passed_over or {}
    bands = summary.difference_bands
    middle = len(bands) // 2

    def rows(records: Sequence[Record]) -> tuple[RowView, ...]:
        return tuple(_row(record, href(record)) for record in records)

    return SummaryPage(
        summary=summary,
        version=__version__,
        at=f"{at:%Y-%m-%d %H:%M}" if at else "",
        plots=draw(summary, Speaker(language, SUMMARY_WORDS)),
        codes=tuple(CodeView(tally.code, code_name(tally.code, language), tally) for tally in summary.codes),
        units=summary.units[:MOST_UNITS],
        years=tuple(group.name for group in summary.years if group.name),
        worst=rows(summary.worst),
        rows=rows(summary.rows),
        unreadable=rows(summary.unreadable),
        same=bands[middle],
        higher=sum(bands[middle + 1 :]),
        lower=sum(bands[:middle]),
        planned=_money(summary.planned),
        spent=_money(summary.spent),
        rate=_rate(summary.spent, summary.planned),
        passed_over=sum(passed_over.values()),
        passed_over_kinds="，".join(f"{kind or '—'} {count}" for kind, count in sorted(passed_over.items())),
        expected=summary.total if expected is None else expected,
        prints_rows=len(summary.rows) <= _PRINTABLE_ROWS,
    )


def write_summary(page: SummaryPage, target: Path, language: str = "zh") -> None:
    """Write the page as a file, whole or not at all. Raises `BatchRefused` where it cannot be written."""
    with replacing(target) as written:
        written.write_text(render_summary(page, language), encoding="utf-8", errors="replace", newline="\n")


def render_summary(page: SummaryPage, language: str = "zh") -> str:
    """The page as one HTML file that needs nothing else.

    Everything read from reports is escaped; a content policy in the page allows its own style and script and
    nothing else. It is whole without the script, and prints. Raises ValueError for an unknown language.
    """
    style = _asset("xunzheng.formats.html", "xunzheng.css") + _asset("xunzheng.batch", "summary.css")
    script = _asset("xunzheng.batch", "summary.js")
    return (
        _environment()
        .get_template("summary_file.jinja")
        .render(
            page=page,
            t=Speaker(known_language(language), {**RESULT_WORDS, **SUMMARY_WORDS}),
            style=Markup(style),
            script=Markup(script),
            style_hash=_digest(style),
            script_hash=_digest(script),
        )
    )


def code_name(code: str, language: Language) -> str:
    """The code's name in the language; the code itself where the catalogue does not know it."""
    entry = CATALOGUE.get(code)
    if entry is None:
        return code
    return entry.name_zh if language == "zh" else entry.name_en


def _row(record: Record, href: str) -> RowView:
    return RowView(
        path=record.path,
        name=record.path.rpartition("/")[2],
        title=record.title or "",
        unit=record.unit or "",
        year=str(record.year or ""),
        errors=record.errors,
        suspicions=record.suspicions,
        advice=record.advice,
        stated=_points(record.stated_score),
        computed=_computed(record),
        difference=_signed(record.score_difference),
        grade=_grades(record),
        layout=record.layout or "",
        codes=" ".join(record.codes),
        reason=record.reason,
        href=href,
        unlisted=record.unlisted,
    )


def _points(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _computed(record: Record) -> str:
    if record.lowest_score is None or record.highest_score is None:
        return ""
    low, high = f"{record.lowest_score:f}", f"{record.highest_score:f}"
    return low if low == high else f"{low}～{high}"


def _signed(value: Decimal | None) -> str:
    if value is None:
        return ""
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:+f}".replace("-", "−") if rounded else "0"


def _grades(record: Record) -> str:
    if record.stated_grade and record.computed_grade and record.stated_grade != record.computed_grade:
        return f"{record.stated_grade} → {record.computed_grade}"
    return record.stated_grade or record.computed_grade or ""


def _money(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):,f}"


def _rate(part: Decimal, whole: Decimal) -> str:
    return f"{(part * 100 / whole).quantize(Decimal('0.01'), ROUND_HALF_UP):f}" if whole > 0 else "—"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    packages = ("xunzheng.batch", "xunzheng.formats.html")
    return Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates") for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


@lru_cache(maxsize=4)
def _asset(package: str, name: str) -> str:
    return files(package).joinpath("static", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
