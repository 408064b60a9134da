"""What came in, less what went out, is what is left."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.balance import CHECK

CASES = cases(
    """
money that does not close
    资金到位170万元，支出159.6万元，结余12.4万元。
    -> error balance: 结余12.4万元 | 10.4万元 | 170 − 159.6 = 10.4 ≠ 12.4（万元） @ 12.4万元 · 170万元 · 159.6万元
rounding explains it
    资金到位170.25万元，支出159.61万元，结余10.7万元。
    -> suspicion balance: 结余10.7万元 | 10.64万元 | 170.25 − 159.61 = 10.64 ≠ 10.7（万元） @ 10.7万元 · 170.25万元 · 159.61万元
cases that do not close
    全年共受理投诉61件，已办结56件，正在办理4件。
    -> error balance: 全年共受理投诉61件 | 60件 | 56 + 4 = 60 ≠ 61（件） @ 61件 · 56件 · 4件
a stock that does not close
    年初在库设备120台，新购30台，报废12台，年末在库140台。
    -> error balance: 年末在库140台 | 138台 | 120 + 30 − 12 = 138 ≠ 140（台） @ 140台 · 120台 · 30台 · 12台
over two sentences, so that more may be meant
    项目到位资金200万元，其中本年支出150万元。年末结余45万元。
several spendings of one sentence, none of which fits
    到位资金200万元，支付工程款100万元，支付设备款30万元，结余60万元。
    -> suspicion balance: 结余60万元 | 70万元 | 200 − 100 − 30 = 70 ≠ 60（万元） @ 60万元 · 200万元 · 100万元 · 30万元
several spendings that close together
    到位资金200万元，支付工程款100万元，支付设备款30万元，结余70万元。
    -> held: 200 − 100 − 30 = 70（万元） @ 70万元 · 200万元 · 100万元 · 30万元
money that closes
    资金到位170万元，支出159.6万元，结余10.4万元。
    -> held: 170 − 159.6 = 10.4（万元） @ 10.4万元 · 170万元 · 159.6万元
closes with what was carried over
    上年结转20万元，本年到位100万元，支出90万元，结余30万元。
    -> held: 20 + 100 − 90 = 30（万元） @ 30万元 · 20万元 · 100万元 · 90万元
closes after what was given back
    到位资金200万元，支出150万元，上缴财政20万元，结余30万元。
    -> held: 200 − 150 − 20 = 30（万元） @ 30万元 · 200万元 · 150万元 · 20万元
cases that close
    共受理投诉61件，已办结56件，正在办理5件。
    -> held: 56 + 5 = 61（件） @ 61件 · 56件 · 5件
a stock that closes
    年初在库设备120台，新购30台，报废12台，年末在库138台。
    -> held: 120 + 30 − 12 = 138（台） @ 138台 · 120台 · 30台 · 12台
nothing is left over
    到位资金200万元，支出150万元。
two amounts left
    到位100万元，支出60万元，结余40万元，其中结转20万元。
    -> held: 100 − 60 = 40（万元） @ 40万元 · 100万元 · 60万元
nothing came in by name
    支出60万元，结余35万元。
cases of two kinds
    受理投诉61件，已办结56个，正在办理4个。
far from the money that came in
    到位资金200万元。支付工程款100万元。支付设备款30万元。年末结余60万元。
spendings that the closing figure fits
    到位资金200万元。支付工程款100万元。支付设备款30万元。年末结余100万元。
    -> held: 200 − 100 = 100（万元） @ 100万元 · 200万元 · 100万元
the money is named in another paragraph
    项目财政拨款3120万元。
    全年实际支付2947.8万元，年末结余127.2万元。
    -> suspicion balance: 年末结余127.2万元 | 172.2万元 | 3120 − 2947.8 = 172.2 ≠ 127.2（万元） @ 127.2万元 · 3120万元 · 2947.8万元
the money is named in another paragraph, right
    项目财政拨款3120万元。
    全年实际支付2947.8万元，年末结余172.2万元。
    -> held: 3120 − 2947.8 = 172.2（万元） @ 172.2万元 · 3120万元 · 2947.8万元
less than was spent
    项目财政拨款2900万元。
    全年实际支付2947.8万元，年末结余127.2万元。
work done and not done
    计划实施项目45个，已完工38个，未完工9个。
    -> suspicion balance: 计划实施项目45个 | 47个 | 38 + 9 = 47 ≠ 45（个） @ 45个 · 38个 · 9个
work done and not done, right
    计划实施项目45个，已完工38个，在建5个，未开工2个。
    -> held: 38 + 5 + 2 = 45（个） @ 45个 · 38个 · 5个 · 2个
two sources
    核定经费40万元，工会补助8万元，实际使用45万元，结余3万元。
    -> held: 40 + 8 − 45 = 3（万元） @ 3万元 · 40万元 · 8万元 · 45万元
a budget over sentences
    年初预算650万元。年中追加120万元，核减35万元。调整后预算745万元。
    -> suspicion balance: 调整后预算745万元 | 735万元 | 650 + 120 − 35 = 735 ≠ 745（万元） @ 745万元 · 650万元 · 120万元 · 35万元
a budget over sentences, right
    年初预算650万元。其中人员300万元。年中追加120万元，核减35万元。调整后预算735万元。
    -> held: 650 + 120 − 35 = 735（万元） @ 735万元 · 650万元 · 120万元 · 35万元
an amount returned among budgets
    年初预算65万元。追加12万元。年末收回7万元。调整后预算70万元。
budgets without their opening
    年中追加120万元。调整后预算735万元。
a stock over sentences that is no budget
    年初结余65万元。全年收入120万元，调整后支出35万元。年末结余735万元。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
