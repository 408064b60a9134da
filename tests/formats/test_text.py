"""The text reader: lines, headings, and every form in which text keeps a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng import samples
from xunzheng.documents.model import Document, Paragraph, Table
from xunzheng.formats import Unreadable, read
from xunzheng.formats.text import read_text
from xunzheng.formats.text_grid import MOST_CELLS
from xunzheng.formats.text_lines import MOST_LINES

Rows = list[list[str | None]]


def read_back(text: str) -> Document:
    return read(text.encode(), "a.txt")


def only_table(text: str) -> Table:
    (table,) = read_back(text).tables()
    return table


def rows_of(table: Table) -> Rows:
    return [[None if cell is None else cell.text for cell in row] for row in table.grid()]


def assert_in_place(document: Document) -> None:
    for index, block in enumerate(document.blocks):
        assert block.index == index
        if isinstance(block, Paragraph):
            assert document.text[block.start : block.end] == block.text
            continue
        assert block.start <= block.end
        for cell in block.cells:
            assert document.text[cell.start : cell.end] == cell.text
            assert 0 <= cell.row < block.rows
            assert 0 <= cell.column < block.columns
            assert block.start <= cell.start <= cell.end
    for doubt in document.doubts:
        assert 0 <= doubt.start <= doubt.end <= len(document.text)
        assert doubt.code in ("reading-doubt", "unreadable")


def test_each_line_is_a_paragraph_and_page_numbers_are_none() -> None:
    document = read_back("题目\n \u3000\n  一、概况\u3000\n文字\n- 15 -\n第 3 页 共 9 页\n—— 2 ——\n尾\n")
    assert [p.text for p in document.paragraphs()] == ["题目", "一、概况", "文字", "尾"]
    assert "- 15 -" in document.text
    assert document.sections[0].path == ("概况",)
    assert (document.format, document.encoding, document.name) == ("txt", "utf-8", "a.txt")


def test_markdown_headings_and_bold_lines() -> None:
    document = read_back("# 报告\n\n## 一、概况\n\n**（一）简介**\n\n---\n\n#\n\n文字")
    assert [(p.text, p.level) for p in document.paragraphs()] == [
        ("报告", 0),
        ("一、概况", 1),
        ("（一）简介", 2),
        ("文字", 0),
    ]


PIPES = [
    ("| 甲 | 乙 |\n|---|:-:|\n| 1 | 2 |", [["甲", "乙"], ["1", "2"]]),
    ("甲|乙\n-|-\n1|2", [["甲", "乙"], ["1", "2"]]),
    ("甲|乙|\n1|2|", [["甲", "乙"], ["1", "2"]]),
    ("甲|乙\n1|", [["甲", "乙"], ["1", ""]]),
    ("甲|乙\n|2", [["甲", "乙"], ["", "2"]]),
    ("|甲\\|丙|乙|\n|1||", [["甲\\|丙", "乙"], ["1", ""]]),
    ("|甲|乙|\n\n|1|2|\n后文", [["甲", "乙"], ["1", "2"]]),
    ("│甲│乙│\n├──┼──┤\n│1│2│", [["甲", "乙"], ["1", "2"]]),
    ("+--+--+\n|甲|乙|\n+--+--+\n|1|2|\n+--+--+", [["甲", "乙"], ["1", "2"]]),
    ("| 甲 | 乙 |\n| 1 | 二\n三 |\n| 3 | 4 |", [["甲", "乙"], ["1", "二\n三"], ["3", "4"]]),
    ("| 甲 | 乙 |\n| 1 | 二\n三\n| 3 | 4 |", [["甲", "乙"], ["1", "二\n三"], ["3", "4"]]),
    ("|甲|乙|丙|\n|1|2|", [["甲", "乙", "丙"], ["1", "2", None]]),
]


@pytest.mark.parametrize(("text", "rows"), PIPES)
def test_bars(text: str, rows: Rows) -> None:
    table = only_table(text)
    assert rows_of(table) == rows
    assert (table.doubt is not None) == any(None in row for row in rows)


@pytest.mark.parametrize(
    "text", ["甲|乙", "甲|乙\n\n\n丙|丁", "|甲|\n|乙|", "|---|---|\n|--|--|", "甲|乙\n\n丙"]
)
def test_bars_that_are_no_table(text: str) -> None:
    assert list(read_back("前\n" + text).tables()) == []


TABS = [
    ("甲\t乙\n1\t2", [["甲", "乙"], ["1", "2"]], False),
    ("甲\t乙\t丙\n1\t\t3\n\n\t\t4\n后", [["甲", "乙", "丙"], ["1", "", "3"], ["", "", "4"]], False),
    ("甲\t乙\t丙\n1\t2", [["甲", "乙", "丙"], ["1", "2", None]], True),
    ("\t2019\n收入\t1\n支出\t2", [["", "2019"], ["收入", "1"], ["支出", "2"]], False),
    (
        "一级\t二级\t得分\n投入\n（20分）\t立项\n（12分）\t4\n\t落实\n（8分）\t3",
        [["一级", "二级", "得分"], ["投入\n（20分）", "立项\n（12分）", "4"], ["", "落实\n（8分）", "3"]],
        True,
    ),
]


@pytest.mark.parametrize(("text", "rows", "doubtful"), TABS)
def test_rows_of_tabs(text: str, rows: Rows, doubtful: bool) -> None:
    table = only_table(text)
    assert rows_of(table) == rows
    assert (table.doubt is not None) is doubtful


@pytest.mark.parametrize(
    "text",
    [
        "甲\t乙",
        "1、\t甲\n2、\t乙",
        "一、概况\t1\n二、结果\t12",
        "甲\t乙\n\n\n丙",
        "\t为充分发挥作用\n\n\t现报告如下",
        "\t只有一格\n\t另一格",
    ],
)
def test_tabs_that_are_no_table(text: str) -> None:
    assert list(read_back(text).tables()) == []


def test_wrapped_rows_that_do_not_come_out_even_are_read_line_by_line() -> None:
    document = read_back("甲\t乙\t丙\n丁\t戊\t己\n庚\n辛\t壬\t癸\t子\n丑\t寅\t卯\n")
    assert [block.text for block in document.paragraphs()] == ["庚"]
    assert [len(table.cells) for table in document.tables()] == [6, 7]


def test_two_wrapped_tails_are_tried_once() -> None:
    document = read_back("甲\t乙\n丙\t丁\n戊\n己\t庚\n辛\t壬\n癸\n")
    assert len(list(document.tables())) == 2


def indented(*rows: list[str]) -> str:
    return "\n\n".join("\n".join("\t" + cell for cell in row) for row in rows) + "\n"


WIDE = [
    ["一级", "二级", "得分"],
    ["投入\n（20分）", "立项", "4"],
    ["", "", ""],
    ["", "落实", ""],
    ["过程", "业务", "3"],
]


def test_one_cell_per_line_with_leading_tabs() -> None:
    table = only_table("附表：评价表\n\n" + indented(*WIDE) + "\n\n- 3 -\n")
    assert rows_of(table) == WIDE
    assert table.title == "附表：评价表"
    assert table.doubt is None


def test_row_broken_by_a_blank_line_is_joined_by_the_number_of_cells() -> None:
    text = indented(*WIDE[:4]) + "\n\t过程\n（30分）\n\n\t业务\n\t3\n"
    document = read_back(text)
    (table,) = document.tables()
    assert rows_of(table) == [*WIDE[:4], ["过程\n（30分）", "业务", "3"]]
    assert table.doubt is not None
    (doubt,) = document.doubts
    assert doubt.code == "reading-doubt"
    assert "过程（30分）" in doubt.message
    assert text[doubt.start : doubt.end].startswith("过程")


def test_rows_run_together_are_parted() -> None:
    text = indented(*WIDE[:4]) + "\n" + "\n".join("\t" + cell for cell in "甲乙4丙丁5") + "\n"
    table = only_table(text)
    assert rows_of(table)[-2:] == [["甲", "乙", "4"], ["丙", "丁", "5"]]
    assert table.doubt is not None


def test_irregular_rows_stay_as_they_are() -> None:
    rows = [
        ["项目名称", "甲"],
        ["主管部门", "乙", "单位", "丙"],
        ["一", "二", "三", "四", "五"],
        ["六", "七", "八", "九", "十"],
    ]
    document = read_back(indented(*rows))
    (table,) = document.tables()
    assert rows_of(table)[:2] == [
        ["项目名称", "甲", None, None, None],
        ["主管部门", "乙", "单位", "丙", None],
    ]
    assert table.doubt is not None
    assert [doubt.code for doubt in document.doubts] == ["reading-doubt"]


def test_indented_sentences_are_no_table() -> None:
    sentence = (
        "为充分发挥政务服务专项资金使用效率，根据有关规定结合我市实际，对专项资金的基本情况进行了核实。"
    )
    assert list(read_back(indented([sentence, sentence], [sentence, sentence])).tables()) == []


CELLS = [
    # Blank lines are empty cells.
    (
        "一级指标\n二级指标\n三级指标\n分值\n得分\n产出\n数量\n人数\n20\n20\n\n\n班次\n10\n9\n",
        [["产出", "数量", "人数", "20", "20"], ["", "", "班次", "10", "9"]],
    ),
    # A blank line parts the rows, further ones are empty cells; one score is missing.
    (
        "一级指标\n三级指标\n评价要点或公式\n得分\n\n投入（20分）\n立项（4分）\n程序\n4\n"
        "\n\n到位（4分）\n比率\n\n\n过程\n业务\n健全\n3\n\n后文",
        [
            ["投入（20分）", "立项（4分）", "程序", "4"],
            ["", "到位（4分）", "比率", ""],
            ["过程", "业务", "健全", "3"],
        ],
    ),
    # Every line is followed by a blank one; merged cells are left out.
    (
        "一级指标\n\n二级指标\n\n分值\n\n得分\n\n产出\n\n数量\n\n20\n\n20\n\n质量\n\n10\n\n9\n\n后面的文字",
        [["产出", "数量", "20", "20"], ["质量", "10", "9", None]],
    ),
]


CELLS += [
    # A column of words behind the numbers; percentages among the words; merged cells left out; a total.
    (
        "一级指标\n二级指标\n三级指标\n实际完成值\n分值\n得分\n偏差原因\n产出指标\n数量指标\n人数\n97.3%\n20\n20\n无\n"
        "质量指标\n合格率\n95%\n80\n70\n缺考\n总分\n100\n90\n",
        [
            ["产出指标", "数量指标", "人数", "97.3%", "20", "20", "无"],
            ["质量指标", "合格率", "95%", "80", "70", "缺考", None],
            ["总分", "100", "90", None, None, None, None],
        ],
    ),
    # A score that is a share can only be read as one.
    (
        "一级指标\n二级指标\n评价要点\n权重\n产出\n数量\n人数\n40%\n质量\n合格\n60%\n\n\n\n后文",
        [["产出", "数量", "人数", "40%"], ["质量", "合格", "60%", None]],
    ),
]


@pytest.mark.parametrize(("text", "rows"), CELLS)
def test_one_cell_per_line_without_tabs(text: str, rows: Rows) -> None:
    document = read_back("前言\n\n" + text)
    (table,) = document.tables()
    assert rows_of(table)[1:] == rows
    assert table.doubt is not None
    assert any(doubt.code == "reading-doubt" for doubt in document.doubts)
    assert_in_place(document)


def test_cells_that_cannot_be_put_in_rows_are_named() -> None:
    document = read_back("一级指标\n二级指标\n说明\n得分\n备注\n产出\n数量\n很好\n二十\n无\n质量\n")
    assert list(document.tables()) == []
    (doubt,) = document.doubts
    assert doubt.code == "unreadable"
    assert "5 列" in doubt.message


@pytest.mark.parametrize(
    "body",
    [
        # The words behind the numbers are missing here and there: a level would be read as a reason.
        "产出指标\n数量指标\n人数\n20\n20\n质量指标\n合格率\n30\n30\n缺考\n",
        # Fewer cells than any row can have.
        "20\n甲\n20\n20\n乙\n30\n30\n",
        # Nothing below the headings.
        "",
    ],
)
def test_rows_that_would_be_guesses_are_not_made(body: str) -> None:
    document = read_back("一级指标\n二级指标\n三级指标\n分值\n得分\n偏差原因\n" + body)
    assert list(document.tables()) == []
    assert document.doubts[0].code == "unreadable"


def test_rows_shorter_than_the_headings_need_levels_to_be_merged() -> None:
    document = read_back("序号\n指标名称\n说明\n得分\n甲\n20\n乙\n30\n")
    assert list(document.tables()) == []


def test_scattered_cells_of_an_unknown_table_are_named() -> None:
    document = read_back("前言\n\n部门\n预算\n决算\n甲局\n1,200.5\n960.00\n乙局\n34%\n丙局\n丁局\n12\n\n后文")
    (doubt,) = document.doubts
    assert doubt.code == "unreadable"
    assert document.text[doubt.start : doubt.end].startswith("部门")
    assert read_back("甲\n" * 20).doubts == ()


def test_blank_cells_at_the_end_are_no_rows() -> None:
    document = read_back("一级指标\n二级指标\n得分\n产出\n数量\n20\n质量\n30\n\n文字\n\n\n尾\n")
    (table,) = document.tables()
    assert rows_of(table)[1:] == [["产出", "数量", "20"], ["质量", "30", None]]


@pytest.mark.parametrize(
    "text", ["分值\n得分\n权重\n", "一级指标\n\n\n二级指标\n得分", "一级指标\n一级指标\n得分\n1\n2\n3"]
)
def test_words_that_are_no_header(text: str) -> None:
    document = read_back(text)
    assert list(document.tables()) == []
    assert document.doubts == ()


def test_columns_aligned_with_blanks() -> None:
    document = read_back("类别　　　数量　得分\n产出数量  20  19 分\n产出质量   30   28\n\n落款  2020年")
    (table,) = document.tables()
    assert rows_of(table) == [["类别", "数量", "得分"], ["产出数量", "20", "19 分"], ["产出质量", "30", "28"]]
    assert table.doubt is not None


@pytest.mark.parametrize(
    "text",
    [
        "甲  乙\n丙  丁",
        "甲  乙\n丙  丁  戊\n己  庚",
        "甲  为充分发挥专项资金的使用效率，根据有关规定。\n" * 3,
    ],
)
def test_gaps_that_are_no_table(text: str) -> None:
    assert list(read_back(text).tables()) == []


def test_sample_has_its_sections_and_its_table() -> None:
    document = read(samples.sample(), samples.name)
    assert_in_place(document)
    (table,) = document.tables()
    assert table.columns == 6
    assert table.title is not None
    assert document.text.count(table.title) == 1
    assert [section.title for section in document.sections if section.level == 1][:3] == [
        "项目概况",
        "绩效评价目标",
        "评价指标分析",
    ]


def test_limit_of_cells_is_said() -> None:
    document = read_back("甲\t乙\n" * (MOST_CELLS // 2 + 10) + "\n\n\n|丙|丁|\n|戊|己|\n")
    (table,) = document.tables()
    assert len(table.cells) == MOST_CELLS
    assert {doubt.code for doubt in document.doubts} == {"unreadable"}
    assert str(MOST_CELLS) in document.doubts[0].message


def test_limit_of_columns_is_said() -> None:
    document = read_back(("|甲" * 300 + "|\n") * 3)
    assert list(document.tables()) == []
    assert len(list(document.paragraphs())) == 3
    assert "300 列" in document.doubts[0].message


def test_header_words_without_end_are_tried_a_few_times() -> None:
    document = read_back("一级指标\n二级指标\n得分\n" * 20)
    assert list(document.tables()) == []
    assert len(list(document.paragraphs())) == 60


def test_rows_without_numbers_at_the_end_are_not_the_tables() -> None:
    text = (
        "一级指标\n三级指标\n评分标准\n得分\n\n投入\n立项\n甲\n4\n\n产出\n数量\n乙\n5\n\n丙\n丁\n戊\n\n\n后文"
    )
    document = read_back(text)
    (table,) = document.tables()
    assert table.rows == 3
    assert [block.text for block in document.paragraphs()] == ["丙", "丁", "戊", "后文"]


def test_cells_of_one_line_within_one_cell_per_line() -> None:
    table = only_table("\t甲\n\t乙\n\t丙\n\n丁\t戊\t己\n\n\t庚\n\t辛\n\t壬\n")
    assert rows_of(table) == [["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛", "壬"]]


def test_limit_of_lines_is_refused() -> None:
    with pytest.raises(Unreadable, match=str(MOST_LINES)):
        read_text(b"a\n" * (MOST_LINES + 1), "a.txt")


def test_limit_of_bytes_is_an_argument() -> None:
    with pytest.raises(Unreadable):
        read_text(b"12345", "a.txt", limit=4)


PIECES = st.sampled_from(
    [
        "一、概况",
        "（一）",
        "\t",
        "\t甲",
        "|",
        "甲|乙",
        "|---|",
        "\n",
        "\n\n",
        "  ",
        "\u3000",
        "甲  乙",
        "一级指标\n二级指标\n得分\n",
        "4",
        "- 3 -",
        "①",
        "；",
        "# ",
        "**",
        "甲\t乙\t丙",
        "\ufeff",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_position_is_true(text: str) -> None:
    try:
        document = read_back(text)
    except Unreadable:
        return
    assert_in_place(document)


@given(
    st.lists(st.lists(st.text("甲乙丙4０（）分", max_size=4), min_size=3, max_size=3), min_size=2, max_size=9)
)
def test_bars_round_trip(rows: list[list[str]]) -> None:
    table = only_table("\n".join("|" + "|".join(row) + "|" for row in rows))
    assert rows_of(table) == rows
