"""The sheet scored again from the report's own evidence."""

# ruff: noqa: E501 (each line is an example)

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.audit.sheets import RULES, document, reading, sheet
from xunzheng.audit.reading import read
from xunzheng.audit.rescore import rescore
from xunzheng.audit.sheet import Sheet
from xunzheng.evaluation.scoresheet import Scoresheet

ARRIVED = "投入/资金落实/资金到位率 | 4 | 3 | ~ | ~ | ~ | 资金到位率=（实际到位资金/计划投入资金）×100%"


def scored(made: Sheet, text: str = "") -> Scoresheet:
    result = rescore(reading(text, made), made, RULES)
    assert result is not None
    return result


def lines(result: Scoresheet) -> list[str]:
    """Each leaf with its points, the kind of its evidence and where it has no proof its note."""
    return [
        f"{leaf.name} {leaf.points} {leaf.kind.value if leaf.kind else leaf.note}" for leaf in result.leaves()
    ]


@pytest.mark.parametrize(
    ("rows", "funds", "expected"),
    [
        ("产出/数量/教室 | 10 | 10 | ≥1260间 | 1248间", "", ["教室 ≈9.9048 stated"]),
        ("产出/时效/用时 | 10 | 10 | ≤6天 | 8天", "", ["用时 7.5 stated"]),
        ("产出/质量/完好率 | 10 | 10 | ≥95% | 90", "", ["完好率 ≈9.4737 stated"]),
        ("产出/质量/得分 | 10 | 10 | ≥95 | 90分", "", ["得分 ≈9.4737 stated"]),
        ("产出/质量/合格率 | 10 | 10 | 100% | 90%", "", ["合格率 9 stated"]),
        ("产出/数量/队员 | 10 | 8 | 18人 | 17人", "", ["队员 8 judged"]),
        ("产出/数量/新建道路 | 10 | 10 | ≤18公里 | 20公里", "", ["新建道路 10 judged"]),
        ("立项/规范性 | 4 | 3 | ~ | ~ | 论证不足", "", ["规范性 3 judged"]),
        ("立项/规范性 | 4 | .", "", ["规范性 0 无证据，不得分"]),
        ("立项/规范性 | 4 | 9", "", ["规范性 4 judged"]),
        ("立项 | 4 | 3", "", ["立项 3 judged"]),
        ("产出/植树 | 90 | 90", "总额 | ~ | 100 | 80 | 10 | 80% | 9", ["预算执行率 8 stated", "植树 90 judged"]),
        ("产出/植树 | 90 | 90", "总额 | ~ | . | 80 | 10 | 80% | 9", ["预算执行率 9 judged", "植树 90 judged"]),
        ("产出/植树 | 90 | 90", "总额 | ~ | 100 | 80 | 10 | 80% | .", ["预算执行率 8 stated", "植树 90 judged"]),
        ("产出/植树 | 90 | 90", "总额 | ~ | . | 80 | 10 | 80% | .", ["预算执行率 0 无证据，不得分", "植树 90 judged"]),
        ("产出/植树 | 90 | 90", "总额 | ~ | 100 | 80 | 0 | 80% | 9", ["植树 90 judged"]),
        ("预算执行率 | 10 | 9\n产出/植树 | 90 | 90", "总额 | ~ | 100 | 80 | 10 | 80% | 9",
         ["预算执行率 8 stated", "植树 90 judged"]),
        ("产出/植树 | 90 | 90\n加分项/获奖 | 5 | 2\n效益/绿化 | — | —\n效益/其他 | ~ | 3", "", ["植树 90 judged"]),
        ("产出/甲/乙/丙 | 5 | 5\n产出/甲/乙/丁 | 5 | 4", "", ["丙 5 judged", "丁 4 judged"]),
    ],
)  # fmt: skip
def test_each_indicator_stands_on_its_evidence(rows: str, funds: str, expected: list[str]) -> None:
    assert lines(scored(sheet(rows, funds=funds))) == expected


def test_a_judged_score_says_by_whom_and_that_no_reason_is_given() -> None:
    given = scored(sheet("立项/规范性 | 4 | 3 | ~ | ~ | 论证 不足\n立项/合理性 | 4 | 3"))
    steps = [leaf.steps[0].how for leaf in given.leaves()]
    assert steps == ["人工评判，自评单位：论证 不足", "人工评判，自评单位：报告未写明理由"]


def test_without_weights_nothing_can_be_scored() -> None:
    made = sheet("产出/植树 | ~ | 90")
    assert rescore(reading("", made), made, RULES) is None


def test_the_framework_is_named_where_it_is_known() -> None:
    made = sheet("投入/项目立项/项目立项规范性 | 4 | 4\n投入/资金落实/资金到位率 | 4 | 4")
    assert scored(made).title.startswith("项目支出绩效评价共性指标体系框架")
    assert scored(sheet("甲/乙 | 4 | 4")).title == "报告所附评分表的指标和分值"
    nameless = scored(Sheet(0, (replace(sheet("甲 | 4 | 4").nodes[0], name=""),)))
    assert [leaf.name for leaf in nameless.leaves()] == ["（未命名）"]


