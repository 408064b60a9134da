"""Manuscripts: where slots stand, how texts are settled, and the document that comes of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.documents.manuscript import (
    Chart,
    ChartKind,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Series,
    Slot,
)
from xunzheng.documents.manuscript_document import chart_grid, manuscript_document
from xunzheng.documents.manuscript_grid import header_end, place
from xunzheng.documents.manuscript_settling import settled
from xunzheng.documents.model import Paragraph, Table


def grid(*rows: tuple[Slot, ...], columns: int = 2, header_rows: int = 1) -> Grid:
    return Grid(rows, (1,) * columns, header_rows)


def test_slots_stand_where_spans_leave_room() -> None:
    """甲甲乙 / 丙丁丁 / 丙戊·"""
    made = grid(
        (Slot("甲", column_span=2), Slot("乙")),
        (Slot("丙", row_span=2), Slot("丁", column_span=2)),
        (Slot("戊"),),
        columns=3,
    )
    assert [[(spot.row, spot.column, spot.slot.text) for spot in row] for row in place(made)] == [
        [(0, 0, "甲"), (0, 2, "乙")],
        [(1, 0, "丙"), (1, 1, "丁")],
        [(2, 1, "戊"), (2, 2, "")],
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (((Slot("甲", column_span=3),),), "伸出"),
        (((Slot("甲"), Slot("乙"), Slot("丙")),), "伸出"),
        (((Slot("甲", row_span=2),),), "伸出"),
        (((Slot("甲", row_span=0),),), "小于 1"),
        (((Slot("甲", column_span=-1),),), "小于 1"),
        (((Slot("甲"), Slot("乙", row_span=2)), (Slot("丙", column_span=2),)), "重叠"),
    ],
)
def test_a_grid_built_wrongly_is_refused_with_its_row(rows: tuple[tuple[Slot, ...], ...], said: str) -> None:
    with pytest.raises(ValueError, match=f"第 [12] 行.*{said}"):
        place(grid(*rows))


@pytest.mark.parametrize(
    ("rows", "asked", "end"),
    [
        (((Slot("甲"), Slot("乙")), (Slot("丙"),)), 1, 1),
        (((Slot("甲"), Slot("乙")), (Slot("丙"),)), 2, 1),
        (((Slot("甲"), Slot("乙")),), 1, 0),
        (((Slot("甲", row_span=2), Slot("乙")), (Slot("丙"),), (Slot("丁"),)), 1, 0),
        (((Slot("甲", row_span=2), Slot("乙")), (Slot("丙"),), (Slot("丁"),)), 2, 2),
        (((Slot("甲"), Slot("乙")), (Slot("丙", row_span=2),), (Slot("丁"),)), 2, 1),
        (((Slot("甲"), Slot("乙")), (Slot("丙"),)), 0, 0),
    ],
)
def test_the_repeated_head_is_closed(rows: tuple[tuple[Slot, ...], ...], asked: int, end: int) -> None:
    made = grid(*rows, header_rows=asked)
    assert header_end(made, place(made)) == end


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (Passage(" 甲\t乙\u00a0丙 "), [Passage("甲 乙 丙")]),
        (Passage("甲\r\n\u3000\n乙"), [Passage("甲"), Passage("乙")]),
        (Passage(" \u3000\t"), []),
        (Passage("甲\u202e乙\ud800\x07\ufeff"), [Passage("甲乙")]),
        (Heading(9, "甲\n乙"), [Heading(4, "甲 乙")]),
        (Heading(0, "甲"), [Heading(1, "甲")]),
        (Heading(1, "\n"), []),
        (Grid((), (1,), caption="表\n一", note="注"), [Passage("表 一"), Passage("注")]),
        (Grid(((Slot("甲\n\n 乙 "), Slot("丙")),), (1, 1)), [Grid(((Slot("甲\n乙"), Slot("丙")),), (1, 1))]),
        (Contents(), [Contents()]),
        (NewPage(True), [NewPage(True)]),
        (
            Chart(ChartKind.BARS, " 题", ("a\tb",), (Series("s\n", (None,)),), "元 ", (), "述\x00"),
            [Chart(ChartKind.BARS, "题", ("a b",), (Series("s", (None,)),), "元", (), "述")],
        ),
    ],
)
def test_texts_are_settled(piece: Piece, expected: list[Piece]) -> None:
    assert list(settled(Manuscript("", (piece,))).pieces) == expected


def test_titles_and_fields_are_settled() -> None:
    made = settled(Manuscript(" 题\n目", (), " 副 ", "页\t眉", fields=(("单位", "某\n局"),)))
    assert (made.title, made.subtitle, made.header, made.fields) == (
        "题 目",
        "副",
        "页 眉",
        (("单位", "某 局"),),
    )


def test_what_has_no_place_on_a_scale_is_left_out_of_a_chart() -> None:
    told = tuple(map(Decimal, ("1.5", "NaN", "-Infinity", "1E+31", "-2")))
    chart = Chart(ChartKind.BARS, "图", tuple("甲乙丙丁戊"), (Series("值", (*told[:4], None)),))
    (found,) = settled(Manuscript("报告", (chart,))).pieces
    assert isinstance(found, Chart)
    assert found.series[0].values == (Decimal("1.5"), None, None, None, None)


@given(st.text())
def test_law_settled_text_is_settled_for_good(text: str) -> None:
    once = settled(
        Manuscript(text, (Passage(text), Heading(1, text), Grid(((Slot(text),),), (1,), caption=text)))
    )
    assert settled(once) == once


def test_a_document_has_every_text_at_its_place() -> None:
    made = manuscript_document(
        Manuscript(
            "某项目自评报告",
            (
                Contents(),
                Heading(1, "一、概况"),
                Passage("正文一段。"),
                Grid(((Slot("甲"), Slot("乙\n丙")), (Slot("丁"),)), (1, 1), 1, "表1 明细表", "注：略"),
                NewPage(),
                Grid(((Slot(""), Slot("")),), (1, 1)),
                Chart(ChartKind.BARS, "图1", ("甲",), (Series("数", (Decimal(1),)),)),
            ),
            subtitle="（2023年度）",
            header="页眉",
        ),
        "a.docx",
    )
    for block in made.blocks:
        if isinstance(block, Paragraph):
            assert made.text[block.start : block.end] == block.text
        else:
            assert all(made.text[cell.start : cell.end] == cell.text for cell in block.cells)
    assert [block.text for block in made.paragraphs()] == [
        "某项目自评报告",
        "（2023年度）",
        "一、概况",
        "正文一段。",
        "表1 明细表",
        "注：略",
        "图1",
    ]
    assert [(t.rows, t.columns, t.title, len(t.cells)) for t in made.tables()] == [(2, 2, "表1 明细表", 4)]
    assert made.text.splitlines()[5:8] == ["甲\t乙", "丙", "丁\t"]
    assert [section.title for section in made.sections] == ["概况"]


def test_without_plots_a_chart_is_its_table() -> None:
    series = (Series("错误", (Decimal("1.50"),)), Series("", (None, Decimal("1E+2"))))
    chart = Chart(ChartKind.STACKED, "图1 发现", ("甲局", "乙局"), series, "条")
    made = manuscript_document(Manuscript("", (chart,)), "a.txt", plots=False)
    assert [cell.text for table in made.tables() for cell in table.cells] == [
        *("名称", "错误（条）", "数值（条）"),
        *("甲局", "1.50", ""),
        *("乙局", "", "100"),
    ]
    assert chart_grid(chart).rows[1][1].number == Decimal("1.50")


@pytest.mark.parametrize(("text", "level"), [("项目概况", 1), ("长" * 61, 0), ("一句话。", 0)])
def test_only_what_is_like_a_title_is_declared_one(text: str, level: int) -> None:
    made = manuscript_document(Manuscript("", (Heading(1, text),)), "a")
    assert [paragraph.level for paragraph in made.paragraphs()] == [level]


def test_all_blocks_are_tables_or_paragraphs() -> None:
    made = manuscript_document(Manuscript("题", (grid((Slot("甲"), Slot("乙"))),)), "a")
    assert [type(block) for block in made.blocks] == [Paragraph, Table]
