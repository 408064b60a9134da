"""Dates read out of a text."""

from __future__ import annotations

import pytest

from xunzheng.quantities.dates import dates

# text, then for each date its characters and (year, month, day, year_end, month_end)
DATED = [
    ("截止2019年12月31日，", [("2019年12月31日", 2019, 12, 31, None, None)]),
    ("2020年2月", [("2020年2月", 2020, 2, None, None, None)]),
    ("2019 年 1 月 5 日", [("2019 年 1 月 5 日", 2019, 1, 5, None, None)]),
    ("２０１９年度", [("２０１９年度", 2019, None, None, None, None)]),
    ("《2019年度专项资金》", [("2019年度", 2019, None, None, None, None)]),
    ("9月29日", [("9月29日", None, 9, 29, None, None)]),
    ("9月1-5日", [("9月1-5日", None, 9, 1, None, None)]),
    ("10月份", [("10月份", None, 10, None, None, None)]),
    ("今年元月组建", [("元月", None, 1, None, None, None)]),
    ("491万元月均", []),
    ("2019年1-9月", [("2019年1-9月", 2019, 1, None, None, 9)]),
    ("1月至8月", [("1月至8月", None, 1, None, None, 8)]),
    ("2016-2017年", [("2016-2017年", 2016, None, None, 2017, None)]),
    ("2016年至2018年", [("2016年至2018年", 2016, None, None, 2018, None)]),
    ("2017、2018、2019年", [("2017、2018、2019年", 2017, None, None, 2019, None)]),
    ("2019-2020学年", [("2019-2020学年", 2019, None, None, 2020, None)]),
    ("2019-2020", [("2019-2020", 2019, None, None, 2020, None)]),
    ("2019-12-31", [("2019-12-31", 2019, 12, 31, None, None)]),
    ("2014.5.3#", [("2014.5.3", 2014, 5, 3, None, None)]),
    ("2019/1/2", [("2019/1/2", 2019, 1, 2, None, None)]),
    ("2019-12", [("2019-12", 2019, 12, None, None, None)]),
    ("2024.01-2025.12", [("2024.01-2025.12", 2024, 1, None, 2025, 12)]),
    ("20190131", [("20190131", 2019, 1, 31, None, None)]),
    ("20237-8月", [("20237-8月", 2023, 7, None, None, 8)]),
    ("20xx年", [("20xx年", None, None, None, None, None)]),
    ("19年度", [("19年度", None, None, None, None, None)]),
    ("每月5日", [("5日", None, None, None, None, None)]),
    ("2022年二季度", [("2022年", 2022, None, None, None, None), ("二季度", None, None, None, None, None)]),
    ("二〇二三年三月五日", [("二〇二三年三月五日", 2023, 3, 5, None, None)]),
    ("二○二三年", [("二○二三年", 2023, None, None, None, None)]),
    ("二O二二年至二〇二三年", [("二O二二年至二〇二三年", 2022, None, None, 2023, None)]),
    ("十二月三十一日", [("十二月三十一日", None, 12, 31, None, None)]),
    ("一至三月", [("一至三月", None, 1, None, None, 3)]),
    ("3月到账70万元，6月到账2万元", [("3月", None, 3, None, None, None), ("6月", None, 6, None, None, None)]),
    ("三个月，5年，13月，15日内，湘政发〔2012〕33号，12019年，二十二月", []),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_dates(text: str, expected: list[tuple[object, ...]]) -> None:
    found = [(d.text, d.year, d.month, d.day, d.year_end, d.month_end) for d in dates(text)]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_every_date_quotes_the_text(text: str, expected: list[tuple[object, ...]]) -> None:
    assert all(text[date.start : date.end] == date.text for date in dates(text))
