"""Checks on the sheet under rules that lack what they ask for, and on large and hostile input."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.audit.sheets import RULES, document, outcomes, reading, sheet
from xunzheng.audit.checks import formula_text, rate_table, score_recomputed, table_sum
from xunzheng.audit.finding import Finding
from xunzheng.audit.reading import read
from xunzheng.audit.rules import Rules
from xunzheng.evaluation.framework import Framework, Indicator
from xunzheng.evaluation.rules import Judged

MISSED = sheet("预算执行率 | 10 | 9 | 100% | 80%")
NO_STRUCTURES = replace(RULES.parameters, weight_structures=())


@pytest.mark.parametrize(
    ("rules", "number"),
    [
        (RULES, "财预〔2020〕10号"),
        (replace(RULES, frameworks=()), "财预〔2020〕10号"),
        (replace(RULES, frameworks=(), parameters=NO_STRUCTURES), None),
    ],
)
def test_the_scoring_rule_is_cited_where_it_is_known(rules: Rules, number: str | None) -> None:
    (finding,) = score_recomputed.CHECK.find(reading("", MISSED), rules)
    assert isinstance(finding, Finding)
    assert (finding.rule.number if finding.rule else None) == number


def test_a_framework_with_a_broken_formula_compares_nothing() -> None:
    rate = Indicator("A", "到位率", Decimal(10), formula="到位率=（甲/乙", rule=Judged())
    broken = Framework("x", "试用", (rate,), full_score=Decimal(10))
    made = sheet("到位率 | 10 | 9 | ~ | ~ | ~ | 到位率=甲/丙×100%")
    assert outcomes(formula_text.CHECK, reading("", made), replace(RULES, frameworks=(broken,))) == [
        "held: 到位率＝甲÷丙×100%"
    ]


def test_a_long_table_is_added_up() -> None:
    rows = [f"| 项目{n} | {n} | {n} | 100% |" for n in range(1, 1001)]
    head, total = "| 项目 | 预算数 | 支出数 | 执行率 |", "| 合计 | 500500 | 500501 | 100% |"
    read_out = read(document("\n".join([head, *rows, total])))
    held, wrong = outcomes(table_sum.CHECK, read_out)
    assert held.startswith("held: 1 + 2 + 3 + 4")
    assert "（略976项）" in held
    assert wrong.startswith("suspicion: 合计行“支出数”为 500501")
    assert len(outcomes(rate_table.CHECK, read_out)) == 1001


def test_a_table_of_totals_only() -> None:
    rows = [f"| 合计{'、' * (n % 2)} | {n} |" for n in range(1, 1001)]
    assert len(outcomes(table_sum.CHECK, read(document("\n".join(["| 项目 | 金额 |", *rows]))))) < 1000
