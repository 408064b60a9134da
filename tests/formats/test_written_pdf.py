"""PDF as written: the page, bookmarks, page numbers, heads of tables, fonts, and what is missing."""

from __future__ import annotations

import importlib.util
from decimal import Decimal

import pypdfium2
import pytest

from tests.formats.written_manuscripts import chart, list_grid, report, score_grid
from xunzheng.documents.manuscript import (
    Chart,
    ChartKind,
    Contents,
    Grid,
    Heading,
    Manuscript,
    NewPage,
    Passage,
    Series,
    Slot,
)
from xunzheng.documents.manuscript_grid import place
from xunzheng.formats import typesetting
from xunzheng.formats.typesetting import choose_families, typesetter
from xunzheng.formats.writing import OutputKind, Unwritable, write
from xunzheng.formats.written_widths import break_title, cell_size, fit_columns

typst = pytest.importorskip("typst")


def opened(manuscript: Manuscript) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(write(manuscript, OutputKind.PDF))


def text_of(page: pypdfium2.PdfPage) -> str:
    return "".join(str(page.get_textpage().get_text_range()).split())


def test_pages_are_a4_and_numbered_between_dashes() -> None:
    pages = list(opened(report(2)))
    sizes = {tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pages}
    assert sizes == {(210, 297), (297, 210)}
    assert all(f"—{number}—" in text_of(page) for number, page in enumerate(pages, 1))


def test_numbers_stand_on_the_outer_side() -> None:
    def side_of(page: pypdfium2.PdfPage, number: int) -> str:
        words = page.get_textpage()
        found = words.search(f"— {number} —").get_next()
        assert found is not None
        left, *_ = words.get_charbox(found[0])
        return "right" if left > page.get_width() / 2 else "left"

    made = opened(Manuscript("", (Passage("甲"), NewPage(), Passage("乙"))))
    assert [side_of(page, number) for number, page in enumerate(made, 1)] == ["right", "left"]


def test_22_lines_of_28_characters_fill_a_page() -> None:
    """GB/T 9704-2012, 5.2.3."""
    line = "字" * 26  # the first line is two characters in
    made = opened(Manuscript("", (Passage(line + "字" * 28 * 21), Passage("尾"))))
    assert [text_of(page).count("字") for page in made] == [26 + 28 * 21, 0]


def test_bookmarks_and_contents_lead_to_the_headings() -> None:
    pieces = (
        Contents(2),
        NewPage(),
        Heading(1, "一、甲"),
        Heading(2, "（一）乙"),
        NewPage(),
        Heading(1, "二、丙"),
    )
    made = opened(Manuscript("报告", pieces))
    assert [(mark.get_title(), mark.level) for mark in made.get_toc()] == [
        ("一、甲", 0),
        ("（一）乙", 1),
        ("二、丙", 0),
    ]
    assert "二、丙" in text_of(made[0])
    assert text_of(made[0]).replace(".", "").endswith(("3—1—", "3——1—"))


def test_the_head_of_a_long_table_is_on_every_page() -> None:
    pages = list(opened(Manuscript("清单", (list_grid(120),))))
    assert len(pages) > 2
    assert all("列1列2列3列4" in text_of(page) for page in pages)


def test_long_numbers_widen_their_column() -> None:
    rows = ((Slot("名称"), Slot("数")), (Slot("一项名称"), Slot("1,234,567,890.12")))
    grid = Grid(rows, (9, 1))
    widths = fit_columns(grid, place(grid), 442, 10.5, 8)
    assert widths[1] > 90
    assert sum(widths) == pytest.approx(442)


@pytest.mark.parametrize("lying", [False, True])
def test_more_columns_than_the_page_holds_are_refused(lying: bool) -> None:
    def made(columns: int) -> bytes:
        pieces = (NewPage(lying), list_grid(2, columns))
        return write(Manuscript("", pieces if lying else pieces[1:]), OutputKind.PDF)

    most = 39 if lying else 27
    assert made(most).startswith(b"%PDF")
    with pytest.raises(
        Unwritable, match=f"有 {most + 1} 列，{'横排' if lying else '竖排'}.*最多放 {most} 列"
    ) as no:
        made(most + 1)
    assert "xlsx" in str(no.value)
    assert ("改为横排" in str(no.value)) is not lying


def test_no_column_gives_way_below_one_character() -> None:
    crowded = Grid(((Slot("9" * 60), *(Slot("甲") for _ in range(20))),), (1,) * 21)
    assert min(fit_columns(crowded, place(crowded), 442, 8, 8)) >= 15.99


