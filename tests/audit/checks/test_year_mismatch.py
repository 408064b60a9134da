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
