"""Chinese numerals, read and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xunzheng.quantities.numerals import chinese_amount_to_decimal, chinese_to_int, int_to_chinese

READ = [
    ("零", 0),
    ("〇", 0),
    ("五", 5),
    ("十", 10),
    ("十二", 12),
    ("二十", 20),
    ("二十一", 21),
    ("两百", 200),
    ("一百零一", 101),
    ("三百零五", 305),
    ("三百五", 350),
    ("二百十五", 215),
    ("一千零五十", 1050),
    ("一千五十", 1050),
    ("两千三", 2300),
    ("一万二", 12_000),
    ("一万零二百", 10_200),
    ("十万", 100_000),
    ("三万亿", 3 * 10**12),
    ("一万二千亿", 12 * 10**11),
    ("一亿零五", 10**8 + 5),
    ("一亿三", 130_000_000),
    ("廿", 20),
    ("廿五", 25),
    ("卅", 30),
    ("二〇二三", 2023),
    ("二○二三", 2023),
    ("二O二二", 2022),
    ("二0二二", 2022),
    ("一九四九", 1949),
    ("壹佰贰拾叁", 123),
    ("壹仟零伍拾", 1050),
    ("壹萬", 10_000),
    ("负三", -3),
    ("负二十", -20),
]
UNREADABLE = [
    "",
    "百",
    "万",
    "百三十零",
    "一百零",
    "一百零五十",
    "一千零五百",
    "一千零零五",
    "零五百",
    "一十百",
    "十百",
    "五五十",
    "一亿亿",
    "万亿",
    "一万零",
    "亿五",
    "十零五",
    "一万万",
    "一万零五千",
    "负",
    "负负三",
    "甲",
    "十甲",
    "O",
    "0",
    "3",
    "一" * 41,
    "一亿零零",
    "一二十",
    "百五",
    "一万零零五",
]
AMOUNTS = [
    ("壹拾贰万叁仟元整", "123000"),
    ("伍元零叁分", "5.03"),
    ("叁角", "0.30"),
    ("壹佰元伍角整", "100.50"),
    ("人民币贰亿圆整", "200000000"),
    ("柒分", "0.07"),
    ("壹元贰角叁分", "1.23"),
    ("壹佰萬元正", "1000000"),
    ("壹元", "1"),
]
NO_AMOUNTS = ["", "元整", "整", "一元", "壹佰零元零", "壹元零", "拾佰元", "壹元贰", "壹角贰元", "壹拾"]


@pytest.mark.parametrize(("text", "number"), READ)
def test_a_numeral_is_read(text: str, number: int) -> None:
    assert chinese_to_int(text) == number


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert chinese_to_int(text) is None


@settings(deadline=None)
@given(st.integers(-(10**16) + 1, 10**16 - 1))
def test_a_written_numeral_is_read_back(number: int) -> None:
    assert chinese_to_int(int_to_chinese(number)) == number


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (12, "十二"),
        (110, "一百一十"),
        (305, "三百零五"),
        (10_010, "一万零一十"),
        (-7, "负七"),
        (100_000, "十万"),
    ],
)
def test_a_numeral_is_written_as_it_is_spoken(number: int, text: str) -> None:
    assert int_to_chinese(number) == text


def test_a_number_without_a_numeral_is_refused() -> None:
    with pytest.raises(ValueError, match="数字过大"):
        int_to_chinese(10**16)


@settings(deadline=None)
@given(st.text(alphabet="零〇○一二三十百千万亿两壹拾负廿O0", max_size=45))
def test_whatever_is_read_is_the_same_number_when_written_plainly(text: str) -> None:
    number = chinese_to_int(text)
    assert number is None or abs(number) >= 10**16 or chinese_to_int(int_to_chinese(number)) == number


@pytest.mark.parametrize(("text", "yuan"), AMOUNTS)
def test_a_financial_amount_is_read(text: str, yuan: str) -> None:
    assert str(chinese_amount_to_decimal(text)) == yuan


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_what_is_no_financial_amount_is_none(text: str) -> None:
    assert chinese_amount_to_decimal(text) is None


@settings(deadline=None)
@given(st.integers(1, 10**15), st.integers(0, 99))
def test_every_amount_is_read_back(yuan: int, hundredths: int) -> None:
    financial = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
    digits = "零壹贰叁肆伍陆柒捌玖"
    jiao, fen = divmod(hundredths, 10)
    tail = (f"{digits[jiao]}角" if jiao else "") + (
        ("" if jiao else "零") + f"{digits[fen]}分" if fen else ""
    )
    written = int_to_chinese(yuan).translate(financial) + "元" + (tail or "整")
    assert chinese_amount_to_decimal(written) == Decimal(yuan) + Decimal(hundredths) / 100
