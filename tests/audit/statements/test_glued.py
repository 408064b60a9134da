"""Numbers that ran together, and the one way to part them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.sheets import reading
from xunzheng.audit.statements.glued import part

GLUED = {
    "202010100.00%10": ("20", "20", "10", "100.00%", "10"),
    "1545.851013.2565.55%": ("1545.85", "1013.25", "65.55%"),
    "202117.0017.00": ("2021", "17.00", "17.00"),
    "50040010080.00%80": ("500", "400", "100", "80.00%", "80"),
    "202117.0018.00": None,
    "1545.851013.2575.55%": None,
    "0.00100.0050.00%": None,
    "12345678": None,
    "202010100.00%20": None,
    "10%20%30%": None,
    "1010100%10%5": None,
}


@pytest.mark.parametrize(("text", "parts"), GLUED.items())
def test_part(text: str, parts: tuple[str, ...] | None) -> None:
    found = part(text)
    assert (found[0] if found else None) == parts


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("年度资金总额1545.851013.2565.55%", [("1545.851013.2565.55%", 3)]),
        ("资金202117.0017.00万元，见附件。", [("202117.0017.00", 3)]),
        ("日期2021.10.12，网址10.0.12.25。", []),
        ("支出1234.56万元，占85.20%。", []),
        ("共12345.678901.23万元", [("12345.678901.23", 0)]),
    ],
)
def test_runs_of_digits_in_a_report(text: str, read: list[tuple[str, int]]) -> None:
    found = reading(text)
    assert [(glued.text, len(glued.parts)) for glued in found.glued] == read
    for glued in found.glued:
        assert found.document.text[glued.start : glued.end] == glued.text


@given(
    st.integers(1000, 999_999).map(lambda cents: Decimal(cents).scaleb(-2)),
    st.integers(100, 999).map(lambda thousandths: Decimal(thousandths).scaleb(-3)),
)
def test_what_is_parted_joins_to_what_was_there(budget: Decimal, share: Decimal) -> None:
    executed = (budget * share).quantize(Decimal("0.01"))
    rate = (executed / budget * 100).quantize(Decimal("0.01"))
    text = f"{budget}{executed}{rate}%"
    found = part(text)
    if found is not None:
        assert "".join(found[0]) == text
        assert found[0] == (str(budget), str(executed), f"{rate}%")


def test_a_report_full_of_digits_is_read_in_time() -> None:
    assert len(reading("1545.851013.2565.55%，" * 500).glued) == 200