def test_more_rows_than_a_pdf_is_for_are_refused() -> None:
    with pytest.raises(Unwritable, match=r"20002 行，一份 PDF 最多写 20000 行.*xlsx"):
        write(Manuscript("", (list_grid(10_000), list_grid(10_000))), OutputKind.PDF)


@pytest.mark.parametrize("lying", [False, True])
def test_a_chart_of_many_bars_stays_on_its_page(lying: bool) -> None:
    labels = tuple(f"单位{number}" for number in range(80))
    bars = Chart(ChartKind.BARS, "图1 多", labels, (Series("", tuple(Decimal(n) for n in range(80))),))
    (page,) = opened(Manuscript("", (NewPage(lying), bars) if lying else (bars,)))
    boxes = [shape.get_bounds() for shape in page.get_objects()]
    assert min(bottom for _, bottom, _, _ in boxes) > 20
    assert max(top for *_, top in boxes) < page.get_height() - 20
    assert "图1多" in text_of(page)


def test_columns_share_what_there_is() -> None:
    crowded = Grid((tuple(Slot("9" * 40) for _ in range(6)),), (1,) * 6)
    assert fit_columns(crowded, place(crowded), 100, 10, 2) == pytest.approx([100 / 6] * 6)
    easy = Grid(((Slot("甲"), Slot("乙", column_span=1)),), (1, 3))
    assert fit_columns(easy, place(easy), 400, 10, 2) == [100, 300]
    assert [cell_size(columns) for columns in (7, 8, 11)] == [10.5, 9.0, 8.0]


@pytest.mark.parametrize(
    ("title", "most", "first"),
    [
        ("短标题", 20, ""),
        (
            "蓝桥市数据局2023年度“一件事一次办”改革项目支出绩效自评报告",
            20,
            "蓝桥市数据局2023年度“一件事一次办”",
        ),
        ("甲" * 30, 20, "甲" * 15),
        ("a" * 100, 20, ""),
        ("关于《某某某某某某某某办法》的说明", 12, "关于《某某某某某"),
    ],
)
def test_titles_break_where_sense_does(title: str, most: float, first: str) -> None:
    assert title[: break_title(title, most)] == first


def test_the_letters_of_charts_are_outlines() -> None:
    """Who reads the text of the page meets the caption, not the values of the plot."""
    content = write(Manuscript("", (chart(),)), OutputKind.PDF)
    assert b"/StructTreeRoot" in content
    assert text_of(pypdfium2.PdfDocument(content)[0]) == "图1各单位的发现—1—"


def test_faces_of_the_standard_come_first() -> None:
    families = choose_families(
        ["Noto Serif CJK SC", "Noto Sans CJK SC", "FangSong", "SimHei", "FZXiaoBiaoSong-B05S"]
    )
    assert families["body"][0] == "FangSong"
    assert families["black"][:2] == ["SimHei", "Noto Sans CJK SC"]
    assert families["title"][0] == "FZXiaoBiaoSong-B05S"
    assert families["regular"] == ["Noto Serif CJK SC", "Noto Sans CJK SC"]
    assert choose_families(["Arial"])["body"] == []


def test_the_typesetter_is_kept() -> None:
    assert typesetter() is typesetter()
    assert typesetter().families["body"]


@pytest.fixture
def _forgotten() -> object:
    typesetting.typesetter.cache_clear()
    yield
    typesetting.typesetter.cache_clear()


@pytest.mark.usefixtures("_forgotten")
def test_without_typst_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "typst" else found(name, *rest)
    )
    with pytest.raises(Unwritable, match=r"没有安装排版组件.*xunzheng\[pdf\]"):
        write(Manuscript("报告", ()), OutputKind.PDF)
    assert not typesetting.has_typesetter()


@pytest.mark.usefixtures("_forgotten")
def test_without_a_chinese_font_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "choose_families", lambda installed: {"body": []})
    with pytest.raises(Unwritable, match=r"没有中文字体.*fonts-noto-cjk"):
        write(Manuscript("报告", ()), OutputKind.PDF)


def test_the_bundled_font_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without Chinese fonts the package's own face sets everything."""
    if importlib.util.find_spec("zhplot") is None:
        pytest.skip("the package with the font is not installed")
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=typesetting._bundled_fonts()
    )
    setter = typesetting.Typesetter(fonts, choose_families(fonts.families()))
    monkeypatch.setattr("xunzheng.formats.written_pdf.typesetter", lambda: setter)
    made = opened(Manuscript("自评报告", (Heading(1, "一、概况"), Passage("正文。"), score_grid())))
    assert "一、概况" in text_of(made[0])


def test_a_long_table_does_not_stay_in_memory() -> None:
    made = opened(Manuscript("清单", (list_grid(400, 2),)))
    assert "第400项" in text_of(made[len(made) - 1])
