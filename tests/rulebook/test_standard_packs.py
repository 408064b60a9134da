"""The packs that come with the program: they load, stay marked, and say what the regulations say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import resources

import pytest

from xunzheng import rulebook
from xunzheng.audit.rules import cite
from xunzheng.basis import Basis
from xunzheng.evaluation.evidence import Evidence, EvidenceKind
from xunzheng.evaluation.formula import evaluate as evaluate_formula
from xunzheng.evaluation.formula import names, parse
from xunzheng.evaluation.framework import Framework, Indicator, lay_indicators
from xunzheng.evaluation.rules import ExecutionRate, FormulaRate, Proportional
from xunzheng.evaluation.scoresheet import evaluate
from xunzheng.quantities.quantity import Quantity
from xunzheng.quantities.units import WAN_YUAN
from xunzheng.rulebook.header import PackForm, jurisdictions_above

PACKS = rulebook.packs()
FRAMEWORKS = rulebook.standard_shelf().frameworks()
SHEET = "example-municipal-2019"
UNVERIFIED = {
    "process-foi-request",
    "bj-scale",
    "calendar-2004",
    "calendar-2005",
    "calendar-2008",
    "hours-cn",
    "clocks-bj-hotline-standard-2021",
    "clocks-cn-credit-publication-2018",
    "clocks-cn-credit-term-2023",
    "clocks-cn-credit-term-2026",
    "clocks-cn-hotline-2016",
    "clocks-cn-item-2020",
    "clocks-cn-rating-2019",
    "clocks-cn-sharing-2016",
    "clocks-cn-sharing-2025",
    "clocks-cn-website-2017",
    "clocks-dezhou-rating",
    "clocks-example-grid",
    "clocks-gaoping-sharing",
    "clocks-guizhou-sharing",
    "clocks-hubei-business-2022",
    "clocks-zhangjiajie-business",
    "codes-city",
    "codes-credit",
    "codes-items",
    "codes-items-sichuan",
    "regions-cn",
    "cn-2013-53-department",
    "cn-2020-10-project",
    "cn-2020-10-self-evaluation",
    "cn-audit-parameters",
    "gd-scale",
    "sh-scale",
}


UNVERIFIED_LAYOUTS = {
    "cn-2013-53-department-table",
    "cn-2020-10-evaluation-report",
    "cn-2020-10-evaluation-table",
    "cn-department-report",
}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.header.code)
def test_every_pack_is_named_dated_cited_and_in_its_file(pack: rulebook.RulePack) -> None:
    basis = pack.header.basis
    assert pack.name == f"{pack.header.code}.toml"
    assert basis.title
    assert basis.valid_from is not None
    assert basis.pack == pack.header.code
    assert cite(basis).pack == f"{pack.header.code}/{basis.version}"
    assert cite(basis).verified is basis.verified


def test_what_is_unverified_stays_marked_and_says_what_to_check() -> None:
    unverified = {pack.header.code: pack.header.form for pack in PACKS if not pack.header.basis.verified}
    layouts = {code for code, form in unverified.items() if form is PackForm.LAYOUT}
    assert layouts == UNVERIFIED_LAYOUTS
    marked = {code for code, form in unverified.items() if form not in (PackForm.LAYOUT, PackForm.FORM)}
    assert marked == UNVERIFIED
    assert all("待" in pack.header.basis.note for pack in PACKS if pack.header.code in marked | layouts)


FORMULAS = [
    (framework.code, located.path, located.indicator.formula)
    for framework in FRAMEWORKS
    for located in framework.walk()
    if located.indicator.formula
]


@pytest.mark.parametrize(("code", "path", "text"), FORMULAS)
def test_every_formula_parses_and_is_a_rate(code: str, path: tuple[str, ...], text: str) -> None:
    formula = parse(text)
    outcome = evaluate_formula(formula, dict.fromkeys(names(formula), Fraction(2)))
    assert outcome.value is not None
    assert outcome.unit.base == ""
    assert formula.oddities == ()


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.header.code)
def test_every_framework_names_a_scale_that_exists(pack: rulebook.RulePack) -> None:
    scale = getattr(pack.content, "scale", None)
    assert scale is None or rulebook.scale(scale).has_numbers


def weights(code: str) -> dict[str, Decimal | None]:
    return {item.indicator.code: item.indicator.weight for item in rulebook.framework(code).walk()}


def test_the_project_framework_waits_for_weights() -> None:
    framework = rulebook.framework("cn-2013-53-project")
    assert not framework.is_weighted
    assert len(list(framework.leaves())) == 20
    assert [item.name for item in framework.indicators] == ["投入", "过程", "产出", "效果"]


def test_the_sample_weights_lie_on_the_project_framework() -> None:
    framework = rulebook.framework(SHEET)
    assert framework.is_weighted
    assert [item.weight for item in framework.indicators] == [Decimal(n) for n in (20, 30, 30, 20)]
    leaves = " ".join(str(item.indicator.weight) for item in framework.leaves())
    assert leaves == "4 4 4 4 4 3 3 4 5 7 8 7 7 8 8 4 3 3 4 6"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("过程", "业务管理", "管理制度健全"), "B11"),
        (("过程", "财务管理", "管理制度健全性"), "B21"),
        ("资金到位率（4分）", "A21"),
        ("完成及时率\n（7分）", "C12"),
        ("服务对象满意度", "D15"),
    ],
)
def test_names_as_reports_write_them(path: str | tuple[str, ...], code: str) -> None:
    found = rulebook.framework(SHEET).find(path)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["完成及时率", "质量达标率"])
def test_indicators_of_one_name_differ_between_the_frameworks_of_2013(name: str) -> None:
    project, department = (
        rulebook.framework(f"cn-2013-53-{kind}").find(name) for kind in ("project", "department")
    )
    assert project is not None
    assert department is not None
    assert project.formula != department.formula


def test_the_self_evaluation_is_ten_fifty_thirty_ten() -> None:
    framework = rulebook.framework("cn-2020-10-self-evaluation")
    assert [(item.name, item.weight) for item in framework.indicators] == [
        ("预算执行率", Decimal(10)),
        ("产出指标", Decimal(50)),
        ("效益指标", Decimal(30)),
        ("满意度指标", Decimal(10)),
    ]


def test_the_evaluation_framework_divides_by_arrived_funds() -> None:
    rates = [item.indicator.rule for item in rulebook.framework("cn-2020-10-project").leaves()]
    assert [rule.denominator.label for rule in rates if isinstance(rule, ExecutionRate)] == ["实际到位资金"]
    assert isinstance(rulebook.framework("cn-2020-10-project").find("资金到位率").rule, FormulaRate)  # type: ignore[union-attr]  # it is there, as the line above shows


@pytest.mark.parametrize(
    ("code", "score", "word"),
    [
        ("cn-2020-10-scale", "92", "优"),
        ("cn-2020-10-scale", "89.99", "良"),
        ("cn-2020-10-scale", "60", "中"),
        ("cn-central-integer-scale", "89", "良"),
        ("cn-central-integer-scale", "89.5", None),
        ("sh-scale", "74.05", "合格"),
        ("sh-scale", "75", "良"),
        ("gd-scale", "65", "低"),
        ("bj-scale", "92", "优秀"),
        ("gx-wuzhou-2024-scale", "92", None),
    ],
)
def test_scales(code: str, score: str, word: str | None) -> None:
    grade = rulebook.scale(code).grade(Decimal(score)).grade
    assert (grade.word if grade else None) == word


@pytest.mark.parametrize(
    ("code", "stated", "agrees"),
    [("cn-2020-10-scale", "“良”", False), ("cn-2020-10-scale", "优秀", True), ("sh-scale", "良好", False)],
)
def test_stated_grades(code: str, stated: str, agrees: bool) -> None:
    assert rulebook.scale(code).matches(stated, Decimal(92)).agrees is agrees


@pytest.mark.parametrize(
    ("kind", "on", "jurisdiction", "code"),
    [
        ("grade-scale", date(2024, 5, 1), "CN", "cn-2020-10-scale"),
        ("grade-scale", date(2024, 5, 1), "431100", "cn-2020-10-scale"),
        ("grade-scale", date(2024, 5, 1), "CN-central", "cn-central-integer-scale"),
        ("grade-scale", date(2024, 5, 1), "310000", "sh-scale"),
        ("self-evaluation", date(2024, 5, 1), "431100", "cn-2020-10-self-evaluation"),
        ("project-common-indicators", date(2019, 12, 31), "431100", "cn-2013-53-project"),
    ],
)
def test_selection(kind: str, on: date, jurisdiction: str, code: str) -> None:
    assert rulebook.select(kind, on, jurisdiction).header.code == code


def test_before_the_regulation_there_is_no_scale() -> None:
    with pytest.raises(rulebook.UnknownCode, match="没有适用的规则包"):
        rulebook.select("grade-scale", date(2020, 2, 24))


@pytest.mark.parametrize(
    ("jurisdiction", "chain"),
    [("431121", ("431121", "431100", "430000", "CN")), ("430000", ("430000", "CN")), ("CN", ("CN",))],
)
def test_jurisdictions_from_the_narrowest(jurisdiction: str, chain: tuple[str, ...]) -> None:
    assert jurisdictions_above(jurisdiction) == chain


def own_table() -> Framework:
    """A unit's own self-evaluation table: its indicators under the four of the regulation."""
    framework = rulebook.framework("cn-2020-10-self-evaluation", "example-platform-2022")
    return lay_indicators(
        framework,
        {
            "O": (Indicator("O1", "数量指标", Decimal(50), rule=Proportional()),),
            "F": (Indicator("F2", "社会效益指标", Decimal(30), rule=Proportional()),),
            "S": (Indicator("S1", "服务对象满意度", Decimal(10), rule=Proportional()),),
        },
    )


