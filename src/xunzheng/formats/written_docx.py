"""The writer for Word files: our own layout, or the user's file with the text put into it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from xunzheng.documents.manuscript import RESULT_MARK, Chart, Manuscript
from xunzheng.formats.chart_pictures import draw_charts
from xunzheng.formats.typesetting import has_typesetter
from xunzheng.formats.written_docx_body import BodyWriter, Frame
from xunzheng.formats.written_docx_pages import WIDTH, heading_pages
from xunzheng.formats.written_docx_parts import document_part, own_parts, section
from xunzheng.formats.written_docx_styles import STYLES

_DATE = (1980, 1, 1, 0, 0, 0)
Picture = tuple[str, int, int]


def write_docx(manuscript: Manuscript, template: bytes | None = None) -> bytes:
    """The manuscript as a Word file in the layout of GB/T 9704-2012, or in that of the user's `template`.

    Headings have Word's own styles, the contents are a field that is filled already; the first rows of
    tables are repeated, wide tables stand on lying pages; charts are pictures with a text that tells them.
    Where pictures cannot be drawn (no typst), a chart is a table of its values.

    Example: ``write_docx(Manuscript("报告", ()))[:2] == b"PK"``.
    """
    drawn = draw_pictures(manuscript)
    if template is not None:
        from xunzheng.formats.written_docx_template import fill_template

        return packed(fill_template(manuscript, template, drawn))
    has_header = bool(manuscript.header)
    relations = {
        chart: (f"rIdPicture{number}", *size_of(drawn[chart])) for number, chart in enumerate(drawn, 1)
    }
    heights = {chart: WIDTH[False] * high // wide for chart, (_, wide, high) in relations.items()}
    writer = BodyWriter(
        manuscript,
        Frame(
            {name: _identity(style) for name, style in STYLES.items()},
            lambda lying: section(lying, has_header),
            WIDTH,
            relations,
            heading_pages(manuscript, heights),
        ),
    )
    blocks = "".join(writer.written())
    keywords = RESULT_MARK if manuscript.is_result else ""
    parts = own_parts(manuscript.title, manuscript.header, manuscript.language, keywords)
    parts["word/document.xml"] = document_part(blocks, section(writer.is_lying, has_header))
    return packed(with_pictures(parts, relations, drawn))


def draw_pictures(manuscript: Manuscript) -> dict[Chart, bytes]:
    """The pictures of the charts; none where they cannot be drawn."""
    charts = [piece for piece in manuscript.pieces if isinstance(piece, Chart)]
    return draw_charts(charts) if charts and has_typesetter() else {}


def size_of(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    return int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big")


def with_pictures(
    parts: dict[str, bytes], relations: Mapping[Chart, Picture], drawn: Mapping[Chart, bytes]
) -> dict[str, bytes]:
    """The parts with the pictures and the relations to them."""
    if not drawn:
        return parts
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    added = ""
    for number, (chart, picture) in enumerate(drawn.items(), 1):
        parts[f"word/media/chart{number}.png"] = picture
        added += f'<Relationship Id="{relations[chart][0]}" Type="{kind}" Target="media/chart{number}.png"/>'
    listing = "word/_rels/document.xml.rels"
    parts[listing] = parts[listing].replace(b"</Relationships>", f"{added}</Relationships>".encode())
    types = parts["[Content_Types].xml"]
    default = b'<Default Extension="xml"'
    png = b'<Default Extension="png" ContentType="image/png"/>'
    parts["[Content_Types].xml"] = types.replace(default, png + default, 1)
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The package of the parts, every entry with the same neutral date."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
            package.writestr(entry, part)
    return target.getvalue()


def _identity(style: str) -> str:
    return style.partition('w:styleId="')[2].partition('"')[0]
