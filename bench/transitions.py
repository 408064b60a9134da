"""Durable transitions per second, beside raw SQL that writes the same, SpiffWorkflow and django-viewflow.

    bin/bench transitions [--rounds N] [--seconds S] [--writers N …] [--cases N]

A request for information is made and answered in nine steps, over and over, by 1 writer on SQLite and by
1, 4 and 8 writers (processes) on PostgreSQL. A transition of Xunzheng is one transaction with the events,
the state, the clocks, the tasks, the timers, the journal's entries, the idempotency key and the outbox.
Raw SQL carries out the statements that the engine wrote with, on the same tables (`_transitions_raw.py`).
SpiffWorkflow loads and saves its state as JSON at each step; django-viewflow completes a task of a flow;
neither keeps clocks or a journal. All work for the same time in alternating turns, each round in another
order; medians of the rounds, and of the ratios within the rounds. `--cases` takes over so many cases
first.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from _crew import Place, Worked, crew, prepare, work
from _databases import TOLD, new_database, postgresql
from _measure import versions

SIDES = {
    "Xunzheng": "_transitions_ours",
    "raw SQL": "_transitions_raw",
    "SpiffWorkflow": "_transitions_spiff",
    "django-viewflow": "_transitions_viewflow",
}
OURS, RAW = "Xunzheng", "raw SQL"
TABLES = {side: OURS if side == RAW else side for side in SIDES}
"""Whose tables a side works on: raw SQL writes into ours."""
GOAL = 0.3
ROUNDS, SECONDS, WRITERS = 5, 0.6, (1, 4, 8)


@dataclass(frozen=True, slots=True)
class Setting:
    """A database with so many writers, and what each side did in each round there."""

    name: str
    writers: int
    crews: Mapping[str, list[Connection]]
    seen: dict[str, list[Worked]] = field(default_factory=lambda: {side: [] for side in SIDES})

    def run(self, number: int, seconds: float) -> None:
        """One round: every side once, beginning with another one each time."""
        names = [*SIDES]
        for side in names[number % len(names) :] + names[: number % len(names)]:
            self.seen[side].append(work(self.crews[side][: self.writers], seconds))

    def rate(self, side: str) -> float:
        """Median steps per second."""
        return statistics.median(each.rate for each in self.seen[side])

    def processor(self, side: str) -> float:
        """Median milliseconds of a processor that a writer uses for a step; the server's are not among
        them.
        """
        return statistics.median(each.processor for each in self.seen[side])

    def ratio(self, side: str) -> float:
        """How many times as many steps we did, by the median of the rounds."""
        pairs = zip(self.seen[OURS], self.seen[side], strict=True)
        return statistics.median(ours.rate / theirs.rate for ours, theirs in pairs)


@contextmanager
def crews(writers: int, places: Mapping[str, Place]) -> Iterator[dict[str, list[Connection]]]:
    """A crew for each side, so many processes in each."""
    with ExitStack() as stack:
        made = {}
        for side, module in SIDES.items():
            own = places[TABLES[side]]
            each = [Place(own.url, own.folder, number) for number in range(writers)]
            made[side] = stack.enter_context(crew(module, each))
        yield made


def tables(folder: Path, addresses: Mapping[str, str], cases: int) -> dict[str, Place]:
    """The places of all tables, made and ready, and so many cases in ours."""
    places = {}
    for side, url in addresses.items():
        place = Place(url, folder / f"{url.rpartition('/')[2]}-files")
        place.folder.mkdir(exist_ok=True)
        prepare(SIDES[side], place)
        places[side] = place
    if cases:
        prepare("_filling", Place(places[OURS].url, places[OURS].folder, cases))
    return places


def show(settings: Sequence[Setting]) -> None:
    """What each side did in each setting, what it used of the processor, and how many times as many we
    did.
    """
    heads = "".join(f"{setting.name:>18}" for setting in settings)
    for title, of in (("steps per second", Setting.rate), ("processor, ms", Setting.processor)):
        form = ",.0f" if of is Setting.rate else ".2f"
        print(f"{title:24}{heads}")
        for side in SIDES:
            print(f"  {side:22}" + "".join(f"{format(of(setting, side), form):>18}" for setting in settings))
    print(f"{'ours are × those of':24}{heads}")
    for side in SIDES:
        if side != OURS:
            print(f"  {side:22}" + "".join(f"{setting.ratio(side):18.2f}" for setting in settings))
    missed = [setting.name for setting in settings if setting.ratio(RAW) < GOAL]
    print(f"\n≥ {GOAL} of raw SQL: " + (f"NOT reached: {', '.join(missed)}" if missed else "reached"))


def main() -> None:
    """Measure all sides in both databases; two to three minutes with the usual rounds."""
    parser = argparse.ArgumentParser(prog="bin/bench transitions")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--writers", type=int, nargs="*", default=list(WRITERS))
    parser.add_argument("--cases", type=int, default=0)
    options = parser.parse_args()
    print(versions("spiffworkflow", "django-viewflow", "django", "psycopg"))
    print(
        f"{TOLD}; {options.rounds} rounds of {options.seconds} s, {options.cases:,} cases before\n",
        flush=True,
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgresql())
        names = {side: f"side{number}" for number, side in enumerate(SIDES) if TABLES[side] == side}
        files = {side: f"sqlite:///{folder}/{name}.sqlite3" for side, name in names.items()}
        databases = {side: new_database(server, name) for side, name in names.items()}
        on_sqlite = stack.enter_context(crews(1, tables(folder, files, options.cases)))
        on_postgresql = stack.enter_context(
            crews(max(options.writers), tables(folder, databases, options.cases))
        )
        settings = [Setting("SQLite", 1, on_sqlite)]
        settings += [Setting(f"PostgreSQL × {n}", n, on_postgresql) for n in options.writers]
        for number in range(options.rounds):
            for setting in settings:
                setting.run(number, options.seconds)
        show(settings)


if __name__ == "__main__":
    main()
