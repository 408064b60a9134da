"""A small right project file for each form, as text, for tests to change one thing in."""

from __future__ import annotations

from pathlib import Path

from xunzheng import samples
from xunzheng.formats.project_file import load_table

NATIONAL = Path(samples.__file__).with_name("lanqiao-greenway-2023.toml").read_text(encoding="utf-8")

TRANSFER = """
form = "transfer-2023"
[project]
name = "水库除险加固补助资金"
year = 2023
unit = "青石县水利局"
department = "青石县水利局"
reported_on = 2024-03-01
[[funds]]
kind = "central"
initial = 500
arrived = 500
spent = 500
[goals]
expected = "完成水库除险加固2座。"
achieved = "已完成2座，其中1座为上年开工。"
[[indicators]]
level_one = "产出指标"
level_two = "数量指标"
name = "除险加固水库座数"
target = "≥2座"
actual = "2座"
evidence = { kind = "stated", place = "验收鉴定书" }
[[management]]
name = "分配科学性"
state = "按因素法分配。"
[[management]]
name = "下达及时性"
state = "收到后三十日内下达。"
[[management]]
name = "拨付合规性"
state = "按国库集中支付办理。"
[[management]]
name = "使用规范性"
state = "专款专用。"
[[management]]
name = "执行准确性"
state = "按批复的内容执行。"
trouble = "个别凭证附件不全，已补齐"
[[management]]
name = "预算绩效管理情况"
state = "目标、监控、自评齐全。"
[[management]]
name = "支出责任履行情况"
state = "县级资金足额安排。"
[texts]
breakdown = "上级资金下达后按程序分解。"
measures = "加强前期工作。"
application = "结果用于下年资金分配，并在门户网站公开。"
"""

ANNEX = """
form = "annex-2013"
[project]
name = "图书馆免费开放专项"
year = 2022
unit = "白沙区图书馆"
department = "白沙区文化和旅游局"
reported_on = 2023-02-10
[[funds]]
kind = "city"
initial = 80
arrived = 80
spent = 76.4
[goals]
expected = "全年免费开放300天。"
achieved = "全年免费开放305天。"
[[indicators]]
code = "A11"
weight = 20
met = [1, 2]
reason = "事前论证材料不全，已补做"
evidence = { kind = "stated", place = "立项材料" }
[[indicators]]
code = "A21"
weight = 10
evidence = { kind = "stated", place = "财务决算" }
[[indicators]]
code = "B21"
weight = 10
met = [1, 2]
evidence = { kind = "stated", place = "制度汇编" }
[[indicators]]
code = "C11"
weight = 20
values = { "实际产出数" = "305天", "计划产出数" = "300天" }
evidence = { kind = "counted", place = "开放日志" }
[[indicators]]
code = "D12"
weight = 20
target = "阅读风气改善"
outcome = "达成"
score = 18
reason = "进社区活动偏少"
evidence = { kind = "judged", by = "自评小组", reason = "座谈和走访" }
[[indicators]]
code = "D15"
weight = 20
target = "≥90%"
actual = "93%"
evidence = { kind = "stated", place = "读者问卷" }
[texts]
background = "本项目用于公共图书馆免费开放。"
purpose = "专项资金，用于免费开放的日常支出。"
work = "自评小组逐项核对。"
management = "专账核算。"
problems = "进社区活动偏少。"
measures = "增加进社区活动。"
"""

FORMS = {"national-2020": NATIONAL, "transfer-2023": TRANSFER, "annex-2013": ANNEX}


def table(form: str) -> dict[str, object]:
    """The tables of the small project of a form, anew each time."""
    return load_table(FORMS[form].encode(), f"{form}.toml")
