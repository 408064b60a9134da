"""The one door for reading: from the bytes of a report and its name to a document."""

from __future__ import annotations

from xunzheng.documents.model import Document
from xunzheng.formats.text import read_text


def read(content: bytes, name: str) -> Document:
    """Read a report; what it is is decided by its content, not by the name.

    This version reads text files. Raises `Unreadable`, with a sentence for the user, for anything else.

    Example: ``read("一、概况".encode(), "报告.txt").name == "报告.txt"``.
    """
    return read_text(content, name)
