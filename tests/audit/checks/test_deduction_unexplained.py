"""Lost points and their reasons."""

from __future__ import annotations

import pytest

from xunzheng.audit.checks.deduction_unexplained import CHECK
from xunzheng.audit.sheet import Sheet
from tests.audit.sheets import outcomes, reading, sheet


CASES = [
    pytest.param([sheet("""
立项/合理性 | 4 | 3
立项/明确性 | 4 | 4
产出/质量达标率 | 8 | 6
""")], "", ["suspicion: 2 项指标共扣 3 分，正文也未说明原因 | 合理性 4 − 3 = 1 分；质量达标率 8 − 6 = 2 分"], id="nobody explains"),
    pytest.param([sheet("""
立项/合理性 | 4 | 3 | ~ | ~ | 无
立项/明确性 | 4 | 3 | ~ | ~ | —
""", has_reasons=True)], "", ["suspicion: 2 项指标共扣 2 分，原因栏为空，正文也未说明原因 | 合理性 4 − 3 = 1 分；明确性 4 − 3 = 1 分"], id="column there and empty"),
    pytest.param([sheet("""
立项/合理性 | 4 | 3 | ~ | ~ | 论证不足
立项/明确性 | 4 | 3 | ~ | ~ | 
""", has_reasons=True)], "", ["suspicion: 1 项指标共扣 1 分，原因栏为空，正文也未说明原因 | 明确性 4 − 3 = 1 分"], id="one in the column, one nowhere"),
    pytest.param([sheet("立项/合理性 | 4 | 3 | ~ | ~ | 论证不足")], "", ["held: 合理性 4 − 3 = 1 分"], id="all in the column"),
    pytest.param([sheet("产出/质量达标率 | 8 | 6")], "质量达标率扣2分，系两处返工所致。", ["held: 质量达标率 8 − 6 = 2 分"], id="named in prose with a reason"),
    pytest.param([sheet("产出/质量达标率 | 8 | 6")], "质量达标率为92%。", ["suspicion: 1 项指标共扣 2 分，正文也未说明原因 | 质量达标率 8 − 6 = 2 分"], id="named in prose without a word of reasoning"),
    pytest.param([sheet("立项/绩效目标合理性 | 4 | 3")], "绩效目标合理方面得分不高，原因是论证简单。", ["held: 绩效目标合理性 4 − 3 = 1 分"], id="named without its ending"),
    pytest.param([sheet("效益/社会公众或服务对象满意度 | 6 | 5")], "满意度得分较低，原因是问卷偏少。", ["held: 社会公众或服务对象满意度 6 − 5 = 1 分"], id="named by its short form"),
    pytest.param([sheet("""
立项/合理性 | 4 | 3
产出/质量达标率 | 8 | 6
""")], "扣分的主要原因是部分工作进度滞后。", ["held: 合理性 4 − 3 = 1 分；质量达标率 8 − 6 = 2 分"], id="reasons of deductions in general"),
    pytest.param([sheet("立项/合理性 | 4 | 3")], "超额完成较多的，适度扣分。", ["suspicion: 1 项指标共扣 1 分，正文也未说明原因 | 合理性 4 − 3 = 1 分"], id="a rule about deductions explains nothing"),
    pytest.param([sheet("""
立项/合理性 | 4 | 3
产出/质量达标率 | 8 | 6
""")], "因个别项目验收滞后扣3分。", ["held: 合理性 4 − 3 = 1 分；质量达标率 8 − 6 = 2 分"], id="because of … so many points"),
    pytest.param([sheet("""
产出/合格率 | 10 | 9 | ≥90% | 81%
产出/及时率 | 10 | 9 | ≥90% | 95%
产出/完好率 | 10 | 9 | 100% | 90%
""")], "", [], id="target and actual value show it"),
    pytest.param([sheet("产出/场次 | 10 | 9 | 10场 | 9场")], "", ["suspicion: 1 项指标共扣 1 分，正文也未说明原因 | 场次 10 − 9 = 1 分"], id="target without direction shows nothing"),
    pytest.param([sheet("""
立项/合理性 | 4 | 4
产出/植树 | 6 | 
加分项/获奖 | 5 | 1
""")], "", [], id="nothing lost"),
]


@pytest.mark.parametrize(("sheets", "text", "expected"), CASES)
def test_sheet(sheets: list[Sheet], text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, reading(text, *sheets)) == expected
