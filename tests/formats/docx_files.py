"""Word files for the tests: parts written as XML, zipped; and reports written as Word files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from xunzheng.documents.model import Cell, Document, LabelStyle, Paragraph, Table

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_RELATION = (
    '<Relationship Id="r{0}" Target="{2}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}"/>'
)
_OF_DOCUMENT = ("styles", "numbering", "footnotes", "endnotes")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A package of the given parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def word(body: str, more: Mapping[str, str | bytes] | None = None, **parts: str) -> bytes:
    """A Word file with this body; `parts` are what stands inside w:styles, w:numbering, w:footnotes …"""
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(_RELATION.format(1, "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": _RELATIONS.format(
            "".join(
                _RELATION.format(at, kind, f"{kind}.xml")
                for at, kind in enumerate(_OF_DOCUMENT)
                if kind in parts
            )
        ),
    }
    for kind in _OF_DOCUMENT:
        if kind in parts:
            written[f"word/{kind}.xml"] = f"<w:{kind} {NAMESPACES}>{parts[kind]}</w:{kind}>"
    return zipped(written | dict(more or {}))


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    stated = properties and f"<w:rPr>{properties}</w:rPr>"
    return f'<w:r>{stated}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph: properties, then the text, then further runs."""
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{text and run(text)}{runs}</w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(text: str = "", properties: str = "", content: str | None = None) -> str:
    """A cell of one paragraph, or with the given content."""
    inner = p(text) if content is None else content
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr>{properties and f'<w:trPr>{properties}</w:trPr>'}{''.join(cells)}</w:tr>"


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def span(count: int) -> str:
    """The property of a cell over several grid columns."""
    return f'<w:gridSpan w:val="{count}"/>'


DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def level(
    at: int, number_format: str, text: str, *, start: int | None = 1, suffix: str = "", more: str = ""
) -> str:
    """A level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{at}">'
        + (f'<w:start w:val="{start}"/>' if start is not None else "")
        + f'<w:numFmt w:val="{number_format}"/>{more}'
        + (f'<w:suff w:val="{suffix}"/>' if suffix else "")
        + f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identifier: int, *levels: str, more: str = "") -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{identifier}">{more}{"".join(levels)}</w:abstractNum>'


def num(identifier: int, of: int, *overrides: str) -> str:
    """A list of an abstract one."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def override(at: int, start: int | None = None, stated: str = "") -> str:
    """What a list changes of its abstract one."""
    inner = stated + (f'<w:startOverride w:val="{start}"/>' if start is not None else "")
    return f'<w:lvlOverride w:ilvl="{at}">{inner}</w:lvlOverride>'


def style(
    identifier: str, properties: str = "", *, name: str = "", based: str = "", kind: str = "paragraph"
) -> str:
    """A style; `properties` stand in its pPr."""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"><w:name w:val="{name or identifier}"/>'
        + (f'<w:basedOn w:val="{based}"/>' if based else "")
        + f"<w:pPr>{properties}</w:pPr></w:style>"
    )


# Reports as Word files

_AUTOMATIC = {
    LabelStyle.CJK: ("chineseCountingThousand", "%1、"),
    LabelStyle.CJK_PAREN: ("chineseCounting", "（%1）"),
    LabelStyle.ARABIC: ("decimal", "%1、"),
    LabelStyle.ARABIC_PAREN: ("decimal", "（%1）"),
    LabelStyle.CIRCLED: ("decimalEnclosedCircleChinese", "%1"),
}


class _Lists:
    """Turns the labels of paragraphs into lists that count by themselves, restarted where they jump."""

    def __init__(self) -> None:
        self.numbers: list[str] = []
        self._last: dict[LabelStyle, tuple[int, int]] = {}
        self._styles = list(_AUTOMATIC)

    def properties(self, paragraph: Paragraph) -> tuple[str, str]:
        """The properties that number the paragraph, and its text without the label."""
        label = paragraph.label
        if label is None or label.style not in _AUTOMATIC or label.start != paragraph.start:
            return "", paragraph.text
        written, form = _AUTOMATIC[label.style]
        rest = paragraph.text[len(label.text) :]
        if _label_of(written, form, label.ordinal) != label.text or not rest or rest[0] in " \u3000\u00a0":
            return "", paragraph.text
        number, last = self._last.get(label.style, (0, -1))
        if label.ordinal != last + 1:
            number = len(self.numbers) + 1
            start = override(0, label.ordinal)
            self.numbers.append(num(number, self._styles.index(label.style), start))
        self._last[label.style] = number, label.ordinal
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>', rest

    def part(self) -> str:
        """What stands in numbering.xml."""
        lists = [
            abstract(at, level(0, written, form, suffix="nothing"))
            for at, (written, form) in enumerate(_AUTOMATIC.values())
        ]
        return "".join(lists) + "".join(self.numbers)


def _label_of(written: str, form: str, ordinal: int) -> str:
    from xunzheng.formats.docx_numerals import write_ordinal

    return form.replace("%1", write_ordinal(ordinal, written))


def report_as_word(document: Document) -> bytes:
    """A document as a Word file: labels as automatic numbers, tables as tables with their merges."""
    lists = _Lists()
    blocks: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            blocks.append(_table(block) + p())
        else:
            properties, text = lists.properties(block)
            blocks.append(p(text, properties))
    return word("".join(blocks), numbering=lists.part())


def _table(table: Table) -> str:
    rows = []
    for number, row in enumerate(table.grid()):
        cells: list[str] = []
        seen: list[Cell] = []
        covered = max(column for column, cell in enumerate(row) if cell is not None)
        for cell in row[: covered + 1]:
            if cell is None:
                cells.append(tc())
            elif not any(cell is other for other in seen):
                seen.append(cell)
                merge = "" if cell.row_span == 1 else DOWN if cell.row == number else ON
                lines = cell.text.split("\n") if cell.row == number else [""]
                cells.append(tc(properties=span(cell.column_span) + merge, content="".join(map(p, lines))))
        rows.append(tr(*cells))
    return tbl(*rows)
