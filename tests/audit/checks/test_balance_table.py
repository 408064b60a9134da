"""What is left in a table of funds."""

from __future__ import annotations

import pytest

from tests.audit.sheets import RULES, cases, document, outcomes, reading
from xunzheng.audit.checks.balance_table import CHECK
from xunzheng.audit.layout import LayoutColumn, Recognition, Role
from xunzheng.audit.reading import read
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
each row holds
    | 来源 | 到位资金 | 支出资金 | 结余 |
    | 省级 | 150 | 147.5 | 2.5 |
    | 县级 | 80 | 80 | 0 |
    -> held: 150 − 147.5 = 2.5
    -> held: 80 − 80 = 0
one does not
    | 来源 | 计划金额 | 实际到位金额 | 实际支出 | 结余 |
    | 合计 | 200 | 180 | 172.4 | 0 |
    -> error: 结余 0 | 180 − 172.4 = 7.6 ≠ 0
over the plan
    | 计划 | 支出 | 结余 |
    | 100 | 90 | 10 |
    -> held: 100 − 90 = 10
carried over, in a column of its own
    | 来源 | 上年结转 | 到位 | 支出 | 结余 |
    | 省级 | 5 | 100 | 90 | 15 |
    -> held: 100 − 90 = 10
other amounts that do not help either
    | 来源 | 上年结转 | 到位 | 支出 | 收回 | 结余 |
    | 省级 | 5 | 100 | 90 | 1 | 30 |
    -> error: 结余 30 | 100 − 90 = 10 ≠ 30
returned, in a column of its own
    | 来源 | 到位 | 支出 | 收回 | 结余 |
    | 省级 | 100 | 90 | 4 | 6 |
    -> held: 100 − 90 = 10
rounding explains it
    | 来源 | 到位 | 支出 | 结余 |
    | 省级 | 100.5 | 90.2 | 10.2 |
    -> suspicion: 结余 10.2 | 100.5 − 90.2 = 10.3 ≠ 10.2
labels in the cells
    | 到位资金 | 支出资金 | 结余 |
    | 省 150 | 省 140 | 省 10 |
    -> held: 150 − 140 = 10
different labels say nothing
    | 到位资金 | 支出资金 | 结余 |
    | 省 150 | 市 140 | 省 20 |
cells that are no amounts
    | 到位资金 | 支出资金 | 结余 |
    | 已到 | 140 | 20 |
no column of what came in
    | 支出资金 | 结余 | 备注 |
    | 140 | 20 | 无 |
no such columns
    | 来源 | 到位 |
    | 省级 | 100 |
in a sheet
    | 一级指标 | 二级指标 | 分值 | 得分 |
    | 到位 | 支出 | 10 | 5 |
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets) if sheets else read(document(text))) == expected


def test_a_layout_says_which_columns() -> None:
    from tests.audit.test_layout_choice import layout

    own = layout(
        "own",
        ("拨入",),
        columns=(
            LayoutColumn(Role.ARRIVED, ("拨入",)),
            LayoutColumn(Role.EXECUTED, ("花费",)),
            LayoutColumn(Role.LEFT, ("余下",)),
        ),
    )
    table = document("| 来源 | 拨入 | 花费 | 余下 |\n| 省 | 10 | 8 | 3 |")
    assert outcomes(CHECK, read(table)) == []
    assert outcomes(CHECK, read(table, (own,)), RULES) == ["error: 结余 3 | 10 − 8 = 2 ≠ 3"]
    assert own.recognition == Recognition((("拨入",),))
