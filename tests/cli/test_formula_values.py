"""Values of a formula as they are typed: with units, exactly, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xunzheng.cli.formula import read_value, read_values
from xunzheng.cli.refusal import Refused
from xunzheng.quantities.quantity import Quantity


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("491万元", "4910000"),
        ("78.64%", "0.7864"),
        ("1,234.5元", "1234.5"),
        ("23人", "23"),
        ("2亿元", "200000000"),
    ],
)
def test_value_with_a_unit(written: str, base: str) -> None:
    value = read_value(written, "甲")
    assert isinstance(value, Quantity)
    assert value.in_base == Decimal(base)


@pytest.mark.parametrize(
    ("written", "number"), [("491", "491"), ("-0.5", "-0.5"), ("－3", "-3"), ("2.00", "2.00")]
)
def test_bare_value(written: str, number: str) -> None:
    assert read_value(written, "甲") == Decimal(number)


@pytest.mark.parametrize(
    "written", ["很多", "491万元左右吧", "1元2元", "2019年12月31日", "1e5", "nan", "9" * 31, "=5"]
)
def test_value_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(Refused, match="甲"):
        read_value(written, "甲")


@pytest.mark.parametrize(
    ("assignments", "values"),
    [
        ([], {}),
        (["甲=1"], {"甲": Decimal(1)}),
        (["甲＝1", " 乙 = 2 "], {"甲": Decimal(1), "乙": Decimal(2)}),
        (["甲=1", "甲=2"], {"甲": [Decimal(1), Decimal(2)]}),
    ],
)
def test_values_go_by_name(assignments: list[str], values: dict[str, object]) -> None:
    assert read_values(assignments) == values


@pytest.mark.parametrize("assignment", ["甲", "甲=", "=1", "", "＝"])
def test_assignment_without_name_or_value_is_refused(assignment: str) -> None:
    with pytest.raises(Refused, match="名称=值"):
        read_values([assignment])
