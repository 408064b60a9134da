"""The comments of a Word file as a part of its package, kept and gone on with or begun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

from xunzheng.formats.annotated_markup import Markup, in_last
from xunzheng.formats.annotated_notes import AUTHOR, COLOURS, INITIALS, Note
from xunzheng.formats.annotated_parts import DECLARATION

_DATE = "2000-01-01T00:00:00Z"
_IDENTIFIER = re.compile(
    rb"""<(?:[^\s<>/]+:)?comment(?:Reference|RangeStart)?\s[^<>]*?:id\s*=\s*["'](\d{1,9})["']"""
)


def first_free(*parts: bytes) -> int:
    """The first id that no comment in these parts has."""
    return max((int(found) for part in parts for found in _IDENTIFIER.findall(part)), default=-1) + 1


def with_comments(part: bytes | None, notes: Iterable[tuple[int, Note]], namespace: str) -> bytes:
    """The part with these comments behind its own; a new part where there is none.

    Raises `NotMarkup` where the part is no XML.
    """
    if part is None:
        part = f'{DECLARATION}<w:comments xmlns:w="{namespace}"></w:comments>'.encode()
    markup = Markup(part)
    written = "".join(_comment(identifier, note, namespace) for identifier, note in notes)
    return markup.with_insertions([in_last(markup, written.encode())])


def _comment(identifier: int, note: Note, namespace: str) -> str:
    colour = f'<w:color w:val="{COLOURS[note.severity]}"/>'
    title = _paragraph(f"<w:r><w:annotationRef/></w:r>{_run(note.title, '<w:b/>' + colour)}")
    lines = "".join(
        _paragraph((_run(f"{label}：", "<w:b/>") if label else "") + _run(text)) for label, text in note.lines
    )
    attributes = f'w:id="{identifier}" w:author="{AUTHOR}" w:date="{_DATE}" w:initials="{INITIALS}"'
    return f'<w:comment xmlns:w="{namespace}" {attributes}>{title}{lines}</w:comment>'


def _paragraph(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def _run(text: str, properties: str = "") -> str:
    lines = text.split("\n")
    content = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}{content}</w:r>"
