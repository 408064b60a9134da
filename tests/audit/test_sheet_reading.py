"""Cells of a sheet as quantities."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.sheets import sheet
from xunzheng.audit.finding import Place
from xunzheng.audit.sheet import Stated
from xunzheng.audit.sheet_directions import cannot_exceed_one, lower_is_better
from xunzheng.audit.sheet_reading import attained, places_of, read_share, read_value, says_nothing, written
from xunzheng.audit.sheet_sums import cut_to, rounds_to


def cell(text: str) -> Stated:
    return Stated(text, Place((), 0, 0, len(text), 1, text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("≥38所", "≥ 38 所"),
        ("不低于90%", "≥ 90 %"),
        ("完成38所", " 38 所"),
        ("38", " 38 "),
        ("≦60 秒", "≤ 60 秒"),
        ("=100%", "= 100 %"),
        ("5.62万人", " 5.62 万人"),
    ],
)
def test_value(text: str, shown: str) -> None:
    value = read_value(cell(text))
    assert value is not None
    assert f"{value.operator} {value.quantity.value} {value.quantity.unit.symbol}" == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "显著提升",
        "2022年8月31日前",
        "38所学校1260间",
        "覆盖38个乡镇的居民",
        "（一）",
        "1" * 61,
        "7,00.0,77",
    ],
)
def test_no_value(text: str) -> None:
    assert read_value(cell(text)) is None


def test_no_cell_has_no_value() -> None:
    assert read_value(None) is None
    assert says_nothing(None)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("91.23%", "9123/10000"),
        ("91.23", "9123/10000"),
        ("0.9123", "9123/10000"),
        ("100", "1"),
        ("1", "1"),
        ("—", None),
        ("5次", None),
    ],
)
def test_share(text: str, share: str | None) -> None:
    assert read_share(cell(text)) == (None if share is None else Fraction(share))


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("≥90%", "0.95", "not comparable"),
        ("≥90%", "95", True),
        ("90", "≥95", "not comparable"),
        ("≥90", "95次", True),
        ("≥10-20场", "15场", "not comparable"),
        ("约100株", "100株", "not comparable"),
        ("≥100株", "90-110株", "not comparable"),
        ("≥10个", "9处", "not comparable"),
    ],
)
def test_attained(target: str, actual: str, met: bool | str) -> None:
    (leaf,) = sheet(f"产出/植树 | 10 | 10 | {target} | {actual}").leaves()
    pair = attained(leaf)
    assert ("not comparable" if pair is None else pair.met) == met


def test_what_no_proportion_is_known_of() -> None:
    (unsigned,) = sheet("产出/植树 | 10 | 10 | 20株 | 10株").leaves()
    pair = attained(unsigned)
    assert pair is not None
    assert (pair.met, pair.proportion, pair.deviation) == (None, None, Fraction(-1, 2))
    (met,) = sheet("产出/植树 | 10 | 10 | ≥20株 | 30株").leaves()
    pair = attained(met)
    assert pair is not None
    assert pair.proportion == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("工程合格率", True),
        ("群众满意度", True),
        ("任务完成率", False),
        ("满意度提高率", False),
        ("受益人数", False),
    ],
)
def test_shares_of_a_whole(name: str, expected: bool) -> None:
    assert cannot_exceed_one(name) is expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("产出/成本指标/物料", True), ("产出/时效/用时", True), ("效益/投诉", True), ("产出/数量/植树", False)],
)
def test_lower_is_better(path: str, expected: bool) -> None:
    (leaf,) = sheet(f"{path} | 10 | 10").leaves()
    assert lower_is_better(leaf) is expected


@pytest.mark.parametrize(
    ("number", "text"),
    [("10.00", "10"), ("9.50", "9.5"), ("0", "0"), ("1E+2", "100"), ("-3", "-3")],
)
def test_written(number: str, text: str) -> None:
    assert written(Decimal(number)) == text


def test_written_fraction() -> None:
    assert written(Fraction(1, 3)) == "≈0.3333"


def test_places_of_what_is_no_number() -> None:
    assert places_of(Decimal("NaN")) == 0


@given(st.decimals(0, 1000, places=6), st.integers(0, 4))
def test_rounding_and_cutting_off_bound_the_number(exact: Decimal, places: int) -> None:
    step = Decimal(1).scaleb(-places)
    near = [(exact // step + n) * step for n in (0, 1)]
    stated = [number.quantize(step) for number in near]
    assert sum(rounds_to(exact, number) for number in stated) == 1
    assert cut_to(exact, stated[0])
    assert not cut_to(exact, stated[1])
