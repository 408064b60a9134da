"""A batch: its files, its journal, and the one thing that is done with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from xunzheng.batch.archive import Archives
from xunzheng.batch.crew import work
from xunzheng.batch.journal import Entry, Journal
from xunzheng.batch.record import Record
from xunzheng.batch.settings import BatchSettings
from xunzheng.batch.sources import Source, digest_of, find_sources


def audit_files(
    paths: Sequence[str | Path],
    *,
    jobs: int | None = None,
    settings: BatchSettings | None = None,
) -> Iterator[Record]:
    """Audit the files, folders and archives in several processes; yield each file's record when it is done.

    The records come in the order in which files are finished; `write_results` and `summary` put them in that
    of their paths. A file that cannot be read has a record too. `jobs` is the number of processes, that of
    the processors if None. Nothing is written; for a run that can be resumed use `Batch`. Raises
    `BatchRefused` for a path that does not exist, and what `rules_from` raises.

    Example: ``[record.path for record in audit_files(["reports"]) if record.errors]``.
    """
    settings = settings or BatchSettings()
    settings.rules()
    sources = find_sources(paths, settings.limits)
    return work(sources.files, jobs or processors(), settings)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Batch(AbstractContextManager["Batch"]):
    """A batch that can be resumed: what the journal already has is not audited again.

    A file counts as finished when the journal has a record of the same path, size and digest under the same
    stamp (program, rule packs, choices), and what was to be given back of it is there; one that the program
    failed on does not. `finished` is how many
    there were at the start, `done` how many there are now, `total` how many files there are, `waiting` those
    to be done, `passed_over` how many others were left out, by ending.

    Example: ``with Batch(["reports"], Path(".journal")) as batch: done = list(batch.run(jobs=4))``.
    """

    def __init__(
        self,
        paths: Sequence[str | Path],
        journal: Path,
        settings: BatchSettings | None = None,
        *,
        afresh: bool = False,
        leave_out: Sequence[Path] = (),
        base: Path | None = None,
    ) -> None:
        """Find the files and open the journal. Raises `BatchRefused` and what `rules_from` raises.

        With `afresh` every file is audited again. `leave_out` are files that are no reports; below
        `base`, paths are told from there.
        """
        self.settings = settings or BatchSettings()
        self.settings.rules()
        found = find_sources(paths, self.settings.limits, [*leave_out, *self._own_folders()], base)
        self.sources, self.passed_over = found.files, found.passed_over
        stamp = self.settings.stamp()
        self.journal = Journal(journal, stamp)
        self.waiting = self.sources if afresh else tuple(self._unfinished(stamp))
        self.total = len(self.sources)
        self.finished = self.done = self.total - len(self.waiting)

    def _own_folders(self) -> list[Path]:
        return [self.settings.given] if self.settings.given is not None else []

    def run(
        self, jobs: int | None = None, should_stop: Callable[[], bool] = lambda: False
    ) -> Iterator[Record]:
        """Audit what is not finished yet; yield each record once it stands in the journal.

        Where the caller stops, or `should_stop` says so, the files under way are lost and nothing else.
        """
        for record in work(self.waiting, jobs or processors(), self.settings, should_stop):
            self.journal.add(record)
            self.done += 1
            yield record

    def records(self) -> Iterator[Record]:
        """The records of all finished files of this batch in the order of their paths, one at a time."""
        return self.journal.records(source.path for source in self.sources)

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.journal.close()

    def _unfinished(self, stamp: str) -> Iterator[Source]:
        archives = Archives()
        try:
            for source in self.sources:
                entry = self.journal.entries.get(source.path)
                if entry is None or not self._is_current(source, entry, stamp, archives):
                    yield source
        finally:
            archives.close()

    def _is_current(self, source: Source, entry: Entry, stamp: str, archives: Archives) -> bool:
        if entry.stamp != stamp or entry.size != source.size or entry.digest is None or entry.is_fault:
            return False
        if self.settings.given is not None and entry.is_audited:
            from xunzheng.batch.given import paper_place

            if not paper_place(self.settings.given, source.path).exists():
                return False
        return digest_of(source, self.settings.limits, archives) == entry.digest
