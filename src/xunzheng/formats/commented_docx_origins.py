"""The way back: for each character of a Word report's text the element of the file that it was read from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from xunzheng.documents.labels import BLANKS
from xunzheng.documents.model import Document
from xunzheng.formats import docx_names as names
from xunzheng.formats.docx import LIMITS, read_package
from xunzheng.formats.docx_blocks import OTHERS, TOKENS, BlockReader
from xunzheng.formats.docx_names import OWN, w
from xunzheng.formats.docx_numbering import Numbering
from xunzheng.formats.docx_package import DocxLimits, Package
from xunzheng.formats.docx_styles import ParagraphStyle, Styles
from xunzheng.formats.docx_symbols import UNPRINTED
from xunzheng.formats.docx_tables import LaidOut, RawCell

_AT = f"{{{OWN}}}at"
_REFERENCES = {names.FOOTNOTE_REFERENCE: "footnotes", names.ENDNOTE_REFERENCE: "endnotes"}
_NOTES = {w("footnote"): "footnotes", w("endnote"): "endnotes"}


class Origin(NamedTuple):
    """`document.text[start:end]` is what element number `element` shows from character `offset` on.

    Elements are counted from 0 in the order of their start tags. An `offset` of None means the element as
    a whole: a tab, a line break, a symbol, the reference to a footnote.
    """

    start: int
    end: int
    element: int
    offset: int | None


class Paragraph(NamedTuple):
    """A line or cell of the text, and the paragraph (or footnote reference) that it begins in."""

    start: int
    end: int
    element: int


@dataclass(frozen=True, slots=True)
class WordReading:
    """The document, with the origins of its characters and its lines, both in the order of the text.

    Automatic numbers, the marks of footnotes, and what fields and equations show have no origin.
    """

    document: Document
    origins: tuple[Origin, ...]
    paragraphs: tuple[Paragraph, ...]

    def between(self, start: int, end: int) -> Sequence[Origin]:
        """The origins of the characters of a span, cut to it."""
        first = bisect_right(self.origins, start, key=lambda origin: origin.end)
        last = bisect_left(self.origins, end, key=lambda origin: origin.start)
        return [_clipped(origin, start, end) for origin in self.origins[first:last]]

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The line or cell that an offset stands in, its end included."""
        at = bisect_right(self.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1
        return self.paragraphs[at] if at >= 0 and offset <= self.paragraphs[at].end else None


def _clipped(origin: Origin, start: int, end: int) -> Origin:
    first = max(origin.start, start)
    offset = None if origin.offset is None else origin.offset + first - origin.start
    return Origin(first, min(origin.end, end), origin.element, offset)


def read_docx_origins(content: bytes, name: str, limits: DocxLimits = LIMITS) -> WordReading:
    """Read a Word file as `read_docx` does, and keep the way back. Raises as that does."""
    readers: list[_OriginReader] = []

    def reader_of(styles: Styles, numbering: Numbering, bounds: DocxLimits) -> BlockReader:
        readers.append(_OriginReader(styles, numbering, bounds))
        return readers[0]

    document = read_package(Package(content, name, limits), reader_of)
    reader = readers[0]
    return WordReading(document, tuple(reader.origins), tuple(reader.paragraphs))


class _Piece(NamedTuple):
    length: int
    element: int
    offset: int | None


_BREAK = _Piece(1, -1, None)


def _cut(pieces: Sequence[_Piece], start: int, end: int) -> list[_Piece]:
    """The pieces of the characters from start to end."""
    kept: list[_Piece] = []
    at = 0
    for piece in pieces:
        first, last = max(start, at), min(end, at + piece.length)
        if first < last:
            offset = None if piece.offset is None else piece.offset + first - at
            kept.append(_Piece(last - first, piece.element, offset))
        at += piece.length
    return kept


def _stripped_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where each line of the text begins and ends without the blanks around it."""
    at = 0
    for line in text.split("\n"):
        start = at + len(line) - len(line.lstrip(BLANKS))
        yield start, max(start, at + len(line.rstrip(BLANKS)))
        at += len(line) + 1


class _OriginReader(BlockReader):
    """Reads as its parent does; beside the text it lays down what each piece of it came from."""

    def __init__(self, styles: Styles, numbering: Numbering, limits: DocxLimits) -> None:
        super().__init__(styles, numbering, limits)
        self.origins: list[Origin] = []
        self.paragraphs: list[Paragraph] = []
        self._anchors: dict[tuple[str, str], int] = {}
        self._note_anchor: int | None = None
        self._element = self._paragraph = -1
        self._trail: list[_Piece] = []
        self._line_spans: Iterator[tuple[int, int]] = iter(())
        self._cell_trail: list[_Piece] = []
        self._cell_paragraph = -1
        self._trails: dict[int, tuple[RawCell, list[_Piece], int]] = {}

    def prepare(self, root: etree._Element) -> None:
        """Number the elements that text comes from; the numbers go with them wherever they are moved."""
        for number, element in enumerate(root.iter("*")):
            if element.tag in TOKENS:
                element.set(_AT, str(number))

    def read(self, root: etree._Element, prefix: str = "") -> None:
        """Read all blocks under an element; what stands in a footnote comes from its reference."""
        self._prefix, self._dropping = prefix, 0
        kind = _NOTES.get(str(root.tag))
        self._note_anchor = self._anchors.get((kind, root.get(w("id")) or "")) if kind else None
        for element in root.iter(*TOKENS):
            if element.tag == names.P:
                self._end_paragraph()
                self._p.is_open = True
                self._paragraph = self._number(element)
                continue
            self._element = self._number(element)
            if element.tag == names.T:
                self._take_characters(element.text or "")
                continue
            if element.tag in _REFERENCES:
                key = _REFERENCES[str(element.tag)], element.get(w("id")) or ""
                self._anchors.setdefault(key, self._element)
            OTHERS[element.tag](self, element)
        self._end_table()
        self._end_paragraph()

    def _number(self, element: etree._Element) -> int:
        return int(element.get(_AT) or -1) if self._note_anchor is None else self._note_anchor

    def _take_characters(self, text: str) -> None:
        if not text or self._dropping:
            return
        shown = text if text.isprintable() else text.translate(UNPRINTED)
        self._p.parts.append(shown)
        offset = None if self._note_anchor is not None else 0
        if len(shown) == len(text):
            self._trail.append(_Piece(len(text), self._element, offset))
            return
        for at, character in enumerate(text):
            if character.translate(UNPRINTED):
                self._trail.append(_Piece(1, self._element, None if offset is None else at))

    def _add(self, text: str) -> None:
        super()._add(text)
        if not self._dropping:
            self._trail.append(_Piece(len(text), self._element, None))

    def _end_paragraph(self) -> None:
        p = self._p
        if not p.is_open:
            return
        p.is_open = False
        joined = "".join(p.parts)
        p.parts.clear()
        text = joined.strip(BLANKS)
        lead = len(joined) - len(joined.lstrip(BLANKS))
        self._trail = _cut(self._trail, lead, lead + len(text))
        if p.is_special or not self._default_is_plain:
            self._take_special(text)
        else:
            self._take(text, None)
        self._trail = []

    def _labelled(self, text: str, style: ParagraphStyle) -> str:
        labelled = super()._labelled(text, style)
        if len(labelled) > len(text):
            self._trail.insert(0, _Piece(len(labelled) - len(text), -1, None))
        return labelled

    def _take(self, text: str, outline: int | None) -> None:
        self._line_spans = _stripped_lines(text)
        super()._take(text, outline)

    def _take_line(self, line: str, declared: int | None) -> None:
        before, span = len(self.sources), next(self._line_spans)
        super()._take_line(line, declared)
        if len(self.sources) > before:
            source = self.sources[-1]
            self.paragraphs.append(Paragraph(source.start, source.end, self._paragraph))
            self._note_origins(source.end - len(line), _cut(self._trail, *span))

    def _take_in_cell(self, text: str) -> None:
        super()._take_in_cell(text)
        if not self._cell_trail:
            self._cell_paragraph = (
                self._paragraph if text or self._cell_paragraph < 0 else self._cell_paragraph
            )
        spans = [span for span in _stripped_lines(text) if span[0] < span[1]] if "\n" in text else []
        for start, end in spans or ([(0, len(text))] if text else []):
            self._cell_trail += [_BREAK] if self._cell_trail else []
            self._cell_trail += _cut(self._trail, start, end)

    def _contents_seen(self, is_styled: bool) -> None:
        super()._contents_seen(is_styled)
        while self.paragraphs and self.paragraphs[-1].start >= self._at:
            self.paragraphs.pop()
        while self.origins and self.origins[-1].start >= self._at:
            self.origins.pop()

    def _end_cell(self) -> None:
        cell = self._cell
        super()._end_cell()
        if cell is not None:
            self._trails[id(cell)] = cell, self._cell_trail, self._cell_paragraph
        self._cell_trail, self._cell_paragraph = [], -1

    def _laid(self, laid: LaidOut) -> None:
        for cell, raw in zip(laid.source.cells, laid.raws, strict=True):
            _, trail, paragraph = self._trails.get(id(raw), (raw, (), -1))
            self.paragraphs.append(Paragraph(cell.start, cell.end, paragraph))
            self._note_origins(cell.start, trail)
        self._trails.clear()

    def _note_origins(self, at: int, trail: Sequence[_Piece]) -> None:
        for piece in trail:
            if piece.element >= 0:
                self.origins.append(Origin(at, at + piece.length, piece.element, piece.offset))
            at += piece.length
