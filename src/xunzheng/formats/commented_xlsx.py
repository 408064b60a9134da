"""The user's own workbook with the findings as notes on its cells and one more sheet that lists them."""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from xunzheng.audit.finding import Place
from xunzheng.audit.run import Audit
from xunzheng.formats.annotated_markup import Insertion, Markup, NotMarkup, in_last, plain_utf8
from xunzheng.formats.annotated_notes import Annotated, Note, notes_of
from xunzheng.formats.annotated_package import Parts
from xunzheng.formats.annotated_parts import (
    TYPES,
    kinds_of,
    relations_of,
    with_colon,
    with_default_type,
    with_relation,
    with_type,
)
from xunzheng.formats.commented_xlsx_list import Styles, list_sheet, with_styles
from xunzheng.formats.commented_xlsx_notes import noted_cells, threaded_cells, with_boxes, with_notes
from xunzheng.formats.limits import STANDARD, ReadLimits
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.sheets_document import OWN_SHEET, Source
from xunzheng.formats.sheets_model import MOST_CELLS, Position
from xunzheng.formats.xlsx import read_xlsx_cells
from xunzheng.formats.xlsx_package import LIMIT, MOST_BYTES, Package, Relation

_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SIGNED = "文件带有数字签名；加了批注以后签名不再有效，请以原文件为准。"
_LONGEST_NAME = 31
# What stands before the drawing of notes in a sheet; behind it nothing of this may stand.
_BEFORE_NOTES = frozenset(
    (
        b"sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection "
        b"protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells "
        b"phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup "
        b"headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing"
    ).split()
)


@dataclass(slots=True)
class _Book:
    """The workbook while it is changed: `changed` are the parts that are written anew."""

    package: Package
    parts: Parts
    workbook: str
    strict: bool
    changed: dict[str, bytes] = field(default_factory=dict)
    skipped: int = 0

    @property
    def namespace(self) -> str:
        return _STRICT.decode() if self.strict else _MAIN

    def read(self, part: str) -> bytes:
        """A part as it is by now."""
        return self.changed[part] if part in self.changed else self.parts.read(part)

    def read_utf8(self, part: str) -> bytes:
        """The same, in UTF-8."""
        source, root = self.read(part), self.package.tree(part)
        return source if root is None else plain_utf8(source, root)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Add a relation of a part to a new one; its id."""
        listing = relations_of(part)
        known = self.read(listing) if listing in self.changed or listing in self.parts else None
        self.changed[listing], identifier = with_relation(known, kind, f"/{target}", strict=self.strict)
        return identifier

    def new_part(self, name: str) -> str:
        """A name for a part that is not taken: `xl/comments{}.xml` with the first free number."""
        number = 1
        while name.format(number) in self.parts or name.format(number) in self.changed:
            number += 1
        return name.format(number)

    def declare(self, part: str, content_type: str) -> None:
        """Add the type of a new part."""
        self.changed[TYPES] = with_type(self.read(TYPES), part, content_type)


def comment_xlsx(content: bytes, audit: Audit, limits: ReadLimits = STANDARD) -> Annotated:
    """The workbook that the audit was made of, with notes on the cells of the findings and a list of them.

    Notes that are there stay; a cell that has one gets the finding behind it. A cell with a conversation
    (threaded comment) is left alone, its finding stands in the list only, and that is said. A merged area
    is noted at its first cell. The sheet 循证核对意见 stands last, so that no sheet changes its number.
    Formulas, formats, charts, pivots and macros are copied as they lie there; of the styles all keep their
    index.

    Raises `Unreadable` where the file is not the one that was audited, and as `read_xlsx` does.

    Example: ``comment_xlsx(content, audit(read(content, name), standard_rules())).notes``.
    """
    name = audit.document.name
    reading = read_xlsx_cells(
        content,
        name,
        most_cells=limits.cells or MOST_CELLS,
        most_bytes=limits.unpacked_bytes or MOST_BYTES,
        most_file_bytes=limits.file_bytes or LIMIT,
    )
    if reading.document.text != audit.document.text:
        raise Unreadable(name, "文件的文字与核对时的不同", "核对过的那个文件", "重新核对这个文件")
    book = _open(content, name)
    notes: dict[str, dict[Position, list[Note]]] = defaultdict(dict)
    for note in notes_of(audit):
        cell = _cell_at(reading.sources, note.place)
        if cell is not None:
            notes[cell.sheet].setdefault(cell.at, []).append(note)
    cells = [_cell_at(reading.sources, f.where[0] if f.where else None) for f in audit.findings]
    try:
        sheets = _sheet_parts(book)
        noted = sum(
            _note(book, sheets[sheet], beside, n) for n, (sheet, beside) in enumerate(notes.items(), 1)
        )
        _add_list(book, audit, cells, sheets)
    except (NotMarkup, KeyError, ValueError) as fault:
        raise Unreadable(name, "工作簿的一部分写错了", "完整的工作簿", "用 Excel 或 WPS 另存再试") from fault
    return Annotated(book.parts.replaced(book.changed), noted, tuple(_remarks(book)))


def _open(content: bytes, name: str) -> _Book:
    package, parts = Package(content, name), Parts(content, name)
    part = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), "")
    part = part if package.has(part) else "xl/workbook.xml"
    return _Book(package, parts, part, _STRICT in package.read(part))


def _remarks(book: _Book) -> list[str]:
    remarks = (
        [f"有 {book.skipped} 处发现所在的单元格已有会话批注，没有再加批注，只列在核对意见表里。"]
        if book.skipped
        else []
    )
    is_signed = any(part.startswith("_xmlsignatures/") for part in book.parts.names())
    return [*remarks, *([_SIGNED] if is_signed else [])]


def _cell_at(sources: Sequence[Source], place: Place | None) -> Source | None:
    """The cell that a place begins in."""
    if place is None:
        return None
    number = bisect_right(sources, place.start, key=lambda source: source.start) - 1
    found = sources[number] if number >= 0 else None
    return found if found is not None and place.start <= found.end else None


def _sheet_parts(book: _Book) -> dict[str, str]:
    """The parts of the sheets by the sheets' names."""
    root = book.package.tree(book.workbook)
    relations = book.package.relations(book.workbook)
    found: dict[str, str] = {}
    for entry in () if root is None else root.iterfind("{*}sheets/{*}sheet"):
        key = next((value for at, value in entry.attrib.items() if str(at).endswith("}id")), "")
        relation = relations.get(str(key))
        if relation is not None:
            found.setdefault(entry.get("name", ""), relation.target)
    return found


