"""A batch that lives in a folder, worked on by a process of its own: begun, watched, stopped and resumed by
others.

The folder holds `files/` (the reports), the journal, a row for each finished file without its findings, and
the state. `python -m xunzheng.batch.folder FOLDER` works on it until all is done or it is told to stop.
"""

from __future__ import annotations

import contextlib
import enum
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import xunzheng
from xunzheng.batch.journal import is_held, read_entries, read_records
from xunzheng.batch.record import Record
from xunzheng.batch.record_json import Malformed, from_line, to_line
from xunzheng.batch.refusal import BatchRefused
from xunzheng.batch.results import replacing
from xunzheng.batch.run import Batch
from xunzheng.batch.settings import BatchSettings, settings_from_json
from xunzheng.batch.sources import Source, find_sources
from xunzheng.batch.tally import bare

DELETED = ".deleted-"  # how the name of a folder begins that is being removed
_TURN_SECONDS = 0.5
_PATIENCE = 1.0
_ROOT = str(Path(xunzheng.__file__).parent.parent)


class Stage(enum.StrEnum):
    """Where a batch stands. STOPPED was stopped or lost its process, and can be resumed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is: files in all and finished, errors and unreadable files so far, files passed over.

    `sentence` says why it failed. `begun` and `seconds` tell how many files were done in this run, in what
    time.
    """

    stage: Stage
    total: int = 0
    finished: int = 0
    errors: int = 0
    unreadable: int = 0
    passed_over: Mapping[str, int] = field(default_factory=dict)
    sentence: str = ""
    begun: int = 0
    seconds: float = 0.0

    @property
    def is_at_work(self) -> bool:
        """Whether it is being worked on, or will be in its turn."""
        return self.stage in (Stage.WAITING, Stage.RUNNING)

    @property
    def seconds_left(self) -> int | None:
        """How many seconds it will still take at the speed so far, None where that is not known yet."""
        fresh = self.finished - self.begun
        return round(self.seconds / fresh * (self.total - self.finished)) if fresh > 0 else None


