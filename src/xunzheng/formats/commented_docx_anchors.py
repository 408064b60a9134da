"""Anchors in a Word file: where the marks of a comment go, and the runs that are split for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from xunzheng.formats.annotated_markup import Insertion, Markup
from xunzheng.formats.commented_docx_origins import Origin, WordReading
from xunzheng.formats.docx_names import MAIN, PPR, RPR, P, R, w

_SDT, _SDT_PROPERTIES = w("sdt"), w("sdtPr")
# Content controls whose content Word writes anew, or lets nobody edit, are commented from outside.
_SET_CONTENTS = frozenset(
    w(name)
    for name in (
        "text",
        "dataBinding",
        "dropDownList",
        "comboBox",
        "date",
        "docPartObj",
        "picture",
        "lock",
        "equation",
        "citation",
    )
)
_TEXT_BOX = w("txbxContent")
_PRESERVE = b' xml:space="preserve"'
_BLANKS = (" ", "\t", "\n", "\r")


class Span(NamedTuple):
    """The characters of the document that a comment stands at, and the comment's id."""

    start: int
    end: int
    comment: int


class _Cut(NamedTuple):
    """A place in the bytes; `run` is the run that is split there, `text` the element whose characters are.

    `offset` is the character of that element which is the first behind the cut. For a paragraph written as
    one empty tag `at` is its number.
    """

    at: int
    run: int = -1
    text: int = -1
    offset: int = 0
    is_empty_paragraph: bool = False


@dataclass(slots=True)
class _Marks:
    cut: _Cut
    ends: list[bytes] = field(default_factory=list)
    points: list[bytes] = field(default_factory=list)
    starts: list[bytes] = field(default_factory=list)


