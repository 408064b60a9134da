"""What of a Word file is read as its text: runs, fields, changes, boxes, notes, headings."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.docx_files import NAMESPACES, p, run, style, tbl, tc, tr, word
from xunzheng.documents.model import Document
from xunzheng.formats.docx import read_docx


def read(body: str, **parts: str) -> Document:
    return read_docx(word(body, **parts), "a.docx")


def lines(body: str, **parts: str) -> list[str]:
    return [paragraph.text for paragraph in read(body, **parts).paragraphs()]


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark.format("begin") + code + mark.format("separate") + result + mark.format("end")


def box(*paragraphs: str) -> str:
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def sym(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


IMAGE = '<w:r><w:drawing><a:blip r:embed="r9"/></w:drawing></w:r>'
NESTED_FIELD = field("IF " + "x", field("PAGE", run("3")) + run("是"))
TOC = (
    p(
        runs='<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("一、概况")
        + "<w:r><w:tab/></w:r>"
        + field("PAGEREF a", run("1"))
    )
    + p("二、结论", runs="<w:r><w:tab/></w:r>" + field("PAGEREF b", run("2")))
    + p(runs='<w:r><w:fldChar w:fldCharType="end"/></w:r>')
)
DELETED_END = '<w:rPr><w:del w:id="1"/></w:rPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("甲", runs=run("乙") + run("丙")), ["甲乙丙"], id="runs"),
        pytest.param(p() + p("  甲\u3000") + p(" \u3000"), ["甲"], id="blanks"),
        pytest.param(
            p("甲", "<w:tabs><w:tab w:val='left'/></w:tabs>", "<w:r><w:tab/></w:r>" + run("乙")),
            ["甲\t乙"],
            id="tabs, and tab stops",
        ),
        pytest.param(p("甲", runs="<w:r><w:br/></w:r>" + run("一、乙")), ["甲", "一、乙"], id="line break"),
        pytest.param(
            p("甲", runs='<w:r><w:br w:type="page"/><w:cr/></w:r>' + run("乙")), ["甲", "乙"], id="page break"
        ),
        pytest.param(
            p("5", runs="<w:r><w:noBreakHyphen/></w:r>" + run("8\u00ad人\u200b")), ["5-8人"], id="hyphens"
        ),
        pytest.param(p(runs="<w:r><w:t>甲\n 乙\t丙</w:t></w:r>"), ["甲  乙\t丙"], id="line ends in the XML"),
        pytest.param(
            p(runs=f"<w:hyperlink>{run('甲')}</w:hyperlink><w:smartTag>{run('乙')}</w:smartTag>"),
            ["甲乙"],
            id="links and smart tags",
        ),
        pytest.param(f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>", ["甲"], id="content control"),
        pytest.param(
            p(runs=f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>"), ["甲"], id="control in line"
        ),
        pytest.param(
            p("甲", runs='<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),
            ["甲"],
            id="comments",
        ),
        pytest.param(
            p(
                runs="<w:ruby><w:rt>"
                + run("pin")
                + "</w:rt><w:rubyBase>"
                + run("拼")
                + "</w:rubyBase></w:ruby>"
            ),
            ["拼"],
            id="ruby",
        ),
        pytest.param(
            p(runs=sym("Wingdings", "F0FE") + run("优") + sym("Symbol", "F0B3") + run("90")),
            ["☑优≥90"],
            id="symbols",
        ),
        pytest.param(p(runs=sym("宋体", "2160")), ["Ⅰ"], id="a symbol that is a character"),
        pytest.param(p("第", runs=field("PAGE", run("3")) + run("页")), ["第页"], id="page number"),
        pytest.param(p("见", runs=field("REF a", run("表1"))), ["见表1"], id="result of a field"),
        pytest.param(p(runs=NESTED_FIELD), ["是"], id="field in a field"),
        pytest.param(
            p(runs=f'<w:fldSimple w:instr=" NUMPAGES ">{run("9")}</w:fldSimple>' + run("甲")),
            ["甲"],
            id="simple field",
        ),
        pytest.param(
            p(runs=f'<w:fldSimple w:instr="DATE">{run("2023年")}</w:fldSimple>'),
            ["2023年"],
            id="simple field shown",
        ),
        pytest.param(p(runs=field(r"eq \o\ac(○,11)", "") + run("概况")), ["⑪概况"], id="enclosed number"),
        pytest.param(
            p(
                runs='<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>'
                '<w:default w:val="0"/><w:checked/>'
                "</w:checkBox></w:ffData></w:fldChar></w:r>" + run("优")
            ),
            ["☑优"],
            id="check box",
        ),
        pytest.param(
            p(
                runs='<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
                "<w:listEntry "
                'w:val="优"/><w:listEntry w:val="良"/></w:ddList></w:ffData></w:fldChar></w:r>'
            ),
            ["良"],
            id="choice",
        ),
        pytest.param(
            p(runs='<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>') + p("甲"),
            ["甲"],
            id="a field without end drops nothing",
        ),
        pytest.param(p("报告") + p("目  录") + TOC + p("一、概况"), ["报告", "一、概况"], id="contents"),
        pytest.param(
            p("目录") + p("一、概况\t1") + p("二、结论……2") + p("一、概况") + p("二、结论"),
            ["目录", "一、概况", "二、结论"],
            id="contents typed by hand",
        ),
        pytest.param(p("人数\t15"), ["人数\t15"], id="a number behind a tab is no contents"),
        pytest.param(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
            "</w:docPartObj></w:sdtPr>"
            f"<w:sdtContent>{p('目录')}{p('一、概况 1')}</w:sdtContent></w:sdt>" + p("甲"),
            ["甲"],
            id="contents as a block",
        ),
        pytest.param(
            p("甲", runs=box(p("盒"), p("子")) + run("乙")) + p("丙"),
            ["甲乙", "盒", "子", "丙"],
            id="text box once",
        ),
        pytest.param(p("甲", runs=box(p("盒", runs=box(p("内"))))), ["甲", "盒", "内"], id="box in a box"),
        pytest.param(p(runs=box(p("1")) + box(p("2"))), ["1", "2"], id="two boxes"),
        pytest.param(
            p(
                runs="<w:r><mc:AlternateContent><mc:Choice Requires='x'/>"
                "<mc:Fallback><w:t>旧</w:t></mc:Fallback>"
                "</mc:AlternateContent></w:r>"
            ),
            ["旧"],
            id="the choice without text gives way",
        ),
        pytest.param(
            p(
                runs="<m:oMath><m:r><m:t>率=</m:t></m:r><m:f><m:num><m:r><m:t>支出</m:t></m:r></m:num><m:den><m:r>"
                "<m:t>预算+调整</m:t></m:r></m:den></m:f><m:r><m:t>×100%</m:t></m:r></m:oMath>"
            ),
            ["率=支出/（预算+调整）×100%"],
            id="equation",
        ),
        pytest.param(
            p(
                runs="<m:oMathPara><m:oMath><m:rad><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad><m:sSup><m:e><m:r><m:t>a"
                "</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup><m:d><m:e><m:r><m:t>b</m:t></m:r>"
                "</m:e></m:d><m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>"
                "<m:e><m:r><m:t>c</m:t></m:r></m:e></m:nary>"
                "<m:sSub><m:e><m:r><m:t>d</m:t></m:r></m:e><m:sub><m:r><m:t>1</m:t></m:r></m:sub></m:sSub>"
                "</m:oMath></m:oMathPara>"
            ),
            ["√xa^2（b）∑cd_1"],
            id="equation signs",
        ),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    document = read(body)
    assert [paragraph.text for paragraph in document.paragraphs()] == expected
    assert document.doubts == ()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            p(
                "共",
                runs=f"<w:del>{run('5').replace('w:t', 'w:delText')}</w:del><w:ins>{run('6')}</w:ins>"
                + run("人"),
            ),
            ["共6人"],
            id="in line",
        ),
        pytest.param(
            p(runs=f"<w:moveFrom>{run('甲')}</w:moveFrom>" + run("乙") + f"<w:moveTo>{run('丙')}</w:moveTo>"),
            ["乙丙"],
            id="moved",
        ),
        pytest.param(
            p("甲", DELETED_END) + p("乙") + p("丙"), ["甲乙", "丙"], id="end of a paragraph deleted"
        ),
        pytest.param(p("甲", DELETED_END) + p("乙", DELETED_END) + p("丙"), ["甲乙丙"], id="ends of two"),
        pytest.param(p("甲", DELETED_END), ["甲"], id="end of the last"),
        pytest.param(
            p("前") + p(runs=f"<w:del>{run('甲')}</w:del>", properties=DELETED_END),
            ["前"],
            id="last paragraph",
        ),
        pytest.param(p("甲") + f"<w:ins>{p('乙')}</w:ins>", ["甲", "乙"], id="inserted paragraph"),
        pytest.param(
            p("甲", '<w:pPrChange><w:pPr><w:pStyle w:val="1"/></w:pPr></w:pPrChange><w:rPr><w:ins/></w:rPr>'),
            ["甲"],
            id="end inserted, properties changed",
        ),
    ],
)
def test_changes_are_accepted_and_said_once(body: str, expected: list[str]) -> None:
    document = read(body)
    assert [paragraph.text for paragraph in document.paragraphs()] == expected
    assert [doubt.code for doubt in document.doubts] == ["reading-doubt"]
    assert "修订" in document.doubts[0].message


def test_deleted_rows_and_cells_are_gone() -> None:
    table = tbl(
        tr(tc("甲"), tc("乙"), tc("丙", "<w:cellDel/>")),
        tr(tc("1"), tc("2"), properties="<w:del/>"),
        tr(tc("3"), tc("4"), properties="<w:ins/>"),
    )
    document = read(p("前") + table)
    assert [cell.text for cell in next(document.tables()).cells] == ["甲", "乙", "3", "4"]
    assert [doubt.message[:4] for doubt in document.doubts] == ["文件带有"]


def test_formatting_changes_are_not_said() -> None:
    assert read(p("甲", "<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>")).doubts == ()


HIDDEN_STYLES = (
    '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="q"><w:name w:val="q"/>'
    '<w:rPr><w:vanish w:val="1"/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("甲", runs=run("藏", "<w:vanish/>") + run("乙")), ["甲乙"]),
        (p("甲", runs=run("藏", '<w:rStyle w:val="h"/>')), ["甲"]),
        (p("甲") + p("藏", '<w:pStyle w:val="q"/>'), ["甲"]),
    ],
)
def test_hidden_text_is_left_out_and_said(body: str, expected: list[str]) -> None:
    document = read(body, styles=HIDDEN_STYLES)
    assert [paragraph.text for paragraph in document.paragraphs()] == expected
    assert ["隐藏" in doubt.message for doubt in document.doubts] == [True]


def test_text_that_is_not_hidden_after_all() -> None:
    assert lines(p("甲", runs=run("乙", '<w:vanish w:val="0"/>'))) == ["甲乙"]


HEADINGS = (
    style("1", '<w:outlineLvl w:val="0"/>', name="heading 1")
    + style("2", name="标题 2")
    + style("3", based="1", name="我的")
    + style("4", '<w:outlineLvl w:val="9"/>', based="1", name="正文样")
    + style("t", name="toc 1")
)


@pytest.mark.parametrize(
    ("properties", "text", "level"),
    [
        ('<w:pStyle w:val="1"/>', "项目概况", 1),
        ('<w:pStyle w:val="2"/>', "项目概况", 1),  # by its name
        ('<w:pStyle w:val="3"/>', "项目概况", 1),
        ('<w:pStyle w:val="4"/>', "项目概况", 0),
        ('<w:outlineLvl w:val="2"/>', "项目概况", 1),
        ('<w:outlineLvl w:val="9"/>', "项目概况", 0),
        (
            '<w:pStyle w:val="1"/>',
            "本项目总投资1200万元，全部到位。",
            0,
        ),  # a sentence in the style of a heading
        ("", "项目概况", 0),
    ],
)
def test_headings(properties: str, text: str, level: int) -> None:
    document = read(p("一、总述") + p(text, properties), styles=HEADINGS)
    assert (list(document.paragraphs())[1].level > 0) == (level > 0)


def test_heading_levels_nest() -> None:
    body = "".join(
        p(text, f'<w:outlineLvl w:val="{at}"/>')
        for text, at in (("总述", 0), ("概况", 1), ("资金", 1), ("结论", 0))
    )
    document = read(p("一、前言") + body)
    assert [(s.title, s.level) for s in document.sections[1:]] == [
        ("总述", 2),
        ("概况", 3),
        ("资金", 3),
        ("结论", 2),
    ]


def test_the_mark_of_a_note_behind_a_number_makes_no_longer_number() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = p("资金100", runs=run("1", raised) + run("万元，面积5m") + run("2", raised) + run("x", raised))
    assert read(body).text == "资金100¹万元，面积5m²x\n"


def test_contents_in_contents_styles() -> None:
    body = p("目 录") + p("一、概况\t1", '<w:pStyle w:val="t"/>') + p("一、概况")
    assert lines(body, styles=HEADINGS) == ["一、概况"]


NOTES = (
    '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="2">{p("乙注")}</w:footnote><w:footnote w:id="5">{p("甲注")}{p("又")}</w:footnote>'
    f'<w:footnote w:id="7">{p("没有引用")}</w:footnote>'
)


def test_notes_stand_at_the_end() -> None:
    body = p("甲", runs='<w:r><w:footnoteReference w:id="5"/></w:r>' + run("。")) + p(
        "乙", runs='<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="1"/></w:r>'
    )
    shown = lines(body, footnotes=NOTES, endnotes=f'<w:endnote w:id="1">{p("尾")}</w:endnote>')
    assert shown == ["甲。", "乙", "[1] 甲注", "又", "[2] 乙注", "[尾注1] 尾"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (p("甲") + p(runs=IMAGE), "图片中的文字没有读入"),
        (tbl(tr(tc("甲"), tc(content=p(runs=IMAGE)))), "单元格里只有图片"),
        (p(runs=sym("Wingdings", "F001")), "符号字体"),
        (p("甲") + '<w:altChunk r:id="r1"/>', "嵌入了另一个文件"),
    ],
)
def test_what_cannot_be_read_is_said(body: str, said: str) -> None:
    document = read(body)
    assert [doubt.code for doubt in document.doubts] == ["unreadable"]
    assert said in document.doubts[0].message


def test_pictures_beside_text_are_not_said() -> None:
    assert read(p("甲", runs=IMAGE) + tbl(tr(tc("乙"), tc(content=p("丙", runs=IMAGE))))).doubts == ()


def test_macros_are_said() -> None:
    document = read_docx(word(p("甲"), {"word/vbaProject.bin": b"\xd0\xcf"}), "a.docm")
    assert ["宏" in doubt.message for doubt in document.doubts] == [True]


def test_strict_files_read_the_same() -> None:
    body = p("一、概况") + tbl(tr(tc("甲", '<w:gridSpan w:val="2"/>')), tr(tc("1"), tc("2")))
    plain = word(body)
    xml = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    strict = xml.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    read_strict = read_docx(word("", {"word/document.xml": strict}), "a.docx")
    assert read_strict == read_docx(plain, "a.docx")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_of_the_xml(encoding: str) -> None:
    stated = encoding.removesuffix("-sig")
    declaration = f"<?xml version='1.0' encoding='{stated}'?>"
    xml = f"{declaration}<w:document {NAMESPACES}><w:body>{p('甲')}</w:body></w:document>"
    document = read_docx(word("", {"word/document.xml": xml.encode(encoding)}), "a.docx")
    assert document.text == "甲\n"


def test_a_file_written_by_another_library() -> None:
    written = docx.Document()
    written.add_heading("自评报告", 0)
    written.add_heading("项目概况", 1)
    written.add_paragraph("共安排资金120万元。")
    written.add_paragraph("设备", style="List Number")
    written.add_paragraph("培训", style="List Number")
    written.add_paragraph("其他", style="List Bullet")
    table = written.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出"
    table.cell(2, 1).merge(table.cell(2, 2)).text = "合计"
    held = io.BytesIO()
    written.save(held)
    document = read_docx(held.getvalue(), "a.docx")
    assert [q.text for q in document.paragraphs()] == [
        "自评报告",
        "项目概况",
        "共安排资金120万元。",
        "1. 设备",
        "2. 培训",
        "• 其他",
    ]
    assert [(c.text, c.row_span, c.column_span) for c in next(document.tables()).cells if c.text] == [
        ("产出", 2, 1),
        ("合计", 1, 2),
    ]
    assert (document.format, document.name) == ("docx", "a.docx")


INLINE = st.one_of(
    st.text("甲乙一、1.（）\n\u3000 ", max_size=6).map(run),
    st.sampled_from(
        [
            "<w:r><w:tab/></w:r>",
            "<w:r><w:br/></w:r>",
            IMAGE,
            f"<w:del>{run('去')}</w:del>",
            f"<w:ins>{run('来')}</w:ins>",
            field("TOC", run("目")),
            field("PAGE", run("3")),
            run("藏", "<w:vanish/>"),
            box(p("盒")),
        ]
    ),
)
PROPERTIES = st.sampled_from(["", '<w:outlineLvl w:val="1"/>', DELETED_END, '<w:pStyle w:val="t"/>'])
PARAGRAPHS = st.builds(
    lambda properties, runs: p("", properties, "".join(runs)), PROPERTIES, st.lists(INLINE, max_size=4)
)
TABLES = st.lists(st.lists(PARAGRAPHS, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: tbl(*(tr(*(tc(content=cell) for cell in row)) for row in rows))
)


@given(st.lists(st.one_of(PARAGRAPHS, TABLES), max_size=6))
def test_every_position_is_an_offset_into_the_one_text(blocks: list[str]) -> None:
    document = read("".join(blocks) + p("末"), styles=HEADINGS)
    at = 0
    for block in document.blocks:
        assert at <= block.start <= block.end
        at = block.end
    for paragraph in document.paragraphs():
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
        assert paragraph.text == paragraph.text.strip(" \t\n\u3000")
        assert "\n" not in paragraph.text
    for table in document.tables():
        assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)
    assert all(0 <= doubt.start <= doubt.end <= len(document.text) for doubt in document.doubts)
    assert "去" not in document.text
    assert "藏" not in document.text