def test_a_units_own_table_is_scored_capped_and_graded() -> None:
    def stated(target: str, actual: str) -> Evidence:
        wanted, reached = (Quantity(Decimal(number), WAN_YUAN) for number in (target, actual))
        return Evidence(EvidenceKind.STATED, place="自评表", target=wanted, actual=reached)

    funds = {
        name: Quantity(Decimal(number), WAN_YUAN)
        for name, number in [("全年执行数", "75"), ("全年预算数", "100")]
    }
    evidence = {
        "E": Evidence(EvidenceKind.COUNTED, place="支付系统", values=funds),
        "O1": stated("100", "147"),
        "F2": stated("100", "100"),
        "S1": stated("90", "95"),
    }
    sheet = evaluate(own_table(), evidence, rulebook.scale("cn-2020-10-scale"))
    assert [(item.code, str(item.points)) for item in sheet.leaves()] == [
        ("E", "7.5"),
        ("O1", "48"),
        ("F2", "30"),
        ("S1", "10"),
    ]
    assert (sheet.added.low, sheet.total, sheet.capped_at) == (
        Fraction("95.5"),
        Decimal("89.00"),
        Decimal(89),
    )
    assert sheet.grading is not None
    assert sheet.grading.grade is not None
    assert sheet.grading.grade.word == "良"


