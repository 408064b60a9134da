"""What the audit finds and misses in the corpus of reports, code by code, for both halves.

bin/bench corpus [--write]. With --write the table in docs/explanation/corpus.md is brought up to date.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.corpus.tally import DEVELOPMENT, JUDGING, SHIPPED, Tally, codes_of, tallies  # noqa: E402 (path first)
from xunzheng.audit.catalogue import CATALOGUE, SECTIONS  # noqa: E402 (path first)

PAGE = ROOT / "docs" / "explanation" / "corpus.md"
BEGIN, END = "<!-- the table: bin/bench corpus --write -->", "<!-- end of the table -->"


@dataclass(slots=True)
class Count:
    """Per code, over the reports of a half."""

    reports: int = 0
    found: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    extra: Counter[str] = field(default_factory=Counter)

    def add(self, tally: Tally) -> None:
        """Count one report in."""
        self.reports += 1
        self.found += codes_of(tally.found)
        self.missed += codes_of(tally.missed)
        self.false += Counter(finding.code for finding in tally.false_errors)
        self.extra += Counter(finding.code for finding in tally.extras)

    def cells(self, codes: Iterable[str]) -> str:
        """Found of planted, false errors and further findings below error level, as table cells."""
        of = list(codes)
        found, missed, false, extra = (
            sum(counts[code] for code in of) for counts in (self.found, self.missed, self.false, self.extra)
        )
        return f"{found} of {found + missed} | {false} | {extra}"


def counted() -> dict[str, Count]:
    """The counts of both halves; the sample belongs to the development half."""
    halves = {DEVELOPMENT: Count(), JUDGING: Count()}
    for tally in tallies():
        half = DEVELOPMENT if tally.report.half == SHIPPED else tally.report.half
        halves[half].add(tally)
    return halves


def table(halves: dict[str, Count]) -> Iterator[str]:
    """The lines of the Markdown table: every code that was planted or reported, and a sum per section."""
    columns = " | ".join(f"{half}: found | false errors | extra" for half in halves)
    yield f"| code | {columns} |"
    yield "|---" * (1 + 3 * len(halves)) + "|"
    for section, (_, name) in SECTIONS.items():
        codes = [entry.code for entry in CATALOGUE.values() if entry.section == section]
        for code in codes:
            if any(
                code in counts for h in halves.values() for counts in (h.found, h.missed, h.false, h.extra)
            ):
                yield f"| `{code}` | {' | '.join(half.cells([code]) for half in halves.values())} |"
        yield f"| **{section}. {name}** | {' | '.join(half.cells(codes) for half in halves.values())} |"
    yield f"| **all** | {' | '.join(half.cells(CATALOGUE) for half in halves.values())} |"


def main() -> int:
    """Print the table; with --write put it in the page."""
    halves = counted()
    lines = "\n".join(table(halves))
    print(", ".join(f"{half}: {count.reports} reports" for half, count in halves.items()))
    print(lines)
    if "--write" in sys.argv[1:]:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        _, _, behind = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n\n{lines}\n\n{END}{behind}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
