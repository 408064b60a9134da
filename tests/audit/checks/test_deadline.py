"""The report's date and a time limit of 31 March."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes, with_deadline
from xunzheng.audit.checks.deadline import CHECK

CASES = cases(
    """
late
    某县林业局2022年度绩效自评报告
    2023年5月12日
    一、概况
    全县植树3000棵。
    -> suspicion deadline: 报告日期 2023年5月12日 | 不晚于 2023年3月31日（某市自评报告报送时限） | 2023年5月12日 晚于 2023年3月31日 @ 2023年5月12日 [某财绩〔2020〕1号]
late by its month
    某县林业局2022年度绩效自评报告
    2023年4月
    一、概况
    全县植树3000棵。
    -> suspicion deadline: 报告日期 2023年4月 | 不晚于 2023年3月31日（某市自评报告报送时限） | 2023年4月 晚于 2023年3月31日 @ 2023年4月 [某财绩〔2020〕1号]
in time
    某县林业局2022年度绩效自评报告
    2023年3月31日
    一、概况
    全县植树3000棵。
    -> held: 2023年3月31日 不晚于 2023年3月31日 @ 2023年3月31日
in time by its month
    某县林业局2022年度绩效自评报告
    2023年3月
    一、概况
    全县植树3000棵。
    -> held: 2023年3月 不晚于 2023年3月31日 @ 2023年3月
no date
    某县林业局2022年度绩效自评报告
    一、概况
    全县植树3000棵。
no year
    林业局绩效自评报告
    2023年5月12日
    一、概况
    全县植树3000棵。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report, with_deadline(3, 31)) == expected
