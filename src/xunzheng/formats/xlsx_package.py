"""The package of an xlsx file: its parts, within limits, as XML that can pull nothing in."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from xunzheng.formats.refusals import Unreadable

MOST_BYTES = 160 * 1024 * 1024
MOST_PARTS = 20_000
MOST_TAGS = 2_000_000
LIMIT = 50 * 1024 * 1024

_EXPECTED = "完整的 Excel 工作簿（xlsx/xlsm）"
_REPAIR = "用 Excel 或 WPS 打开后另存为 xlsx，再试一次"
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T\0Y\0P\0E|E\0N\0T\0I\0T\0Y)")


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one part to another: its kind (the last word of its type) and the part's name."""

    kind: str
    target: str


class Package:
    """The parts of a zip package, unpacked one by one, at most `most_bytes` in all.

    Nothing outside the file is ever looked at: external links are left alone. Raises `Unreadable` for what
    is no package, torn, locked by a password, or too large when unpacked.
    """

    def __init__(self, content: bytes, name: str, most_bytes: int = MOST_BYTES) -> None:
        self.name = name
        self._left = most_bytes
        self._most = most_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError) as fault:
            raise self.torn() from fault
        if len(self._zip.infolist()) > MOST_PARTS:
            raise Unreadable(name, f"压缩包里有 {MOST_PARTS} 个以上的文件", _EXPECTED, _REPAIR)
        self._names = {item.filename.lower().lstrip("/"): item for item in self._zip.infolist()}

    def torn(self, where: str = "") -> Unreadable:
        """The refusal of a damaged file."""
        return Unreadable(self.name, "文件不完整或已损坏", _EXPECTED, _REPAIR, where)

    def has(self, part: str) -> bool:
        """Whether there is a part of that name."""
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part; empty where there is none."""
        item = self._names.get(part.lower())
        if item is None:
            return b""
        if item.flag_bits & 0x1:
            found = "文件加了密码"
            raise Unreadable(self.name, found, "没有密码的工作簿", "用密码打开，去掉密码后另存，再试一次")
        try:
            with self._zip.open(item) as stream:
                content = stream.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as fault:
            raise self.torn(part) from fault
        self._left -= len(content)
        if self._left < 0:
            found = f"解压后超过 {self._most // 1024 // 1024} MB"
            raise Unreadable(self.name, found, _EXPECTED, "删去多余的工作表和格式后另存，再试一次")
        if _DOCTYPE.search(content):
            found = "其中的 XML 带有文档类型或实体定义，正常的工作簿没有这些"
            raise Unreadable(self.name, found, _EXPECTED, _REPAIR, part)
        return content

    def tree(self, part: str) -> etree._Element | None:
        """The root element of a part; None where there is no such part."""
        content = self.read(part)
        if not content:
            return None
        if content.count(b"<") > MOST_TAGS:
            found = f"其中一部分有超过 {MOST_TAGS // 10_000} 万个 XML 标记"
            raise Unreadable(self.name, found, _EXPECTED, "删去多余的格式和批注后另存，再试一次", part)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as fault:
            raise self.torn(part) from fault

    def events(self, part: str, names: tuple[str, ...]) -> Iterator[tuple[str, etree._Element]]:
        """The elements of those names of a part, at their start and end, as they come."""
        content = self.read(part)
        if not content:
            return
        tags = [f"{{*}}{name}" for name in names]
        walk = etree.iterparse(
            io.BytesIO(content),
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            yield from walk
        except etree.XMLSyntaxError as fault:
            raise self.torn(part) from fault

    def relations(self, part: str) -> dict[str, Relation]:
        """The links of a part to others in this package, by their ids; external ones are left out."""
        folder, _, base = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, Relation] = {}
        for link in () if root is None else root.iter("{*}Relationship"):
            target = link.get("Target", "")
            if link.get("TargetMode") == "External" or len(target) > 500:
                continue
            joined = target if target.startswith("/") else posixpath.join(folder, target)
            path = posixpath.normpath(joined).lstrip("/")
            found[link.get("Id", "")] = Relation(link.get("Type", "").rpartition("/")[2], path)
        return found


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return _local(str(element.tag))


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
