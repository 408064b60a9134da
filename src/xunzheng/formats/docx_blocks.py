"""The blocks of a Word file: one walk over the tree, paragraphs and tables in order, one text under them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from xunzheng.documents.labels import BLANKS
from xunzheng.documents.model import Doubt
from xunzheng.documents.outline import Source, SourceLine
from xunzheng.formats import docx_names as names
from xunzheng.formats.docx_doubts import NOTES, ONLY_PICTURE
from xunzheng.formats.docx_names import VAL, w, whole
from xunzheng.formats.docx_numbering import Numbering
from xunzheng.formats.docx_package import DocxLimits
from xunzheng.formats.docx_styles import PLAIN, ParagraphStyle, Styles
from xunzheng.formats.docx_symbols import UNKNOWN, UNPRINTED, symbol
from xunzheng.formats.docx_tables import (
    ONLY_IMAGE,
    TOO_LARGE,
    TOO_WIDE,
    LaidOut,
    Merge,
    RawCell,
    RawRow,
    RawTable,
    lay_out,
)
from xunzheng.formats.docx_tree import REVISED

_LONGEST_HEADING = 60
_CONTENTS_TITLE = re.compile("目[ \u3000\u00a0]{0,8}[录錄次]")
_CONTENTS_LINE = re.compile("[^\t]{1,100}?(?:\t|[.．·]{3}|…)[.．…· \u3000\t]*[0-9０-９ivxIVX]{1,5}")
_LONGEST_CONTENTS_LINE = 200


class TooManyLines(Exception):
    """The file has more paragraphs than the limits allow."""


@dataclass(slots=True)
class _Paragraph:
    """What has been seen of the paragraph that is being read."""

    parts: list[str] = field(default_factory=list)
    is_open: bool = False
    is_special: bool = False  # any of what follows is set
    style: str | None = None
    number: int | None = None
    level: int | None = None
    outline: int | None = None
    has_image: bool = False
    is_cut: bool = False  # something of it was dropped


class BlockReader:
    """Reads blocks out of trees that `docx_tree.show` has prepared, one tree after the other.

    `pieces` joined are the document's text; `sources` the blocks over it.
    """

    def __init__(self, styles: Styles, numbering: Numbering, limits: DocxLimits) -> None:
        self.sources: list[Source] = []
        self.doubts: list[Doubt] = []
        self.pieces: list[str] = []
        self.references: list[tuple[str, str]] = []
        self.images = 0
        self._styles, self._numbering, self._limits = styles, numbering, limits
        self._default_is_plain = styles.of(None) == PLAIN
        self._at = 0
        self._cells_left = limits.cells
        self._p = _Paragraph()
        self._dropping = 0
        self._notes: list[str] = []
        self._said: set[str] = set()
        self._prefix = ""
        self._follows_blank = False
        self._in_contents = False
        self._table: RawTable | None = None
        self._cell: RawCell | None = None
        self._cell_lines: list[str] = []

    def prepare(self, root: etree._Element) -> None:
        """Look at the tree as the file has it, before `docx_tree.show` changes it; this reader does not."""

    def read(self, root: etree._Element, prefix: str = "") -> None:
        """Read all blocks under an element; `prefix` opens the first line (the mark of a footnote)."""
        self._prefix = prefix
        self._dropping = 0
        t, p, paragraph, others = names.T, names.P, self._p, OTHERS
        for element in root.iter(*TOKENS):
            tag = element.tag
            if tag == t:
                text = element.text
                if text and not self._dropping:
                    paragraph.parts.append(text if text.isprintable() else text.translate(UNPRINTED))
            elif tag == p:
                self._end_paragraph()
                paragraph.is_open = True
            else:
                others[tag](self, element)
        self._end_table()
        self._end_paragraph()

    @property
    def text(self) -> str:
        """The text under the blocks."""
        return "".join(self.pieces)

    def finish(self) -> None:
        """Say what was noted and stands before no block any more."""
        self._flush_notes(self._at, self._at)

    def doubt(self, code: str, message: str, start: int, end: int) -> None:
        """Say something about a place, up to the limit of such sayings."""
        if len(self.doubts) < self._limits.doubts:
            self.doubts.append(Doubt(code, message, start, end))

    def _end_paragraph(self) -> None:
        p = self._p
        if not p.is_open:
            return
        p.is_open = False
        text = "".join(p.parts).strip(BLANKS)
        p.parts.clear()
        if p.is_special or not self._default_is_plain:
            self._take_special(text)
        elif self._cell is None:
            self._take(text, None)
        elif text:
            self._cell_lines.append(text if "\n" not in text else _without_blank_lines(text))

    def _take_special(self, text: str) -> None:
        """Take a paragraph that has properties, a picture, or lost something."""
        p = self._p
        style = self._styles.of(p.style)
        if style.is_contents or (p.is_cut and not text):
            self._contents_seen(style.is_contents)
        else:
            self._take(self._labelled(text, style), style.outline if p.outline is None else p.outline)
        p.style = p.number = p.level = p.outline = None
        p.has_image = False
        p.is_special = p.is_cut = self._dropping > 0

    def _labelled(self, text: str, style: ParagraphStyle) -> str:
        p = self._p
        if self._cell is not None and self._cell.merge is Merge.ABOVE:
            return text
        if not (p.number or style.number):
            return text
        label = self._numbering.label(style, p.number, p.level)
        if not label or (not text and not any(map(str.isalnum, label))):
            return text
        return (label + text).rstrip(BLANKS)

    def _take(self, text: str, outline: int | None) -> None:
        if self._cell is not None:
            self._take_in_cell(text)
            return
        if self._p.has_image and not text:
            self.images += 1
            self.doubt("unreadable", ONLY_PICTURE, self._at, self._at)
        if not text:
            self._follows_blank = True
            return
        declared = outline + 1 if outline is not None and 0 <= outline <= 8 and not self._prefix else None
        for line in text.split("\n"):
            self._take_line(line.strip(BLANKS), declared)
            declared = None

    def _take_line(self, line: str, declared: int | None) -> None:
        if not line:
            self._follows_blank = True
            return
        if self._in_contents and _CONTENTS_LINE.fullmatch(line[:_LONGEST_CONTENTS_LINE]):
            return
        self._in_contents = _CONTENTS_TITLE.fullmatch(line) is not None
        if len(self.sources) >= self._limits.lines:
            raise TooManyLines
        line, self._prefix = self._prefix + line, "" if self._prefix else self._prefix
        is_title = len(line) <= _LONGEST_HEADING and line[-1] not in "。；;，,"
        start, end = self._at, self._at + len(line)
        self.sources.append(SourceLine(start, end, declared if is_title else None, self._follows_blank))
        self.pieces.append(line + "\n")
        self._at = end + 1
        self._follows_blank = False
        if self._notes:
            self._flush_notes(start, end)

    def _take_in_cell(self, text: str) -> None:
        if self._p.has_image and self._cell is not None:
            self._cell.is_image = True
        if text:
            self._cell_lines.append(text if "\n" not in text else _without_blank_lines(text))

    def _contents_seen(self, is_styled: bool) -> None:
        """Drop the title 目录 that stands before a table of contents which is itself not read."""
        last = self.sources[-1] if self.sources else None
        is_contents = is_styled or "TOC" in self._said
        if self._cell is None and is_contents and isinstance(last, SourceLine):
            line = self.pieces[-1]
            if _CONTENTS_TITLE.fullmatch(line.rstrip("\n")):
                self.sources.pop()
                self.pieces.pop()
                self._at -= len(line)

    def _flush_notes(self, start: int, end: int) -> None:
        for note in self._notes:
            code, message = NOTES[note]
            self.doubt(code, message, start, end)
        self._notes.clear()

    def _note(self, kind: str) -> None:
        if kind not in self._said:
            self._said.add(kind)
            self._notes.append(kind)

    def _begin_table(self, element: etree._Element) -> None:
        self._end_paragraph()
        self._end_table()
        self._table = RawTable(
            caption=element.get(names.CAPTION), is_nested=element.get(names.NESTED) is not None
        )

    def _begin_row(self, element: etree._Element) -> None:
        self._end_cell()
        if self._table is not None:
            self._table.rows.append(RawRow())

    def _begin_cell(self, element: etree._Element) -> None:
        self._end_cell()
        if self._table is not None and self._table.rows:
            self._cell = RawCell("")

    def _end_cell(self) -> None:
        self._end_paragraph()
        cell, table = self._cell, self._table
        if cell is None or table is None:
            return
        lines = self._cell_lines
        if lines:
            cell.text = lines[0] if len(lines) == 1 else "\n".join(lines)
            cell.is_image = False
            lines.clear()
        table.rows[-1].cells.append(cell)
        self._cell = None

    def _end_table(self, element: etree._Element | None = None) -> None:
        self._end_cell()
        table, self._table = self._table, None
        if table is None:
            return
        laid = lay_out(table, self._at, self._cells_left, self._limits)
        self._cells_left -= min(sum(len(row.cells) for row in table.rows), self._cells_left)
        if laid is None:
            return
        self._laid(laid)
        source = laid.source
        self.sources.append(source)
        self.pieces.append(laid.text + "\n")
        self._at = source.end + 1
        self._follows_blank = self._in_contents = False
        if table.is_nested:
            self._notes.append("nested")
        self._flush_notes(source.start, source.end)
        for remark in laid.remarks:
            code = "unreadable" if remark in (TOO_LARGE, TOO_WIDE) else "reading-doubt"
            self.doubt(code, remark, source.start, source.end)
        for at in laid.images:
            self.images += 1
            self.doubt("unreadable", ONLY_IMAGE, at, at)

    def _laid(self, laid: LaidOut) -> None:
        """A table has got its place; a reader that keeps the way back notes it here."""

    def _set_style(self, element: etree._Element) -> None:
        self._p.is_special = True
        self._p.style = element.get(VAL)

    def _set_number(self, element: etree._Element) -> None:
        self._p.is_special = True
        self._p.number = whole(element.get(VAL), 0)

    def _set_level(self, element: etree._Element) -> None:
        self._p.is_special = True
        self._p.level = whole(element.get(VAL), 0)

    def _set_outline(self, element: etree._Element) -> None:
        self._p.is_special = True
        self._p.outline = whole(element.get(VAL), 9)

    def _set_span(self, element: etree._Element) -> None:
        if self._cell is not None:
            self._cell.span = max(whole(element.get(VAL), 1), 1)
            self._spoil_grid()

    def _set_merge_down(self, element: etree._Element) -> None:
        if self._cell is not None:
            self._cell.merge = Merge.START if element.get(VAL) == "restart" else Merge.ABOVE
            self._spoil_grid()

    def _set_merge_right(self, element: etree._Element) -> None:
        if self._cell is not None and element.get(VAL) != "restart":
            self._cell.merge = Merge.LEFT
            self._spoil_grid()

    def _spoil_grid(self) -> None:
        if self._table is not None:
            self._table.is_plain = False

    def _set_before(self, element: etree._Element) -> None:
        if self._table is not None and self._table.rows:
            before = min(max(whole(element.get(VAL), 0), 0), self._limits.columns)
            self._table.rows[-1].before = before
            self._table.is_plain = self._table.is_plain and not before

    def _add_width(self, element: etree._Element) -> None:
        if self._table is not None and len(self._table.widths) < self._limits.columns:
            self._table.widths.append(max(whole(element.get(w("w")), 0), 0))

    def _add(self, text: str) -> None:
        if not self._dropping:
            self._p.parts.append(text)

    def _add_tab(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None and parent.tag == names.R:
            self._add("\t")

    def _add_break(self, element: etree._Element) -> None:
        self._add("\n")

    def _add_hyphen(self, element: etree._Element) -> None:
        self._add("-")

    def _add_symbol(self, element: etree._Element) -> None:
        character = symbol(element.get(w("font")), element.get(w("char")))
        if character == UNKNOWN and not self._dropping:
            self._note("symbol")
        self._add(character)

    def _add_image(self, element: etree._Element) -> None:
        self._p.is_special = True
        self._p.has_image = True

    def _add_reference(self, element: etree._Element) -> None:
        kind = "footnotes" if element.tag == names.FOOTNOTE_REFERENCE else "endnotes"
        self.references.append((kind, element.get(w("id")) or ""))

    def _skip_chunk(self, element: etree._Element) -> None:
        self._notes.append("embedded")

    def _mark(self, element: etree._Element) -> None:
        self._note(element.get(names.KIND) or REVISED)

    def _drop(self, element: etree._Element) -> None:
        self._dropping += 1
        self._p.is_special = True
        self._p.is_cut = True
        if element.get(names.KIND) == "TOC":
            self._said.add("TOC")

    def _keep(self, element: etree._Element) -> None:
        self._dropping = max(self._dropping - 1, 0)


def _without_blank_lines(text: str) -> str:
    return "\n".join(line for each in text.split("\n") if (line := each.strip(BLANKS)))


OTHERS: dict[object, Callable[[BlockReader, etree._Element], None]] = {
    names.TBL: BlockReader._begin_table,
    names.TR: BlockReader._begin_row,
    names.TC: BlockReader._begin_cell,
    names.TABLE_END: BlockReader._end_table,
    names.P_STYLE: BlockReader._set_style,
    names.NUM_ID: BlockReader._set_number,
    names.ILVL: BlockReader._set_level,
    names.OUTLINE: BlockReader._set_outline,
    names.GRID_SPAN: BlockReader._set_span,
    names.V_MERGE: BlockReader._set_merge_down,
    names.H_MERGE: BlockReader._set_merge_right,
    names.GRID_BEFORE: BlockReader._set_before,
    names.GRID_COL: BlockReader._add_width,
    names.TAB: BlockReader._add_tab,
    names.PTAB: BlockReader._add_tab,
    names.BR: BlockReader._add_break,
    names.CR: BlockReader._add_break,
    names.NO_BREAK_HYPHEN: BlockReader._add_hyphen,
    names.SYM: BlockReader._add_symbol,
    names.BLIP: BlockReader._add_image,
    names.IMAGE_DATA: BlockReader._add_image,
    names.CHART: BlockReader._add_image,
    names.DIAGRAM: BlockReader._add_image,
    names.FOOTNOTE_REFERENCE: BlockReader._add_reference,
    names.ENDNOTE_REFERENCE: BlockReader._add_reference,
    names.ALT_CHUNK: BlockReader._skip_chunk,
    names.NOTE: BlockReader._mark,
    names.DROP: BlockReader._drop,
    names.KEEP: BlockReader._keep,
}
TOKENS = (names.T, names.P, *OTHERS)
