"""Odd printings: what each is read as, and what is noted about it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xunzheng.evaluation.formula import Formula, fold_name, names, parse, write
from xunzheng.evaluation.formula.tree import Literal, Name, Product
from xunzheng.quantities.units import PERCENT

READINGS = [
    # brackets and signs of all shapes
    ("率=[（A－B）/B]*100％", "率＝（（A－B）÷B）×100%", []),
    ("率＝【｛A｝∕B】＊１００％。", "率＝（A÷B）×100%", []),
    ("率 ＝ A ÷\u00a0B\u3000× 100 % ；", "率＝A÷B×100%", ["unused"]),
    ("计划成本-实际成本", "计划成本－实际成本", []),
    ("计划成本—实际成本−结余", "计划成本－实际成本－结余", []),
    ("-A＋B", "－A＋B", []),
    ("A×（-B）", "A×（－B）", []),
    ("病死率＝死亡数÷总数×1000‰", "病死率＝死亡数÷总数×1000‰", []),
    ("率＝A/Bx100%", "率＝A÷B×100%", ["letter-for-times"]),
    ("率＝（A/B）X100%", "率＝（A÷B）×100%", ["letter-for-times"]),
    # names
    ("部门(单位)支出÷项目支出（含结转、结余）", "部门（单位）支出÷项目支出（含结转、结余）", []),
    ("支出（单位：万元）÷人均成本（元/人）", "支出（单位：万元）÷人均成本（元/人）", []),
    ("支出（1-7月）÷支出（2018-2020年）", "支出（1-7月）÷支出（2018-2020年）", []),
    ('“三公经费”总额÷"三公经费"预算', "“三公经费”总额÷“三公经费”预算", []),
    ("“5+2”工作日÷《计划》天数", "“5+2”工作日÷《计划》天数", []),
    ("2019年支出÷12345热线办结数", "2019年支出÷12345热线办结数", []),
    ("文书、档案数÷总数", "文书、档案数÷总数", []),
    ("“三：甲”率＝A÷B×100%", "“三：甲”率＝A÷B×100%", []),
    ("满意度（%）＝A÷B×100%", "满意度（%）＝A÷B×100%", []),
    ("到位率（实际/计划）＝A÷B×100%", "到位率（实际/计划）＝A÷B×100%", []),
    ("实际 到位资金÷计划", "实际到位资金÷计划", ["blank-in-name"]),
    ("GDP total÷人口", "GDP total÷人口", ["blank-in-name"]),
    ("人均？支出÷B", "人均？支出÷B", []),
    # numbers and units
    ("1,234,567.50元÷2", "1234567.50元÷2", []),
    ("100万元－20 万元", "100万元－20万元", []),
    ("总额÷100元/人", "总额÷100元/人", []),
    ("总额÷100元/项目数", "总额÷100元÷项目数", []),
    ("3个百分点×0.5分", "3个百分点×0.5分", []),
    ("A×0．5", "A×0.5", []),
    # lists
    ("合计（A，B、C）÷平均(D,E)", "合计（A，B，C）÷平均（D，E）", []),
    ("合计(1,234,5)", "合计（1，234，5）", []),
    ("合计（（甲、乙），丙）", "合计（（甲、乙），丙）", []),
    ("最大值（A，B）－MIN(A,B)", "最大（A，B）－最小（A，B）", []),
    ("总分＝Σ（单项得分×权重）", "总分＝∑（单项得分×权重）", []),
    ("总分＝∑单项得分×权重", "总分＝∑（单项得分×权重）", ["bare-sum"]),
    ("得分÷∑各项得分×100", "得分÷∑（各项得分）×100", ["bare-sum"]),
    ("max(1,2)－ＭＩＮ（1,2）", "最大（1，2）－最小（1，2）", []),
    ('率＝“甲""乙“丙”额÷"a”b"', '率＝“甲""乙“丙”额÷"a”b"', ["missing-times-100"]),
    ("最\n小" + "\n" * 99 + "（1,2）", "最小（1，2）", []),
    ("合计÷人数", "合计÷人数", []),
    # conditions
    ("若A>=B，则10分，否则0分", "若 A≥B 则 10分 否则 0分", []),
    ("若 60%≤A<80% 则1否则若A<>B则2；否则3", "若 60%≤A＜80% 则 1 否则 若 A≠B 则 2 否则 3", []),
    ("如果 A = B 那么 1 否则 2", "若 A＝B 则 1 否则 2", []),
    ("若A!=B且C＞D或（E＜F且G＝H）则1否则2", "若 A≠B 且 C＞D 或 E＜F 且 G＝H 则 1 否则 2", []),
    (
        "若社会公众或服务对象满意度≥90%且办结或受理数>5则1否则0",
        "若 社会公众或服务对象满意度≥90% 且 办结或受理数＞5 则 1 否则 0",
        [],
    ),
    ("若 A＞公众或对象满意度 且 B＞1 则 1 否则 0", "若 A＞（公众或对象满意度） 且 B＞1 则 1 否则 0", []),
    ("若 A≥9 且或意度＞8 则 1 否则 0", "若 A≥9 且 （或意度）＞8 则 1 否则 0", []),
    ("若 A1或B＞8 且 C＞2 则 1 否则 0", "若 （A1或B）＞8 且 C＞2 则 1 否则 0", []),
    ("若规则数>原则数则细则数否则0", "若 规则数＞原则数 则 细则数 否则 0", []),
    ("若或有负债>1并且A>尚且数则1否则0", "若 或有负债＞1 且 A＞（尚且数） 则 1 否则 0", []),
    ("若30天≤A且B>1000元则（若C>D则1否则2）×2否则3", None, []),
    ("合计（若A>B，则C，否则D，E）", "合计（若 A＞B 则 C 否则 D，E）", []),
    ("若干项目数÷若羌县项目数", "若干项目数÷若羌县项目数", []),
    ("若甲方支出÷2", "若甲方支出÷2", []),
    ("若A>若干项目数则1否则2", "若 A＞若干项目数 则 1 否则 2", []),
    ("若A>B或有负债>1则1否则0", "若 A＞（B或有负债）＞1 则 1 否则 0", []),
    ("若A>B尚且C>1则1否则0", "若 A＞（B尚且C）＞1 则 1 否则 0", []),
    ("实际 “三公”支出÷A （含结转）", "实际“三公”支出÷A（含结转）", ["blank-in-name", "blank-in-name"]),
    # misprints that are read and noted
    (
        "完成及时率[ (计划完成时间-实际完成时间）/计划完成时间] ×100%。",
        "完成及时率＝（（计划完成时间－实际完成时间）÷计划完成时间）×100%",
        ["missing-equals"],
    ),
    ("到位率：A÷B×100%", "到位率＝A÷B×100%", ["missing-equals"]),
    ("率＝（A/B）/100%", "率＝（A÷B）÷100%", ["divides-by-100%"]),
    ("率＝（A÷B）÷100％", "率＝（A÷B）÷100%", ["divides-by-100%"]),
    ("完成率＝A÷B", "完成率＝A÷B", ["missing-times-100"]),
    ("完成率＝A÷B×100", "完成率＝A÷B×100", ["times-100-without-percent"]),
    ("折算率＝A×B", "折算率＝A×B", []),
    ("增长率＝A－B", "增长率＝A－B", []),
    ("人均数＝A÷B", "人均数＝A÷B", []),
    ("＝A÷B", "A÷B", ["empty-target"]),
    ("计算公式：到位率＝A÷B×100%", "到位率＝A÷B×100%", ["unused"]),
    ("公式：A÷B×100%", "A÷B×100%", ["unused"]),
    ("①到位率＝A÷B×100%", "到位率＝A÷B×100%", ["unused"]),
    ("②①到位率：A÷B×100%", "到位率＝A÷B×100%", ["unused", "missing-equals"]),
    ("执行率＝③÷②×100%", "执行率＝③÷②×100%", []),
    ("①＝②÷③", "①＝②÷③", []),
    ("A＝A÷B", "A＝A÷B", ["defines-itself"]),
    ("A×100%；", "A×100%", ["unused"]),
]


@pytest.mark.parametrize(("text", "written", "oddities"), READINGS)
def test_the_text_is_read_as(text: str, written: str | None, oddities: list[str]) -> None:
    formula = parse(text)
    assert written is None or write(formula) == written
    assert [oddity.kind for oddity in formula.oddities] == oddities
    assert parse(write(formula)) == formula


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("完成及时率[ (A-B）/A] ×100%。", "missing-equals", "["),
        ("率＝（A/B）/100%。", "divides-by-100%", "100%"),
        ("＝A÷B", "empty-target", "＝"),
        ("完成率＝A÷B", "missing-times-100", "A÷B"),
        ("实际 到位资金÷计划", "blank-in-name", " "),
        ("率＝A÷B×100%；", "unused", "；"),
    ],
)
def test_an_oddity_has_its_place(text: str, kind: str, place: str) -> None:
    (oddity,) = parse(text).oddities
    assert oddity.kind == kind
    assert text[oddity.start : oddity.end] == place
    assert oddity.message


def test_names_come_in_order_each_once() -> None:
    assert names(parse("率＝（计划成本－实际成本）÷计划成本×100%")) == ("计划成本", "实际成本")


def test_nodes_know_their_place_with_their_brackets() -> None:
    text = "率＝（甲－乙）÷丙×100%"
    product = parse(text).expression
    assert isinstance(product, Product)
    assert [text[node.start : node.end] for node in product.factors] == ["（甲－乙）", "丙", "100%"]
    assert repr(product.factors[1]) == "<Name 8:9>"


def test_formulas_are_equal_by_structure() -> None:
    assert parse("A÷B") == parse(" [A] / B。")
    assert parse("A÷B") != parse("A×B")
    assert parse("率＝A÷B") != parse("A÷B")
    assert Name("A") != "A"
    by_hand = Product(("×", "×"), (Name("A"), Literal(Decimal("100.0"), PERCENT)))
    assert Formula("", None, by_hand) == parse("A×100%")


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("部门(单位) 支出", "部门（单位）支出"),
        ("\u00a0ＧＤＰ　总量", "GDP总量"),
        ('"三公经费"', "“三公经费”"),
        ("GDP  per capita", "GDP per capita"),
        ("支出【一】", "支出［一］"),
    ],
)
def test_printings_of_one_name_meet(printed: str, folded: str) -> None:
    assert fold_name(printed) == folded
