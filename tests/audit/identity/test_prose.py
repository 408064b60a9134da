"""Measured things told in sentences."""

# ruff: noqa: E501 (a case is one line)

from __future__ import annotations

import pytest

from tests.audit.identity.told import TITLE, measured
from xunzheng.audit.identity.measured import Measured


def _line(each: Measured, text: str) -> str:
    """The marks of a measured thing that are set, in one line."""
    marks = [
        text[each.start : each.end],
        each.subject.noun,
        each.stage or "",
        str(each.year or ""),
        each.part,
        "".join(sorted(each.owners)),
        each.scope,
        "其中" * each.of_which,
        "全" * each.whole,
        "借" * (not each.subject.bound),
    ]
    return " ".join(mark for mark in marks if mark)


CASES = """
全年培训教师268人。                                 -> 268人 教师 全
全县建成高标准农田2.46万亩。                        -> 2.46万亩 高标准农田 县 全
2022年送戏下乡148场。                               -> 148场 送戏下乡 2022
2022年共演出90场。送戏下乡148场。                   -> 90场 2022 全; 148场 送戏下乡 2022
一季度培训教师128人次。                             -> 128人次 教师 一季度
截至12月31日，培训教师128人次。                     -> 128人次 教师
桃源镇建成候车亭17座。                              -> 17座 桃源镇候车亭 桃源镇
云溪县建成候车亭17座。                              -> 17座 云溪县候车亭
计划培训教师268人。                                 -> 268人 教师 planned
计划60座，实际完成培训教师60人。                    -> 60座 planned; 60人 教师
预期目标：培训教师268人。                           -> 268人 教师 planned
年度目标\\n培训教师268人。                          -> 268人 教师 planned
年度目标完成\\n培训教师268人。                      -> 268人 教师
实施项目40个以上。                                  ->
目标：实施项目40个以上。                            -> 40个 项目 planned
办结案件56件。                                      -> 56件 案件 closed
中央资金到位118万元。                               -> 118万元 中央 arrived
2022年预算860万元，其中基本支出500万元、项目支出360万元。 -> 860万元 planned 2022; 500万元 基本支出 planned 2022 其中; 360万元 项目支出 planned 2022 其中
全年支出500万元。其中：设备购置费200万元。          -> 500万元 spent 全; 200万元 设备费 spent 其中
项目经费200万元，预算执行率95%。                    -> 200万元; 95% 预算执行率
力争经费200万元。                                   -> 200万元 planned
山区群众出行不便，故安排了24座。                    -> 24座 山区群众出行不便 借
改造7条水体，总长18.6公里。                         -> 7条 水体; 18.6公里 水体 全 借
改造水库12座，投资86万元。                          -> 12座 水库; 86万元 投资
义务教育补助（320人）。                             -> 320人 义务教育
设备更新（专项200万元）。                           -> 200万元 设备更新
小学、初中分别为37间、45间，共82间。                -> 37间 小学; 45间 初中; 82间 全
小学、初中、高中分别为37间、45间。                  ->
10千伏线路126.8公里。                               -> 10千伏 线路; 126.8公里 10千伏线路
道路126.8公里3公里。                                -> 126.8公里 道路; 3公里 道路
汇聚视频监控3680路，注册残疾人12864人均纳入。       -> 3680 视频监控; 12864 残疾人
每户补助500元，补助标准800元，比上年多12场。        ->
500元/人，30元每人。                                ->
上年培训教师200人，2021年和2022年培训教师300人。    ->
培训教师200至300人，约500人，0人，覆盖率98%。       -> 98% 覆盖率
工程于2022年启动。                                  ->
门诊量由上年的2683人次增加到3124人次。              -> 3124人次 门诊
2021年门诊量从2683人次增至3124人次。                -> 3124人次 门诊 2021
门诊量增至3124人次。                                ->
门诊量由2683户增至3124人次。                        ->
门诊量2683人次增至3124人次。                        -> 2683人次 门诊
支管道84公里于6月完工，其余为主管道。               ->
其中合格84公里，其余待验收。                        -> 84公里 其中
（二）第二标段。建成道路84公里。                    -> 84公里 道路 二标
（二）道路。建成道路84公里。                        -> 84公里 道路
设备购置\\n874.60万元                               -> 874.60万元 设备
全县早孕建册率只有89.99%。                          -> 89.99% 早孕建册率 县 全
合格率100%，其余占20%。                             ->
占比20.5%。                                         ->
总额20.5%。                                         -> 20.5% 全
优良天数达326天，工期36天，共用36天。               -> 326天 天; 36天 工期
核定编制86名，其中机关48名、院所38名。              -> 86名 established; 48名 机关 established 其中; 38名 院所 established 其中
完成86名，其中机关48名。                            -> 86名; 48名 机关 其中
编制村庄规划128个。                                 -> 128个 村庄规划
预算执行率为99.13%（全年支出1565.82万元）。         -> 99.13% 预算执行率; 1565.82万元 spent 全
新建水库12座（投资86万元）。                        -> 12座 水库; 86万元 投资
新建水库12座（86公里）。                            -> 12座 水库; 86公里 水库
洒水车辆86辆次。                                    ->
"""


@pytest.mark.parametrize("line", CASES.strip().split("\n"))
def test_prose(line: str) -> None:
    passage, _, due = line.partition("->")
    text = f"{TITLE}\n\n一、概况\n" + passage.strip().replace("\\n", "\n") + "\n"
    assert "; ".join(_line(each, text) for each in measured(text)) == due.strip()


def test_advice_for_later_years_tells_nothing() -> None:
    text = f"{TITLE}\n\n一、概况\n油菜12万亩。\n\n二、意见建议\n油菜调整为13万亩。建议油菜调整为14万亩。\n"
    assert [str(each.quantity.value) for each in measured(text)] == ["12"]


def test_a_goal_section_plans() -> None:
    text = f"{TITLE}\n\n一、绩效目标\n培训教师268人。\n\n二、绩效目标完成情况\n培训教师286人。\n"
    assert [each.stage for each in measured(text)] == ["planned", None]
