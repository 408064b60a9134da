"""Hostile workbooks, torn, locked, swollen, with entities: refused or bounded, and nothing is opened."""

from __future__ import annotations

import contextlib
import io
import re
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_text import assert_in_place
from tests.formats.test_xlsx import FORM, workbook
from xunzheng.formats import Unreadable, read
from xunzheng.formats.xlsx import read_xlsx

SECONDS = 20.0  # of processor time; a quiet machine needs a fraction
SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook(("Sheet1", [["题目"], *FORM]))


def with_part(name: str, content: bytes, base: bytes = GOOD) -> bytes:
    """The workbook with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(base)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return out.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_of(rows: str, after: str = "", before: str = "") -> bytes:
    body = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return with_part(SHEET, body.encode())


def in_line(text: str, reference: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
)
FOREIGN = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (GOOD[: len(GOOD) // 2], "不完整或已损坏"),
        (GOOD[:200] + b"xl/workbook", "不完整或已损坏"),
        (with_part(SHEET, b"<worksheet><sheetData>"), "不完整或已损坏"),
        (with_part("xl/workbook.xml", b"<x/>"), "没有文字"),
        (with_part(SHEET, ENTITIES.encode()), "实体定义"),
        (with_part(SHEET, ENTITIES.encode("utf-16")), "实体定义"),
        (with_part(SHEET, FOREIGN.encode()), "实体定义"),
        (with_part("xl/styles.xml", ENTITIES.encode()), "实体定义"),
        (with_part("xl/workbook.xml", ENTITIES.encode()), "实体定义"),
        (workbook(("Sheet1", [])), "没有文字"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
    ],
)
def test_what_is_no_whole_workbook_is_refused_with_a_sentence(content: bytes, found: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(content, "表.xlsx")
    assert found in str(refusal.value)
    assert str(refusal.value).startswith("读不了 表.xlsx")
    assert "请" in str(refusal.value)


def test_a_locked_part_is_said_to_be_locked() -> None:
    locked = bytearray(GOOD)
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(mark, at + 4)
    with pytest.raises(Unreadable, match="加了密码"):
        read(bytes(locked), "a.xlsx")


def test_a_part_that_swells_is_refused_before_it_is_whole() -> None:
    bomb = with_part(SHEET, b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>")
    assert len(bomb) < 100_000
    start = time.process_time()
    with pytest.raises(Unreadable, match="解压后超过 9 MB"):
        read_xlsx(bomb, "a.xlsx", most_bytes=10_000_000)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "merges",
    [
        '<mergeCell ref="A1:XFD1048576"/>',
        '<mergeCell ref="A1:B2"/><mergeCell ref="A1:B2"/><mergeCell ref="B2:C9"/><mergeCell ref="A2:A3"/>',
        '<mergeCell ref="ZZZ1:A1"/><mergeCell ref=""/><mergeCell/><mergeCell ref="A1"/>',
        "".join(f'<mergeCell ref="A1:XFD{row}"/>' for row in range(1, 2000)),
    ],
)
def test_merged_areas_of_all_kinds_leave_cells_that_do_not_overlap(merges: str) -> None:
    rows = "".join(
        f'<row r="{row}">{in_line("甲", f"A{row}")}{in_line("乙", f"B{row}")}{in_line("丙", f"C{row}")}</row>'
        for row in range(1, 300)
    )
    start = time.process_time()
    document = read(sheet_of(rows, f"<mergeCells>{merges}</mergeCells>"), "a.xlsx")
    assert time.process_time() - start < SECONDS
    assert_in_place(document)
    for table in document.tables():
        covered = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(covered) == len(set(covered))
        assert all(row < table.rows and column < table.columns for row, column in covered)


def test_a_long_text_shared_by_many_cells_is_read_up_to_a_limit() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 3_001))
    document = read(with_strings(f"<si><t>{'项目' * 16_000}</t></si>", sheet_of(rows)), "a.xlsx")
    assert len(document.text) < 21_000_000
    assert any("文字太多，A626 以后" in doubt.message for doubt in document.doubts)


def test_more_shared_strings_than_any_report_has_are_refused() -> None:
    start = time.process_time()
    with pytest.raises(Unreadable, match="共享文字超过 50 万条"):
        read(with_strings("<si/>" * 600_000), "a.xlsx")
    assert time.process_time() - start < SECONDS


def with_strings(items: str, base: bytes = GOOD) -> bytes:
    """The workbook with these shared strings."""
    relation = (
        b'<Relationship Id="rIdStrings" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/sharedStrings" Target="strings.xml"/></Relationships>'
    )
    listing = "xl/_rels/workbook.xml.rels"
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        relations = re.sub(rb"<Relationship [^>]*sharedStrings[^>]*/>", b"", package.read(listing))
    content = with_part("xl/strings.xml", f'<sst xmlns="{MAIN}">{items}</sst>'.encode(), base)
    return with_part(listing, relations.replace(b"</Relationships>", relation), content)


def test_columns_that_are_hidden_again_and_again_are_hidden_once() -> None:
    columns = "<cols>" + '<col min="1" max="16384" hidden="1"/>' * 20_000 + "</cols>"
    start = time.process_time()
    document = read(sheet_of(f'<row r="1">{in_line("甲", "A1")}</row>', before=columns), "a.xlsx")
    assert time.process_time() - start < SECONDS / 4
    assert any("A 列是隐藏的" in doubt.message for doubt in document.doubts)


def test_styles_without_end_are_refused_before_they_are_a_tree() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * 2_100_000}</cellXfs></styleSheet>'
    with pytest.raises(Unreadable, match="XML 标记"):
        read(with_part("xl/styles.xml", styles.encode()), "a.xlsx")


def test_many_formulas_over_wide_areas_are_bounded_and_said() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>1</v></c><c r="B{row}"><f>SUM(A$1:A$9000)</f><v>9000</v></c></row>'
        for row in range(1, 9001)
    )
    start = time.process_time()
    document = read(sheet_of(rows), "a.xlsx")
    assert time.process_time() - start < SECONDS
    assert any("只复算了一部分" in doubt.message for doubt in document.doubts)


def test_links_to_other_files_are_said_and_not_followed() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId8" Type="x/externalLink" Target="externalLinks/externalLink1.xml"/>'
        '<Relationship Id="rId9" Type="x/worksheet" Target="file:///etc/passwd" TargetMode="External"/>'
        '<Relationship Id="rId7" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>'
    )
    document = read(with_part("xl/_rels/workbook.xml.rels", relations.encode()), "a.xlsx")
    assert any("没有打开那些文件" in doubt.message for doubt in document.doubts)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A9" t="s"><v>99999</v></c>',
        '<c r="A9" t="s"><v>-1</v></c>',
        '<c r="A9" s="4000000000"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        "<c><v>1</v></c>",
        '<c r="A9"><v>1e999999999</v></c>',
        '<c r="A9"><v>NaN</v></c>',
        f'<c r="A9"><v>{"9" * 5000}</v></c>',
        '<c r="A9"><f t="shared" si="7"/></c>',
        '<c r="A9" t="b"><v>2</v></c>',
        '<c r="A9" t="e"><v/></c>',
        '<c r="A9" t="新"><v>1</v></c>',
        '<c r="A9"/>',
    ],
)
def test_odd_cells_break_nothing(cell: str) -> None:
    document = read(sheet_of(f'<row r="1">{in_line("题目", "A1")}</row><row r="9">{cell}</row>'), "a.xlsx")
    assert document.blocks[0].start == 0
    assert_in_place(document)


@given(st.binary(min_size=1, max_size=8), st.integers(0, len(GOOD) - 1))
def test_a_damaged_byte_gives_a_document_or_a_refusal(junk: bytes, at: int) -> None:
    damaged = GOOD[:at] + junk + GOOD[at + len(junk) :]
    with contextlib.suppress(Unreadable):
        assert_in_place(read_xlsx(damaged, "a.xlsx"))
