"""The journal of a batch: one line for every finished file, only ever added to; the rest follows from it."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from xunzheng import __version__
from xunzheng.batch.limits import MEGABYTE
from xunzheng.batch.record import Record
from xunzheng.batch.record_json import from_line, is_record, to_line
from xunzheng.batch.refusal import BatchRefused
from xunzheng.formats.failures import reason_of

_MARK = "xunzheng-batch"
_LONGEST_LINE = 64 * MEGABYTE
_SYNC_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the record of a file stands in the journal, what it was made of, whether the program failed."""

    offset: int
    size: int | None
    digest: str | None
    stamp: str
    is_audited: bool
    is_fault: bool = False


class Journal:
    """A file of records that can be added to by one process at a time, and read by any.

    A line that was not finished when the process was killed is cut off when the journal is opened again. Of
    several records of one file the last counts.
    """

    def __init__(self, path: Path, stamp: str) -> None:
        """Open or begin the journal for records of the stamp. Raises `BatchRefused` where that cannot be."""
        self.path = path
        self._file = _opened(path)
        try:
            _lock(self._file, path)
            self._cut_torn_line()
            self.entries = read_entries(path)
            self._stamp = stamp
            head = {"journal": _MARK, "version": 1, "program": __version__, "stamp": stamp}
            self._add(json.dumps(head).encode() + b"\n")
        except BaseException:
            self._file.close()
            raise
        self._synced_at = time.monotonic()

    def add(self, record: Record) -> None:
        """Add the record of a finished file. Once this returns, ending this process does not lose it.

        Raises `BatchRefused` where the disk does not take it; what was added before stays.
        """
        offset = self._add(to_line(record))
        self.entries[record.path] = Entry(
            offset, record.size, record.digest, self._stamp, record.is_audited, record.is_fault
        )
        if time.monotonic() - self._synced_at > _SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """See to it that a power cut does not lose what was added either."""
        try:
            os.fsync(self._file.fileno())
        except OSError as failure:
            raise self._full(failure) from None
        self._synced_at = time.monotonic()

    def records(self, paths: Iterable[str]) -> Iterator[Record]:
        """The records of these paths, in their order, one at a time; a path without one is left out."""
        return read_records(self.path, self.entries, paths)

    def close(self) -> None:
        """Let others have it."""
        if not self._file.closed:
            try:
                self.sync()
            finally:
                self._file.close()

    def _add(self, line: bytes) -> int:
        offset = self._file.seek(0, os.SEEK_END)
        left = memoryview(line)
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as failure:
            with contextlib.suppress(OSError):
                self._file.truncate(offset)
            raise self._full(failure) from None
        return offset

    def _full(self, failure: OSError) -> BatchRefused:
        reason = reason_of(failure)
        return BatchRefused(f"写不了 {self.path}：{reason}。腾出空间后再运行同一条命令，就从这里接着核对。")

    def _cut_torn_line(self) -> None:
        end = self._file.seek(0, os.SEEK_END)
        whole = end
        while whole > 0:
            start = max(whole - 65536, 0)
            self._file.seek(start)
            at = self._file.read(whole - start).rfind(b"\n")
            if at >= 0:
                whole = start + at + 1
                break
            whole = start
        if whole < end:
            self._file.truncate(whole)


def read_entries(path: Path) -> dict[str, Entry]:
    """The entries of a journal that another process may be adding to; none where there is no such file."""
    try:
        with path.open("rb") as opened:
            return dict(_scan(opened, path))
    except FileNotFoundError:
        return {}


def read_records(path: Path, entries: Mapping[str, Entry], paths: Iterable[str]) -> Iterator[Record]:
    """The records of these paths by the entries of the journal, in the order given, one at a time."""
    with path.open("rb") as opened:
        for name in paths:
            entry = entries.get(name)
            if entry is not None:
                opened.seek(entry.offset)
                yield from_line(opened.readline(_LONGEST_LINE))


def is_held(path: Path) -> bool:
    """Whether a process holds the file, e.g. is adding to the journal, now."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        with path.open("rb") as opened:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _scan(opened: BinaryIO, path: Path) -> Iterator[tuple[str, Entry]]:
    """The finished lines; what is no record is passed over, so its file is audited again."""
    opened.seek(0)
    offset, stamp = 0, None
    while line := opened.readline(_LONGEST_LINE):
        here, offset = offset, offset + len(line)
        values = _values(line)
        if values.get("journal") == _MARK:
            stamp = str(values.get("stamp"))
        elif stamp is None:
            raise BatchRefused(f"{path} 不是批量核对的日志，没有动它。请换一个输出文件名，或把它移走。")
        elif line.endswith(b"\n") and is_record(values):
            is_audited, is_fault = values["state"] == "audited", values.get("fault") is True
            yield (
                values["path"],
                Entry(here, values.get("size"), values.get("digest"), stamp, is_audited, is_fault),
            )


def _values(line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _opened(path: Path) -> BinaryIO:
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        # Unbuffered: what a full disk did not take is not to be written once more on closing.
        return os.fdopen(handle, "r+b", buffering=0)
    except OSError as failure:
        raise BatchRefused(f"写不了 {path}：{reason_of(failure)}。请检查路径和权限。") from None


def _lock(opened: BinaryIO, path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # a system without such locks: one has to see to it oneself
        return
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise BatchRefused(f"另一个核对正在往 {path} 里写。请等它结束，或换一个输出文件名。") from None
