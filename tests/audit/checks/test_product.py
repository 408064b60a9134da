"""So much each, times so many."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.product import CHECK

CASES = cases(
    """
wrong amount behind its factors
    机插每亩补助80元，完成2.05万亩，补助146万元。
    -> error product: 146万元 | 164万元 | 80元 × 2.05万亩 = 164万元 ≠ 146万元 @ 146万元 · 80元 · 2.05万亩
wrong unit
    冷藏运输车2辆，单价24.5万元，计49元。
    -> error unit-slip: 49元 | 49万元 | 24.5万元 × 2辆 = 49万元 ≠ 49元 @ 49元 · 24.5万元 · 2辆
wrong after a further factor
    按每生每天5元、全年200天的标准执行，受益学生16400人，共需资金1460万元。
    -> error product: 1460万元 | 1640万元 | 5元 × 16400人 × 200天 = 1640万元 ≠ 1460万元 @ 1460万元 · 5元 · 16400人 · 200天
wrong over twelve months
    全市领取待遇128400人，每人每月165元，全年发放25243.2万元。
    -> suspicion product: 25243.2万元 | 25423.2万元 | 165元 × 128400人 × 12个月 = 25423.2万元 ≠ 25243.2万元 @ 25243.2万元 · 165元 · 128400人
several pairs
    三级系统4个，每个6.5万元；二级系统9个，每个4万元，支出63万元。
    -> error product: 63万元 | 36万元 | 4万元 × 9个 = 36万元 ≠ 63万元 @ 63万元 · 4万元 · 9个
a list behind which the total stands
    三级系统4个，每个6.5万元；二级系统9个，每个4万元，共计62万元。
pairs of one segment
    三级系统4个每个6.5万元、二级系统9个每个4万元，共计70万元。
    -> error product: 70万元 | 62万元 | 6.5万元 × 4个 + 4万元 × 9个 = 62万元 ≠ 70万元 @ 70万元 · 6.5万元 · 4个 · 4万元 · 9个
people each time, at another number
    每期培训50人，全年举办6期，共培训320人。
    -> suspicion product: 320人 | 300人 | 50人 × 6期 = 300人 ≠ 320人 @ 320人 · 50人 · 6期
a budget may cover more
    全年每座公厕补助2万元，补助60座，预算150万元。
    -> suspicion product: 150万元 | 120万元 | 2万元 × 60座 = 120万元 ≠ 150万元 @ 150万元 · 2万元 · 60座
the amount comes first
    投入资金150万元，建设公厕8座，每座16万元。
    -> suspicion product: 150万元 | 128万元 | 16万元 × 8座 = 128万元 ≠ 150万元 @ 150万元 · 16万元 · 8座
right
    机耕每亩补助60元，完成3.2万亩，补助192万元。
    -> held: 60元 × 3.2万亩 = 192万元 @ 192万元 · 60元 · 3.2万亩
right over twelve months
    公益岗80人，每人每月500元，全年支出48万元。
    -> held: 500元 × 80人 × 12个月 = 48万元 @ 48万元 · 500元 · 80人
right over the months stated
    厨师12人，每人每月3200元，聘用10个月，支出38.4万元。
    -> held: 3200元 × 12人 × 10个月 = 38.4万元 @ 38.4万元 · 3200元 · 12人 · 10个月
right in pairs
    三级系统4个每个6.5万元、二级系统9个每个4万元，共计62万元。
    -> held: 6.5万元 × 4个 + 4万元 × 9个 = 62万元 @ 62万元 · 6.5万元 · 4个 · 4万元 · 9个
right by months for all
    一档20人每人每月500元、二档10人每人每月800元，全年发放21.6万元。
    -> held: （500元 × 20人 + 800元 × 10人） × 12个月 = 21.6万元 @ 21.6万元 · 500元 · 20人 · 800元 · 10人
rounded in the text
    绿道养护每公里1.65万元，全市128.6公里，共计212万元。
    -> held: 1.65万元 × 128.6公里 = 212.19万元 @ 212万元 · 1.65万元 · 128.6公里
an average is itself rounded
    亩均投资1480元，建成3800亩，总投资560万元。
a factor stands elsewhere
    培训1200人，每人每天补助80元，共支出67.2万元。
several amounts
    购置台式机40台，每台4800元，投入资金20万元，其中自筹2万元。
no amount
    购置台式机40台，每台4800元。
no number of units
    每台4800元，共支出20万元。
prices of two kinds
    每人补助500元，每期50人，共300人，支出15万元。
not exact
    每户补助约500元，共补助300户，支出12万元。
a price per person in its unit
    补助标准500元/人，发放300人，合计15万元。
    -> held: 500元/人 × 300人 = 15万元 @ 15万元 · 500元/人 · 300人
one after the other
    道路15公里，每公里38万元，共投入570万元，桥梁2座，每座45万元，共投入95万元。
    -> held: 38万元 × 15公里 = 570万元 @ 570万元 · 38万元 · 15公里
    -> error product: 95万元 | 90万元 | 45万元 × 2座 = 90万元 ≠ 95万元 @ 95万元 · 45万元 · 2座
in brackets
    律师接访15.5万元（155场，每场1000元），系统维护18万元（3套，每套5万元）。
    -> held: 1000元 × 155场 = 15.5万元 @ 15.5万元 · 1000元 · 155场
    -> suspicion product: 18万元 | 15万元 | 5万元 × 3套 = 15万元 ≠ 18万元 @ 18万元 · 5万元 · 3套
one number for two prices
    108座水库，每座2万元，其中管护每座1.2万元，共计139.6万元。
    -> error product: 139.6万元 | 129.6万元 | 1.2万元 × 108座 = 129.6万元 ≠ 139.6万元 @ 139.6万元 · 1.2万元 · 108座
one number for two prices, the first meant
    108座水库，每座2万元，其中管护每座1.2万元，共计216万元。
parts of a unit that the tail names
    墓位128个标准单元，每单元2.6万元，计302.8万元。
    -> error product: 302.8万元 | 332.8万元 | 2.6万元 × 128个 = 332.8万元 ≠ 302.8万元 @ 302.8万元 · 2.6万元 · 128个
in a bracket, with another amount beside
    律师接访15.5万元（155场，每场1000元），其他费用2万元。
    -> held: 1000元 × 155场 = 15.5万元 @ 15.5万元 · 1000元 · 155场
times and persons
    举办12期，每期80人，培训980人次。
    -> suspicion product: 980人次 | 960人次 | 80人 × 12期 = 960人次 ≠ 980人次 @ 980人次 · 80人 · 12期
pairs whose total is of much more
    三级系统4个每个6.5万元、二级系统9个每个4万元，共计300万元。
a total far off that one digit of the price explains
    购置终端128台，每台950元，共计633600元。
    -> error product: 633600元 | 121600元 | 950元 × 128台 = 121600元 ≠ 633600元 @ 633600元 · 950元 · 128台
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
