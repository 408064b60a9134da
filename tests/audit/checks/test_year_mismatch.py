"""The evaluated year in title, text and tables."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.year_mismatch import CHECK

CASES = cases(
    """
two titles for the evaluated year
    某县林业局2019年度绩效自评报告
    2018年度专项资金绩效评价
    一、概况
    -> error year-mismatch: 2019年度、2018年度 | 标题各处写同一年度 @ 2019年度 · 2018年度
two titles
    某县林业局2019年度绩效自评报告
    2018年专项资金绩效评价
    一、概况
    -> suspicion year-mismatch: 2019年度、2018年 | 标题各处写同一年度 @ 2019年度 · 2018年
the text names another year for the evaluation
    某县林业局2019年度绩效自评报告
    一、概况
    根据要求，我局开展了2018年度专项资金绩效自评，现报告如下。
    -> suspicion year-mismatch: 2018年度专项资金绩效自评 | 2019 年度（标题） | 标题为 2019 年度，此处为“2018年度专项资金绩效自评” @ 2018年度专项资金绩效自评 · 2019年度
the year of the project
    某县林业局2019年度绩效自评报告
    一、概况
    2018年度本项目共植树3000棵。
    -> suspicion year-mismatch: 2018年度本项目 | 2019 年度（标题） | 标题为 2019 年度，此处为“2018年度本项目” @ 2018年度本项目 · 2019年度
a promise for a day that lies before the evaluation
    某县林业局2019年度绩效自评报告
    二、下一步措施
    2019年6月底前完成苗圃改造。
    -> suspicion year-mismatch: 2019年6月底前 | 2019 年度（标题） | 标题为 2019 年度，此处为“2019年6月底前” @ 2019年6月底前 · 2019年度
a promise for a day to come, and what was asked for by a day gone by
    某县林业局2019年度绩效自评报告
    二、存在问题和下一步措施
    2020年6月底前完成苗圃改造。原定2019年6月底前完成。2019年12月底前完成了造林。
a day told where nothing is promised
    某县林业局2019年度绩效自评报告
    二、成效
    2019年6月底前完成苗圃改造。
a stated year
    某县林业局2019年度绩效自评报告
    一、概况
    评价年度：2018年。
    -> suspicion year-mismatch: 评价年度：2018 | 2019 年度（标题） | 标题为 2019 年度，此处为“评价年度：2018” @ 评价年度：2018 · 2019年度
the closing day
    某县林业局2019年度绩效自评报告
    一、资金
    截至2018年12月31日，资金全部支付。
    -> suspicion year-mismatch: 截至2018年12月31日 | 2019 年度（标题） | 标题为 2019 年度，此处为“截至2018年12月31日” @ 截至2018年12月31日 · 2019年度
results of the year before
    某县林业局2019年度绩效自评报告
    二、成效
    2018年全县植树3000棵，成活率明显提高。
    -> suspicion year-mismatch: 2018年 | 2019 年度（标题） | 标题为 2019 年度，此处为“2018年” @ 2018年 · 2019年度
results of the year after
    某县林业局2019年度绩效自评报告
    二、年度目标完成情况
    2020年，全县植树3000棵，成活2800棵。
    -> suspicion year-mismatch: 2020年 | 2019 年度（标题） | 标题为 2019 年度，此处为“2020年” @ 2020年 · 2019年度
a table's caption
    某县林业局2019年度绩效自评报告
    一、概况
    全县植树情况见下表。
    2018年度项目绩效自评表
    | 项目 | 数量 |
    | 植树 | 3000 |
    | 育苗 | 20 |
    -> suspicion year-mismatch: 2018年度项目绩效自评 | 2019 年度（标题） | 标题为 2019 年度，此处为“2018年度项目绩效自评” @ 2018年度项目绩效自评 · 2019年度
a notice for another year
    某县林业局2019年度绩效自评报告
    一、自评工作
    按照《关于做好2018年度林业专项资金绩效评价工作的通知》要求，我局开展自评。
    -> suspicion year-mismatch: 《关于做好2018年度林业专项资金绩效评价工作的通知》 | 2019 年度（标题） | 标题为 2019 年度，此处为“《关于做好2018年度林业专项资金绩效评价工作的通知》” @ 《关于做好2018年度林业专项资金绩效评价工作的通知》 · 2019年度
