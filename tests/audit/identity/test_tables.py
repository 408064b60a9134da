"""Measured things in tables and score sheets."""

from __future__ import annotations

import pytest

from tests.audit.identity.told import TITLE, measured
from xunzheng.audit.identity.measured import Measured, Source


def _line(each: Measured, text: str) -> str:
    marks = [
        f"{text[each.start : each.end]}{each.quantity.unit.symbol}",
        each.subject.noun,
        each.stage or "",
        str(each.year or ""),
        each.part,
        "".join(each.owners),
        "全" * each.whole,
        "表" * (each.source is Source.TABLE),
    ]
    return " ".join(mark for mark in marks if mark)


def told(table: str, above: str = "一、概况") -> list[str]:
    """The measured things of a report with a table, as lines."""
    rows = "\n".join(f"|{line}|" for line in table.strip().split("\n"))
    text = f"{TITLE}\n\n{above}\n\n{rows}\n"
    return [_line(each, text) for each in measured(text)]


TABLES = """
units in the header
片区|建成（座）|投资（万元）|建成率
山区片|21|46.2|100%
合计|60|132|100%
-> 21座 山区片 表; 46.2万元 山区片投资 山区片 表; 60座 全 表; 132万元 投资 全 表

units in the cells
项目|年度计划|完成情况|每户标准
农村改厕|2000户|2460户|1000元
-> 2000户户 农村改厕 planned 表; 2460户户 农村改厕 表

years and parts
指标|2021年培训（人）|2022年培训（人）|一季度培训（人）|上年培训（人）
乡村医生|128|182|31|99
-> 128人 乡村医生 2021 表; 182人 乡村医生 2022 表; 31人 乡村医生 季度 表; 99人 乡村医生 表

a column of units
内容|单位|数量
光缆|公里|64.8
机柜|台|12
试运行|不限定的计量单位|12
-> 64.8公里 光缆 表; 12台 机柜 表

rates and posts
科室|编制数（人）|成活率
苗圃|8|91.5%
-> 8人 苗圃 established 表; 91.5%% 苗圃成活率 苗圃 表

no unit
名称|数量
课桌椅|1260
->

rates, hedges and prices
名称|覆盖（户）|完成率|人均标准（元）|说明（户）
自来水|约300|98|86|300
改厕|≥300|98|86|300
->

text, several sentences, several numbers
名称|数量（套）
课桌椅|共1260套，其中旧椅60套
黑板|48。另有6
-> 1260套套 全; 60套套 旧椅

no header
课桌椅|1260套
黑板|48套
-> 1260套套 课桌椅 表; 48套套 黑板 表

no header and three columns
课桌椅|1260套|48
黑板|48套|36
->

a long label, a label of another year, no label
名称|数量（套）
小学初中高中幼儿园和中等职业学校以及特殊教育学校的课桌椅讲台黑板|1260
上年课桌椅|860
|300
1|200
->

rows in groups
支出项目|明细|金额（万元）
教学设备|课桌椅|27.6
教学设备|黑板|36.1
教学设备|小计|63.7
食堂改造|灶具|8.5
-> 27.6万元 课桌椅 表; 36.1万元 黑板 表; 63.7万元 教学设备 全 表; 8.5万元 食堂 表

the cell of money
支出内容|年初预算（万元）|支出金额（万元）
屋面防水|62|58
-> 62万元 屋面防水 planned 表; 58万元 屋面防水 spent 表
"""


@pytest.mark.parametrize("case", [pytest.param(c, id=c.split("\n")[0]) for c in TABLES.strip().split("\n\n")])
def test_tables(case: str) -> None:
    body, _, due = case.partition("->")
    assert "; ".join(told(body.partition("\n")[2])) == due.strip()


def test_the_caption_gives_the_unit() -> None:
    assert told("支出内容|金额\n屋面防水|62", "表1 支出明细（单位：万元）") == ["62万元 屋面防水 spent 表"]


SHEET = """
一级指标|二级指标|三级指标|指标值|实际完成值|分值|得分
产出指标|数量指标|资助参保人数|≥30000人|31264人|10|10
产出指标|数量指标|培训班期数|12期|13|10|10
产出指标|数量指标|上年培训期数|12期|13期|10|10
产出指标|数量指标|走访户数|100户|约120户|10|10
产出指标|数量指标|宣讲场次||46场|10|10
产出指标|数量指标|建档数|200|180|10|10
产出指标|成本指标|设备购置支出|≤60万元|58万元|10|10
产出指标|质量指标|培训合格率|100%|100%|10|10
效益指标|社会效益|群众获得感|提升|提升|30|30
总分|||||100|100
"""


def test_a_sheet() -> None:
    assert told(SHEET) == [
        "30000人人 参保 planned",
        "31264人人 参保",
        "12期期 班 planned",
        "13期 班",
        "100户户 planned",
        "46场场",
        "60万元万元 设备 planned",
        "58万元万元 设备 spent",
    ]


def test_a_sheet_without_targets() -> None:
    lines = SHEET.strip().split("\n")
    narrow = ["|".join(cell for at, cell in enumerate(line.split("|")) if at != 3) for line in lines]
    assert told("\n".join(narrow)) == ["31264人人 参保", "46场场", "58万元万元 设备 spent"]


FUNDS = """
项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|445|445|418|10|93.93%|9.4
其中：县级资金|45|45|约18|—|40%|—
市级资金|0|0|0|—|—|—
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
产出指标|数量指标|培训612人次（目标600人次）|||50|50
产出指标|数量指标|出勤天数|≥90%|36天|10|10
效益指标|社会效益|早孕建册率|≥90%|91.5%|30|30
总分|||||100|99.4
"""


def test_the_funds_and_the_names_of_a_sheet() -> None:
    assert told(FUNDS) == [
        "612人次人次",
        "600人次人次 planned",
        "90%% 早孕建册率 planned",
        "91.5%% 早孕建册率",
        "445万元 planned",
        "418万元 spent",
        "93.93%% 预算执行率",
        "45万元 县 planned",
        "40%% 县预算执行率",
    ]


def test_the_unit_can_stand_below_a_table_and_its_topic_above() -> None:
    rows = "| 类别 | 金额 |\n| 桌椅 | 62.5 |\n| 黑板 | 37.5 |\n| 合计 | 100.5 |\n\n单位：万元。以上均已验收。"
    text = f"{TITLE}\n\n一、概况\n\n3.教学设备购置金额\n{rows}\n"
    assert [_line(each, text) for each in measured(text)][-1] == "100.5万元 教学设备 全 表"
