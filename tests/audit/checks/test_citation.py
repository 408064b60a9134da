"""Document numbers: form, issuer, and whether in force."""

# ruff: noqa: E501 (reports and outcomes are whole lines)

from __future__ import annotations

import pytest

from tests.audit.prose import cases, outcomes
from xunzheng.audit.checks.citation import CHECK

CASES = cases(
    """
brackets that do not match
    依据《某市管理办法》（某财绩〔2021)6号）实施。
    -> advice citation-form: 〔2021)6号 | 机关代字〔年份〕序号号；年份的前后括号不成对 @ 〔2021)6号
a padded number
    依据《某市管理办法》（某财绩〔2021〕006号）实施。
    -> advice citation-form: 〔2021〕006号 | 机关代字〔年份〕序号号；序号不编虚位（1 不写作 001） @ 〔2021〕006号
a bracket lost
    依据《某市管理办法》（某财绩〔202016号）实施。
    -> advice citation-form: 某财绩〔202016号 | 机关代字〔年份〕序号号；发文字号缺少括号、序号或年份不全 @ 某财绩〔202016号
another body's prefix
    依据《湖南省财政厅关于印发绩效管理办法的通知》（财预〔2020〕10号）实施。
    -> suspicion citation-form: 湖南省财政厅的文件用“财预”字头 | “财预”是财政部的发文字头 @ 财预〔2020〕10号 [公开绩效报告所引文件]
no longer in force
    某县林业局2021年度绩效自评报告
    一、依据
    依据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）实施。
    -> suspicion citation-repealed: 引用《财政支出绩效评价管理暂行办法》（财预〔2011〕285号） | 2021 年度有效的规定 | 该文件自 2020-02-25 起失效，由财预〔2020〕10号取代，早于 2021 年末 @ 财预〔2011〕285号 [财预〔2020〕10号]
well formed
    依据《湖南省人民政府关于全面推进预算绩效管理的意见》（湘政发〔2012〕33号）实施。
square brackets
    依据《某市管理办法》（某财绩[2021]6号）实施。
the issuer that the prefix belongs to
    依据《财政部关于印发项目支出绩效评价管理办法的通知》（财预〔2020〕10号）实施。
a title that names no body
    依据《项目支出绩效评价管理办法》（财预〔2020〕10号）实施。
a prefix that the pack does not know
    依据《某省财政厅关于印发管理办法的通知》（某财办〔2020〕10号）实施。
still in force then
    某县林业局2018年度绩效自评报告
    一、依据
    依据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）实施。
the number of another body
    某县林业局2021年度绩效自评报告
    一、依据
    依据《管理办法》（湘财农〔2011〕285号）实施。
an audit report's number
    中审会审字〔2021)006号审计报告。
no year known
    依据《财政支出绩效评价管理暂行办法》（财预〔2011〕285号）实施。
no number
    依据有关规定实施，电话12345号。
no brackets
    依据国发2018第34号文件。
    -> advice citation-form: 国发2018第34号 | 机关代字〔年份〕序号号；发文字号缺少括号、序号或年份不全 @ 国发2018第34号
half a year
    根据县政办发〔23〕8号文件。
    -> advice citation-form: 县政办发〔23〕8号 | 机关代字〔年份〕序号号；发文字号缺少括号、序号或年份不全 @ 县政办发〔23〕8号
a word before the number
    按国发〔2018〕第34号执行。
    -> advice citation-form: 〔2018〕第34号 | 机关代字〔年份〕序号号；序号前不加“第”字 @ 〔2018〕第34号
an announcement
    依据财政部公告2022年第5号执行。
"""
)


@pytest.mark.parametrize(("report", "expected"), CASES)
def test_examples(report: str, expected: list[str]) -> None:
    assert outcomes(CHECK, report) == expected