def test_wrong_weights_are_added_up_anew() -> None:
    result = scored(sheet("产出 | 50 | 50\n产出/植树 | 30 | 30\n产出/成活 | 30 | 20", total="100|50"))
    assert (result.full_score, result.total) == (60, 50)


PROSE = {
    "the sum that opens the section": (
        "2019年项目支出491万元。其中运转449万元；热线43万元。截止12月31日，市财政拨款资金491万元，到位率100%。",
        "资金到位率 4 stated",
    ),
    "words for both stages": (
        "全年预算安排200万元，实际到位资金150万元，资金到位率80%。",
        "资金到位率 3 stated",
    ),
    "no rate, one amount for each stage": (
        "一、资金\n计划安排资金200万元。\n到位资金150万元。",
        "资金到位率 3 stated",
    ),
    "two amounts for a stage": (
        "一、资金\n计划安排资金200万元，又下达计划100万元。\n到位资金150万元。",
        "资金到位率 3 judged",
    ),
    "two sections": (
        "一、甲\n计划安排200万元，到位150万元。\n二、乙\n计划安排20万元，到位10万元。",
        "资金到位率 3 judged",
    ),
    "a rate that the amounts do not yield": (
        "项目支出491万元。市财政拨款资金400万元，到位率100%。",
        "资金到位率 3 judged",
    ),
    "a rate over nothing": ("项目支出0万元。市财政拨款资金0万元，到位率100%。", "资金到位率 3 judged"),
    "a rate of its own": ("满意度100%，就业率95%。", "资金到位率 3 judged"),
    "another rate's paragraph": ("到位率100%。", "资金到位率 3 judged"),
}


@pytest.mark.parametrize(("text", "expected"), PROSE.values(), ids=PROSE.keys())
def test_the_amounts_that_a_rate_divides_are_sought_in_prose(text: str, expected: str) -> None:
    assert lines(scored(sheet(ARRIVED), text)) == [expected]


@pytest.mark.parametrize(
    "formula",
    [
        "到位及时率=（及时到位资金/应到位资金）×100%",
        "得分=甲+乙+丙",
        "实际完成率=（实际产出数/计划产出数）×100%",
        "到位率=（到位资金/到账资金）×100%",
        "到位率=（到位资金/计划资金",
    ],
)
def test_formulas_that_no_amounts_are_sought_for(formula: str) -> None:
    made = sheet(f"甲/某率 | 4 | 3 | ~ | ~ | ~ | {formula}")
    assert lines(scored(made, "计划资金200万元，到位资金150万元，某率75%。")) == ["某率 3 judged"]


def test_a_formula_of_no_known_framework_is_scored_as_a_rate() -> None:
    made = sheet("甲/支付进度 | 4 | 3 | ~ | ~ | ~ | 支付进度=支付金额/预算金额×100%")
    result = scored(made, "预算金额200万元，支付金额150万元，支付进度75%。")
    assert lines(result) == ["支付进度 3 stated"]
    assert next(iter(result.leaves())).place == "第1行"


def test_cells_of_tables_are_no_prose() -> None:
    text = "| 资金 | 金额 |\n| 计划资金 | 计划资金200万元，到位资金150万元，资金到位率75% |"
    assert lines(scored(sheet(ARRIVED), text)) == ["资金到位率 3 judged"]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("", "优"),
        ("等级标准：95分（含）以上为优，80分—95分为良，60分—80分为中，60分以下为差。", "良"),
        ("等级标准：85分以上为优，80分—95分为良，60分—80分为中，60分以下为差。", "优"),
    ],
)
def test_the_report_is_graded_by_its_own_scale(text: str, grade: str) -> None:
    result = scored(sheet("甲 | 60 | 52\n乙 | 40 | 40"), text)
    assert result.grading is not None
    assert result.grading.grade is not None
    assert result.grading.grade.word == grade


def test_a_whole_report() -> None:
    report = document(
        "某局2023年度绩效自评报告\n一、资金\n预算安排200万元，到位资金200万元，资金到位率100%。\n"
        "| 一级指标 | 三级指标 | 指标说明 | 分值 | 得分 |\n"
        "| 投入 | 资金到位率 | 资金到位率=（实际到位资金/计划投入资金）×100% | 40 | 30 |\n"
        "| 产出 | 实际完成率 | 实际完成率=（实际产出数/计划产出数）×100% | 60 | |"
    )
    read_out = read(report)
    result = rescore(read_out, read_out.sheets[0], RULES)
    assert result is not None
    assert (result.total, [leaf.name for leaf in result.missing]) == (40, ["实际完成率"])
