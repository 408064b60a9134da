"""The audit as a whole: pure, in order, complete; and on the facts of a published report."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

from tests.audit.prose import RULES
from tests.corpus.tally import Report, reports, tally_of
from xunzheng import samples
from xunzheng.audit import checks
from xunzheng.audit.catalogue import CATALOGUE
from xunzheng.audit.check import Check
from xunzheng.audit.checks import CHECKS
from xunzheng.audit.finding import Finding, Held, Severity
from xunzheng.audit.run import Audit, audit
from xunzheng.formats import read

# The arithmetic and the slips of a self-evaluation that a city published in 2020, with other names.
# Only the figures and their order are those of the report.
FACTS = """某市行政服务局

2019年度绩效自评报告

2020年2月

一、项目概况

（一）基本情况。本局核定编制20名，10个科室。现有在编在岗23人,其中处级9人，科及以下14名。下设1个副处级和4个正科级事业单位，分别是服务中心、指挥中心、政府网站、大数据中心、信用中心。

（三）人员编制

本局核定编制20名，10个科室。现有在编在岗23人,其中处级9人，科及以下14名。下设1个副处级和4个正科级事业单位，分别是服务中心（核定编制20名，现有在职12人，退休8人）、指挥中心（核定编制20名，现有在职12人）、政府网站（核定编制7名，现有在职6人）、大数据中心（核定编制8名，现有在职3人）、信用中心（核定编制10名，现有在职3人）。综上，共有在编在岗59人，退休8人。

2019年项目支出491万元。其中中心运转经费449万元；热线工作项目43万元。

（二）绩效目标。主要包括项目绩效总目标和阶段性目标，预期主要的经济、政治和社会效益。

（三）资金性质

专款专用。

二、绩效情况

2019年项目支出491万元。其中中心运转经费449万元；热线工作项目43万元。截止2019年12月31日，市财政拨款资金491万元，到位率100%。

今年元月组建成立以来，各项工作取得了一定成绩。

落实第一批100个和第二批110个（省公布100个，7个办理权限在省级，我市新增梳理17个，共110个）改革事项。申报材料平均减少60%以上，办理环节压缩70%以上，办理时间缩减80%以上。

打造政策最优、成本最低、服务最好、办事最快的“四最”环境。共受理投诉61件，已办结56件，正在办理5件。清理完善人口、法人、空间地理、城市部件、房产房屋六大基础数据库。

三、绩效评价结果

