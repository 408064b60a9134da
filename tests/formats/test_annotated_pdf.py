"""The user's own PDF given back: its bytes kept, the quoted characters marked, the notes readable."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.corpus.tally import Report, reports
from tests.formats.commented_files import at, audit_of, audited, place_of
from tests.formats.pdf_typeset import source_of, typeset
from xunzheng.audit.finding import Finding, Severity
from xunzheng.audit.run import audit
from xunzheng.formats.annotated_pdf import annotate_pdf
from xunzheng.formats.annotated_pdf_places import PagePlaces
from xunzheng.formats.pdf import PdfLimits, read_pdf, read_pdf_pages
from xunzheng.formats.refusals import Unreadable
from xunzheng.formats.text import read_text
from xunzheng.rulebook import standard_rules

_PAGE = (
    '#set page(paper: "a4")\n#set text(font: ("Noto Sans CJK SC", "Noto Sans SC"))\n#set par(justify: true)\n'
)
_SUM = "全年支出合计500万元，分别为工资300万元、设备190万元。"


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as a viewer finds it: its page, kind, text, author, and the characters under it."""

    page: int
    is_highlight: bool
    text: str
    author: str
    under: str


def marks_in(content: bytes) -> list[Mark]:
    """All annotations of a file."""
    document = pypdfium2.PdfDocument(content)
    return [mark for number in range(len(document)) for mark in _marks(document[number], number)]


def _marks(page: pypdfium2.PdfPage, number: int) -> Iterator[Mark]:
    text = page.get_textpage()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        is_highlight = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_HIGHLIGHT
        under = "".join("".join(_under(annotation, text)).split()) if is_highlight else ""
        yield Mark(number, is_highlight, _value(annotation, b"Contents"), _value(annotation, b"T"), under)


def _value(annotation: object, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    pdfium.FPDFAnnot_GetStringValue(annotation, key, wide, length)
    return buffer.raw[: length - 2].decode("utf-16-le")


def _under(annotation: object, text: pypdfium2.PdfTextPage) -> Iterator[str]:
    """The characters in whose middle a quadrilateral lies, in the order of the file."""
    boxes = []
    for index in range(pdfium.FPDFAnnot_CountAttachmentPoints(annotation)):
        quad = pdfium.FS_QUADPOINTSF()
        pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, quad)
        xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        x, y = (left + right) / 2, (bottom + top) / 2
        if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes):
            yield text.get_text_range(index, 1)


def test_quoted_characters_are_marked_and_the_file_kept() -> None:
    content = typeset(f"{_PAGE}= 一、概况\n\n{_SUM}\n")
    document = read_pdf(content, "a.pdf")
    spans = [at(document, "500万元"), at(document, "190万元")]
    given = annotate_pdf(content, audited(document, *spans))
    assert given.content.startswith(content)
    assert read_pdf(given.content, "a.pdf") == document
    marks = marks_in(given.content)
    assert [(mark.under, mark.author, mark.is_highlight) for mark in marks] == [
        ("500万元", "循证", True),
        ("190万元", "循证", True),
    ]
    assert marks[0].text.startswith("【错误】1. 分项与合计不符\n报告所写：合计500万元\n")
    assert (given.notes, given.remarks) == (2, ())


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_pages_are_marked_at_the_characters(quarters: int) -> None:
    opened = pypdfium2.PdfDocument(typeset(f"{_PAGE}一、概况\n\n{_SUM}\n"))
    opened[0].set_rotation(90 * quarters)
    content = _saved(opened)
    document = read_pdf(content, "a.pdf")
    given = annotate_pdf(content, audited(document, at(document, "500万元")))
    assert [mark.under for mark in marks_in(given.content)] == ["500万元"]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_drawn_turned_is_marked_at_the_characters(degrees: int) -> None:
    content = typeset(f"{_PAGE}#rotate({degrees}deg, reflow: true)[#box(width: 14cm)[{_SUM}]]\n")
    document = read_pdf(content, "a.pdf")
    given = annotate_pdf(content, audited(document, at(document, "500万元")))
    assert [mark.under for mark in marks_in(given.content)] == ["500万元"]


