"""Tables of web pages: spans as browsers work them out, layout tables taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.test_text import assert_in_place, rows_of
from xunzheng.documents.model import Document, Table
from xunzheng.formats import read
from xunzheng.formats.webpage import read_webpage
from xunzheng.formats.webpage_grid import GroupedRow, SourceCell, place_cells, read_span


def read_page(body: str) -> Document:
    document = read(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert_in_place(document)
    return document


def only_table(body: str) -> Table:
    (table,) = read_page(body).tables()
    return table


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<tr><td>a</td><td>b</td></tr><tr><td>c</td></tr>", [["a", "b"], ["c", None]]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]]),
        ("<tr><td colspan=2>a<tr><td>b<td>c", [["a", "a"], ["b", "c"]]),
        ("<tr><td rowspan=9>a<td>b<tr><td>c", [["a", "b"], ["a", "c"]]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", [["a", "b"], ["a", "c"], ["a", "d"]]),
        ("<tr><td colspan=1000>a<tr><td>b<td>c", [["a", "a"], ["b", "c"]]),
        ("<tr><td colspan=0>a<td colspan=x>b<td rowspan=-3>c", [["a", "b", "c"]]),
        ("<tr><td>a<td rowspan=2>b<tr><td colspan=2>c", [["a", "b"], ["c", "b"]]),
        ("<tr><td>a<td>b<tr></tr><tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<tfoot><tr><td>e<td>f</tfoot><thead><tr><th>a<th>b</thead><tr><td>c<td>d",
         [["a", "b"], ["c", "d"], ["e", "f"]]),
        ("<thead><tr><th rowspan=5>a<th>b</thead><tbody><tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<tr><td><p>a</p><p>b</p><td>c<br>d", [["a\nb", "c\nd"]]),
        ("<tr><td><ol><li>a<li>b</ol><td>c", [["1.a\n2.b", "c"]]),
        ("<tr><td><div>a<td>b</div></table>", [["a", "b"]]),
        ("<tr><td>a<td>b<tr style='display:none'><td>c<td>d<tr><td>e<td>f", [["a", "b"], ["e", "f"]]),
        ("<tr><td>a<td><input value=5><input type=hidden value=6>", [["a", "5"]]),
        ("<tr><td>a<td>&nbsp;<tr><td><td>b", [["a", ""], ["", "b"]]),
        ("<caption>表1 收支表</caption><tr><td>a<td>b", [["a", "b"]]),
    ],
)  # fmt: skip
def test_the_grid_is_the_one_that_a_browser_shows(body: str, rows: list[list[str | None]]) -> None:
    assert rows_of(only_table(f"<p>题目</p><table>{body}</table>")) == rows


def test_a_caption_is_a_line_before_the_table() -> None:
    assert only_table("<table><caption>表1 收支表</caption><tr><td>a<td>b</table>").title == "表1 收支表"


TEXT = "本单位全年预算500万元，执行480万元，执行率96%。" * 8


@pytest.mark.parametrize(
    ("body", "tables"),
    [
        (f"<table><tr><td><p>{TEXT}</p></td></tr></table>", 0),
        (f"<table><tr><td>菜单<td><p>{TEXT}</p><p>a</p><p>b</p></table>", 0),
        (f"<table><tr><td>左<td><p>{TEXT}</p><table><tr><td>a<td>b<tr><td>c<td>d</table></table>", 1),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", 0),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", 1),
        (f"<table><tr><td>总体目标<td><p>{TEXT}</p></table>", 1),
        ("<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", 0),
        ("<table><tr><td><table><tr><td><table><tr><td>a<td>b</table></table></table>", 1),
    ],
)  # fmt: skip
def test_tables_that_only_arrange_the_page_are_taken_apart(body: str, tables: int) -> None:
    assert len(list(read_page(f"<p>题目</p>{body}").tables())) == tables


def test_a_small_table_in_a_cell_of_data_is_read_as_its_text_and_said() -> None:
    inner = "<table><tr><td>x<td>y<tr><td>z</table>"
    rows = "".join(f"<tr><td>指标{at}</td><td>说明文字{at}</td></tr>" for at in range(8))
    document = read_page(f"<table>{rows}<tr><td>资金</td><td>{inner}</td></tr></table>")
    (table,) = document.tables()
    assert rows_of(table)[-1] == ["资金", "x y\nz"]
    assert table.doubt
    assert document.doubts[0].message == table.doubt


def test_an_index_card_of_the_document_is_none_of_the_report() -> None:
    card = (
        "<table><tr><td>索引号：<td>000-1<tr><td>发布机构：<td>某局<tr><td>生成日期：<td>2023-01-01</table>"
    )
    document = read_page(f"{card}<p>{TEXT}</p><table><tr><td>a<td>b<tr><td>c<td>d</table>")
    assert [table.rows for table in document.tables()] == [2]


@pytest.mark.parametrize(
    ("text", "is_row", "span"),
    [(None, True, 1), ("2", True, 2), (" 3x", False, 3), ("0", True, 0), ("0", False, 1), ("-1", True, 1),
     ("99999999999999999999", True, 65_534), ("5000", False, 1000), ("²", False, 1), ("", True, 1)],
)  # fmt: skip
def test_spans_are_read_as_browsers_do(text: str | None, is_row: bool, span: int) -> None:
    assert read_span(text, is_row=is_row) == span


CELLS = st.builds(SourceCell, st.just("x"), st.integers(0, 4), st.integers(1, 4))
TABLES = st.lists(st.builds(GroupedRow, st.integers(0, 1), st.lists(CELLS, max_size=5)), max_size=6)


@given(TABLES)
def test_no_cells_overlap_and_none_is_lost(rows: list[GroupedRow]) -> None:
    ordered = sorted(rows, key=lambda row: row.group)
    placed = place_cells(ordered, 10_000)
    covered = [
        (row, column)
        for cell in placed.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert len(covered) == len(set(covered))
    assert all(row < placed.rows and column < placed.columns for row, column in covered)
    assert len(placed.cells) == sum(len(row.cells) for row in rows)
    assert [(c.row, c.column) for c in placed.cells] == sorted((c.row, c.column) for c in placed.cells)


def test_what_is_past_the_limit_is_said_to_be_unread() -> None:
    body = "<table>" + "<tr><td>甲<td>1" * 50 + "</table>"
    document = read_webpage(f"<html>{body}".encode(), "a.html", most_cells=20)
    assert [table.rows for table in document.tables()] == [10]
    assert any("40 行没有读入" in doubt.message for doubt in document.doubts)
