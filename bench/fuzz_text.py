"""Mutation fuzzing of report texts: reading and auditing never crash, hang, or quote what is not there.

bin/bench fuzz_text [CASES] [SEED]. Every case follows from SEED and its number alone.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from types import FrameType

from _mutations import mutate
from _seeds import whole_seeds, windows
from xunzheng.audit.finding import Finding, Held
from xunzheng.audit.run import Audit, audit
from xunzheng.documents.model import Document, Paragraph
from xunzheng.formats import Unreadable, read
from xunzheng.formats.result_html import render
from xunzheng.formats.result_json import to_text
from xunzheng.rulebook import standard_rules

CASES = 20_000
PROCESSES = 2
WHOLE_EVERY = 800  # a case on a whole document costs as much as forty on a window
WRITTEN_EVERY = 50  # how often the outcome is also written as JSON and HTML
SLOW, SMALL = 2.0, 20_000  # seconds of processor time allowed for a file under so many bytes
HANG = 20.0
SAVED_OF_A_KIND = 3


class Hanging(BaseException):
    """The case used more processor time than any case may; no `except Exception` can swallow it."""


@dataclass
class Tally:
    """What one process has seen."""

    cases: int = 0
    refused: int = 0
    findings: int = 0
    held: int = 0
    doubts: int = 0
    slowest: tuple[float, int, int] = (0.0, -1, 0)  # seconds, case, bytes
    failures: Counter[str] = field(default_factory=Counter)  # by kind
    saved: list[str] = field(default_factory=list)


def case(seed: int, number: int, whole: tuple[str, ...], cut: tuple[str, ...]) -> bytes:
    """The bytes of a case."""
    chance = random.Random(seed * 1_000_003 + number)
    texts = whole if number % WHOLE_EVERY == 0 else cut
    return mutate(chance, chance.choice(texts))


def faults(outcome: Audit) -> Iterator[str]:
    """Places that do not quote the document as it stands, in the document and in the outcome."""
    document = outcome.document
    yield from _document_faults(document)
    for told in chain[Finding | Held](outcome.findings, outcome.held):
        yield from _place_faults(document, told)


def _document_faults(document: Document) -> Iterator[str]:
    for block in document.blocks:
        parts = [block] if isinstance(block, Paragraph) else block.cells
        for part in parts:
            if document.text[part.start : part.end] != part.text:
                yield f"block {block.index}: {part.text[:40]!r} does not stand at {part.start}:{part.end}"
    for doubt in document.doubts:
        if not 0 <= doubt.start <= doubt.end <= len(document.text):
            yield f"doubt outside the text: {doubt}"


def _place_faults(document: Document, told: Finding | Held) -> Iterator[str]:
    for place in told.where:
        if document.text[place.start : place.end] != place.quote or not 0 <= place.start <= place.end:
            yield f"{told.code}: {place.quote[:40]!r} does not stand at {place.start}:{place.end}"
        elif place.line != document.line_of(place.start):
            yield f"{told.code}: line {place.line} should be {document.line_of(place.start)}"
        elif document.blocks and not 0 <= place.block < len(document.blocks):
            yield f"{told.code}: no block {place.block}"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Hanging


def examine(content: bytes, number: int, tally: Tally) -> str | None:
    """Read, audit and sometimes write one case; the trouble in words, or None."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        outcome = audit(read(content, "fuzz.txt"), standard_rules())
        spent = time.process_time() - begun
        if number % WRITTEN_EVERY == 0:
            to_text(outcome)
            render(outcome, "zh")
        trouble = next(faults(outcome), None)
    except Unreadable:
        tally.refused += 1
        return None
    except (Exception, Hanging):
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    tally.findings += len(outcome.findings)
    tally.held += len(outcome.held)
    tally.doubts += len(outcome.document.doubts)
    tally.slowest = max(tally.slowest, (spent, number, len(content)))
    if trouble is None and spent > SLOW and len(content) < SMALL:
        trouble = f"{spent:.2f} s for {len(content)} bytes"
    return trouble


def work(seed: int, numbers: range, folder: str) -> Tally:
    """Run the cases of one process; failing inputs are saved in the folder."""
    signal.signal(signal.SIGPROF, _stop)
    whole = whole_seeds()
    cut = windows(whole)
    tally = Tally()
    for number in numbers:
        content = case(seed, number, whole, cut)
        trouble = examine(content, number, tally)
        tally.cases += 1
        if trouble:
            keep(trouble, content, Path(folder) / f"{seed}-{number}.txt", tally)
    return tally


def keep(trouble: str, content: bytes, path: Path, tally: Tally) -> None:
    """Count a failure by its kind; the first few of each kind are saved with what was wrong."""
    last = trouble.strip().splitlines()[-1]
    kind = re.sub(r"\d+|'.*'", "…", last)
    tally.failures[kind] += 1
    if tally.failures[kind] <= SAVED_OF_A_KIND:
        path.write_bytes(content)
        path.with_suffix(".trouble").write_text(trouble, "utf-8")
        tally.saved.append(f"{path}: {last}")


def report(tallies: list[Tally], seed: int, seconds: float) -> int:
    """Print the totals and the failures; the number of failures."""
    total = sum(tally.cases for tally in tallies)
    slow, number, size = max(tally.slowest for tally in tallies)
    failures = sum((tally.failures for tally in tallies), Counter[str]())
    print(f"seed {seed}: {total:,} cases in {seconds:.0f} s, {total / seconds:,.0f} a second")
    print(
        f"refused {sum(t.refused for t in tallies):,}; findings {sum(t.findings for t in tallies):,}; "
        f"held {sum(t.held for t in tallies):,}; doubts {sum(t.doubts for t in tallies):,}"
    )
    print(f"slowest: case {number}, {slow * 1000:.0f} ms of processor time for {size:,} bytes")
    print(f"failures: {failures.total()}")
    for kind, times in failures.most_common():
        print(f"  {times} times: {kind}")
    for saved in (saved for tally in tallies for saved in tally.saved):
        print(f"    {saved}")
    return failures.total()


def main() -> int:
    """Fuzz; 1 if anything failed."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    folder = tempfile.mkdtemp(prefix="xunzheng-fuzz-")
    shares = [(seed, range(first, cases, PROCESSES), folder) for first in range(PROCESSES)]
    begun = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        tallies = pool.starmap(work, shares)
    return min(1, report(tallies, seed, time.perf_counter() - begun))


if __name__ == "__main__":
    sys.exit(main())
