"""PDF: paragraphs, columns, tables and pages, in files set by a typesetter or written by hand."""

from __future__ import annotations

import pytest

from tests.formats.pdf_raw import HELVETICA, image_object, raw_pdf, stream_object, text
from tests.formats.pdf_typeset import page_setup, quoted, typeset
from xunzheng.documents.model import Document, Table
from xunzheng.formats import Unreadable, read
from xunzheng.formats.pdf import PdfLimits, read_pdf

SENTENCE = (
    "2023年，本单位年初预算1,234.56万元，实际到位1,200.00万元，到位率97.20%，用于word processing等各类项目"
)
LONG = f"{SENTENCE}，{SENTENCE}，共计覆盖12个乡镇。"
IMAGE = b"<</Font<</F 4 0 R>>/XObject<</I 5 0 R>>>>"
FULL_PAGE = b"q 595 0 0 842 0 0 cm /I Do Q\n"


def lines(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


def rows(table: Table) -> list[list[str | None]]:
    """The texts, each merged cell at its first position only."""
    grid: list[list[str | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = cell.text
    return grid


def report(body: str, header: str = "绩效评价资料") -> Document:
    return read(typeset(page_setup(header) + body), "报告.pdf")


def test_positions_are_those_of_the_text() -> None:
    document = report(f"一、概况\n\n{LONG}\n\n#table(columns: 2, [指标], [得分], [产出], [10])")
    assert document.format == "pdf"
    for block in document.blocks:
        for part in block.cells if isinstance(block, Table) else (block,):
            assert document.text[part.start : part.end] == part.text


def test_wrapped_lines_are_one_paragraph() -> None:
    assert lines(report(f"一、概况\n\n{LONG}\n\n{LONG}\n\n（一）短句\n\n短句。\n\n{LONG}")) == [
        "一、概况",
        LONG,
        LONG,
        "（一）短句",
        "短句。",
        LONG,
    ]


def test_headings_open_sections() -> None:
    document = report(f"一、概况\n\n{LONG}\n\n（一）资金\n\n{LONG}\n\n二、绩效\n\n{LONG}")
    assert [section.path for section in document.sections] == [("概况",), ("概况", "资金"), ("绩效",)]


def test_a_paragraph_goes_on_over_the_page_end() -> None:
    paragraphs = [f"第{number}段，{LONG}" for number in range(30)]
    document = report("\n\n".join(map(quoted, paragraphs)))
    assert lines(document) == paragraphs


def test_headers_footers_and_page_numbers_are_left_out() -> None:
    document = report(
        "\n#pagebreak()\n".join(f"第{n}页的正文。" for n in range(1, 5)), "某市绩效评价资料汇编"
    )
    assert "资料汇编" not in document.text
    assert lines(document) == [f"第{n}页的正文。" for n in range(1, 5)]


@pytest.mark.parametrize("numbering", ['"1"', '"- 1 -"', '"第1页"', '"1 / 1"', '"第1页 共1页"'])
def test_page_numbers_of_all_kinds(numbering: str) -> None:
    setup = page_setup().replace('"- 1 -"', numbering)
    document = read_pdf(typeset(setup + "正文甲。\n#pagebreak()\n正文乙。\n#pagebreak()\n正文丙。"), "a.pdf")
    assert lines(document) == ["正文甲。", "正文乙。", "正文丙。"]


def test_what_stands_alike_in_the_body_of_pages_stays() -> None:
    document = report("\n#pagebreak()\n".join("#v(8cm)\n同样的一句话。" for _ in range(4)))
    assert lines(document) == ["同样的一句话。"] * 4


def test_a_table_of_contents_is_left_out() -> None:
    titles = ["一、概况", "二、资金", "三、绩效"]
    entries = "\n\n".join(f"{title}#box(width: 1fr, repeat[.]){n}" for n, title in enumerate(titles, 1))
    body = "\n\n".join(f"{title}\n\n{LONG}" for title in titles)
    document = report(f"#align(center)[目 录]\n\n{entries}\n#pagebreak()\n{body}")
    assert [section.title for section in document.sections] == ["概况", "资金", "绩效"]
    assert lines(document)[0] == "一、概况"


def test_two_columns_are_read_one_after_the_other() -> None:
    paragraphs = [f"第{number}段，{LONG}" for number in range(9)]
    title = '#place(top + center, scope: "parent", float: true, text(size: 18pt)[两栏的报告标题])\n'
    document = read_pdf(
        typeset(page_setup() + "#set page(columns: 2)\n" + title + "\n\n".join(map(quoted, paragraphs))),
        "a.pdf",
    )
    assert lines(document) == ["两栏的报告标题", *paragraphs]


def test_a_watermark_is_not_read() -> None:
    mark = "#set page(background: rotate(45deg, text(size: 60pt, fill: luma(80%))[征求意见稿]))\n"
    assert lines(report(mark + LONG)) == [LONG]


MERGED = """
#table(columns: (1fr, 1fr, 1fr, 1fr),
  table.cell(colspan: 2)[指标], [分值], [得分],
  table.cell(rowspan: 2)[产出], [数量指标完成情况以及其他一些需要说明的各种事项], [10], [9.5],
  [质量], [10], [],
  table.cell(colspan: 2)[合计], [20], [19.5])
"""


def test_merged_cells_keep_their_spans() -> None:
    table = only_table(report(MERGED))
    assert (table.rows, table.columns, table.doubt) == (4, 4, None)
    assert rows(table) == [
        ["指标", None, "分值", "得分"],
        ["产出", "数量指标完成情况以及其他一些需要说明的各种事项", "10", "9.5"],
        [None, "质量", "10", ""],
        ["合计", None, "20", "19.5"],
    ]
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    assert (spans[0, 0], spans[1, 0], spans[3, 0]) == ((1, 2), (2, 1), (1, 2))


def test_paragraphs_in_a_cell_stay_apart() -> None:
    body = (
        f"#table(columns: (1fr, 3fr), [目标], [预期目标：完成一期。\\ 实际完成：全部完成。], [长], [{LONG}])"
    )
    assert rows(only_table(report(body))) == [
        ["目标", "预期目标：完成一期。\n实际完成：全部完成。"],
        ["长", LONG],
    ]


def test_the_caption_becomes_the_title() -> None:
    assert only_table(report("正文。\n\n表1 资金情况表\n\n" + MERGED)).title == "表1 资金情况表"


BODY_ROWS = "".join(f"[指标{n}], [{n}], [{n}.5]," for n in range(120))


@pytest.mark.parametrize("header", ["table.header([指标], [分值], [得分]),", "[指标], [分值], [得分],"])
def test_a_table_over_page_ends_is_one(header: str) -> None:
    table = only_table(report(f"前文。\n\n#table(columns: (2fr, 1fr, 1fr), {header} {BODY_ROWS})\n\n后文。"))
    expected = [["指标", "分值", "得分"], *([f"指标{n}", str(n), f"{n}.5"] for n in range(120))]
    assert rows(table) == expected


def test_tables_of_different_columns_stay_apart() -> None:
    one = "#table(columns: (1fr, 1fr), [甲], [乙], [1], [2])"
    other = "#table(columns: (1fr, 2fr, 3fr), [丙], [丁], [戊], [3], [4], [5])"
    document = report(f"#v(15cm)\n{one}\n#pagebreak()\n{other}")
    assert [(table.rows, table.columns) for table in document.tables()] == [(2, 2), (2, 3)]


def test_a_row_cut_by_the_page_end_is_put_together() -> None:
    long = "说明文字很长，" * 60 + "完。"
    filler = "段落。\n\n" * 18
    cells = f"table.header([指标], [分值], [说明]), [甲], [10], [{long}], [乙], [20], [短]"
    body = f"{filler}#table(columns: (2fr, 1fr, 6fr), {cells})"
    assert rows(only_table(report(body))) == [
        ["指标", "分值", "说明"],
        ["甲", "10", long],
        ["乙", "20", "短"],
    ]


def test_a_table_turned_on_its_page() -> None:
    inner = "#box(width: 20cm)[#table(columns: 3, [指标], [分值], [得分], [产出], [10], [9])]"
    for angle in ("-90deg", "90deg"):
        body = f"第一页正文。\n#page(header: none, numbering: none)[#rotate({angle}, reflow: true)[{inner}]]"
        assert rows(only_table(report(body))) == [["指标", "分值", "得分"], ["产出", "10", "9"]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_that_is_shown_turned(turn: int) -> None:
    document = read_pdf(
        raw_pdf([text("One line") + text("Next", y=600)], page_entries=b"/Rotate %d" % turn), "a.pdf"
    )
    assert lines(document) == ["One line", "Next"]


def test_columns_without_rules_are_a_table_with_a_doubt() -> None:
    cells = "[指标], [分值], [得分], [产出], [10], [9], [效益], [20], [], [满意], [30], [29]"
    document = report(f"前文。\n\n#table(stroke: none, columns: (1fr, 1fr, 1fr), {cells})\n\n后文。")
    table = only_table(document)
    assert rows(table) == [
        ["指标", "分值", "得分"],
        ["产出", "10", "9"],
        ["效益", "20", ""],
        ["满意", "30", "29"],
    ]
    assert table.doubt is not None
    assert "reading-doubt" in {doubt.code for doubt in document.doubts}


def test_a_table_without_side_lines() -> None:
    cells = "[指标], [分值], [得分], [产出], [10], [9]"
    stroke = "stroke: (x, y) => (left: if x > 0 { 1pt }, top: 1pt, bottom: 1pt)"
    body = f"#table({stroke}, columns: (1fr, 1fr, 1fr), {cells})"
    table = only_table(report(body))
    assert rows(table) == [["指标", "分值", "得分"], ["产出", "10", "9"]]
    assert table.doubt == "表格的外框线不全，按其余线的两端补出。"


def test_the_mark_of_a_note_behind_a_number_makes_no_longer_number() -> None:
    body = "资金100#super[1]万元，共12#super[34]个，H#sub[2]，#text(size: 0.6em)[小字5]。见注#super[a]"
    found = report(body).text
    assert "资金100¹万元，共12³⁴个" in found
    assert "小字5" in found


def test_a_frame_is_no_table() -> None:
    assert lines(report("#rect(width: 100%)[框里的一句话。]\n\n框外的一句话。")) == [
        "框里的一句话。",
        "框外的一句话。",
    ]


def test_text_too_long_for_its_cell_stays_in_it() -> None:
    body = (
        "#table(columns: (5cm, 5cm), [指标], [公式], [甲], [（12+34+56+78+90+12+34+56+78+90）/12=3456.789])"
    )
    assert (
        "".join(rows(only_table(report(body)))[1][1].split())
        == "（12+34+56+78+90+12+34+56+78+90）/12=3456.789"
    )


def test_a_scanned_page_is_named() -> None:
    scan = raw_pdf(
        [text("First page"), FULL_PAGE, text("Third page")], resources=IMAGE, further={5: image_object()}
    )
    document = read_pdf(scan, "a.pdf")
    (doubt,) = document.doubts
    assert (doubt.code, doubt.message[:6]) == ("unreadable", "第 2 页：")
    assert "OCR" in doubt.message
    assert doubt.start == doubt.end == document.text.index("Third")


def test_a_file_of_scans_is_refused() -> None:
    scan = raw_pdf([FULL_PAGE] * 2, resources=IMAGE, further={5: image_object()})
    with pytest.raises(Unreadable, match="第 1 页：这一页是扫描的图片") as refusal:
        read_pdf(scan, "扫描.pdf")
    assert "OCR" in str(refusal.value)


def test_a_recognised_layer_under_a_scan_is_read_and_said() -> None:
    layer = b"3 Tr\n" + text("Words that somebody had recognised before")
    document = read_pdf(raw_pdf([FULL_PAGE + layer], resources=IMAGE, further={5: image_object()}), "a.pdf")
    assert lines(document) == ["Words that somebody had recognised before"]
    assert [doubt.code for doubt in document.doubts] == ["reading-doubt"]


def test_an_empty_password_is_no_hindrance() -> None:
    assert lines(read_pdf(raw_pdf([text("Open to all")], user_password=b""), "a.pdf")) == ["Open to all"]


def test_a_password_is_said() -> None:
    with pytest.raises(Unreadable, match="文件设有打开密码"):
        read_pdf(raw_pdf([text("Secret")], user_password=b"secret"), "a.pdf")


def mapped_to(codes: bytes) -> dict[int, bytes]:
    """A character map that gives the letter A a meaning of its own."""
    body = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfchar <41> <" + codes + b"> endbfchar\nendcmap end end\n"
    )
    return {6: stream_object(body)}


@pytest.mark.parametrize("codes", [b"E123", b"FFFD", b"F8FF"])
def test_characters_without_a_meaning_are_named(codes: bytes) -> None:
    font = HELVETICA % b"/ToUnicode 6 0 R"
    document = read_pdf(raw_pdf([text("total A yuan")], font=font, further=mapped_to(codes)), "a.pdf")
    (doubt,) = document.doubts
    assert doubt.code == "unreadable"
    assert document.text[: doubt.start] == "total "
    assert document.text[doubt.end :].strip() == "yuan"


@pytest.mark.parametrize(
    ("codes", "meant"),
    [(b"FB01", "fi"), (b"2F26", "子"), (b"2ED3", "长"), (b"F0FC", "√"), (b"F9CA", "流"), (b"00A0", " ")],
)
def test_characters_written_otherwise_are_put_right(codes: bytes, meant: str) -> None:
    font = HELVETICA % b"/ToUnicode 6 0 R"
    document = read_pdf(raw_pdf([text("onAe")], font=font, further=mapped_to(codes)), "a.pdf")
    assert lines(document) == [f"on{meant}e"]
    assert document.doubts == ()


def test_imitated_bold_is_read_once() -> None:
    assert lines(read_pdf(raw_pdf([text("Total 12") + text("Total 12", x=73)]), "a.pdf")) == ["Total 12"]


def test_a_word_broken_at_the_line_end_is_put_together() -> None:
    setup = page_setup().replace('lang: "zh", region: "cn"', 'lang: "en", hyphenate: true')
    words = "Extraordinarily comprehensive administrative responsibilities notwithstanding " * 6
    document = read_pdf(typeset(setup + words), "a.pdf")
    assert lines(document) == [words.strip()]


def test_scripts_and_attachments_are_not_touched() -> None:
    catalog = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>/Names<</EmbeddedFiles<</Names[(a)6 0 R]>>>>"
    attached = {6: b"<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>", 7: stream_object(b"hidden")}
    document = read_pdf(raw_pdf([text("Seen")], catalog_entries=catalog, further=attached), "a.pdf")
    assert document.text == "Seen\n"


def test_pages_beyond_the_limit_are_named() -> None:
    document = read_pdf(raw_pdf([text(f"Page {n}") for n in range(5)]), "a.pdf", PdfLimits(pages=2))
    assert lines(document) == ["Page 0", "Page 1"]
    (doubt,) = document.doubts
    assert "全文 5 页" in doubt.message
    assert doubt.start == len(document.text)


def test_too_large_a_file_is_refused() -> None:
    with pytest.raises(Unreadable, match="MB"):
        read_pdf(raw_pdf([text("x")]), "a.pdf", PdfLimits(size=100))


def test_no_pdfium_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Unreadable, match="pypdfium2"):
        read_pdf(raw_pdf([text("x")]), "a.pdf")
