"""The work list and the case page under 8 clients, among ten thousand, a hundred thousand and more cases.

    bin/bench work_list [CASES …] [--clients N] [--seconds S] [--only DATABASE]

The site is served as it is deployed (`python -m xunzheng.site`), in a process of its own, and asked by so
many clients, each of which keeps its connection and asks again as soon as it has the answer: harder than 8
people can. Told are the median and the 95th percentile of the answers' times, pages per second, and bytes.
Client and server share the machine: what the client uses of the processor is told too, and what a page
costs within the process, without the network.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from _crew import Place, prepare
from _databases import TOLD, new_database, postgresql

SIZES = (10_000, 100_000)
GOAL_MILLISECONDS, GOAL_RATIO = 50.0, 1.3
ROUNDS = 3


@dataclass(slots=True)
class Load:
    """What the clients saw: milliseconds of each answer, the bytes of one, and what they used themselves."""

    times: list[float] = field(default_factory=list)
    bytes: int = 0
    seconds: float = 0.0
    processor: float = 0.0

    def percentile(self, share: int) -> float:
        """The time within which that many of a hundred were answered."""
        return statistics.quantiles(self.times, n=100)[share - 1]


@contextmanager
def served(place: Place) -> Iterator[int]:
    """The port of the site, served for the place until the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "xunzheng.site", "--port", "0"],
        env={**os.environ, **place.environment()}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield int(process.stdout.readline().split("127.0.0.1:")[1].split("/")[0])
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def ask(port: int, cookie: str, addresses: Sequence[str], clients: int, seconds: float) -> Load:
    """Let the clients ask for so long, each beginning with another address."""
    load, lock = Load(), threading.Lock()

    def run(place: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        own: list[float] = []
        while time.perf_counter() < until:
            address = addresses[(place + len(own) * clients) % len(addresses)]
            begun = time.perf_counter()
            line.request("GET", address, headers={"Cookie": cookie})
            answer = line.getresponse()
            body = answer.read()
            own.append((time.perf_counter() - begun) * 1e3)
            assert answer.status == 200, (address, answer.status)
        line.close()
        with lock:
            load.times += own
            load.bytes = len(body)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    used, begun = time.process_time(), time.perf_counter()
    until = begun + seconds
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds, load.processor = time.perf_counter() - begun, time.process_time() - used
    return load


def run(place: Place, clients: int, seconds: float) -> dict[str, list[Load]]:
    """The loads of each page in each round, the pages in turn."""
    told = json.loads((place.folder / "told.json").read_text("utf-8"))
    found: dict[str, list[Load]] = {page: [] for page in told["pages"]}
    with served(place) as port:
        for addresses in told["pages"].values():
            ask(port, told["cookie"], addresses, clients, 1.0)
        for _ in range(ROUNDS):
            for page, addresses in told["pages"].items():
                found[page].append(ask(port, told["cookie"], addresses, clients, seconds))
    return found


def show(kind: str, size: int, page: str, loads: list[Load], cost: dict[str, Any]) -> float:
    """A line of the table; gives the 95th percentile."""
    middle, high = (statistics.median(load.percentile(share) for load in loads) for share in (50, 95))
    rate = statistics.median(len(load.times) / load.seconds for load in loads)
    client = statistics.median(load.processor / len(load.times) * 1e3 for load in loads)
    print(
        f"{kind:11}{size:10,} {page:10}{middle:10.1f}{high:10.1f}{rate:10.0f}{loads[-1].bytes:10,}"
        f"{client:12.2f}{cost['processor']:12.2f}{cost['wall']:10.2f}",
        flush=True,
    )
    return high


def verdicts(kind: str, highs: dict[str, list[float]]) -> None:
    """Whether the goals were reached."""
    for page, each in highs.items():
        told = f"p95 ≤ {GOAL_MILLISECONDS:.0f} ms {_word(max(each) <= GOAL_MILLISECONDS)}"
        print(f"  {kind}, {page}: {told}; {_ratio(each)}")


def _ratio(each: list[float]) -> str:
    """How far the sizes lie apart; one size alone tells nothing of that."""
    if len(each) < 2:
        return f"one size: not asked whether it is within {GOAL_RATIO} × between sizes"
    ratio = max(each) / min(each)
    return f"{ratio:.2f} × between the sizes (goal {GOAL_RATIO}) {_word(ratio <= GOAL_RATIO)}"


def _word(is_reached: bool) -> str:
    return "reached" if is_reached else "NOT reached"


def measure(kind: str, server: str, folder: Path, options: argparse.Namespace) -> None:
    """All sizes on one database."""
    highs: dict[str, list[float]] = {}
    for size in options.cases:
        name = f"pages{size}"
        url = new_database(server, name) if server else f"sqlite:///{folder}/{name}.sqlite3"
        place = Place(url, folder / f"{kind}-{size}", size)
        place.folder.mkdir()
        prepare("_pages_side", place)
        costs = json.loads((place.folder / "told.json").read_text("utf-8"))["costs"]
        for page, loads in run(place, options.clients, options.seconds).items():
            highs.setdefault(page, []).append(show(kind, size, page, loads, costs[page]))
    verdicts(kind, highs)


def main() -> None:
    """Measure both databases; three minutes with the usual sizes."""
    parser = argparse.ArgumentParser(prog="bin/bench work_list")
    parser.add_argument("cases", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=2.0)
    parser.add_argument("--only", choices=("SQLite", "PostgreSQL"), help="measure on this database alone")
    options = parser.parse_args()
    print(f"{TOLD}; {options.clients} clients, {ROUNDS} rounds of {options.seconds} s\n")
    print(
        f"{'database':11}{'cases':>10} {'page':10}{'p50, ms':>10}{'p95, ms':>10}{'per s':>10}{'bytes':>10}"
        f"{'client, ms':>12}{'processor':>12}{'wall, ms':>10}"
    )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if options.only != "PostgreSQL":
            measure("SQLite", "", folder, options)
        if options.only != "SQLite":
            measure("PostgreSQL", stack.enter_context(postgresql()), folder, options)


if __name__ == "__main__":
    main()
