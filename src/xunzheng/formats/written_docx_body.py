"""The text of a Word file: headings, passages, tables, pictures, contents and sections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from xunzheng.documents.manuscript import Chart, Contents, Grid, Heading, Manuscript, Passage, Piece, Role
from xunzheng.documents.manuscript_document import chart_grid
from xunzheng.formats import written_docx_styles as styles
from xunzheng.formats.chart_text import measure
from xunzheng.formats.written_docx_table import table
from xunzheng.formats.written_widths import break_title

_LEAST_CONTENTS = 3
_TITLE_SIZE = 440  # of a character of the title, in twips
_EMU = 635  # of one twip
_LYING_HEIGHT = 8_000  # twips that a picture may take of a lying page
_STYLES = {
    Role.BODY: styles.BODY,
    Role.NOTE: styles.NOTE,
    Role.CENTRED: styles.CENTRED,
    Role.SIGNATURE: styles.SIGNATURE,
    Role.QUOTE: styles.QUOTE,
}
_SMALL = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'

_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="图 {number}" descr={said}/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="{number}" name="图 {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the text is put into: its page, and how its parts are named there.

    `styles` gives the identity of each style by its name, `unnumbered` the styles whose automatic numbers
    are to be switched off; `section` the page set-up, lying or upright; `widths` that of the type area on
    either, in twips. `pictures` are the relations and sizes in pixels of the charts' pictures, `pages` the
    pages of the headings; where they are not `is_reckoned` for this page, Word is told to count anew.
    Bookmarks are numbered from `first_mark` on.
    """

    styles: Mapping[str, str]
    section: Callable[[bool], str]
    widths: Mapping[bool, int]
    pictures: Mapping[Chart, tuple[str, int, int]]
    pages: Sequence[int]
    unnumbered: frozenset[str] = frozenset()
    with_title: bool = True
    first_mark: int = 1
    is_reckoned: bool = True


class BodyWriter:
    """Writes the pieces one after another as block elements; `written()` may be called once."""

    def __init__(self, manuscript: Manuscript, frame: Frame) -> None:
        self._manuscript = manuscript
        self._frame = frame
        self._headings = 0
        self._drawings = 0
        self._breaks = False
        self.is_lying = False

    def written(self) -> Iterator[str]:
        """The blocks; afterwards `is_lying` says what the last section is."""
        if self._frame.with_title:
            yield from self._titles()
        for piece in self._manuscript.pieces:
            yield from self._piece(piece)

    def _titles(self) -> Iterator[str]:
        """Title and subtitle with an empty line below; a long title set in, so that its lines balance."""
        title = self._manuscript.title
        if title:
            room = self._frame.widths[False] / _TITLE_SIZE
            cut = break_title(title, room)
            shift = int((room - measure(title[:cut], 1) - 0.5) * _TITLE_SIZE / 2) if cut else 0
            inset = f'<w:ind w:left="{shift}" w:right="{shift}" w:firstLine="0"/>' if shift > 0 else ""
            yield self._paragraph("Title", _run(title), inset)
        if self._manuscript.subtitle:
            yield self._paragraph("Subtitle", _run(self._manuscript.subtitle))
        if title:
            yield self._paragraph("Normal", "")

    def _piece(self, piece: Piece) -> Iterator[str]:
        if isinstance(piece, Heading):
            yield self._heading(piece)
        elif isinstance(piece, Passage):
            yield self._paragraph(_STYLES[piece.role], _run(piece.text))
        elif isinstance(piece, Grid):
            yield from self._grid(piece)
        elif isinstance(piece, Chart):
            yield from self._chart(piece)
        elif isinstance(piece, Contents):
            yield from self._contents(piece)
        else:
            yield from self._new_page(piece.lying)

    def _paragraph(self, style: str, runs: str, properties: str = "") -> str:
        before = "<w:pageBreakBefore/>" if self._breaks else ""
        self._breaks = False
        number = '<w:numPr><w:numId w:val="0"/></w:numPr>' if style in self._frame.unnumbered else ""
        identity = self._frame.styles[style]
        return f'<w:p><w:pPr><w:pStyle w:val="{identity}"/>{before}{number}{properties}</w:pPr>{runs}</w:p>'

    def _heading(self, heading: Heading) -> str:
        self._headings += 1
        mark = f'w:id="{self._frame.first_mark + self._headings}"'
        runs = (
            f'<w:bookmarkStart {mark} w:name="{_bookmark(self._headings)}"/>{_run(heading.text)}'
            f"<w:bookmarkEnd {mark}/>"
        )
        return self._paragraph(f"heading {heading.level}", runs)

    def _grid(self, grid: Grid) -> Iterator[str]:
        if grid.caption:
            yield self._paragraph("caption", _run(grid.caption))
        elif self._breaks:
            yield self._paragraph(styles.CELL, "", _SMALL)
        yield from table(grid, self._frame.widths[self.is_lying], self._frame.styles[styles.CELL])
        if grid.note:
            yield self._paragraph(styles.NOTE, _run(grid.note))
        else:
            yield self._paragraph(styles.CELL, "")

    def _chart(self, chart: Chart) -> Iterator[str]:
        if chart not in self._frame.pictures:
            yield from self._grid(chart_grid(chart))
            return
        self._drawings += 1
        relation, wide, high = self._frame.pictures[chart]
        width = min(self._frame.widths[self.is_lying], self._frame.widths[False]) * _EMU
        if self.is_lying:
            width = min(width, _LYING_HEIGHT * _EMU * wide // high)
        height = width * high // wide
        title = f"<w:r><w:br/></w:r>{_run(chart.title)}" if chart.title else ""
        drawing = _DRAWING.format(
            width=width,
            height=height,
            number=self._drawings,
            said=quoteattr(chart.alternative or chart.title),
            relation=relation,
        )
        yield self._paragraph(styles.PICTURE, drawing + title)

    def _new_page(self, lying: bool) -> Iterator[str]:
        if lying != self.is_lying:
            section = self._frame.section(self.is_lying)
            yield self._paragraph(styles.CELL, "", _SMALL + section)
            self.is_lying = lying
        else:
            self._breaks = True

    def _contents(self, contents: Contents) -> Iterator[str]:
        headings = [piece for piece in self._manuscript.pieces if isinstance(piece, Heading)]
        listed = [(n, h) for n, h in enumerate(headings, 1) if h.level <= contents.depth]
        if len(listed) < _LEAST_CONTENTS:
            return
        yield (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            "</w:docPartObj></w:sdtPr><w:sdtContent>"
        )
        yield self._paragraph(styles.CONTENTS, _run("目\u3000录"))
        asked = f'TOC \\o "1-{contents.depth}" \\h \\z \\u'
        begin = _field("begin" if self._frame.is_reckoned else 'begin" w:dirty="true')
        opening = begin + _instruction(asked) + _field("separate")
        for number, heading in listed:
            closing = _field("end") if number == listed[-1][0] else ""
            entry = self._entry(number, heading)
            yield self._paragraph(f"toc {heading.level}", f"{opening}{entry}{closing}")
            opening = ""
        yield "</w:sdtContent></w:sdt>"

    def _entry(self, number: int, heading: Heading) -> str:
        mark = _bookmark(number)
        page = _run(str(self._frame.pages[number - 1]))
        asked = _instruction(f"PAGEREF {mark} \\h")
        return (
            f'<w:hyperlink w:anchor="{mark}" w:history="1">{_run(heading.text)}<w:r><w:tab/></w:r>'
            f"{_field('begin')}{asked}{_field('separate')}{page}{_field('end')}</w:hyperlink>"
        )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>'


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"
