"""Sums stated in words, as they are read."""

# ruff: noqa: E501 (a case is one line)

from __future__ import annotations

import pytest

from tests.audit.statements.written import claim_line, rows, sums
from xunzheng.audit.statements.sums import Link

SPEAKING = """
到位资金860万元，其中：省级资金500万元，市级资金360万元。 -> of-which 860万元 = 500万元+360万元
到位资金860万元。其中：省级500万元，市级360万元。 -> of-which 860万元 = 500万元+360万元
全馆藏书12万册，其中电子图书3万册。 -> of-which 12万册 = 3万册
购置设备86台（其中：电脑50台、打印机36台）。 -> of-which 86台 = 50台+36台
受理来信61件（办结56件、在办5件）。 -> bracket 61件 = 56件+5件
受理来信61件（含重复信访5件、联名信3件）。 -> bracket 61件 = 5件+3件 (open)
新建厕所18座、改建厕所12座，共计30座。 -> then-total 30座 = 18座+12座
东线18公里，西线12公里，合计30公里。 -> then-total 30公里 = 18公里+12公里
资金900万元，分别为基建600万元、设备300万元。 -> consists 900万元 = 600万元+300万元
资金900万元由省级600万元和县级300万元组成。 -> consists 900万元 = 600万元+300万元
资金900万元：基建600万元、设备300万元。 -> consists 900万元 = 600万元+300万元
支出900万元，用于基建600万元、设备300万元。 -> consists 900万元 = 600万元+300万元
支出900万元，主要用于基建600万元、设备300万元。 ->
补助900万元，包括基建600万元、设备200万元等。 -> consists 900万元 = 600万元+200万元 (open)
安排380万元，其中甲村200万元，每村100万元，乙村180万元。 -> of-which 380万元 = 200万元+180万元
安排380万元，其中甲镇200万元；；乙镇180万元。 -> of-which 380万元 = 200万元+180万元
安排380万元，其中甲镇200万元，占52.6%，上年150万元；乙镇180万元，占47.4%。 -> of-which 380万元 = 200万元+180万元
预算200万元，其中：甲100万元，其中设备60万元、耗材40万元；乙100万元。 -> of-which 200万元 = 100万元+100万元 ; of-which 100万元 = 60万元+40万元
全年412万元，来源为省级300万元、市级112万元；使用上，人员268万元、装备144万元。 -> consists 412万元 = 268万元+144万元
核定编制38名，实有36名，其中：甲所编制18名、实有17名；乙所编制20名、实有19名。 -> of-which 36名 = 17名+19名
共有路灯318路，其中城东120路、城西198路。 -> of-which 318 = 120+198
总得分95分，其中投入20分得19分；产出60分得58分；效益20分得18分。 -> of-which 95分 = 19分+58分+18分
支出500万元，其中人员300万元。办公经费150万元。维修50万元。 -> of-which 500万元 = 300万元
甲100万元，其中A 60万元、B 40万元，共计100万元。 -> of-which 100万元 = 60万元+40万元 ; then-total 100万元 = 60万元+40万元
项目（总投资500万元，其中：省300万元、市200万元）。 -> of-which 500万元 = 300万元+200万元
"""

SILENT = """
全年无重大事故。 ->
其中：省级资金500万元，市级资金360万元。 ->
到位资金860万元，其中省级补助已全部下达。 ->
到位资金860万元。项目进展顺利，其中省级500万元，市级360万元。 ->
到位资金860万元（省级配套）。 ->
受理来信61件（比上年多5人、少3户）。 ->
受理来信61件，其他情况较好，办结率很高（办结56件、在办5件）。 ->
受理来信61件（其中办结）。 ->
中共党员43人、群众20人。 ->
公共卫生投入20万元、公共文化投入30万元。 ->
新建厕所18座、改建公园12个，共计30亩。 ->
共计30座。 ->
每户补助2万元、每人补助3万元，共计80万元。 ->
资金900万元，由基建600万元、设备300万元的供应商承担。 ->
资金900万元：基建600万元。 ->
支出9万元，其中每人补助500元、每户600元。 ->
资金900万元：基建600万元，增300万元。 ->
受理来信61件（办结56件，增5件）。 ->
全年412万元；使用上，人员268万元，增144万元。 ->
资金900万元，基建600万元、设备300万元。 ->
全年412万元；使用上，人员268万元。 ->
全年412万元；效果上，人员268万元、装备144万元。 ->
甲县、乙县各80万元，共80万元。 ->
资金2-3万元，其中省级1-2万元、市级1-2万元。 ->
参训率98%，其中男性97%、女性99%。 ->
"""


@pytest.mark.parametrize(("text", "due"), rows(SPEAKING) + rows(SILENT))
def test_sums(text: str, due: list[str]) -> None:
    assert [claim_line(claim) for claim in sums(text)] == due


def test_the_total_may_stand_up_to_three_sentences_back_in_the_paragraph() -> None:
    told = "到位资金860万元。{}其中：省级500万元，市级360万元。"
    assert len(sums(told.format("资金下达及时。" * 2))) == 1
    assert not sums(told.format("资金下达及时。" * 3))
    assert not sums(told.format("\n"))


def test_a_bracket_within_a_bracket_is_divided_by_itself() -> None:
    claims = sums("支出（省级500万元（其中基建300万元、设备200万元）、市级360万元）。")
    assert [claim_line(claim) for claim in claims] == ["of-which 500万元 = 300万元+200万元"]


def test_other_readings_are_kept() -> None:
    (claim,) = sums("支出500万元，其中：人员300万元，上年280万元；公用200万元。")
    assert [[part.text for part in other] for other in claim.others] == [["300万元", "280万元", "200万元"]]


def test_a_list_may_run_on_over_sentences() -> None:
    (claim,) = sums("支出500万元，其中人员300万元。办公经费150万元。维修50万元。")
    assert [[part.text for part in other] for other in claim.others] == [["300万元", "150万元", "50万元"]]


def test_several_figures_may_be_the_total() -> None:
    (claim,) = sums("预算900万元，支出860万元，其中省级500万元，市级360万元。")
    assert [total.text for total in claim.totals] == ["860万元", "900万元"]


def test_a_list_too_long_for_prose_is_passed_over() -> None:
    items = "、".join(f"第{n}户{n}元" for n in range(1, 600))
    assert not [c for c in sums(f"支出900元，其中{items}。") if c.link is Link.OF_WHICH]


@pytest.mark.parametrize(
    "text",
    [
        "具体是公园养护531万元；绿道维修212万元。",
        "全年巡查862次。具体是公园养护531万元；绿道维修212万元。",
        "全年支出862万元。具体是公园养护531万元。",
        "全年支出862万元。具体是公园养护531万元，每处2万元。",
        "全年支出862万元。公园养护531万元；绿道维修212万元。",
        "按用途分，养护531万元，维修331万元；按性质分，劳务398万元、材料464万元。",
    ],
)
def test_a_list_in_a_sentence_of_its_own_needs_a_total_before_it(text: str) -> None:
    """No word that spells the total out, no total of that unit, or one part only: no sum."""
    assert sums(text) == ()
