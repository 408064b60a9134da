"""Kinds of files: what a file is, told by its content and never by its name."""

from __future__ import annotations

import enum
import io
import re
import zipfile

_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEAD = 4096
_MOST_NAMES = 20_000
_BLANK = rb"(?:\s|\xef\xbb\xbf)*"
_PRELUDE = rb"(?:<\?xml[^>]{0,200}\?>|<!--.{0,2000}?-->)?"
_TAG = (
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|p|span|center|section|article|style|script"
    rb"|h[1-6]|font|base|link|frameset)(?=[\s>/]))"
)
_HTML = re.compile(_BLANK + _PRELUDE + _BLANK + _TAG, re.IGNORECASE | re.DOTALL)
_SPREADSHEET_XML = re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet")
_MIME = re.compile(_BLANK + rb"(?:MIME-Version|From|Subject|Date|Snapshot-Content-Location):", re.IGNORECASE)
_RELATED = re.compile(
    rb"^Content-Type:\s*(?:multipart/(?:related|alternative)|text/html)\b", re.IGNORECASE | re.MULTILINE
)
_PDF_AFTER_JUNK = re.compile(rb"[\r\n]%PDF-[12]\.[0-9][\r\n]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")


class Kind(enum.Enum):
    """What a file can be told to be; UNKNOWN is left to the text reader, which refuses what is no text."""

    DOCX = "docx"
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    DOC = "doc"
    XLS = "xls"
    SPREADSHEET_XML = "xml"
    LOCKED = "locked"
    PDF = "pdf"
    RTF = "rtf"
    HTML = "html"
    MHT = "mht"
    UNKNOWN = "unknown"


def kind_of(content: bytes) -> Kind:
    """Tell what a file is from its first bytes and, for packages, from the names of their parts.

    Example: ``kind_of(b"<html><body>") is Kind.HTML``.
    """
    if content.startswith(b"PK"):
        return _kind_of_package(content)
    if content.startswith(_OLE):
        return _kind_of_compound(content)
    if content.startswith(_BIFF):
        return Kind.XLS
    if content.startswith(b"%PDF") or _PDF_AFTER_JUNK.search(content, 0, 1024):
        return Kind.PDF
    if content.startswith(b"{\\rtf"):
        return Kind.RTF
    head = _head(content)
    if _SPREADSHEET_XML.search(head) and b"<Workbook" in head:
        return Kind.SPREADSHEET_XML
    if _MIME.match(head) and _RELATED.search(head):
        return Kind.MHT
    return Kind.HTML if _HTML.match(head) else Kind.UNKNOWN


def _head(content: bytes) -> bytes:
    """The beginning of the file, of two-byte encodings the ASCII characters."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[2 : 2 * _HEAD].decode(encoding, "ignore").encode("ascii", "ignore")
    return content[:_HEAD]


def _kind_of_package(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {name.lower() for name in package.namelist()[:_MOST_NAMES]}
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        return _kind_of_torn_package(content)
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return Kind.DOCX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    return _kind_of_opendocument(content)


def _kind_of_torn_package(content: bytes) -> Kind:
    """A package without its directory is still told by the names before its parts."""
    if b"word/" in content:
        return Kind.DOCX
    return Kind.XLSX if b"xl/work" in content else Kind.UNKNOWN


def _kind_of_opendocument(content: bytes) -> Kind:
    is_sheet = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in content[:200]
    return Kind.ODS if is_sheet else Kind.UNKNOWN


def _kind_of_compound(content: bytes) -> Kind:
    for name, kind in (
        ("EncryptedPackage", Kind.LOCKED),
        ("WordDocument", Kind.DOC),
        ("Workbook", Kind.XLS),
        ("Book", Kind.XLS),
    ):
        if name.encode("utf-16-le") in content:
            return kind
    return Kind.UNKNOWN
