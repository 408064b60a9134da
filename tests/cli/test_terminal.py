"""Printing: nothing of a report can steer the terminal, lines fit, marks stand under what they mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from xunzheng.audit.finding import Place
from xunzheng.cli.quotation import place_name, quotation
from xunzheng.cli.refusal import Refused
from xunzheng.cli.terminal import opened_output, print_lines, safe, wrapped
from xunzheng.documents.model import Cell, Document, Paragraph, Table

LINE = "2019年收到财政资金491万元，其中专项449万元、其他43万元。"


def document_of(text: str) -> Document:
    return Document("报告.txt", text, (Paragraph(0, text, 0, len(text)),))


def place_in(text: str, quote: str, block: int = 0, **cell: int) -> Place:
    start = text.index(quote)
    return Place(
        ("一、概况",), block, start, start + len(quote), text.count("\n", 0, start) + 1, quote, **cell
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("资金491万元", "资金491万元"),
        ("a\x1b[31mb", "a\N{REPLACEMENT CHARACTER}[31mb"),
        (
            "a\x9bb\x07\u202ec",
            "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}c",
        ),
        ("一\n二\t三", "一 二 三"),
    ],
)
def test_control_characters_are_replaced(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 20, [""]),
        ("共 491 万元", 40, ["共 491 万元"]),
        ("到账 491万元，其中专项449万元。", 14, ["到账 491万元，", "其中专项449万", "元。"]),
        ("a" * 9, 4, ["aaaa", "aaaa", "a"]),
    ],
)
def test_text_is_wrapped(text: str, width: int, lines: list[str]) -> None:
    assert wrapped(text, width) == lines


@given(st.text(st.sampled_from("一二，。（）ab1 ％%"), max_size=60), st.integers(8, 40))
def test_wrapping_keeps_the_text_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


@pytest.mark.parametrize("quote", ["491万元", "449万元", "2019年", "。", LINE])
@pytest.mark.parametrize("width", [40, 60, 96])
def test_quotation_fits_and_holds_the_place(quote: str, width: int) -> None:
    text = f"一、概况\n{'前文很长。' * 40}{LINE}{'后文很长。' * 40}\n下一行"
    shown = quotation(document_of(text), place_in(text, quote), width)
    assert cell_len(shown.before + shown.quote + shown.after) <= width
    assert shown.quote.rstrip("…") == quote[: len(shown.quote.rstrip("…"))]
    assert "\n" not in shown.before + shown.after


def test_quotation_of_a_short_line_is_the_whole_line() -> None:
    text = f"前一行\n{LINE}\n后一行"
    shown = quotation(document_of(text), place_in(text, "449万元"), 96)
    assert shown.before + shown.quote + shown.after == LINE


def test_quotation_in_a_table_is_the_row() -> None:
    text = "指标\n得分\n到位率\n4\n"
    cells = (
        Cell(0, 0, "指标", 0, 2),
        Cell(0, 1, "得分", 3, 5),
        Cell(1, 0, "到位率", 6, 9),
        Cell(1, 1, "4", 10, 11),
    )
    document = Document("表.txt", text, (Table(0, 2, 2, cells, 0, len(text)),))
    place = place_in(text, "4", row=1, column=1)
    assert quotation(document, place, 80).before == "到位率 │ "
    assert place_name(document, place) == "第4行 · 一、概况 · 表内第2行第2列"


def test_quotation_of_an_empty_cell_says_so() -> None:
    text = "到位率\n\n"
    cells = (Cell(0, 0, "到位率", 0, 3), Cell(0, 1, "", 4, 4))
    document = Document("表.txt", text, (Table(0, 1, 2, cells, 0, 5),))
    shown = quotation(document, Place((), 0, 4, 4, 2, "", 0, 1), 80)
    assert (shown.before, shown.quote) == ("到位率 │ ", "（空）")


@pytest.mark.parametrize("length", [10, 100_000, 2_000_000])
def test_quotation_of_an_endless_line_is_short(length: int) -> None:
    text = "字" * length + "491" + "字" * length
    shown = quotation(document_of(text), place_in(text, "491"), 96)
    assert cell_len(shown.before + shown.quote + shown.after) <= 96


def test_output_goes_to_the_file_without_colour(tmp_path: Path) -> None:
    with opened_output(tmp_path / "结果.txt") as console:
        print_lines(console, ["一行  ", "二行"])
    assert (tmp_path / "结果.txt").read_text("utf-8") == "一行\n二行\n"


def test_output_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="写不了"), opened_output(tmp_path / "none" / "x.txt"):
        raise AssertionError
