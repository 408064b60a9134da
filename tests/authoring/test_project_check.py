"""What does not fit: a project against its form and against itself, a sentence for each."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.authoring.given_project import FORMS, table
from tests.authoring.test_project_file import change
from xunzheng.authoring.assessment import assess
from xunzheng.authoring.fault import ProjectFaults
from xunzheng.authoring.project_table import read_project
from xunzheng.rulebook.official_forms import form_rules

SOURCE = {"initial": 1, "budget": 1, "arrived": 1, "spent": 1}
SHARE = {"part": {"name": "满意", "value": "9份"}, "whole": {"name": "问卷", "value": "8份"}}
N, T, A = FORMS

FAULTS: list[tuple[str, dict[str, object], str]] = [
    (N, {"project.year": 2024}, "project.reported_on：报告早于评价年度结束"),
    (N, {"funds": []}, "funds：缺少内容"),
    (N, {"funds.0.kind": "gift"}, r"funds\[0\].kind：表样没有这种资金来源"),
    (N, {"funds.1.kind": "current"}, "funds：同一种资金来源写了两次"),
    (N, {"funds.0.arrived": 763}, r"funds\[0\].arrived：到位数大于全年预算数"),
    (N, {"funds.0.spent": 763}, r"funds\[0\].spent：执行数大于到位数"),
    (N, {"funds": [SOURCE | {"kind": "current", "budget": 0, "arrived": 0, "spent": 0}]}, "预算为零"),
    (N, {"project.adjusted_because": None}, "project.adjusted_because：缺少内容.*900万元 调整为 862万元"),
    (N, {"funds.0.spent": 100}, "project.spent_because：缺少内容"),
    (N, {"indicators": []}, "indicators：缺少内容"),
    (N, {"indicators.1.name": "管护公园绿地面积"}, "indicators：同一指标写了两次"),
    (N, {"indicators.0.weight": None}, r"indicators\[0\].weight：分值不可用"),
    (N, {"indicators.0.weight": 0}, r"indicators\[0\].weight：分值不可用"),
    (N, {"indicators.0.weight": 9}, "indicators：分值相加不等于满分.*预算执行率 10.*实为：101"),
    (N, {"project.execution_weight": 0}, "project.execution_weight：分值不可用"),
    (N, {"project.execution_weight": 100}, "project.execution_weight：分值不可用"),
    (T, {"project.execution_weight": 10}, "project.execution_weight：这个表样的执行率不计分"),
    (A, {"project.execution_weight": 10}, "project.execution_weight：这个表样的执行率不计分"),
    (N, {"indicators.0.target": "400—420公顷"}, r"indicators\[0\].target：指标值是一个区间"),
    (N, {"indicators.0.code": "A11"}, r"indicators\[0\].code：这个表样的指标没有编码"),
    (N, {"indicators.0.level_one": "产出"}, r"indicators\[0\].level_one：表样没有这个一级指标"),
    (N, {"indicators.0.level_two": "满意度"}, r"indicators\[0\].level_two：不是这个一级指标的二级指标"),
    (N, {"indicators.1.actual": "3株"}, r"indicators\[1\].actual：完成值写了几遍"),
    (N, {"indicators.0.actual": None}, r"indicators\[0\].actual：缺少内容"),
    (N, {"indicators.0.actual": "很大"}, r"indicators\[0\].actual：完成值不是一个数量"),
    (N, {"indicators.0.actual": "412人"}, r"indicators\[0\].actual：完成值与指标值不能比较"),
    (N, {"indicators.0.target": ">400公顷"}, r"indicators\[0\].target：指标值写了严格.*≥"),
    (N, {"indicators.0.target": "<400公顷"}, r"indicators\[0\].target：指标值写了严格.*≤"),
    (N, {"indicators.0.target": "400公顷"}, r"indicators\[0\].target：看不出方向"),
    (N, {"indicators.0.score": 3}, r"indicators\[0\].score：定量指标不由人评定"),
    (N, {"indicators.0.outcome": "达成"}, r"indicators\[0\].outcome：定量指标不由人评定"),
    (N, {"indicators.0.actual": "200公顷"}, r"indicators\[0\].reason：缺少内容.*失 4.12 分的原因"),
    (N, {"indicators.0.actual": "800公顷"}, r"indicators\[0\].reason：缺少内容.*偏离指标值的原因"),
    (N, {"indicators.1.parts.0.value": "很多"}, r"indicators\[1\].parts：不是一个数量"),
    (N, {"indicators.1.parts.0.value": "3人"}, r"indicators\[1\].parts：各部分不能相加"),
    (N, {"indicators.3.share": SHARE}, r"indicators\[3\].share：部分大于总数"),
    (N, {"indicators.3.share.whole.value": "0株"}, r"indicators\[3\].share：两数不能相除"),
    (N, {"indicators.3.share.whole.value": "9人"}, r"indicators\[3\].share：两数不能相除"),
    (N, {"indicators.7.outcome": None}, r"indicators\[7\].outcome：缺少内容"),
    (N, {"indicators.7.outcome": "很好"}, r"indicators\[7\].outcome：没有这个档次"),
    (N, {"indicators.7.score": None}, r"indicators\[7\].score：缺少内容"),
    (N, {"indicators.7.score": 3}, r"indicators\[7\].score：得分不在“达成”档内"),
    (N, {"indicators.7.actual": "明显改善"}, r"indicators\[7\].actual：完成值照抄了指标值"),
    (N, {"indicators.7.reason": None}, r"indicators\[7\].reason：缺少内容"),
    (N, {"indicators.7.evidence": {"kind": "stated", "place": "台账"}}, "由谁评判"),
    (
        N,
        {"management": [{"name": "分配科学性", "state": "好"}]},
        r"management\[0\].name：不是表样的资金管理事项",
    ),
    (N, {"texts.work": None}, "texts.work：缺少内容.*绩效自评工作开展情况"),
    (N, {"texts.wrok": "一"}, "texts.wrok：报告提纲没有这一节"),
    (T, {"management.0.name": "分配公平性"}, r"management：缺少内容.*分配科学性"),
    (T, {"indicators.0.actual": "1座"}, r"indicators\[0\].reason：缺少内容.*偏离指标值的原因"),
    (A, {"indicators.0.code": "A1"}, r"indicators\[0\].code：表样没有这个指标"),
    (A, {"indicators.0.met": None}, r"indicators\[0\].met：缺少内容.*1 项目是否按照规定"),
    (A, {"indicators.0.met": [4]}, r"indicators\[0\].met：没有这条要点"),
    (A, {"indicators.0.reason": None}, r"indicators\[0\].reason：缺少内容"),
    (A, {"indicators.1.values": {"实际到位资金": "3万元"}}, "这个数已在资金表里"),
    (A, {"indicators.3.values.实际产出数": None}, r"indicators\[3\].values.实际产出数：缺少内容"),
    (A, {"indicators.3.values.实际产出数": "很多"}, r"indicators\[3\].values.实际产出数：不是一个数量"),
    (A, {"indicators.3.values.别的数": "3天"}, r"indicators\[3\].values：公式里没有这个数"),
    (A, {"indicators.3.values.实际产出数": "300万元"}, r"indicators\[3\]：不能计分"),
    (A, {"indicators.5.actual": None}, r"indicators\[5\].actual：缺少内容"),
    (A, {"indicators.0.weight": 19}, "分值相加不等于满分。应为：100；实为：99"),
]


@pytest.mark.parametrize(("form", "changes", "sentence"), FAULTS)
def test_each_contradiction_has_its_sentence(form: str, changes: dict[str, object], sentence: str) -> None:
    tables = table(form)
    for key, value in changes.items():
        change(tables, key, value)
    with pytest.raises(ProjectFaults, match=sentence):
        assess(read_project(tables), form_rules(form))


def test_one_quantity_of_two_formulas_has_one_value() -> None:
    tables = table(A)
    change(tables, "indicators.3.weight", 10)
    more = {"code": "C13", "weight": 10, "evidence": {"kind": "stated", "place": "日志"}}
    more["values"] = {"质量达标产出数": "300天", "实际产出数": "304天"}
    tables["indicators"] = [*tables["indicators"], more]  # type: ignore[misc] (a list of tables)
    with pytest.raises(ProjectFaults, match="同一个数写了两个值"):
        assess(read_project(tables), form_rules(A))


@pytest.mark.parametrize("form", FORMS)
def test_the_right_ones_have_no_fault(form: str) -> None:
    assert assess(read_project(table(form)), form_rules(form)).items


def test_weights_are_decimals() -> None:
    project = read_project(table(N))
    assert all(isinstance(item.weight, Decimal) for item in project.indicators)
