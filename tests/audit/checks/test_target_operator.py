"""Signs that point the wrong way."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.target_operator import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
upper bound on what is built
    产出/数量指标/新增护栏 | 10 | 10 | ≤18公里 | 18.6公里
    -> suspicion: “新增护栏”目标 ≤18公里 | “新增护栏”是要完成的数量，应写“≥”
upper bound on what is to be held down
    产出/数量指标/新建项目用时 | 10 | 10 | ≤18天
    产出/数量指标/公务接待批次 | 10 | 10 | ≤18批次
    产出/成本指标/改造成本 | 10 | 10 | ≤18万元
    产出/时效指标/建设周期 | 10 | 10 | ≤18个月
    效益指标/新增护栏 | 10 | 10 | ≤18公里
more than the whole of a share
    产出/时效/发放及时率 | 5 | 5 | ≥100% | 100%
    产出/数量/任务完成率 | 5 | 5 | ≥100% | 100%
    效益/满意度增长率 | 5 | 5 | ≥100%
    产出/质量/合格率 | 5 | 5 | ≥98%
    产出/质量/合格率 | 5 | 5 | =100%
    -> suspicion: “发放及时率”目标 ≥100% | “发放及时率”不能超过 100%，应写“=100%”
at most nothing
    产出/质量/不合格率 | 5 | 5 | ≤0%
    效益/收入增长率 | 5 | 5 | ≤0%
    效益/事故 | 5 | 5 | =0起
    -> suspicion: “不合格率”目标 ≤0% | “不合格率”不会为负，应写“=0%”
    -> suspicion: “收入增长率”目标 ≤0% | “收入增长率”越高越好，应写“≥”
at least so many accidents
    效益/安全事故发生率 | 5 | 5 | ≥5%
    效益/投诉办结率 | 5 | 5 | ≥95%
    效益/群众投诉件数 | 5 | 5 | ≤5件
    效益/差错率 | 5 | 5 | ≥0%
    -> suspicion: “安全事故发生率”目标 ≥5% | “安全事故发生率”越低越好，应写“≤”
upper bound on a rate of success
    产出/质量/苗木成活率 | 5 | 5 | ≤90% | 93.5%
    产出/质量/不合格率 | 5 | 5 | ≤10%
    产出/质量/逾期完成率 | 5 | 5 | ≤10%
    -> suspicion: “苗木成活率”目标 ≤90% | “苗木成活率”越高越好，应写“≥”
more done than a bound outside the outputs
    效益/社会/受益户 | 5 | 5 | ≤100户 | 120户
    -> suspicion: “受益户”目标 ≤100户 | “受益户”多多益善，实际 120户 已超过，应写“≥”
a price to be passed
    产出/成本/采购单价 | 5 | 5 | ≥220元
    -> suspicion: “采购单价”目标 ≥220元 | “采购单价”以不超过为目标，应写“≤”
no sign, no number
    产出/数量/新增护栏 | 5 | 5 | 18公里
    产出/质量/效果 | 5 | 5 | 显著
    产出/质量/其他 | 5 | 5
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
