"""The container of old Word files: which streams it holds, and whether the text in it is encrypted."""

from __future__ import annotations

import struct
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA
_ENTRY = 128
_MOST_SECTORS = 4_096
_ENCRYPTED = 0x0100
_HEAD = 32


@dataclass(frozen=True, slots=True)
class Container:
    """The names of the streams and, where there is a Word text, the bytes that it begins with."""

    names: frozenset[str]
    word_head: bytes = b""

    @property
    def is_word(self) -> bool:
        """Whether there is a Word text in it."""
        return "WordDocument" in self.names

    @property
    def is_encrypted(self) -> bool:
        """Whether the Word text asks for a password (the flag `fEncrypted` of its header, [MS-DOC] 2.5.2)."""
        if len(self.word_head) < 12:
            return False
        flags: int = struct.unpack_from("<H", self.word_head, 10)[0]
        return bool(flags & _ENCRYPTED)


def read_container(content: bytes) -> Container:
    """The directory of a compound file ([MS-CFB]); what cannot be followed is left out.

    Chains are followed within limits and never twice through a sector, so that a loop ends.

    Example: ``read_container(b"").names == frozenset()``.
    """
    if not content.startswith(SIGNATURE) or len(content) < 512:
        return Container(frozenset())
    shift: int = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        return Container(frozenset())
    size = 1 << shift
    table = _allocation_table(content, size)
    first: int = struct.unpack_from("<I", content, 48)[0]
    directory = b"".join(_sector(content, at, size) for at in _chain(table, first))
    names: set[str] = set()
    head = b""
    for offset in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, offset + 64)
        if kind not in (1, 2) or not 2 <= length <= 64:
            continue
        name = directory[offset : offset + length - 2].decode("utf-16-le", "replace")
        names.add(name)
        if name == "WordDocument" and not head:
            start: int = struct.unpack_from("<I", directory, offset + 116)[0]
            head = _sector(content, start, size)[:_HEAD]
    return Container(frozenset(names), head)


def _sector(content: bytes, number: int, size: int) -> bytes:
    return content[(number + 1) * size : (number + 2) * size] if number < _FREE else b""


def _allocation_table(content: bytes, size: int) -> list[int]:
    """The sector that follows each sector, as far as the first part of the master table says."""
    table: list[int] = []
    for number in struct.unpack_from("<109I", content, 76):
        if number >= _FREE or len(table) > _MOST_SECTORS * 64:
            break
        sector = _sector(content, number, size)
        table += struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])
    return table


def _chain(table: list[int], first: int) -> list[int]:
    chain: list[int] = []
    seen: set[int] = set()
    at = first
    while at < len(table) and at not in seen and len(chain) < _MOST_SECTORS:
        seen.add(at)
        chain.append(at)
        at = table[at]
    return chain
