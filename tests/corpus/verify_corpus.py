"""Check that the corpus of reports and its expectations fit together; print the instances of each code."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parents[1]))

from tests.corpus.tally import DEVELOPMENT, JUDGING, SHIPPED, Report, codes_of, reports  # noqa: E402 (path first)
from xunzheng.audit.catalogue import CATALOGUE  # noqa: E402 (path first)

SEVERITIES = {"error", "suspicion", "advice"}


def faults_of(report: Report) -> Iterator[str]:
    """A sentence for everything in a report's expectations that does not fit it."""
    yield from _code_faults(report)
    yield from _quote_faults(report, report.text.read_text(encoding="utf-8"))


def unpaired() -> Iterator[str]:
    """The names of reports without expectations."""
    yield from (text.name for text in HERE.glob("*.txt") if not text.with_suffix(".toml").exists())


def _code_faults(report: Report) -> Iterator[str]:
    """Unknown codes and severities, and a clean report that expects a finding."""
    for entry in report.of("expect") + report.of("allow"):
        for code in [entry["code"], *entry.get("or_code", [])]:
            if code not in CATALOGUE:
                yield f"unknown code {code}"
        if entry.get("severity", "error") not in SEVERITIES:
            yield f"unknown severity {entry['severity']}"
    if report.entries["clean"] == bool(report.of("expect")):
        yield "clean and expect contradict each other"


def _quote_faults(report: Report, text: str) -> Iterator[str]:
    """Quotes that do not occur exactly once, and every silent over a planted mistake."""
    for entry in report.of("expect") + report.of("allow") + report.of("silent"):
        for quote in [entry["quote"], *entry.get("also", [])]:
            if text.count(quote) != 1:
                yield f"quote occurs {text.count(quote)} times: {quote!r}"
                return
    planted = [_span(text, entry) for entry in report.of("expect")]
    for entry in report.of("silent"):
        start, end = _span(text, entry)
        if any(start < stop and begin < end for begin, stop in planted):
            yield f"silent lies over a planted mistake: {entry['quote']!r}"


def _span(text: str, entry: Any) -> tuple[int, int]:
    start = text.index(entry["quote"])
    return start, start + len(entry["quote"])


def main() -> int:
    """Check every file, print the faults and the table of instances; return 1 if anything is wrong."""
    halves = {half: Counter[str]() for half in (DEVELOPMENT, JUDGING, SHIPPED)}
    faults = [f"{name}: no expectations" for name in unpaired()]
    for report in reports():
        faults += [f"{report.name}: {fault}" for fault in faults_of(report)]
        halves[report.half].update(codes_of(report.of("expect")))
    for fault in faults:
        print(fault)
    print(f"{len(reports())} files, {len(faults)} faults")
    for code in (code for code in CATALOGUE if any(count[code] for count in halves.values())):
        print(f"{code:24}" + "".join(f"{half} {count[code]:2}  " for half, count in halves.items()))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
