"""The one door for reading: from the bytes of a report and its name to a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xunzheng.documents.model import Document
from xunzheng.formats.kinds import Kind, kind_of
from xunzheng.formats.text import read_text
from xunzheng.formats.turned_away import turn_away_locked, turn_away_workbook


def read(content: bytes, name: str) -> Document:
    """Read a report; what it is is decided by its content, not by the name.

    A reader is imported when the first file of its kind comes. Raises `Unreadable`, with a sentence for
    the user, for what cannot be read.

    Example: ``read("一、概况".encode(), "报告.txt").name == "报告.txt"``.
    """
    return _READERS.get(kind_of(content), read_text)(content, name)


def _read_word(content: bytes, name: str) -> Document:
    from xunzheng.formats.docx import read_docx

    return read_docx(content, name)


def _read_pdf(content: bytes, name: str) -> Document:
    from xunzheng.formats.pdf import read_pdf

    return read_pdf(content, name)


def _read_old_word(content: bytes, name: str) -> Document:
    from xunzheng.formats.doc import read_doc

    return read_doc(content, name)


def _read_rtf(content: bytes, name: str) -> Document:
    from xunzheng.formats.doc import read_rtf

    return read_rtf(content, name)


def _read_xlsx(content: bytes, name: str) -> Document:
    from xunzheng.formats.xlsx import read_xlsx

    return read_xlsx(content, name)


def _read_xls(content: bytes, name: str) -> Document:
    from xunzheng.formats.xls import read_xls

    return read_xls(content, name)


def _read_webpage(content: bytes, name: str) -> Document:
    from xunzheng.formats.webpage import read_webpage

    return read_webpage(content, name)


# One line for each kind; a reader is imported inside its function, when its first file comes.
_READERS: Mapping[Kind, Callable[[bytes, str], Document]] = {
    Kind.DOCX: _read_word,
    Kind.PDF: _read_pdf,
    Kind.DOC: _read_old_word,
    Kind.RTF: _read_rtf,
    Kind.XLSX: _read_xlsx,
    Kind.XLS: _read_xls,
    Kind.HTML: _read_webpage,
    Kind.LOCKED: turn_away_locked,
    Kind.XLSB: turn_away_workbook,
    Kind.ODS: turn_away_workbook,
    Kind.SPREADSHEET_XML: turn_away_workbook,
}
