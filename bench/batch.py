"""Auditing many 15-page Word files: speed, growth and memory, beside markitdown that converts them.

bin/bench batch [FILES …] [--jobs N]. The sizes are numbers of files, small by default; 2500 5000 10000
are those of the project's goal. The files are reports of the corpus joined to 15 pages, no two alike.
"""

from __future__ import annotations

import argparse
import io
import logging
import resource
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markitdown import MarkItDown

from _measure import growth, steps, versions
from audit_report import write_docx
from xunzheng.batch import Batch
from xunzheng.batch.results import write_sorted
from xunzheng.batch.tally import summary
from xunzheng.documents.model import Document
from xunzheng.formats import read

ROOT = Path(__file__).resolve().parent.parent
CORPUS = sorted((ROOT / "tests" / "corpus").glob("*.txt"))
CHARACTERS = 9_000  # 15 pages of 22 lines with 28 characters each, the page of GB/T 9704
SEEDS = 8
SIZES = (40, 80, 160)
CONVERTED = 12
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident megabytes of the parent and of the largest worker, once."""

    parent: float
    worker: float


def long_reports() -> Iterator[Document]:
    """Reports of 15 pages, each made of several of the corpus."""
    texts = iter(CORPUS)
    for _ in range(SEEDS):
        joined = ""
        while len(joined) < CHARACTERS:
            joined += next(texts).read_text("utf-8") + "\n"
        yield read(joined[:CHARACTERS].encode(), "report.txt")


def seed_files(folder: Path) -> list[dict[str, bytes]]:
    """The parts of the Word files that all others are made from."""
    seeds = []
    for document in long_reports():
        path = folder / "seed.docx"
        write_docx(document, path)
        with zipfile.ZipFile(path) as package:
            seeds.append({name: package.read(name) for name in package.namelist()})
    return seeds


def write_files(folder: Path, count: int, seeds: list[dict[str, bytes]]) -> None:
    """So many Word files, no two of them equal."""
    folder.mkdir()
    for number in range(count):
        held, parts = io.BytesIO(), dict(seeds[number % len(seeds)])
        body = parts["word/document.xml"]
        own = f"<w:p><w:r><w:t>本报告编号{number}。</w:t></w:r></w:p>".encode()
        parts["word/document.xml"] = body.replace(b"<w:sectPr", own + b"<w:sectPr", 1)
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        (folder / f"{number:05d}.docx").write_bytes(held.getvalue())


def resident() -> Memory:
    """What the parent and its largest worker hold now, by the kernel's account."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = [pid for task in tasks for pid in task.read_text().split()]
    return Memory(_resident("self"), max(map(_resident, children), default=0.0))


def _resident(process: str) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * resource.getpagesize() / MEGABYTE


@dataclass(frozen=True, slots=True)
class Run:
    """One batch: seconds by the clock, of the processor with all workers, for the output, and memory."""

    files: int
    wall: float
    processor: float
    output: float
    memory: tuple[Memory, ...]
    errors: int

    def quarters(self, of: str) -> tuple[float, float]:
        """The mean memory of the first and the last quarter of the run, its first tenth left out."""
        values = [getattr(memory, of) for memory in self.memory[len(self.memory) // 10 :]]
        quarter = max(len(values) // 4, 1)
        return statistics.fmean(values[:quarter]), statistics.fmean(values[-quarter:])


def processor_seconds() -> float:
    """Of this process and of its children that have ended."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def run(folder: Path, count: int, jobs: int) -> Run:
    """Audit the files of the folder and write results and summary."""
    seen: list[Memory] = []
    begun, used = time.perf_counter(), processor_seconds()
    with Batch([folder], folder.with_suffix(".journal")) as batch:
        every = max(batch.total // 200, 1)
        for number, _ in enumerate(batch.run(jobs)):
            if number % every == 0:
                seen.append(resident())
        wall, processor = time.perf_counter() - begun, processor_seconds() - used
        begun = time.perf_counter()
        write_sorted(batch.records, folder.with_suffix(".xlsx"))
        errors = summary(batch.records()).counts[0]
        return Run(count, wall, processor, time.perf_counter() - begun, tuple(seen), errors)


def convert(folder: Path) -> tuple[float, int]:
    """Seconds of the processor that markitdown takes for the first files of the folder, one after another."""
    converter = MarkItDown()
    paths = sorted(folder.glob("*.docx"))[: CONVERTED + 1]
    converter.convert(str(paths[0]))
    begun = time.process_time()
    for path in paths[1:]:
        converter.convert(str(path))
    return time.process_time() - begun, len(paths) - 1


def main() -> int:
    """Measure the sizes, then markitdown on the same files."""
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser(prog="bin/bench batch")
    parser.add_argument("files", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        runs = measured(Path(folder), options.files, options.jobs)
    sizes, seconds = [run.files for run in runs], [run.processor for run in runs]
    if len(runs) > 1:
        exponent, each = growth(sizes, seconds), steps(sizes, seconds)
        print(f"growth of processor time: exponent {exponent:.2f} (steps {each})")
    return 0


def measured(folder: Path, sizes: list[int], jobs: int) -> list[Run]:
    """Print a line for each size, and the comparison on the last one."""
    seeds = seed_files(folder)
    heads = f"{'files':>6} {'wall s':>8} {'per s':>7} {'per s and core':>15} {'output s':>9}"
    print(f"{heads}  memory: parent, worker")
    runs = []
    for count in sizes:
        files = folder / f"reports-{count}"
        write_files(files, count, seeds)
        done = run(files, count, jobs)
        runs.append(done)
        parent, worker = done.quarters("parent"), done.quarters("worker")
        rates = f"{done.wall:8.1f} {count / done.wall:7.1f} {count / done.processor:15.1f}"
        memory = f"{parent[0]:.0f} → {parent[1]:.0f} MB, {worker[0]:.0f} → {worker[1]:.0f} MB"
        print(f"{count:6} {rates} {done.output:9.1f}  {memory}", flush=True)
    seconds, converted = convert(files)
    theirs, ours = seconds / converted, runs[-1].processor / runs[-1].files
    print(f"\n{versions('markitdown')} converts {converted} of them: {1 / theirs:.1f} per s and core")
    print(f"a file (start of workers included): {ours * 1000:.1f} ms; converted: {theirs * 1000:.1f} ms")
    print(f"conversion / audit: {theirs / ours:.2f}\n")
    return runs


if __name__ == "__main__":
    sys.exit(main())
