"""The clerk's own words against the data: another figure is refused, the same one in any digits is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.authoring.given_project import NATIONAL, TRANSFER
from xunzheng.authoring.assessment import assess
from xunzheng.authoring.fault import ProjectFaults
from xunzheng.authoring.text_check import check_texts
from xunzheng.formats.project_file import load_project
from xunzheng.formats.project_report import compose_report
from xunzheng.rulebook.official_forms import form_rules


def faults_of(sentence: str, file: str = NATIONAL) -> list[str]:
    project = load_project(file.encode(), "project.toml")
    told = replace(project, texts={**project.texts, "measures": sentence})
    return [
        f"{fault.expected}|{fault.found}" for fault in check_texts(assess(told, form_rules(project.form)))
    ]


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("本项目全年预算数900万元。", "全年预算数 862万元|全年预算数900万元"),
        ("全年实际支出850万元。", "实际支出 843.5万元|实际支出850万元"),
        ("经统计，预算执行率95%。", "预算执行率 97.8538%|预算执行率95%"),
        ("资金到位率为98%。", "资金到位率 100%|资金到位率为98%"),
        ("年末结余20万元。", "年末结余 18.5万元|年末结余20万元"),
        ("截至12月底实际支出84350元。", "实际支出 843.5万元|实际支出84350元"),
        ("市民满意度95%。", "市民满意度 92.01%|市民满意度95%"),
        ("自评得分97.5分，继续保持。", "自评得分 96.99分|自评得分97.5分"),
        ("评价等级为“良”。", "等级“优”|评价等级为“良"),
        ("２０２３年预算执行率９５％。", "预算执行率 97.8538%|预算执行率95%"),
    ],
)
def test_another_figure_is_a_fault(sentence: str, fault: str) -> None:
    (found,) = faults_of(sentence)
    assert found == fault


@pytest.mark.parametrize(
    "sentence",
    [
        "本项目全年预算数862万元，预算执行率97.85%。",
        "预算执行率98%，资金到位率100%。",
        "预算执行率97.8%。",
        "实际支出8435000元，年末结余0.00185亿元。",
        "上年预算执行率95%，市民满意度90%。",
        "2022年预算执行率95%。",
        "计划2024年预算执行率达到99%。",
        "绿道管护实际支出300万元。",
        "其中，苗木实际支出300万元。",
        "一是苗木，实际支出300万元；二是养护，实际支出543.5万元。",
        "市民满意度92.01%，评价等级为“优”。",
        "等级评定由市局负责。",
        "继续做好管护。",
    ],
)
def test_the_same_figure_and_other_things_are_left_alone(sentence: str) -> None:
    assert faults_of(sentence) == []


def test_a_form_without_scores_has_no_total_and_no_grade() -> None:
    assert faults_of("自评得分90分，等级为“良”。", TRANSFER) == []
    assert faults_of("预算执行率90%。", TRANSFER) == ["预算执行率 100%|预算执行率90%"]


def test_the_report_is_refused_with_the_key() -> None:
    project = load_project(NATIONAL.encode(), "project.toml")
    with pytest.raises(ProjectFaults, match=r"goals\.achieved：文字与所填数据不一致"):
        compose_report(replace(project, achieved="全年支出900万元。"), form_rules(project.form))
