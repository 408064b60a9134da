"""Indicators under the wrong dimension."""

# ruff: noqa: E501 (the outcomes that are due are whole lines)

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.indicator_class import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
a count as cost
    产出/成本指标/召开推进会 | 10 | 10 | 4次 | 4次
    -> suspicion: “召开推进会”归在“产出 › 成本指标”，目标 4次 | 成本应以金额或比例计，“4次”是数量，宜归数量指标
a share of work as cost
    产出/成本指标/社会化发放率 | 10 | 10 | 100% | 100%
    -> suspicion: “社会化发放率”归在“产出 › 成本指标”，目标 100% | “社会化发放率”不是成本，宜归质量或时效指标
work as benefit
    效益/社会效益/开展宣传活动次数 | 10 | 10 | ≥4次 | 4次
    -> suspicion: “开展宣传活动次数”归在“效益 › 社会效益”，目标 ≥4次 | 做了多少工作是产出，宜归数量指标
events as benefit
    效益/经济效益/开展养护技术培训 | 10 | 10 | ≥4期 | 4期
    效益/社会效益/开展培训合格率 | 10 | 10 | ≥90% | 95%
    效益/社会效益/组织培训 | 10 | 10 | 好 | 好
    -> suspicion: “开展养护技术培训”归在“效益 › 经济效益”，目标 ≥4期 | 做了多少工作是产出，宜归数量指标
input as output
    产出/数量指标/项目资金总额 | 10 | 10 | 100万元 | 100万元
    -> suspicion: “项目资金总额”归在“产出 › 数量指标”，目标 100万元 | 投入的资金不是产出，宜由预算执行率反映
in their places
    产出/成本指标/户均补助 | 10 | 10 | ≤500元 | 500元
    产出/成本指标/成本节约率 | 10 | 10 | ≥5% | 5%
    产出/成本指标/人力占比 | 10 | 10 | ≤5% | 5%
    产出/成本指标/控制效果 | 10 | 10 | 好 | 好
    产出/数量指标/开展宣传活动次数 | 10 | 10 | ≥4次 | 4次
    效益/社会效益/受益人数 | 10 | 10 | ≥4人 | 4人
    产出/成本指标/用工时长 | 10 | 10 | ≤4小时 | 4小时
    加分项/成本/获奖 | 1 | 1 | 2次 | 2次
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
