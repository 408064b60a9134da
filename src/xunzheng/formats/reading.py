"""The one door for reading: from the bytes of a report and its name to a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from xunzheng.documents.model import Document
from xunzheng.formats.kinds import Kind, kind_of
from xunzheng.formats.text import read_text


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


# One line for each kind; a reader is imported inside its function, when its first file comes.
_READERS: Mapping[Kind, Callable[[bytes, str], Document]] = {
    Kind.DOCX: _read_word,
}
