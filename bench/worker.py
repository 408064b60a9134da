"""The worker among ten thousand, a hundred thousand and (by option) a million open cases.

    bin/bench worker [CASES …] [--only DATABASE]

In each city the limits of 300 cases end at one moment, those of all others two months later and more.
Measured is what the worker needs to escalate those 300 (a transaction each), for a round in which nothing
is due, and for the look that a round begins with; and how the database looks them up: by an index, without
a scan of the rest.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from _crew import Place, prepare
from _databases import TOLD, new_database, postgresql

SIZES = (10_000, 100_000)


def run(sizes: list[int], kind: str, server: str, folder: Path) -> None:
    """Print a line for each size, and the plan of the last one."""
    first: dict[str, Any] = {}
    for size in sizes:
        name = f"city{size}"
        url = new_database(server, name) if server else f"sqlite:///{folder}/{name}.sqlite3"
        place = Place(url, folder / f"{kind}-{size}", size)
        place.folder.mkdir()
        prepare("_worker_side", place)
        told = json.loads((place.folder / "told.json").read_text("utf-8"))
        first = first or told
        print(
            f"{kind:11}{told['cases']:10,}{told['spent'] / told['fired'] * 1e3:12.2f}{told['spent']:10.2f}"
            f"{told['spent'] / first['spent']:8.2f}{told['idle'] * 1e3:12.2f}{told['look'] * 1e3:12.3f}"
            f"{told['look'] / first['look']:8.2f}{told['filling']:10.0f}",
            flush=True,
        )
    print("\n".join(f"    {line}" for line in told["plan"]))


def main() -> None:
    """Measure both databases; two minutes with the usual sizes."""
    parser = argparse.ArgumentParser(prog="bin/bench worker")
    parser.add_argument("cases", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"), help="measure on this database alone")
    options = parser.parse_args()
    print(f"{TOLD}; 300 cases fall due in one minute\n")
    heads = f"{'database':11}{'cases':>10}{'ms a case':>12}{'all, s':>10}{'× first':>8}{'idle, ms':>12}"
    print(f"{heads}{'look, ms':>12}{'× first':>8}{'made in s':>10}")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.only != "PostgreSQL":
            run(options.cases, "SQLite", "", folder)
        if options.only != "SQLite":
            run(options.cases, "PostgreSQL", stack.enter_context(postgresql()), folder)


if __name__ == "__main__":
    main()