class BatchFolder:
    """The folder of one batch. `line` is a file that batches take turns by, one for all on a machine."""

    def __init__(self, path: Path, line: Path) -> None:
        self.path = path
        self.line = line

    @property
    def files(self) -> Path:
        """Where the reports lie."""
        return self.path / "files"

    @property
    def journal(self) -> Path:
        """The journal."""
        return self.path / "journal"

    def prepare(self, settings: BatchSettings, jobs: int | None) -> None:
        """Lay down what the batch is worked on with."""
        self.files.mkdir(parents=True, exist_ok=True)
        _put(self.path / "batch.json", {"settings": settings.to_json(), "jobs": jobs, "line": str(self.line)})

    def start(self) -> None:
        """Begin or resume in a process of its own, which ends with this one; nothing where it is at work."""
        if is_held(self.path / "lock"):
            return
        (self.path / "stop").unlink(missing_ok=True)
        _put(self.path / "state.json", _state(Progress(Stage.WAITING, **self._counts())))
        paths = [_ROOT, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "xunzheng.batch.folder", str(self.path), str(os.getpid())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            start_new_session=True,
        )
        # Waited for, so that it leaves no dead process behind.
        threading.Thread(target=process.wait, name="batch", daemon=True).start()

    def stop(self) -> None:
        """Ask the process to stop; the files under way are not recorded."""
        (self.path / "stop").touch()

    def delete(self) -> None:
        """Remove the folder with all that is in it; a process that works on it ends."""
        (self.path / "batch.json").unlink(missing_ok=True)
        gone = self.path.with_name(f"{DELETED}{self.path.name}")
        with contextlib.suppress(OSError):
            self.path.rename(gone)  # from now on nothing can be put into it
        shutil.rmtree(gone if gone.exists() else self.path, ignore_errors=True)

    def progress(self, now: float | None = None) -> Progress:
        """How far it is. A batch whose process is gone before it was done is stopped."""
        path, held = self.path / "state.json", is_held(self.path / "lock")
        try:
            values = json.loads(path.read_text("utf-8"))
            age = (now if now is not None else time.time()) - path.stat().st_mtime
        except (OSError, ValueError):
            return Progress(Stage.STOPPED)
        progress = Progress(**{**values, "stage": Stage(values["stage"])})
        starting = progress.stage is Stage.WAITING and age < 10
        if progress.is_at_work and not starting and not held:
            return Progress(**{**asdict(progress), "stage": Stage.STOPPED})
        return progress

    def rows(self) -> list[Record]:
        """The finished files by path, without their findings."""
        rows: dict[str, Record] = {}
        with contextlib.suppress(FileNotFoundError), (self.path / "rows.jsonl").open("rb") as opened:
            for line in opened:
                with contextlib.suppress(Malformed):
                    row = from_line(line)
                    rows[row.path] = row
        return [rows[path] for path in sorted(rows)]

    def paths(self) -> list[str]:
        """All files of the batch by path; none before its turn has come."""
        try:
            found: list[str] = json.loads((self.path / "paths.json").read_text("utf-8"))
        except (OSError, ValueError):
            return []
        return found

    def records(self) -> Iterator[Record]:
        """The records of all finished files by path, one at a time."""
        entries = read_entries(self.journal)
        return (
            read_records(self.journal, entries, sorted(entries.keys() & set(self.paths())))
            if entries
            else iter(())
        )

    def source(self, path: str) -> Source | None:
        """The file of that path, None where there is none."""
        values = self._batch()
        if values is None:
            return None
        limits = settings_from_json(values["settings"]).limits
        found = find_sources([self.files], limits, base=self.files).files
        return next((source for source in found if source.path == path), None)

    def settings(self) -> BatchSettings:
        """What the batch is audited with."""
        values = self._batch()
        return BatchSettings() if values is None else settings_from_json(values["settings"])

    def work(self, parent: int) -> Progress:
        """Audit what is not finished, here and now; stop when asked to, or when the parent is gone."""
        values = self._batch()
        if values is None:
            return Progress(Stage.STOPPED)
        with _held(self.path / "lock", _PATIENCE) as is_ours:
            if not is_ours:
                return self.progress()
            try:
                done = self._in_turn(values, lambda: self._should_stop(parent))
            except BatchRefused as refusal:
                done = Progress(Stage.FAILED, sentence=str(refusal), **self._counts())
            except Exception as fault:
                sentence = f"核对时程序出错：{type(fault).__name__}。请告诉管理员。"
                self._say(Progress(Stage.FAILED, sentence=sentence, **self._counts()))
                raise
            self._say(done)
        return done

    def _in_turn(self, values: Mapping[str, Any], should_stop: Callable[[], bool]) -> Progress:
        while True:
            with _held(Path(values["line"])) as is_ours:
                if is_ours:
                    return self._work(values, should_stop)
            if should_stop():
                return Progress(Stage.STOPPED, **self._counts())
            time.sleep(_TURN_SECONDS)

    def _work(self, values: Mapping[str, Any], should_stop: Callable[[], bool]) -> Progress:
        settings = settings_from_json(values["settings"])
        with Batch([self.files], self.journal, settings, base=self.files) as batch:
            counting = _Counting(self, batch)
            for record in batch.run(values["jobs"], should_stop):
                counting.add(record)
            is_done = counting.finished >= batch.total
            return counting.progress(Stage.DONE if is_done else Stage.STOPPED)

    def _should_stop(self, parent: int) -> bool:
        gone = bool(parent) and hasattr(os, "getppid") and os.getppid() != parent
        return gone or (self.path / "stop").exists() or not (self.path / "batch.json").exists()

    def _say(self, progress: Progress) -> None:
        with contextlib.suppress(BatchRefused, FileNotFoundError):
            _put(self.path / "state.json", _state(progress))

    def _batch(self) -> Mapping[str, Any] | None:
        try:
            values: Mapping[str, Any] = json.loads((self.path / "batch.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return values

    def _counts(self) -> dict[str, Any]:
        rows = self.rows()
        return {
            "total": max(len(self.paths()), len(rows)),
            "finished": len(rows),
            "errors": sum(row.errors for row in rows),
            "unreadable": sum(not row.is_audited for row in rows),
        }


class _Counting:
    """Keeps the rows and the state of a folder up with its batch."""

    def __init__(self, folder: BatchFolder, batch: Batch) -> None:
        self._folder, self._batch = folder, batch
        self.finished = self.errors = self.unreadable = 0
        self._begun_at = self._said_at = time.monotonic()
        waiting = {source.path for source in batch.waiting}
        with replacing(folder.path / "rows.jsonl") as written, written.open("wb") as opened:
            for record in batch.records():
                if record.path in waiting:
                    continue
                self._count(record)
                opened.write(to_line(bare(record)))
        self._begun = self.finished = batch.finished
        _put(folder.path / "paths.json", [source.path for source in batch.sources])
        folder._say(self.progress(Stage.RUNNING))

    def add(self, record: Record) -> None:
        """One more file is finished."""
        self.finished += 1
        self._count(record)
        with (self._folder.path / "rows.jsonl").open("ab") as opened:
            opened.write(to_line(bare(record)))
        if time.monotonic() - self._said_at > _TURN_SECONDS:
            self._said_at = time.monotonic()
            self._folder._say(self.progress(Stage.RUNNING))

    def progress(self, stage: Stage) -> Progress:
        """How far it is."""
        return Progress(
            stage,
            self._batch.total,
            self.finished,
            self.errors,
            self.unreadable,
            dict(self._batch.passed_over),
            begun=self._begun,
            seconds=time.monotonic() - self._begun_at,
        )

    def _count(self, record: Record) -> None:
        self.errors += record.errors
        self.unreadable += not record.is_audited


@contextlib.contextmanager
def _held(path: Path, patience: float = 0.0) -> Iterator[bool]:
    """Hold the file for this process alone; False where another has it, after so many seconds still.

    Who asks whether it is held has it for a moment.
    """
    try:
        import fcntl
    except ImportError:  # a system without such locks
        yield True
        return
    until = time.monotonic() + patience
    with path.open("ab") as opened:
        while True:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() < until:
                    time.sleep(0.01)
                    continue
                is_ours = False
            else:
                is_ours = True
            break
        yield is_ours


def _state(progress: Progress) -> dict[str, Any]:
    return {**asdict(progress), "stage": progress.stage.value}


def _put(path: Path, values: object) -> None:
    """Write a small file, whole or not at all."""
    with replacing(path) as written:
        written.write_text(json.dumps(values, ensure_ascii=False), "utf-8", errors="replace")


def main() -> int:
    """Work on the folder of the command line; 0 when all is done, 1 when not."""
    path = Path(sys.argv[1])
    try:
        line = Path(json.loads((path / "batch.json").read_text("utf-8"))["line"])
    except (OSError, ValueError, KeyError):
        return 1
    parent = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    return int(BatchFolder(path, line).work(parent).stage is not Stage.DONE)


if __name__ == "__main__":
    sys.exit(main())
