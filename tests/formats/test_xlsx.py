"""The workbook reader: sheets, titles, tables with merged cells, what is hidden, what lies beside."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.test_text import assert_in_place, rows_of
from xunzheng.documents.model import Document, Table
from xunzheng.formats import read
from xunzheng.formats.xlsx import read_xlsx, read_xlsx_cells

_LINE = Side(style="thin")
FRAME = Border(_LINE, _LINE, _LINE, _LINE)
Rows = list[list[object]]


Change = Callable[[Worksheet], None]


def workbook(*sheets: tuple[str, Rows], framed: bool = True, change: Change | None = None) -> bytes:
    """A workbook of those sheets, rows of several values framed; `change` is done to the last sheet."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column)
                assert isinstance(cell, Cell)
                cell.value = value  # type: ignore[assignment]  # whatever a table of examples holds
                if framed and len(row) > 1:
                    cell.border = FRAME
        if change and name == sheets[-1][0]:
            change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_back(*sheets: tuple[str, Rows], framed: bool = True, change: Change | None = None) -> Document:
    document = read(workbook(*sheets, framed=framed, change=change), "a.xlsx")
    assert document.format == "xlsx"
    assert_in_place(document)
    return document


def lines_of(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs()]


def only_table(document: Document) -> Table:
    (table,) = document.tables()
    return table


FORM: Rows = [["项目", "预算数", "执行数"], ["甲", 10, 9.5], ["合计", 10, 9.5]]


def test_a_title_above_and_a_note_below_a_framed_table_are_lines() -> None:
    rows: Rows = [["项目支出绩效自评表"], ["填报单位：某局"], *FORM, [], ["说明：数据截至年底。"]]
    document = read_back(("Sheet1", rows))
    assert lines_of(document) == ["项目支出绩效自评表", "填报单位：某局", "说明：数据截至年底。"]
    table = only_table(document)
    assert rows_of(table) == [["项目", "预算数", "执行数"], ["甲", "10", "9.5"], ["合计", "10", "9.5"]]
    assert table.title == "项目支出绩效自评表"


@pytest.mark.parametrize(
    ("name", "first", "heading"),
    [
        ("Sheet1", "题目", None),
        ("Sheet2 (2)", "题目", None),
        ("工作表3", "题目", None),
        ("附表1-1", "题目", "附表1-1"),
        ("自评表", "项目支出绩效 自评表", None),
        ("乡镇卫生院", "题目", "乡镇卫生院"),
    ],
)
def test_a_sheet_stands_under_its_name_where_that_says_something(
    name: str, first: str, heading: str | None
) -> None:
    lines = lines_of(read_back((name, [[first], *FORM])))
    assert lines == ([heading] if heading else []) + [first]


def test_several_sheets_follow_one_another_and_empty_ones_are_nothing() -> None:
    document = read_back(("资金", [["一、资金"], *FORM]), ("Sheet2", []), ("产出", [["二、产出"], *FORM]))
    assert [section.title for section in document.sections] == ["资金", "产出"]
    assert [table.section for table in document.tables()] == [("资金",), ("产出",)]


def test_merged_cells_have_their_spans_and_columns_without_a_beginning_are_none() -> None:
    rows: Rows = [["项目名称", "甲", None, None], ["资金", "年初", "全年", "执行"], [None, 1, 2, 3]]

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:D1")
        sheet.merge_cells("A2:A3")

    table = only_table(read_back(("Sheet1", rows), change=merge))
    spans = [(c.row, c.column, c.text, c.row_span, c.column_span) for c in table.cells if c.text]
    assert spans[:3] == [(0, 0, "项目名称", 1, 1), (0, 1, "甲", 1, 3), (1, 0, "资金", 2, 1)]

    def merge_all(sheet: Worksheet) -> None:
        for row in (1, 2, 3):
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)

    table = only_table(read_back(("Sheet1", [["a", "b", None, None]] * 3), change=merge_all))
    assert (table.rows, table.columns) == (3, 2)


