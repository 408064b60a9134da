"""The user's own Word file filled with a manuscript: its styles, pages, headers and footers stay."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from xunzheng.documents.manuscript import Chart, Manuscript
from xunzheng.formats.docx_names import w
from xunzheng.formats.written_docx_body import BodyWriter, Frame
from xunzheng.formats.written_docx_pages import heading_pages
from xunzheng.formats.written_docx_parts import NAMES, section
from xunzheng.formats.written_docx_placeholders import BODY, fill, is_body_mark
from xunzheng.formats.written_docx_sections import Sections
from xunzheng.formats.written_docx_template_parts import TemplateParts
from xunzheng.formats.written_docx_template_styles import TemplateStyles
from xunzheng.formats.written_refusal import Unwritable

_TITLE = "标题"
_CONTROLS = (w("sdt"), w("sdtContent"))
_WHAT = " Word 文件"


def fill_template(manuscript: Manuscript, template: bytes, drawn: Mapping[Chart, bytes]) -> dict[str, bytes]:
    """The parts of the user's file with the manuscript in it.

    The text stands in place of the paragraph `{{正文}}`, also where that is a content control's (which
    goes with it), or at the end where there is none; `{{标题}}`,
    `{{副标题}}`, `{{页眉}}` and the manuscript's fields are filled wherever they stand, headers and footers
    too. Where the file asks for the title it is not written once more. Styles that the file lacks are
    added; automatic numbers of its heading styles are switched off, as headings bring their own. Nothing
    else of the file is changed.

    Raises `Unwritable` for what is no docx, has macros, cannot be opened, or asks for what is not there.
    """
    parts = TemplateParts(template)
    body = parts.body
    marks = _marks(body)  # before anything is filled: a value that reads like the mark is none
    asked = _fill_all(parts, manuscript)
    mark = _only(marks, asked)
    sections = Sections(body, mark, section(False, False))
    styles = TemplateStyles(parts, sections.widths[False])
    relations = {chart: parts.add_picture(picture) for chart, picture in drawn.items()}
    frame = Frame(
        styles.identities,
        sections.write,
        sections.widths,
        relations,
        heading_pages(manuscript, {}),
        styles.numbered,
        with_title=_TITLE not in asked,
        first_mark=parts.first_free_mark(),
        is_reckoned=False,
    )
    writer = BodyWriter(manuscript, frame)
    blocks = _parsed("".join(writer.written()))
    _put(body, mark, blocks)
    sections.close(blocks, mark, writer.is_lying)
    styles.save()
    return parts.all()


def _fill_all(parts: TemplateParts, manuscript: Manuscript) -> set[str]:
    values = {
        _TITLE: manuscript.title,
        "副标题": manuscript.subtitle,
        "页眉": manuscript.header,
        **dict(manuscript.fields),
    }
    asked = fill(parts.body, values)
    for edge in parts.edges():
        in_edge = fill(edge, values)
        if BODY in in_edge:
            raise Unwritable(_WHAT, "模板的页眉或页脚里有 {{正文}}", "把 {{正文}} 放在正文里，独占一段")
        asked |= in_edge - {_TITLE}  # a title in a header is no title above the text
    return asked


def _marks(body: etree._Element) -> list[etree._Element]:
    """The paragraphs that are the mark of the text; content controls around them are taken off."""
    marks = [mark for mark in body.iter(w("p")) if is_body_mark(mark) and _is_free(mark, body)]
    for mark in marks:
        while (control := _control(mark)) is not None:
            for block in control.findall(f"{_CONTROLS[1]}/*"):
                control.addprevious(block)
            above = control.getparent()
            if above is not None:
                above.remove(control)
    return marks


def _is_free(mark: etree._Element, body: etree._Element) -> bool:
    """Whether nothing but content controls lies between the body and a paragraph."""
    between = [above for above in mark.iterancestors() if body in above.iterancestors()]
    return all(above.tag in _CONTROLS for above in between)


def _control(mark: etree._Element) -> etree._Element | None:
    """The content control around a block."""
    content = mark.getparent()
    return content.getparent() if content is not None and content.tag == _CONTROLS[1] else None


def _only(marks: list[etree._Element], asked: set[str]) -> etree._Element | None:
    """The paragraph in whose place the text comes."""
    if len(marks) > 1:
        raise Unwritable(_WHAT, f"模板里有 {len(marks)} 处 {{{{正文}}}}", "只留一处")
    if not marks and BODY in asked:
        found = "模板里的 {{正文}} 在表格、文本框里，或与别的文字同段"
        raise Unwritable(_WHAT, found, "让 {{正文}} 在正文里独占一段")
    return marks[0] if marks else None


def _parsed(blocks: str) -> list[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return list(etree.fromstring(f"<w:body {NAMES}>{blocks}</w:body>".encode(), parser))


def _put(body: etree._Element, mark: etree._Element | None, blocks: list[etree._Element]) -> None:
    if mark is not None:
        for block in blocks:
            mark.addprevious(block)
        return
    last = body.find(w("sectPr"))
    at = len(body) if last is None else body.index(last)
    body[at:at] = blocks
