"""Automatic numbering as Word shows it: formats, levels, restarts, overrides, styles."""

from __future__ import annotations

import pytest

from tests.formats.docx_files import abstract, level, listed, num, override, p, style, word
from xunzheng.documents.model import LabelStyle
from xunzheng.formats.docx import read_docx
from xunzheng.formats.docx_numerals import write_ordinal


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    parts = {"numbering": numbering} | ({"styles": styles} if styles else {})
    return [paragraph.text for paragraph in read_docx(word(body, **parts), "a.docx").paragraphs()]


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", {1: "1", 10: "10", 101: "101"}),
        ("decimalZero", {1: "01", 10: "10", 101: "101"}),
        ("decimalFullWidth", {1: "１", 10: "１０"}),
        ("decimalFullWidth2", {12: "１２"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○"}),
        ("chineseCountingThousand", {1: "一", 10: "十", 21: "二十一", 100: "一百", 105: "一百零五"}),
        ("taiwaneseCounting", {3: "三", 12: "十二"}),
        ("taiwaneseCountingThousand", {101: "一百零一"}),
        ("taiwaneseDigital", {10: "一○"}),
        ("japaneseCounting", {1: "一", 10: "十", 11: "十一", 101: "百一", 120: "百二十", 1000: "千"}),
        ("japaneseDigitalTenThousand", {10: "一〇"}),
        ("ideographDigital", {1: "一", 10: "一〇", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
        ("ideographLegalTraditional", {3: "參", 12: "壹拾貳"}),
        ("chineseLegalSimplified", {3: "叁", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {1: "①", 10: "⑩"}),
        ("decimalEnclosedParen", {1: "⑴", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa", 781: "781"}),
        ("upperLetter", {2: "B", 28: "BB"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv"}),
        ("upperRoman", {1994: "MCMXCIV"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 21: "21st"}),
        ("numberInDash", {3: "- 3 -"}),
        ("hex", {31: "1F"}),
        ("none", {1: "", 0: ""}),
        ("bullet", {7: ""}),
        ("noSuchFormat", {7: "7"}),
        ("upperRoman", {0: "0", -1: "-1", 2_000_000_000: "2000000000"}),
    ],
)
def test_formats(number_format: str, expected: dict[int, str]) -> None:
    assert {number: write_ordinal(number, number_format) for number in expected} == expected


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("001, 002, 003, ...", "007"), ("00001, 00002", "00007"), ("x", "7"), (None, "7")],
)
def test_custom_format(pattern: str | None, expected: str) -> None:
    assert write_ordinal(7, "custom", pattern) == expected


@pytest.mark.parametrize(
    ("number_format", "text", "suffix", "expected"),
    [
        ("chineseCountingThousand", "%1、", "", ["一、概况", "二、概况"]),
        ("chineseCounting", "（%1）", "", ["（一）概况", "（二）概况"]),
        ("japaneseCounting", "第%1章", "space", ["第一章 概况", "第二章 概况"]),
        ("decimal", "%1.", "", ["1. 概况", "2. 概况"]),
        ("decimal", "%1.", "nothing", ["1.概况", "2.概况"]),
        ("decimal", "%1．", "tab", ["1．概况", "2．概况"]),
        ("decimalEnclosedCircle", "%1", "", ["①概况", "②概况"]),
        ("decimal", "", "", ["概况", "概况"]),
        ("none", "", "", ["概况", "概况"]),
        ("none", "结论：", "", ["结论：概况", "结论：概况"]),
        ("bullet", "\uf06c", "", ["• 概况", "• 概况"]),
        ("bullet", "●", "", ["● 概况", "● 概况"]),
        ("bullet", "", "", ["概况", "概况"]),
    ],
)
def test_one_level(number_format: str, text: str, suffix: str, expected: list[str]) -> None:
    numbering = abstract(0, level(0, number_format, text, suffix=suffix)) + num(1, 0)
    assert lines(listed("概况", 1) * 2, numbering) == expected


def test_bullet_of_a_symbol_font() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    numbering = abstract(0, level(0, "bullet", "l", more=fonts)) + num(1, 0)
    assert lines(listed("概况", 1), numbering) == ["• 概况"]


OUTLINE = abstract(
    0,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "%1.%3.%4"),
)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([0, 1, 1, 0, 1], ["一、", "（一）", "（二）", "二、", "（一）"]),
        ([0, 1, 2, 2, 1, 2], ["一、", "（一）", "1.", "2.", "（二）", "1."]),
        ([1, 1, 0, 1], ["（一）", "（二）", "一、", "（一）"]),
        ([0, 2, 3, 3, 2, 3], ["一、", "1.", "一.1.1", "一.1.2", "2.", "一.2.1"]),
        ([3], ["一.1.1"]),  # levels above that were not used yet show their first number
        ([9], ["x"]),
    ],
)
def test_levels(levels: list[int], expected: list[str]) -> None:
    body = "".join(listed("x", 1, at) for at in levels)
    shown = lines(body, OUTLINE + num(1, 0))
    assert [line.removesuffix("x").rstrip() or line for line in shown] == expected


def test_legal_numbering_shows_digits() -> None:
    numbering = abstract(
        0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    ) + num(1, 0)
    assert lines(listed("x", 1) + listed("y", 1, 1) * 2, numbering) == ["一、x", "1.1 y", "1.2 y"]


def test_a_level_without_number_shows_nothing_in_the_levels_below() -> None:
    numbering = abstract(
        0, level(0, "decimal", "%1."), level(1, "bullet", "—"), level(2, "decimal", "%1.%2%3.")
    ) + num(1, 0)
    assert lines(listed("x", 1) + listed("y", 1, 2), numbering) == ["1. x", "1.1. y"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1", "2", "1"]),
        ('<w:lvlRestart w:val="0"/>', ["1", "2", "3"]),
        ('<w:lvlRestart w:val="1"/>', ["1", "2", "3"]),  # only after level one, not after level two
        ('<w:lvlRestart w:val="2"/>', ["1", "2", "1"]),
        ('<w:lvlRestart w:val="8"/>', ["1", "2", "1"]),  # deeper than itself: as if it were not there
    ],
)
def test_restart(restart: str, expected: list[str]) -> None:
    numbering = abstract(
        0, level(0, "decimal", "A%1"), level(1, "decimal", "B%2"), level(2, "decimal", "%3", more=restart)
    ) + num(1, 0)
    body = "".join(listed("", 1, at) for at in (0, 1, 2, 2, 1, 2))
    shown = lines(body, numbering)
    assert [line for line in shown if line[0] not in "AB"] == expected


@pytest.mark.parametrize(
    ("numbers", "lists", "expected"),
    [
        ([1, 2, 1], num(1, 0) + num(2, 0), ["1", "2", "3"]),  # lists of one abstract list count together
        ([1, 1, 2, 2], num(1, 0) + num(2, 0, override(0, 1)), ["1", "2", "1", "2"]),
        ([1, 2, 1], num(1, 0) + num(2, 0, override(0, 7)), ["1", "7", "8"]),
        ([1, 2], num(1, 0) + num(2, 0, override(0, None, level(0, "upperLetter", "%1"))), ["1", "A"]),
        ([1, 2], num(1, 0) + num(2, 0, override(0, 3, level(0, "upperLetter", "%1"))), ["1", "C"]),
        ([0, 1], num(1, 0), ["", "1"]),  # numId 0 takes numbering off
        ([5, 1], num(1, 0), ["", "1"]),  # a list that is not there
        ([2], num(2, 9), [""]),  # an abstract list that is not there
    ],
)
def test_lists_and_overrides(numbers: list[int], lists: str, expected: list[str]) -> None:
    numbering = abstract(0, level(0, "decimal", "%1", suffix="nothing")) + lists
    body = "".join(listed("x", number) for number in numbers)
    assert [line.removesuffix("x").rstrip() for line in lines(body, numbering)] == expected


@pytest.mark.parametrize(("start", "expected"), [(0, ["0", "1"]), (5, ["5", "6"]), (None, ["0", "1"])])
def test_start(start: int | None, expected: list[str]) -> None:
    numbering = abstract(0, level(0, "decimal", "%1", start=start)) + num(1, 0)
    assert lines(listed("", 1) * 2, numbering) == expected


HEADINGS = (
    style("1", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>', name="heading 1")
    + style(
        "2", '<w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>', name="heading 2", based="1"
    )
    + style("3", based="2", name="我的标题")
    + style("4", '<w:numPr><w:numId w:val="0"/></w:numPr>', based="1", name="无编号")
    + style("5", based="6")
    + style("6", based="5")
)
LINKED = abstract(
    0,
    level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="1"/>'),
    level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="2"/>'),
) + num(1, 0)


def styled(text: str, identifier: str, more: str = "") -> str:
    return p(text, f'<w:pStyle w:val="{identifier}"/>{more}')


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            styled("概况", "1") + styled("单位", "2") + styled("资金", "2"),
            ["一、概况", "（一）单位", "（二）资金"],
        ),
        (styled("概况", "1") + styled("单位", "3"), ["一、概况", "（一）单位"]),  # inherited through basedOn
        (styled("概况", "4"), ["概况"]),
        (styled("概况", "5"), ["概况"]),  # styles based on each other
        (styled("概况", "99"), ["概况"]),  # a style that is not there
        (styled("概况", "1", '<w:numPr><w:numId w:val="0"/></w:numPr>'), ["概况"]),
        (styled("概况", "1", '<w:numPr><w:ilvl w:val="1"/></w:numPr>'), ["（一）概况"]),
    ],
)
def test_numbering_through_styles(body: str, expected: list[str]) -> None:
    assert lines(body, LINKED, HEADINGS) == expected