def test_the_bundle_for_the_auditor() -> None:
    rules = rulebook.standard_rules()
    assert rules is rulebook.standard_rules()
    assert rules.national_scale.code == "cn-2020-10-scale"
    assert rules.national_scale in rules.scales
    assert len(rules.frameworks) == 5
    assert rules.today is None
    assert rulebook.standard_shelf().rules(date(2026, 1, 1)).today == date(2026, 1, 1)


def test_the_bundle_for_a_day() -> None:
    rules = rulebook.standard_rules(date(2024, 5, 1))
    assert (rules.national_scale.code, rules.today) == ("cn-2020-10-scale", None)
    with pytest.raises(rulebook.UnknownCode, match=r"没有适用的规则包.*") as refusal:
        rulebook.standard_rules(date(2020, 2, 24))
    assert "cn-2020-10-scale（CN，2020-02-25 起）" in str(refusal.value)


def test_a_second_national_scale_is_refused() -> None:
    folder = resources.files("xunzheng.rulebook") / "packs"
    text = (folder / "cn-2020-10-scale.toml").read_text("utf-8").replace("cn-2020-10-scale", "cn-copy")
    with pytest.raises(rulebook.AmbiguousPack, match=r"cn-2020-10-scale.*cn-copy（又一份\.toml）"):
        rulebook.shelf_with([rulebook.load_pack(text, "又一份.toml")])


