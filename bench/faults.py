"""kill -9 of server, workers and PostgreSQL at random moments under load, and what was found afterwards.

bin/bench faults [--database sqlite|postgresql|both] [--kills N] [--clients N] [--workers N] [--seed N]
[--by door|interface]. Clients bring information requests through all their steps, with an idempotency key for
each command, by the interface for programs or by a door to the services, and write down on disk what was
acknowledged. After each kill and at the end the database is held against that. Half of the requests were
opened sixty days ago, so that the workers have timers to fire. Ends with 1 and the place where anything was
lost, done twice or unlike its events. The seed is printed; the moments themselves cannot be repeated.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent))

from _faults_calls import Calls
from _faults_load import Book, Load
from _faults_site import ROOT, Site, kill, running_site

_LONGEST: Final = 1.2
KINDS: Final = {
    "sqlite": {"server": 45, "worker": 30, "server and worker": 25},
    "postgresql": {
        "server": 40,
        "worker": 25,
        "server and worker": 20,
        "postmaster": 5,
        "backend": 5,
        "all backends ended": 5,
    },
}  # fmt: skip


class Fault(Exception):
    """Something was lost, done twice, or is unlike its events."""


@dataclass(slots=True)
class Outcome:
    """What a run did and found."""

    database: str
    seconds: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)
    load: Counter[str] = field(default_factory=Counter)
    counts: dict[str, int] = field(default_factory=dict)


class Checking:
    """The process that holds the database against what was acknowledged."""

    def __init__(self, site: Site, book: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(ROOT / "bench/_faults_check.py"), str(book)],
            env=site.environment, cwd=site.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, word: str) -> dict[str, int]:
        """The counts of that check. Raises Fault with what it found."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise Fault(f"the check {word} did not come to its end")
        told: dict[str, Any] = json.loads(answer)
        if told["faults"]:
            raise Fault("\n".join(told["faults"][:20]))
        counts: dict[str, int] = told["counts"]
        return counts

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def checking(site: Site, book: Path) -> Iterator[Checking]:
    """The checker of the site, ended at the end."""
    checker = Checking(site, book)
    try:
        yield checker
    finally:
        checker.close()


def strike(site: Site, kind: str, chance: random.Random) -> None:
    """Kill what the kind says."""
    if kind in ("server", "server and worker") and site.server is not None:
        kill(site.server)
    if kind in ("worker", "server and worker"):
        # All of them go with the server, one of them alone.
        for worker in site.workers if kind != "worker" else [chance.choice(site.workers)]:
            kill(worker)
    if site.postgresql is not None:
        if kind == "postmaster":
            site.postgresql.kill()
        elif kind == "backend":
            site.postgresql.kill_backend(chance.randrange(100))
        elif kind == "all backends ended":
            site.postgresql.terminate_backends()


def restore(site: Site, kind: str) -> None:
    """Bring PostgreSQL back where it was killed; server and worker come back by `Site.start`."""
    if site.postgresql is not None and kind in ("postmaster", "backend"):
        if kind == "postmaster":
            site.postgresql.start()
        site.postgresql.wait()


def run(database: str, kills: int, clients: int, seed: int, by_interface: bool, workers: int = 2) -> Outcome:
    """Kill so many times under load. Raises Fault with what was found wrong."""
    outcome, chance, begun = Outcome(database), random.Random(seed), time.monotonic()
    kinds = KINDS[database]
    with running_site(database) as site:
        site.worker_count = workers
        book = Book(site.folder.parent / "book")
        book.path.touch()
        load = Load(Calls(site.port, site.people() if by_interface else {}), book, clients, 60, seed)
        with checking(site, book.path) as checker:
            site.start()
            load.begin()
            for number in range(kills):
                load.go()
                time.sleep(0.15 + chance.random() * _LONGEST)
                kind = _kind(kinds, number, chance)
                strike(site, kind, chance)
                outcome.kills[kind] += 1
                load.hold()
                restore(site, kind)
                checker.ask("check")
                site.start()
            load.end()
            site.stop()
            drained = checker.ask("drain")
            outcome.counts = checker.ask("final") | drained
        outcome.load, outcome.seconds = load.counts, time.monotonic() - begun
        _nothing_failed(site)
    return outcome


def _kind(kinds: Mapping[str, int], number: int, chance: random.Random) -> str:
    """What is killed next: the rare kinds come first, so that a short run has them too."""
    if number < len(kinds):
        return list(kinds)[-1 - number]
    return chance.choices(list(kinds), list(kinds.values()))[0]


def _nothing_failed(site: Site) -> None:
    for log in ("server.log", "worker.log"):
        said = site.said(log)
        if "AssertionError" in said or "IntegrityError" in said:
            raise Fault(f"{log}:\n{said[-3000:]}")


def table(outcome: Outcome) -> str:
    """The counts of a run, a line each."""
    lines = [f"{outcome.database}: {sum(outcome.kills.values())} kills in {outcome.seconds:.0f} s"]
    for counts in (outcome.kills, outcome.load, outcome.counts):
        lines += [f"  {name:28}{count:9,}" for name, count in sorted(counts.items())]
    return "\n".join(lines)


def _asked(database: str, given: argparse.Namespace) -> Outcome:
    return run(database, given.kills, given.clients, given.seed, given.by == "interface", given.workers)


def main() -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--clients", type=int, default=6)
    parser.add_argument("--by", choices=("door", "interface"), default="door")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    # Ended from outside it must still end what it has started.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    for database in ("sqlite", "postgresql") if options.database == "both" else (options.database,):
        print(f"{database}: seed {options.seed}", flush=True)
        try:
            print(table(_asked(database, options)), flush=True)
        except Fault as fault:
            print(f"{database}: {fault}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
