"""Notes on cells: the part with their texts and the drawing with their boxes, gone on with or begun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from xunzheng.formats.annotated_markup import Insertion, Markup, in_last
from xunzheng.formats.annotated_notes import AUTHOR, COLOURS, Note
from xunzheng.formats.annotated_parts import DECLARATION, with_colon
from xunzheng.formats.sheets_model import Position

_LONGEST = 8_000
_SHAPE = re.compile(rb"_x0000_s(\d{1,7})")
_THREAD = "tc="
_BOX_COLUMNS, _LINE, _MOST_ROWS = 5, 24, 40
_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    f'<v:shapetype {_VML} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)

Notes = Mapping[Position, Sequence[Note]]


def threaded_cells(part: bytes) -> frozenset[str]:
    """The cells of a comments part that bear a conversation, which no note can be added to."""
    markup = Markup(part)
    names = {number: markup.name(number).rpartition(b":")[2] for number in range(len(markup.starts))}
    authors = [number for number, name in names.items() if name == b"author"]
    inside = [part[markup.inner(number) : markup.closes[number]].decode() for number in authors]
    threads = {str(number) for number, author in enumerate(inside) if author.startswith(_THREAD)}
    found = set()
    for number, name in names.items():
        tag = markup.start_tag(number).decode() if name == b"comment" else ""
        if tag and _attribute(tag, "authorId") in threads:
            found.add(_attribute(tag, "ref"))
    return frozenset(found)


def with_notes(part: bytes | None, notes: Notes, namespace: str) -> bytes:
    """The comments part with these notes: behind what a cell's comment says already, or as new comments.

    Raises `NotMarkup` where the part is no XML or lacks its lists.
    """
    if part is None:
        lists = "<authors></authors><commentList></commentList>"
        part = f'{DECLARATION}<comments xmlns="{namespace}">{lists}</comments>'.encode()
    markup = Markup(part)
    return markup.with_insertions(_insertions(markup, notes))


def _insertions(markup: Markup, notes: Notes) -> Iterator[Insertion]:
    names = [markup.name(number).rpartition(b":")[2] for number in range(len(markup.starts))]
    colon = with_colon(markup)
    authors, listed = names.index(b"authors"), names.index(b"commentList")
    author = sum(name == b"author" for name in names)
    yield in_last(markup, f"<{colon}author>{AUTHOR}</{colon}author>".encode(), authors)
    known = {
        _attribute(markup.start_tag(number).decode(), "ref"): number
        for number, name in enumerate(names)
        if name == b"comment"
    }
    new: list[str] = []
    for at, beside in notes.items():
        runs = _runs(beside, colon, is_first=at.reference not in known)
        if at.reference in known:
            yield from _gone_on(markup, names, known[at.reference], runs)
        else:
            text = f"<{colon}text>{runs}</{colon}text>"
            new.append(f'<{colon}comment ref="{at.reference}" authorId="{author}">{text}</{colon}comment>')
    yield in_last(markup, "".join(new).encode(), listed)


def _gone_on(markup: Markup, names: Sequence[bytes], comment: int, runs: str) -> Iterator[Insertion]:
    """The runs behind those of a comment; a text without runs becomes the first of them."""
    text = next((child for child in markup.children(comment) if names[child] == b"text"), None)
    if text is None:
        return
    colon = with_colon(markup, text).encode()
    for child in markup.children(text):
        if names[child] == b"t":
            yield Insertion(markup.starts[child], markup.starts[child], b"<%sr>" % colon)
            yield Insertion(markup.end(child), markup.end(child), b"</%sr>" % colon)
    yield in_last(markup, runs.encode(), text)


def _runs(notes: Sequence[Note], colon: str, *, is_first: bool) -> str:
    pieces: list[str] = []
    left = _LONGEST
    for number, note in enumerate(notes):
        lead = "" if is_first and not number else "\n\n"
        body = "".join(f"\n{label}：{text}" if label else f"\n{text}" for label, text in note.lines)
        if len(body) > left:
            body = "\n（以下见核对意见表）"
        left -= len(body)
        pieces.append(_run(lead + note.title, colon, f"<{colon}b/>", COLOURS[note.severity]))
        pieces.append(_run(body, colon))
    return "".join(pieces)


def _run(text: str, colon: str, bold: str = "", colour: str = "000000") -> str:
    properties = (
        f'{bold}<{colon}sz val="9"/><{colon}color rgb="FF{colour}"/>'
        f'<{colon}rFont val="宋体"/><{colon}family val="3"/><{colon}charset val="134"/>'
    )
    shown = f'<{colon}t xml:space="preserve">{escape(text)}</{colon}t>'
    return f"<{colon}r><{colon}rPr>{properties}</{colon}rPr>{shown}</{colon}r>"


def with_boxes(drawing: bytes | None, notes: Notes, known: frozenset[str], sheet: int) -> bytes:
    """The drawing with a box for each cell that has none yet; `sheet` numbers the shapes of a new one."""
    new = [(at, beside) for at, beside in notes.items() if at.reference not in known]
    if drawing is None:
        layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{sheet}"/></o:shapelayout>'
        drawing = f"<xml {_VML}>{layout}</xml>".encode()
        first = sheet * 1024 + 1
    else:
        first = max((int(number) for number in _SHAPE.findall(drawing)), default=sheet * 1024) + 1
    kinds = "" if b'"_x0000_t202"' in drawing else _SHAPE_TYPE
    shapes = "".join(_box(first + number, at, beside) for number, (at, beside) in enumerate(new))
    at = drawing.rfind(b"</")
    if at < 0:
        return drawing
    return drawing[:at] + (kinds + shapes).encode() + drawing[at:]


def _box(identifier: int, at: Position, notes: Sequence[Note]) -> str:
    lines = sum(len(line) // _LINE + 1 for note in notes for line in note.text.split("\n"))
    rows = min(lines + 1, _MOST_ROWS)
    top = max(at.row - 1, 0)
    anchor = f"{at.column + 1}, 15, {top}, 4, {at.column + 1 + _BOX_COLUMNS}, 15, {top + rows}, 4"
    style = "position:absolute;margin-left:80pt;margin-top:2pt;width:260pt;height:120pt;visibility:hidden"
    data = (
        f'<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{at.row}</x:Row><x:Column>{at.column}</x:Column></x:ClientData>"
    )
    return (
        f'<v:shape {_VML} id="_x0000_s{identifier}" type="#_x0000_t202" style="{style}" fillcolor="#fffdf2" '
        'o:insetmode="auto"><v:fill color2="#fffdf2"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        f'<div style="text-align:left"></div></v:textbox>{data}</v:shape>'
    )


def noted_cells(part: bytes) -> frozenset[str]:
    """The cells that a comments part has a comment for."""
    markup = Markup(part)
    tags = (markup.start_tag(number).decode() for number in range(len(markup.starts)))
    return frozenset(_attribute(tag, "ref") for tag in tags if re.match(r"<(?:[^\s:>]+:)?comment\s", tag))


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"""\s{name}\s*=\s*["']([^"']*)["']""", tag)
    return match[1] if match else ""
