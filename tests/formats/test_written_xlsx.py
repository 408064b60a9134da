"""Workbooks as written: numbers as numbers in their digits, names of sheets, heads, charts."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from tests.formats.written_manuscripts import HOSTILE, chart, list_grid, report, score_grid
from xunzheng.documents.manuscript import (
    Alignment,
    Chart,
    ChartKind,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Series,
    Slot,
)
from xunzheng.formats import read
from xunzheng.formats.writing import OutputKind, Unwritable, write
from xunzheng.formats.written_xlsx_names import sheet_name
from xunzheng.formats.written_xlsx_numbers import number_format


def sheets_of(*pieces: Piece, title: str = "") -> list[Worksheet]:
    content = write(Manuscript(title, pieces), OutputKind.XLSX)
    return list(openpyxl.load_workbook(io.BytesIO(content)).worksheets)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("0", "0", "0"),
        ("5", "5", "0"),
        ("4.850", "4.85", "0.000"),
        ("-5.0", "-5", "0.0"),
        ("1,234.50", "1234.5", "#,##0.00"),
        ("1,234,567", "1234567", "#,##0"),
        ("95.35%", "0.9535", "0.00%"),
        ("95.35%", "95.35", '0.00"%"'),
        ("123456789012345", "123456789012345", "0"),
        ("1234567890123456", "1234567890123456", None),
        ("0.1234567890123456", "0.1234567890123456", None),
        ("1,23", "123", None),
        ("007", "7", None),
        ("5分", "5", None),
        ("５", "5", None),
        ("+5", "5", None),
        ("1e3", "1000", None),
        ("5", "6", None),
        ("50%", "0.6", None),
        ("-0.00", "0", None),
        ("", "0", None),
    ],
)
def test_a_number_has_the_format_that_shows_its_text(text: str, number: str, expected: str | None) -> None:
    assert number_format(text, Decimal(number)) == expected


@settings(max_examples=60, deadline=None)
@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(["", ","]), st.booleans())
def test_law_numbers_are_read_back_as_written(value: Decimal, comma: str, is_percent: bool) -> None:
    text = f"{value:{comma}}" + ("%" if is_percent else "")
    slot = Slot(text, number=value / 100 if is_percent else value)
    grid = Grid(((Slot("甲"), Slot("乙")), (Slot("丙"), slot)), (1, 1))
    document = read(write(Manuscript("", (grid,)), OutputKind.XLSX), "a.xlsx")
    assert [table.cells[3].text for table in document.tables()] == [text]


def test_numbers_are_numbers_and_all_else_is_text() -> None:
    (sheet,) = sheets_of(score_grid(""))
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[2][5:] == (1010, 10)
    assert rows[3][4] == 0.9535
    assert rows[4][2:5] == ("=1+1", "@办结率", "-100")
    assert sheet["C5"].data_type == "s"
    assert sheet["F3"].number_format == "#,##0"
    assert sheet["A3"].value == "产出指标\n（50分）"


def test_no_text_is_a_formula_or_a_link() -> None:
    texts = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "http://a.cn",
        "mailto:a@b.cn",
        "internal:A1",
        "{=1}",
        HOSTILE,
        "\t=1",
    ]
    content = write(
        Manuscript("=cmd|' /C calc'!A0", (Grid(tuple((Slot(t), Slot(t)) for t in texts), (1, 1)),)),
        OutputKind.XLSX,
    )
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        whole = b"".join(package.read(name) for name in package.namelist() if "sheet" in name)
    assert b"<f>" not in whole
    assert b"hyperlink" not in whole


def test_heads_stay_in_sight_and_lists_can_be_filtered() -> None:
    text, scores, listed = sheets_of(Heading(1, "一、概况"), score_grid(), list_grid(5), title="自评报告")
    assert [sheet.title for sheet in (text, scores, listed)] == [
        "报告",
        "表1 项目支出绩效自评表",
        "表2 发现清单",
    ]
    assert (scores.freeze_panes, listed.freeze_panes) == ("A4", "A3")
    assert scores.print_title_rows == "$2:$3"
    assert (scores.auto_filter.ref, listed.auto_filter.ref) == (None, "A2:D7")
    assert {str(area) for area in scores.merged_cells.ranges} >= {"A1:G1", "A2:A3", "D2:E2", "A4:A7", "A8:E8"}
    assert scores.page_setup.paperSize == 9
    assert scores.sheet_properties.pageSetUpPr.fitToPage
    assert scores.page_setup.fitToHeight == 0


def test_lying_pages_and_wide_tables_lie() -> None:
    sheets = sheets_of(Passage("甲"), list_grid(2, 4), list_grid(2, 12), NewPage(True), list_grid(2, 4))
    assert [sheet.page_setup.orientation for sheet in sheets] == ["portrait"] * 2 + ["landscape"] * 2


def test_charts_are_excels_own_beside_their_values() -> None:
    pieces = (Passage("说明"), *(chart(kind) for kind in ChartKind))
    content = write(Manuscript("报告", pieces), OutputKind.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [len(sheet._charts) for sheet in book.worksheets] == [0, 1, 1, 1]
    assert [cell.value for cell in book.worksheets[1][3]] == ["甲局", 3, 5, 1]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "三个单位的发现条数".encode() in package.read("xl/drawings/drawing1.xml")


def test_a_chart_without_values_is_an_empty_table() -> None:
    (sheet,) = sheets_of(Chart(ChartKind.BARS, "图", (), ()), title="")
    assert not sheet._charts


def test_negative_values_have_room() -> None:
    made = Chart(ChartKind.COLUMNS, "图", ("甲", "乙"), (Series("", (Decimal(-3), Decimal(4))),))
    assert len(sheets_of(made)[0]._charts) == 1


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["表1 明细表"], ["表1 明细表"]),
        (["收入/支出[2023]明细"], ["2023"]),
        (["长" * 40], ["长" * 31]),
        (["明细表", "明细表", "明细表"], ["明细表", "表1", "表2"]),
        (["", ""], ["表1", "表2"]),
        (["'引'号'"], ["引'号"]),
        (["History"], ["表1"]),
        (["𠮷" * 20], ["𠮷" * 15]),
        (["Abc", "ABC"], ["Abc", "表1"]),
        (["/\\?*[]:"], ["表1"]),
    ],
)
def test_sheets_have_valid_names_each_once(lines: list[str], names: list[str]) -> None:
    taken: set[str] = set()
    assert [sheet_name(line, taken) for line in lines] == names


@given(st.lists(st.text(max_size=40), max_size=8))
@settings(max_examples=40, deadline=None)
def test_law_any_captions_give_a_workbook(captions: list[str]) -> None:
    grids = tuple(Grid(((Slot("甲"), Slot("乙")),), (1, 1), caption=caption) for caption in captions)
    assert len(sheets_of(*grids, title="报告")) == max(len(captions), 1)


def test_what_a_workbook_cannot_hold_is_refused() -> None:
    with pytest.raises(Unwritable, match=r"32,768 个字符.*请分段"):
        write(Manuscript("报告", (Passage("长" * 32_768),)), OutputKind.XLSX)
    with pytest.raises(Unwritable, match="16,385 列"):
        write(Manuscript("报告", (Grid(((Slot("甲"),),), (1,) * 16_385),)), OutputKind.XLSX)


def test_high_rows_have_the_height_of_their_lines() -> None:
    wide = Slot("需要很多行才写得下的说明。" * 20, column_span=2, align=Alignment.LEFT)
    (sheet,) = sheets_of(Grid(((Slot("甲"), Slot("乙")), (wide,)), (1, 1)))
    assert sheet.row_dimensions[2].height > 40
    assert sheet.row_dimensions[1].height is None


def test_a_header_cannot_carry_codes() -> None:
    content = write(Manuscript("报告", (list_grid(2),), header="A&B &P"), OutputKind.XLSX)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<oddHeader>&amp;CA&amp;&amp;B &amp;&amp;P</oddHeader>" in package.read(
            "xl/worksheets/sheet1.xml"
        )


def test_a_whole_report_opens() -> None:
    content = write(report(), OutputKind.XLSX)
    assert len(openpyxl.load_workbook(io.BytesIO(content)).worksheets) == 10
