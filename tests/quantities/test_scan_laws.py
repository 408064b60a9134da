"""Laws of the scanner: it never raises, quotes the text, ignores width, and reads back what is written."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xunzheng.quantities.dates import dates
from xunzheng.quantities.measures import unit_named
from xunzheng.quantities.quantity import Precision, Quantity
from xunzheng.quantities.scan import mentions, scan
from xunzheng.quantities.width import fold
from xunzheng.quantities.writing import write

SIGNS = (
    "0123456789.,，．０９一二三十百千万亿两第〔〕（）()[]《》“”\"'年月日号元人个件%％分之点至到"
    "-－—−~约近余多以上内≥≤×*/+: 、。；\n\tAaKGxФ①壹拾角整"
)
PIECES = [
    *SIGNS,
    "2019",
    "2019年",
    "万元",
    "个工作日",
    "一是",
    "第一批",
    "号",
    "12345",
    "热线",
    "百分之",
    "1.5",
    "7,00",
    "3.0m",
    "科目",
    "电话",
    "附件",
    "元月",
    "人次",
    "亿",
    "季度",
    "左右",
    "不低于",
    "结余",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@settings(deadline=None)
@given(TEXTS)
def test_scan_never_raises_and_quotes_in_order(text: str) -> None:
    end = 0
    for found in scan(text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        end = found.end


@settings(deadline=None)
@given(TEXTS)
def test_dates_never_raise_and_quote_in_order(text: str) -> None:
    end = 0
    for date in dates(text):
        assert end <= date.start < date.end
        assert text[date.start : date.end] == date.text
        end = date.end


@settings(deadline=None)
@given(TEXTS)
def test_every_digit_is_accounted_for(text: str) -> None:
    covered = {at for found in scan(text) for at in range(found.start, found.end)}
    folded = fold(text)
    assert all(at in covered for at, sign in enumerate(folded) if sign in "0123456789")


UNITS = st.sampled_from(
    ["万元", "元", "亿元", "人", "个", "%", "‰", "个工作日", "元/人", "平方米", "万户", "", "个百分点"]
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    unit = unit_named(draw(UNITS))
    assert unit is not None
    places = draw(st.integers(0, 4))
    value = Decimal(draw(st.integers(0, 10**9))).scaleb(-places)
    precision = draw(st.sampled_from(Precision))
    upper = draw(st.none() | st.integers(1, 10**6).map(lambda more: value + more))
    return Quantity(value, unit, places, precision, upper)


@settings(deadline=None)
@given(quantities())
def test_what_is_written_is_read_back(quantity: Quantity) -> None:
    text = f"完成{write(quantity)}。"
    found = [mention.quantity for mention in mentions(text)]
    looks_like_a_year = quantity.unit.symbol == "" and quantity.value >= 1900
    assert found == [quantity] or looks_like_a_year


@settings(deadline=None)
@given(st.integers(0, 10**8), st.sampled_from(["万元", "人", "%"]))
def test_width_does_not_matter(value: int, symbol: str) -> None:
    narrow = f"共{value}{symbol}"
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in narrow)
    assert [m.quantity for m in mentions(wide)] == [m.quantity for m in mentions(narrow)]


HOSTILE = [
    "1",
    "1,",
    "1，",
    "1.",
    "1 ",
    "1-",
    "1、",
    "一",
    "一、",
    "（",
    "(1",
    "〔2019",
    "《",
    "“",
    '"1',
    "约约约",
    "-",
    "- 1",
    "第一",
    "第1、",
    "K1",
    "A",
    "1亿",
    "1,111",
    "三点",
    "百分之",
    "十",
    "万",
    "元月",
    "2019-",
    "2019年、",
    "1×",
    "1m×",
    " ",
    "\n1",
    "1:00:",
    "abc@1.",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    """Sixteen times the text may not take sixty-four times as long (quadratic would be 256 times)."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        started = time.process_time()
        scan(text)
        return time.process_time() - started

    small = min(seconds(4_000) for _ in range(3))
    assert seconds(64_000) < max(64 * small, 0.1)


@pytest.mark.parametrize("unit", ["1", "一", "（", "约约约", "-"])
def test_a_megabyte_is_scanned_in_seconds(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    started = time.process_time()
    scan(text)
    assert time.process_time() - started < 10
