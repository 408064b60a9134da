"""The user's own Word file as the template: what is filled, what is kept, what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from tests.formats.written_manuscripts import chart, list_grid, report
from xunzheng.documents.manuscript import Contents, Heading, Manuscript, NewPage, Passage
from xunzheng.formats import read
from xunzheng.formats.docx_names import w
from xunzheng.formats.writing import OutputKind, Unwritable, write

TEXT = Manuscript(
    "某项目自评报告",
    (Heading(1, "一、概况"), Passage("正文一段。"), list_grid(3)),
    subtitle="（2023年度）",
    header="绩效资料",
    fields=(("单位", "某市某局"),),
)


def made(*paragraphs: str, change: Callable[[WordFile], object] = lambda file: None) -> bytes:
    file = docx.Document()
    for text in paragraphs:
        file.add_paragraph(text)
    change(file)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def filled(template: bytes, manuscript: Manuscript = TEXT) -> bytes:
    return write(manuscript, OutputKind.DOCX, template)


def lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in read(content, "a.docx").paragraphs()]


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            raw = source.read(name)
            package.writestr(name, raw.replace(old, new) if name == part else raw)
    return target.getvalue()


def test_the_text_stands_where_the_template_wants_it() -> None:
    content = filled(made("封面", "{{标题}}", "{{正文}}", "（此件公开发布）"))
    assert lines(content) == [
        "封面",
        "某项目自评报告",
        "一、概况",
        "正文一段。",
        "表2 发现清单",
        "（此件公开发布）",
    ]


def in_control(file: WordFile) -> None:
    """The last paragraph put into two content controls, one in the other."""
    inner = file.paragraphs[-1]._p
    for _ in range(2):
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        inner.addprevious(control)
        control.append(OxmlElement("w:sdtPr"))
        control.append(content)
        content.append(inner)
        inner = control


def test_the_mark_may_be_the_content_of_a_control() -> None:
    content = filled(made("{{标题}}", "{{正文}}", change=in_control))
    assert lines(content) == ["某项目自评报告", "一、概况", "正文一段。", "表2 发现清单"]
    assert not list(docx.Document(io.BytesIO(content)).element.body.iter(w("sdt")))


def test_the_mark_may_stand_in_full_width_braces() -> None:
    content = filled(made("｛｛标题｝｝", "｛｛ 正文 ｝｝", "｛｛单位｝｝"))
    assert lines(content)[::4] == ["某项目自评报告", "某市某局"]


@pytest.mark.parametrize("template", [("{{单位}}", "{{正文}}"), ("{{单位}}",)])
def test_a_value_that_reads_like_the_mark_is_text(template: tuple[str, ...]) -> None:
    found = lines(filled(made(*template), replace(TEXT, fields=(("单位", "{{正文}}"),))))
    assert found[0] == "{{正文}}"
    assert "正文一段。" in found


def test_without_a_mark_it_stands_at_the_end_with_its_title() -> None:
    assert lines(filled(made("封面")))[:3] == ["封面", "某项目自评报告", "（2023年度）"]


def test_placeholders_are_filled_however_word_cut_them() -> None:
    def cut(file: WordFile) -> None:
        paragraph = file.add_paragraph("单位：{")
        for run in ("{单", "位", "}}，", "{{ 副标题 }}。"):
            paragraph.add_run(run).bold = True
        file.sections[0].header.paragraphs[0].text = "{{页眉}}—{{标题}}"
        file.sections[0].footer.paragraphs[0].text = "{{单位}}"

    content = filled(made("{{正文}}", change=cut))
    file = docx.Document(io.BytesIO(content))
    assert "单位：某市某局，（2023年度）。" in lines(content)
    assert file.sections[0].header.paragraphs[0].text == "绩效资料—某项目自评报告"
    assert file.sections[0].footer.paragraphs[0].text == "某市某局"
    assert lines(content)[0] == "某项目自评报告", "a title in the header is not the title above the text"


def test_text_that_looks_like_a_placeholder_is_left_alone() -> None:
    hostile = replace(TEXT, pieces=(Passage("文中的 {{正文}} 与 {{不知}} 照写。"),))
    assert "文中的 {{正文}} 与 {{不知}} 照写。" in lines(filled(made("{{正文}}"), hostile))


def test_styles_of_the_template_are_kept_and_missing_ones_added() -> None:
    def restyle(file: WordFile) -> None:
        file.styles["Heading 1"].element.find(qn("w:rPr")).append(OxmlElement("w:strike"))

    before = made("{{正文}}", change=restyle)
    file = docx.Document(io.BytesIO(filled(before)))
    heading = file.styles["Heading 1"].element
    assert heading.find(f".//{w('strike')}") is not None
    names = [style.name for style in file.styles]
    assert {"报告正文", "报告表格"} <= set(names)
    assert len(names) == len(set(names))
    assert names.count("Normal") == 1


def test_automatic_numbers_of_the_template_are_switched_off() -> None:
    def number(file: WordFile) -> None:
        properties = file.styles["Heading 1"].element.get_or_add_pPr()
        numbering = OxmlElement("w:numPr")
        identity = OxmlElement("w:numId")
        identity.set(qn("w:val"), "1")
        numbering.append(identity)
        properties.insert(0, numbering)

    assert "一、概况" in lines(filled(made("{{正文}}", change=number)))


def test_lying_pages_turn_the_templates_own_page() -> None:
    def set_up(file: WordFile) -> None:
        file.add_paragraph("前言")
        file.add_section(WD_SECTION.NEW_PAGE)
        file.add_paragraph("{{正文}}")
        file.add_paragraph("后记")
        number = OxmlElement("w:pgNumType")
        number.set(qn("w:start"), "1")
        for section in file.sections:
            section.page_width, section.page_height = section.page_width, section.page_height
        file.sections[-1]._sectPr.append(number)

    manuscript = replace(TEXT, pieces=(Passage("甲"), NewPage(True), list_grid(3), NewPage(), Passage("乙")))
    file = docx.Document(io.BytesIO(filled(made(change=set_up), manuscript)))
    turned = [section.page_width > section.page_height for section in file.sections]
    assert turned == [False, False, True, False]
    starts = [len(section._sectPr.findall(f"{w('pgNumType')}[@{w('start')}]")) for section in file.sections]
    assert starts == [0, 1, 0, 0], "page numbers begin once"


@pytest.mark.parametrize("behind", [(), ("后记",)])
def test_a_text_that_ends_lying_leaves_what_follows_upright(behind: tuple[str, ...]) -> None:
    manuscript = replace(TEXT, pieces=(Passage("甲"), NewPage(True), list_grid(3)))
    file = docx.Document(io.BytesIO(filled(made("{{正文}}", *behind), manuscript)))
    turned = [section.page_width > section.page_height for section in file.sections]
    assert turned == ([False, True, False] if behind else [False, True])


def test_a_mark_that_ends_a_section_leaves_the_section_end() -> None:
    def sections(file: WordFile) -> None:
        file.add_paragraph("{{正文}}")
        file.add_section(WD_SECTION.NEW_PAGE)
        file.add_paragraph("另一节")

    for pieces in ((Passage("甲"),), (NewPage(True), Passage("甲"))):
        content = filled(made(change=sections), replace(TEXT, pieces=pieces))
        assert lines(content)[-2:] == ["甲", "另一节"]
        assert docx.Document(io.BytesIO(content)).sections[-1].orientation == 0


def test_pictures_and_contents_come_along() -> None:
    pytest.importorskip("typst")
    manuscript = replace(report(1), pieces=(Contents(), *report(1).pieces[2:], chart()))
    content = filled(made("{{正文}}"), manuscript)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        types = package.read("[Content_Types].xml")
    assert sum(name.endswith(".png") for name in names) == 3
    assert types.count(b'Extension="png"') == 1
    assert len(docx.Document(io.BytesIO(content)).inline_shapes) == 4


def test_the_same_template_gives_the_same_bytes() -> None:
    template = made("{{正文}}")
    assert filled(template) == filled(template)


def test_a_dotx_becomes_a_document() -> None:
    document = b"wordprocessingml.document.main+xml"
    template = changed(
        made("{{正文}}"), "[Content_Types].xml", document, document.replace(b"document.m", b"template.m")
    )
    with zipfile.ZipFile(io.BytesIO(filled(template))) as package:
        assert document in package.read("[Content_Types].xml")


def test_a_file_without_styles_gets_ours() -> None:
    template = changed(
        made("{{正文}}"), "word/_rels/document.xml.rels", b"relationships/styles", b"relationships/other"
    )
    assert lines(filled(template))[-3:] == ["一、概况", "正文一段。", "表2 发现清单"]


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        with zipfile.ZipFile(io.BytesIO(made("{{正文}}"))) as source:
            for name in source.namelist():
                package.writestr(name, source.read(name))
        package.writestr("word/media/huge.bin", b"\0" * 80_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (lambda: b"", "模板打不开"),
        (lambda: b"<html></html>", "模板打不开"),
        (lambda: made("甲")[:-40], "模板打不开"),
        (lambda: write(TEXT, OutputKind.XLSX), "模板打不开"),
        (lambda: changed(made("甲"), "word/document.xml", b"<w:body>", b"<w:trunk>"), "模板打不开"),
        (
            lambda: changed(made("甲"), "[Content_Types].xml", b"document.main", b"macroEnabled.main"),
            "带有宏",
        ),
        (lambda: made("{{正文}}", "{{正文}}"), "只留一处"),
        (lambda: made("见：{{正文}}"), "独占一段"),
        (lambda: made("{{年度}}"), "没有可填的内容"),
        (lambda: made(change=lambda f: f.add_table(1, 1).cell(0, 0).add_paragraph("{{正文}}")), "独占一段"),
        (
            lambda: made(change=lambda f: setattr(f.sections[0].header.paragraphs[0], "text", "{{正文}}")),
            "页眉",
        ),
        (bomb, "超过 64 MB"),
        (
            lambda: changed(
                made("甲"),
                "word/document.xml",
                b"<w:document ",
                b'<!DOCTYPE x [<!ENTITY a "b">]><w:document ',
            ),
            "模板打不开",
        ),
    ],
)
def test_what_cannot_serve_is_refused_with_a_sentence(template: Callable[[], bytes], said: str) -> None:
    with pytest.raises(Unwritable, match=said) as refusal:
        filled(template())
    assert str(refusal.value).startswith("写不了 Word 文件：")
    assert "请" in str(refusal.value)


def test_a_file_without_a_page_set_up_gets_one_that_names_no_missing_part() -> None:
    def without_section(file: WordFile) -> None:
        body = file.element.body
        body.remove(body.sectPr)

    content = filled(made("{{正文}}", change=without_section))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        main = etree.fromstring(package.read("word/document.xml"))
    assert list(main.iter(w("sectPr")))
    assert not list(main.iter(w("headerReference"), w("footerReference")))


def test_a_filled_file_can_be_filled_again() -> None:
    manuscript = Manuscript("报告", (chart(),))
    content = filled(filled(made("{{正文}}", "附"), manuscript), manuscript)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        pictures = [name for name in package.namelist() if "media/xunzheng" in name]
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    identities = [relation.get("Id") for relation in relations]
    assert len(pictures) == 2
    assert len(identities) == len(set(identities))


def test_a_torn_listing_of_the_package_is_refused() -> None:
    template = made("{{正文}}")
    for part in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        torn = changed(template, part, b"</", b"<")
        with pytest.raises(Unwritable, match="模板"):
            filled(torn, Manuscript("报告", (chart(),)))


def test_the_refusal_names_what_could_be_filled() -> None:
    with pytest.raises(Unwritable, match=r"“\{\{年度\}\}”.*\{\{标题\}\}.*\{\{单位\}\}"):
        filled(made("{{年度}}"))


def test_other_parts_are_untouched() -> None:
    template = made("{{正文}}")
    with (
        zipfile.ZipFile(io.BytesIO(template)) as before,
        zipfile.ZipFile(io.BytesIO(filled(template))) as after,
    ):
        same = [name for name in before.namelist() if before.read(name) == after.read(name)]
        assert {"docProps/core.xml", "word/settings.xml", "word/theme/theme1.xml"} <= set(same)
        for name in after.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(after.read(name))