综合评分为92分，绩效评价等级为“良”。
"""

FOUND = [
    ("sum-of-parts", "suspicion", "491万元"),
    ("grade-band", "suspicion", "良"),
    ("over-limit", "suspicion", "23人"),
    ("count-list", "error", "六大"),
    ("numbering", "advice", "（一）"),
    ("template-residue", "suspicion", "主要包括项目绩效总目标"),
    ("section-empty", "suspicion", "（二）绩效目标"),
    ("date-order", "suspicion", "今年"),
    ("duplicate-text", "advice", "现有在编在岗23人"),
    ("evidence-missing", "suspicion", "60%"),
]
HELD = [
    ("sum-of-parts", "9 + 14 = 23（人）"),
    ("sum-of-parts", "23 + 12 + 12 + 6 + 3 + 3 = 59（人）"),
    ("sum-of-parts", "100 − 7 + 17 = 110（个）"),
    ("balance", "56 + 5 = 61（件）"),
    ("rate", "491万元 ÷ 491万元 = 100%"),
]


@pytest.fixture(scope="module")
def facts() -> Audit:
    return _audited(FACTS)


def _audited(text: str) -> Audit:
    return audit(read(text.encode(), "报告.txt"), RULES)


@pytest.mark.parametrize(("code", "severity", "quote"), FOUND, ids=[code for code, _, _ in FOUND])
def test_mistakes_of_the_published_report(facts: Audit, code: str, severity: str, quote: str) -> None:
    mine = [finding for finding in facts.findings if finding.code == code]
    assert any(f.severity == severity and f.where[0].quote.startswith(quote) for f in mine), mine


@pytest.mark.parametrize(("code", "arithmetic"), HELD, ids=[arithmetic for _, arithmetic in HELD])
def test_sums_of_the_published_report_that_hold(facts: Audit, code: str, arithmetic: str) -> None:
    assert (code, arithmetic) in [(held.code, held.arithmetic) for held in facts.held]


def test_lists_of_the_published_report_that_are_whole(facts: Audit) -> None:
    """1 + 4 = 5 units, and the “四最” with their four."""
    held = [each for each in facts.held if each.code == "count-list"]
    assert [each.arithmetic.rpartition(" ")[2] for each in held] == ["声明5项", "声明5项", "声明4项"]


def test_nothing_else_of_the_published_report_is_an_error(facts: Audit) -> None:
    errors = [finding for finding in facts.findings if finding.severity is Severity.ERROR]
    assert [finding.code for finding in errors] == ["count-list"]


def test_rounding_is_told_beside_the_difference(facts: Audit) -> None:
    finding, again = (finding for finding in facts.findings if finding.code == "sum-of-parts")
    assert again.arithmetic == finding.arithmetic
    assert finding.arithmetic == "449 + 43 = 492 ≠ 491（万元）"
    assert finding.verdict is not None
    assert (finding.verdict.difference, finding.verdict.unit) == (-1, "万元")
    assert finding.verdict.explained_by_rounding


def test_the_audit_is_pure(facts: Audit) -> None:
    assert _audited(FACTS) == facts


def test_outcomes_stand_in_the_order_of_the_text(facts: Audit) -> None:
    for outcomes in (facts.findings, facts.held):
        starts = [outcome.where[0].start for outcome in outcomes]
        assert starts == sorted(starts)


def test_packs_are_named_with_their_versions(facts: Audit) -> None:
    assert all("/" in pack for pack in facts.packs)
    assert facts.packs[0].startswith("cn-audit-parameters/")


def test_without_a_score_sheet_nothing_is_scored_again(facts: Audit) -> None:
    assert facts.sheets == ()
    assert facts.rescored is None


def test_with_a_score_sheet_the_first_is_scored_again() -> None:
    rows = [
        "一级指标|三级指标|指标值|完成值|分值|得分",
        "产出|植树|≥5棵|4棵|60|58",
        "效益|绿化|≥9亩|9亩|40|40",
        "总分||||100|98",
    ]
    made = _audited("\n".join(f"|{row}|" for row in rows))
    assert len(made.sheets) == 1
    assert made.rescored is not None


def test_an_empty_report_has_no_findings() -> None:
    made = _audited("无。")
    assert (made.findings, made.held) == ((), ())


def test_the_checks_that_run_can_be_chosen(facts: Audit) -> None:
    chosen = [check for check in CHECKS if check.name == "count-list"]
    made = audit(facts.document, RULES, chosen)
    assert {outcome.code for outcome in (*made.findings, *made.held)} == {"count-list"}


def test_outcomes_without_a_place_come_first() -> None:
    """What is said of the whole report stands before what is said of a passage."""
    placeless = Finding("section-missing", Severity.ADVICE, (), "缺", "有", "请补。", "whole/1")

    def whole(*_: object) -> list[Finding | Held]:
        return [placeless]

    made = audit(
        read(FACTS.encode(), "报告.txt"), RULES, [*CHECKS, Check("whole", 1, ("section-missing",), whole)]
    )  # type: ignore[arg-type]  # a list serves for an iterator
    assert made.findings[0] is placeless


MODULES = [import_module(f"{checks.__name__}.{each.name}") for each in pkgutil.iter_modules(checks.__path__)]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_every_check_is_registered_under_its_file_name(module: object) -> None:
    check: Check = module.CHECK  # type: ignore[attr-defined]  # what is tested
    assert check in CHECKS
    assert check.name == module.__name__.rpartition(".")[2].replace("_", "-")  # type: ignore[attr-defined]  # a module
    assert check.id == f"{check.name}/{check.version}"
    assert check.codes
    assert set(check.codes) <= set(CATALOGUE)
    assert module.__doc__
    assert check.find.__doc__


def test_no_two_checks_share_a_name() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS) == len(MODULES)


def test_every_code_of_the_catalogue_has_a_check() -> None:
    assert {code for check in CHECKS for code in check.codes} == set(CATALOGUE)


def test_the_sample_gives_what_is_expected() -> None:
    (report,) = (report for report in reports() if report.half == "sample")
    made = tally_of(Report(report.sheet, report.text, report.entries))
    assert report.text.parent.name == samples.__name__.rpartition(".")[2]
    assert [entry["quote"] for entry in made.missed] == []
    assert made.false_errors == ()
    assert made.breaches == ()
