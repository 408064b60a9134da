"""A zip package given back with some parts changed: every other part is copied as it lies there, packed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xunzheng.formats.refusals import Unreadable

MOST_BYTES = 160 * 1024 * 1024
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DESCRIPTOR, _UTF8 = 0x0008, 0x0800
_FIXED_DATE, _FIXED_TIME = (1 << 5) | 1, 0  # 1980-01-01: what is put in bears no date of its own
_LARGEST = 0xFFFFFFFE
_TORN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class _Entry(NamedTuple):
    name: bytes
    flags: int
    method: int
    time: int
    date: int
    crc: int
    size: int
    external: int
    packed: bytes


class Parts:
    """The parts of a package by their names; names have no case, and folders may be parted by backslashes."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open the package. Raises `Unreadable` for what is no package or torn."""
        self._content, self._name = content, name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _TORN as fault:
            raise self._torn() from fault
        self._entries = {part_name(entry.filename): entry for entry in self._zip.infolist()}
        self._left = MOST_BYTES

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._entries

    def names(self) -> list[str]:
        """The names of all parts, in small letters."""
        return list(self._entries)

    def read(self, part: str) -> bytes:
        """The unpacked bytes of a part. Raises `Unreadable` where it is torn or too large."""
        entry = self._entries[part.lower()]
        if entry.file_size > self._left:
            found = f"解开后超过 {MOST_BYTES // 1024 // 1024} MB"
            raise Unreadable(self._name, found, "一份报告", "压缩其中的图片或拆分后再试", part)
        self._left -= entry.file_size
        try:
            return self._zip.read(entry)
        except _TORN as fault:
            raise self._torn(part) from fault

    def replaced(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with these parts changed in their places, and those that are new put behind.

        What is not named is copied packed, byte for byte, whatever it is: a macro, a picture, a signature.
        """
        wanted = {name.lower(): content for name, content in changed.items()}
        entries = [
            _put_in(entry, wanted.pop(part)) if (part := part_name(entry.filename)) in wanted else copied
            for entry, copied in self._copied()
        ]
        new = {name: content for name, content in changed.items() if name.lower() in wanted}
        entries += [_put_in(zipfile.ZipInfo(name), content) for name, content in new.items()]
        return _written(entries)

    def _copied(self) -> Iterator[tuple[zipfile.ZipInfo, _Entry]]:
        for entry in self._zip.infolist():
            if max(entry.file_size, entry.compress_size, entry.header_offset) > _LARGEST:
                raise Unreadable(
                    self._name, "压缩包里有超过 4 GB 的部分", "一份报告", "删去后另存", entry.filename
                )
            yield entry, self._copy(entry)

    def _copy(self, entry: zipfile.ZipInfo) -> _Entry:
        at = entry.header_offset
        header = self._content[at : at + _LOCAL.size]
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise self._torn(entry.filename)
        *_, name_length, extra_length = _LOCAL.unpack(header)
        start = at + _LOCAL.size + name_length + extra_length
        packed = self._content[start : start + entry.compress_size]
        if len(packed) < entry.compress_size:
            raise self._torn(entry.filename)
        time, date = _stamp(entry)
        flags = entry.flag_bits & ~_DESCRIPTOR
        name = entry.orig_filename.encode("utf-8" if flags & _UTF8 else "cp437")
        method, crc, external = entry.compress_type, entry.CRC, entry.external_attr
        return _Entry(name, flags, method, time, date, crc, entry.file_size, external, packed)

    def _torn(self, part: str = "") -> Unreadable:
        return Unreadable(
            self._name,
            "压缩包不完整或已损坏",
            "完整的文件",
            "用 Word、Excel 或 WPS 另存，再试一次",
            part,
        )


def part_name(filename: str) -> str:
    """The name of a part as it is asked for: in small letters, folders parted by slashes."""
    return filename.replace("\\", "/").lstrip("/").lower()


def _stamp(entry: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = entry.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _put_in(entry: zipfile.ZipInfo, content: bytes) -> _Entry:
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = squeezer.compress(content) + squeezer.flush()
    name = entry.orig_filename
    flags = 0 if name.isascii() else _UTF8
    return _Entry(
        name.encode(),
        flags,
        zipfile.ZIP_DEFLATED,
        _FIXED_TIME,
        _FIXED_DATE,
        zlib.crc32(content),
        len(content),
        entry.external_attr,
        packed,
    )


def _written(entries: list[_Entry]) -> bytes:
    pieces: list[bytes] = []
    listing: list[bytes] = []
    at = 0
    for each in entries:
        common = (each.flags, each.method, each.time, each.date, each.crc, len(each.packed), each.size)
        local = _LOCAL.pack(b"PK\x03\x04", 20, *common, len(each.name), 0) + each.name
        listing.append(
            _CENTRAL.pack(b"PK\x01\x02", 20, 20, *common, len(each.name), 0, 0, 0, 0, each.external, at)
            + each.name
        )
        pieces += [local, each.packed]
        at += len(local) + len(each.packed)
    size = sum(map(len, listing))
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), size, at, 0)
    return b"".join([*pieces, *listing, end])
