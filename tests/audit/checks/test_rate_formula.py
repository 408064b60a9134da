"""Ratios of the report's framework, by their own formulas."""

from __future__ import annotations

import pytest

from tests.audit.sheets import RULES, document, outcomes
from xunzheng.audit.checks.rate_formula import CHECK
from xunzheng.audit.reading import read

DEPARTMENT = "一、部门概况\n文。\n二、整体支出情况\n"
HOLDS = "held: 在职人员数 57、编制数 60：在职人员控制率 = 95%"
CASES = {
    "right": (DEPARTMENT + "编制60名，在职57人，在职人员控制率95%。", [HOLDS]),
    "wrong": (
        DEPARTMENT + "编制60名，在职57人，在职人员控制率为93%。",
        [
            "suspicion: 在职人员控制率 93% | 在职人员控制率＝（在职人员数/编制数）×100%；"
            "在职人员数 57、编制数 60：95.00% ≠ 93%"
        ],
    ),
    "words in another order": (
        DEPARTMENT + "公用经费预算安排80万元，实际支出公用经费76万元，公用经费控制率95%。",
        ["held: 实际支出公用经费总额 76、预算安排公用经费总额 80：公用经费控制率 = 95%"],
    ),
    "a reduction": (
        DEPARTMENT + "“三公经费”变动率-20%，本年12万元，上年15万元。",
        ["held: 本年度“三公经费”总额 12、上年度“三公经费”总额 15：三公经费变动率 = -20%"],
    ),
    "a report of no known layout": ("编制60名，在职57人，在职人员控制率93%。", []),
    "a number wanting": (DEPARTMENT + "在职57人，在职人员控制率93%。", []),
    "two numbers of one name": (DEPARTMENT + "编制60名，编制62名，在职57人，在职人员控制率93%。", []),
    "two rates": (DEPARTMENT + "编制60名，在职57人，在职人员控制率93%，在职人员控制率95%。", []),
    "another rate": (DEPARTMENT + "编制60名，在职57人，满意度93%，在职人员控制率待算。", []),
    "nothing to divide by": (
        DEPARTMENT + "编制0名，在职0人，在职人员控制率100%。",
        ["held: 在职人员数 0、编制数 0，“在职人员控制率”没有意义"],
    ),
    "about so many": (DEPARTMENT + "编制约60名，在职57人，在职人员控制率93%。", []),
    "about so much": (DEPARTMENT + "编制60名，在职57人，在职人员控制率约93%。", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_examples(text: str, expected: list[str]) -> None:
    assert outcomes(CHECK, read(document(text), RULES.layouts)) == expected