def test_empty_edges_are_trimmed_and_the_table_may_stand_anywhere() -> None:
    table = only_table(read_back(("Sheet1", [[], [], [], [], ["x", "y"], ["z", 1]])))
    assert (table.rows, table.columns) == (2, 2)

    def far(sheet: Worksheet) -> None:
        for row in (1_048_575, 1_048_576):
            for column in (1, 16_383, 16_384):
                sheet.cell(row, column).value = f"{column}"

    document = read_back(("Sheet1", [["题目"]]), framed=False, change=far)
    assert rows_of(only_table(document)) == [["1", "16383", "16384"]] * 2


@pytest.mark.parametrize(
    ("rows", "lines", "tables"),
    [
        ([["题目"], ["一、概况"], ["本单位编制10人。"]], 3, []),
        ([["题目"], *FORM], 1, [3]),
        ([["题目"], *FORM, ["合计"]], 1, [4]),
        ([*FORM, ["备注：无"]], 1, [3]),
        ([["一、收入"], *FORM, ["二、支出"], ["项目", "数", "数"], ["乙", 1, 2]], 2, [3, 2]),
        ([*FORM[:2], ["一、基本支出"], ["乙", 1, 2]], 0, [4]),
        ([*FORM, [], *FORM], 0, [3, 3]),
        ([["填报单位：某局", "单位：万元"], *FORM], 1, [3]),
        ([["一、", "项目概况"], ["二、", "资金情况"]], 2, []),
        ([["单位", "某局"]], 1, []),
    ],
)
def test_without_frames_rows_of_one_cell_are_text(rows: Rows, lines: int, tables: list[int]) -> None:
    document = read_back(("Sheet1", rows), framed=False)
    assert len(lines_of(document)) == lines
    assert [table.rows for table in document.tables()] == tables


def test_hidden_rows_and_columns_are_read_and_said() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    document = read_back(("支出", FORM), change=hide)
    assert ["甲", "10", "9.5"] in rows_of(only_table(document))
    messages = [doubt.message for doubt in document.doubts]
    assert any("“支出”的第 2 行是隐藏的" in message for message in messages)
    assert any("C 列是隐藏的" in message for message in messages)
    row = next(doubt for doubt in document.doubts if "行是隐藏" in doubt.message)
    assert document.text[row.start : row.end] == "甲"


def test_a_hidden_sheet_is_left_out_and_said() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden"

    document = read_back(("Sheet1", [["题目"]]), ("字典", [["甲"], ["乙"]]), change=hide)
    assert lines_of(document) == ["题目"]
    assert [doubt.message for doubt in document.doubts] == [
        "工作表“字典”是隐藏的（2 个单元格有内容），没有读入。"
    ]


def test_comments_are_said_and_line_breaks_stay_in_their_cell() -> None:
    def comment(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("请核对", "甲")

    document = read_back(("Sheet1", [["项\n目", "数"], ["a\tb", 1]]), change=comment)
    assert rows_of(only_table(document)) == [["项\n目", "数"], ["a b", "1"]]
    assert "1 处批注，没有读入正文（B2：" in document.doubts[0].message


def test_an_error_value_is_shown_and_doubted() -> None:
    def err(sheet: Worksheet) -> None:
        sheet["C2"].value = "#DIV/0!"

    document = read_back(("Sheet1", FORM), change=err)
    assert rows_of(only_table(document))[1] == ["甲", "10", "#DIV/0!"]
    assert "C2 是错误值 #DIV/0!" in document.doubts[0].message


def test_each_cell_knows_its_way_back() -> None:
    reading = read_xlsx_cells(workbook(("自评", [["题目"], *FORM])), "a.xlsx")
    places = {reading.document.text[s.start : s.end]: (s.sheet, s.cell) for s in reading.sources}
    assert places["题目"] == ("自评", "A1")
    assert places["9.5"] == ("自评", "C4")


def test_more_cells_than_the_limit_are_said_to_be_unread() -> None:
    rows: Rows = [[f"r{row}", row] for row in range(50)]
    document = read_xlsx(workbook(("Sheet1", rows)), "a.xlsx", most_cells=20)
    assert only_table(document).rows == 10
    assert any(d.code == "unreadable" and "没有读入" in d.message for d in document.doubts)
    assert_in_place(document)
