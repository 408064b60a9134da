"""Flows of money and cases, and the rates, shares and growths stated over them."""

# ruff: noqa: E501 (a case is one line)

from __future__ import annotations

import pytest

from tests.audit.statements.written import document, figures, flows, quoted, rows
from xunzheng.audit.statements.flows import (
    is_percentage,
    is_plain,
    read_flows,
    read_rates,
    read_shares,
)
from xunzheng.audit.statements.growths import is_change, is_earlier, read_growths
from xunzheng.audit.statements.sentences import read_sentences

STAGES = """
省级下达资金500万元，已到位480万元，支出460万元，结余20万元。 -> 500万元 planned ; 480万元 arrived ; 460万元 spent ; 20万元 left
受理投诉61件，办结56件，正在办理5件。 -> 61件 accepted ; 56件 closed ; 5件 open
立案30起，审结28起，未审结2起。 -> 30起 accepted ; 28起 closed ; 2起 open
61件诉求中，56件已办结。 -> 61件 - ; 56件 closed
核定编制20名，在编在岗23名。 -> 20名 established ; 23名 in_post
上年结转12万元，共支出90万元。 -> 12万元 carried ; 90万元 spent total
植树500株。 -> 500株 -
工作有序推进。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(STAGES))
def test_flows(text: str, due: list[str]) -> None:
    told = [flow for paragraph in flows(text) for _, of in paragraph.sentences for flow in of]
    lines = [f"{f.figure.text} {f.stage.value if f.stage else '-'}{' total' * f.total}" for f in told]
    assert lines == due


def test_each_paragraph_and_cell_has_its_flows() -> None:
    made = document("到位5万元。支出4万元。\n结余1万元", "到位5万元", "支出4万元")
    found = read_flows(read_sentences(made))
    assert [[len(of) for _, of in paragraph.sentences] for paragraph in found] == [[1, 1], [1], [1], [1]]
    assert read_flows(()) == ()


@pytest.mark.parametrize(
    ("text", "plain", "percentage"),
    [
        ("支出5万元", True, False),
        ("办结5件", True, False),
        ("修路5公里", True, False),
        ("路灯318路", True, False),
        ("每户5万元", False, False),
        ("甲、乙各5万元", False, False),
        ("约5万元", False, False),
        ("5-6万元", False, False),
        ("编号5", False, False),
        ("得5分", False, False),
        ("执行率98%", False, True),
        ("发病率3‰", False, True),
        ("执行率98%以上", False, False),
        ("执行率97%-98%", False, False),
        ("提高3个百分点", False, False),
        ("缩短5天", False, False),
    ],
)
def test_what_arithmetic_can_be_done_with(text: str, plain: bool, percentage: bool) -> None:
    (figure,) = figures(text)
    assert (is_plain(figure), is_percentage(figure)) == (plain, percentage)


RATES = """
下达500万元，支出460万元，预算执行率92%。 -> 预算执行率 92% of 500万元,460万元
下达500万元；支出460万元，执行率92%。 -> 执行率 92% of 460万元 after 500万元
下达500万元。支出460万元，支出进度为92%。 -> 支出进度 92% of 460万元 after 500万元
受理61件，办结率达到了98.36%。 -> 办结率 98.36% of 61件
服务对象满意度为96%。 -> 服务对象满意度 96%
执行率约为92%。 ->
执行率不低于92%。 ->
同比增长92%。 ->
执行率较高，达到92%。 ->
占92%。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(RATES))
def test_rates(text: str, due: list[str]) -> None:
    lines = []
    for claim in read_rates(flows(text)):
        near, around = ",".join(quoted(claim.near)), ",".join(quoted(claim.around))
        lines.append(
            f"{claim.name} {claim.figure.text}"
            + f" of {near}" * bool(near)
            + f" after {around}" * bool(around)
        )
    assert lines == due


SHARES = """
在册120人，其中女性48人，占40%。 -> 48人 40% of 120人, fellows 48人
支出900万元。人员600万元，占总支出的66.67%。 -> 600万元 66.67% of 900万元, 总支出, fellows 600万元
优50人，占50%；良50人，占50%。 -> 50人 50% of , fellows 50人,50人 ; 50人 50% of 50人, fellows 50人,50人
预算900万元，其中人员600万元，占比约66%。 ->
人员600万元，占比例高。 ->
占40%。 ->
约48人，占40%。 ->
完成率98%，占40%。 ->
女性48人，完成40%。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(SHARES))
def test_shares(text: str, due: list[str]) -> None:
    lines = []
    for claim in read_shares(flows(text)):
        wholes = ",".join(quoted(claim.wholes)) + f", {claim.named}" * bool(claim.named)
        lines.append(
            f"{claim.part.text} {claim.figure.text} of {wholes}, fellows {','.join(quoted(claim.fellows))}"
        )
    assert lines == due


GROWTHS = """
收入由35万元增加到42万元，增长20%。 -> 20% up 35万元,42万元 pair 42万元,35万元
收入42万元，比上年的35万元增长20%。 -> 20% up 42万元,35万元 pair 42万元,35万元
上年收入35万元，今年42万元，增长20%。 -> 20% up 35万元,42万元 pair 42万元,35万元
支出31.5万元，比上年减少3.5万元，下降10%。 -> 10% down 31.5万元,3.5万元 pair -
支出31.5万元，减少10%，上年为35万元。 -> 10% down 31.5万元,35万元 pair 31.5万元,35万元
办理时间由20天缩短为5天，压缩75%。 -> 75% down 20天,5天 pair 5天,20天
收入42万元，增长20%。 -> 20% up 42万元 pair -
计划改造86户，实际完成142户，超任务65.12%。 -> 65.12% up 86户,142户 pair 142户,86户
甲86户，乙142户，超任务65.12%。 -> 65.12% up 86户,142户 pair -
2023年2150万元。2022年1960万元，2023年比2022年增长9.69%。 -> 9.69% up 2150万元,1960万元 pair 2150万元,1960万元
2023年约2150万元。2022年1960万元，2023年比2022年增长9.69%。 -> 9.69% up 1960万元 pair -
优良率由82.3%提高到86.5%，提高4.2个百分点。 -> 4.2个百分点 up 82.3%,86.5% pair 86.5%,82.3%
甲35万元，乙42万元，增长20%。 -> 20% up 35万元,42万元 pair -
销量上涨20%。 ->
收入42万元，增长20%以上。 ->
收入42万元，目标增长20%。 ->
收入42万元，超过任务增长20%。 ->
办结率98%，增长约2%。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(GROWTHS))
def test_growths(text: str, due: list[str]) -> None:
    lines = []
    for claim in read_growths(flows(text)):
        way = "down" if claim.falling else "up"
        pair = ",".join(quoted(claim.pair or (None,)))
        lines.append(f"{claim.figure.text} {way} {','.join(quoted(claim.values))} pair {pair}")
    assert lines == due


@pytest.mark.parametrize(
    ("text", "change", "earlier"),
    [
        ("减少3.5万元", True, False),
        ("减少至3.5万元", False, False),
        ("少了3.5万元", True, False),
        ("比上年的3.5万元", False, True),
        ("由3.5万元", False, True),
        ("支出3.5万元", False, False),
    ],
)
def test_changes_and_earlier_values(text: str, change: bool, earlier: bool) -> None:
    (figure,) = figures(text)
    assert (is_change(figure), is_earlier(figure)) == (change, earlier)
