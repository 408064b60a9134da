"""Labels: each form of numbering, and the figures that look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xunzheng.documents.labels import cjk_ordinal, read_label
from xunzheng.documents.model import LabelStyle as S


@pytest.mark.parametrize(
    ("text", "style", "ordinal", "label"),
    [
        ("第一章 总则", S.CHAPTER, 1, "第一章"),
        ("第3节 资金", S.CHAPTER, 3, "第3节"),
        ("第二部分 绩效自评", S.CHAPTER, 2, "第二部分"),
        ("一、项目概况", S.CJK, 1, "一、"),
        ("十二、其他", S.CJK, 12, "十二、"),
        ("二十一．其他", S.CJK, 21, "二十一．"),
        ("一 、项目概况", S.CJK, 1, "一 、"),
        ("一、三公经费情况", S.CJK, 1, "一、"),
        ("（一）项目基本情况", S.CJK_PAREN, 1, "（一）"),
        ("(三)资金", S.CJK_PAREN, 3, "(三)"),
        ("（ 十 ）资金", S.CJK_PAREN, 10, "（ 十 ）"),
        ("㈡资金", S.CJK_PAREN, 2, "㈡"),
        ("1、项目资金到位情况", S.ARABIC, 1, "1、"),
        ("１、项目", S.ARABIC, 1, "１、"),
        ("1、2019年项目支出491万元", S.ARABIC, 1, "1、"),
        ("1. 数量指标", S.ARABIC_DOT, 1, "1."),
        ("1．数量指标", S.ARABIC_DOT, 1, "1．"),
        ("2.2019年完成情况", S.ARABIC_DOT, 2, "2."),
        ("⒊数量指标", S.ARABIC_DOT, 3, "⒊"),
        ("（1）意见", S.ARABIC_PAREN, 1, "（1）"),
        ("(3)《办法》", S.ARABIC_PAREN, 3, "(3)"),
        ("⑵意见", S.ARABIC_PAREN, 2, "⑵"),
        ("1）意见", S.ARABIC_HALF_PAREN, 1, "1）"),
        ("12) 意见", S.ARABIC_HALF_PAREN, 12, "12)"),
        ("①是否符合", S.CIRCLED, 1, "①"),
        ("㉑是否符合", S.CIRCLED, 21, "㉑"),
        ("1.1 项目概况", S.DECIMAL, 1, "1.1"),
        ("1.2.3项目概况", S.DECIMAL, 3, "1.2.3"),
        ("4.4.存在的问题", S.DECIMAL, 4, "4.4."),
        ("1.1 2019年工作", S.DECIMAL, 1, "1.1"),
        ("一是加强管理", S.ORDINAL, 1, "一是"),
        ("\u3000\u3000（二）效益", S.CJK_PAREN, 2, "（二）"),
    ],
)
def test_label_is_read(text: str, style: S, ordinal: int, label: str) -> None:
    found = read_label(text)
    assert found is not None
    assert (found.style, found.ordinal, found.text) == (style, ordinal, label)
    assert text[found.start : found.end] == label


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\u3000 ",
        "2019年专项支出绩效自评",
        "2019、2020年",
        "12345热线",
        "3.5万元",
        "1.6万余株",
        "3.5",
        "98.5 95.2",
        "12.5%",
        "2020.2.15",
        "3.0m×3.0m",
        "1.2.",
        "0.5项目",
        "10个科室",
        "491万元",
        "（2019）10号",
        "（20分）",
        "1、2号楼改造",
        "3、4月份完成",
        "一、二级医院",
        "一、二季度",
        "一般公共预算",
        "三公经费",
        "一是否符合",
        "一是一，二是二",
        "第一批100个",
        "第一",
        "首先，加强管理",
        "（一",
        "(项目)",
        "十分重要",
    ],
)
def test_figure_is_no_label(text: str) -> None:
    assert read_label(text) is None


def test_decimal_label_keeps_its_leading_numbers() -> None:
    label = read_label("1.2.3 概况", 10)
    assert label is not None
    assert (label.parents, label.ordinal, label.start, label.end) == ((1, 2), 3, 10, 15)


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("一百零三", 103),
        ("二〇", 20),
        ("一百", 100),
    ],
)
def test_cjk_ordinal(text: str, ordinal: int) -> None:
    assert cjk_ordinal(text) == ordinal


@given(st.text(alphabet="一二十（）()1０3.．、①第章是年 \u3000项目万㈠", max_size=30), st.integers(0, 1000))
def test_label_is_a_slice_of_the_text(text: str, offset: int) -> None:
    label = read_label(text, offset)
    if label is not None:
        assert text[label.start - offset : label.end - offset] == label.text
        assert label.text
