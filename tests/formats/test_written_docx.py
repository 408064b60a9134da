"""Word files as written: layout, styles, tables, contents, sections, pictures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree

from tests.formats.written_manuscripts import BODY, chart, list_grid, report, score_grid
from xunzheng.documents.manuscript import (
    ChartKind,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Slot,
)
from xunzheng.documents.manuscript_document import chart_grid, manuscript_document
from xunzheng.formats import read, written_docx
from xunzheng.formats.docx_names import VAL, w
from xunzheng.formats.writing import OutputKind, Unwritable, write
from xunzheng.formats.written_docx_pages import count_lines, heading_pages


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body_of(*pieces: Piece, title: str = "") -> etree._Element:
    content = write(Manuscript(title, pieces), OutputKind.DOCX)
    return etree.fromstring(parts_of(content)["word/document.xml"])[0]


def values(element: etree._Element, path: str, attribute: str = VAL) -> list[str | None]:
    return [found.get(attribute) for found in element.iterfind(path, {"w": w("")[1:-1]})]


def test_the_page_is_that_of_the_standard() -> None:
    """GB/T 9704-2012: A4, above 37 mm, binding edge 28 mm, type area 156 × 225 mm, 22 lines."""
    section = body_of(Passage("甲")).find(w("sectPr"))
    assert section is not None
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    assert size is not None
    assert margins is not None
    top, right, bottom, left = (int(margins.get(w(side), "0")) for side in ("top", "right", "bottom", "left"))
    millimetres = [
        round(twips / 56.693) for twips in (top, left, 11_906 - left - right, 16_838 - top - bottom)
    ]
    assert millimetres == [37, 28, 156, 225]
    assert 22 <= (16_838 - top - bottom) / 579 < 23


def test_every_part_is_well_formed_and_opens() -> None:
    content = write(report(1), OutputKind.DOCX)
    parts = parts_of(content)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(part)
    assert docx.Document(io.BytesIO(content)).core_properties.author == ""
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(content)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }


def test_all_relations_lead_somewhere() -> None:
    parts = parts_of(write(report(1), OutputKind.DOCX))
    targets = {node.get("Target") for node in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    asked = {
        value
        for element in etree.fromstring(parts["word/document.xml"]).iter()
        for name, value in element.attrib.items()
        if "officeDocument/2006/relationships" in str(name)
    }
    known = {node.get("Id") for node in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    assert all(f"word/{target}" in parts for target in targets)
    assert asked <= known


def test_headings_have_words_own_styles_and_faces() -> None:
    content = write(report(1), OutputKind.DOCX)
    document = docx.Document(io.BytesIO(content))
    used = {paragraph.style.name for paragraph in document.paragraphs if paragraph.style is not None}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption"} <= used
    faces = {
        style.name: style.element.find(f".//{w('rFonts')}").get(w("eastAsia"))
        for style in document.styles
        if style.element.find(f".//{w('rFonts')}") is not None
    }
    assert faces["Title"] == "方正小标宋简体"
    assert (faces["Heading 1"], faces["Heading 2"]) == ("黑体", "楷体_GB2312")
    assert faces["Normal"] == "仿宋_GB2312"


def test_the_head_of_a_table_is_repeated_and_spans_are_merged() -> None:
    table = body_of(score_grid()).find(w("tbl"))
    assert table is not None
    rows = table.findall(w("tr"))
    assert [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows] == [True] * 2 + [False] * 5
    assert values(rows[0], ".//w:gridSpan") == ["2"]
    assert values(rows[0], ".//w:vMerge") == ["restart"] * 5
    assert values(rows[1], ".//w:vMerge") == [None] * 5
    widths = [int(value or 0) for value in values(table, "w:tblGrid/w:gridCol", w("w"))]
    assert sum(widths) == 8_844


def test_contents_are_a_field_with_its_entries() -> None:
    pieces = (
        Contents(2),
        NewPage(),
        *(Heading(1, f"{label}、概况") for label in "一二三"),
        Heading(3, "1.略"),
    )
    body = body_of(*pieces)
    asked = [element.text for element in body.iter(w("instrText"))]
    assert asked[0] == ' TOC \\o "1-2" \\h \\z \\u '
    assert [text.split()[0] for text in asked[1:]] == ["PAGEREF"] * 3
    kinds = [element.get(w("fldCharType")) for element in body.iter(w("fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 4
    marks = {mark.get(w("name")) for mark in body.iter(w("bookmarkStart"))}
    assert {link.get(w("anchor")) for link in body.iter(w("hyperlink"))} <= marks


def test_contents_of_two_headings_are_left_out() -> None:
    body = body_of(Contents(), Heading(1, "一、甲"), Heading(1, "二、乙"))
    assert not list(body.iter(w("instrText")))


def test_lying_pages_are_sections_of_their_own() -> None:
    body = body_of(Passage("甲"), NewPage(True), list_grid(3, 10), NewPage(), Passage("乙"))
    turned = values(body, ".//w:sectPr/w:pgSz", w("orient"))
    assert turned == [None, "landscape", None]
    lying_last = body_of(Passage("甲"), NewPage(True), list_grid(3, 10))
    assert values(lying_last, ".//w:sectPr/w:pgSz", w("orient")) == [None, "landscape"]


def test_a_new_page_begins_with_whatever_comes() -> None:
    bare = Grid(((Slot("a"), Slot("b")), (Slot("c"), Slot("d"))), (1, 1))
    for piece in (Passage("乙"), Heading(1, "一、乙"), bare, chart(ChartKind.BARS)):
        body = body_of(Passage("甲"), NewPage(), piece)
        assert len(list(body.iter(w("pageBreakBefore")))) == 1


def test_pictures_are_told_in_words() -> None:
    pytest.importorskip("typst")
    parts = parts_of(write(Manuscript("", (chart(),)), OutputKind.DOCX))
    assert parts["word/media/chart1.png"].startswith(b"\x89PNG")
    assert "三个单位的发现条数".encode() in parts["word/document.xml"]


def test_without_a_typesetter_a_chart_is_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(written_docx, "has_typesetter", lambda: False)
    made = read(write(Manuscript("报告", (chart(),)), OutputKind.DOCX), "a.docx")
    expected = manuscript_document(Manuscript("报告", (chart_grid(chart()),)), "a")
    assert [t.cells for t in made.tables()] == [t.cells for t in expected.tables()]


def test_a_table_wider_than_word_can_show_is_refused() -> None:
    assert body_of(list_grid(2, 63)) is not None
    with pytest.raises(Unwritable, match="64 列"):
        body_of(list_grid(2, 64))


def test_numbers_are_not_broken_at_a_line_end() -> None:
    """A word processor breaks what is marked as Chinese between any two characters, digits too."""
    styles = parts_of(write(report(1), OutputKind.DOCX))["word/styles.xml"]
    assert b'<w:lang w:val="en-US" w:eastAsia="zh-CN"' in styles


def test_english_is_marked_as_such() -> None:
    parts = parts_of(write(replace(report(1), language="en"), OutputKind.DOCX))
    assert b"<dc:language>en-US</dc:language>" in parts["docProps/core.xml"]


@pytest.mark.parametrize(
    ("text", "room", "indent", "lines"),
    [
        ("绩效自评报告", 6, 0, 1),
        ("绩效自评报告", 5, 0, 2),
        ("绩效自评报告", 6, 2, 2),
        ("绩效自评报告。", 6, 0, 1),
        ("绩效，自评", 2, 0, 2),
        ("ab cd", 2.5, 0, 1),
        ("共计123456", 4, 0, 2),
        ("", 4, 0, 1),
        ("9" * 100, 10, 0, 5),
    ],
)
def test_lines_are_counted_as_word_breaks_them(text: str, room: float, indent: float, lines: int) -> None:
    assert count_lines(text, room, indent) == lines


def test_pages_of_headings_count_22_lines_to_a_page() -> None:
    lines = [Passage("一行") for _ in range(20)]
    made = Manuscript("", (Contents(), NewPage(), Heading(1, "一、甲"), *lines, Heading(1, "二、乙"), *lines))
    assert heading_pages(made, {}) == [2, 3]
    fits = replace(made, pieces=(*made.pieces[:3], *lines[:19], Heading(1, "二、乙"), Passage("尾")))
    assert heading_pages(fits, {}) == [2, 2]


def test_pages_go_on_over_tables_pictures_and_lying_pages() -> None:
    picture = chart()
    pieces: tuple[Piece, ...] = (
        Contents(),
        Heading(1, "一、甲"),
        list_grid(60),
        Heading(1, "二、乙"),
        NewPage(True),
        Heading(1, "三、丙"),
        score_grid(),
        NewPage(),
        *(Passage(BODY) for _ in range(4)),
        Heading(1, "四、丁"),
        picture,
    )
    made = Manuscript("报告", pieces)
    assert heading_pages(made, {picture: 9_000}) == [1, 3, 4, 6]
    assert heading_pages(made, {}) == [1, 3, 4, 5]
    assert heading_pages(replace(made, pieces=pieces[1:]), {}) == []
