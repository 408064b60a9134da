"""Full marks for a missed target, and lost points for a met one."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.attainment_score import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
missed with full marks
    产出/数量/养护里程 | 15 | 15 | ≥1120公里 | 1086公里
    -> error: “养护里程”目标 ≥1120公里，实际 1086公里，得满分 15 | 1086 < 1120，得分 15 等于分值
just missed
    产出/数量/养护里程 | 15 | 15 | ＞1120公里 | 1120公里
    -> error: “养护里程”目标 ＞1120公里，实际 1120公里，得满分 15 | 1120 = 1120，得分 15 等于分值
missed by what rounding to one decimal hides
    产出/质量/合格率 | 9 | 9 | ≥95% | 94.7%
    -> suspicion: “合格率”目标 ≥95%，实际 94.7%，得满分 9 | 94.7% < 95%，得分 9 等于分值
missed by more than that
    产出/质量/合格率 | 9 | 9 | ≥95% | 94.4%
    -> error: “合格率”目标 ≥95%，实际 94.4%，得满分 9 | 94.4% < 95%，得分 9 等于分值
missed, and the sheet's other scores have two decimals
    产出/质量/合格率 | 9 | 9 | ≥95% | 94.7%
    产出/质量/达标率 | 9 | 8.99 | ≥95% | 94.9%
    -> error: “合格率”目标 ≥95%，实际 94.7%，得满分 9 | 94.7% < 95%，得分 9 等于分值
met
    产出/数量/养护里程 | 15 | 15 | ≥1120公里 | 1120公里
    -> held: 实际 1120公里，目标 ≥1120公里，达标得满分 15
less is better: met and missed
    产出/时效/用时 | 10 | 10 | ≤7天 | 6天
    产出/成本/单价 | 5 | 5 | ＜3000元 | 3000元
    产出/成本/造价 | 5 | 5 | <3000元 | 2000元
    -> held: 实际 6天，目标 ≤7天，达标得满分 10
    -> error: “单价”目标 ＜3000元，实际 3000元，得满分 5 | 3000 = 3000，得分 5 等于分值
    -> held: 实际 2000元，目标 <3000元，达标得满分 5
exactly so many, less done
    产出/数量/队员 | 10 | 10 | =18人 | 17人
    -> suspicion: “队员”目标 =18人，实际 17人，得满分 10 | 17 < 18，得分 10 等于分值
exactly so many, more done
    产出/数量/队员 | 10 | 10 | =18人 | 20人
    -> held: 实际 20人，目标 =18人，达标得满分 10
without sign, less done
    产出/数量/队员 | 10 | 10 | 18人 | 17人
    -> suspicion: “队员”目标 18人，实际 17人，得满分 10 | 17 < 18，得分 10 等于分值
without sign, cost below the target
    产出/成本/人均经费 | 10 | 10 | 8万元 | 7.29万元
    -> held: 实际 7.29万元，目标 8万元，达标得满分 10
without sign, cost above the target
    产出/成本/人均经费 | 10 | 10 | 8万元 | 9万元
    -> suspicion: “人均经费”目标 8万元，实际 9万元，得满分 10 | 9 > 8，得分 10 等于分值
less than the whole of a share
    产出/质量/合格率 | 10 | 10 | 100% | 98%
    预算执行率 | 10 | 10 | 100% | 96.1%
    -> error: “合格率”目标 100%，实际 98%，得满分 10 | 98% < 100%，得分 10 等于分值
    -> error: “预算执行率”目标 100%，实际 96.1%，得满分 10 | 96.1% < 100%，得分 10 等于分值
less than 100 % of what may exceed it
    产出/数量/任务量 | 10 | 10 | 100% | 98%
    -> suspicion: “任务量”目标 100%，实际 98%，得满分 10 | 98% < 100%，得分 10 等于分值
units apart by a factor
    产出/成本/造价 | 10 | 10 | ≤2.2万元 | 21000元
    -> held: 实际 21000元，目标 ≤2.2万元，达标得满分 10
actual without unit
    产出/质量/完好率 | 10 | 10 | ≥95% | 90
    -> error: “完好率”目标 ≥95%，实际 90，得满分 10 | 90% < 95%，得分 10 等于分值
nothing reached
    产出/数量/教室 | 10 | 10 | ≥100间 | 0间
    -> error: “教室”目标 ≥100间，实际 0间，得满分 10 | 0 < 100，得分 10 等于分值
met, points lost, no reason
    效益/知晓率 | 15 | 13 | ≥90% | 95.5% | 无
    -> suspicion: “知晓率”目标 ≥90%，实际 95.5%，得 13 分 | 15 − 13 = 2（分）
met, points lost, reason in the column
    效益/知晓率 | 15 | 13 | ≥90% | 95.5% | 抽样偏少
met, points lost, reason in prose
    效益/知晓率 | 15 | 13 | ≥90% | 95.5%
    text 知晓率扣2分，主要是抽样偏少。
missed and points lost
    效益/知晓率 | 15 | 13 | ≥90% | 80%
a sign that cannot be meant
    产出/数量/新建道路 | 10 | 10 | ≤18公里 | 18.6公里
a date, a sentence, a range, an about, other units
    产出/时效/完工 | 5 | 5 | 2022年8月31日前 | 2022年8月26日
    产出/质量/效果 | 5 | 5 | 显著提升 | 显著提升
    产出/数量/场次 | 5 | 5 | 10-20场 | 9场
    产出/数量/人数 | 5 | 5 | ≥100人 | 约90人
    产出/数量/苗木 | 5 | 5 | 约100株 | 90株
    产出/数量/点位 | 5 | 5 | ≥10个 | 9处
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
