"""Lost points and their reasons."""

from __future__ import annotations

import pytest

from tests.audit.sheets import cases, outcomes, reading
from xunzheng.audit.checks.deduction_unexplained import CHECK
from xunzheng.audit.sheet import Sheet

CASES = cases(
    """
nobody explains
    立项/合理性 | 4 | 3
    立项/明确性 | 4 | 4
    产出/质量达标率 | 8 | 6
    -> suspicion: 2 项指标共扣 3 分，正文也未说明原因 | 合理性 4 − 3 = 1 分；质量达标率 8 − 6 = 2 分
column there and empty
    立项/合理性 | 4 | 3 | ~ | ~ | 无
    立项/明确性 | 4 | 3 | ~ | ~ | —
    has-reasons
    -> suspicion: 2 项指标共扣 2 分，原因栏为空，正文也未说明原因 | 合理性 4 − 3 = 1 分；明确性 4 − 3 = 1 分
one in the column, one nowhere
    立项/合理性 | 4 | 3 | ~ | ~ | 论证不足
    立项/明确性 | 4 | 3 | ~ | ~ | .
    has-reasons
    -> suspicion: 1 项指标共扣 1 分，原因栏为空，正文也未说明原因 | 明确性 4 − 3 = 1 分
all in the column
    立项/合理性 | 4 | 3 | ~ | ~ | 论证不足
    -> held: 合理性 4 − 3 = 1 分
named in prose with a reason
    产出/质量达标率 | 8 | 6
    text 质量达标率扣2分，系两处返工所致。
    -> held: 质量达标率 8 − 6 = 2 分
named in prose without a word of reasoning
    产出/质量达标率 | 8 | 6
    text 质量达标率为92%。
    -> suspicion: 1 项指标共扣 2 分，正文也未说明原因 | 质量达标率 8 − 6 = 2 分
named without its ending
    立项/绩效目标合理性 | 4 | 3
    text 绩效目标合理方面得分不高，原因是论证简单。
    -> held: 绩效目标合理性 4 − 3 = 1 分
named by its short form
    效益/社会公众或服务对象满意度 | 6 | 5
    text 满意度得分较低，原因是问卷偏少。
    -> held: 社会公众或服务对象满意度 6 − 5 = 1 分
reasons of deductions in general
    立项/合理性 | 4 | 3
    产出/质量达标率 | 8 | 6
    text 扣分的主要原因是部分工作进度滞后。
    -> held: 合理性 4 − 3 = 1 分；质量达标率 8 − 6 = 2 分
a rule about deductions explains nothing
    立项/合理性 | 4 | 3
    text 超额完成较多的，适度扣分。
    -> suspicion: 1 项指标共扣 1 分，正文也未说明原因 | 合理性 4 − 3 = 1 分
because of … so many points
    立项/合理性 | 4 | 3
    产出/质量达标率 | 8 | 6
    text 因个别项目验收滞后扣3分。
    -> held: 合理性 4 − 3 = 1 分；质量达标率 8 − 6 = 2 分
a target that is met is the case of attainment-score
    产出/及时率 | 10 | 9 | ≥90% | 95%
a missed target says what, not why
    产出/合格率 | 10 | 9 | ≥90% | 81%
    -> suspicion: 1 项指标共扣 1 分，正文也未说明原因 | 合格率 10 − 9 = 1 分
a missed target with its reason
    产出/合格率 | 10 | 9 | ≥90% | 81% | 雨季停工
    -> held: 合格率 10 − 9 = 1 分
target without direction shows nothing
    产出/场次 | 10 | 9 | 10场 | 9场
    -> suspicion: 1 项指标共扣 1 分，正文也未说明原因 | 场次 10 − 9 = 1 分
an execution rate explains itself
    预算执行率 | 10 | 9.6
a summary is passed over
    决策 | 20 | 19
    过程 | 80 | 80
    sheet
    决策/合理性 | 20 | 19 | ~ | ~ | 论证不足
    过程/合规性 | 80 | 80
    -> held: 合理性 20 − 19 = 1 分
nothing lost
    立项/合理性 | 4 | 4
    产出/植树 | 6 | .
    加分项/获奖 | 5 | 1
"""
)


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_examples(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
