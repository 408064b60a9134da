"""The scoresheet: totals, evidence kinds, what is missing, caps, rounding, grades, and its laws."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.given_quantities import counted, f, funds, judged, q, stated
from xunzheng.basis import Basis
from xunzheng.evaluation.evidence import Evidence, EvidenceKind
from xunzheng.evaluation.framework import Framework, Indicator
from xunzheng.evaluation.grades import Grade, GradeScale
from xunzheng.evaluation.interval import Interval, Range
from xunzheng.evaluation.refusals import EvidenceError, FrameworkError, RuleError
from xunzheng.evaluation.rounding import Rounding
from xunzheng.evaluation.rules import (
    Adjustments,
    CapBand,
    Denominator,
    Deviation,
    ExecutionCap,
    ExecutionRate,
    PointsMet,
    Proportional,
    Qualitative,
    QualitativeBand,
)
from xunzheng.evaluation.scoresheet import NO_EVIDENCE, Scoresheet, evaluate

CAP = ExecutionCap(
    (
        CapBand(Range.read("[70%,80%)"), Decimal(89)),
        CapBand(Range.read("[60%,70%)"), Decimal(79)),
        CapBand(Range.read("[50%,60%)"), Decimal(69)),
        CapBand(Range.read("(-∞,50%)"), Decimal(59)),
    )
)
PLATFORM = Adjustments(CAP, Deviation(f("3/10"), Decimal(2)))
SCALE = GradeScale(
    "s",
    "测试标准",
    tuple(
        Grade(word, Range.read(written))
        for word, written in [("优", "[90,100]"), ("良", "[80,90)"), ("中", "[60,80)"), ("差", "[0,60)")]
    ),
)
BANDS = Qualitative((QualitativeBand("达成", Range.read("[80%,100%]")),))


def leaf(code: str, name: str, weight: int, rule: object, **fields: object) -> Indicator:
    return Indicator(code, name, Decimal(weight), rule=rule, **fields)  # type: ignore[arg-type]  # its own fields


FRAMEWORK = Framework(
    "t",
    "自评表",
    (
        leaf("E", "预算执行率", 10, ExecutionRate(Denominator.BUDGET)),
        Indicator(
            "O",
            "产出",
            Decimal(60),
            children=(
                leaf("O1", "采购台数", 30, Proportional()),
                leaf("O2", "验收", 30, PointsMet(), points=("程序", "材料", "论证")),
            ),
        ),
        leaf("F", "效益", 30, BANDS),
    ),
)
FULL: dict[str, Evidence] = {
    "E": counted(values=funds("75", 全年预算数="100")),
    "O1": stated(target=q("100 "), actual=q("120 ")),
    "O2": counted(points_met=frozenset({1, 2})),
    "F": judged(band="达成", position=Fraction(1)),
}


def table(sheet: Scoresheet) -> list[tuple[str, str]]:
    return [(item.code, str(item.points)) for item in sheet.walk()]


def test_every_indicator_has_its_points_and_the_parents_add_up() -> None:
    sheet = evaluate(FRAMEWORK, FULL, SCALE)
    assert table(sheet) == [
        ("E", "7.5"),
        ("O", "50"),
        ("O1", "30"),
        ("O2", "20"),
        ("F", "30"),
    ]
    assert sheet.total == Decimal("87.50")
    assert sheet.grading is not None
    assert sheet.grading.grade == SCALE.grades[1]
    assert [(step.what, step.how, step.result) for step in sheet.steps] == [
        ("总分＝各指标得分之和", "7.5 + 50 + 30", "87.5分"),
        ("总分取整：四舍五入，保留2位小数", "87.5", "87.50分"),
        ("定级", "87.5 分在 [80,90) 内", "良"),
    ]


def test_points_stand_on_kinds_of_evidence() -> None:
    by_kind = evaluate(FRAMEWORK, FULL).points_by_kind
    assert {kind.value: str(points) for kind, points in by_kind.items()} == {
        "counted": "27.5",
        "attached": "0",
        "stated": "30",
        "judged": "30",
    }
    assert list(by_kind) == list(EvidenceKind)


def test_scores_carry_evidence_kind_and_place() -> None:
    scores = {item.code: item for item in evaluate(FRAMEWORK, FULL).walk()}
    assert (scores["O1"].kind, scores["O1"].place) == (EvidenceKind.STATED, "报告第三部分")
    assert scores["O1"].path == ("产出", "采购台数")
    assert scores["O"].kind is None
    assert scores["O"].steps[0].how == "30 + 20"


def test_without_evidence_there_are_no_points_and_the_sheet_says_so() -> None:
    sheet = evaluate(FRAMEWORK, {})
    assert sheet.total == Decimal("0.00")
    assert [(item.code, item.note) for item in sheet.missing] == [
        (code, NO_EVIDENCE) for code in ("E", "O1", "O2", "F")
    ]
    assert sheet.steps[-1].how == "未指定等级标准"


def test_evidence_that_does_not_carry_the_rule_is_missing_too() -> None:
    sheet = evaluate(FRAMEWORK, {**FULL, "O1": counted(actual=q("5 "))})
    assert [(item.code, item.note) for item in sheet.missing] == [
        ("O1", "按完成比例计分须有目标值和实际值，不得分")
    ]


def test_a_band_without_position_leaves_bounds() -> None:
    sheet = evaluate(FRAMEWORK, {**FULL, "F": judged(band="达成")}, SCALE)
    assert (sheet.low, sheet.high, sheet.total) == (Decimal("81.50"), Decimal("87.50"), None)
    assert sheet.added == Interval(f("163/2"), f("175/2"))
    assert sheet.steps[0].how == "7.5 + 50 + （24～30）"
    assert sheet.grading is not None
    assert sheet.grading.grade == SCALE.grades[1]


@pytest.mark.parametrize(
    ("executed", "total", "capped_at"),
    [
        ("80", "98.00", None),
        ("79.99", "89.00", "89"),
        ("70", "89.00", "89"),
        ("69.99", "79.00", "79"),
        ("60", "79.00", "79"),
        ("59.99", "69.00", "69"),
        ("50", "69.00", "69"),
        ("49.99", "59.00", "59"),
    ],
)
def test_total_capped_by_the_execution_rate(executed: str, total: str, capped_at: str | None) -> None:
    framework = replace(FRAMEWORK, adjustments=PLATFORM)
    evidence = {
        **FULL,
        "E": counted(values=funds(executed, 全年预算数="100")),
        "O2": counted(points_met=frozenset({1, 2, 3})),
    }
    sheet = evaluate(framework, evidence)
    assert sheet.total == Decimal(total)
    assert sheet.capped_at == (None if capped_at is None else Decimal(capped_at))


def test_cap_is_written_out() -> None:
    evidence = {**FULL, "E": counted(values=funds("45", 全年预算数="100"))}
    steps = evaluate(replace(FRAMEWORK, adjustments=PLATFORM), evidence).steps
    assert steps[1].how == "执行率 45% 在 (-∞,50%) 内，总分不超过 59 分，84.5分"
    assert steps[1].result == "59分"


@pytest.mark.parametrize("given_execution", [None, counted(), stated(score=Decimal(10))])
def test_an_unproved_execution_rate_caps_at_the_lowest(given_execution: Evidence | None) -> None:
    evidence = {code: item for code, item in FULL.items() if code != "E"}
    if given_execution is not None:
        evidence["E"] = given_execution
    sheet = evaluate(replace(FRAMEWORK, adjustments=PLATFORM), evidence)
    assert sheet.total == Decimal("59.00")
    assert sheet.steps[1].how.startswith("执行率无据，按最严一档封顶")


def test_a_cap_that_changes_nothing_is_not_called_one() -> None:
    sheet = evaluate(
        replace(FRAMEWORK, adjustments=PLATFORM), {"E": counted(values=funds("75", 全年预算数="100"))}
    )
    assert (sheet.total, sheet.capped_at) == (Decimal("7.50"), None)


def test_deviation_takes_points_off() -> None:
    evidence = {**FULL, "O1": stated(target=q("100 "), actual=q("130 "))}
    scores = {item.code: item for item in evaluate(replace(FRAMEWORK, adjustments=PLATFORM), evidence).walk()}
    assert str(scores["O1"].points) == "28"


def test_each_indicator_rounded_so_that_the_printed_column_adds_up() -> None:
    framework = replace(FRAMEWORK, rounding=Rounding(1, each_indicator=True))
    evidence = {
        **FULL,
        "O1": stated(target=q("7 "), actual=q("2 ")),
        "E": counted(values=funds("1", 全年预算数="3")),
    }
    sheet = evaluate(framework, evidence)
    assert [str(item.points) for item in sheet.leaves()] == ["3.3", "8.6", "20", "30"]
    assert sheet.total == Decimal("61.9")
    assert next(sheet.leaves()).steps[-1].what == "指标得分取整：四舍五入，保留1位小数"


def test_rounding_an_indicator_never_lifts_it_over_its_weight() -> None:
    rounding = Rounding(1, each_indicator=True)
    leaves = (Indicator("A", "甲", Decimal("9.96"), rule=Proportional()),)
    only = Framework("t", "一", leaves, full_score=Decimal("9.96"), rounding=rounding)
    sheet = evaluate(only, {"A": counted(target=q("1 "), actual=q("1 "))})
    assert str(next(sheet.leaves()).points) == "9.96"


@pytest.mark.parametrize(
    ("begin", "end", "day", "holds"),
    [
        (None, None, date(2019, 1, 1), True),
        (date(2020, 2, 25), None, date(2020, 2, 25), True),
        (date(2020, 2, 25), None, date(2020, 2, 24), False),
        (None, date(2020, 2, 25), date(2020, 2, 24), True),
        (None, date(2020, 2, 25), date(2020, 2, 25), False),
    ],
)
def test_a_basis_holds_on_a_half_open_period(
    begin: date | None, end: date | None, day: date, holds: bool
) -> None:
    assert Basis("某办法", valid_from=begin, valid_to=end).holds_on(day) is holds


def test_sheet_names_framework_and_basis() -> None:
    basis = Basis("某办法", "财预〔2020〕10号", pack="p", version="1")
    sheet = evaluate(replace(FRAMEWORK, basis=basis), FULL)
    assert (sheet.framework, sheet.title, sheet.basis, sheet.full_score) == (
        "t",
        "自评表",
        basis,
        Decimal(100),
    )


def test_a_framework_without_weights_is_refused() -> None:
    bare = Framework("t", "自评表", (Indicator("A", "产出"),))
    with pytest.raises(FrameworkError) as refusal:
        evaluate(bare, {})
    assert "还没有分值" in str(refusal.value)
    assert "1 个没有，如“产出”" in str(refusal.value)


@pytest.mark.parametrize("code", ["X", "O"])
def test_evidence_for_no_leaf_is_refused(code: str) -> None:
    with pytest.raises(EvidenceError, match=f"证据对不上任何末级指标.*E、O1、O2、F.*实为：{code}"):
        evaluate(FRAMEWORK, {code: counted()})


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ([], "没有覆盖所有低执行率"),
        ([("[50%,60%)", 59)], "没有覆盖所有低执行率"),
        ([("(-∞,50%)", 59), ("[60%,70%)", 69)], "没有覆盖所有低执行率"),
        ([("(-∞,50%)", 69), ("[50%,60%)", 59)], "封顶分数次序不对"),
        ([("(-∞,50%)", -1)], "封顶分数次序不对"),
    ],
)
def test_faulty_caps_are_refused(bands: list[tuple[str, int]], words: str) -> None:
    with pytest.raises(RuleError, match=words):
        ExecutionCap(tuple(CapBand(Range.read(written), Decimal(limit)) for written, limit in bands))


values = st.integers(0, 300)
pieces = st.fixed_dictionaries(
    {},
    optional={
        "E": st.builds(
            lambda done, budget: counted(values=funds(str(done), 全年预算数=str(budget))), values, values
        ),
        "O1": st.builds(lambda a, b: counted(target=q(f"{a} "), actual=q(f"{b} ")), values, values),
        "O2": st.builds(lambda met: counted(points_met=met), st.frozensets(st.integers(1, 3))),
        "F": st.builds(lambda at: judged(band="达成", position=at), st.none() | st.fractions(0, 1)),
    },
)
frameworks = st.sampled_from([FRAMEWORK, replace(FRAMEWORK, adjustments=PLATFORM)])


@given(frameworks, pieces)
def test_law_total_lies_between_zero_and_the_full_score(
    framework: Framework, evidence: dict[str, Evidence]
) -> None:
    sheet = evaluate(framework, evidence)
    assert 0 <= sheet.low <= sheet.high <= sheet.full_score
    assert all(0 <= item.points.low <= item.points.high <= item.weight for item in sheet.walk())


@given(frameworks, pieces, pieces)
def test_law_more_evidence_never_lowers(
    framework: Framework, evidence: dict[str, Evidence], more: dict[str, Evidence]
) -> None:
    less, both = evaluate(framework, evidence), evaluate(framework, {**more, **evidence})
    assert less.low <= both.low
    assert less.high <= both.high


@given(frameworks, pieces)
def test_law_order_of_evidence_does_not_matter(framework: Framework, evidence: dict[str, Evidence]) -> None:
    assert evaluate(framework, dict(reversed(evidence.items()))) == evaluate(framework, evidence)


@given(pieces)
def test_law_points_by_kind_add_up_to_the_sum(evidence: dict[str, Evidence]) -> None:
    sheet = evaluate(FRAMEWORK, evidence)
    assert sum((points.low for points in sheet.points_by_kind.values()), Fraction(0)) == sheet.added.low
