"""Findings counted by kind and level, for the summaries of lists and papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from xunzheng.audit.finding import Finding, Severity
from xunzheng.authoring.findings_list_wording import LEVELS, name_of
from xunzheng.documents.manuscript import Chart, ChartKind, Series

_MOST_BARS = 15


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many findings of one code there are, by level, the gravest level first."""

    code: str
    by_level: tuple[int, ...]

    @property
    def total(self) -> int:
        """Of all levels together."""
        return sum(self.by_level)


def count_codes(findings: Iterable[Finding]) -> tuple[CodeCount, ...]:
    """The codes that occur, those with the most errors first, then the most suspicions, then by name."""
    counts = Counter((finding.code, finding.severity) for finding in findings)
    return codes_counted(counts)


def codes_counted(counts: Counter[tuple[str, Severity]]) -> tuple[CodeCount, ...]:
    """The same from counts by code and level."""
    codes = {code for code, _ in counts}
    rows = [CodeCount(code, tuple(counts[code, level] for level in Severity)) for code in codes]
    return tuple(sorted(rows, key=lambda row: (*(-count for count in row.by_level), row.code)))


def level_counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings there are of each level, the gravest first, zeros included."""
    counts = Counter(finding.severity for finding in findings)
    return {level: counts[level] for level in Severity}


def codes_chart(rows: tuple[CodeCount, ...]) -> Chart | None:
    """The counts as stacked bars, the first fifteen codes; None where there are none."""
    shown = rows[:_MOST_BARS]
    if not shown:
        return None
    levels = [
        (level, number) for number, level in enumerate(Severity) if any(row.by_level[number] for row in shown)
    ]
    more = f"，列出前 {_MOST_BARS} 种" if len(rows) > _MOST_BARS else ""
    return Chart(
        ChartKind.STACKED,
        f"各类发现的处数{more}",
        tuple(name_of(row.code) for row in shown),
        tuple(
            Series(LEVELS[level], tuple(Decimal(row.by_level[number]) for row in shown))
            for level, number in levels
        ),
        unit="处",
        tones=tuple(level.value for level, _ in levels),
        alternative="按种类和级别列出发现的处数，数字与表中相同。",
    )