def test_list_defined_by_a_numbering_style() -> None:
    styles = style("List", '<w:numPr><w:numId w:val="2"/></w:numPr>', kind="numbering")
    numbering = (
        abstract(0, more='<w:numStyleLink w:val="List"/>')
        + abstract(1, level(0, "chineseCounting", "%1、"), more='<w:styleLink w:val="List"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert lines(listed("概况", 1) + listed("资金", 2), numbering, styles) == ["一、概况", "二、资金"]


def test_numbering_style_that_leads_back_to_itself() -> None:
    styles = style("List", '<w:numPr><w:numId w:val="1"/></w:numPr>', kind="numbering")
    numbering = abstract(0, level(0, "decimal", "%1、"), more='<w:numStyleLink w:val="List"/>') + num(1, 0)
    assert lines(listed("概况", 1), numbering, styles) == ["1、概况"]


def test_numbers_in_cells_count_in_reading_order() -> None:
    from tests.formats.docx_files import DOWN, ON, tbl, tc, tr

    numbering = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
    table = tbl(
        tr(tc(content=listed("", 1)), tc("甲", DOWN)),
        tr(tc(content=listed("", 1)), tc(properties=ON, content=listed("", 1))),
        tr(tc(content=listed("", 1)), tc("乙")),
    )
    document = read_docx(word(table, numbering=numbering), "a.docx")
    assert document.text == "1\t甲\n2\n3\t乙\n"


def test_labels_are_read_as_labels() -> None:
    body = listed("概况", 1, 0) + listed("单位", 1, 1) + listed("职能", 1, 2)
    paragraphs = list(read_docx(word(body, numbering=OUTLINE + num(1, 0)), "a.docx").paragraphs())
    assert [q.label and q.label.style for q in paragraphs] == [
        LabelStyle.CJK, LabelStyle.CJK_PAREN, LabelStyle.ARABIC_DOT,
    ]  # fmt: skip


def test_hostile_numbers_are_bounded() -> None:
    numbering = (
        abstract(0, level(0, "lowerLetter", "%1" * 400, start=2_000_000_000))
        + num(1, 0)
        + abstract(1, level(0, "upperRoman", "%1", start=2_147_483_647))
        + num(2, 1)
    )
    shown = lines(listed("x", 1) * 3 + listed("y", 2) * 3, numbering)
    assert max(map(len, shown)) < 70
    assert shown[3] == shown[5] == "2147483647 y"


def test_empty_bullets_show_nothing() -> None:
    numbering = abstract(0, level(0, "bullet", "●")) + num(1, 0)
    assert lines(listed("", 1) + p("正文"), numbering) == ["正文"]
