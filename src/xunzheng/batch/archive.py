"""Zip archives of reports: listed and read within limits, never unpacked onto the disk."""

from __future__ import annotations

import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from xunzheng.batch.limits import MEGABYTE, Limits

_UTF8 = 0x800
_LOCKED = 0x1
_TAIL = (
    22 + 65535 + 20 + 56
)  # the end record with the longest comment, and the two records of zip64 before it
_PARTS = (b"[Content_Types].xml", b"_rels/", b"word/", b"xl/", b"docProps/", b"mimetype")
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    NotImplementedError,
    EOFError,
    OverflowError,
    RuntimeError,
    KeyError,
)


class ArchiveRefused(Exception):
    """An archive or a member that cannot be used; the message says what was found and what to do."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: its number among the entries, its path in it, its unpacked size.

    `trouble` says why it cannot be read, empty where it can.
    """

    number: int
    path: str
    size: int
    trouble: str = ""


def looks_like_archive(path: str) -> bool:
    """Whether the file is a zip of other files, not a report that is packed as one (docx, xlsx, odt)."""
    if not path.lower().endswith(".zip"):
        return False
    try:
        with open(path, "rb") as opened:
            head = opened.read(200)
        return not (head.startswith(b"PK\x03\x04") and head[30:].startswith(_PARTS) and _is_package(path))
    except OSError:
        return True


def _is_package(path: str) -> bool:
    """Whether it lists a package's own parts. A folder of reports may be called word, too.

    One that is torn is called a package, so that its reader says what is wrong with it.
    """
    try:
        with _opened(path, Limits()) as package:
            return not {"[Content_Types].xml", "mimetype"}.isdisjoint(package.namelist())
    except ArchiveRefused:
        return True


def list_members(path: str, limits: Limits) -> tuple[Member, ...]:
    """The files in the archive in the order of its directory. Raises `ArchiveRefused`."""
    with _opened(path, limits) as package:
        entries = package.infolist()
        files = [(number, entry) for number, entry in enumerate(entries) if not entry.is_dir()]
        if len(files) > limits.members:
            raise ArchiveRefused(f"压缩包里超过 {limits.members} 个文件。请分成几个压缩包。")
        if sum(entry.file_size for _, entry in files) > limits.unpacked:
            most = limits.unpacked // MEGABYTE
            raise ArchiveRefused(f"压缩包解开后超过 {most} MB。请分成几个压缩包。")
        return tuple(
            Member(number, member_path(entry), entry.file_size, _trouble(entry, limits))
            for number, entry in files
        )


def _trouble(entry: zipfile.ZipInfo, limits: Limits) -> str:
    name = member_path(entry).rpartition("/")[2]
    if entry.flag_bits & _LOCKED:
        return f"读不了 {name}：压缩包加了密码。请解开后再核对。"
    if entry.file_size > limits.file:
        most = limits.file // MEGABYTE
        return f"{name} 超过 {most} MB，这里需要的是不超过 {most} MB 的文件。请拆分后分别核对。"
    if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        return f"读不了 {name}：压缩比超过 {limits.ratio}，像是压缩炸弹。请核对压缩包的来源。"
    return ""


def member_path(entry: zipfile.ZipInfo) -> str:
    """The member's path as text. Chinese Windows writes names in GB18030 and does not say so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = (part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in "/".join(parts))


class Archives:
    """Keeps the archive open that was read last: its directory is parsed once, not for each member."""

    def __init__(self) -> None:
        self._path = ""
        self._package: zipfile.ZipFile | None = None

    def read(self, path: str, number: int, limits: Limits) -> bytes:
        """The bytes of the member, at most one more than the limit. Raises `ArchiveRefused`, `OSError`."""
        if self._package is None or self._path != path:
            self.close()
            self._package, self._path = _opened(path, limits), path
        entries = self._package.infolist()
        if number >= len(entries):
            raise ArchiveRefused("压缩包在核对期间变了。请再核对一次。")
        try:
            with self._package.open(entries[number]) as opened:
                return opened.read(limits.file + 1)
        except _FAULTS as fault:
            raise ArchiveRefused(
                "压缩包里的这个文件损坏，或用了不认识的压缩方法。请解开后再核对。"
            ) from fault

    def close(self) -> None:
        """Close what is open."""
        if self._package is not None:
            self._package.close()
        self._package = None


def _opened(path: str, limits: Limits) -> zipfile.ZipFile:
    try:
        if _directory_size(path) > limits.directory:
            raise ArchiveRefused(f"压缩包的目录超过 {limits.directory // MEGABYTE} MB。请分成几个压缩包。")
        return zipfile.ZipFile(path)
    except OSError:
        raise
    except _FAULTS as fault:
        raise ArchiveRefused("压缩包不完整，找不到目录。请重新下载或重新压缩。") from fault


def _directory_size(path: str) -> int:
    """How many bytes the directory has: known before it is parsed, which costs a multiple in memory."""
    with Path(path).open("rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        opened.seek(max(size - _TAIL, 0))
        tail = opened.read(_TAIL)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise zipfile.BadZipFile(path)
    before = tail.rfind(_END_64, 0, at)
    long = int.from_bytes(tail[before + 40 : before + 48], "little") if before >= 0 else 0
    short = int.from_bytes(tail[at + 12 : at + 16], "little")
    return max(short if short != 0xFFFFFFFF else 0, long)
