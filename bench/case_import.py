"""Taking over many cases at once, beside raw COPY (or repeated inserts) of the very rows that it writes.

    bin/bench case_import [CASES …] [--only DATABASE]

Each size has a new database. A case is decided as any other: checked, numbered, its events, state, tasks,
words for the search and messages written, the journal told. Raw SQL writes the same rows again, under
other ids, into the same tables with the same indexes, a transaction each thousand cases; nothing is
decided, and reading the rows back is not timed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import ExitStack
from pathlib import Path

from _crew import Place, prepare
from _databases import TOLD, new_database, postgresql
from _measure import steps

SIZES = (1_000, 3_000, 10_000)
GOAL = 10_000


def measure(kind: str, server: str, folder: Path, sizes: list[int]) -> None:
    """A line for each size."""
    spent = []
    for size in sizes:
        name = f"import{size}"
        url = new_database(server, name) if server else f"sqlite:///{folder}/{name}.sqlite3"
        place = Place(url, folder / f"{kind}-{size}", size)
        place.folder.mkdir()
        prepare("_import_side", place)
        told = json.loads((place.folder / "told.json").read_text("utf-8"))
        spent.append(told["ours"])
        print(
            f"{kind:11}{size:10,}{size / told['ours']:12,.0f}{told['processor'] / size * 1e3:12.3f}"
            f"{told['rows'] / size:10.1f}{size / told['raw']:12,.0f}{told['raw'] / told['ours']:8.2f}",
            flush=True,
        )
    is_reached = sizes[-1] / spent[-1] >= GOAL
    growth = f"growth {steps(sizes, spent)}; " if len(sizes) > 1 else ""
    print(f"  {growth}{GOAL:,} cases a second: {'reached' if is_reached else 'NOT reached'}")


def main() -> None:
    """Measure both databases; a minute with the usual sizes."""
    parser = argparse.ArgumentParser(prog="bin/bench case_import")
    parser.add_argument("cases", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"), help="measure on this database alone")
    options = parser.parse_args()
    print(f"{TOLD}\n")
    heads = f"{'database':11}{'cases':>10}{'cases/s':>12}{'processor,ms':>12}{'rows each':>10}"
    print(f"{heads}{'raw, /s':>12}{'ratio':>8}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.only != "PostgreSQL":
            measure("SQLite", "", folder, options.cases)
        if options.only != "SQLite":
            measure("PostgreSQL", stack.enter_context(postgresql()), folder, options.cases)


if __name__ == "__main__":
    main()
