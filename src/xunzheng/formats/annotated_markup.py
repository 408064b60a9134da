"""XML as it is written: where each element stands in the bytes, and pieces put in between them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple
from xml.parsers import expat

from lxml import etree

_TAG_END = re.compile(rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_NAME = re.compile(rb"<([^\s/>]+)")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CHUNK = 1024  # characters; a place is counted out within one
_PLAIN = ("utf-8", "utf8", "us-ascii", "ascii")


class NotMarkup(ValueError):
    """A part is no XML, or has a document type."""


class Insertion(NamedTuple):
    """What takes the place of `source[start:end]`; nothing goes where the two are equal."""

    start: int
    end: int
    text: bytes


class Markup:
    """The elements of a part in the order of their start tags, numbered from 0, with their places in it.

    `texts` names the elements whose characters are asked for. Raises `NotMarkup` for what is no XML or
    has a document type.
    """

    def __init__(self, source: bytes, texts: Set[int] = frozenset()) -> None:
        self.source = source
        self.starts, self.closes, self.parents = array("q"), array("q"), array("q")
        self._texts: dict[int, list[tuple[int, int, str]]] = {number: [] for number in texts}
        self._whole: dict[int, str] = {}
        self._unfit: set[int] = set()
        self._open: list[int] = []
        self._parse(source)

    def _parse(self, source: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = False

        def begin(name: str, attributes: object) -> None:
            if self._open and self._open[-1] in self._texts:
                self._unfit.add(self._open[-1])
            self.parents.append(self._open[-1] if self._open else -1)
            self._open.append(len(self.starts))
            self.starts.append(parser.CurrentByteIndex)
            self.closes.append(-1)

        def end(name: str) -> None:
            self.closes[self._open.pop()] = parser.CurrentByteIndex

        def take(text: str) -> None:
            found = self._texts.get(self._open[-1])
            if found is not None:
                begun = found[-1][1] + len(found[-1][2]) if found else 0
                index = parser.CurrentByteIndex
                for at in range(0, len(text), _CHUNK):
                    piece = text[at : at + _CHUNK]
                    found.append((index, begun + at, piece))
                    index += len(piece.encode())

        def spoil() -> None:
            self._unfit.update(self._open[-1:])

        def refuse(*_: object) -> None:
            raise NotMarkup("document type")

        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.CharacterDataHandler = take
        parser.StartCdataSectionHandler = spoil
        parser.StartDoctypeDeclHandler = refuse
        try:
            parser.Parse(source, True)
        except expat.ExpatError as fault:
            raise NotMarkup(str(fault)) from fault

    def name(self, number: int) -> bytes:
        """The name as it is written: `w:r`."""
        match = _NAME.match(self.source, self.starts[number])
        return match[1] if match else b""

    def prefix(self, number: int) -> bytes:
        """The prefix as it is written; empty where the element is in the default namespace."""
        return self.name(number).rpartition(b":")[0]

    def inner(self, number: int) -> int:
        """Where the start tag ends."""
        match = _TAG_END.match(self.source, self.starts[number])
        return match.end() if match else self.starts[number]

    def start_tag(self, number: int) -> bytes:
        """The start tag as it is written."""
        return self.source[self.starts[number] : self.inner(number)]

    def is_empty(self, number: int) -> bool:
        """Whether the element is written as one tag: `<w:p/>`."""
        return self.closes[number] == self.starts[number] or self.start_tag(number).endswith(b"/>")

    def end(self, number: int) -> int:
        """Where the element ends, its end tag included."""
        if self.is_empty(number):
            return self.inner(number)
        return self.source.index(b">", self.closes[number]) + 1

    def whole(self, number: int) -> bytes:
        """The element as it is written."""
        return self.source[self.starts[number] : self.end(number)]

    def children(self, number: int) -> Iterator[int]:
        """The elements directly in it."""
        close = self.closes[number]
        child = number + 1
        while child < len(self.starts) and self.starts[child] < close:
            if self.parents[child] == number:
                yield child
            child += 1

    def ancestors(self, number: int) -> Iterator[int]:
        """The elements around it, from the inside out."""
        while (number := self.parents[number]) >= 0:
            yield number

    def can_be_cut(self, number: int) -> bool:
        """Whether the characters of the element lie open: no element and no CDATA section among them."""
        return number in self._texts and number not in self._unfit

    def text(self, number: int) -> str:
        """The characters of an element that was named."""
        found = self._whole.get(number)
        if found is None:
            found = self._whole[number] = "".join(piece for _, _, piece in self._texts[number])
        return found

    def place(self, number: int, offset: int) -> int:
        """Where the character at that offset of a named element is written."""
        pieces = self._texts[number]
        at = bisect_right(pieces, offset, key=lambda piece: piece[1]) - 1
        if at < 0:
            return self.inner(number)
        index, begun, text = pieces[at]
        if offset >= begun + len(text):
            return self.closes[number]
        return index + len(text[: offset - begun].encode())

    def with_insertions(self, insertions: Iterable[Insertion]) -> bytes:
        """The source with the pieces put in; at one place in the order given."""
        pieces: list[bytes] = []
        at = 0
        for each in sorted(insertions, key=lambda insertion: (insertion.start, insertion.end)):
            pieces += [self.source[at : each.start], each.text]
            at = each.end
        return b"".join([*pieces, self.source[at:]])


def plain_utf8(source: bytes, root: etree._Element) -> bytes:
    """The part itself where it is in UTF-8; written anew in UTF-8 where it is in another encoding."""
    match = _DECLARED.match(source[:200].lstrip(b"\xef\xbb\xbf"))
    is_utf8 = match is None or match[1].decode().lower() in _PLAIN
    if is_utf8 and not source.startswith((b"\xff\xfe", b"\xfe\xff")):
        return source
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def in_last(markup: Markup, text: bytes, number: int = 0) -> Insertion:
    """The insertion that puts a piece at the end of what an element holds."""
    if not markup.is_empty(number):
        return Insertion(markup.closes[number], markup.closes[number], text)
    end = markup.inner(number)
    return Insertion(end - 2, end, b">" + text + b"</" + markup.name(number) + b">")
