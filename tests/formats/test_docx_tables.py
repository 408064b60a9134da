"""Tables of Word files on a rectangular grid: spans, merges, irregular rows, nesting, limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.docx_files import DOWN, ON, p, span, tbl, tc, tr, word
from xunzheng.documents.model import Document, Table
from xunzheng.formats.docx import read_docx
from xunzheng.formats.docx_package import DocxLimits

Shape = list[tuple[str, int, int, int, int]]


def read(body: str) -> Document:
    return read_docx(word(body), "a.docx")


def table_of(body: str) -> Table:
    return next(read(body).tables())


def shape(table: Table) -> Shape:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells]


BEFORE = '<w:gridBefore w:val="1"/>'


@pytest.mark.parametrize(
    ("rows", "columns", "expected"),
    [
        pytest.param(
            [tr(tc("甲"), tc("乙")), tr(tc("1"), tc("2"))],
            2,
            [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1)],
            id="plain",
        ),
        pytest.param(
            [tr(tc("甲", span(2))), tr(tc("1"), tc("2"))],
            2,
            [("甲", 0, 0, 1, 2), ("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1)],
            id="across",
        ),
        pytest.param(
            [tr(tc("甲", DOWN), tc("1")), tr(tc("", ON), tc("2")), tr(tc("", ON), tc("3"))],
            2,
            [("甲", 0, 0, 3, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1), ("3", 2, 1, 1, 1)],
            id="down",
        ),
        pytest.param(
            [
                tr(tc("甲", span(2) + DOWN), tc("1")),
                tr(tc("", span(2) + ON), tc("2")),
                tr(tc("a"), tc("b"), tc("c")),
            ],
            3,
            [
                ("甲", 0, 0, 2, 2),
                ("1", 0, 2, 1, 1),
                ("2", 1, 2, 1, 1),
                ("a", 2, 0, 1, 1),
                ("b", 2, 1, 1, 1),
                ("c", 2, 2, 1, 1),
            ],
            id="across and down",
        ),
        pytest.param(
            [tr(tc("甲", DOWN), tc("1")), tr(tc("乙", DOWN), tc("2")), tr(tc("", ON), tc("3"))],
            2,
            [("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1), ("乙", 1, 0, 2, 1), ("2", 1, 1, 1, 1), ("3", 2, 1, 1, 1)],
            id="a merge ends where the next begins",
        ),
        pytest.param(
            [
                tr(tc("甲"), tc("乙", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>")),
                tr(tc("1"), tc("2"), tc("3")),
            ],
            3,
            [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 2), ("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1), ("3", 1, 2, 1, 1)],
            id="across as older writers had it",
        ),
        pytest.param(
            [tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("2"), tc("3"), properties=BEFORE)],
            3,
            [
                ("甲", 0, 0, 1, 1),
                ("乙", 0, 1, 1, 1),
                ("丙", 0, 2, 1, 1),
                ("2", 1, 1, 1, 1),
                ("3", 1, 2, 1, 1),
            ],
            id="a row that begins later",
        ),
        pytest.param(
            [tr(tc("2"), properties=BEFORE), tr(tc("3"), properties=BEFORE)],
            2,
            [("2", 0, 1, 1, 1), ("3", 1, 1, 1, 1)],
            id="all rows begin later",
        ),
        pytest.param(
            [tr(tc("甲"), tc("乙"), tc("丙")), tr(tc("1"))],
            3,
            [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 0, 2, 1, 1), ("1", 1, 0, 1, 1)],
            id="a row that ends early",
        ),
        pytest.param(
            [tr(tc("甲", span(3)), tc("乙", span(2))), tr(tc("1", span(3)), tc("2", span(2)))],
            2,
            [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1)],
            id="grid columns that no cell uses",
        ),
        pytest.param(
            [tr(tc("甲", content=p("一") + p() + p("二")), tc("乙"))],
            2,
            [("一\n二", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)],
            id="lines of a cell",
        ),
        pytest.param(
            [tr(tc("甲"), f"<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>")],
            2,
            [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)],
            id="a cell in a content control",
        ),
    ],
)
def test_grids(rows: list[str], columns: int, expected: Shape) -> None:
    table = table_of(tbl(*rows))
    assert (table.rows, table.columns, shape(table), table.doubt) == (len(rows), columns, expected, None)


@pytest.mark.parametrize(
    ("rows", "expected", "said"),
    [
        pytest.param(
            [tr(tc("甲"), tc("1")), tr(tc("乙", ON), tc("2"))],
            [("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1), ("乙", 1, 0, 1, 1), ("2", 1, 1, 1, 1)],
            "上面却没有起止列相同的单元格",
            id="nothing above to go on with",
        ),
        pytest.param(
            [tr(tc("甲", DOWN + span(2)), tc("1")), tr(tc("乙", ON), tc("2"), tc("3"))],
            [("甲", 0, 0, 1, 2), ("1", 0, 2, 1, 1), ("乙", 1, 0, 1, 1), ("2", 1, 1, 1, 1), ("3", 1, 2, 1, 1)],
            "上面却没有起止列相同的单元格",
            id="another width",
        ),
        pytest.param(
            [tr(tc("甲", DOWN), tc("1")), tr(tc("藏", ON), tc("2"))],
            [("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1)],
            "被盖住的部分还有文字",
            id="text under a merge",
        ),
    ],
)
def test_doubtful_merges(rows: list[str], expected: Shape, said: str) -> None:
    document = read(tbl(*rows))
    assert shape(next(document.tables())) == expected
    assert [doubt.code for doubt in document.doubts if said in doubt.message] == ["reading-doubt"]


def test_dragged_borders_make_no_columns() -> None:
    """The border between 甲 and 乙 stands 15 twips off in the second row."""
    table = table_of(
        tbl(
            tr(tc("甲"), tc("乙", span(2))),
            tr(tc("1", span(2)), tc("2")),
            widths=(2000, 15, 2000),
        )
    )
    assert table.columns == 2
    assert shape(table)[2:] == [("1", 1, 0, 1, 1), ("2", 1, 1, 1, 1)]


def test_a_narrow_column_with_a_cell_of_its_own_stays() -> None:
    table = table_of(tbl(tr(tc("甲"), tc("乙"), tc("丙", span(2))), widths=(2000, 15, 2000, 10)))
    assert [cell.text for cell in table.cells] == ["甲", "乙", "丙"]
    assert table.columns == 3


def test_text_under_the_table() -> None:
    document = read(
        p("前") + tbl(tr(tc("甲"), tc(), tc("乙")), tr(tc("1", content=p("2") + p("3")), tc("4"), tc()))
    )
    assert document.text == "前\n甲\t\t乙\n2\n3\t4\t\n"


def test_nested_table_follows_the_outer_one() -> None:
    inner = tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d")))
    outer = tbl(tr(tc("甲"), tc("乙")), tr(tc(content=p("附表：明细表") + inner + p("后")), tc("丙")))
    document = read(p("前") + outer + p("末"))
    first, second = document.tables()
    assert [cell.text for cell in first.cells] == ["甲", "乙", "附表：明细表\n后", "丙"]
    assert [cell.text for cell in second.cells] == ["a", "b", "c", "d"]
    assert second.title == "附表：明细表"
    assert [b.text for b in document.paragraphs()] == ["前", "末"]
    assert [doubt.start for doubt in document.doubts] == [second.start]


def test_tables_nested_deeply_keep_their_order() -> None:
    innermost = tbl(tr(tc("5"), tc("6")))
    middle = tbl(tr(tc("3"), tc(content=p("4") + innermost)))
    document = read(tbl(tr(tc("1"), tc(content=p("2") + middle))))
    assert [[cell.text for cell in table.cells] for table in document.tables()] == [
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
    ]


def test_a_table_of_one_cell_is_a_frame() -> None:
    inner = tbl(tr(tc("甲"), tc("乙")))
    document = read(tbl(tr(tc(content=p("一、概况") + inner + p("正文。")))))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert document.sections[0].title == "概况"


def test_caption_before_the_table() -> None:
    assert table_of(p("项目支出绩效自评表") + tbl(tr(tc("甲"), tc("乙")))).title == "项目支出绩效自评表"


@pytest.mark.parametrize("body", [tbl(), tbl(tr()), tbl(tr(tc(), tc()), tr(tc(), tc())), "<w:tbl/>"])
def test_tables_without_text_are_left_out(body: str) -> None:
    document = read(body + p("正文"))
    assert [block.text for block in document.paragraphs()] == ["正文"]
    assert not list(document.tables())


def limited(body: str, **limits: int) -> Document:
    return read_docx(word(body), "a.docx", DocxLimits(**limits))


def test_too_many_cells_are_cut_and_said() -> None:
    rows = [tr(*(tc(str(number)) for number in range(10))) for _ in range(100)]
    document = limited(tbl(*rows) + tbl(*rows) + p("末"), cells=505)
    assert [table.rows for table in document.tables()] == [50]
    assert [doubt.code for doubt in document.doubts] == ["unreadable"]
    assert "超出限度" in document.doubts[0].message


def test_too_many_columns_are_cut_and_said() -> None:
    for rows in ([tr(*map(tc, "一二三四五六"))], [tr(tc("一"), tc("二", span(1_000_000_000)), tc("三"))]):
        document = limited(tbl(*rows), columns=4)
        table = next(document.tables())
        assert table.columns <= 4
        assert any("列数超出" in doubt.message for doubt in document.doubts)
        table.grid()


def test_too_many_positions_are_cut_and_said() -> None:
    rows = [tr(*map(tc, "一二三四五")), *[tr(tc("1")) for _ in range(99)]]
    document = limited(tbl(*rows), positions=100)
    table = next(document.tables())
    assert (table.rows, table.columns) == (20, 5)
    assert [doubt.code for doubt in document.doubts] == ["unreadable"]


CELLS = st.tuples(
    st.integers(-3, 9), st.sampled_from(["", DOWN, ON, "<w:hMerge/>"]), st.text("甲1 ", max_size=3)
)
ROWS = st.lists(st.tuples(st.integers(0, 3), st.lists(CELLS, max_size=5)), min_size=1, max_size=6)


@given(ROWS, st.lists(st.integers(0, 200), max_size=12).map(tuple))
def test_no_two_cells_overlap_and_all_lie_in_the_text(
    rows: list[tuple[int, list[tuple[int, str, str]]]], widths: tuple[int, ...]
) -> None:
    body = tbl(
        *(
            tr(
                *(tc(text, span(count) + merge) for count, merge, text in cells),
                properties=f'<w:gridBefore w:val="{before}"/>',
            )
            for before, cells in rows
        ),
        widths=widths,
    )
    document = read(p("前") + body + p("后"))
    for table in document.tables():
        taken = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(taken) == len(set(taken))
        assert all(row < table.rows and column < table.columns for row, column in taken)
        assert all(document.text[cell.start : cell.end] == cell.text for cell in table.cells)
        assert [(c.row, c.column) for c in table.cells] == sorted((c.row, c.column) for c in table.cells)
        assert [c.start for c in table.cells] == sorted(c.start for c in table.cells)
        assert table.start == table.cells[0].start
        assert table.end == table.cells[-1].end