def _saved(opened: pypdfium2.PdfDocument) -> bytes:
    import io

    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def test_a_place_over_lines_and_cells_is_marked_on_each() -> None:
    table = "#table(columns: 2, [指标], [得分], [产出], [30])"
    content = typeset(f"{_PAGE}{'说明文字很长。' * 12}\n\n{table}\n")
    document = read_pdf(content, "a.pdf")
    long, cells = at(document, "说明文字很长。" * 12), at(document, "产出\t30")
    marks = marks_in(annotate_pdf(content, audited(document, long, cells)).content)
    assert marks[0].under == "说明文字很长。" * 12
    assert marks[1].under == "产出30"


def test_what_has_no_characters_stands_in_the_margin_and_is_said() -> None:
    content = typeset(f"{_PAGE}一、概况\n\n#table(columns: 2, [指标], [得分], [产出], [])\n")
    document = read_pdf(content, "a.pdf")
    empty = next(document.tables()).cells[3]
    given = annotate_pdf(content, audited(document, None, (empty.start, empty.end)))
    assert [(mark.page, mark.is_highlight) for mark in marks_in(given.content)] == [(0, False), (0, False)]
    assert given.remarks == ("有 2 条批注对应全文或在页面上找不到原字，放在页边。",)


def test_a_paragraph_over_a_page_end_is_marked_on_both_sides_of_the_footer() -> None:
    setup = '#set page(paper: "a5", numbering: "- 1 -", header: [某单位文件])\n'
    content = typeset(f"{_PAGE}{setup}{'甲乙丙丁。' * 150}合计500万元在第二页末。{'戊己庚辛。' * 150}\n")
    document = read_pdf(content, "a.pdf")
    marks = marks_in(annotate_pdf(content, audited(document, at(document, "500万元"))).content)
    assert [mark.under for mark in marks] == ["500万元"]


def test_a_finding_in_several_blocks_has_a_pointer() -> None:
    content = typeset(f"{_PAGE}一、收入500万元。\n\n二、收入490万元。\n")
    document = read_pdf(content, "a.pdf")
    places = tuple(place_of(document, *at(document, quote)) for quote in ("500万元", "490万元"))
    finding = Finding("repeat", Severity.ERROR, places, "甲", "乙", "丙", "repeat/1")
    marks = marks_in(annotate_pdf(content, audit_of(document, [finding])).content)
    assert [mark.under for mark in marks] == ["500万元", "490万元"]
    assert "详见第 1 条" in marks[1].text


def test_without_findings_the_file_is_the_same() -> None:
    content = typeset(f"{_PAGE}一、概况\n")
    assert annotate_pdf(content, audited(read_pdf(content, "a.pdf"))).content == content


def test_another_file_than_the_audited_one_is_refused() -> None:
    content = typeset(f"{_PAGE}一、概况\n")
    with pytest.raises(Unreadable, match="核对时的不同"):
        annotate_pdf(content, audited(read_text("别的".encode(), "a.txt"), (0, 1)))


def test_a_worker_that_fails_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from xunzheng.formats import annotated_pdf

    content = typeset(f"{_PAGE}一、概况\n")
    document = read_pdf(content, "a.pdf")
    monkeypatch.setattr(annotated_pdf, "_WORKER", annotated_pdf._WORKER.with_name("nothing.py"))
    with pytest.raises(Unreadable, match="批注写不进这个 PDF"):
        annotate_pdf(content, audited(document, (0, 1)), PdfLimits(seconds=20))


@pytest.mark.parametrize("report", reports()[::16], ids=lambda report: report.name)
def test_the_places_of_a_report_are_found(report: Report) -> None:
    content = typeset(source_of(read_text(report.text.read_bytes(), report.text.name)))
    document, pages = read_pdf_pages(content, "a.pdf")
    places = PagePlaces(document, pages)
    wanted = [place for finding in audit(document, standard_rules()).findings for place in finding.where]
    named = [place for place in wanted if place.start < place.end]
    missed = [place.quote for place in named if not places.boxes(place.start, place.end)]
    assert len(missed) <= len(named) // 20
