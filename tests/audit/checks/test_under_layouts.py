"""What the layout of a table or report changes in the checks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.audit.sheets import RULES, document, outcomes, reading, sheet
from tests.audit.test_layout_choice import layout
from xunzheng.audit.checks import (
    conclusion_missing,
    deviation_unexplained,
    dimension_missing,
    formula_text,
    grade_band,
    score_recomputed,
    section_missing,
    weight_structure,
)
from xunzheng.audit.layout import Execution
from xunzheng.audit.parameters import RequiredDimension, WeightPart
from xunzheng.audit.reading import read
from xunzheng.audit.rescore import rescore
from xunzheng.audit.rules import cite, rules_in_force
from xunzheng.audit.setting import Region, Setting
from xunzheng.basis import Basis
from xunzheng.evaluation.grades import Grade, GradeScale
from xunzheng.evaluation.interval import Range
from xunzheng.evaluation.rules import Denominator, Qualitative, QualitativeBand

BANDS = Qualitative(
    (
        QualitativeBand("达成", Range.read("[80%,100%]"), ("达成预期指标",)),
        QualitativeBand("未达成", Range.read("[0%,80%)")),
    )
)
WORDS = layout("words", ("指标",), qualitative=BANDS)


@pytest.mark.parametrize(
    ("row", "due"),
    [
        (
            "产出/环境 | 10 | 9 | 改善 | 达成预期指标",
            ["held: “达成”得分值的 [80%,100%]，即 8～10 分，得分 9"],
        ),
        (
            "产出/环境 | 10 | 7 | 改善 | 达成预期指标。",
            ["suspicion: “环境”达成预期指标。，得分 7 | 7 ÷ 10 = 70%，不在 [80%,100%] 内"],
        ),
        ("产出/环境 | 10 | 9 | 改善 | 明显改善", []),
        ("产出/环境 | 10 | 12 | 改善 | 达成", []),
        ("产出/环境 | 10 | . | 改善 | 达成", []),
    ],
)
def test_qualitative_scores_lie_in_their_band(row: str, due: list[str]) -> None:
    made = sheet(row, layout=WORDS)
    assert outcomes(score_recomputed.CHECK, reading("", made)) == due
    assert outcomes(score_recomputed.CHECK, reading("", replace(made, layout=None))) == []


@pytest.mark.parametrize(
    ("score", "low", "high"),
    [("9", "9", "9"), ("7", "8", "10"), (".", "8", "10")],
    ids=["in the band", "outside", "none"],
)
def test_qualitative_scores_are_bounded_when_scored_again(score: str, low: str, high: str) -> None:
    made = sheet(f"产出/环境 | 10 | {score} | 改善 | 达成", layout=WORDS)
    rescored = rescore(reading("", made), made, RULES)
    assert rescored is not None
    assert (rescored.low, rescored.high) == (Decimal(low), Decimal(high))


LOW = layout("low", ("指标",), execution=Execution(Denominator.ADJUSTED, Decimal(10), Fraction(9, 10)))
FUNDS = "总额 | ~ | 100 | {} | 10 | {}% | 8"


@pytest.mark.parametrize(
    ("executed", "text", "due"),
    [
        ("80", "", ["suspicion: “总额”执行率 80%，未说明原因 | 80 ÷ 100 = 80%"]),
        ("80", "执行率偏低，主要是招标推迟。", []),
        ("95", "", []),
        ("无", "", []),
    ],
)
def test_a_low_execution_rate_needs_a_reason_where_the_layout_says_so(
    executed: str, text: str, due: list[str]
) -> None:
    made = sheet("产出/甲 | 90 | 90", funds=FUNDS.format(executed, executed), layout=LOW)
    assert outcomes(deviation_unexplained.CHECK, reading(text, made)) == due
    assert outcomes(deviation_unexplained.CHECK, reading(text, replace(made, layout=WORDS))) == []
    assert outcomes(deviation_unexplained.CHECK, reading(text, replace(made, funds=()))) == []


def test_level_one_weights_of_the_layout() -> None:
    own = layout(
        "own", ("指标",), weights=(WeightPart(("产出",), Decimal(70)), WeightPart(("效益",), Decimal(30)))
    )
    rows = "产出/甲 | {} | 1 | ≥1 | 1\n效益/乙 | {} | 1 | ≥1 | 1"
    fits = sheet(rows.format(70, 30), layout=own)
    assert outcomes(weight_structure.CHECK, reading("", fits)) == ["held: 产出 70、效益 30，合“版式own”"]
    off = sheet(rows.format(60, 40), layout=own)
    assert outcomes(weight_structure.CHECK, reading("", off)) == [
        "advice: 产出 60、效益 40 | 产出 70、效益 30（版式own）"
    ]


def test_dimensions_of_the_layout() -> None:
    wanted = RequiredDimension("产出", ("安全",), cite(Basis("某办法")))
    own = layout("own", ("指标",), dimensions=(wanted, replace(wanted, level_one="效益", names=("社会",))))
    made = sheet("产出/数量/甲 | 70 | 1 | ≥1 | 1\n效益/社会/乙 | 30 | 1 | ≥1 | 1", layout=own)
    assert outcomes(dimension_missing.CHECK, reading("", made)) == ["advice: 缺少 1 个维度 | 产出—安全"]


@pytest.mark.parametrize(("has_scores", "due"), [(True, 1), (False, 0)])
def test_a_report_without_scores_needs_no_grade(has_scores: bool, due: int) -> None:
    own = layout("own", ("自评情况",), of_report=True, has_scores=has_scores)
    report = read(document("一、自评情况\n本项目自评得分95分。"), (own,))
    assert len(outcomes(conclusion_missing.CHECK, report)) == due


def test_the_outline_of_the_layout_is_tried_first() -> None:
    titles = (
        "一、绩效目标分解下达情况\n文。\n二、绩效目标完成情况分析\n文。\n"
        "三、绩效自评结果拟应用和公开情况\n文。"
    )
    report = read(document("2022年度转移支付绩效自评报告\n" + titles), RULES.layouts)
    assert [applied.layout.code for applied in report.layouts] == ["cn-transfer-report"]
    assert outcomes(section_missing.CHECK, report) == [
        "advice: 没有“偏离绩效目标的原因和下一步改进措施”部分 | 转移支付绩效自评报告提纲所列各部分"
    ]


def test_the_formula_of_the_layouts_framework_comes_first() -> None:
    formula = "完成及时率=及时完成实际工作数/计划工作数×100%"
    rows = f"产出/职责履行/完成及时率 | 50 | 50 | ~ | ~ | ~ | {formula}\n产出/职责履行/质量达标率 | 50 | 50"
    department = next(each for each in RULES.layouts if each.code == "cn-2013-53-department-table")
    made = sheet(rows, layout=department)
    (line,) = outcomes(formula_text.CHECK, reading("", made))
    assert line.endswith("与“预算绩效评价共性指标体系框架”相同")


TOWN = GradeScale(
    "town",
    "某市等级",
    (Grade("优", Range.read("[95,100]")), Grade("良", Range.read("[0,95)"))),
    basis=Basis("某市办法", pack="town", version="1", valid_from=date(2020, 1, 1), jurisdiction="990100"),
)


@pytest.mark.parametrize(
    ("certain", "verified", "grade", "due"),
    [
        (True, True, "优", ["error: 92 分，等级“优” | 92 分在 [0,95) 内，为“良”，不属于所写的“优”"]),
        (True, False, "优", ["suspicion: 92 分，等级“优” | 92 分在 [0,95) 内，为“良”，不属于所写的“优”"]),
        (False, True, "优", ["held: 92 分在 [90,100] 内，为“优”，与所写“优”相符"]),
        (False, True, "中", ["suspicion: 92 分，等级“中” | 92 分在 [90,100] 内，为“优”，不属于所写的“中”"]),
        (True, True, "良", ["held: 92 分在 [0,95) 内，为“良”，与所写“良”相符"]),
    ],
)
def test_the_scale_of_the_region(certain: bool, verified: bool, grade: str, due: list[str]) -> None:
    scale = replace(TOWN, basis=replace(TOWN.basis, verified=verified))
    rules = replace(RULES, selectable_scales=(*RULES.selectable_scales, scale))
    chosen = rules_in_force(rules, Setting(date(2022, 12, 31), Region("990100", "某市"), certain, "", ""))
    lines = outcomes(grade_band.CHECK, reading(f"自评得分92分，等级为“{grade}”。"), chosen)
    assert lines == due
