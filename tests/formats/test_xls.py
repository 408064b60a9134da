"""The reader for old workbooks: the same as for new ones, from the older form."""

from __future__ import annotations

import contextlib
import io

import pytest
import xlwt  # type: ignore[import-untyped]  # the package has no type hints
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_text import assert_in_place, rows_of
from xunzheng.formats import Unreadable, read
from xunzheng.formats.xls import read_xls, read_xls_cells

FRAME = "borders: left thin, right thin, top thin, bottom thin"


def old_workbook() -> bytes:
    """A framed table under a title, with merged, hidden and formatted cells, and a hidden sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("资金")
    sheet.write_merge(0, 0, 0, 3, "项目支出绩效自评表")
    frame = xlwt.easyxf(FRAME)
    sheet.write(1, 0, "项目", frame)
    sheet.write_merge(1, 1, 1, 3, "数", frame)
    for column, (value, code) in enumerate(
        [("甲", "General"), (1234.5, "#,##0.00"), (0.9123, "0.00%"), (44927, 'yyyy"年"m"月"d"日"')]
    ):
        sheet.write(2, column, value, xlwt.easyxf(FRAME, num_format_str=code))
    for column, shown in enumerate(["乙", 0.1 + 0.2, True, ""]):
        sheet.write(3, column, shown, frame)
    sheet.row(3).hidden = True
    sheet.col(2).hidden = True
    sheet.write(5, 0, "说明：无。")
    hidden = book.add_sheet("字典")
    hidden.write(0, 0, "甲")
    hidden.visibility = 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


OLD = old_workbook()


def test_an_old_workbook_is_read_like_a_new_one() -> None:
    document = read(OLD, "a.xls")
    assert_in_place(document)
    assert document.format == "xls"
    assert [p.text for p in document.paragraphs()] == ["资金", "项目支出绩效自评表", "说明：无。"]
    (table,) = document.tables()
    grid = rows_of(table)
    assert grid[0] == ["项目", "数", "数", "数"]
    assert grid[1] == ["甲", "1,234.50", "91.23%", "2023年1月1日"]
    assert grid[2] == ["乙", "0.3", "TRUE", ""]


def test_what_is_hidden_is_said() -> None:
    messages = [doubt.message for doubt in read(OLD, "a.xls").doubts]
    assert any("第 4 行是隐藏的" in message for message in messages)
    assert any("C 列是隐藏的" in message for message in messages)
    assert any("工作表“字典”是隐藏的" in message for message in messages)


def test_each_cell_knows_its_way_back() -> None:
    reading = read_xls_cells(OLD, "a.xls")
    places = {reading.document.text[s.start : s.end]: s.cell for s in reading.sources}
    assert places["1,234.50"] == "B3"


@pytest.mark.parametrize("length", [8, 600, 3000, len(OLD) // 2])
def test_a_torn_file_is_refused_with_a_sentence(length: int) -> None:
    with pytest.raises(Unreadable, match="不完整或已损坏"):
        read_xls(OLD[:length], "a.xls")


def test_a_workbook_with_a_password_is_refused() -> None:
    stream = OLD.index(b"\x09\x08\x10\x00")
    # A FILEPASS record (0x2F) right behind the opening one says that the rest is encrypted.
    locked = OLD[: stream + 20] + b"\x2f\x00\x06\x00" + b"\x00" * 6 + OLD[stream + 30 :]
    with pytest.raises(Unreadable, match="加了密码"):
        read_xls(locked, "a.xls")


def test_more_cells_than_the_limit_are_said_to_be_unread() -> None:
    document = read_xls(OLD, "a.xls", most_cells=6)
    assert any("没有读入" in doubt.message for doubt in document.doubts)
    assert_in_place(document)


@given(st.binary(min_size=1, max_size=8), st.integers(0, len(OLD) - 1))
def test_a_damaged_byte_gives_a_document_or_a_refusal(junk: bytes, at: int) -> None:
    damaged = OLD[:at] + junk + OLD[at + len(junk) :]
    with contextlib.suppress(Unreadable):
        assert_in_place(read_xls(damaged, "a.xls"))
