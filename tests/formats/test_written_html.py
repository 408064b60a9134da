"""Pages as written: one file, everything escaped, tables and contents that say what they are."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from lxml import etree, html

from tests.formats.written_manuscripts import HOSTILE, chart, list_grid, report, score_grid
from xunzheng.documents.manuscript import (
    Chart,
    ChartKind,
    Contents,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Piece,
    Role,
    Series,
)
from xunzheng.formats.chart_text import measure, wrap
from xunzheng.formats.charts import MOST_LABELS, TONES, render_chart
from xunzheng.formats.writing import OutputKind, write


def page_of(*pieces: Piece, title: str = "报告") -> etree._Element:
    return html.document_fromstring(write(Manuscript(title, pieces), OutputKind.HTML))


def test_a_page_needs_nothing_else() -> None:
    text = write(report(), OutputKind.HTML).decode()
    assert text.startswith("<!doctype html>")
    assert not re.search(r"<(?:script|link|iframe|object|img)|(?:src|href)=\"(?!#)|@import|url\((?!#)", text)
    assert "default-src 'none'" in text


def test_all_text_is_escaped() -> None:
    page = page_of(Heading(1, HOSTILE), Passage("<script>alert(1)</script>"), list_grid(1), title=HOSTILE)
    assert not page.findall(".//script")
    assert not page.findall(".//b")
    assert page.findtext(".//h2") == HOSTILE
    assert page.findtext(".//title") == HOSTILE


def test_headings_contents_and_their_links() -> None:
    headings = (Heading(1, "一、甲"), Heading(2, "（一）乙"), Heading(3, "1.丙"), Heading(1, "二、丁"))
    page = page_of(Contents(2), *headings)
    assert [(element.tag, element.text) for element in page.iter("h2", "h3", "h4")] == [
        ("h2", "一、甲"),
        ("h3", "（一）乙"),
        ("h4", "1.丙"),
        ("h2", "二、丁"),
    ]
    links = page.findall(".//nav[@aria-label='目录']//a")
    targets = {element.get("id"): element.text for element in page.iter() if element.get("id")}
    assert [targets[link.get("href", "")[1:]] for link in links] == ["一、甲", "（一）乙", "二、丁"]
    assert not page_of(Contents(1), *headings).findall(".//nav")


def test_tables_name_their_heads() -> None:
    table = page_of(score_grid()).find(".//table")
    assert table is not None
    assert table.findtext("caption") == "表1 项目支出绩效自评表"
    assert [(th.get("scope"), th.get("rowspan"), th.get("colspan")) for th in table.findall("thead//th")][
        3:5
    ] == [
        ("colgroup", None, "2"),
        ("col", "2", None),
    ]
    assert [th.get("scope") for th in table.findall("tbody//th")] == ["rowgroup", "row"]
    assert len(table.findall("thead/tr")) == 2
    assert table.find(".//td//br") is not None


def test_roles_and_pages_are_classes() -> None:
    page = page_of(*(Passage("文字", role) for role in Role), NewPage(True), Passage("横"), Passage("仍横"))
    classes = [element.get("class") for element in page.findall(".//main/p")]
    assert classes[1:] == [*(role.value for role in Role), "body lying new-page", "body lying"]


def test_english_pages_say_so() -> None:
    headings = tuple(Heading(1, f"Part {number}") for number in range(3))
    made = write(Manuscript("Report", (Contents(), *headings), language="en"), OutputKind.HTML).decode()
    assert '<html lang="en">' in made
    assert 'aria-label="Contents"' in made


@pytest.mark.parametrize("kind", ChartKind)
def test_every_value_of_a_chart_is_written_and_its_svg_is_well_formed(kind: ChartKind) -> None:
    drawn = etree.fromstring(render_chart(chart(kind)))
    texts = ["".join(text.itertext()) for text in drawn.iter("{*}text")]
    totals = {"9", "3.5", "24"} if kind is ChartKind.STACKED else {"3", "5", "2.5", "12", "9", "—"}
    assert totals <= set(texts)
    assert {"甲局", "错误", "疑点", "建议", "单位：条"} <= set(texts)
    assert drawn.get("aria-label") == chart().alternative


def test_fills_differ_without_colours() -> None:
    """No two tones that stand beside one another have the same ground and the same strokes."""
    strokes = [TONES[tone].strokes for tone in ("error", "suspicion", "advice", "good")]
    assert len(set(strokes)) == 4
    drawn = render_chart(chart(), "x")
    assert 'id="x-suspicion"' in drawn
    assert 'fill="url(#x-advice)"' in drawn


def test_long_labels_wrap_and_of_many_the_largest_that_fit_on_a_page_are_drawn() -> None:
    many = tuple(f"第{number}个名称很长很长很长很长很长很长很长很长的单位" for number in range(100))
    made = Chart(ChartKind.BARS, "图", many, (Series("", tuple(Decimal(n) for n in range(100))),))
    drawn = render_chart(made)
    shown = drawn.count("<rect")
    assert 5 < shown < 20
    assert f"其余 {100 - shown} 项没有画出" in drawn
    numbers = [int(number) for number in re.findall("第(\\d+)个", drawn)]
    assert numbers == list(range(100 - shown, 100)), "the largest, in their order"
    height = re.search('height="(\\d+)"', drawn)
    assert height is not None
    assert int(height[1]) <= 870


def test_of_many_columns_the_first_are_drawn() -> None:
    many = tuple(f"{number}年" for number in range(100))
    made = Chart(ChartKind.COLUMNS, "图", many, (Series("", tuple(Decimal(n) for n in range(100))),))
    drawn = render_chart(made)
    assert f"其余 {100 - MOST_LABELS} 项没有画出" in drawn
    assert drawn.count("<rect") == MOST_LABELS


@pytest.mark.parametrize("kind", ChartKind)
def test_odd_values_are_drawn_too(kind: ChartKind) -> None:
    values = (Decimal(-5), Decimal(0), None, Decimal("1E+3"))
    made = Chart(
        kind, "图", ("a", "b", "c", "d", "e"), (Series("甲", values), Series("乙", ())), "", ("unknown",)
    )
    drawn = etree.fromstring(render_chart(made))
    assert all(float(box.get("width", "-1")) >= 0 for box in drawn.iter("{*}rect"))
    assert etree.fromstring(render_chart(Chart(kind, "", (), ()))) is not None


def test_hostile_labels_are_escaped() -> None:
    made = Chart(ChartKind.BARS, "<图>", ("</svg><script>",), (Series("\"'&", (Decimal(1),)),) * 2, "<x>")
    drawn = etree.fromstring(render_chart(made))
    assert not list(drawn.iter("{*}script"))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("甲乙丙丁", 20, ["甲乙", "丙丁"]),
        ("甲", 1, ["甲"]),
        ("甲乙丙丁戊", 10, ["甲", "乙", "丙", "…"]),
    ],
)
def test_labels_break_at_their_width(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, 10) == lines
    assert measure("甲a", 10) == 15.8


def test_wide_legends_break() -> None:
    series = tuple(Series(f"名称很长很长的第{number}个系列", (Decimal(1),)) for number in range(8))
    drawn = render_chart(Chart(ChartKind.STACKED, "图", ("甲",), series, "万元"))
    assert len({text.get("y") for text in etree.fromstring(drawn).iter("{*}text")}) > 3


def test_a_stacked_total_is_written_without_the_zeros_of_adding_up() -> None:
    series = (Series("得分", (Decimal("9.79"),)), Series("失分", (Decimal("0.21"),)))
    shown = render_chart(Chart(ChartKind.STACKED, "得分", ("预算执行率",), series), "a")
    assert ">10</text>" in shown
    assert "10.00" not in shown
