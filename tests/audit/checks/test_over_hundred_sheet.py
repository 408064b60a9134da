"""More executed than budgeted, and shares above the whole."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.over_hundred_sheet import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
total above the budget
    funds 年度资金总额 | ~ | 126 | 129.15 | 10 | 102.5% | 10
    -> error: “年度资金总额”执行率 102.5% | 129.15 ÷ 126 = 102.5% > 100%
a row of the total above its budget
    funds 年度资金总额 | ~ | 100 | 100 | 10 | 100% | 10
    funds 其中：财政拨款 | ~ | 60 | 70 | — | 116.67% | —
    funds 其他资金 | ~ | 40 | 30 | — | 75% | —
    -> suspicion: “其中：财政拨款”执行率 116.67% | 70 ÷ 60 = 116.67% > 100%
stated above the whole, amounts unknown
    funds 年度资金总额 | ~ | ~ | ~ | 10 | 102.5% | 10
    -> error: “年度资金总额”执行率 102.5% | 执行数不超过预算数，执行率不超过 100%
stated 100 % and executed more
    funds 年度资金总额 | ~ | 100 | 101 | 10 | 100% | 10
    -> error: “年度资金总额”执行率 100% | 101 ÷ 100 = 101% > 100%
within the budget
    funds 年度资金总额 | ~ | 100 | 100 | 10 | 100% | 10
    funds 其中 | ~ | 0 | 5 | — | — | —
    funds 其他 | ~ | 0 | 0 | — | — | —
actual share above the whole
    产出/质量/工程合格率 | 10 | 10 | 100% | 104%
    -> error: “工程合格率”实际 104% | 104% > 100%
without the sign beside a target in per cent
    产出/时效/任务按时完成率 | 5 | 5 | ≥95% | 104
    产出/质量/合格率 | 5 | 5 | 95 | 104
    产出/质量/完好率 | 5 | 5 | ~ | 104
    -> error: “任务按时完成率”实际 104 | 104% > 100%
what may exceed 100 %
    产出/数量/任务完成率 | 10 | 10 | 100% | 104%
    产出/质量/合格率 | 10 | 10 | 100% | 100%
    产出/质量/完好率 | 10 | 10 | 100% | 104台
    产出/质量/效果 | 10 | 10
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
