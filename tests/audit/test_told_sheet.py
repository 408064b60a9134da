"""Score sheets told in words: what is read, what is left alone, and what the checks make of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audit.sheets import RULES, document
from xunzheng.audit.check import Check
from xunzheng.audit.checks import (
    actual_copies_target,
    attainment_score,
    deduction_unexplained,
    deviation_unexplained,
    full_marks_with_faults,
    incomparable_units,
    score_missing,
    score_over_weight,
    score_recomputed,
    score_sum_told,
    target_operator,
)
from xunzheng.audit.finding import Finding
from xunzheng.audit.reading import read
from xunzheng.audit.run import audit
from xunzheng.audit.sheet import SheetNode, Stated

CHECKS: tuple[Check, ...] = (
    actual_copies_target.CHECK,
    attainment_score.CHECK,
    deduction_unexplained.CHECK,
    deviation_unexplained.CHECK,
    full_marks_with_faults.CHECK,
    incomparable_units.CHECK,
    score_missing.CHECK,
    score_over_weight.CHECK,
    score_recomputed.CHECK,
    score_sum_told.CHECK,
    target_operator.CHECK,
)

READ = [
    (
        "行政村通客车率年初目标值≥98%，实际完成值99.1%，该指标10分，自评得10分。",
        "行政村通客车率 ≥98% 99.1% 10 10",
    ),
    ("护林员轮训目标400人次，实际轮训436人次。", "护林员轮训 400人次 436人次 - -"),
    ("加固桥涵目标≥9座，完成8座，得16分（满分18分）。", "加固桥涵 ≥9座 8座 18 16"),
    ("（二）结业率目标85%，实际81%，该指标满分6分，自评6分。", "结业率 85% 81% 6 6"),
    ("清运淤泥：目标3,000立方米，实际完成3,120立方米。", "清运淤泥 3,000立方米 3,120立方米 - -"),
    ("水样送检：目标48批次，实际完成96%。", "水样送检 48批次 96% - -"),
    ("计划新砌围墙200米，实际新砌212米。", "新砌围墙 200米 212米 - -"),
    ("窗口办件满意度88.6%，目标87%。", "窗口办件满意度 87% 88.6% - -"),
    ("展演不少于六十场，实际六十四场。", "展演 不少于六十场 六十四场 - -"),
    ("2．质量指标：抽检不合格率0.4%，目标值不高于1%。", "质量指标/抽检不合格率 不高于1% 0.4% - -"),
    ("投入（12分）得11分。", "投入 - - 12 11"),
    ("投入12分得11分；过程24分得20分。", "投入 - - 12 11|过程 - - 24 20"),
    ("执法装备20分，得19分；执法培训10分，得9分。", "执法装备 - - 20 19|执法培训 - - 10 9"),
    ("预算执行率得分8.8分（满分10分）。", "预算执行率 - - 10 8.8"),
    ("预算执行率10分，按93%计，得10分。", "预算执行率 - 93% 10 10"),
    ("产出（40分）得   分；效益（20分）得18分。", "产出 - - 40 （空）|效益 - - 20 18"),
    ("产出（40分）得（  ）分。", "产出 - - 40 （空）"),
    ("救助标准目标600元/人，实际600元/人，满分5分，得满分。", "救助标准 600元/人 600元/人 5 5"),
    ("（1）改厕。目标90户，实际86户。该指标满分9分，自评9分。", "改厕 90户 86户 9 9"),
    ("“新建泵站”，目标值3座，完成值3座，得4分，满分4分。", "新建泵站 3座 3座 4 4"),
    ("返乡创业扶持计划30户、完成18户，扣4分。", "返乡创业扶持 30户 18户 - -"),
    ("优良天数比例，目标87%，实际84.1%，指标分5分，得5分。", "优良天数比例 87% 84.1% 5 5"),
    ("巡检合格率（满分8分）目标100%，实际97%，得7分。", "巡检合格率 100% 97% 8 7"),
    ("印发手册目标2000册；实际完成2100册；得5分（满分5分）。", "印发手册 2000册 2100册 5 5"),
    ("播出节目计划52期，达到52期。", "播出节目 52期 52期 - -"),
    ("单位造价目标不高于1.2万元，实际1.1万元。", "单位造价 不高于1.2万元 1.1万元 - -"),
    ("项目管理分值12分，项目管理得11分。", "项目管理 - - 12 11"),
    ("项目管理指标12分，其中项目管理指标得11分。", "项目管理 - - 12 11"),
    ("优良率（抽检（共30份）合格）目标90%，实际92%。", "优良率 90% 92% - -"),
    ("结业率81%，结业率目标85%。", "结业率 85% 81% - -"),
    ("整改率（目标95%）实际96%。", "整改率 95% 96% - -"),
    (
        "一、绩效目标\n巡诊服务500人次，药品抽检合格率≥97%。\n"
        "二、完成情况\n服务巡诊 820人次，药品抽检合格率≥97%。",
        "巡诊服务 500人次 820人次 - -|药品抽检合格率 ≥97% ≥97% - -",
    ),
    (
        "本项目绩效目标为：开放天数300天。\n二、完成\n全年开放306天。",
        "开放天数 300天 306天 - -",
    ),
]


def cell(stated: Stated | None) -> str:
    if stated is None:
        return "-"
    return str(stated.value) if stated.value is not None else stated.text or "（空）"


def row(node: SheetNode) -> str:
    return " ".join(
        ["/".join(node.path), *(cell(each) for each in (node.target, node.actual, node.weight, node.score))]
    )


def rows(text: str) -> str:
    told = read(document(text)).told_sheets
    assert all(sheet.told for sheet in told)
    return "|".join(row(leaf) for sheet in told for leaf in sheet.leaves())


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_is_read(text: str, expected: str) -> None:
    assert rows(text) == expected


SILENT = [
    "全年完成目标任务的86%。",
    "改造房间620间，比计划的600间多20间。",
    "改发率低于目标1.2个百分点，得分92分。",
    "计划总投资500万元，实际完成投资480万元。",
    "2025年计划更新110套，实际需求120套。",
    "本项目满分100分，自评得分95分。",
    "决策14分、过程22分、产出28分、效益26分，自评91分。",
    "决策14分、过程22分、产出28分、效益26分，得91分。",
    "培训目标600人次，其中一季度150人次，实际培训1,026人次。",
    "上年得分90分，本年得分95分。",
    "计划培训300人，脱贫户120人，实际培训280人。",
    "购置设备计划20台，上半年完成8台，下半年完成12台。",
    "优秀（90分以上）、良好（80分以上）。",
    "计划帮扶300人，实际受益群众5000人。",
    "计划支持60户，实际到位资金20万元。",
    "目标明确，实际可行。",
    "应参保428人，实际参保412人。",
    "超出计划15万页，完成率104%。",
    "完成计划700套的104.57%。",
    "扣分4分：验收扣2分，资料扣2分。",
    "一、下一步打算\n培训目标600人次，实际培训300人次。",
    "| 指标 | 分值 | 目标 | 实际 | 得分 |\n| 保洁率 | 100 | 90% | 92% | 100 |\n\n保洁率目标90%，实际92%。",
    "各项满分100分，得96分。",
    "结业率81%（上年80%），目标85%。",
    "一、绩效目标\n500人次。\n二、完成情况\n820人次。",
    "加分项5分，得5分。",
    "满意度目标90%，目标95%，实际92%。",
    "一、绩效目标\n巡诊500人次。\n二、完成情况\n其中巡诊820人次，上年巡诊700人次，巡诊约500人次。",
    "一、绩效目标\n巡诊500人次。\n二、完成情况\n全年巡诊820人次。后又补记，巡诊830人次。",
    "（满分10分）得9分。",
    "项目名称" * 20 + "目标90%，实际95%。",
    "合计95分。\n得分90分。",
    "考核目标（含（内部）90%）良好，总分30分。",
    "指标10分（共2项），按规定执行，另得（12分）表彰。",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_left_alone(text: str) -> None:
    assert rows(text) == ""


def findings(text: str) -> list[str]:
    read_out = read(document(text))
    found = [each for check in CHECKS for each in check.find(read_out, RULES) if isinstance(each, Finding)]
    for finding in found:
        for place in finding.where:
            assert read_out.document.text[place.start : place.end] == place.quote
            assert read_out.document.line_of(place.start) == place.line
    return [f"{each.severity} {each.code}: {each.arithmetic or each.claim}" for each in found]


FOUND = [
    (
        "养护里程目标≥90公里，实际82公里，该指标10分，自评10分。",
        "error attainment-score: 82 < 90，得分 10 等于分值",
    ),
    (
        "结业率目标85%，实际81%，该指标满分6分，自评6分。",
        "suspicion attainment-score: 81% < 85%，得分 6 等于分值",
    ),
    (
        "护林员轮训目标400人次，实际轮训655人次。",
        "suspicion deviation-unexplained: （655 − 400）÷ 400 = 63.75%",
    ),
    ("过程（20分）得22分。", "error score-over-weight: 22 > 20（分）"),
    (
        "投入（15分）得14分；过程（20分）得19分；产出（35分）得    分；效益（30分）得30分，"
        "扣分原因见附件。总分97分。",
        "error score-missing: 其余3项得分合计 63；97 − 63 = 34（分）",
    ),
    ("水样送检：目标48批次，实际完成96%。", "suspicion incomparable-units: “水样送检”目标 48批次，实际 96%"),
    ("巡护次数：目标≤480次，实际完成512次。", "suspicion target-operator: “巡护次数”目标 ≤480次"),
    (
        "一、绩效目标\n药品抽检合格率≥97%。\n二、完成情况\n药品抽检合格率≥97%。",
        "suspicion actual-copies-target: “药品抽检合格率”目标 ≥97%，实际 ≥97%",
    ),
    ("预算执行率10分，按93%计，得10分。", "error score-recomputed: 10 × 93% = 9.3 ≠ 10（分）"),
    (
        "全年预算执行率88%。\n预算执行率指标满分5分，按执行率乘以分值计算。\n预算执行率指标得5分。",
        "error score-recomputed: 5 × 88% = 4.4 ≠ 5（分）",
    ),
    (
        "投入20分得18分；过程30分得30分；产出50分得50分。",
        "suspicion deduction-unexplained: 投入 20 − 18 = 2 分",
    ),
    (
        "一、评分\n各项指标均得满分，总分100分。\n二、存在问题\n部分档案不规范。",
        "suspicion full-marks-with-faults: 所列问题没有反映在任何一项得分中",
    ),
    (
        "一、评分\n投入20分得20分；过程30分得30分；产出50分得50分。总分100分。\n二、存在问题\n部分档案不规范。",
        "suspicion full-marks-with-faults: 20 + 30 + 50 = 100（分）",
    ),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_what_the_checks_find(text: str, expected: str) -> None:
    assert findings(text) == [expected]


FINE = [
    "养护里程目标≥90公里，实际82公里，该指标10分，自评9.1分，因汛期路基冲毁扣0.9分。",
    "护林员轮训目标400人次，实际轮训655人次。原因是省里新增了两期。",
    "护林员轮训目标400人次，实际轮训655人次。\n一、偏离绩效目标的原因\n新增轮训由省里统一安排。",
    "投入20分得18分；过程30分得30分；产出50分得50分。\n失分是因为立项论证不足。",
    "预算执行率10分，得9分；产出50分，得50分；效益40分，得40分。总分99分。",
    "全年预算执行率88%，专项预算执行率91%。预算执行率指标满分5分，按执行率乘以分值计算，得5分。",
    "预算执行率10分，按95%以上计，得10分。",
    "预算执行率10分，按93%计，得10分。预算执行率达到90%的得满分。",
    "事故起数目标≤5次，实际2次，该指标10分，自评10分。",
    "开放成本目标≤20元/人，实际22元/人。",
    "培训次数目标≤20次，实际12次。",
    "一、评分\n各项指标均得满分，总分95分。\n二、存在问题\n部分档案不规范。",
    "一、评分\n除满意度外，各项指标均得满分。\n二、存在问题\n部分档案不规范。",
    "一、评分\n各项指标均得满分，满意度扣2分。\n二、存在问题\n部分档案不规范。",
    "一、评分\n各项指标均得满分。\n二、存在问题\n暂无。",
    "一、评分\n投入20分得20分；过程30分得30分；产出10分得10分。\n二、存在问题\n部分档案不规范。",
    "各项指标达到目标值得满分。",
]


@pytest.mark.parametrize("text", FINE)
def test_what_the_checks_leave_alone(text: str) -> None:
    assert findings(text) == []


def test_the_total_of_a_whole_sheet() -> None:
    whole, part = (
        read(document(text)).told_sheets[0]
        for text in (
            "甲类40分得38分；乙类60分得58分。总分96分。",
            "甲类30分得28分；乙类60分得58分。总分86分。",
        )
    )
    assert whole.total_score is not None
    assert whole.total_score.value == 96
    assert part.total_score is None
    assert whole.has_scores


def test_an_indicator_told_twice_counts_once() -> None:
    text = "护林员轮训目标400人次，实际轮训436人次。"
    assert rows(f"{text}\n{text}") == "护林员轮训 400人次 436人次 - -"


def test_told_sheets_are_no_sheets_of_the_audit() -> None:
    outcome = audit(document("投入20分得18分；过程80分得80分。总分98分，等级为优。"), RULES)
    assert outcome.sheets == ()
    assert outcome.rescored is None


_PIECES = [
    "目标",
    "实际",
    "计划",
    "完成",
    "得",
    "满分",
    "该指标",
    "（",
    "）",
    "，",
    "；",
    "：",
    "。",
    "90%",
    "10分",
    "6人",
    "产出",
    " ",
]


@given(
    st.lists(st.sampled_from([*_PIECES, "\n", "一、目标", "按", "总分", "不低于"]), max_size=40).map("".join)
)
def test_every_cell_stands_where_it_says(text: str) -> None:
    read_out = read(document(text))
    for sheet in read_out.told_sheets:
        for leaf in sheet.leaves():
            told = [each for each in (leaf.target, leaf.actual, leaf.weight, leaf.score) if each is not None]
            assert len(told) > 1
            assert leaf.place.quote == read_out.document.text[leaf.place.start : leaf.place.end]
            assert all(each.text in ("", each.place.quote) for each in told)
