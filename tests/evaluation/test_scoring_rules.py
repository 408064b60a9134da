"""Each scoring rule on small tables: rule and evidence in, points and the written trace out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.given_quantities import counted, f, funds, judged, q, stated
from xunzheng.evaluation.evidence import Deduction, Evidence
from xunzheng.evaluation.framework import Indicator
from xunzheng.evaluation.interval import Interval, Range, exactly
from xunzheng.evaluation.refusals import RuleError
from xunzheng.evaluation.rules import (
    DeductionPerCase,
    Denominator,
    Deviation,
    Direction,
    ExecutionRate,
    FormulaMargin,
    FormulaRate,
    Judged,
    Measure,
    PointsMet,
    Proportional,
    Qualitative,
    QualitativeBand,
    Rule,
    Steps,
    Threshold,
)
from xunzheng.evaluation.scoring import Earned, score
from xunzheng.quantities.quantity import Precision

UP, DOWN = Proportional(Direction.UP), Proportional(Direction.DOWN)
RATE = FormulaRate()
ARRIVAL = "资金到位率＝（实际到位资金/计划投入资金）×100%"
SAVING = "成本节约率＝[（计划成本-实际成本）/计划成本]×100%"
NO_PROPORTION = "未达到目标，目标值或实际值不为正，不能按比例折算"
RANGE_NOTE = " 是一个范围，不能用来计分，不得分"
BANDS = Qualitative(
    (
        QualitativeBand("达成", Range.read("[80%,100%]"), ("全部达成",)),
        QualitativeBand("部分达成", Range.read("[60%,80%)")),
        QualitativeBand("未达成", Range.read("[0%,60%)")),
    )
)
SATISFACTION = Steps(
    Measure.ACTUAL,
    (
        Threshold(Range.read("[90%,100%]"), f("1")),
        Threshold(Range.read("[80%,90%)"), f("4/5")),
        Threshold(Range.read("[0%,60%)"), f("0")),
    ),
)


def earn(rule: Rule | None, weight: int, evidence: Evidence, **fields: object) -> Earned:
    return score(Indicator("A1", "指标", Decimal(weight), rule=rule, **fields), evidence)  # type: ignore[arg-type]  # fields are the indicator's own


@pytest.mark.parametrize(
    ("rule", "target", "actual", "points", "what", "how"),
    [
        (UP, "200 人", "164 人", "8.2", "得分＝分值×实际值÷目标值", "10 × 164人 ÷ 200人"),
        (UP, "200 人", "200 人", "10", "达到目标得满分", "实际 200人，目标 ≥ 200人"),
        (UP, "200 人", "258 人", "10", "达到目标得满分", "实际 258人，目标 ≥ 200人"),
        (UP, "90 %", "78.64 %", "1966/225", "得分＝分值×实际值÷目标值", "10 × 78.64% ÷ 90%"),
        (UP, "1 亿元", "5000 万元", "5", "得分＝分值×实际值÷目标值", "10 × 5000万元 ÷ 1亿元"),
        (UP, "5 ", "-1 ", "0", NO_PROPORTION, "实际 -1，目标 ≥ 5"),
        (UP, "0 ", "-1 ", "0", NO_PROPORTION, "实际 -1，目标 ≥ 0"),
        (UP, "0 人", "0 人", "10", "达到目标得满分", "实际 0人，目标 ≥ 0人"),
        (DOWN, "4 ", "5 ", "8", "得分＝分值×目标值÷实际值", "10 × 4 ÷ 5"),
        (DOWN, "4 ", "4 ", "10", "达到目标得满分", "实际 4，目标 ≤ 4"),
        (DOWN, "4 ", "0 ", "10", "达到目标得满分", "实际 0，目标 ≤ 4"),
        (DOWN, "0 ", "1 ", "0", NO_PROPORTION, "实际 1，目标 ≤ 0"),
        (
            DOWN,
            "-5 %",
            "-3 %",
            "0",
            NO_PROPORTION,
            "实际 -3%，目标 ≤ -5%",
        ),
    ],
)
def test_proportion(rule: Rule, target: str, actual: str, points: str, what: str, how: str) -> None:
    earned = earn(rule, 10, counted(target=q(target), actual=q(actual)))
    assert earned.points == exactly(f(points))
    assert [(step.what, step.how) for step in earned.steps] == [(what, how)]


@pytest.mark.parametrize(
    ("evidence", "note"),
    [
        (counted(actual=q("5 人")), "按完成比例计分须有目标值和实际值，不得分"),
        (counted(target=q("5 人")), "按完成比例计分须有目标值和实际值，不得分"),
        (counted(target=q("100 %"), actual=q("1000 人")), "单位不能比较：“%”与“人”，不得分"),
        (counted(target=q("100 "), actual=q("1000 人")), "单位不能比较：无单位的数与“人”，不得分"),
        (
            counted(target=q("5 人"), actual=q("2 人", upper=Decimal(4))),
            "2～4人" + RANGE_NOTE,
        ),
    ],
)
def test_proportion_without_comparable_values_earns_nothing(evidence: Evidence, note: str) -> None:
    earned = earn(UP, 10, evidence)
    assert (earned.points, earned.note, earned.proved) == (exactly(f("0")), note, False)


def test_hedged_value_counts_as_written_and_is_said() -> None:
    earned = earn(UP, 10, stated(target=q("10 人"), actual=q("5 人", precision=Precision.ABOUT)))
    assert (earned.points, earned.note) == (exactly(f("5")), "实际值是约数，按所写数字计算")


@pytest.mark.parametrize(
    ("rule", "values", "target", "points", "last"),
    [
        (RATE, {"实际到位资金": "491 万元", "计划投入资金": "491 万元"}, None, "4", "4 × 100% ÷ 100%"),
        (RATE, {"实际到位资金": "245.5 万元", "计划投入资金": "491 万元"}, None, "2", "4 × 50% ÷ 100%"),
        (RATE, {"实际到位资金": "600 万元", "计划投入资金": "491 万元"}, None, "4", None),
        (RATE, {"实际到位资金": "40 万元", "计划投入资金": "100 万元"}, "80 %", "2", "4 × 40% ÷ 80%"),
        (RATE, {"实际到位资金": "-1 万元", "计划投入资金": "100 万元"}, None, "0", "4 × -1% ÷ 100%"),
        (
            FormulaRate(Direction.DOWN, f("1")),
            {"实际到位资金": "125 万元", "计划投入资金": "100 万元"},
            None,
            "16/5",
            "4 × 100% ÷ 125%",
        ),
        (
            FormulaRate(Direction.DOWN, None),
            {"实际到位资金": "3 万元", "计划投入资金": "100 万元"},
            "5 %",
            "4",
            "4 × 5% ÷ 3%",
        ),
    ],
)
def test_rate_of_the_formula(
    rule: Rule, values: dict[str, str], target: str | None, points: str, last: str | None
) -> None:
    given_values = {name: q(value) for name, value in values.items()}
    evidence = counted(values=given_values, target=q(target) if target else None)
    earned = earn(rule, 4, evidence, formula=ARRIVAL)
    assert earned.points == exactly(f(points))
    assert len(earned.steps) > 1
    if last is not None:
        assert earned.steps[-1].how == last


@pytest.mark.parametrize(
    ("rule", "formula", "evidence", "words"),
    [
        (RATE, ARRIVAL, counted(values={"实际到位资金": q("0 元"), "计划投入资金": q("0 元")}), "无法确定"),
        (RATE, ARRIVAL, counted(values={"实际到位资金": q("1 元")}), "计划投入资金"),
        (RATE, ARRIVAL, counted(values={"实际到位资金": q("1 元"), "计划投入资金": q("1 人")}), "不是比率"),
        (RATE, "资金到位率＝（实际到位资金/", counted(), "公式无法计算"),
        (FormulaRate(Direction.UP, None), ARRIVAL, None, "须给出目标值"),
        (RATE, ARRIVAL, "人", "目标值却带单位"),
        (FormulaMargin(), SAVING, counted(values={"计划成本": q("0 元"), "实际成本": q("0 元")}), "无法确定"),
        (FormulaMargin(), SAVING, counted(), "公式无法计算"),
    ],
)
def test_formula_without_a_value_earns_nothing(
    rule: Rule, formula: str, evidence: Evidence | str | None, words: str
) -> None:
    full = {"实际到位资金": q("1 元"), "计划投入资金": q("1 元")}
    if evidence is None:
        evidence = counted(values=full)
    if isinstance(evidence, str):
        evidence = counted(values=full, target=q(f"5 {evidence}"))
    earned = earn(rule, 4, evidence, formula=formula)
    assert words in earned.note
    assert earned.points == exactly(f("0"))
    assert not earned.proved


@pytest.mark.parametrize(
    ("actual", "points"), [("80 万元", "8"), ("100 万元", "8"), ("160 万元", "5"), ("400 万元", "2")]
)
def test_margin_as_planned_is_full_and_worse_is_the_reciprocal(actual: str, points: str) -> None:
    evidence = counted(values={"计划成本": q("100 万元"), "实际成本": q(actual)})
    earned = earn(FormulaMargin(), 8, evidence, formula=SAVING)
    assert earned.points == exactly(f(points))


@pytest.mark.parametrize(
    ("rule", "evidence", "points", "note"),
    [
        (SATISFACTION, counted(actual=q("90 %")), "6", ""),
        (SATISFACTION, counted(actual=q("89.99 %")), "24/5", ""),
        (SATISFACTION, counted(actual=q("59 %")), "0", ""),
        (SATISFACTION, counted(actual=q("70 %")), "0", "70% 不在任何分档内，不得分"),
        (SATISFACTION, counted(), "0", "按分档计分缺少实际值，不得分"),
        (
            SATISFACTION,
            counted(actual=q("80 %", upper=Decimal(90))),
            "0",
            "80～90%" + RANGE_NOTE,
        ),
    ],
)
def test_steps_on_the_actual_value(rule: Rule, evidence: Evidence, points: str, note: str) -> None:
    earned = earn(rule, 6, evidence)
    assert (earned.points, earned.note) == (exactly(f(points)), note)


@pytest.mark.parametrize(
    ("evidence", "points", "note"),
    [
        (counted(target=q("10 人"), actual=q("9 人")), "5", ""),
        (counted(target=q("10 人"), actual=q("4 人")), "0", "40% 不在任何分档内，不得分"),
        (counted(actual=q("9 人")), "0", "按分档计分缺少目标值，不得分"),
        (counted(target=q("0 人"), actual=q("9 人")), "0", "目标值不为正，完成比例无法确定，不得分"),
        (counted(target=q("1 元"), actual=q("9 人")), "0", "单位不能比较：“元”与“人”，不得分"),
    ],
)
def test_steps_on_attainment(evidence: Evidence, points: str, note: str) -> None:
    rule = Steps(Measure.ATTAINMENT, (Threshold(Range.read("[90%,∞)"), f("1")),))
    earned = earn(rule, 5, evidence)
    assert (earned.points, earned.note) == (exactly(f(points)), note)


def test_steps_on_the_formula() -> None:
    rule = Steps(
        Measure.FORMULA, (Threshold(Range.read("(-∞,0%]"), f("0")), Threshold(Range.read("(0%,∞)"), f("1/2")))
    )
    evidence = counted(values={"计划成本": q("100 元"), "实际成本": q("90 元")})
    earned = earn(rule, 8, evidence, formula=SAVING)
    assert earned.steps[-1].how == "10% 在 (0%,∞) 内，8 × 50%"
    assert earned.points == exactly(f("4"))


@pytest.mark.parametrize(
    ("met", "points", "note"),
    [
        (frozenset({1, 2, 3}), "4", ""),
        (frozenset({1, 3}), "8/3", ""),
        (frozenset[int](), "0", ""),
        (None, "0", "没有逐条核对评价要点，不得分"),
        (frozenset({0, 1, 7}), "0", "评价要点只有 3 条，没有第 0、7 条，不得分"),
    ],
)
def test_share_of_points_met(met: frozenset[int] | None, points: str, note: str) -> None:
    earned = earn(PointsMet(), 4, counted(points_met=met), points=("程序", "材料", "论证"))
    assert (earned.points, earned.note) == (exactly(f(points)), note)


def test_share_of_points_met_is_written_out() -> None:
    earned = earn(PointsMet(), 4, counted(points_met=frozenset({2})), points=("程序", "材料", "论证"))
    assert (earned.steps[0].how, earned.steps[0].result) == ("4 × 1 ÷ 3", "≈1.3333分")


@pytest.mark.parametrize(
    ("deductions", "floor", "points"),
    [
        ((), "0", "5"),
        ((Deduction("迟报"),), "0", "7/2"),
        ((Deduction("迟报", 2), Deduction("缺附件", 1)), "0", "1/2"),
        ((Deduction("迟报", 9),), "0", "0"),
        ((Deduction("迟报", 9),), "1", "1"),
        ((Deduction("迟报", 9),), "8", "5"),
        (None, "0", "0"),
    ],
)
def test_deduction_per_case(deductions: tuple[Deduction, ...] | None, floor: str, points: str) -> None:
    earned = earn(DeductionPerCase(Decimal("1.5"), Decimal(floor)), 5, counted(deductions=deductions))
    assert earned.points == exactly(f(points))
    assert earned.proved is (deductions is not None)


def test_deduction_is_written_out() -> None:
    earned = earn(DeductionPerCase(Decimal(1)), 5, counted(deductions=(Deduction("迟报", 2),)))
    assert earned.steps[0].how == "5 － 2 × 1（迟报 2 次），不低于 0"


@pytest.mark.parametrize(
    ("band", "position", "points", "note"),
    [
        ("达成", None, ("8", "10"), "定性档次只定出得分范围，须评定档内位置"),
        ("全部达成", "1", ("10", "10"), ""),
        ("达成", "0", ("8", "8"), ""),
        ("部分达成", "1/2", ("7", "7"), ""),
        ("部分达成", "1", ("0", "0"), "档内位置 1 使比例落在 [60%,80%) 之外，不得分"),
        ("部分达成", "-1", ("0", "0"), "档内位置 -1 使比例落在 [60%,80%) 之外，不得分"),
        ("未达成", None, ("0", "6"), "定性档次只定出得分范围，须评定档内位置"),
        ("很好", None, ("0", "0"), "没有“很好”这一档（达成、部分达成、未达成），不得分"),
        (None, None, ("0", "0"), "没有评定档次（达成、部分达成、未达成），不得分"),
    ],
)
def test_qualitative_bands(
    band: str | None, position: str | None, points: tuple[str, str], note: str
) -> None:
    earned = earn(BANDS, 10, judged(band=band, position=Fraction(position) if position else None))
    assert (earned.points, earned.note) == (Interval(f(points[0]), f(points[1])), note)


@pytest.mark.parametrize(
    ("denominator", "values", "points", "how"),
    [
        (Denominator.BUDGET, funds("37.24", 全年预算数="43.2"), "931/108", "37.24万元 ÷ 43.2万元 × 100%"),
        (Denominator.ADJUSTED, funds("40", 调整后预算数="80"), "5", "40万元 ÷ 80万元 × 100%"),
        (Denominator.ARRIVED, funds("5995.28", 实际到位资金="8525.06"), "2997640/426253", None),
        (
            Denominator.BUDGET_LESS_INTEGRATED,
            funds("45", 全年预算数="100", 统筹整合资金数="10"),
            "5",
            "45万元 ÷ （100万元－10万元） × 100%",
        ),
        (Denominator.BUDGET, funds("338.31", 全年预算数="329.77"), "10", None),
        (Denominator.BUDGET, funds("-1", 全年预算数="2"), "0", None),
    ],
)
def test_execution_rate(denominator: Denominator, values: dict, points: str, how: str | None) -> None:  # type: ignore[type-arg]  # quantities by name
    earned = earn(ExecutionRate(denominator), 10, counted(values=values))
    assert earned.points == exactly(f(points))
    if how is not None:
        assert earned.steps[0].how == how


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (funds("1"), "缺“全年预算数”，不得分"),
        ({}, "缺“全年执行数”、“全年预算数”，不得分"),
        (funds("0", 全年预算数="0"), "执行率的分母为0，无法确定，不得分"),
        ({"全年执行数": q("1 元"), "全年预算数": q("1 人")}, "单位不能比较：“元”与“人”，不得分"),
    ],
)
def test_execution_rate_without_a_value(values: dict, note: str) -> None:  # type: ignore[type-arg]  # quantities by name
    earned = earn(ExecutionRate(Denominator.BUDGET), 10, counted(values=values))
    assert (earned.points, earned.note, earned.proved) == (exactly(f("0")), note, False)


def test_execution_rate_of_hedged_funds_is_said() -> None:
    values = {"全年执行数": q("9 万元", precision=Precision.ABOUT), "全年预算数": q("10 万元")}
    earned = earn(ExecutionRate(Denominator.BUDGET), 10, counted(values=values))
    assert (earned.points, earned.note) == (exactly(f("9")), "全年执行数是约数，按所写数字计算")


@pytest.mark.parametrize(
    ("rule", "evidence", "points", "note"),
    [
        (Judged(), judged(score=Decimal("3.5")), "7/2", "得分由人评定"),
        (Judged(), judged(score=Decimal(9)), "4", "得分由人评定"),
        (Judged(), judged(score=Decimal(-1)), "0", "得分由人评定"),
        (Judged(), judged(), "0", "没有评定的得分，不得分"),
        (Judged(), stated(score=Decimal(3)), "3", "采用报告自述的得分，未经计算"),
        (PointsMet(), stated(score=Decimal(3)), "3", "没有逐条核对评价要点；采用报告自述的得分，未经计算"),
        (None, counted(), "0", "指标没有计分规则，不得分"),
    ],
)
def test_given_score_counts_only_where_none_can_be_computed(
    rule: Rule | None, evidence: Evidence, points: str, note: str
) -> None:
    earned = earn(rule, 4, evidence)
    assert (earned.points, earned.note) == (exactly(f(points)), note)


def test_computed_points_win_over_a_given_score() -> None:
    earned = earn(UP, 10, stated(target=q("10 人"), actual=q("5 人"), score=Decimal(10)))
    assert earned.points == exactly(f("5"))


@pytest.mark.parametrize(
    ("rule", "target", "actual", "points"),
    [
        (UP, "100 ", "129.9 ", "10"),
        (UP, "100 ", "130 ", "8"),
        (UP, "100 ", "405 ", "8"),
        (UP, "100 ", "50 ", "5"),
        (UP, "0 ", "5 ", "10"),
        (DOWN, "100 ", "20 ", "10"),
    ],
)
def test_deviation_over_target(rule: Rule, target: str, actual: str, points: str) -> None:
    indicator = Indicator("A1", "指标", Decimal(10), rule=rule)
    deviation = Deviation(f("3/10"), Decimal(2))
    earned = score(indicator, counted(target=q(target), actual=q(actual)), deviation)
    assert earned.points == exactly(f(points))


def test_deviation_is_written_out_and_keeps_to_zero() -> None:
    indicator = Indicator("A1", "指标", Decimal(1), rule=UP)
    evidence = counted(target=q("100 人"), actual=q("220.8 人"))
    earned = score(indicator, evidence, Deviation(f("3/10"), Decimal(2)))
    assert earned.points == exactly(f("0"))
    assert earned.steps[-1].how == "（220.8人 － 100人）÷ 100人 ＝ 120.8% ≥ 30%，扣 2 分"


def test_deviation_passes_over_what_cannot_be_compared() -> None:
    indicator = Indicator("A1", "指标", Decimal(5), rule=UP)
    evidence = stated(target=q("100 %"), actual=q("1000 人"), score=Decimal(5))
    assert score(indicator, evidence, Deviation(f("3/10"), Decimal(2))).points == exactly(f("5"))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: Steps(Measure.ACTUAL, ()), ["分档规则没有分档"]),
        (lambda: Threshold(Range.read("[0,1]"), f("3/2")), ["得分比例超出 0% 到 100%", "3/2"]),
        (
            lambda: Steps(
                Measure.ACTUAL,
                (Threshold(Range.read("[0,2]"), f("0")), Threshold(Range.read("[2,3]"), f("1"))),
            ),
            ["两个区间重叠", "[0,2] 与 [2,3]"],
        ),
        (lambda: DeductionPerCase(Decimal(0)), ["扣分规则的数不对", "每次扣 0"]),
        (lambda: DeductionPerCase(Decimal(1), Decimal(-1)), ["扣分规则的数不对", "下限 -1"]),
        (lambda: Qualitative(()), ["定性档次的名称缺失或重复"]),
        (
            lambda: Qualitative(
                (
                    QualitativeBand("好", Range.read("[80%,100%]")),
                    QualitativeBand("差", Range.read("[0%,80%)"), ("好",)),
                )
            ),
            ["定性档次的名称缺失或重复", "好、差、好"],
        ),
        (lambda: QualitativeBand("好", Range.read("[80%,∞)")), ["没有端点", "好"]),
        (lambda: QualitativeBand("好", Range.read("[80%,120%]")), ["得分比例超出", "好"]),
        (lambda: Deviation(f("0"), Decimal(2)), ["偏离扣分的数不对"]),
        (lambda: Deviation(f("1"), Decimal(-2)), ["偏离扣分的数不对", "扣 -2 分"]),
    ],
)
def test_faulty_rules_are_refused(build, words: list[str]) -> None:  # type: ignore[no-untyped-def]  # a lambda of any rule
    with pytest.raises(RuleError) as refusal:
        build()
    assert all(word in str(refusal.value) for word in words)


amounts = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


@given(st.sampled_from([UP, DOWN]), amounts, amounts, amounts)
def test_law_proportional_is_monotone(
    rule: Proportional, target: Decimal, one: Decimal, other: Decimal
) -> None:
    less, more = sorted((one, other))
    worse, better = (less, more) if rule is UP else (more, less)
    low, high = (
        earn(rule, 10, counted(target=q(f"{target} "), actual=q(f"{actual} "))).points.low
        for actual in (worse, better)
    )
    assert 0 <= low <= high <= 10


@given(amounts, amounts)
def test_law_margin_equals_proportional_down(plan: Decimal, actual: Decimal) -> None:
    plan, actual = abs(plan) + 1, abs(actual)
    values = {"计划成本": q(f"{plan} 元"), "实际成本": q(f"{actual} 元")}
    by_margin = earn(FormulaMargin(), 8, counted(values=values), formula=SAVING)
    by_proportion = earn(DOWN, 8, counted(target=q(f"{plan} 元"), actual=q(f"{actual} 元")))
    assert by_margin.points == by_proportion.points