@pytest.mark.parametrize(
    ("name", "names_of_divisors", "at_most_one"),
    [
        ("全年预算执行率", ["全年预算数", "调整后预算数", "实际到位资金", "全年预算数"], True),
        ("资金到位率", ["计划投入资金", "预算资金"], True),
        ("实际完成率", ["计划产出数"], False),
        ("项目完成率", ["计划产出数"], False),
    ],
)
def test_lawful_denominators(name: str, names_of_divisors: list[str], at_most_one: bool) -> None:
    rate = rulebook.standard_rules().parameters.rate(name)
    assert rate is not None
    assert [divisor.names[0] for divisor in rate.divisors] == names_of_divisors
    assert rate.at_most_one is at_most_one


def test_an_unknown_rate_has_no_definition() -> None:
    assert rulebook.standard_rules().parameters.rate("增长率") is None


def test_integrated_funds_are_taken_off_first() -> None:
    rate = rulebook.standard_rules().parameters.rate("执行率")
    assert rate is not None
    assert rate.divisors[-1].less[0] == "统筹整合资金数"


def test_thresholds_are_cited() -> None:
    parameters = rulebook.standard_rules().parameters
    assert (parameters.deviation_threshold.value, parameters.deviation_threshold.citation.verified) == (
        Decimal("0.30"),
        True,
    )
    assert parameters.execution_reason_threshold.value == Decimal("0.90")
    assert parameters.deviation_threshold.citation.pack == "cn-audit-parameters/1"


@pytest.mark.parametrize(
    ("number", "day", "in_force"),
    [
        ("财预〔2011〕285号", date(2011, 4, 1), False),
        ("财预〔2011〕285号", date(2020, 2, 24), True),
        ("财预〔2011〕285号", date(2020, 2, 25), False),
        ("财预〔2020〕10号", date(2020, 2, 25), True),
        ("湘政发〔2012〕33号", date(2012, 1, 1), True),
    ],
)
def test_regulations_in_force(number: str, day: date, in_force: bool) -> None:
    regulation = rulebook.standard_rules().parameters.regulation(number)
    assert regulation is not None
    assert regulation.in_force_on(day) is in_force


def test_the_repeal_is_known_and_marked_unverified() -> None:
    parameters = rulebook.standard_rules().parameters
    assert [(item.number, item.repealed_by) for item in parameters.repealed] == [
        ("财预〔2011〕285号", "财预〔2020〕10号")
    ]
    assert not parameters.repealed[0].citation.verified
    assert parameters.regulation("财预〔2015〕153号") is None


def test_issuers_prompts_and_outlines_are_there() -> None:
    parameters = rulebook.standard_rules().parameters
    prefixes = {item.prefix: item.issuers for item in parameters.issuer_prefixes}
    assert prefixes["国办发"] == ("国务院办公厅",)
    assert "包括总目标和阶段性目标" in parameters.template_prompts
    assert "#字以内" in parameters.placeholders
    assert {outline.code for outline in parameters.outlines} >= {
        "transfer-self-evaluation",
        "evaluation-report",
    }
    assert [sum(part.weight for part in item.parts) for item in parameters.weight_structures] == [
        100,
        100,
        100,
    ]


def test_a_basis_without_a_version_is_cited_by_its_pack() -> None:
    assert cite(Basis("某办法", pack="p"), "第三条").pack == "p"
    assert cite(Basis("某办法", version="1")).pack is None
    assert cite(Basis("某办法", article="第一条"), "第三条").article == "第三条"
