"""Price times quantity in a table."""

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.table_product import CHECK

CASES = cases(
    """
one row breaks the scale of the others
    设备清单
    | 设备 | 单价（元） | 数量 | 金额（万元） |
    | 台式机 | 5000 | 40 | 20 |
    | 打印机 | 2000 | 10 | 2 |
    | 扫描仪 | 3000 | 20 | 8 |
    | 服务器 | 50000 | 2 | 10 |
    -> held: 5000 × 40 ÷ 10000 = 20 @ 20 · 5000 · 40
    -> held: 2000 × 10 ÷ 10000 = 2 @ 2 · 2000 · 10
    -> error product: 8 | 6 | 3000 × 20 ÷ 10000 = 6 ≠ 8 @ 8 · 3000 · 20
    -> held: 50000 × 2 ÷ 10000 = 10 @ 10 · 50000 · 2
no scale at all
    | 设备 | 单价（元） | 数量 | 金额（元） |
    | 台式机 | 5000 | 40 | 21 |
    | 打印机 | 2000 | 10 | 7 |
two amounts beside each other
    | 设备 | 单价 | 数量 | 金额 | 支出 |
    | 台式机 | 5000 | 40 | 200000 | 200000 |
    | 打印机 | 2000 | 10 | 20000 | 21000 |
    | 扫描仪 | 2000 | 10 | 30000 | 20000 |
no price column
    | 项目 | 数量 | 金额 |
    | 甲 | 40 | 20 |
    | 乙 | 10 | 2 |
rows without numbers are passed over
    | 设备 | 单价（元） | 数量 | 金额（元） |
    | 台式机 | 5000 | 40 | 200000 |
    | 打印机 | 2000 | 10 | 20000 |
    | 其他 | — | — | 9000 |
    | 赠送 | 0 | 3 | 0 |
    | 合计 |  |  | 229000 |
    -> held: 5000 × 40 = 200000 @ 200000 · 5000 · 40
    -> held: 2000 × 10 = 20000 @ 20000 · 2000 · 10
an amount rounded in its cell
    | 工程 | 单价（元） | 面积 | 投资（万元） |
    | 东渠 | 1500 | 2000 | 300 |
    | 西渠 | 1500 | 1000 | 150 |
    | 南渠 | 1500 | 1203 | 180 |
    -> held: 1500 × 2000 ÷ 10000 = 300 @ 300 · 1500 · 2000
    -> held: 1500 × 1000 ÷ 10000 = 150 @ 150 · 1500 · 1000
    -> held: 1500 × 1203 ÷ 10000 = 180 @ 180 · 1500 · 1203
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