def _note(book: _Book, sheet: str, notes: dict[Position, list[Note]], number: int) -> int:
    """Write the notes of one sheet; how many there are."""
    relations = book.package.relations(sheet)
    comments = _target(relations, "comments")
    existing = book.read_utf8(comments) if comments else None
    known = noted_cells(existing) if existing else frozenset[str]()
    threads = threaded_cells(existing) if existing else frozenset[str]()
    book.skipped += sum(len(beside) for at, beside in notes.items() if at.reference in threads)
    notes = {at: beside for at, beside in sorted(notes.items()) if at.reference not in threads}
    if not notes:
        return 0
    part = comments or book.new_part("xl/comments{}.xml")
    book.changed[part] = with_notes(existing, notes, book.namespace)
    if not comments:
        book.relate(sheet, "comments", part)
        book.declare(part, f"{_TYPE}comments+xml")
    _draw(book, sheet, relations, notes, known, number)
    return sum(map(len, notes.values()))


def _draw(
    book: _Book,
    sheet: str,
    relations: dict[str, Relation],
    notes: dict[Position, list[Note]],
    known: frozenset[str],
    number: int,
) -> None:
    """Write the boxes of the notes; a sheet without such a drawing gets one."""
    markup = Markup(book.read_utf8(sheet))
    drawing = _drawing(markup, relations)
    if drawing and drawing in book.parts:
        book.changed[drawing] = with_boxes(book.read(drawing), notes, known, 900 + number)
        return
    part = book.new_part("xl/drawings/vmlDrawing{}.vml")
    book.changed[part] = with_boxes(None, notes, frozenset(), 900 + number)
    identifier = book.relate(sheet, "vmlDrawing", part)
    book.changed[TYPES] = with_default_type(book.read(TYPES), "vml", _VML_TYPE)
    names = {child: markup.name(child).rpartition(b":")[2] for child in markup.children(0)}
    before = [child for child, name in names.items() if name in _BEFORE_NOTES]
    at = markup.end(before[-1]) if before else markup.inner(0)
    attributes = f'xmlns:r="{kinds_of(strict=book.strict)}" r:id="{identifier}"'
    element = f"<{with_colon(markup)}legacyDrawing {attributes}/>".encode()
    book.changed[sheet] = markup.with_insertions([Insertion(at, at, element)])


def _drawing(markup: Markup, relations: dict[str, Relation]) -> str:
    """The part of the sheet's boxes, empty where it has none."""
    for child in markup.children(0):
        if markup.name(child).rpartition(b":")[2] == b"legacyDrawing":
            tag = markup.start_tag(child).decode()
            return next(
                (r.target for key, r in relations.items() if f'"{key}"' in tag or f"'{key}'" in tag), ""
            )
    return ""


def _target(relations: dict[str, Relation], kind: str) -> str:
    return next((relation.target for relation in relations.values() if relation.kind == kind), "")


def _add_list(book: _Book, audit: Audit, cells: Sequence[Source | None], sheets: dict[str, str]) -> None:
    """Add the sheet that lists the findings behind all others."""
    styles = Styles()
    listed = _target(book.package.relations(book.workbook), "styles")
    if listed and listed in book.parts:
        book.changed[listed], styles = with_styles(book.read_utf8(listed))
    folder = posixpath.dirname(book.workbook)
    part = book.new_part(posixpath.join(folder, "worksheets/sheet{}.xml"))
    book.changed[part] = list_sheet(audit, cells, styles, book.namespace)
    identifier = book.relate(book.workbook, "worksheet", part)
    book.declare(part, f"{_TYPE}worksheet+xml")
    markup = Markup(book.read_utf8(book.workbook))
    holder = next(n for n in markup.children(0) if markup.name(n).rpartition(b":")[2] == b"sheets")
    identifiers = [_sheet_id(markup.start_tag(child)) for child in markup.children(holder)]
    name = f'name="{_free_name(sheets)}" sheetId="{max(identifiers, default=0) + 1}"'
    link = f'xmlns:r="{kinds_of(strict=book.strict)}" r:id="{identifier}"'
    entry = f"<{with_colon(markup, holder)}sheet {name} {link}/>".encode()
    book.changed[book.workbook] = markup.with_insertions([in_last(markup, entry, holder)])


def _sheet_id(tag: bytes) -> int:
    _, _, rest = tag.partition(b"sheetId=")
    digits = rest[1:10].split(rest[:1])[0]
    return int(digits) if digits.isdigit() else 0


def _free_name(sheets: dict[str, str]) -> str:
    taken = {name.lower() for name in sheets}
    names = [OWN_SHEET, *(f"{OWN_SHEET}{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name.lower() not in taken)
