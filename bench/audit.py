"""What the audit finds of mistakes planted in generated reports, code by code, beside simpler means.

bin/bench audit [--count N] [--seed N] [--judge] [--code CODE] [--form FORM] [--show] [--kinds] [--jobs N]
    [--write]

Seeds for developing and for judging lie apart: without --judge nothing of the judging reports is made. With
--write the table in docs/explanation/planted.md is brought up to date (5,000 judging reports).
"""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]
sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != ROOT / "bench"]

from bench.planted.catalogue import DEVELOP, JUDGE, MUTATIONS, codes_in_turn  # noqa: E402 (path first)
from bench.planted.markdown import convert_some  # noqa: E402 (path first)
from bench.planted.summary import kinds_of, page_of, table_of  # noqa: E402 (path first)
from bench.planted.tally import Result, run  # noqa: E402 (path first)

PAGE = ROOT / "docs" / "explanation" / "planted.md"
Job = tuple[int, str | None, str | None, bool]


def jobs_of(options: argparse.Namespace) -> list[Job]:
    """The samples to make: codes in turn, or one code throughout."""
    first = (JUDGE if options.judge else DEVELOP) + options.seed
    codes = [options.code] * options.count if options.code else list(codes_in_turn(options.count))
    return [(first + at, code, options.form, options.show) for at, code in enumerate(codes)]


def _work(job: Job) -> Result:
    seed, code, form, show = job
    return run(seed, code, form, show=show)


def run_all(jobs: Sequence[Job], processes: int) -> list[Result]:
    """Run the samples on so many processes, in order, telling the progress."""
    results: list[Result] = []
    begun = time.monotonic()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        for result in pool.imap(_work, jobs, chunksize=8):
            results.append(result)
            for line in result.shown:
                print(f"{result.seed} {result.layout} {result.form}: {line}")
            if len(results) % 250 == 0:
                spent = time.monotonic() - begun
                print(f"  {len(results):,} of {len(jobs):,} reports, {spent:.0f} s", file=sys.stderr)
    return results


def main() -> int:
    """Run, print the table, and write it if asked to."""
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(prog="bin/bench audit", description=__doc__)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=0, help="where in its range to begin")
    parser.add_argument("--judge", action="store_true", help="the seeds for judging")
    parser.add_argument("--code", choices=list(MUTATIONS), help="plant this code only")
    parser.add_argument("--form", choices=("txt", "docx", "html", "xlsx", "pdf"))
    parser.add_argument("--show", action="store_true", help="print what was missed or reported in error")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--kinds", action="store_true", help="print how many of each kind were found")
    options = parser.parse_args()
    if options.judge and options.show:
        parser.error("the judging reports are not shown: whoever sees them would tune to them")
    options.judge = options.judge or options.write
    options.count = options.count or (5_000 if options.write else 400)
    begun = time.monotonic()
    results = run_all(jobs_of(options), options.jobs)
    converted = convert_some(jobs_of(options)) if not options.code else None
    lines = "\n".join(table_of(results, converted))
    print(lines)
    if options.kinds:
        print("\n".join(kinds_of(results)))
    print(f"{len(results):,} reports in {time.monotonic() - begun:.0f} s on {options.jobs} processes")
    if options.write:
        PAGE.write_text(page_of(PAGE.read_text(encoding="utf-8"), lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