class Anchors:
    """Puts the marks of comments into the text of a Word file and changes nothing else of it."""

    def __init__(self, source: bytes, tags: Sequence[str], reading: WordReading, namespace: str) -> None:
        """`tags` are the names of the elements of `source` in its order, as lxml writes them."""
        self._tags, self._reading, self._namespace = tags, reading, namespace
        wanted = {o.element for o in reading.origins if o.offset is not None}
        self._markup = Markup(source, wanted)
        self._marks: dict[int, _Marks] = {}
        self._filled: dict[int, list[bytes]] = {}
        self._contents: dict[int, list[int]] = {}

    def add(self, span: Span) -> bool:
        """Mark the characters of a span; where they have no place of their own, their paragraph.

        False where there is no paragraph either.
        """
        origins = self._reading.between(span.start, span.end) if span.start < span.end else ()
        cuts = self._around(origins) or self._around_paragraph(span.start)
        if cuts is None:
            return False
        first, last = cuts
        paragraph = self._reading.paragraph_at(span.start)
        nearest = paragraph.element if paragraph else 0
        begin = self._mark(b"commentRangeStart", span, origins[0].element if origins else nearest)
        at_end = origins[-1].element if origins else nearest
        end = self._mark(b"commentRangeEnd", span, at_end) + self._reference(span, at_end)
        if first.is_empty_paragraph:
            self._filled.setdefault(first.at, []).append(begin + end)
        elif first == last:
            self._marks.setdefault(first.at, _Marks(first)).points.append(begin + end)
        else:
            self._marks.setdefault(first.at, _Marks(first)).starts.append(begin)
            self._marks.setdefault(last.at, _Marks(last)).ends.append(end)
        return True

    def _mark(self, name: bytes, span: Span, near: int) -> bytes:
        prefix, declared = self._prefix(near)
        return b'<%s:%s%s %s:id="%d"/>' % (prefix, name, declared, prefix, span.comment)

    def _reference(self, span: Span, near: int) -> bytes:
        prefix, declared = self._prefix(near)
        reference = b'<%s:commentReference %s:id="%d"/>' % (prefix, prefix, span.comment)
        return b"<%s:r%s>%s</%s:r>" % (prefix, declared, reference, prefix)

    def written(self) -> bytes:
        """The text with all marks."""
        return self._markup.with_insertions(self._insertions())

    def _prefix(self, number: int) -> tuple[bytes, bytes]:
        """A prefix for WordprocessingML near an element, and its declaration where it has to be made."""
        prefix = self._markup.prefix(number)
        return (prefix, b"") if prefix else (b"w", b' xmlns:w="%s"' % self._namespace.encode())

    def _around(self, origins: Sequence[Origin]) -> tuple[_Cut, _Cut] | None:
        if not origins:
            return None
        span_start, span_end = origins[0], origins[-1]
        first, last = self._cut(span_start, at_end=False), self._cut(span_end, at_end=True)
        if first is not None and last is not None and first.at >= last.at:
            last = self._cut(span_start, at_end=True)
        return (first, last) if first is not None and last is not None else None

    def _cut(self, origin: Origin, *, at_end: bool) -> _Cut | None:
        """Where a range begins before what an origin shows, or ends behind it."""
        element, parent = origin.element, self._markup.parents[origin.element]
        holder = self._holder(element)
        if holder is None:
            return None
        if holder != parent or self._tags[parent] != R:
            return _Cut(self._markup.end(holder) if at_end else self._markup.starts[holder])
        if origin.offset is None or not self._markup.can_be_cut(element):
            return self._beside(element, parent, at_end=at_end)
        offset = origin.offset + (origin.end - origin.start if at_end else 0)
        if offset == 0 or offset >= len(self._markup.text(element)):
            return self._beside(element, parent, at_end=at_end)
        return _Cut(self._markup.place(element, offset), parent, element, offset)

    def _beside(self, element: int, run: int, *, at_end: bool) -> _Cut:
        """Before or behind an element of a run: outside of the run where nothing else stands on that side."""
        children = self._children(run)
        if at_end:
            return (
                _Cut(self._markup.end(run))
                if children[-1] == element
                else _Cut(self._markup.end(element), run)
            )
        start = self._markup.starts
        return _Cut(start[run]) if children[0] == element else _Cut(start[element], run)

    def _children(self, run: int) -> list[int]:
        found = self._contents.get(run)
        if found is None:
            children = self._markup.children(run)
            found = self._contents[run] = [child for child in children if self._tags[child] != RPR]
        return found

    def _holder(self, element: int) -> int | None:
        """The outermost thing around an element that a comment can enclose but not enter: run or control."""
        holder = None
        for around in (element, *self._markup.ancestors(element)):
            tag = self._tags[around]
            if tag == R or (tag == _SDT and holder is not None and self._is_set(around)):
                holder = around
            elif tag == P and not self._is_boxed(around):
                break
        return holder

    def _is_set(self, control: int) -> bool:
        properties = next(
            (c for c in self._markup.children(control) if self._tags[c] == _SDT_PROPERTIES), None
        )
        if properties is None:
            return False
        return any(
            self._tags[child] in _SET_CONTENTS or self._tags[child].endswith("}checkbox")
            for child in self._markup.children(properties)
        )

    def _is_boxed(self, element: int) -> bool:
        return any(self._tags[around] == _TEXT_BOX for around in self._markup.ancestors(element))

    def _around_paragraph(self, offset: int) -> tuple[_Cut, _Cut] | None:
        found = self._reading.paragraph_at(offset)
        if found is None or found.element < 0:
            return None
        element, markup = found.element, self._markup
        if self._tags[element] != P or self._is_boxed(element):
            holder = self._holder(element)
            return None if holder is None else (_Cut(markup.starts[holder]), _Cut(markup.end(holder)))
        if markup.is_empty(element):
            cut = _Cut(element, is_empty_paragraph=True)
            return cut, cut
        head = next(markup.children(element), None)
        has_properties = head is not None and self._tags[head] == PPR
        first = markup.end(head) if head is not None and has_properties else markup.inner(element)
        return _Cut(first), _Cut(markup.closes[element])

    def _insertions(self) -> Iterator[Insertion]:
        ordered = [marks for _, marks in sorted(self._marks.items())]
        for marks, following in zip(ordered, [*ordered, None][1:], strict=True):
            is_near = following is not None and following.cut.text == marks.cut.text
            until = following.cut.offset if following is not None and is_near else None
            yield Insertion(marks.cut.at, marks.cut.at, self._inserted(marks, until))
        yield from self._kept_blanks(ordered)
        for element, marks_of in self._filled.items():
            end = self._markup.inner(element)
            closing = b"</" + self._markup.name(element) + b">"
            yield Insertion(end - 2, end, b">" + b"".join(marks_of) + closing)

    def _kept_blanks(self, ordered: Sequence[_Marks]) -> Iterator[Insertion]:
        """For what is left in the first part of a split text: that its last blank is to be kept."""
        text = -1
        for cut in (marks.cut for marks in ordered):
            if cut.text not in (-1, text) and self._loses_blanks(
                self._markup.text(cut.text)[: cut.offset], cut.text
            ):
                at = self._markup.starts[cut.text] + 1 + len(self._markup.name(cut.text))
                yield Insertion(at, at, _PRESERVE)
            text = cut.text

    def _inserted(self, marks: _Marks, until: int | None) -> bytes:
        cut, markup = marks.cut, self._markup
        inserted = b"".join([*marks.ends, *marks.points, *marks.starts])
        if cut.run < 0:
            return inserted
        name = markup.name(cut.run)
        properties = next(markup.children(cut.run), None)
        if properties is not None and self._tags[properties] != RPR:
            properties = None
        opening = markup.start_tag(cut.run) + (b"" if properties is None else markup.whole(properties))
        inserted = b"</" + name + b">" + inserted + opening
        if cut.text < 0:
            return inserted
        return b"</" + markup.name(cut.text) + b">" + inserted + self._reopened(cut, until)

    def _reopened(self, cut: _Cut, until: int | None) -> bytes:
        tag, text = self._markup.start_tag(cut.text), self._markup.text(cut.text)
        if not self._loses_blanks(text[cut.offset : until], cut.text):
            return tag
        name = b"<" + self._markup.name(cut.text)
        return name + _PRESERVE + tag[len(name) :]

    def _loses_blanks(self, piece: str, text: int) -> bool:
        """Whether blanks at the ends of a piece would not be shown: nothing says that they are kept."""
        is_open = piece.startswith(_BLANKS) or piece.endswith(_BLANKS)
        return is_open and b"xml:space" not in self._markup.start_tag(text)


def tags_of(root: etree._Element) -> list[str]:
    """The names of all elements under a root in the order of the file."""
    return [str(element.tag) for element in root.iter("*")]


def namespace_of(source: bytes) -> str:
    """The namespace of WordprocessingML that a part uses: the transitional one or that of Strict."""
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    return strict if strict.encode() in source else MAIN
