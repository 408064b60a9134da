"""The one door for reading: from the bytes of a report and its name to a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from xunzheng.documents.model import Document
from xunzheng.formats.kinds import Kind, kind_of
from xunzheng.formats.limits import STANDARD, ReadLimits
from xunzheng.formats.locked import turn_away_locked
from xunzheng.formats.text import read_text

if TYPE_CHECKING:
    from xunzheng.formats.docx_package import DocxLimits
    from xunzheng.formats.pdf import PdfLimits


def read(content: bytes, name: str, limits: ReadLimits = STANDARD) -> Document:
    """Read a report; what it is is decided by its content, not by the name.

    A reader is imported when the first file of its kind comes. Raises `Unreadable`, with a sentence for
    the user, for what cannot be read or is past the limits.

    Example: ``read("一、概况".encode(), "报告.txt").name == "报告.txt"``.
    """
    return _READERS.get(kind_of(content), _read_plain)(content, name, limits)


def _read_plain(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.encoding import LIMIT

    return read_text(content, name, limits.file_bytes or LIMIT)


def _read_word(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.docx import read_docx

    return read_docx(content, name, word_limits(limits))


def word_limits(limits: ReadLimits) -> DocxLimits:
    """The limits as the reader for Word files takes them."""
    from xunzheng.formats.docx import LIMITS

    return replace(
        LIMITS,
        file_bytes=limits.file_bytes or LIMITS.file_bytes,
        part_bytes=limits.unpacked_bytes or LIMITS.part_bytes,
        total_bytes=limits.unpacked_bytes or LIMITS.total_bytes,
        cells=limits.cells or LIMITS.cells,
    )


def _read_pdf(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.pdf import read_pdf

    return read_pdf(content, name, pdf_limits(limits))


def pdf_limits(limits: ReadLimits) -> PdfLimits:
    """The limits as the reader for PDF takes them."""
    from xunzheng.formats.pdf import PdfLimits

    standard = PdfLimits()
    return replace(
        standard,
        size=limits.file_bytes or standard.size,
        pages=limits.pages or standard.pages,
        seconds=limits.seconds or standard.seconds,
        memory=limits.memory or standard.memory,
    )


def _read_old_word(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.doc import limits_within, read_doc

    return read_doc(content, name, limits_within(limits))


def _read_rtf(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.doc import limits_within, read_rtf

    return read_rtf(content, name, limits_within(limits))


def _read_xlsx(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.sheets_model import MOST_CELLS
    from xunzheng.formats.xlsx import read_xlsx
    from xunzheng.formats.xlsx_package import LIMIT, MOST_BYTES

    return read_xlsx(
        content,
        name,
        most_cells=limits.cells or MOST_CELLS,
        most_bytes=limits.unpacked_bytes or MOST_BYTES,
        most_file_bytes=limits.file_bytes or LIMIT,
    )


def _read_xls(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.sheets_model import MOST_CELLS
    from xunzheng.formats.xls import LIMIT, read_xls

    return read_xls(
        content, name, most_cells=limits.cells or MOST_CELLS, most_file_bytes=limits.file_bytes or LIMIT
    )


def _read_webpage(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.webpage import LIMIT, MOST_CELLS, read_webpage

    return read_webpage(
        content, name, most_cells=limits.cells or MOST_CELLS, most_file_bytes=limits.file_bytes or LIMIT
    )


def _read_webarchive(content: bytes, name: str, limits: ReadLimits) -> Document:
    from xunzheng.formats.webarchive import MOST_BYTES, read_webarchive
    from xunzheng.formats.webpage import MOST_CELLS

    size = limits.file_bytes or MOST_BYTES
    return read_webarchive(content, name, most_cells=limits.cells or MOST_CELLS, most_file_bytes=size)


def _read_other_workbook(suffix: str) -> Callable[[bytes, str, ReadLimits], Document]:
    def read_it(content: bytes, name: str, limits: ReadLimits) -> Document:
        from xunzheng.formats.libreoffice import MOST
        from xunzheng.formats.other_workbooks import read_other_workbook
        from xunzheng.formats.xlsx_package import LIMIT

        own = replace(MOST, seconds=limits.seconds or MOST.seconds, memory=limits.memory or MOST.memory)
        size = limits.file_bytes or LIMIT
        return read_other_workbook(content, name, suffix, most_file_bytes=size, limits=own)

    return read_it


# One line for each kind; a reader is imported inside its function, when its first file comes.
_READERS: Mapping[Kind, Callable[[bytes, str, ReadLimits], Document]] = {
    Kind.DOCX: _read_word,
    Kind.PDF: _read_pdf,
    Kind.DOC: _read_old_word,
    Kind.RTF: _read_rtf,
    Kind.XLSX: _read_xlsx,
    Kind.XLS: _read_xls,
    Kind.HTML: _read_webpage,
    Kind.MHT: _read_webarchive,
    Kind.LOCKED: turn_away_locked,
    Kind.XLSB: _read_other_workbook("xlsb"),
    Kind.ODS: _read_other_workbook("ods"),
    Kind.SPREADSHEET_XML: _read_other_workbook("xml"),
}
