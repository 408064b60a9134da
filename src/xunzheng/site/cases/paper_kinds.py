"""The types of files that are taken as papers, told by their content, and names made harmless."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_LONGEST_NAME = 100
_UNFIT = re.compile(
    r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff<>:"/\\|?*]'
)


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A type of file: its title, MIME type, the endings of its names, and how its content begins."""

    title: str
    mime: str
    endings: tuple[str, ...]
    begins: tuple[bytes, ...]


_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Final[Mapping[str, PaperKind]] = {
    "pdf": PaperKind("PDF", "application/pdf", (".pdf",), (b"%PDF-",)),
    "ofd": PaperKind("OFD", "application/ofd", (".ofd",), _ZIP),
    "docx": PaperKind("Word（docx）", f"{_OFFICE}.wordprocessingml.document", (".docx",), _ZIP),
    "xlsx": PaperKind("Excel（xlsx）", f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",), _ZIP),
    "doc": PaperKind("Word（doc）", "application/msword", (".doc", ".wps"), _OLE),
    "xls": PaperKind("Excel（xls）", "application/vnd.ms-excel", (".xls", ".et"), _OLE),
    "png": PaperKind("PNG", "image/png", (".png",), (b"\x89PNG\r\n\x1a\n",)),
    "jpeg": PaperKind("JPEG", "image/jpeg", (".jpg", ".jpeg"), (b"\xff\xd8\xff",)),
    "text": PaperKind("纯文本", "text/plain; charset=utf-8", (".txt",), ()),
}
"""Nothing that a browser would run, as HTML or SVG; no archives, whose content is not seen."""

_INSIDE: Final = {"docx": b"word/", "xlsx": b"xl/", "ofd": b"OFD.xml"}


def kind_of(head: bytes, name: str) -> str:
    """The type of the content that begins so; empty where it is none that is taken, or the name belies it."""
    ending = "." + name.rpartition(".")[2].lower()
    for code, kind in KINDS.items():
        if ending in kind.endings:
            return code if _fits(code, kind, head) else ""
    return ""


def clean_name(name: str) -> str:
    """The name without a path and without signs that a file system or a reader could take for something else.

    >>> clean_name("../../etc/申请 表\\u202e.pdf"), clean_name("C:\\\\x\\\\a.txt"), clean_name("...")
    ('申请 表.pdf', 'a.txt', '附件')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = " ".join(_UNFIT.sub("", last).split()).strip(" .")
    if len(plain) > _LONGEST_NAME:
        stem, dot, ending = plain.rpartition(".")
        plain = (
            f"{stem[: _LONGEST_NAME - len(ending) - 1]}{dot}{ending[:10]}" if dot else plain[:_LONGEST_NAME]
        )
    return plain or "附件"


def _fits(code: str, kind: PaperKind, head: bytes) -> bool:
    if code == "text":
        return _is_text(head)
    if not head.startswith(kind.begins):
        return False
    # A package tells what it is by the names of its parts, which stand near its beginning.
    return code not in _INSIDE or _INSIDE[code] in head


def _is_text(head: bytes) -> bool:
    """Whether it is UTF-8 text, cut anywhere, without NUL and without a tag at its beginning."""
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4:
            return False
        text = head[: error.start].decode("utf-8-sig")
    return "\x00" not in text and not text.lstrip().startswith("<")
