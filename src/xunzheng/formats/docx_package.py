"""The package of a Word file: its parts, opened within limits and parsed without touching anything else."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from xunzheng.formats.docx_names import PACKAGE_RELATIONS, STRICT, w
from xunzheng.formats.refusals import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_WANTED = "Word 文件（docx）"
_SAVE_AGAIN = "用 Word 或 WPS 打开后另存为 docx 再试"
_OTHER_ROOTS = {
    "workbook": "这是 Excel 工作簿（xlsx）",
    "presentation": "这是 PowerPoint 演示文稿（pptx）",
    "document-content": "这是 OpenDocument 文件（odt）",
}


@dataclass(frozen=True, slots=True)
class DocxLimits:
    """What a file may cost. Sizes are bytes; `ratio` is unpacked to packed, looked at from `ratio_from` on.

    `cells` bounds all tables of a file together, `columns` and `positions` each one.
    """

    file_bytes: int = 200 * 1024 * 1024
    entries: int = 20_000
    part_bytes: int = 32 * 1024 * 1024
    total_bytes: int = 64 * 1024 * 1024
    ratio: int = 400
    ratio_from: int = 8 * 1024 * 1024
    lines: int = 200_000
    cells: int = 200_000
    columns: int = 256
    positions: int = 1_000_000
    doubts: int = 50


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: what kind it is of (`styles`) and the part it leads to."""

    kind: str
    target: str


class Package:
    """The parts of a Word file. Nothing is unpacked but what is asked for, and links are never followed."""

    def __init__(self, content: bytes, name: str, limits: DocxLimits) -> None:
        """Open the package. Raises `Unreadable` for what is no package, locked, torn or too large."""
        self.name = name
        self.limits = limits
        self._left = limits.total_bytes
        _refuse_before_opening(content, name, limits)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            EOFError,
            OverflowError,
        ) as fault:
            raise Unreadable(
                name, "压缩包不完整，找不到目录", f"完整的{_WANTED}", "重新下载或向对方再要一份"
            ) from fault
        self._entries = {_part_name(entry.filename): entry for entry in self._zip.infolist()}

    @property
    def has_macros(self) -> bool:
        """Whether the package carries macros. They are never run."""
        return any(part.endswith("vbaproject.bin") for part in self._entries)

    def main(self) -> str:
        """The part that holds the text: the one that the package names, `word/document.xml` in doubt."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self._entries:
                return relation.target
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise Unreadable(
            self.name, "压缩包里没有 Word 正文（word/document.xml）", _WANTED, "检查是否选错了文件"
        )

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part (of the package itself for `""`) to other parts; external ones left out."""
        folder, base = posixpath.split(part)
        listing = posixpath.join(folder, "_rels", base + ".rels")
        if listing not in self._entries:
            return []
        try:
            root = self.parse(listing)
        except Unreadable:
            return []
        return [
            Relation(kind.rpartition("/")[2], _resolve(folder, target))
            for element in root.iterchildren(f"{{{PACKAGE_RELATIONS}}}Relationship")
            if element.get("TargetMode") != "External"
            if (kind := element.get("Type")) and (target := element.get("Target"))
        ]

    def related(self, part: str) -> dict[str, str]:
        """The parts beside a part by the kind of their relation (`styles`, `numbering`, `footnotes`)."""
        found: dict[str, str] = {}
        for relation in self.relations(part):
            if relation.target in self._entries:
                found.setdefault(relation.kind, relation.target)
        return found

    def parse(self, part: str) -> etree._Element:
        """The root element of a part. Raises `Unreadable` with the part and the line where it breaks."""
        raw = _transitional(self._unpack(part))
        if b"<!DOCTYPE" in raw:
            raise self._malformed(part, "含有 DTD 声明（可能藏有实体展开）")
        try:
            root = etree.fromstring(raw, _parser())
        except (etree.XMLSyntaxError, ValueError, LookupError) as fault:
            line = getattr(fault, "lineno", None)
            where = f"{part} 第 {line} 行" if line else part
            raise self._malformed(where, "XML 不完整或写错了") from fault
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise self._malformed(part, "含有 DTD 声明（可能藏有实体展开）")
        return root

    def parse_document(self, part: str) -> etree._Element:
        """The root of the main part, held to be a Word document."""
        root = self.parse(part)
        if root.tag != w("document"):
            local = etree.QName(root).localname if isinstance(root.tag, str) else ""
            found = _OTHER_ROOTS.get(local, f"正文的根元素是 {local[:40]}")
            raise Unreadable(self.name, found, _WANTED, "检查是否选错了文件", part)
        return root

    def _malformed(self, where: str, found: str) -> Unreadable:
        return Unreadable(self.name, found, f"完整的{_WANTED}", _SAVE_AGAIN, where)

    def _unpack(self, part: str) -> bytes:
        entry, limits = self._entries[part], self.limits
        if entry.flag_bits & 1:
            raise Unreadable(self.name, "压缩包有密码", f"不加密的{_WANTED}", "去掉密码后另存", part)
        if entry.file_size > min(limits.part_bytes, self._left):
            found = f"解开后有 {entry.file_size / 1024 / 1024:.0f} MB"
            expected = f"解开后不超过 {limits.part_bytes // 1024 // 1024} MB 的 Word 文件"
            raise Unreadable(self.name, found, expected, "拆分后分别核对", part)
        if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * entry.compress_size:
            found = f"压缩比超过 {limits.ratio} 倍，像压缩炸弹"
            raise Unreadable(self.name, found, _WANTED, _SAVE_AGAIN, part)
        self._left -= entry.file_size
        try:
            return self._zip.read(entry)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as fault:
            raise self._malformed(part, "压缩包里的这一部分已损坏") from fault


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _refuse_before_opening(content: bytes, name: str, limits: DocxLimits) -> None:
    if not content:
        raise Unreadable(name, "文件是空的（0 字节）", _WANTED, "检查是否选错了文件或传输中断")
    if len(content) > limits.file_bytes:
        found = f"文件有 {len(content) / 1024 / 1024:.0f} MB"
        expected = f"不超过 {limits.file_bytes // 1024 // 1024} MB 的 Word 文件"
        raise Unreadable(name, found, expected, "压缩其中的图片或拆分后再试")
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(name, "文件有打开密码", f"不加密的{_WANTED}", "在 Word 或 WPS 中去掉密码后另存")
        raise Unreadable(name, "这是旧版 Office 文件（doc/xls）", _WANTED, "在 Word 或 WPS 中另存为 docx")
    if not content.startswith(b"PK"):
        raise Unreadable(name, "文件不是 Office 压缩包", _WANTED, "检查是否选错了文件")
    if content.count(_DIRECTORY_ENTRY) > limits.entries:
        found = f"压缩包里有超过 {limits.entries} 个文件"
        raise Unreadable(name, found, _WANTED, _SAVE_AGAIN)


def _part_name(filename: str) -> str:
    """Names of parts have no case; some writers part folders with backslashes."""
    return filename.replace("\\", "/").lstrip("/").lower()


def _resolve(folder: str, target: str) -> str:
    joined = target if target.startswith("/") else posixpath.join(folder, target)
    return _part_name(posixpath.normpath(unquote(joined)))


def _transitional(raw: bytes) -> bytes:
    """The part in UTF-8 and with the transitional namespaces."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
        raw = text[match.end() :].encode() if (match := _DECLARATION.match(text)) else text.encode()
    if b"purl.oclc.org/ooxml" in raw:
        for strict, transitional in STRICT:
            raw = raw.replace(strict, transitional)
    return raw