goals of another year
    某县林业局2019年度绩效自评报告
    四、自评结论
    我县全面完成2020年度造林和抚育任务，资金使用规范。
    -> suspicion year-mismatch: 全面完成2020年度造林和抚育任务 | 2019 年度（标题） | 标题为 2019 年度，此处为“全面完成2020年度造林和抚育任务” @ 全面完成2020年度造林和抚育任务 · 2019年度
a table's head
    某县林业局2019年度绩效自评报告
    附表
    | 项目支出绩效自评表 | |
    | （2018年度） | |
    | 项目名称 | 造林 |
    -> suspicion year-mismatch: 2018年 | 2019 年度（标题） | 标题为 2019 年度，此处为“2018年” @ 2018年 · 2019年度
a table's title in its first row
    某县林业局2019年度绩效自评报告
    附表
    | 2018年度项目支出绩效自评表 | |
    | 项目名称 | 造林 |
    -> suspicion year-mismatch: 2018年 | 2019 年度（标题） | 标题为 2019 年度，此处为“2018年” @ 2018年 · 2019年度
one year throughout
    某县林业局2019年度绩效自评报告
    2019年专项资金绩效评价
    一、概况
    根据要求，我局开展了2019年度专项资金绩效自评。
the year of the work in the title
    某县财政局2020年绩效自评报告
    2019年度林业专项
    绩效评价材料
    一、概况
the letter's first line
    某县林业局2019年度绩效自评报告
    县财政局：按《2020年度绩效评价通知》要求，报告如下。
    一、概况
a range of years in the title
    某县林业局2019年度绩效自评报告
    2017-2019年专项资金绩效评价
    一、概况
the evaluation of the year before, as a basis
    某县林业局2019年度绩效自评报告
    一、概况
    参照2018年度专项资金绩效自评的做法组织实施。
a later closing day
    某县林业局2019年度绩效自评报告
    一、资金
    截至2020年1月底，资金全部支付。
history
    某县林业局2019年度绩效自评报告
    一、概况
    2018年县政府批复立项，总投资300万元。
plans for the year after
    某县林业局2019年度绩效自评报告
    二、成效
    2020年计划植树3000棵、育苗20亩。
under advice for the year after
    某县林业局2019年度绩效自评报告
    二、下一步措施
    2020年植树3000棵、育苗20亩。
two years after
    某县林业局2019年度绩效自评报告
    二、成效
    2021年植树3000棵、育苗20亩。
background
    某县林业局2019年度绩效自评报告
    一、基本情况
    2018年全县森林面积30万亩。
the year before beside the evaluated one
    某县林业局2019年度绩效自评报告
    二、成效
    2018年植树3000棵、2019年植树4000棵。
columns of several years
    某县林业局2019年度绩效自评报告
    附表
    | 指标 | 2018年度 | 2019年度 |
    | 造林 | 20 | 30 |
a table of the evaluated year
    某县林业局2019年度绩效自评报告
    附表
    | 项目支出绩效自评表（2019年度） | |
    | 项目名称 | 造林 |
    | 说明 | 完成 |
    | 注 | （2018年度） |
a notice for the work of the next year
    某县林业局2019年度绩效自评报告
    一、自评工作
    按照《关于做好2020年度绩效评价工作的通知》要求，我局开展自评。
a notice of the year before
    某县林业局2019年度绩效自评报告
    一、自评工作
    上年按照《关于做好2018年度绩效评价工作的通知》开展了自评。
goals reached before, in the background
    某县林业局2019年度绩效自评报告
    一、项目背景
    我县全面完成2018年度造林任务。
goals to be reached
    某县林业局2019年度绩效自评报告
    二、成效
    下一步，我县将全面完成2020年度造林任务。
a closing day in the background
    某县林业局2019年度绩效自评报告
    一、项目概况
    截至2018年底，全县森林面积30万亩。
no year in the title
    某县林业局绩效自评报告
    一、资金
    截至2018年12月31日，资金全部支付。
a table's caption of the year
    某县林业局2019年度绩效自评报告
    一、概况
    全县植树情况见下表。
    2019年度项目绩效自评表
    | 项目 | 数量 |
    | 植树 | 3000 |
    | 育苗 | 20 |
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
