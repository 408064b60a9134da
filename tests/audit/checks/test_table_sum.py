"""Totals of tables of amounts."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.table_sum import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
rows add up
    | 项目 | 金额（万元） |
    | 运转 | 449.00 |
    | 热线 | 42.00 |
    | 合计 | 491.00 |
    -> held: 449.00 + 42.00 = 491.00
rows do not add up
    | 项目 | 金额（万元） |
    | 运转 | 1,449.50 |
    | 热线 | 42.00 |
    | 合计 | 1,500.00 |
    -> error: 合计行“金额(万元)”为 1,500.00 | 1449.50 + 42.00 = 1491.50 ≠ 1500.00
rounding explains it
    | 项目 | 金额（万元） |
    | 运转 | 449 |
    | 热线 | 43 |
    | 合计 | 491 |
    -> suspicion: 合计行“金额(万元)”为 491 | 449 + 43 = 492 ≠ 491
a count never rounds
    | 乡镇 | 人数 |
    | 甲镇 | 449 |
    | 乙镇 | 43 |
    | 合计 | 491 |
    -> error: 合计行“人数”为 491 | 449 + 43 = 492 ≠ 491
whole things never round
    | 街道 | 步道 | 球场 |
    | 甲 | 6 | 8 |
    | 乙 | 5 | 9 |
    | 丙 | 4 | 7 |
    | 合计 | 16 | 24 |
    -> held: 8 + 9 + 7 = 24
    -> error: 合计行“步道”为 16 | 6 + 5 + 4 = 15 ≠ 16
whole amounts may have been rounded
    text 单位：万元
    | 街道 | 中央 | 省级 |
    | 甲 | 6 | 8 |
    | 乙 | 5 | 9 |
    | 丙 | 4 | 7 |
    | 合计 | 16 | 24 |
    -> held: 8 + 9 + 7 = 24
    -> suspicion: 合计行“中央”为 16 | 6 + 5 + 4 = 15 ≠ 16
those counted twice
    | 类别 | 受益村数 |
    | 道路 | 449 |
    | 饮水 | 43 |
    | 合计 | 470 |
    -> suspicion: 合计行“受益村数”为 470 | 449 + 43 = 492 ≠ 470
one cell reconciles row and column
    | 乡镇 | 面积 | 中央 | 省级 | 县级 | 合计 |
    | 甲镇 | 5200 | 520 | 156 | 104 | 780 |
    | 乙镇 | 4300 | 430 | 129 | 86 | 645 |
    | 丙乡 | 3600 | 360 | 108 | 72 | 504 |
    | 丁乡 | 2900 | 290 | 87 | 58 | 435 |
    | 合计 | 16000 | 1600 | 480 | 320 | 2400 |
    -> held: 5200 + 4300 + 3600 + 2900 = 16000
    -> held: 520 + 430 + 360 + 290 = 1600
    -> held: 156 + 129 + 108 + 87 = 480
    -> held: 104 + 86 + 72 + 58 = 320
    -> held: 520 + 156 + 104 = 780
    -> held: 430 + 129 + 86 = 645
    -> held: 290 + 87 + 58 = 435
    -> held: 1600 + 480 + 320 = 2400
    -> error: 丙乡行“合计”与合计行“合计”都不平：第4行第6列为 504 | 360 + 108 + 72 = 540 ≠ 504；780 + 645 + 504 + 435 = 2364 ≠ 2400
one inner cell reconciles both
    | 县 | 计生 | 扶助 | 合计 |
    | 甲县 | 100 | 50 | 150 |
    | 乙县 | 90 | 60 | 150 |
    | 丙县 | 81 | 40 | 120 |
    | 丁县 | 10 | 11 | 21 |
    | 合计 | 280 | 161 | 441 |
    -> held: 50 + 60 + 40 + 11 = 161
    -> held: 150 + 150 + 120 + 21 = 441
    -> held: 100 + 50 = 150
    -> held: 90 + 60 = 150
    -> held: 10 + 11 = 21
    -> held: 280 + 161 = 441
    -> error: 丙县行“合计”与合计行“计生”都不平：第4行第2列为 81 | 81 + 40 = 121 ≠ 120；100 + 90 + 81 + 10 = 281 ≠ 280
a row and a column that fail by different amounts
    | 县 | 计生 | 扶助 | 合计 |
    | 甲县 | 100 | 50 | 150 |
    | 乙县 | 90 | 60 | 150 |
    | 丙县 | 80 | 40 | 125 |
    | 丁县 | 10 | 11 | 21 |
    | 合计 | 280 | 164 | 444 |
    -> held: 100 + 90 + 80 + 10 = 280
    -> held: 100 + 50 = 150
    -> held: 90 + 60 = 150
    -> held: 10 + 11 = 21
    -> held: 280 + 164 = 444
    -> error: 合计行“扶助”为 164 | 50 + 60 + 40 + 11 = 161 ≠ 164
    -> error: 合计行“合计”为 444 | 150 + 150 + 125 + 21 = 446 ≠ 444
    -> error: 丙县行“合计”为 125 | 80 + 40 = 120 ≠ 125
a row that fails alone
    | 县 | 计生 | 扶助 | 合计 |
    | 甲县 | 100 | 50 | 150 |
    | 乙县 | 90 | 60 | 150 |
    | 丙县 | 80 | 40 | 120 |
    | 丁县 | 10 | 11 | 22 |
    -> held: 100 + 50 = 150
    -> held: 90 + 60 = 150
    -> held: 80 + 40 = 120
    -> error: 丁县行“合计”为 22 | 10 + 11 = 21 ≠ 22
totals in the first column
    | 县 | 合计 | 计生 | 扶助 |
    | 甲县 | 150 | 100 | 50 |
    | 乙县 | 150 | 90 | 60 |
    | 丙县 | 120 | 80 | 40 |
    -> held: 100 + 50 = 150
    -> held: 90 + 60 = 150
    -> held: 80 + 40 = 120
columns beside a total that are no parts
    | 县 | 户数 | 单价 | 合计 |
    | 甲县 | 3 | 10 | 30 |
    | 乙县 | 4 | 10 | 40 |
    | 丙县 | 5 | 10 | 50 |
of which is not added
    | 单位 | 金额 |
    | 城关 | 826.56 |
    | 东河 | 526.68 |
    | 其中：高坪 | 85.68 |
    | 合计 | 1353.24 |
    -> held: 826.56 + 526.68 = 1353.24
only the numbered heads are added
    | 支出项目 | 金额 | 备注 |
    | 一、人员支出 | 1486.2 | |
    | 1.在编 | 902.7 | |
    | 2.村医 | 583.5 | 含基药 |
    | 二、公用支出 | 912.45 | |
    | 支出合计 | 2398.65 | |
    -> held: 1486.2 + 912.45 = 2398.65
    -> held: 902.7 + 583.5 = 1486.2
numbered rows below that are not all of a head
    | 支出项目 | 金额 |
    | 一、人员支出 | 50 |
    | 1.在编 | 12 |
    | 2.村医 | 13 |
    | 二、公用支出 | 9 |
    | 支出合计 | 59 |
    -> held: 50 + 9 = 59
numbered rows below with an empty cell
    | 支出项目 | 金额 |
    | 一、人员支出 | 50 |
    | 1.在编 | 12 |
    | 2.村医 | |
    | 二、公用支出 | 9 |
    | 支出合计 | 59 |
    -> held: 50 + 9 = 59
subtotals
    | 项目 | 金额 |
    | 甲 | 10 |
    | 乙 | 20 |
    | 小计 | 30 |
    | 丙 | 5 |
    | 丁 | 6 |
    | 小计 | 11 |
    | 合计 | 41 |
    -> held: 10 + 20 = 30
    -> held: 5 + 6 = 11
    -> held: 10 + 20 + 5 + 6 = 41
subtotals and single rows
    | 项目 | 金额 |
    | 甲 | 10 |
    | 乙 | 20 |
    | 小计 | 30 |
    | 丙 | 5 |
    | 合计 | 35 |
    -> held: 10 + 20 = 30
    -> held: 10 + 20 + 5 = 35
subtotals above their rows
    | 项目 | 金额 |
    | 小计 | 30 |
    | 甲 | 10 |
    | 乙 | 20 |
    -> held: 10 + 20 = 30
a wrong subtotal leaves doubt
    | 项目 | 金额 |
    | 甲 | 10 |
    | 乙 | 20 |
    | 小计 | 40 |
    | 丙 | 5 |
    | 丁 | 6 |
    | 小计 | 11 |
    | 合计 | 51 |
    -> held: 5 + 6 = 11
    -> held: 40 + 11 = 51
    -> suspicion: 小计行“金额”为 40 | 10 + 20 = 30 ≠ 40
total on top
    | 地区 | 金额 |
    | 合计 | 30 |
    | 甲县 | 10 |
    | 乙县 | 20 |
    -> held: 10 + 20 = 30
the first row is the whole
    | 地区 | 金额 |
    | 全市 | 30 |
    | 甲县 | 10 |
    | 乙县 | 20 |
    | 合计 | 30 |
    -> held: 10 + 20 = 30
another column settles how to read
    | 地区 | 预算 | 支出 |
    | 一、甲县 | 10 | 9 |
    | 二、乙县 | 20 | 18 |
    | 合计 | 30 | 28 |
    -> held: 10 + 20 = 30
    -> suspicion: 合计行“支出”为 28 | 9 + 18 = 27 ≠ 28
a mean is no sum
    | 地区 | 人数 | 月数 |
    | 甲县 | 10 | 9 |
    | 乙县 | 20 | 19 |
    | 合计 | 30 | 14 |
    -> held: 10 + 20 = 30
columns that are never added
    | 地区 | 序号 | 年度 | 单价 | 支付率 | 数量 |
    | 甲县 | 1 | 2021 | 9 | 90% | 5亩 |
    | 乙县 | 2 | 2022 | 9 | 80% | 6公里 |
    | 合计 | 3 | 4043 | 99 | 99% | 77 |
dashes and empty cells are nothing
    | 项目 | 数量 | 金额 |
    | 甲 | — | 10 |
    | 乙 | / | 20 |
    | 丙 | | |
    | 合计 | — | 30 |
    -> held: 10 + 20 = 30
words in a column, a single part, no total
    | 项目 | 金额 |
    | 甲 | 约10 |
    | 乙 | 20 |
    | 合计 | 40 |
    text
    | 项目 | 金额 |
    | 甲 | 10 |
    | 合计 | 40 |
    text
    | 项目 | 金额 |
    | 甲 | 10 |
    | 乙 | 40 |
words below figures
    | 项目 | 金额 |
    | 甲 | 10 |
    | 乙 | 约20 |
    | 合计 | 40 |
years and column numbers in the header
    | 项目 | 2021年 | 2022年 |
    | 栏次 | 1 | 2 |
    | 甲 | 10 | 11 |
    | 乙 | 20 | 21 |
    | 合计 | 30 | 32 |
    -> held: 10 + 20 = 30
    -> held: 11 + 21 = 32
a total left open, a single figure, a blank row
    | 项目 | 数量 | 面积 | 金额 |
    | 甲 | 5 | | 10 |
    | | | | |
    | 乙 | 6 | 4 | 20 |
    | 合计 | | 4 | 30 |
    text
    | 项目 | 面积 | 金额 |
    | 甲 | | 10 |
    | 乙 | 4 | 20 |
    | 合计 | 5 | 30 |
    -> held: 10 + 20 = 30
    -> held: 10 + 20 = 30
the label alone in a merged row
    | 项目 | 面积 | 拨付 |
    | 甲 | 5 | 10 |
    | 乙 | 6 | 20 |
    |  |
    | 合计 | 11 | 30 |
    -> held: 5 + 6 = 11
    -> held: 10 + 20 = 30
units in the cells
    | 项目 | 面积 | 拨付 | 完工 |
    | 甲 | 5亩 | 10万元 | 50% |
    | 乙 | 6亩 | 20万元 | 60% |
    | 合计 | 12亩 | 40万元 | 90% |
    -> suspicion: 合计行“面积”为 12亩 | 5 + 6 = 11 ≠ 12（亩）
    -> error: 合计行“拨付”为 40万元 | 10 + 20 = 30 ≠ 40（万元）
units of their own making
    | 项目 | 设备 |
    | 甲 | 5台套组 |
    | 乙 | 6台套组 |
    | 合计 | 11台套组 |
    -> held: 5 + 6 = 11（台套组）
a part beside an empty total
    | 县 | 计生 | 扶助 | 合计 |
    | 甲县 | 100 | 50 | 150 |
    | 乙县 | 90 | 60 | 150 |
    | 丙县 | 80 | 40 | 120 |
    | 丁县 | 10 | 11 | |
    -> held: 100 + 50 = 150
    -> held: 90 + 60 = 150
    -> held: 80 + 40 = 120
no body
    | 10 | 20 |
    | 30 | 40 |
    text
    | 甲 | 乙 |
    | 丙 | 丁 |
several 合计 rows add up to the last
    | 项目 | 金额 |
    | 甲 | 10 |
    | 乙 | 20 |
    | 甲组合计 | 30 |
    | 丙 | 5 |
    | 丁 | 6 |
    | 乙组合计 | 11 |
    | 总计 | 41 |
    -> held: 10 + 20 = 30
    -> held: 5 + 6 = 11
    -> held: 10 + 20 + 5 + 6 = 41
a score sheet is not judged here
    | 一级指标 | 分值 | 得分 |
    | 产出 | 50 | 50 |
    | 效益 | 50 | 49 |
    | 合计 | 100 | 90 |
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
