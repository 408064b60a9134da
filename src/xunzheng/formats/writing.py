"""The one door for writing: from a manuscript to the bytes of a file."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping

from xunzheng.documents.manuscript import Manuscript
from xunzheng.documents.manuscript_settling import settled
from xunzheng.formats.written_refusal import Unwritable

__all__ = ["OutputKind", "Unwritable", "output_kind", "write"]


class OutputKind(enum.StrEnum):
    """The formats that a manuscript can be written in; the value is the suffix without its dot."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    HTML = "html"
    TEXT = "txt"


_ALSO = {"htm": OutputKind.HTML, "md": OutputKind.TEXT, "markdown": OutputKind.TEXT}


def output_kind(name: str) -> OutputKind:
    """The format that a file's name asks for by its suffix, in any case of letters.

    Raises `Unwritable` for another suffix, or none.

    Example: ``output_kind("自评报告.DOCX") is OutputKind.DOCX``.
    """
    _, dot, suffix = name.rpartition(".")
    wanted = suffix.lower() if dot and "/" not in suffix and "\\" not in suffix else ""
    if wanted in _ALSO:
        return _ALSO[wanted]
    known = next((kind for kind in OutputKind if kind.value == wanted), None)
    if known is not None:
        return known
    found = f"文件名的后缀是“.{wanted[:20]}”" if wanted else "文件名没有后缀，不知道要写成什么格式"
    choices = "、".join(f".{kind}" for kind in OutputKind)
    raise Unwritable(f" {name[-80:]}", found, f"把后缀改成 {choices} 之一")


def write(manuscript: Manuscript, kind: OutputKind, template: bytes | None = None) -> bytes:
    """Write a manuscript; the same manuscript gives the same bytes.

    `template` is the user's own Word file, for docx only. Reading the bytes again (`formats.read`) gives
    `manuscript_document(manuscript, name)`; only that a bar (`|`) within a cell comes back from a text file
    as `¦`: there a bar parts cells, and the reader takes no sign away from a text, so none can mask it.
    Raises `Unwritable`, with a sentence for the user, where a part is not installed, the template cannot
    serve, or the format cannot hold the manuscript; ValueError where a grid was built wrongly.

    Example: ``write(Manuscript("报告", ()), OutputKind.TEXT).decode() == "报告\\n"``.
    """
    if template is not None and kind is not OutputKind.DOCX:
        raise Unwritable(f" {kind} 文件", "模板只用于 Word 文件（docx）", "去掉模板，或写成 docx")
    whole = settled(manuscript)
    if kind is OutputKind.DOCX:
        from xunzheng.formats.written_docx import write_docx

        return write_docx(whole, template)
    return _WRITERS[kind](whole)


def _write_pdf(manuscript: Manuscript) -> bytes:
    from xunzheng.formats.written_pdf import write_pdf

    return write_pdf(manuscript)


def _write_xlsx(manuscript: Manuscript) -> bytes:
    from xunzheng.formats.written_xlsx import write_xlsx

    return write_xlsx(manuscript)


def _write_html(manuscript: Manuscript) -> bytes:
    from xunzheng.formats.written_html import write_html

    return write_html(manuscript)


def _write_text(manuscript: Manuscript) -> bytes:
    from xunzheng.formats.written_text import write_text

    return write_text(manuscript)


# A writer is imported when the first file of its kind is asked for.
_WRITERS: Mapping[OutputKind, Callable[[Manuscript], bytes]] = {
    OutputKind.PDF: _write_pdf,
    OutputKind.XLSX: _write_xlsx,
    OutputKind.HTML: _write_html,
    OutputKind.TEXT: _write_text,
}
