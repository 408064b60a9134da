"""Check that the corpus of reports and its expectations fit together; print the instances of each code."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "src" / "xunzheng" / "samples"
SEVERITIES = {"error", "suspicion", "advice"}
CODES = {
    "sum-of-parts",
    "table-sum",
    "rate",
    "undefined-rate",
    "balance",
    "product",
    "count-list",
    "repeat",
    "unit-slip",
    "malformed-number",
    "weight-sum",
    "score-sum",
    "score-missing",
    "score-over-weight",
    "score-recomputed",
    "over-hundred",
    "growth",
    "grade-band",
    "grade-missing",
    "total-missing",
    "attainment-score",
    "deviation-unexplained",
    "deduction-unexplained",
    "full-marks-with-faults",
    "actual-copies-target",
    "target-operator",
    "incomparable-units",
    "over-limit",
    "date-order",
    "year-mismatch",
    "contradiction",
    "foreign-name",
    "duplicate-text",
    "evidence-missing",
    "section-missing",
    "section-empty",
    "template-residue",
    "numbering",
    "formula-text",
    "weight-structure",
    "dimension-missing",
    "indicator-class",
    "indicator-unquantified",
    "citation-form",
    "citation-repealed",
    "deadline",
    "unreadable",
    "reading-doubt",
}


def report_of(sheet: Path) -> str:
    """Return the text that an expectation file speaks of; the sample's lies in the package."""
    beside = sheet.with_suffix(".txt")
    path = beside if beside.exists() else SAMPLE / beside.name
    return path.read_text(encoding="utf-8")


def span(text: str, quote: str) -> tuple[int, int]:
    """Return the half-open character span of a quote that is known to occur in the text."""
    start = text.index(quote)
    return start, start + len(quote)


def quotes(entries: dict[str, Any]) -> Iterator[str]:
    """Yield every quote of an expectation file, in order."""
    for key in ("expect", "allow", "silent"):
        for entry in entries.get(key, []):
            yield entry["quote"]
            yield from entry.get("also", [])


def code_faults(entries: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence for every unknown code or severity and for a clean report that expects a finding."""
    for entry in entries.get("expect", []) + entries.get("allow", []):
        for code in [entry["code"], *entry.get("or_code", [])]:
            if code not in CODES:
                yield f"unknown code {code}"
        if entry.get("severity", "error") not in SEVERITIES:
            yield f"unknown severity {entry['severity']}"
    if entries["clean"] == bool(entries.get("expect")):
        yield "clean and expect contradict each other"


def quote_faults(entries: dict[str, Any], text: str) -> Iterator[str]:
    """Yield a sentence for every quote not found exactly once and every silent over a planted mistake."""
    for quote in quotes(entries):
        if text.count(quote) != 1:
            yield f"quote occurs {text.count(quote)} times: {quote!r}"
            return
    planted = [span(text, entry["quote"]) for entry in entries.get("expect", [])]
    for entry in entries.get("silent", []):
        start, end = span(text, entry["quote"])
        if any(start < stop and begin < end for begin, stop in planted):
            yield f"silent lies over a planted mistake: {entry['quote']!r}"


def main() -> int:
    """Check every file, print the faults and the table of instances; return 1 if anything is wrong."""
    halves = {"development": Counter[str](), "judging": Counter[str](), "sample": Counter[str]()}
    faults = 0
    sheets = sorted(HERE.glob("*.toml"))
    for sheet in sheets:
        entries = tomllib.loads(sheet.read_text(encoding="utf-8"))
        for fault in [*code_faults(entries), *quote_faults(entries, report_of(sheet))]:
            faults += 1
            print(f"{sheet.name}: {fault}")
        number = sheet.name[:2]
        half = "sample" if not number.isdigit() else ("development" if int(number) % 2 else "judging")
        halves[half].update(entry["code"] for entry in entries.get("expect", []))
    for text in HERE.glob("*.txt"):
        if not text.with_suffix(".toml").exists():
            faults += 1
            print(f"{text.name}: no expectations")
    print(f"{len(sheets)} files, {faults} faults")
    for code in sorted(set().union(*halves.values())):
        print(f"{code:24}" + "".join(f"{half} {count[code]:2}  " for half, count in halves.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
