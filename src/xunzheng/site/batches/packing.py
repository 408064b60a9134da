"""A zip archive that is sent while it is made: nothing of it lies on the disk, and little in memory."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_CHUNK = 256 * 1024
_PACKED = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".pdf", ".parquet"})


class _Sent(io.RawIOBase):
    """Takes what the archive writes, until it is sent."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        taken = bytes(content)  # type: ignore[call-overload]  # any buffer, which has no type in 3.11
        self._held += taken
        return len(taken)

    def take(self) -> bytes:
        taken = bytes(self._held)
        self._held.clear()
        return taken


def zipped(files: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    """The archive of the files under their names, piece by piece. A file that is gone meanwhile is left out.

    What is packed already is not packed again.

    Example: ``b"".join(zipped([("a.txt", Path("a.txt"))]))[:2] == b"PK"``.
    """
    sent = _Sent()
    with zipfile.ZipFile(sent, "w") as package:
        for name, path in files:
            try:
                opened = path.open("rb")
            except FileNotFoundError:
                continue
            with opened, package.open(_entry(name, path), "w") as entry:
                while chunk := opened.read(_CHUNK):
                    entry.write(chunk)
                    if held := sent.take():
                        yield held
            yield sent.take()
    yield sent.take()


def _entry(name: str, path: Path) -> zipfile.ZipInfo:
    status = path.stat()
    entry = zipfile.ZipInfo(name, time.localtime(max(status.st_mtime, 315_619_200))[:6])
    entry.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
    entry.file_size = status.st_size  # tells whether the archive needs the records for large files
    return entry
