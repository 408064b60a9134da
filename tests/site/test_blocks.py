"""Blocks: headings, run-in headings, tables with spans, and where a place is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.site.records import document, place_of
from xunzheng.audit.finding import Severity
from xunzheng.documents.model import Cell, Document, Paragraph, Table
from xunzheng.formats.html.blocks import ParagraphView, TableView, mark_document
from xunzheng.formats.html.marks import Span

E = Severity.ERROR


def span_at(start: int, end: int, cell: tuple[int, int] | None = None) -> Span:
    return Span(start, end, 1, 0, E, cell)


def marked(view: ParagraphView | TableView) -> list[str]:
    """The marked texts of a block, the margin first as `|`."""
    found = ["|"] if view.margin else []
    if isinstance(view, ParagraphView):
        return found + [part.text for part in (*view.segments, *view.rest) if part.findings]
    return found + [part.text for row in view.rows for cell in row for part in cell.segments if part.findings]


def paragraphs(*levels: int) -> Document:
    text, blocks = "", []
    for index, level in enumerate(levels):
        blocks.append(
            Paragraph(index, "标题", len(text), len(text) + 2, (), level, None, None, len(text) + 2)
        )
        text += "标题\n"
    return Document("a.txt", text, tuple(blocks))


@pytest.mark.parametrize(
    ("levels", "tags"),
    [
        ((0, 1, 2, 3), ["p", "h3", "h4", "h5"]),
        ((3, 1), ["h3", "h3"]),
        ((1, 3, 3, 2, 1), ["h3", "h4", "h5", "h4", "h3"]),
        ((1, 2, 3, 4, 9), ["h3", "h4", "h5", "h6", "h6"]),
    ],
)
def test_the_outline_never_skips_a_level(levels, tags):
    views = mark_document(paragraphs(*levels), []).blocks
    assert [view.tag for view in views if isinstance(view, ParagraphView)] == tags


def test_a_run_in_heading_is_a_heading_and_a_paragraph():
    view = mark_document(document(), []).blocks[3]
    assert isinstance(view, ParagraphView)
    assert view.segments[0].text == "（一）人员情况。"
    assert view.rest[0].text.startswith("核定编制")


def test_a_place_over_the_turn_of_a_run_in_heading_is_numbered_once():
    report = document()
    block = report.blocks[3]
    view = mark_document(report, [span_at(block.start, block.start + 12)]).blocks[3]
    assert isinstance(view, ParagraphView)
    assert [part.ends for part in (*view.segments, *view.rest) if part.findings] == [(), (1,)]


def test_only_the_short_lines_before_the_first_heading_are_the_cover():
    views = mark_document(document(), []).blocks
    assert [view.is_cover for view in views if isinstance(view, ParagraphView)] == [True, False, False, False]


def test_a_long_paragraph_marked_whole_gets_a_line_in_the_margin():
    text = "字" * 61
    report = Document("a", text, (Paragraph(0, text, 0, 61),))
    assert marked(mark_document(report, [span_at(0, 61)]).blocks[0]) == ["|"]
    assert marked(mark_document(report, [span_at(0, 60)]).blocks[0]) == ["字" * 60]


def test_a_place_of_a_whole_table_marks_the_table_and_not_its_cells():
    report = document()
    table = report.blocks[4]
    assert marked(mark_document(report, [span_at(table.start, table.end)]).blocks[4]) == ["|"]


def test_an_empty_cell_is_marked_where_the_place_says():
    report = document()
    place = place_of(report, "", 4, 1, 4)
    view = mark_document(report, [span_at(place.start, place.end, (1, 4))]).blocks[4]
    assert isinstance(view, TableView)
    assert [part.findings for part in view.rows[1][4].segments] == [(1,)]
    assert marked(view) == [""]


def test_a_place_over_cells_marks_those_with_text_and_is_numbered_in_the_last():
    report = document()
    table = report.blocks[4]
    assert isinstance(table, Table)
    first, last = table.grid()[2][2], table.grid()[2][4]
    assert first is not None
    assert last is not None
    view = mark_document(report, [span_at(first.start, last.end)]).blocks[4]
    assert isinstance(view, TableView)
    ends = [part.ends for cell in view.rows[2] for part in cell.segments if part.findings]
    assert ends == [(), (), (1,)]


def test_spans_and_holes_of_a_table_keep_the_columns():
    cells = (Cell(0, 0, "甲", 0, 1, row_span=2), Cell(0, 1, "12.5%", 2, 7), Cell(1, 2, "乙", 8, 9))
    table = Table(0, 2, 3, cells, 0, 9)
    view = mark_document(Document("a", "甲\n12.5%\n乙", (table,)), []).blocks[0]
    assert isinstance(view, TableView)
    assert [[cell.segments[0].text if cell.segments else None for cell in row] for row in view.rows] == [
        ["甲", "12.5%", None],
        [None, "乙"],
    ]
    assert view.rows[0][1].numeric
    assert not view.rows[0][0].numeric


@pytest.mark.parametrize("start", [9_999, 29])
def test_a_place_outside_every_block_has_no_target(start):
    report = document()
    gap = replace(report, blocks=report.blocks[3:])
    assert mark_document(gap, [span_at(0 if start == 29 else start, start)]).targets == {}


def test_a_place_that_reaches_into_the_next_block_ends_with_its_own():
    report = document()
    views = mark_document(report, [span_at(0, report.blocks[2].end)]).blocks
    assert [marked(view) for view in views[:3]] == [["二〇二三年度绩效自评报告"], [], []]
