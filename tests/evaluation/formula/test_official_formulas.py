"""Every formula of 财预〔2013〕53号's project and department frameworks, as printed, with worked values."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.evaluation.formula.given import values_of
from xunzheng.evaluation.formula import compile_formula, evaluate, names, parse

PROJECT = [
    (
        "资金到位率=（实际到位资金/计划投入资金）×100%。",
        "实际到位资金=449万元 计划投入资金=491万元",
        Fraction(449, 491),
    ),
    (
        "到位及时率＝（及时到位资金/应到位资金）×100%。",
        "及时到位资金=200万元 应到位资金=2500000元",
        Fraction(4, 5),
    ),
    ("实际完成率＝（实际产出数/计划产出数）×100%。", "实际产出数=56件 计划产出数=61件", Fraction(56, 61)),
    (
        "完成及时率[ (计划完成时间-实际完成时间）/计划完成时间] ×100%。",
        "计划完成时间=12个月 实际完成时间=10个月",
        Fraction(1, 6),
    ),
    (
        "质量达标率＝（质量达标产出数/实际产出数）/100%。",
        "质量达标产出数=9项 实际产出数=12项",
        Fraction(3, 4),
    ),
    (
        "成本节约率＝(计划成本-实际成本) /计划成本×100%。",
        "计划成本=500万元 实际成本=492万元",
        Fraction(2, 125),
    ),
]
DEPARTMENT = [
    ("在职人员控制率=（在职人员数/编制数）×100%。", "在职人员数=23人 编制数=20名", Fraction(23, 20)),
    (
        "“三公经费”变动率=[（本年度“三公经费”总额-上年度“三公经费”总额）/上年度“三公经费”总额]×100%。",
        "本年度“三公经费”总额=18万元 上年度“三公经费”总额=20万元",
        Fraction(-1, 10),
    ),
    (
        "重点支出安排率=（重点项目支出/项目总支出）×100%。",
        "重点项目支出=3亿元 项目总支出=40000万元",
        Fraction(3, 4),
    ),
    ("预算完成率=（预算完成数/预算数）×100%。", "预算完成数=982万元 预算数=1000万元", Fraction(491, 500)),
    ("预算调整率=（预算调整数/预算数）×100%。", "预算调整数=0万元 预算数=1000万元", Fraction(0)),
    (
        "支付进度率=（实际支付进度/既定支付进度）×100%。",
        "实际支付进度=72% 既定支付进度=75%",
        Fraction(24, 25),
    ),
    ("结转结余率=结转结余总额/支出预算数×100%。", "结转结余总额=1万元 支出预算数=8万元", Fraction(1, 8)),
    (
        "结转结余变动率=[（本年度累计结转结余资金总额-上年度累计结转结余资金总额）/上年度累计结转结余资金总额]×100%。",
        "本年度累计结转结余资金总额=9万元 上年度累计结转结余资金总额=6万元",
        Fraction(1, 2),
    ),
    (
        "公用经费控制率=（实际支出公用经费总额/预算安排公用经费总额）×100%。",
        "实际支出公用经费总额=99元 预算安排公用经费总额=100元",
        Fraction(99, 100),
    ),
    (
        "“三公经费”控制率=（“三公经费”实际支出数/“三公经费”预算安排数）×100%。",
        "“三公经费”实际支出数=7万元 “三公经费”预算安排数=10万元",
        Fraction(7, 10),
    ),
    (
        "政府采购执行率=（实际政府采购金额/政府采购预算数）×100%。",
        "实际政府采购金额=1.5万元 政府采购预算数=3万元",
        Fraction(1, 2),
    ),
    (
        "固定资产利用率=（实际在用固定资产总额/所有固定资产总额）×100%。",
        "实际在用固定资产总额=90万元 所有固定资产总额=120万元",
        Fraction(3, 4),
    ),
    ("实际完成率=（实际完成工作数/计划工作数）×100%。", "实际完成工作数=5项 计划工作数=4项", Fraction(5, 4)),
    (
        "完成及时率=（及时完成实际工作数/计划工作数）×100%。",
        "及时完成实际工作数=3项 计划工作数=4项",
        Fraction(3, 4),
    ),
    (
        "质量达标率=（质量达标实际工作数/计划工作数）×100%。",
        "质量达标实际工作数=4项 计划工作数=4项",
        Fraction(1),
    ),
    (
        "重点工作办结率=（重点工作实际完成数/交办或下达数）×100%。",
        "重点工作实际完成数=2件 交办或下达数=3件",
        Fraction(2, 3),
    ),
]
OTHERS = [
    (
        "预算执行率＝全年执行数÷全年预算数×100%",
        "全年执行数=37.24万元 全年预算数=43.2万元",
        Fraction(931, 1080),
    ),
    ("预算执行率得分＝分值×执行率", "分值=10分 执行率=86%", Fraction(43, 5)),
    (
        "民生支出占比=（民生支出数/当年公共财政预算支出数）×100%",
        "民生支出数=7 当年公共财政预算支出数=8",
        Fraction(7, 8),
    ),
    (
        "万元GDP能耗变动率=[（本年度万元GDP能耗-上年度万元GDP能耗）/上年度万元GDP能耗]×100%",
        "本年度万元GDP能耗=0.49 上年度万元GDP能耗=0.5",
        Fraction(-1, 50),
    ),
]


@pytest.mark.parametrize(("text", "given", "expected"), PROJECT + DEPARTMENT + OTHERS)
def test_the_formula_computes_as_printed(text: str, given: str, expected: Fraction) -> None:
    formula, values = parse(text), values_of(given)
    outcome = evaluate(formula, values)
    assert outcome.value == expected
    assert compile_formula(formula)(values) == expected
    assert set(names(formula)) == set(values)
    assert formula.target == text.replace("[", "=").split("=")[0].split("＝")[0].strip()


def test_a_ratio_is_written_in_per_cent_and_a_score_in_points() -> None:
    rate = evaluate(parse("到位率＝实际÷计划×100%"), values_of("实际=983万元 计划=1000万元"))
    assert (rate.written, rate.as_percent()) == ("98.3%", Fraction(983, 10))
    score = evaluate(parse("得分＝分值×执行率"), values_of("分值=10分 执行率=86%"))
    assert (score.written, score.unit.symbol) == ("8.6分", "分")
    with pytest.raises(ValueError, match="不是比率"):
        score.as_percent()


def test_on_time_is_zero_per_cent_in_the_project_framework() -> None:
    on_time = evaluate(parse(PROJECT[3][0]), values_of("计划完成时间=30天 实际完成时间=30天"))
    assert on_time.written == "0%"
    assert on_time.warnings == ()
