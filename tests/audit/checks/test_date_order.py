"""Dates in their order."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.date_order import CHECK

CASES = cases(
    """
a range that ends before it starts
    合同期自2023年3月1日起至2023年2月28日止。
    -> error date-order: 2023年3月1日，2023年2月28日 | 后一事的时间不早于前一事 | 2023年2月28日早于2023年3月1日 @ 2023年2月28日 · 2023年3月1日
finished before it began
    工程于2022年7月8日开工，2022年6月28日竣工。
    -> error date-order: 2022年7月8日，2022年6月28日 | 后一事的时间不早于前一事 | 2022年6月28日早于2022年7月8日 @ 2022年6月28日 · 2022年7月8日
opened before it was built
    展厅改造2019年11月20日竣工，同年9月12日正式对外开放。
    -> suspicion date-order: 2019年11月20日，9月12日 | 后一事的时间不早于前一事 | 9月12日早于2019年11月20日 @ 9月12日 · 2019年11月20日
years the wrong way round
    规划期为2020-2018年，分三批实施。
    -> error date-order: 2020-2018年 | 后一事的时间不早于前一事 | 2018 年早于 2020 年 @ 2020-2018年
a day that there is not
    工程于2023年4月1日开工，2023年2月30日竣工。
    -> error date-order: 2023年4月1日，2023年2月30日 | 后一事的时间不早于前一事 | 2023年2月30日早于2023年4月1日 @ 2023年2月30日 · 2023年4月1日
dated before its year began
    某市城市环卫专项2020年度绩效自评报告
    2019年11月
    一、项目概况
    全市环卫作业面积86万平方米。
    -> error date-order: 报告日期 2019年11月 | 晚于 2020 年度结束 | 2019年11月 早于 2020年12月31日 @ 2019年11月
dated within its year
    某市城市环卫专项2020年度绩效自评报告
    2020年6月
    一、项目概况
    全市环卫作业面积86万平方米。
    -> suspicion date-order: 报告日期 2020年6月 | 晚于 2020 年度结束 | 2020年6月 早于 2020年12月31日 @ 2020年6月
今年 in a report of the next year
    某市城市环卫专项2020年度绩效自评报告
    2021年2月
    一、项目概况
    今年元月组建成立以来，作业面积达到86万平方米。
    -> suspicion date-order: “今年”（报告日期 2021年2月，即 2021 年） | 2020 年 | 报告写于 2021 年，所述为 2020 年度之事 @ 今年 · 2021年2月
a range in order
    合同期自2022年3月1日起至2023年2月28日止。
finished after it began
    工程于2022年7月8日开工，2022年12月28日竣工。
another thing earlier
    工程于2022年7月8日开工，主要材料已于2022年6月28日到场。
within one month, without the day
    工程于2022年7月8日开工，2022年7月完工。
a month without a year
    工程于2022年7月开工，次年5月竣工。
the same year
    展厅改造2019年9月12日竣工，同年11月20日正式对外开放。
one date
    工程于2022年7月8日开工。
years in their order
    规划期为2018-2020年，分三批实施。
今年 for what is to come
    某市城市环卫专项2020年度绩效自评报告
    2021年2月
    一、项目概况
    今年将继续扩大作业面积。
dated at the end of its year
    某市城市环卫专项2020年度绩效自评报告
    2020年12月
    一、项目概况
    今年作业面积86万平方米。
accepted before finished
    2023年9月10日通过竣工验收，2023年10月30日全面完工。
    -> suspicion date-order: 2023年9月10日，2023年10月30日 | 后一事的时间不早于前一事 | 竣工验收（2023年9月10日）早于完工（2023年10月30日） @ 2023年9月10日 · 2023年10月30日
finished, then accepted
    2023年9月10日全面完工，2023年10月30日通过竣工验收。
without years
    4月开工建设，2月底竣工并投入使用。
    -> suspicion date-order: 4月，2月 | 后一事的时间不早于前一事 | 竣工（2月）早于开工（4月） @ 4月 · 2月
into the next year
    2022年11月开工建设，次年2月底竣工。
two lots
    一标段2023年3月完工，二标段2023年2月开工。
told before the date
    开工日期为2023年5月20日，验收时间为2023年4月10日。
    -> suspicion date-order: 2023年5月20日，2023年4月10日 | 后一事的时间不早于前一事 | 验收（2023年4月10日）早于开工（2023年5月20日） @ 2023年5月20日 · 2023年4月10日
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
