"""The package of a user's Word file: checked, opened, and put together again part by part."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from xunzheng.formats.docx_names import PACKAGE_RELATIONS, w, whole
from xunzheng.formats.docx_package import DocxLimits, Package
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.written_docx_parts import R, own_parts
from xunzheng.formats.written_refusal import Unwritable

_LIMITS = DocxLimits()
_TYPES = "[Content_Types].xml"
_MAIN_TYPE = b"wordprocessingml.document.main+xml"
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
_WHAT = " Word 文件"
_SAVE_AS = "在 Word 或 WPS 中另存为不带宏的 docx，再作模板"


class TemplateParts:
    """All parts by their names; `body` is the body of the main part, changed in place."""

    def __init__(self, content: bytes) -> None:
        """Open a file. Raises `Unwritable` for what is no docx, has macros, is locked, torn or too large."""
        try:
            package = Package(content, "模板", _LIMITS)
            main = package.main()
            self._root = package.parse_document(main)
            self._related = package.related(main)
            self._edges = {
                relation.target: package.parse(relation.target)
                for relation in package.relations(main)
                if relation.kind in ("header", "footer")
            }
            self._styles = package.parse(self._related["styles"]) if "styles" in self._related else None
        except (Unreadable, KeyError) as fault:
            found = f"模板打不开（{fault.found}）" if isinstance(fault, Unreadable) else "模板缺少部件"
            raise Unwritable(_WHAT, found, "换一个能在 Word 里打开的 docx 作模板") from fault
        self._parts = _unpacked(content)
        self._main = self._named(main)
        if package.has_macros or b"macroEnabled" in self._parts.get(_TYPES, b""):
            raise Unwritable(_WHAT, "模板带有宏", _SAVE_AS)
        if b"purl.oclc.org/ooxml" in self._parts[self._main][:8_192]:
            raise Unwritable(_WHAT, "模板是“严格 Open XML”格式", "在 Word 中另存为普通的 docx")
        body = self._root.find(w("body"))
        if body is None:
            raise Unwritable(_WHAT, "模板没有正文部分", "换一个能在 Word 里打开的 docx 作模板")
        self.body = body
        self._pictures = 0

    def edges(self) -> Iterator[etree._Element]:
        """The headers and footers."""
        yield from self._edges.values()

    def styles(self) -> etree._Element:
        """The styles; our own where the file has none."""
        if self._styles is None:
            own = own_parts("", "", "zh")["word/styles.xml"]
            self._styles = etree.fromstring(own)
            name = posixpath.join(posixpath.dirname(self._main), "styles.xml")
            self._related["styles"] = name
            self._parts[name] = own
            self._relate("rIdXunzhengStyles", "styles", "styles.xml")
            self._declare(f'<Override PartName="/{name}" ContentType="{_STYLES_TYPE}"/>')
        return self._styles

    def save_styles(self, root: etree._Element) -> None:
        """Write the styles back."""
        self._parts[self._named(self._related["styles"])] = _written(root)

    def add_picture(self, picture: bytes) -> tuple[str, int, int]:
        """Add a PNG; the relation to it, and its width and height."""
        folder = posixpath.dirname(self._main)
        taken = {part.lower() for part in self._parts}  # the file may be one that was filled before
        self._pictures += 1
        while posixpath.join(folder, f"media/xunzheng{self._pictures}.png").lower() in taken:
            self._pictures += 1
        name = f"media/xunzheng{self._pictures}.png"
        self._parts[posixpath.join(folder, name)] = picture
        relation = f"rIdXunzheng{self._pictures}"
        self._relate(relation, "image", name)
        if not re.search(rb'Extension="png"', self._parts[_TYPES], re.IGNORECASE):
            self._declare('<Default Extension="png" ContentType="image/png"/>')
        return relation, int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")

    def first_free_mark(self) -> int:
        """A number above those of all bookmarks."""
        marks = (whole(mark.get(w("id")), 0) for mark in self._root.iter(w("bookmarkStart")))
        return max(marks, default=0) + 1

    def all(self) -> dict[str, bytes]:
        """All parts, the changed ones written anew; a document also where the file was a template (dotx)."""
        self._parts[self._main] = _written(self._root)
        for name, root in self._edges.items():
            self._parts[self._named(name)] = _written(root)
        self._parts[_TYPES] = self._parts[_TYPES].replace(_TEMPLATE_TYPE, _MAIN_TYPE)
        return self._parts

    def _named(self, name: str) -> str:
        """The name of a part as the package spells it; names of parts have no case."""
        wanted = name.lower()
        return next((part for part in self._parts if part.lower().lstrip("/") == wanted), name)

    def _relate(self, identity: str, kind: str, target: str) -> None:
        folder, base = posixpath.split(self._main)
        listing = self._named(posixpath.join(folder, "_rels", f"{base}.rels"))
        empty = f'<Relationships xmlns="{PACKAGE_RELATIONS}"></Relationships>'.encode()
        root = _root_of(self._parts.get(listing, empty))
        added = etree.SubElement(root, f"{{{PACKAGE_RELATIONS}}}Relationship")
        added.set("Id", identity)
        added.set("Type", f"{R}/{kind}")
        added.set("Target", target)
        self._parts[listing] = _written(root)

    def _declare(self, entry: str) -> None:
        root = _root_of(self._parts[_TYPES])
        namespace = etree.QName(root).namespace
        element = etree.fromstring(f'<x xmlns="{namespace}">{entry}</x>'.encode())[0]
        root.insert(0, element) if entry.startswith("<Default") else root.append(element)
        self._parts[_TYPES] = _written(root)


def _unpacked(content: bytes) -> dict[str, bytes]:
    """All parts, within the limits."""
    parts: dict[str, bytes] = {}
    left = _LIMITS.total_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for entry in package.infolist():
                left -= entry.file_size
                if left < 0:
                    found = f"模板解开后超过 {_LIMITS.total_bytes // 1024 // 1024} MB"
                    raise Unwritable(_WHAT, found, "删去模板里不用的图片")
                if not entry.is_dir():
                    parts[entry.filename] = package.read(entry)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, OSError) as fault:
        raise Unwritable(_WHAT, "模板的压缩包坏了", "换一个能在 Word 里打开的 docx 作模板") from fault
    if _TYPES not in parts:
        raise Unwritable(_WHAT, "模板缺少部件清单", "换一个能在 Word 里打开的 docx 作模板")
    return parts


def _root_of(part: bytes) -> etree._Element:
    """The root of a listing of the package, which the readers pass over where it is torn."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError as fault:
        raise Unwritable(_WHAT, "模板的部件清单坏了", "在 Word 或 WPS 中打开后另存一份，再作模板") from fault


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
